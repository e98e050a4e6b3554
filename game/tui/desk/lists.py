"""Diagnostics, map and outcomes as rows of words."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from textual.content import Content

from game.story.text import clean
from game.tui.desk.panes import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.author.desk import DeskState
    from game.author.outcomes import OutcomeRow
    from game.author.outline import MapRow
    from game.story.diagnostic import Diagnostic

MOST_SHOWN: Final = 200
"""Diagnostics in the list: more are not read, and take longer than a key to lay out."""
_QUOTED: Final = 50
"""Columns of a source line that are quoted."""
_SHARE: Final = 8
_DEEPEST: Final = 4
"""What branches off deeper stays there, so that there is room to read."""


def diagnostics(state: DeskState) -> tuple[Row, ...]:
    """Return a row for each finding: its weight, its place, what is wrong, the line, the cure."""
    found = state.diagnostics
    lines = () if state.text is None else state.text.checked.lines
    rows = [Row(_finding(one, lines)) for one in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        rest = f"{len(found) - MOST_SHOWN} more are told when these are mended."
        rows.append(Row(Content(rest)))
    return tuple(rows)


def _finding(one: Diagnostic, lines: Sequence[str]) -> Content:
    error = one.severity == "error"
    place = one.place
    parts = [
        Content.assemble(
            (f"{one.severity} {one.code}", "bold $error" if error else "bold $warning"),
            (f"  line {place.line}, column {place.column}", "$foreground-muted"),
        ),
        Content(f"{clean(one.message)}."),
        *_quote(one, lines),
    ]
    if one.hint:
        parts.append(Content.assemble((clean(one.hint), "italic")))
    parts.append(Content(""))
    return Content("\n").join(parts)


def _quote(one: Diagnostic, lines: Sequence[str]) -> list[Content]:
    """Return the line of the file around the place, and carets below it."""
    place = one.place
    if not (place.line <= len(lines) and lines[place.line - 1].strip()):
        return []
    # A tab would move the carets away from what they point at.
    line = clean(lines[place.line - 1].replace("\t", " "))
    begin = max(0, min(place.column - 1 - _QUOTED // 4, len(line) - _QUOTED))
    begin = 0 if len(line) <= _QUOTED else begin
    shown = line[begin : begin + _QUOTED]
    start = min(place.column - 1 - begin, len(shown))
    end = place.end_column - 1 - begin if place.end_line == place.line else len(shown)
    carets = max(1, _columns(shown[start:end]))
    number = f"{place.line} │ "
    space = " " * (len(number) - 2)
    return [
        Content.assemble((number, "$foreground-muted"), shown),
        Content.assemble(
            (f"{space}│ ", "$foreground-muted"),
            " " * _columns(shown[:start]),
            ("^" * carets, "bold $accent"),
        ),
    ]


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def map_rows(rows: Iterable[MapRow]) -> tuple[Row, ...]:
    """Return a row for each scene: its share, its id, its title, what is wrong with it."""
    return tuple(Row(_scene(row)) for row in rows)


def _scene(row: MapRow) -> Content:
    indent = "   " * min(row.depth, _DEEPEST)
    hang = " " * (_SHARE + 2)
    # Why that is so stands among the diagnostics.
    warnings = [warning.partition(":")[0] for warning in row.warnings]
    return Content.assemble(
        (f"{row.share or '…':>{_SHARE}}  {indent}", "$foreground-muted"),
        (row.scene, "bold"),
        f"  {row.title}" if row.title else "",
        ("  ending" if row.ending else "", "italic"),
        *((f"\n{hang}{indent}{warning}", "bold $warning") for warning in warnings),
    )


def outcome_rows(rows: Iterable[OutcomeRow]) -> tuple[Row, ...]:
    """Return the rows of the table; the highlight passes headings by."""
    return tuple(Row(_outcome(row), enabled=not row.heading) for row in rows)


def _outcome(row: OutcomeRow) -> Content:
    text = Content.assemble(
        ("\n" if row.heading else "", ""),
        (row.text, "bold $primary" if row.heading else ""),
    )
    if not row.below:
        return text
    return Content.assemble(text, "\n", (row.below, "$foreground-muted"))


def behind(state: DeskState) -> Content:
    """Say that a pane shows a text before the newest; empty if it does not."""
    if not state.behind:
        return Content("")
    return Content.assemble(("Of the last text without errors.", "italic"))
