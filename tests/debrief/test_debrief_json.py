"""The debrief as JSON: all of the pages, and the numbers behind them."""

from __future__ import annotations

import json as standard
from datetime import date

from debrief_reading import story

from game.debrief.debrief import build
from game.debrief.json import json
from game.debrief.pages import pages
from game.debrief.reflections import Plan, Reflections
from game.engine.run import begin, replay

SAID = Reflections(
    'a "quote" \\ </script> ü', ("one",), "", (), Plan("it knocks", "I ask", date(2026, 3, 31))
)


def test_pages_and_numbers() -> None:
    """Every block comes with its kind; decisions carry what landed, and by which rules."""
    debrief = build(replay(story(), ["turn", "confide", "sorry"]), {2: "rise"}, SAID)
    told = standard.loads(json(debrief))
    assert [page["id"] for page in told["pages"]] == [page.id for page in pages(debrief)]
    for page, read in zip(pages(debrief), told["pages"], strict=True):
        kinds = [type(block).__name__.lower() for block in page.blocks]
        assert [block["kind"] for block in read["blocks"]] == kinds
    assert told["story"]["id"] == "greenhouse"
    assert [one["chosen"]["choice"] for one in told["decisions"]] == ["turn", "confide", "sorry"]
    assert told["decisions"][0]["chosen"]["rules"] == ["loss_doubled", "wound_opened"]
    assert told["decisions"][1]["bet"] == "rise"
    assert told["delivered"] == debrief.run.delivered
    assert told["path"][-1]["trust"] == debrief.run.state.trust
    assert told["reflections"]["felt"] == SAID.felt
    assert told["reflections"]["plan"]["due"] == "2026-03-31"


def test_a_run_without_a_decision() -> None:
    """Nothing decided is an empty list, and no ending is null."""
    told = standard.loads(json(build(begin(story()), {}, Reflections())))
    assert told["decisions"] == []
    assert told["ending"] is None
    assert told["next_quarter"] is None
