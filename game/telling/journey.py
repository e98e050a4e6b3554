"""Across runs: what was played and found, what was decided differently, what was planned."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from game.debrief.document import Heading, Items, Page, Prose, Table
from game.debrief.wording import led, name_of, one_line, opening, plain
from game.story.prose import Span
from game.telling.plans import became, plan_words
from game.telling.records import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from game.debrief.document import Block
    from game.debrief.records import Made, Record
    from game.story.compiled import Scene, Story
    from game.story.prose import Paragraph
    from game.telling.kept_runs import KeptRun


_MOST_WAYS: Final = 6
"""Steps of one decision over time that are told one by one: the latest."""


class _Taken(NamedTuple):
    """One decision as it was made in one run."""

    at: datetime
    choice: str


def journey(kept: Sequence[KeptRun], led: Sequence[KeptRun] = ()) -> Page:
    """Return all runs on one page, story by story; runs are named by the heads of their ids.

    `led` are the runs of rooms: what a room has decided is nobody's own way, so they are listed
    by themselves and count for nothing else.
    """
    told = sorted(records(kept, kept), key=lambda one: (one.story_id, one.started))
    blocks: list[Block] = []
    for _, several in groupby(told, key=lambda one: one.story_id):
        blocks += _story(list(several))
    blocks += _plans(kept)
    if not told and not led:
        blocks.append(Prose((plain("Nothing was played here yet."),)))
    blocks += _rooms(records(led, led))
    return Page("journey", "Your journey", tuple(blocks))


def _story(told: Sequence[Record]) -> Iterator[Block]:
    story = next((one.story for one in told if one.story is not None), None)
    if story is None:
        yield Heading(f"{told[0].story_id} (its story is not here)")
    else:
        yield Heading(one_line(story.title, story))
    yield Table(
        ("Run", "Begun", "Decisions", "Came to"),
        tuple(_run(one) for one in told),
        "Runs, the oldest first",
    )
    if story is not None:
        yield Prose((plain(_endings(told, story)),))
        differently = tuple(_differently(told, story))
        if differently:
            yield Items(differently)


def _rooms(told: Sequence[Record]) -> Iterator[Block]:
    """Yield the runs of the rooms that were led here, the oldest first."""
    if told:
        yield Heading("Rooms you led")
        yield Table(
            ("Run", "Story", "Begun", "Decisions", "Came to"),
            tuple((one.run[:8], _title(one), *_run(one)[1:]) for one in told),
            "What a room decided is not counted among your runs",
        )


def _title(record: Record) -> str:
    return record.story_id if record.story is None else one_line(record.story.title, record.story)


def _run(record: Record) -> tuple[str, ...]:
    begun = f"{record.started.astimezone():%Y-%m-%d %H:%M}"
    return (record.run[:8], begun, str(record.decisions), _came_to(record))


def _came_to(record: Record) -> str:
    scene = record.story.scenes.get(record.ending or "") if record.story is not None else None
    if scene is not None and record.story is not None:
        said = one_line(scene.ending or "", record.story)
    else:
        said = "not ended"
    if record.parent is None:
        return said
    return f"{said} (from decision {record.fork + 1} of {record.parent[:8]})"


def _endings(told: Iterable[Record], story: Story) -> str:
    """Return which endings were found; the others are counted, never named."""
    found = {one.ending for one in told}
    names = [one_line(one.ending or "", story) for one in story.endings if one.id in found]
    said = f"Endings found: {len(names)} of {len(story.endings)}"
    return f"{said}: {', '.join(names)}." if names else f"{said}."


def _differently(told: Iterable[Record], story: Story) -> Iterator[Paragraph]:
    """Yield the decisions that were made in more than one way, in the story's order."""
    ways: dict[str, list[_Taken]] = {}
    for record in told:
        for made in record.made:
            scene = made.turn.scene.id if made.turn is not None else made.scene
            ways.setdefault(scene, []).append(_Taken(made.at, _choice(made, story)))
    for there in story.scenes.values():
        taken = sorted(ways.get(there.id, ()))
        if len({one.choice for one in taken}) > 1:
            yield _over_time(there, taken, story)


def _over_time(scene: Scene, taken: Iterable[_Taken], story: Story) -> Paragraph:
    """Return one decision over time; the same choice twice in a row is said once."""
    said = [
        f"{next(several).at.astimezone():%Y-%m-%d} “{choice}”"
        for choice, several in groupby(taken, key=lambda one: one.choice)
    ]
    earlier = len(said) - _MOST_WAYS
    before = f"{earlier} times otherwise, then " if earlier > 1 else ""
    shown = said[-_MOST_WAYS:] if before else said
    return led(f"{name_of(scene, story)}:", Span(f"{before}{', then '.join(shown)}."))


def _choice(made: Made, story: Story) -> str:
    if made.turn is not None:
        return opening(made.turn.chosen.choice.text, story).rstrip(".")
    scene = story.scenes.get(made.scene)
    known = (one for one in scene.choices if one.id == made.choice) if scene is not None else ()
    choice = next(iter(known), None)
    return made.choice if choice is None else opening(choice.text, story).rstrip(".")


def _plans(kept: Iterable[KeptRun]) -> Iterator[Block]:
    told: list[Paragraph] = []
    seen: set[object] = set()
    for save in reversed([one.save for one in kept]):
        plan = save.reflections.plan
        # A run that was taken over into a new one has handed its plan on.
        if (plan.situation or plan.action) and (save.story, plan) not in seen:
            seen.add((save.story, plan))
            due = f"By {plan.due}:" if plan.due is not None else "Without a date:"
            end = f"; {became(save)}." if plan.due is not None else "."
            told.append(led(due, Span(f"{plan_words(plan)}{end}")))
    if told:
        yield Heading("Plans")
        yield Items(tuple(reversed(told)))
