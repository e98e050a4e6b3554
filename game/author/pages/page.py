"""One page of the manual of diagnostics, and its examples made into whole stories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.codes import Code

OPEN, CLOSE = "⟦", "⟧"
"""Around what a finding points at in a wrong example."""

_BASE: Final = """\
format = 1

[story]
title = "Two Desks"
summary = "One list, two desks, and a bell at noon."
minutes = 5
start = "hall"

[cast.kim]
name = "Kim"

[scenes.hall]
text = "{kim} holds the list."

[[scenes.hall.choices]]
id = "ask"
text = "Ask Kim what is missing."
stance = "relational"
trust = 4
productivity = -3
goto = "noon"

[[scenes.hall.choices]]
id = "sort"
text = "Sort the list by date."
stance = "transactional"
trust = 2
productivity = 6
goto = "noon"

[scenes.noon]
text = "The bell rings."
ending = "Noon"
"""
_BLOCKS: Final = re.compile(r"^(?=\[)", re.MULTILINE)
_HEADER: Final = re.compile(r"\[+([^\]\n]+)")


class Page(NamedTuple):
    """What a code means and what to do, with an example that gives it and one that does not.

    An example is a part of a story. A code that no text of a file can show has none.
    """

    code: Code
    meaning: str
    cure: str
    wrong: str = ""
    right: str = ""


def whole(example: str) -> str:
    """Return an example as a whole story: what it names replaces that part of a small one."""
    named = [header for header in map(_header, _blocks(example)) if header]
    first = [] if example.startswith("[") else [""]
    kept = [
        block
        for block in _blocks(_BASE)
        if _header(block) not in {*first}
        and not any(f"{_header(block)}.".startswith(f"{header}.") for header in named)
    ]
    # Keys without a header stand before all tables.
    parts = [example, *kept] if first else [*kept, example]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def unmarked(example: str) -> str:
    """Return an example without its marks."""
    return example.replace(OPEN, "").replace(CLOSE, "")


def _blocks(text: str) -> Iterator[str]:
    return (block for block in _BLOCKS.split(text) if block.strip())


def _header(block: str) -> str:
    match = _HEADER.match(unmarked(block))
    return match[1] if match else ""
