"""A story file read and judged: bytes in, the checked tables or diagnostics out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.story.check import check
from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Place
from game.story.gaps import NO_GAPS, Gaps
from game.story.plain_tables import plain_tables
from game.story.shipped import SCHEMA, shipped
from game.story.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from game.story.format import StoryFile
    from game.story.intake import Refused
    from game.story.source import Source

_ABSENCES: Final = frozenset({Code.MISSING_KEY, Code.SCENE_SHAPE, Code.NO_ID, Code.BEATEN_OPTION})


@dataclass(frozen=True)
class Reading:
    """A story file read and judged; `diagnostics` are in the file's order, each once."""

    diagnostics: tuple[Diagnostic, ...]
    source: Source
    judged: StoryFile | None = None
    """The file as far as it is whole: what is wrong in it is mended, and lies in `gaps`."""
    gaps: Gaps = NO_GAPS

    @property
    def file(self) -> StoryFile | None:
        """The tables of a file without errors, else None."""
        wrong = any(one.severity == "error" for one in self.diagnostics)
        return None if wrong else self.judged


def read(name: str, raw: bytes) -> Reading:
    """Read a story's bytes; `name` is what diagnostics call the file."""
    parsed = parse(name, raw)
    source, tables, found = parsed.source, parsed.tables, list(parsed.diagnostics)
    if tables is None:
        return Reading(ordered(name, found), source)
    gaps = Gaps(words=source.lost)
    judged = plain_tables(tables, shipped() / SCHEMA)
    if judged is None:
        judged, wrong, gaps = _by_the_models(name, tables, source, gaps)
        found += wrong
    if judged is not None:
        found += not_cut_away(check(name, judged, source, gaps), source)
    return Reading(ordered(name, found), source, judged, gaps)


def _by_the_models(
    name: str, tables: Mapping[str, object], source: Source, gaps: Gaps
) -> tuple[StoryFile | None, Sequence[Diagnostic], Gaps]:
    """Return the file, mended if it must be, what is wrong with its shape, and the gaps."""
    # Imported here: pydantic and the models take 150 ms.
    from pydantic import ValidationError

    from game.story.format import StoryFile
    from game.story.mending import mend
    from game.story.shape import explain

    try:
        return StoryFile.model_validate(tables), (), gaps
    except ValidationError as error:
        judged, mended = mend(tables, error)
        words = mended.words | gaps.words
        return judged, explain(name, tables, source, error), replace(mended, words=words)


def not_cut_away(found: Iterable[Diagnostic], source: Source) -> Iterator[Diagnostic]:
    """Yield findings but those on something missing where a broken statement was cut."""
    for one in found:
        if one.code not in _ABSENCES or not source.wounded(one.place.line):
            yield one


def refusal(name: str, refused: Refused) -> Diagnostic:
    """Return the finding that a file was not read."""
    code = Code.TOO_LARGE if refused.too_large else Code.UNREADABLE
    return Diagnostic(name, Place(), code, refused.why, refused.cure)


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
