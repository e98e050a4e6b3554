"""The engine reproduces every published case of the teaching model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.engine.parameters import TEACHING_MODEL
from game.engine.rules import decide
from game.engine.state import State, productivity
from game.story.compiled import Choice

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


def _state(case: dict[str, Any]) -> State:
    fields = {key: value for key, value in case.items() if key != "productivity"}
    return State(**fields | {"facts": frozenset(case["facts"])})


def _choice(case: dict[str, Any]) -> Choice:
    fields = case | {"lens": tuple(case["lens"]), "sets": frozenset(case.get("sets", ()))}
    return Choice(id="x", text="x", stance="relational", routes=(), **fields)


def _shown(state: State) -> dict[str, Any]:
    shown = state._asdict() | {"facts": sorted(state.facts)}
    return shown | {"productivity": productivity(state, TEACHING_MODEL)}


@pytest.mark.parametrize("case", VECTORS["decisions"])
def test_single_decision(case: dict[str, Any]) -> None:
    """A decision lands, lists its rules and drifts exactly as published."""
    before = _state(case["before"])
    assert productivity(before, TEACHING_MODEL) == case["before"]["productivity"]
    landing = decide(before, _choice(case["choice"]), TEACHING_MODEL)
    assert [str(rule) for rule in landing.rules] == case["rules"]
    assert _shown(landing.landed) == case["landed"]
    assert _shown(landing.drifted) == case["drifted"]


@pytest.mark.parametrize("case", VECTORS["runs"])
def test_whole_run(case: dict[str, Any]) -> None:
    """A run of decisions gives the published states, deliveries and next quarter."""
    from game.engine.rules import next_quarter

    state, delivered = _state(case["start"]), 0
    for choice, after in zip(case["choices"], case["after"], strict=True):
        landing = decide(state, _choice(choice), TEACHING_MODEL)
        delivered += landing.productivity
        assert [str(rule) for rule in landing.rules] == after["rules"]
        assert _shown(landing.landed) == after["landed"]
        assert _shown(landing.drifted) == after["drifted"]
        assert delivered == after["delivered"]
        state = landing.drifted
    assert next_quarter(state, TEACHING_MODEL) == case["next_quarter"]
