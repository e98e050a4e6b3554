"""What can be answered at a prompt: a number, or a word by itself or by its first letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game.plain.lines import heading, labelled
from game.story.prose import paragraphs
from game.telling.howto import HOW_TO_PLAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.plain.console import Console

Word: TypeAlias = Literal[
    "again",
    "argue",
    "back",
    "continue",
    "copy",
    "debrief",
    "follow",
    "how",
    "journey",
    "if",
    "meters",
    "next",
    "previous",
    "quit",
    "reset",
    "settings",
    "timeline",
    "undo",
    "write",
]
Commands: TypeAlias = "Mapping[Word, str]"
"""The words that a prompt knows, each with what it does; no two begin with the same letter."""

_EVERYWHERE: Final[Commands] = MappingProxyType(
    {
        "how": "how the game is played",
        "quit": "leave the game; what you chose is kept",
    }
)
_NUMBER: Final = re.compile(r"([0-9]{1,4})[.)]?")
_HELP: Final = frozenset({"?", "help"})
_CLEAR: Final = "-"


@dataclass(frozen=True, slots=True)
class Written:
    """Words of the player's own; empty where what stood there is to go."""

    text: str


class QuitError(Exception):
    """The player leaves the game."""


def pick(
    console: Console,
    answers: int,
    commands: Commands,
    *,
    opening: str = "",
    enter: Word | None = None,
) -> int | Word:
    """Ask until the reply is an answer, as its index from 0, or a command.

    `opening` begins the prompt; an empty line means `enter`. Raises `QuitError`.
    """
    parts = [opening, _numbers(answers), "? for help"]
    prompt = ", ".join(part for part in parts if part) + ":"
    while True:
        typed = console.ask(prompt)
        if not typed and enter is not None:
            return enter
        number = _index(typed, answers)
        if number is not None:
            return number
        word = _meant(typed, commands)
        if word is not None:
            return word
        if not _helped(console, typed, commands, answers):
            console.say(f"That is no answer here. {_known(answers, commands)}")


def write(console: Console, prompt: str, commands: Commands) -> Written | Word | None:
    """Ask for words of the player's own, or None if they skip. Raises `QuitError`.

    A letter by itself is a command; all that is longer is an answer, so that no word is lost.
    """
    while True:
        typed = console.ask(prompt)
        if not typed:
            return None
        if typed == _CLEAR:
            return Written("")
        if len(typed) > 1 or not typed.isascii():
            return Written(typed)
        word = _meant(typed, commands)
        if word is not None:
            return word
        if not _helped(console, typed, commands, 0):
            console.say(
                "Write more than one letter, or nothing to skip; a - clears what stands there. "
                + _known(0, commands)
            )


def _meant(typed: str, commands: Commands) -> Word | None:
    """Return the command that was typed; leaving the game is done here."""
    said = typed.casefold()
    for word in (*commands, "quit"):
        if said in {word, word[0]}:
            if word == "quit":
                raise QuitError
            return word
    return None


def _helped(console: Console, typed: str, commands: Commands, answers: int) -> bool:
    """Answer a call for help, if it is one."""
    said = typed.casefold()
    if said in {"h", "how"}:
        console.say(heading("How to play"))
        console.say_each(paragraphs(HOW_TO_PLAY, {}))
        return True
    if said not in _HELP:
        return False
    everything = {**commands, **_EVERYWHERE}
    first = [labelled(_numbers(answers) + ":", "choose an answer")] if answers else []
    console.say(
        *first,
        *(labelled(f"{word[0]} or {word}:", does) for word, does in everything.items()),
    )
    return True


def _index(typed: str, answers: int) -> int | None:
    number = _NUMBER.fullmatch(typed)
    if number is None or not 1 <= int(number[1]) <= answers:
        return None
    return int(number[1]) - 1


def _numbers(answers: int) -> str:
    return f"1 to {answers}" if answers > 1 else "1" * answers


def _known(answers: int, commands: Commands) -> str:
    words = [f"{word[0]} ({word})" for word in (*commands, *_EVERYWHERE)]
    return "Here you can type " + ", ".join([*filter(None, [_numbers(answers)]), *words]) + " or ?."
