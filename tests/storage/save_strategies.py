"""Saves of every kind, for properties."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from game.debrief.reflections import Plan, Reflections
from game.engine.bets import BETS
from game.storage.save import (
    METER_MODES,
    MODES,
    SITTING_KINDS,
    FollowUp,
    KeptChoice,
    Parent,
    RunSettings,
    Save,
    Sitting,
    Undone,
)
from game.story.compiled import Fingerprint
from game.story.text import clean, clean_line

ids = st.from_regex(r"[a-z0-9_-]{1,64}", fullmatch=True)
lines = st.text(max_size=60).map(clean_line)
texts = st.text(max_size=60).map(clean)
prints = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
moments = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001, the zone comes with the strategy
    max_value=datetime(2999, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
meters = st.integers(0, 100)
uuids = st.uuids().map(str)


def several(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Return tuples of a few."""
    return st.lists(of, max_size=4).map(tuple)


reflections = st.builds(
    Reflections,
    felt=texts,
    keep=several(texts),
    change=texts,
    answers=several(texts),
    plan=st.builds(Plan, situation=texts, action=texts, due=st.none() | st.dates()),
)
saves = st.builds(
    Save,
    run=uuids,
    story=lines.filter(bool),
    fingerprint=prints,
    started=moments,
    scenes=st.dictionaries(ids, st.builds(Fingerprint, prints, prints), max_size=4),
    language=st.sampled_from(["en", "pt", "de-CH"]),
    mode=st.sampled_from(MODES),
    session=st.just("") | uuids,
    player=lines,
    parent=st.none() | st.builds(Parent, uuids, st.integers(0, 5000)),
    choices=several(
        st.builds(
            KeptChoice,
            ids,
            ids | st.builds("{}+{}".format, ids, ids),
            moments,
            meters,
            meters,
            meters,
            st.none() | st.sampled_from(BETS),
            st.booleans(),
            st.just("") | ids,
            st.none() | moments,
        )
    ),
    undone=several(st.builds(Undone, st.integers(1, 5000), ids, ids, moments)),
    sittings=several(st.builds(Sitting, st.sampled_from(SITTING_KINDS), moments)),
    reflections=reflections,
    settings=st.builds(RunSettings, st.sampled_from(METER_MODES), st.booleans()),
    follow_ups=several(st.builds(FollowUp, st.dates(), st.booleans(), moments, texts)),
)
