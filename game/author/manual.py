"""The manual of diagnostics as Markdown: `python -m game.author.manual > docs/diagnostics.md`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from game.author.check import ALL, QUICK, judge
from game.author.output import write
from game.author.pages import PAGES, unmarked, whole
from game.story.codes import Code
from game.story.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.author.check import Judge
    from game.author.pages import Page

_FILE: Final = "story.toml"
_HEAD: Final = """\
# What `check` says

`common-ground check` says everything that is wrong with a story, each finding under a code that
never changes. An error keeps the story from being played, a warning does not; with `--strict`
warnings count as errors. Each page says what a code means and what to do, with an example that
gives it, as a part of a small story, and what `check` says of it.

The codes: 1xx the file, 2xx keys and values, 3xx the shape of the story, 4xx conditions and facts,
5xx the writing, 6xx what all playthroughs show, 7xx what you expect of them.

This page is made from the table of codes; do not edit it.
"""


def manual() -> str:
    """Return the whole manual, which ends in a newline."""
    table = [
        "| code | | what it is about |",
        "|---|---|---|",
        *(
            f"| [{page.code}](#{page.code.lower()}) | {page.code.severity} | {page.code.about} |"
            for page in PAGES
        ),
    ]
    pages = ("\n".join(_page(page)) for page in PAGES)
    return "\n".join([_HEAD, *table, "", *pages])


def _page(page: Page) -> Iterator[str]:
    code = page.code
    yield f"## {code}"
    yield ""
    yield f"**{code.about[0].upper()}{code.about[1:]}** ({code.severity}). {page.meaning}"
    yield ""
    yield f"What to do: {page.cure[0].lower()}{page.cure[1:]}"
    yield ""
    if page.wrong:
        yield from ("Wrong:", "", "```toml", unmarked(page.wrong).rstrip(), "```", "")
        yield from ("```text", _said(page), "```", "")
        yield from ("Right:", "", "```toml", page.right.rstrip(), "```", "")


def judges(code: Code) -> tuple[Judge, ...]:
    """Return what has to look at an example of a code: from 6xx on the analysis, too."""
    return ALL if code >= Code.STUCK else QUICK


def _said(page: Page) -> str:
    """Return what `check` says of the wrong example, without the count at the end."""
    checked = judge(_FILE, read(_FILE, whole(unmarked(page.wrong)).encode()), judges(page.code))
    # A small story shows little of what a story must show: of it only what the page is about.
    told = tuple(one for one in checked.diagnostics if one.code is page.code)
    checked = replace(checked, diagnostics=told)
    return write([checked], "text", strict=False).rpartition("\n")[0].rstrip()


if __name__ == "__main__":
    sys.stdout.write(manual())
