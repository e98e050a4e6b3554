"""The desk: what is known of the text on it, and where its author plays. Frozen, pure.

A save makes a new state, a finding of the analysis another; what belongs to an older text changes
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from game.author.check import together
from game.author.errands import Analyse, Figures, Progress
from game.engine.run import NotOfferedError, Run, begin, choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.author.errands import Work
    from game.author.watching import Text
    from game.story.compiled import Story
    from game.story.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Play:
    """Where the author plays. `wanted` are the choices made, of which `run` holds what replays.

    `decided` is True where the last of them was taken by hand, so that what it did is news.
    """

    run: Run
    wanted: tuple[str, ...]
    decided: bool = False

    @property
    def lost(self) -> tuple[str, ...]:
        """The choices made that no longer replay."""
        return self.wanted[len(self.run.decisions) :]


@dataclass(frozen=True, slots=True)
class DeskState:
    """One moment of the desk.

    `text` is the newest one, `story` the newest that can be played: `work` and `play` belong to
    `story`. `former` are the shares of the endings in the analysis before.
    """

    text: Text | None = None
    story: Story | None = None
    work: Work = field(default_factory=Progress)
    play: Play | None = None
    former: Mapping[str, float] = field(default_factory=dict)

    @property
    def behind(self) -> bool:
        """Whether the newest text can't be played, so that the rest is of one before it."""
        if self.text is None or self.story is None:
            return False
        return self.text.fingerprint != self.story.fingerprint

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the newest text, with what only all its playthroughs show.

        Errors come first, and each kind is in the file's order.
        """
        if self.text is None:
            return ()
        checked = self.text.checked
        found = checked.diagnostics
        if self.figures is not None and not self.behind:
            found = together(checked.file, (*found, *self.figures.findings))
        return tuple(sorted(found, key=lambda one: one.severity != "error"))

    @property
    def errand(self) -> Analyse | None:
        """What the analyst is to do; None without a text that can be played."""
        text, story = self.text, self.story
        if text is None or text.source is None or story is None:
            return None
        return Analyse(story, self.former, text.checked.file, text.source.text)

    @property
    def figures(self) -> Figures | None:
        """The figures of `story`, once they are there."""
        return self.work if isinstance(self.work, Figures) else None


def saved(state: DeskState, text: Text) -> DeskState:
    """Take a new text: its story is to be analysed, and played where the play stood."""
    story = text.story
    if story is None:
        return replace(state, text=text)
    if state.story is not None and story.fingerprint == state.story.fingerprint:
        return replace(state, text=text)
    play = stand(story, ())
    if state.play is not None:
        play = replace(stand(story, state.play.wanted), decided=state.play.decided)
    former = state.former if state.figures is None else state.figures.shares
    return DeskState(text, story, Progress(), play, former)


def worked(state: DeskState, fingerprint: str, work: Work) -> DeskState:
    """Take what the analysis of a text has come to; of an older text it is left."""
    if state.story is None or state.story.fingerprint != fingerprint:
        return state
    return replace(state, work=work)


def stand(story: Story, wanted: Iterable[str]) -> Play:
    """Replay choices by id, or by the id that one had once, as far as they go."""
    wanted = tuple(wanted)
    run = begin(story)
    for choice in wanted:
        known = run.scene.choice_named(choice)
        try:
            run = choose(run, choice if known is None else known.id)
        except NotOfferedError:
            break
    return Play(run, wanted)


def chosen(state: DeskState, choice: str) -> DeskState:
    """Play one decision on. What was lost before is given up with it."""
    if state.play is None:
        return state
    run = choose(state.play.run, choice)
    return replace(state, play=Play(run, run.choices, decided=True))


def undone(state: DeskState) -> DeskState:
    """Go one decision back, from a start nowhere; what was lost is given up with it."""
    if state.play is None:
        return state
    run = state.play.run
    return placed(state, run.choices[:-1])


def placed(state: DeskState, choices: tuple[str, ...]) -> DeskState:
    """Play from where a list of choices leads; from the start if it is empty."""
    if state.play is None:
        return state
    story = state.play.run.story
    return replace(state, play=stand(story, choices))


def lost_words(play: Play) -> str:
    """Say which choice no longer replays, and where the play stands instead; empty if all do."""
    if not play.lost:
        return ""
    run = play.run
    offered = ", ".join(choice.id for choice in run.offered) or "nothing"
    return (
        f"After this save decision {len(run.decisions) + 1} no longer replays: {run.scene.id} does "
        f"not offer {play.lost[0]}, but {offered}. The play stands at the last decision that does; "
        "it goes on when the choice is back."
    )
