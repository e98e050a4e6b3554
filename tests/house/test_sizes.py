"""A file and a function stay small enough to be read at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "game"
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


@pytest.mark.parametrize(
    "file", sorted(HOUSE.rglob("*.py")), ids=lambda file: str(file.relative_to(HOUSE))
)
def test_files_and_functions_are_short(file: Path) -> None:
    """No file is longer than 400 lines, and no function longer than 50."""
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
