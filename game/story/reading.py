"""A story file read and judged: bytes in, the checked tables or diagnostics out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from game.story.check import check
from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic
from game.story.format import StoryFile
from game.story.shape import explain
from game.story.syntax import Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.story.source import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """A story file that may be played, if `file` is there and no diagnostic is an error.

    `diagnostics` are in the file's order, each once.
    """

    file: StoryFile | None
    diagnostics: tuple[Diagnostic, ...]
    source: Source


def read(name: str, raw: bytes) -> Reading:
    """Read a story's bytes; `name` is what diagnostics call the file."""
    parsed = parse(name, raw)
    file, found = _judged(name, parsed)
    found = ordered(name, (*parsed.diagnostics, *found))
    return Reading(file, found, parsed.source)


def _judged(name: str, parsed: Parsed) -> tuple[StoryFile | None, tuple[Diagnostic, ...]]:
    if parsed.tables is None:
        return None, ()
    try:
        file = StoryFile.model_validate(parsed.tables)
    except ValidationError as error:
        return None, explain(name, parsed.tables, parsed.source, error)
    return file, check(name, file, parsed.source)


def ordered(name: str, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings of one file in its order, each once, no more than anyone reads."""
    told = sorted(set(found), key=lambda one: (one.place, one.code, one.message))
    if len(told) <= MOST_FINDINGS:
        return tuple(told)
    message = f"there are more than {MOST_FINDINGS:,} findings"
    hint = "The rest is told when these are mended."
    place = told[MOST_FINDINGS].place
    last = Diagnostic(name, place, Code.ENDLESS, message, hint)
    return (*told[:MOST_FINDINGS], last)
