"""The words of the learning records: published verbs and types, and our own extensions.

`docs/records.md` is the page behind every address that begins with `HOME`.
"""

from __future__ import annotations

from typing import Final

HOME: Final = "https://w3id.org/common-ground"
"""The project's permanent address; statements that were sent hold it, so it never changes."""
PAGE: Final = f"{HOME}/records"
STORIES: Final = f"{HOME}/stories"
VERSION: Final = "1.0.3"

_ADL: Final = "http://adlnet.gov/expapi"
_TINCAN: Final = "http://id.tincanapi.com"
VERBS: Final = {
    "initialized": f"{_ADL}/verbs/initialized",
    "answered": f"{_ADL}/verbs/answered",
    "resumed": f"{_ADL}/verbs/resumed",
    "completed": f"{_ADL}/verbs/completed",
    "suspended": f"{_ADL}/verbs/suspended",
    "expected": f"{_TINCAN}/verb/expected",
    "reviewed": f"{_TINCAN}/verb/reviewed",
    "planned": "https://w3id.org/xapi/dod-isd/verbs/planned",
}
SESSION: Final = f"{_ADL}/activities/meeting"
"""What a room is: people who have come together."""
SESSIONS: Final = f"{HOME}/sessions"
SCENARIO: Final = f"{_TINCAN}/activitytype/scenario"
GOAL: Final = f"{_TINCAN}/activitytype/goal"
INTERACTION: Final = f"{_ADL}/activities/cmi.interaction"
BETS: Final = {
    "rise": "Trust will rise",
    "stay": "Trust will stay where it is",
    "fall": "Trust will fall",
    "pass": "No bet",
}
EXTENSIONS: Final = (
    "story-version",
    "fingerprint",
    "mode",
    "decision",
    "trust",
    "productivity",
    "tension",
    "rules",
    "parent-registration",
    "from-decision",
    "ending",
    "delivered",
    "next-quarter",
    "progress",
    "verdict",
    "closed",
    "endings-before",
    "endings-after",
    "words",
    "due",
    "ballot",
)
"""Every extension that a statement may hold; each is a heading of the page."""


def extension(name: str) -> str:
    """Return the address of one of `EXTENSIONS`; raises ValueError for any other name."""
    if name not in EXTENSIONS:
        raise ValueError(name)
    return f"{PAGE}#{name}"
