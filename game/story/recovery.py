"""After a mistake in its TOML the rest of a file is read all the same.

A broken statement is cut: from its first line to the next line at which a whole statement begins.
TOML's reader says what is wrong and where; the syntax tree says where statements begin and end.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final, NamedTuple

from game.story import toml_errors
from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Place, Related
from game.story.source import Cut, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.story.toml_errors import Said

_MOST_READ: Final = 20_000_000
"""Characters that are read again and again before the rest of a file is left alone: 3 seconds."""
_MOST_TRIED: Final = 5_000
"""Lines of a file at which a statement is looked for: each takes up to 0.3 ms."""
_WINDOW: Final = 200
"""Lines within which a statement of several lines ends."""
_ROUNDS: Final = 20
"""Keys and tables in conflict that are cut one by one."""


class Recovery(NamedTuple):
    """What is left of a file; `tables` is None if that is not to be read either."""

    tables: Mapping[str, object] | None
    source: Source
    diagnostics: tuple[Diagnostic, ...]


def recover(name: str, source: Source, error: tomllib.TOMLDecodeError) -> Recovery:
    """Read what can be read of a file that is not valid TOML, and say what can't."""
    statements = _Statements(name, source)
    whole = statements.cut_broken(error)
    found = statements.found
    left = Source(source.text, statements.cuts())
    for _ in range(_ROUNDS) if whole else ():
        try:
            return Recovery(tomllib.loads(left.readable), left, tuple(found))
        except RecursionError:
            break
        except tomllib.TOMLDecodeError as conflict:
            told, left = _conflict(name, left, conflict)
            found += told
            if len(told) > MOST_FINDINGS:
                break
    if not found:
        found, _ = _conflict(name, source, error)
    return Recovery(None, left, tuple(found))


def _conflict(
    name: str, source: Source, error: tomllib.TOMLDecodeError
) -> tuple[list[Diagnostic], Source]:
    """Return what is given twice, and the file without it."""
    found = _twice(name, source)
    if not found:
        said = toml_errors.read(error, source.readable.split("\n"))
        found = [_finding(name, said)]
    return found, _without(source, [one.place.line for one in found])


def _finding(name: str, said: Said) -> Diagnostic:
    line, column = (said.row or 0) + 1, said.column or 1
    code = Code.TWICE if said.twice else Code.NOT_TOML
    return Diagnostic(name, Place(line, column, line, column + 1), code, said.message, said.cure)


def _twice(name: str, source: Source) -> list[Diagnostic]:
    """Return a finding for each key or table that stands twice, with the place of the first."""
    found: list[Diagnostic] = []
    end = 0
    for earlier, later in source.twice:
        if later.line < end:
            # What is below a header that stands twice is in conflict for that alone.
            continue
        _, end = source.statement(later.line)
        hint = f"Remove or rename one; the first stands in line {earlier.line}."
        message, first = "this key or table stands twice", Related(earlier, "the first")
        found.append(Diagnostic(name, later, Code.TWICE, message, hint, first))
    return found


def _without(source: Source, lines: Sequence[int]) -> Source:
    """Cut the statements that begin in these lines, tables whole."""
    new = []
    for line in lines:
        first, end = source.statement(line)
        new.append(Cut(first, end))
    return Source(source.text, (*source.cuts, *new))


class _Statements:
    """Goes through a file from one broken statement to the next."""

    def __init__(self, name: str, source: Source) -> None:
        self.found: list[Diagnostic] = []
        self._name = name
        self._lines = source.lines
        self._cut: list[tuple[int, int]] = []
        self._tried = 0

    def cut_broken(self, error: tomllib.TOMLDecodeError) -> bool:
        """Find and cut every broken statement; False if that would take too long.

        `error` is what the reader says of the whole file.
        """
        row, read, rest = 0, 0, "\n".join(self._lines)
        said: tomllib.TOMLDecodeError | None = error
        while said is not None:
            row = self._broken(row, toml_errors.read(said, self._lines[row:]))
            read += len(rest)
            if read > _MOST_READ or self._tried > _MOST_TRIED or len(self._cut) > MOST_FINDINGS:
                return False
            rest = "\n".join(self._lines[row:])
            try:
                said = _mistake(rest)
            except RecursionError:
                return False
        return True

    def cuts(self) -> tuple[Cut, ...]:
        """Return what was cut."""
        return tuple(Cut(first + 1, end + 1) for first, end in self._cut)

    def _broken(self, row: int, said: Said) -> int:
        """Tell and cut the statement that is broken; return the row to go on from."""
        last = len(self._lines) - 1 if said.row is None else row + said.row
        above = Source("\n".join(self._lines[row : last + 1]))
        first = self._filled(row + above.whole_until(last - row), last)
        if said.twice and _header_like(self._lines[last]):
            line = self._lines[last]
            mistake = _mistake(line)
            said = said if mistake is None else toml_errors.read(mistake, [line])
        if said.twice:
            # Not broken by itself: what it is in conflict with is found when all else is read.
            return self._next(first, last, said)
        before = row + above.text_before(last - row)
        swallowed = self._swallowed(before, first) if before < first else None
        if swallowed is not None:
            start, end = swallowed
            self._cut.append(swallowed)
            self.found.append(self._unclosed(start, end, 'the closing """'))
            return end
        end = self._next(first, last, said)
        self._cut.append((first, end))
        unclosed = end < len(self._lines) if said.row is None else first < last == end
        self.found.append(self._unclosed(first, end) if unclosed else self._told(first, last, said))
        return end

    def _filled(self, row: int, last: int) -> int:
        """Return the first row from `row` to `last` with more than space or a comment."""
        lines = ((at, self._lines[at].lstrip()) for at in range(row, last))
        return next((at for at, line in lines if line and not line.startswith("#")), last)

    def _told(self, first: int, last: int, said: Said) -> Diagnostic:
        if said.row is None:
            place = _begun(self._lines, first)
            return Diagnostic(self._name, place, Code.NOT_TOML, said.message, said.cure)
        related = None
        if first < last:
            related = Related(_begun(self._lines, first), "what is broken begins here")
        return _finding(self._name, said._replace(row=last))._replace(related=related)

    def _unclosed(self, start: int, end: int, closing: str = "the bracket") -> Diagnostic:
        message = "not valid TOML: what begins here is not closed"
        hint = f"Write {closing} before line {end + 1}."
        inside = Related(_begun(self._lines, end), "this has become part of it")
        place = _begun(self._lines, start)
        return Diagnostic(self._name, place, Code.NOT_TOML, message, hint, inside)

    def _swallowed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the rows of an unclosed text, up to the first statement it has swallowed."""
        row = next((row for row in range(start + 1, end) if self._begins(row)), None)
        return None if row is None else (start, row)

    def _next(self, first: int, last: int, said: Said) -> int:
        """Return the row behind a broken statement: behind a header, the next header."""
        header = _header_like(self._lines[first])
        alone = first == last and not said.open
        for row in range(first + 1, len(self._lines)):
            if header and not self._lines[row].lstrip().startswith("["):
                continue
            if self._begins(row) or (alone and Source(self._lines[row]).pair_at(0)):
                return row
        return len(self._lines)

    def _begins(self, row: int) -> bool:
        """Whether a whole statement begins in a row."""
        line = self._lines[row]
        if not line.strip() or line.lstrip().startswith("#"):
            return False
        self._tried += 1
        if self._tried > _MOST_TRIED:
            return False
        if _reads(line):
            return True
        if "=" not in line:
            return False
        end = Source("\n".join(self._lines[row : row + _WINDOW])).pair_at(0)
        return end is not None and _reads("\n".join(self._lines[row : row + end + 1]))


def _begun(lines: Sequence[str], row: int) -> Place:
    """Return the place of what is written in a row."""
    text = lines[row].strip()
    column = len(lines[row]) - len(lines[row].lstrip()) + 1
    return Place(row + 1, column, row + 1, column + max(1, len(text)))


def _header_like(line: str) -> bool:
    """Whether a line is a header, or was to be one."""
    text = line.strip()
    return text.startswith("[") or (text.endswith("]") and "=" not in text)


def _mistake(text: str) -> tomllib.TOMLDecodeError | None:
    """Return what is wrong with a text; raises `RecursionError` if it is nested too deep."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return error
    return None


def _reads(text: str) -> bool:
    try:
        return bool(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
