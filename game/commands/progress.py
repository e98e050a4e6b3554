"""A bar on standard error while long work goes on; a terminal alone sees it."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

_PATIENCE: Final = 0.3
"""Seconds of work without a bar: most is done by then, and to load one takes 100 ms itself."""


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to be told how many of how many are done; the bar leaves no trace.

    `what` may hold a story's name: it is cleaned, and never taken for markup.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    begun = time.monotonic()
    shown: Progress | None = None
    with ExitStack() as until_done:

        def tell(done: int, of: int) -> None:
            nonlocal shown
            if shown is None and time.monotonic() - begun >= _PATIENCE:
                shown = until_done.enter_context(_drawn())
                shown.add_task(clean_line(what))
            if shown is not None:
                shown.update(shown.task_ids[0], completed=done, total=of)

        yield tell


def _drawn() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    said = TextColumn("{task.description}", markup=False)
    columns = (said, BarColumn(), TaskProgressColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
