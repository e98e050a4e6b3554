"""What commands share: how a story is named, how a mistake is told, common arguments."""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    from typing import TypeAlias

    from game.story.compiled import Story

    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001, what argparse gives has no other name

WRONG = 2
"""Exit status for a story that can't be used, and for wrong usage."""


def load_story(name: str) -> Story | None:
    """Load STORY; what is wrong with it goes to standard error."""
    from game.story.library import Broken, load, resolve
    from game.story.text import clean_line

    path = resolve(name)
    if isinstance(path, str):
        fail(path)
        return None
    story = load(path)
    if isinstance(story, Broken):
        for diagnostic in story.diagnostics:
            # A file's name is foreign text, too.
            print(clean_line(str(diagnostic)), file=sys.stderr)
        return None
    return story


def fail(sentence: str) -> int:
    """Say on standard error what is wrong; return the exit status for it."""
    print(f"common-ground: {sentence}", file=sys.stderr)
    return WRONG


def on_terminal() -> bool:
    """Whether screens can be shown: without a terminal on both sides Textual hangs."""
    import os

    dumb = os.environ.get("TERM") == "dumb"
    return sys.stdin.isatty() and sys.stdout.isatty() and not dumb


def saves_option(parser: argparse.ArgumentParser) -> None:
    """Let a sub-command say where runs are kept, without resetting what stood before it."""
    parser.add_argument(
        "--saves", default=argparse.SUPPRESS, metavar="DIR", help="where runs are kept"
    )


def whole(text: str) -> int:
    """Return a whole number above 0."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def size(text: str) -> int:
    """Return a size such as 500M in bytes."""
    shift = {"K": 10, "M": 20, "G": 30}.get(text[-1:].upper(), 0)
    try:
        return whole(text[:-1] if shift else text) << shift
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 500M or 4G") from None
