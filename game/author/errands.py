"""What the desk and its analyst say to each other: frozen, plain, and sent between processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.author.outcomes import OutcomeRow
    from game.author.outline import MapRow
    from game.engine.state import State
    from game.story.compiled import Story
    from game.story.diagnostic import Diagnostic


class Analyse(NamedTuple):
    """Analyse a story. `former` are the shares of the endings in the text before.

    `file` is what findings call the story's file, `source` its text, in which they are placed.
    """

    story: Story
    former: Mapping[str, float]
    file: str
    source: str


class FindWays(NamedTuple):
    """Find ways to a scene of the story that was analysed."""

    scene: str


class FindMeeting(NamedTuple):
    """Find a way to a scene in a state where a condition holds."""

    scene: str
    condition: str


Errand: TypeAlias = Analyse | FindWays | FindMeeting


class Progress(NamedTuple):
    """How many of how many scenes are explored."""

    done: int = 0
    whole: int = 0


class Figures(NamedTuple):
    """What every playthrough of a story does, as the desk shows it. `shares` are the endings'.

    `explored` is False where a budget ended the work before every scene was reached. `findings`
    are the diagnostics that only all playthroughs show.
    """

    exact: bool
    explored: bool
    map: tuple[MapRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    shares: Mapping[str, float]
    findings: tuple[Diagnostic, ...] = ()


class Failure(NamedTuple):
    """Why there are no figures, in a sentence."""

    why: str


Work: TypeAlias = Figures | Progress | Failure


class Way(NamedTuple):
    """A shortest list of choices that leads to a scene in one state.

    `words` say what is special about it.
    """

    words: str
    state: State
    choices: tuple[str, ...]


class Ways(NamedTuple):
    """Ways to a scene that differ in the state on arrival; none if nobody reaches it."""

    ways: tuple[Way, ...]


class Meeting(NamedTuple):
    """A way that meets a condition, or a sentence on why none does."""

    found: Way | str


Answer: TypeAlias = Ways | Meeting
