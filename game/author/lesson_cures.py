"""What an author can do about a lesson that a story does not show, by the lesson's code."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_CURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "transactional_pays_first": (
            "Up to the third decision, give transactional options more productivity."
        ),
        "relational_pays_later": (
            "Let relational options gain more trust, or transactional ones cost some."
        ),
        "force_pays_first": "Up to the third decision, give forced options more productivity.",
        "force_bills_later": "Let forced options cost more trust, or raise more tension.",
        "warmth_is_not_enough": "Let a relational option come too early, or cost work for little.",
        "structure_is_not_failure": (
            "Let a transactional option gain trust where a clear rule is what helps."
        ),
        "structure_is_right_once": "Make a transactional option the best one of some scene.",
        "warmth_closes_once": (
            "Lead a relational option to where some ending can't be reached any more."
        ),
        "timing_decides": (
            "Give a relational option `needs` within the trust on arrival that"
            " `common-ground analyse` shows."
        ),
        "repair_lands": (
            "Give an option `repair = true` where a loss of 4 or more can have come before."
        ),
        "ending_share": (
            "Widen or narrow the conditions on the way there; `common-ground map` has the shares."
        ),
    }
)


def lesson_cure(code: str) -> str:
    """Return the cure for a broken lesson; of an ending's share the code names the ending, too."""
    return _CURES[code.partition(":")[0]]
