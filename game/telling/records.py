"""Kept runs as records: the save's times put to the run that is replayed from it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from game.debrief.records import Left, Made, Record
from game.debrief.turns import turns
from game.storage.resume import resume
from game.storage.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from game.debrief.records import Judge, Judgements
    from game.debrief.turns import Turn
    from game.engine.run import Run
    from game.storage.save import KeptChoice, Save
    from game.story.compiled import Story
    from game.telling.kept_runs import KeptRun


def identify(run: str, event: str) -> str:
    """Return the id of an event of a run, a UUIDv5: the same whenever it is asked for."""
    return str(uuid5(UUID(run), event))


def records(
    kept: Iterable[KeptRun], everything: Iterable[KeptRun], judge: Judge | None = None
) -> tuple[Record, ...]:
    """Return the records of some runs; `everything` is the folder they are of.

    `judge` is asked once for each story what the review says of the decisions of all its runs; a
    run that the story no longer plays as it was has no review.
    """
    told = tuple(kept)
    known = {one.save.run: one.save for one in everything}
    branches = Counter(save.parent.run for save in known.values() if save.parent is not None)
    replayed = [_replayed(one.save, one.story) for one in told]
    said = _judged(replayed, judge) if judge is not None else {}
    return tuple(
        replace(
            _record(one.save, one.story, run, known),
            rewinds=branches[one.save.run],
            judgements=said.get(at, {}),
        )
        for at, (one, run) in enumerate(zip(told, replayed, strict=True))
    )


def _judged(replayed: Sequence[Run | None], judge: Judge) -> dict[int, Judgements]:
    """Return the judgements by the run's place; a story is done with before the next begins."""
    stories: dict[tuple[str, str], list[int]] = {}
    for at, run in enumerate(replayed):
        if run is not None:
            stories.setdefault((run.story.id, run.story.fingerprint), []).append(at)
    found: dict[int, Judgements] = {}
    for places in stories.values():
        runs = [run for at in places if (run := replayed[at]) is not None]
        found |= zip(places, judge(runs) or (), strict=False)
    return found


def _record(
    save: Save, story: Story | None, replayed: Run | None, known: Mapping[str, Save]
) -> Record:
    ending = _ending(save, story, replayed)
    return Record(
        run=save.run,
        root=_root(save, known),
        parent=save.parent.run if save.parent else None,
        fork=save.parent.decision if save.parent else 0,
        story_id=save.story,
        fingerprint=save.fingerprint,
        language=save.language,
        mode=save.mode,
        player=save.player,
        started=save.started,
        story=story,
        replayed=replayed,
        decisions=len(save.choices),
        made=_made(save, replayed)[_taken_over(save) :],
        left=_left(save, ended=ending is not None),
        ending=ending,
        reflections=save.reflections,
        session=save.session,
    )


def _replayed(save: Save, story: Story | None) -> Run | None:
    """Return the run if its story still plays it as it was."""
    if story is None:
        return None
    resumption = resume(save, story)
    same = resumption.lost is None and resumption.differs_from is None
    return resumption.run if same else None


def _ending(save: Save, story: Story | None, replayed: Run | None) -> str | None:
    if replayed is not None:
        return replayed.scene.id if replayed.ended else None
    scene = story.scenes.get(save.choices[-1].to) if story and save.choices else None
    return scene.id if scene is not None and scene.ending is not None else None


def _root(save: Save, known: Mapping[str, Save]) -> str:
    """Return the first run of a line, as far back as files tell; a circle of forged ones ends."""
    seen = {save.run}
    while save.parent is not None and save.parent.run not in seen:
        seen.add(save.parent.run)
        if save.parent.run not in known:
            return save.parent.run
        save = known[save.parent.run]
    return save.run


def _made(save: Save, replayed: Run | None) -> tuple[Made, ...]:
    told: tuple[Turn | None, ...] = (None,) * len(save.choices)
    if replayed is not None:
        told = turns(replayed, Session(replayed, save).bets)
    moments = _moments(save)
    # As landed, the productivities of the decisions add up to what is delivered.
    delivered = accumulate(choice.productivity for choice in save.choices)
    return tuple(
        Made(
            number,
            choice.scene,
            choice.choice,
            choice.at,
            _seconds(choice, moments),
            choice.bet,
            choice.trust,
            choice.productivity,
            choice.tension,
            done,
            turn,
        )
        for number, (choice, turn, done) in enumerate(
            zip(save.choices, told, delivered, strict=True), 1
        )
    )


def _taken_over(save: Save) -> int:
    """Return how many decisions are the parent's: they were made before the run began."""
    if save.parent is None:
        return 0
    earlier = (one.at <= save.started for one in save.choices[: save.parent.decision])
    return sum(takewhile(bool, earlier))


def _moments(save: Save) -> list[datetime]:
    """Return every moment that a save tells of, in order."""
    return sorted(
        (
            save.started,
            *(one.at for one in save.choices),
            *(one.at for one in save.undone),
            *(one.at for one in save.sittings),
        )
    )


def _seconds(choice: KeptChoice, moments: Sequence[datetime]) -> float:
    """Return the time since what was done last before a choice, in a room since its first vote."""
    at = choice.at
    if choice.opened is not None:
        return max(0.0, (at - choice.opened).total_seconds())
    before = bisect_left(moments, at)
    return (at - moments[before - 1]).total_seconds() if before else 0.0


def _left(save: Save, *, ended: bool) -> tuple[Left, ...]:
    """Return when the run was left before its end: closing a debrief is not leaving a run."""
    last = max((one.at for one in save.choices), default=None)
    moments = (one.at for one in save.sittings if one.what == "quit")
    return tuple(
        Left(moment, sum(one.at <= moment for one in save.choices))
        for moment in sorted(moments)
        if not (ended and last is not None and moment >= last)
    )
