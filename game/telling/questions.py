"""What the game asks while playing, and the answers it offers beside the story's own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.engine.bets import BETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.bets import Bet
    from game.engine.run import Run

BEFORE_YOU_BEGIN: Final = "Before you begin"
CONTENT_NOTE: Final = "A note on what is in it"
AFTER_NOTE: Final = ("Begin", "Back to the stories")

CHOICE_QUESTION: Final = "What do you do?"
STUCK: Final = (
    "The story offers nothing here, which is a mistake in the story. What you chose is kept."
)

BET_QUESTION: Final = "Before they answer: what will this do to trust?"
_BET_WORDS: Final[Mapping[Bet, str]] = MappingProxyType(
    {"rise": "It will rise", "stay": "It will stay", "fall": "It will fall", "pass": "Pass"}
)
BET_ANSWERS: Final = tuple(_BET_WORDS[bet] for bet in BETS)

AFTER_ENDING: Final = ("Read the debrief", "Back to the stories")

AFTER_CHANGE: Final = ("Go on from there", "Back to the stories")
"""After a sentence on how the story has changed since the run was left."""

TIMELINE_QUESTION: Final = "Go back to a decision"
TIMELINE_MEANS: Final = "Going back starts a new run from there. This one is kept as it is."
BRANCHED: Final = "A new run from here. The one before is kept."


def heading(run: Run) -> str:
    """Return what the scene is called in which a run stands."""
    return run.scene.title or run.scene.ending or run.story.title


def place(run: Run) -> str:
    """Return how far a run has come: `Decision 3`, or the end."""
    return "The end" if run.ended else f"Decision {len(run.decisions) + 1}"
