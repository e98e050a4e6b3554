"""Findings written out: for programs, for GitHub, and as SARIF 2.1.0; for a reader in `quoting`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game import __version__
from game.author.quoting import PLAIN, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.author.check import Checked
    from game.author.quoting import Look
    from game.story.codes import Code
    from game.story.diagnostic import Diagnostic, Place

Format: TypeAlias = Literal["text", "json", "github", "sarif"]
FORMATS: Final[tuple[Format, ...]] = ("text", "json", "github", "sarif")
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def write(checked: Sequence[Checked], form: Format, *, strict: bool, look: Look = PLAIN) -> str:
    """Return the findings of all files; with `strict` warnings are called errors."""
    if form == "json":
        return json.dumps([_table(one, strict=strict) for one in _all(checked)], indent=2)
    if form == "github":
        return "\n".join(_github(one, strict=strict) for one in _all(checked))
    if form == "sarif":
        return json.dumps(_sarif(list(_all(checked)), strict=strict), indent=2)
    return "\n".join(as_text(checked, strict=strict, look=look))


def _all(checked: Sequence[Checked]) -> Iterator[Diagnostic]:
    for one in checked:
        yield from one.diagnostics


def _table(diagnostic: Diagnostic, *, strict: bool) -> dict[str, object]:
    place = diagnostic.place
    return {
        "file": diagnostic.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "code": str(diagnostic.code),
        "severity": diagnostic.counted(strict=strict),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _github(diagnostic: Diagnostic, *, strict: bool) -> str:
    """Return a workflow command; see GitHub's documentation of workflow commands."""
    place, related = diagnostic.place, diagnostic.related
    properties = {
        "file": diagnostic.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": diagnostic.code,
    }
    said = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    message = _said(diagnostic)
    if related is not None:
        message += f" (Line {related.place.line}: {related.label}.)"
    return f"::{diagnostic.counted(strict=strict)} {said}::{_escaped(message)}"


def _said(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}. {diagnostic.hint}".strip()


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sarif(found: Sequence[Diagnostic], *, strict: bool) -> dict[str, object]:
    codes = sorted({one.code for one in found})
    driver = {
        "name": "common-ground",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(one, codes.index(one.code), strict=strict) for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> dict[str, object]:
    return {
        "id": str(code),
        "shortDescription": {"text": code.about},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(diagnostic: Diagnostic, rule: int, *, strict: bool) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": str(diagnostic.code),
        "ruleIndex": rule,
        "level": diagnostic.counted(strict=strict),
        "message": {"text": _said(diagnostic)},
        "locations": [_location(diagnostic.file, diagnostic.place)],
    }
    related = diagnostic.related
    if related is not None:
        there = _location(diagnostic.file, related.place)
        result["relatedLocations"] = [{"id": 1, "message": {"text": related.label}} | there]
    return result


def _location(file: str, place: Place) -> dict[str, object]:
    from urllib.parse import quote

    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    artifact = {"uri": quote(file.replace("\\", "/"))}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
