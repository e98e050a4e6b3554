"""Findings written out: for a reader, for programs, for GitHub, and as SARIF 2.1.0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game import __version__
from game.story.codes import TITLES
from game.story.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.author.check import Checked
    from game.story.diagnostic import Diagnostic

Format: TypeAlias = Literal["text", "json", "github", "sarif"]
FORMATS: Final[tuple[Format, ...]] = ("text", "json", "github", "sarif")
_WIDEST: Final = 200
"""Characters of a source line that are quoted."""
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def write(checked: Sequence[Checked], form: Format, *, strict: bool) -> str:
    """Return the findings of all files; with `strict` warnings are called errors."""
    if form == "json":
        return json.dumps([_table(one, strict=strict) for one in _all(checked)], indent=2)
    if form == "github":
        return "\n".join(_github(one, strict=strict) for one in _all(checked))
    if form == "sarif":
        return json.dumps(_sarif(list(_all(checked)), strict=strict), indent=2)
    return "\n".join(_text(checked, strict=strict))


def severity(diagnostic: Diagnostic, *, strict: bool) -> str:
    """Return what a finding counts as."""
    return "error" if strict else diagnostic.severity


def _all(checked: Sequence[Checked]) -> Iterator[Diagnostic]:
    for one in checked:
        yield from one.diagnostics


def _text(checked: Sequence[Checked], *, strict: bool) -> Iterator[str]:
    errors = warnings = 0
    for one in checked:
        for diagnostic in one.diagnostics:
            counts = severity(diagnostic, strict=strict)
            errors += counts == "error"
            warnings += counts == "warning"
            yield from _finding(diagnostic, one.lines, counts)
    files = "1 file" if len(checked) == 1 else f"{len(checked)} files"
    yield f"{files} checked: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _finding(diagnostic: Diagnostic, lines: Sequence[str], counts: str) -> Iterator[str]:
    """Yield the place and the message, the source line with a caret, the cure."""
    place = diagnostic.place
    where = f"{diagnostic.file}:{place.line}:{place.column}"
    yield f"{where}: {counts} {diagnostic.code}: {diagnostic.message}"
    if place.line <= len(lines) and lines[place.line - 1].strip():
        # A tab would move the caret away from what it points at.
        line = clean(lines[place.line - 1].replace("\t", " "), _WIDEST)
        end = place.end_column if place.end_line == place.line else len(line) + 1
        number = str(place.line)
        if place.column <= len(line) + 1:
            mark = "^" * max(1, min(end, len(line) + 1) - place.column)
            yield f" {number} | {line}"
            yield f" {' ' * len(number)} | {' ' * (place.column - 1)}{mark}"
    if diagnostic.hint:
        yield f"   {diagnostic.hint}"
    yield ""


def _table(diagnostic: Diagnostic, *, strict: bool) -> dict[str, object]:
    place = diagnostic.place
    return {
        "file": diagnostic.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "code": str(diagnostic.code),
        "severity": severity(diagnostic, strict=strict),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _github(diagnostic: Diagnostic, *, strict: bool) -> str:
    """Return a workflow command; see GitHub's documentation of workflow commands."""
    place = diagnostic.place
    properties = {
        "file": diagnostic.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": diagnostic.code,
    }
    said = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    message = _escaped(f"{diagnostic.message}. {diagnostic.hint}".strip())
    return f"::{severity(diagnostic, strict=strict)} {said}::{message}"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sarif(found: Sequence[Diagnostic], *, strict: bool) -> dict[str, object]:
    codes = sorted({one.code for one in found})
    rules = [{"id": str(code), "shortDescription": {"text": TITLES[code]}} for code in codes]
    driver = {"name": "common-ground", "version": __version__, "rules": rules}
    results = [_result(one, strict=strict) for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(diagnostic: Diagnostic, *, strict: bool) -> dict[str, object]:
    place = diagnostic.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    artifact = {"uri": diagnostic.file.replace("\\", "/")}
    return {
        "ruleId": str(diagnostic.code),
        "level": severity(diagnostic, strict=strict),
        "message": {"text": f"{diagnostic.message}. {diagnostic.hint}".strip()},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
