"""The phases of a room, one after the other, and the host's commands that lead through them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Step = tuple[str, "Mapping[str, object]"]
"""A command of the host's: its kind and its fields."""


def _step(kind: str, **fields: object) -> Step:
    return kind, MappingProxyType(fields)


PHASES: Final[tuple[tuple[str, tuple[Step, ...]], ...]] = (
    ("lobby", ()),
    ("open", (_step("open"),)),
    ("locked", (_step("lock"),)),
    ("shown", (_step("reveal"),)),
    ("talk", (_step("talk"),)),
    ("decided", (_step("commit", choices=["ask"]),)),
    ("landed", (_step("goon"),)),
    (
        "betting",
        (_step("goon"), _step("lock"), _step("reveal"), _step("commit", choices=["wait"])),
    ),
    ("ended", (_step("goon"), _step("goon"), _step("goon"))),
    ("debrief", (_step("goon"),)),
)
"""Every phase of the small story's room, with the steps that lead to it from the one before."""
