"""Every code of a diagnostic, in one table: its number, its weight, and what it is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Code(StrEnum):
    """A code is its number, which never changes; its page is in `game.author.pages`.

    1xx: the file; 2xx: keys and values; 3xx: the story's shape; 4xx: conditions and facts;
    5xx: the writing. An error keeps a story from being played, a warning does not.
    """

    severity: Severity
    about: str
    """What it is about, in a few words."""

    def __new__(cls, number: str, severity: Severity, about: str) -> Self:
        """Make a code that is equal to its number as text."""
        code = str.__new__(cls, number)
        code._value_ = number
        code.severity = severity
        code.about = about
        return code

    UNREADABLE = "CG100", "error", "the file can't be read"
    NOT_UTF8 = "CG101", "error", "the file is not UTF-8 text"
    NOT_TOML = "CG102", "error", "the file is not valid TOML"
    TOO_DEEP = "CG103", "error", "tables or lists are nested too deep"
    TWICE = "CG104", "error", "a key or a table stands twice"
    ENDLESS = "CG105", "error", "there are too many mistakes to tell them all"
    TOO_LARGE = "CG106", "error", "the file is too large"
    UNKNOWN_KEY = "CG201", "error", "a key is not part of the format"
    MISSING_KEY = "CG202", "error", "a required key is missing"
    WRONG_TYPE = "CG203", "error", "a value is of the wrong kind"
    UNKNOWN_WORD = "CG204", "error", "a value is not one of the words allowed there"
    CONTROL_CHARACTER = "CG205", "error", "a character that no text may hold"
    OUT_OF_RANGE = "CG206", "error", "a number is too small or too large"
    WRONG_LENGTH = "CG207", "error", "a text or a list is too long, or empty"
    WRONG_NAME = "CG208", "error", "an id, a fact or a language is not written as one"
    SCENE_SHAPE = "CG301", "error", "a scene has exactly one of choices, goto and ending"
    UNKNOWN_SCENE = "CG302", "error", "a link leads to no scene"
    ROUTES = "CG303", "error", "only the last route has no condition"
    UNKNOWN_CAST = "CG304", "error", "a name in braces is nobody of the cast"
    CYCLE = "CG305", "error", "a story only goes forward"
    BET = "CG306", "error", "a bet needs choices"
    SAME_ID = "CG307", "error", "two choices of a scene have the same id"
    NO_ID = "CG308", "warning", "a choice has no id of its own"
    QUALITY_TWICE = "CG309", "error", "a quality stands twice in a lens"
    RESERVED_FACT = "CG310", "error", "a word of the conditions can't be a fact"
    ORPHAN = "CG312", "warning", "no way leads to a scene"
    SAME_OPTION = "CG313", "warning", "two options of a scene read the same"
    CONDITION = "CG401", "error", "a condition does not parse"
    UNSET_FACT = "CG402", "error", "a fact is read but never set"
    UNREAD_FACT = "CG403", "warning", "a fact is set but never read"
    UNEVEN_OPTIONS = "CG501", "warning", "the options of a scene differ in length"
    LONG_OPTION = "CG502", "warning", "an option is too long to take in"
    TELLING_WORD = "CG503", "warning", "a word of an option tells which answer is meant to be right"
    BEATEN_OPTION = "CG504", "warning", "an option is worse than another in all three effects"
    TWO_SENTENCES = "CG505", "warning", "an option is more than one sentence"
    NO_VERB = "CG506", "warning", "an option does not begin with what is done"
