"""The flagship story, over all its playthroughs."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from game.engine.parameters import TEACHING_MODEL
from game.engine.rules import Rule, decide, next_quarter
from game.engine.run import Position, begin, offers, replay, take
from game.story.library import Broken, load
from game.story.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.compiled import Choice, Story


class Playthrough(NamedTuple):
    """One complete list of choices: what it comes to, and where it ends."""

    choices: tuple[Choice, ...]
    scenes: tuple[str, ...]
    rules: tuple[tuple[Rule, ...], ...]
    delivered: tuple[int, ...]
    ending: str
    quarter: int

    @property
    def outcome(self) -> int:
        """Delivered and the next quarter together."""
        return self.delivered[-1] + self.quarter


@cache
def story() -> Story:
    """Return the story as it is shipped."""
    loaded = load(shipped() / "two-departments.toml")
    assert not isinstance(loaded, Broken), loaded
    return loaded


@cache
def playthroughs() -> tuple[Playthrough, ...]:
    """Return every complete list of choices of the story."""
    run = begin(story())
    return tuple(_from(Position(run.scene, run.state, 0), (), (), (), ()))


def _from(
    position: Position,
    choices: tuple[Choice, ...],
    scenes: tuple[str, ...],
    rules: tuple[tuple[Rule, ...], ...],
    delivered: tuple[int, ...],
) -> Iterator[Playthrough]:
    if position.scene.ending is not None:
        quarter = next_quarter(position.state, TEACHING_MODEL)
        yield Playthrough(choices, scenes, rules, delivered, position.scene.id, quarter)
        return
    offered = offers(position.scene, position.state, TEACHING_MODEL)
    assert offered, f"nothing is offered in {position.scene.id}"
    for choice in offered:
        after = take(story(), position, choice, TEACHING_MODEL)
        applied = decide(position.state, choice, TEACHING_MODEL).rules
        yield from _from(
            after,
            (*choices, choice),
            (*scenes, position.scene.id),
            (*rules, applied),
            (*delivered, after.delivered),
        )


@cache
def player(kind: str) -> Playthrough:
    """Return the playthrough of a named player of the model."""
    run = begin(story())
    ids: list[str] = []
    while not run.ended:
        ids.append(next(_fitting(kind, run.offered)).id)
        run = replay(story(), ids)
    return next(one for one in playthroughs() if [choice.id for choice in one.choices] == ids)


def _fitting(kind: str, offered: tuple[Choice, ...]) -> Iterator[Choice]:
    if kind == "forced":
        yield from (one for one in offered if one.forced)
        kind = "transactional"
    yield from (one for one in offered if one.stance == kind and not one.forced)
    yield from offered


def percentile(one: Playthrough) -> float:
    """Return the share of playthroughs with a strictly lower outcome, in percent."""
    lower = sum(other.outcome < one.outcome for other in playthroughs())
    return 100 * lower / len(playthroughs())


def best() -> Playthrough:
    """Return the best line: highest outcome, ties by the lowest positions."""
    return max(playthroughs(), key=lambda one: one.outcome)


def test_its_size() -> None:
    """8 to 10 decisions on each way, two to four options each, at least 30 scenes, 5 endings."""
    counts = {len(one.choices) for one in playthroughs()}
    assert min(counts) >= 8
    assert max(counts) <= 10
    assert len(story().scenes) >= 30
    assert len(story().endings) >= 5
    assert all(2 <= len(one.choices) <= 4 for one in story().scenes.values() if one.choices)


def test_its_parts() -> None:
    """Every decision has a note, every option all of its parts; one bet, two questions, a note."""
    deciding = [scene for scene in story().scenes.values() if scene.choices]
    assert all(scene.note and scene.title for scene in deciding)
    for scene in deciding:
        for choice in scene.choices:
            assert choice.own_id, (scene.id, choice.id)
            assert choice.reply, (scene.id, choice.id)
            assert choice.why, (scene.id, choice.id)
            assert choice.why_tempting, (scene.id, choice.id)
            assert choice.lens or choice.stance == "transactional", (scene.id, choice.id)
    assert sum(scene.bet for scene in deciding) == 1
    assert len(story().questions) == 2
    assert story().content_note


def test_every_option_says_which_qualities_it_touches() -> None:
    """The lens stands on every option, empty where it touches none of the seven."""
    text = (shipped() / "two-departments.toml").read_text(encoding="utf-8")
    scenes = tomllib.loads(text)["scenes"].values()
    assert all("lens" in choice for scene in scenes for choice in scene.get("choices", ()))


def test_every_ending_has_its_share() -> None:
    """Each is reached by between 0.5 and 60 percent of playthroughs."""
    reached = Counter(one.ending for one in playthroughs())
    assert set(reached) == {scene.id for scene in story().endings}
    shares = [count / len(playthroughs()) for count in reached.values()]
    assert min(shares) >= 0.005
    assert max(shares) <= 0.6


def test_every_scene_and_option_is_met() -> None:
    """No option is never offered, no decision never reached."""
    met = {
        (scene, choice.id)
        for one in playthroughs()
        for scene, choice in zip(one.scenes, one.choices, strict=True)
    }
    written = {(scene.id, one.id) for scene in story().scenes.values() for one in scene.choices}
    assert met == written


def test_hurry_pays_first_and_bills_later() -> None:
    """Transactional is ahead of relational at the third decision, behind it the next quarter."""
    cool, warm = player("transactional"), player("relational")
    assert cool.delivered[2] > warm.delivered[2]
    assert cool.quarter < warm.quarter


def test_force_looks_good_and_rots() -> None:
    """Forced has as much delivered as both at the third decision, and the least at the end."""
    forced = player("forced")
    others = [player("transactional"), player("relational")]
    assert all(forced.delivered[2] >= other.delivered[2] for other in others)
    assert all(forced.outcome < other.outcome for other in others)


def test_being_nice_does_not_win() -> None:
    """Relational is not in the top 5 percent, transactional not in the bottom 25."""
    assert percentile(player("relational")) < 95
    assert percentile(player("transactional")) >= 25


def test_the_best_line_is_of_both_kinds() -> None:
    """It runs through a transactional option, and does not always stand in one place."""
    line = best()
    stances = Counter(choice.stance for choice in line.choices)
    assert stances["transactional"] >= 1
    assert stances["relational"] >= 1
    places = Counter(
        story().scenes[scene].choices.index(choice)
        for scene, choice in zip(line.scenes, line.choices, strict=True)
    )
    assert max(places.values()) <= len(line.choices) / 2


@pytest.mark.parametrize("rule", [Rule.TOO_EARLY, Rule.REPAIRED])
def test_timing_decides(rule: Rule) -> None:
    """The same gesture comes too early on some playthroughs only; the same repair lands on some."""
    option = "needs" if rule is Rule.TOO_EARLY else "repair"
    seen: dict[tuple[str, str], set[bool]] = {}
    for one in playthroughs():
        for scene, choice, rules in zip(one.scenes, one.choices, one.rules, strict=True):
            if getattr(choice, option):
                seen.setdefault((scene, choice.id), set()).add(rule in rules)
    assert {True, False} in seen.values()


def test_a_relational_option_closes_an_ending() -> None:
    """At some decision of some way a relational option makes an ending unreachable."""
    reachable: dict[tuple[str, ...], set[str]] = {}
    for one in playthroughs():
        ids = tuple(choice.id for choice in one.choices)
        for length in range(len(ids) + 1):
            reachable.setdefault(ids[:length], set()).add(one.ending)
    closing = (
        one
        for one in playthroughs()
        for at, choice in enumerate(one.choices)
        if choice.stance == "relational"
        and reachable[tuple(past.id for past in one.choices[: at + 1])]
        < reachable[tuple(past.id for past in one.choices[:at])]
    )
    assert next(closing, None) is not None


def test_no_option_gives_itself_away() -> None:
    """Options of a scene are of a length, and the stances do not stand in fixed places."""
    deciding = [scene for scene in story().scenes.values() if scene.choices]
    for scene in deciding:
        lengths = [len(choice.text) for choice in scene.choices]
        assert max(lengths) <= 1.25 * min(lengths), scene.id
    first = Counter(scene.choices[0].stance for scene in deciding)
    assert min(first["relational"], first["transactional"]) >= len(deciding) / 5
