"""Every code of a diagnostic, in one table: stable, with its severity and what it is about."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity: TypeAlias = Literal["error", "warning"]


class Code(StrEnum):
    """1xx: the file; 2xx: keys and values; 3xx: the story's shape; 4xx: conditions and facts.

    5xx: the writing.
    """

    UNREADABLE = "CG100"
    NOT_UTF8 = "CG101"
    NOT_TOML = "CG102"
    TOO_DEEP = "CG103"
    TWICE = "CG104"
    ENDLESS = "CG105"
    UNKNOWN_KEY = "CG201"
    MISSING_KEY = "CG202"
    WRONG_TYPE = "CG203"
    UNKNOWN_WORD = "CG204"
    CONTROL_CHARACTER = "CG205"
    OUT_OF_RANGE = "CG206"
    WRONG_LENGTH = "CG207"
    WRONG_NAME = "CG208"
    SCENE_SHAPE = "CG301"
    UNKNOWN_SCENE = "CG302"
    ROUTES = "CG303"
    UNKNOWN_CAST = "CG304"
    CYCLE = "CG305"
    BET = "CG306"
    SAME_ID = "CG307"
    NO_ID = "CG308"
    QUALITY_TWICE = "CG309"
    RESERVED_FACT = "CG310"
    FORMER_ID = "CG311"
    EXPECTATION = "CG331"
    UNKNOWN_ENDING = "CG332"
    TEAMS = "CG321"
    UNKNOWN_TEAM = "CG322"
    JOINT_SCENE = "CG323"
    JOINT_CHOICE = "CG324"
    UNKNOWN_CHOICE = "CG325"
    MEETS = "CG326"
    CONDITION = "CG401"
    UNSET_FACT = "CG402"
    UNREAD_FACT = "CG403"
    UNEVEN_OPTIONS = "CG501"
    LONG_OPTION = "CG502"
    TELLING_WORD = "CG503"
    BEATEN_OPTION = "CG504"
    STUCK = "CG601"
    NEVER_OFFERED = "CG602"
    NEVER_REACHED = "CG603"
    NEVER_TAKEN = "CG604"
    IDLE_EFFECT = "CG605"
    IDLE_NEEDS = "CG606"
    LESSON = "CG607"
    POSITIONS = "CG608"
    BUDGET = "CG609"
    UNMET = "CG701"


TITLES: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Code.UNREADABLE: "the file can't be read",
        Code.NOT_UTF8: "the file is not UTF-8 text",
        Code.NOT_TOML: "the file is not valid TOML",
        Code.TOO_DEEP: "tables or lists are nested too deep",
        Code.TWICE: "a key or a table stands twice",
        Code.ENDLESS: "there are too many mistakes to tell them all",
        Code.UNKNOWN_KEY: "a key is not part of the format",
        Code.MISSING_KEY: "a required key is missing",
        Code.WRONG_TYPE: "a value is of the wrong kind",
        Code.UNKNOWN_WORD: "a value is not one of the words allowed there",
        Code.CONTROL_CHARACTER: "a character that no text may hold",
        Code.OUT_OF_RANGE: "a number is too small or too large",
        Code.WRONG_LENGTH: "a text or a list is too long, or empty",
        Code.WRONG_NAME: "an id, a fact or a language is not written as one",
        Code.SCENE_SHAPE: "a scene has exactly one of choices, goto and ending",
        Code.UNKNOWN_SCENE: "a link leads to no scene",
        Code.ROUTES: "only the last route has no condition",
        Code.UNKNOWN_CAST: "a name in braces is nobody of the cast",
        Code.CYCLE: "a story only goes forward",
        Code.BET: "a bet needs choices",
        Code.SAME_ID: "two choices of a scene have the same id",
        Code.NO_ID: "a choice has no id of its own",
        Code.QUALITY_TWICE: "a quality stands twice in a lens",
        Code.RESERVED_FACT: "a word of the conditions can't be a fact",
        Code.FORMER_ID: "an earlier id leads to more than one thing",
        Code.EXPECTATION: "an expectation is none of the four forms",
        Code.UNKNOWN_ENDING: "an expectation names an ending that is none",
        Code.TEAMS: "a story has two teams, or none",
        Code.UNKNOWN_TEAM: "a team is named that the story does not have",
        Code.JOINT_SCENE: "each side of a joint scene has a choice that it can always take",
        Code.JOINT_CHOICE: "a choice of one side holds what belongs to the meeting of two",
        Code.UNKNOWN_CHOICE: "a meeting names a choice that its team does not have",
        Code.MEETS: "two choices that can be offered together meet exactly once",
        Code.CONDITION: "a condition does not parse",
        Code.UNSET_FACT: "a fact is read but never set",
        Code.UNREAD_FACT: "a fact is set but never read",
        Code.UNEVEN_OPTIONS: "the options of a scene differ in length",
        Code.LONG_OPTION: "an option is too long to take in",
        Code.TELLING_WORD: "a word of an option tells which answer is meant to be right",
        Code.BEATEN_OPTION: "an option is worse than another in all three effects",
        Code.STUCK: "a scene offers no choice in some state",
        Code.NEVER_OFFERED: "a choice is never offered",
        Code.NEVER_REACHED: "no playthrough reaches a scene",
        Code.NEVER_TAKEN: "no playthrough takes a route",
        Code.IDLE_EFFECT: "an effect moves nothing on any playthrough",
        Code.IDLE_NEEDS: "`needs` decides nothing",
        Code.LESSON: "the story does not show what a story must show",
        Code.POSITIONS: "the best option stands too often in one place",
        Code.BUDGET: "the story is too large to be explored here",
        Code.UNMET: "all playthroughs do not do what is expected of them",
    }
)

WARNINGS: Final = frozenset(
    {
        Code.NO_ID,
        Code.UNREAD_FACT,
        Code.UNEVEN_OPTIONS,
        Code.LONG_OPTION,
        Code.TELLING_WORD,
        Code.BEATEN_OPTION,
        Code.NEVER_OFFERED,
        Code.NEVER_REACHED,
        Code.NEVER_TAKEN,
        Code.IDLE_EFFECT,
        Code.IDLE_NEEDS,
        Code.LESSON,
        Code.POSITIONS,
        Code.BUDGET,
    }
)
"""What may stand in a story that is played; every other code is an error."""


def severity(code: Code) -> Severity:
    """Return how much a finding with this code weighs."""
    return "warning" if code in WARNINGS else "error"
