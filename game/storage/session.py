"""A run in play with its save: pure steps, the clock and new ids are arguments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.debrief.reflections import Reflections
from game.engine.run import Run, back, begin
from game.engine.run import choose as choose_in_run
from game.storage.save import KeptChoice, Parent, RunSettings, Save, Sitting, Undone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from game.engine.bets import Bet
    from game.storage.resume import Resumption
    from game.storage.settings import Settings
    from game.story.compiled import Story


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
    """Begin a story."""
    save = Save(
        run=new_id,
        story=story.id,
        fingerprint=story.fingerprint,
        scenes={scene.id: scene.fingerprint for scene in story.scenes.values()},
        started=now,
        language=story.language,
        player=player,
        sittings=(Sitting("start", now),),
        settings=RunSettings(settings.meters, settings.coach),
    )
    return Session(begin(story), save)


def choose(session: Session, choice_id: str, *, bet: Bet | None, now: datetime) -> Session:
    """Make one choice; raises `NotOfferedError`."""
    run = choose_in_run(session.run, choice_id)
    choices = (*session.save.choices, _kept(run, len(run.decisions) - 1, now, bet))
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
    save = replace(session.save, choices=session.save.choices[:last], undone=undone)
    return replace(session, run=back(session.run, last), save=save)


def rewind(session: Session, decisions: int, *, now: datetime, new_id: str) -> Session:
    """Start a new run that keeps the first `decisions` choices; the old one stays as it is."""
    return Session(
        back(session.run, decisions), _branch(session.save, decisions, now=now, new_id=new_id)
    )


def go_on(save: Save, resumption: Resumption, *, now: datetime, new_id: str) -> Session:
    """Go on with what is left of a run after its story has changed, as a new run."""
    run = resumption.run
    branch = _branch(save, resumption.kept, now=now, new_id=new_id)
    choices = tuple(
        _kept(run, index, kept.at, kept.bet) for index, kept in enumerate(branch.choices)
    )
    fresh = replace(
        branch,
        choices=choices,
        fingerprint=run.story.fingerprint,
        scenes={scene.id: scene.fingerprint for scene in run.story.scenes.values()},
    )
    return Session(run, fresh)


def reflect(session: Session, reflections: Reflections) -> Session:
    """Keep what the player says of the run."""
    return replace(session, save=replace(session.save, reflections=reflections))


def quit_(session: Session, now: datetime) -> Session:
    """Note that the run was left."""
    return _sat(session, Sitting("quit", now))


def resumed(session: Session, now: datetime) -> Session:
    """Note that the run was taken up again."""
    return _sat(session, Sitting("resume", now))


def _sat(session: Session, sitting: Sitting) -> Session:
    sittings = (*session.save.sittings, sitting)
    return replace(session, save=replace(session.save, sittings=sittings))


def _kept(run: Run, index: int, at: datetime, bet: Bet | None) -> KeptChoice:
    decision = run.decisions[index]
    landed = decision.landing.landed
    return KeptChoice(
        decision.scene.id,
        decision.choice.id,
        at,
        landed.trust,
        decision.landing.productivity,
        landed.tension,
        bet,
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
    )
