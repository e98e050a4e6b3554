"""Every code of a diagnostic, in one table: its number, its weight, and what it is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Code(StrEnum):
    """A code is its number, which never changes; its page is in `game.author.pages`.

    1xx: the file; 2xx: keys and values; 3xx: the story's shape; 4xx: conditions and facts;
    5xx: the writing; 6xx: all playthroughs; 7xx: what is expected of them.
    An error keeps a story from being played, a warning does not.
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
    FORMER_ID = "CG311", "error", "an earlier id leads to more than one thing"
    ORPHAN = "CG312", "warning", "no way leads to a scene"
    SAME_OPTION = "CG313", "warning", "two options of a scene read the same"
    LONE_BRACE = "CG314", "warning", "a brace stands alone in a text"
    TEAMS = "CG321", "error", "a story has two teams, or none"
    UNKNOWN_TEAM = "CG322", "error", "a team is named that the story does not have"
    JOINT_SCENE = (
        "CG323",
        "error",
        "each side of a joint scene can always take a choice",
    )
    JOINT_CHOICE = "CG324", "error", "a choice of one side holds what belongs to the meeting of two"
    UNKNOWN_CHOICE = "CG325", "error", "a meeting names a choice that its team does not have"
    MEETS = "CG326", "error", "two choices that can be offered together meet exactly once"
    EXPECTATION = "CG331", "error", "an expectation is none of the four forms"
    UNKNOWN_ENDING = "CG332", "error", "an expectation names an ending that is none"
    CONDITION = "CG401", "error", "a condition does not parse"
    UNSET_FACT = "CG402", "error", "a fact is read but never set"
    UNREAD_FACT = "CG403", "warning", "a fact is set but never read"
    UNEVEN_OPTIONS = "CG501", "warning", "the options of a scene differ in length"
    LONG_OPTION = "CG502", "warning", "an option is too long to take in"
    TELLING_WORD = "CG503", "warning", "a word of an option tells which answer is meant to be right"
    BEATEN_OPTION = "CG504", "warning", "an option is worse than another in all three effects"
    TWO_SENTENCES = "CG505", "warning", "an option is more than one sentence"
    NO_VERB = "CG506", "warning", "an option does not begin with what is done"
    STUCK = "CG601", "error", "a scene offers no choice in some state"
    NEVER_OFFERED = "CG602", "warning", "a choice is never offered"
    NEVER_REACHED = "CG603", "warning", "no playthrough reaches a scene"
    NEVER_TAKEN = "CG604", "warning", "no playthrough takes a route"
    IDLE_EFFECT = "CG605", "warning", "an effect moves nothing on any playthrough"
    IDLE_NEEDS = "CG606", "warning", "`needs` decides nothing"
    LESSON = "CG607", "warning", "the story does not show what a story must show"
    POSITIONS = "CG608", "warning", "the best option stands too often in one place"
    BUDGET = "CG609", "warning", "the story is too large to be explored here"
    UNMET = "CG701", "error", "all playthroughs do not do what is expected of them"
