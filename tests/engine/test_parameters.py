"""Every constant of the model stands in one place, and each of them matters."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from random import Random

import pytest
from playing import played

from game.engine.bets import outcome
from game.engine.parameters import TEACHING_MODEL, Parameters
from game.engine.rules import decide
from game.engine.run import Run, begin, choose
from game.engine.state import State
from game.engine.wording import change_word, productivity_word, trust_word
from game.story.compiled import Choice
from stories import compiled, story_text

STORIES = [compiled(story_text(Random(seed))) for seed in range(80)]
WOUNDED = [State(40, 20, wound=9, wound_age=age) for age in range(4)]
REPAIR = Choice("mend", "Name it.", "relational", (), trust=4, repair=True)


def _outcomes(parameters: Parameters) -> list[object]:
    """Return what happens in one run of each story, in repairs, and every word of the meter."""
    happened: list[object] = [trust_word(trust, parameters) for trust in range(101)]
    happened += (decide(wounded, REPAIR, parameters) for wounded in WOUNDED)
    for seed, story in enumerate(STORIES):
        random, run = Random(seed), begin(story, parameters)
        while run.offered:
            run = choose(run, random.choice(run.offered).id)
        happened += (run.state, run.delivered, run.next_quarter)
    return happened


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_every_parameter_is_read(name: str) -> None:
    """A model with one other constant gives another outcome somewhere."""
    value = getattr(TEACHING_MODEL, name)
    if name == "legs":
        other = replace(TEACHING_MODEL, legs={quality: -leg for quality, leg in value.items()})
    else:
        # The model's own fields are whole numbers, all but the legs.
        other = replace(TEACHING_MODEL, **{name: value + 1})
    assert _outcomes(other) != _outcomes(TEACHING_MODEL)


def test_the_words_name_levels_of_trust() -> None:
    """Trust is guarded up to 34, working up to 64, shared from 65 on."""
    words = [trust_word(trust, TEACHING_MODEL) for trust in range(101)]
    assert words == ["guarded"] * 35 + ["working"] * 30 + ["shared"] * 36


def test_every_level_of_work_and_every_change_has_a_word() -> None:
    """No level and no change of a meter is without a word, and the words never go back."""
    order = ["stalled", "slow", "steady", "brisk"]
    places = [order.index(productivity_word(rate)) for rate in range(101)]
    assert all(before <= after for before, after in pairwise(places))
    assert set(places) == {0, 1, 2, 3}
    assert change_word(0) == "unchanged"
    assert [change_word(change) for change in (1, 4, 10)] == [
        "up a little",
        "up clearly",
        "up a lot",
    ]
    assert [change_word(-change) for change in (3, 9, 100)] == [
        "down a little",
        "down clearly",
        "down a lot",
    ]


def _bets(run: Run) -> list[tuple[str, int]]:
    return [(outcome(one), one.landing.landed.trust - one.before.trust) for one in run.decisions]


def test_a_bet_is_on_the_sign_of_what_landed() -> None:
    """A bet reads trust as landed minus trust on arrival, before time takes its part."""
    seen = set()
    for seed, story in enumerate(STORIES):
        for said, change in _bets(played(story, Random(seed))):
            assert said == ("rise" if change > 0 else "fall" if change < 0 else "stay")
            seen.add(said)
    assert seen == {"rise", "stay", "fall"}
