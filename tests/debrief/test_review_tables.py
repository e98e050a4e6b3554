"""The review in the JSON of a debrief: its numbers, and no ending that was not found."""

from __future__ import annotations

import json as standard
from typing import TYPE_CHECKING, Any

import pytest
from debrief_reading import any_run, reviewed, story

from game.analysis.space import Budget
from game.debrief.debrief import build, complete
from game.debrief.html import html
from game.debrief.json import json
from game.debrief.markdown import markdown
from game.debrief.reflections import Reflections
from game.debrief.review import review
from game.story.library import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from game.debrief.outlook import Outlook
    from game.debrief.reviewed import Prospect
    from game.debrief.verdicts import Closing
    from game.story.compiled import Story

STORIES = sorted(shipped().glob("*.toml"))


def _same(told: dict[str, Any], one: Outlook) -> None:
    assert told.keys() == {
        *("outcome", "trust", "best", "endings", "chances", "hidden", "hidden_chance")
    }
    assert (told["outcome"], told["trust"], told["best"]) == (one.outcome, one.trust, one.best)
    assert (told["endings"], told["hidden"]) == (one.endings, one.hidden)
    assert told["chances"] == dict(one.chances)
    assert told["hidden_chance"] == one.hidden_chance


def _closed(told: dict[str, Any], one: Closing) -> None:
    assert (told["best"], told["left"], told["ending_lost"]) == (
        one.best,
        one.left,
        one.ending_lost,
    )
    assert told["share"] == float(one.share)


def _option(told: dict[str, Any], one: Prospect) -> None:
    assert (told["choice"], told["verdict"]) == (one.choice.id, one.verdict)
    assert (told["trust_verdict"], told["trade_off"]) == (one.trust_verdict, one.trade_off)
    _closed(told["closing"], one.closing)
    _closed(told["trust_closing"], one.trust_closing)
    _same(told["after"], one.after)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_number_is_the_reviews(path: Path) -> None:
    """Decisions, options, turning points and standing: what is read back is what was computed."""
    debrief = reviewed(any_run(story(path), 11))
    held = debrief.review
    assert held is not None
    assert held.standing is not None
    told = standard.loads(json(debrief))["review"]
    assert (told["first"], told["beyond_budget"]) == (1, False)
    assert len(told["decisions"]) == len(debrief.run.decisions)
    for read, one in zip(told["decisions"], held.decisions, strict=True):
        assert read["number"] == one.number
        _same(read["before"], one.before)
        _option(read["chosen"], one.chosen)
        for other, prospect in zip(read["others"], one.others, strict=True):
            _option(other, prospect)
    assert [
        (one["number"], one["other"], one["kept"], one["share"]) for one in told["turning"]
    ] == [
        (one.decision.number, one.other.choice.id, one.kept, float(one.hung))
        for one in held.turning
    ]
    standing = told["standing"]
    # As text: the number of playthroughs may be larger than what other languages hold exactly.
    assert int(standing["playthroughs"]) == held.standing.playthroughs
    assert standing["hidden"] == held.standing.hidden
    for key, spread in (("outcome", held.standing.outcome), ("trust", held.standing.trust)):
        assert [tuple(pair) for pair in standing[key]] == list(spread.counts or ())
    assert [(one["who"], one["outcome"], one["trust"]) for one in standing["marks"]] == [
        (one.who, one.outcome, one.trust) for one in held.standing.marks
    ]
    assert [one["outcome_percentile"] for one in standing["marks"]] == [
        one.outcome_percentile for one in held.standing.marks
    ]
    assert [(one["ending"], one["share"], one["chance"]) for one in standing["endings"]] == [
        (one.ending, one.share, one.chance) for one in held.standing.endings
    ]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(4))
def test_an_ending_that_was_not_found_is_in_no_file(path: Path, seed: int) -> None:
    """Its name stands neither in Markdown, HTML nor JSON, and its id nowhere in the review."""
    of = _with_names_of_their_own(story(path))
    run, other = any_run(of, seed), any_run(of, seed + 1)
    debrief = reviewed(run, {other.scene.id}, other)
    hidden = [one for one in of.endings if one.id not in {run.scene.id, other.scene.id}]
    assert hidden
    for text in (markdown(debrief), html(debrief), json(debrief)):
        assert str(run.scene.ending) in text
        assert [one.ending for one in hidden if str(one.ending) in text] == []
    told = standard.dumps(standard.loads(json(debrief))["review"])
    assert f'"{run.scene.id}"' in told
    assert [one.id for one in hidden if f'"{one.id}"' in told] == []


def _with_names_of_their_own(of: Story) -> Story:
    """Return a story whose endings have names that stand in no other sentence."""
    scenes = {
        scene.id: scene._replace(ending=scene.ending and f"Ending {at} of all")
        for at, scene in enumerate(of.scenes.values())
    }
    return of._replace(scenes=scenes)


def test_what_is_beyond_the_budget_is_null() -> None:
    """The decisions that were reviewed are numbered from the first one; the standing is null."""
    run = any_run(story(STORIES[0]), 11)
    some = review(run, frozenset(), Budget(states=300))
    debrief = complete(build(run, {}, Reflections()), some, None)
    told = standard.loads(json(debrief))["review"]
    assert told["beyond_budget"] is True
    assert told["standing"] is None
    assert told["first"] == some.first > 1
    numbers = [one["number"] for one in told["decisions"]]
    assert numbers == list(range(some.first, len(run.decisions) + 1))


def test_without_a_review_there_is_none() -> None:
    """A debrief before its analysis says null, which is not an empty review."""
    debrief = build(any_run(story(), 1), {}, Reflections())
    assert standard.loads(json(debrief))["review"] is None
