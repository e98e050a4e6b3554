"""The debrief as one HTML file that needs nothing else: no script, no network, no other file.

It renders the pages and knows nothing of a run. Every text is escaped where it is put down, and
the file's own policy forbids whatever could be loaded or run.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from game.debrief.bar_drawing import bars
from game.debrief.curve_drawing import drawing
from game.debrief.document import (
    Ask,
    Block,
    Column,
    Columns,
    Curves,
    Heading,
    Items,
    Link,
    Prose,
    Table,
    WhatIf,
)
from game.debrief.histogram import rows_of
from game.debrief.html_style import STYLE
from game.debrief.html_table import table
from game.debrief.pages import pages
from game.debrief.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from game.debrief.debrief import Debrief
    from game.debrief.document import Page
    from game.story.prose import Paragraph, Span

_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)


def html(debrief: Debrief) -> str:
    """Return all pages as one document, its language the story's."""
    story = debrief.run.story
    return document(f"{one_line(story.title, story)}: debrief", story.language, pages(debrief))


def document(title: str, language: str, told: Sequence[Page]) -> str:
    """Return any pages as one document under a title."""
    title = escape(title)
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            f"<header><h1>{title}</h1></header>",
            *_contents(told),
            "<main>",
            *(line for page in told for line in _page(page)),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _contents(told: Iterable[Page]) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ol>'
    for page in told:
        yield f'<li><a href="#{escape(page.id)}">{escape(page.title)}</a></li>'
    yield "</ol></nav>"


def _page(page: Page) -> Iterator[str]:
    name = escape(page.id)
    yield f'<section id="{name}" aria-labelledby="{name}-title">'
    yield f'<h2 id="{name}-title">{escape(page.title)}</h2>'
    for asked, blocks in groupby(page.blocks, key=lambda block: isinstance(block, Ask)):
        if asked:
            yield "<dl>"
        for block in blocks:
            yield from _block(block)
        if asked:
            yield "</dl>"
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h3>{escape(text)}</h3>"
        case Prose(paragraphs):
            yield from (f"<p>{_spans(paragraph)}</p>" for paragraph in paragraphs)
        case Items(items):
            yield from _items(items)
        case Table():
            yield from table(block)
        case Curves():
            yield from drawing(block)
        case Columns(left, right):
            yield '<div class="columns">'
            yield from _column(left)
            yield from _column(right)
            yield "</div>"
        case Ask():
            yield f"<div><dt>{escape(block.label)}</dt>{_answer(block.value)}</div>"
        case Link(text, address):
            yield f"<p>{_link(text, address)}</p>"
        case WhatIf():
            yield f"<p>{_spans(block.text)}</p>"
        case _:
            yield from table(rows_of(block), tuple(bars(block)))


def _spans(paragraph: Paragraph) -> str:
    return "".join(_span(span) for span in paragraph)


def _span(span: Span) -> str:
    said = escape(span.text)
    if span.cast is not None:
        said = f"<b>{said}</b>"
    if span.emphasis:
        said = f"<em>{said}</em>"
    return f"<strong>{said}</strong>" if span.strong else said


def _items(items: Iterable[Paragraph]) -> Iterator[str]:
    told = [f"<li>{_spans(item)}</li>" for item in items]
    if told:
        yield from ("<ul>", *told, "</ul>")


def _column(column: Column) -> Iterator[str]:
    yield f"<div><h3>{escape(column.title)}</h3>"
    yield from _items(column.items)
    yield "</div>"


def _answer(value: str) -> str:
    if value:
        return f"<dd>{escape(value)}</dd>"
    return '<dd class="open">Left open</dd>'


def _link(text: str, address: str) -> str:
    if not address.startswith("https://"):
        return escape(f"{text}: {address}")
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>'
