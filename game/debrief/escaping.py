"""Foreign text in Markdown: it prints as it is and can become nothing else."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS: Final = re.compile(r"[\\`*_\[\]<>&~|#$]|:(?=//)|(?<=[Ww][Ww][Ww])\.")
"""What opens code, emphasis, a link, HTML, an entity, a cell, a heading, a formula, or is taken
for an address."""
_OPENS_BLOCK: Final = re.compile(r"^(?:[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)](?:\s|$)))")
"""What opens a list, a rule or a heading's underline at the start of a line."""


def escape(text: str) -> str:
    """Return text that Markdown prints letter by letter, on one line."""
    return _MARKS.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))


def at_line_start(line: str) -> str:
    """Return an escaped line that opens no block where a line begins."""
    match = _OPENS_BLOCK.match(line)
    if match is None:
        return line
    end = match.end()
    if line[0].isdigit():
        return f"{line[:end]}\\{line[end:]}"
    return f"\\{line}"


def styled(runs: Sequence[tuple[str, bool, bool]]) -> str:
    """Return runs of (text, strong, emphasis) as one line.

    CommonMark reads a mark only beside certain letters; where it would not, the style is dropped.
    """
    line = ""
    for index, (text, strong, emphasis) in enumerate(runs):
        following = runs[index + 1][0][:1] if index + 1 < len(runs) else ""
        mark = "*" * (2 * strong + emphasis)
        line += _marked(text, mark, line[-1:], following)
    return line.strip()


def _marked(text: str, mark: str, before: str, after: str) -> str:
    inner = escape(text)
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and inner else ""
    if not mark or not inner or before == "*":
        return f"{left}{inner}{right}"
    opens = _parts(left or before) or not _is_mark(inner[0])
    closes = _parts(right or after) or not _is_mark(inner[-1])
    if not (opens and closes):
        return f"{left}{inner}{right}"
    return f"{left}{mark}{inner}{mark}{right}"


def _parts(letter: str) -> bool:
    """Whether a mark beside this letter may have punctuation on its other side."""
    return not letter or letter.isspace() or _is_mark(letter)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
