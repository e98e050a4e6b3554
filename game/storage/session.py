"""A run in play with its save: pure steps, the clock and new ids are arguments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.debrief.reflections import LONGEST, Plan, Reflections
from game.engine.run import Run, back, begin
from game.engine.run import choose as choose_in_run
from game.storage.save import KeptChoice, Parent, RunSettings, Save, Sitting, Undone
from game.story.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from game.engine.bets import Bet
    from game.storage.resume import Resumption
    from game.storage.settings import Settings
    from game.story.compiled import Fingerprint, Story

_LONGEST_NAME: Final = 200
_LAST: Final = 1_000
"""Sittings and choices taken back that are kept: the newest, so that no save grows for ever."""


@dataclass(frozen=True, slots=True)
class Session:
    """A run and what is kept of it; `read_only` while another process has its save."""

    run: Run
    save: Save
    read_only: bool = False

    @property
    def bets(self) -> Mapping[int, Bet]:
        """The bets made, by the number of the decision from 1."""
        kept = enumerate(self.save.choices, 1)
        return {number: choice.bet for number, choice in kept if choice.bet is not None}


def start(story: Story, *, player: str, settings: Settings, now: datetime, new_id: str) -> Session:
    """Begin a story. `now` has its zone, here and below; `new_id` is a UUID."""
    save = Save(
        run=new_id,
        story=clean_line(story.id, _LONGEST_NAME),
        fingerprint=story.fingerprint,
        scenes=fingerprints(story),
        started=now,
        language=story.language,
        player=clean_line(player, _LONGEST_NAME),
        sittings=(Sitting("start", now),),
        settings=RunSettings(settings.meters, settings.coach),
    )
    return Session(begin(story), save)


def choose(session: Session, choice_id: str, *, bet: Bet | None, now: datetime) -> Session:
    """Make one choice; raises `NotOfferedError`."""
    run = choose_in_run(session.run, choice_id)
    choices = (*session.save.choices, kept_choice(run, len(run.decisions) - 1, now, bet))
    return replace(session, run=run, save=replace(session.save, choices=choices))


def undo(session: Session, *, now: datetime, new_id: str) -> Session:
    """Take the last choice back; one that is not there is no mistake.

    A finished run is never changed: going back from its ending starts a new one.
    """
    last = len(session.run.decisions) - 1
    if last < 0:
        return session
    if session.run.ended:
        return rewind(session, last, now=now, new_id=new_id)
    kept = session.save.choices[last]
    undone = (*session.save.undone, Undone(last + 1, kept.scene, kept.choice, now))
    save = replace(session.save, choices=session.save.choices[:last], undone=undone[-_LAST:])
    return replace(session, run=back(session.run, last), save=save)


def rewind(session: Session, decisions: int, *, now: datetime, new_id: str) -> Session:
    """Start a new run that keeps the first `decisions` choices; the old one stays as it is.

    Raises ValueError if the run has not come that far.
    """
    made = len(session.run.decisions)
    if not 0 <= decisions <= made:
        raise ValueError(f"the run has {made} decisions and can't go back to {decisions}")
    return Session(
        back(session.run, decisions), _branch(session.save, decisions, now=now, new_id=new_id)
    )


def go_on(save: Save, resumption: Resumption, *, now: datetime, new_id: str) -> Session:
    """Take a kept run up again, finished or not.

    Where its story is as it was, that is the same run. Else it is a new one with what still
    holds, on the story as it is now, and the old save stays as it is; so it is where a room's run
    is played on by one.
    """
    run = resumption.run
    if not resumption.told and (save.mode == "solo" or run.ended):
        return resumed(Session(run, save), now)
    branch = _branch(save, resumption.kept, now=now, new_id=new_id)
    choices = tuple(
        replace(kept_choice(run, index, kept.at, kept.bet), opened=kept.opened)
        for index, kept in enumerate(branch.choices)
    )
    fresh = replace(
        branch,
        choices=choices,
        fingerprint=run.story.fingerprint,
        scenes=fingerprints(run.story),
        reflections=save.reflections if resumption.lost is None else Reflections(),
        follow_ups=save.follow_ups if resumption.lost is None else (),
    )
    return Session(run, fresh)


def reflect(session: Session, reflections: Reflections) -> Session:
    """Keep what the player says of the run."""
    return replace(session, save=replace(session.save, reflections=_cleaned(reflections)))


def set_up(session: Session, settings: Settings) -> Session:
    """Note the settings under which the run goes on; a finished one keeps its own."""
    if session.run.ended:
        return session
    changed = RunSettings(settings.meters, settings.coach)
    return replace(session, save=replace(session.save, settings=changed))


def quit_(session: Session, now: datetime) -> Session:
    """Note that the run was left."""
    return _sat(session, Sitting("quit", now))


def resumed(session: Session, now: datetime) -> Session:
    """Note that the run was taken up again."""
    return _sat(session, Sitting("resume", now))


def _sat(session: Session, sitting: Sitting) -> Session:
    sittings = (*session.save.sittings, sitting)
    return replace(session, save=replace(session.save, sittings=sittings[-_LAST:]))


def fingerprints(story: Story) -> dict[str, Fingerprint]:
    """Return what tells later whether a scene has changed."""
    return {scene.id: scene.fingerprint for scene in story.scenes.values()}


def _cleaned(told: Reflections) -> Reflections:
    plan = told.plan
    return Reflections(
        felt=clean(told.felt, LONGEST),
        keep=tuple(clean(one, LONGEST) for one in told.keep),
        change=clean(told.change, LONGEST),
        answers=tuple(clean(one, LONGEST) for one in told.answers),
        plan=Plan(clean(plan.situation, LONGEST), clean(plan.action, LONGEST), plan.due),
    )


def kept_choice(run: Run, index: int, at: datetime, bet: Bet | None) -> KeptChoice:
    """Return a decision of a run as it is kept; `index` counts from 0."""
    decision = run.decisions[index]
    landed = decision.landing.landed
    later = run.decisions[index + 1 : index + 2]
    return KeptChoice(
        decision.scene.id,
        decision.choice.id,
        at,
        landed.trust,
        decision.landing.productivity,
        landed.tension,
        bet,
        decision.choice.own_id,
        later[0].scene.id if later else run.scene.id,
    )


def _branch(save: Save, decisions: int, *, now: datetime, new_id: str) -> Save:
    return replace(
        save,
        run=new_id,
        parent=Parent(save.run, decisions),
        started=now,
        choices=save.choices[:decisions],
        undone=(),
        sittings=(Sitting("start", now),),
        reflections=Reflections(),
        follow_ups=(),
        mode="solo",
        session="",
    )
