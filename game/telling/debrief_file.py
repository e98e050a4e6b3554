"""The debrief as a file to take along: which formats there are, and the text of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief

Format: TypeAlias = Literal["markdown", "html", "json"]


class FileKind(NamedTuple):
    """One format: its name, the ending of its files, and what it is good for."""

    format: Format
    suffix: str
    label: str


KINDS: Final[tuple[FileKind, ...]] = (
    FileKind("markdown", ".md", "Markdown: plain text, for any editor"),
    FileKind("html", ".html", "HTML: for a browser, with the curves drawn, and to print"),
    FileKind("json", ".json", "JSON: for programs"),
)
QUESTION: Final = "Write the debrief to a file"


def text_of(debrief: Debrief, kind: Format) -> str:
    """Return the whole debrief in a format."""
    if kind == "html":
        from game.debrief.html import html

        return html(debrief)
    if kind == "json":
        from game.debrief.json import json

        return json(debrief)
    from game.debrief.markdown import markdown

    return markdown(debrief)
