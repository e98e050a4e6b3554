"""Standard output is data, standard error is talk."""

from __future__ import annotations

import sys
from typing import Final

from game.plain.console import take_any_text

DONE: Final = 0
NOT_ALL: Final = 1
"""Something was done, and something could not be."""
WRONG: Final = 2
"""Nothing was done, for the reason told."""


def deliver(text: str) -> int:
    """Print data as it is; return the exit status."""
    take_any_text()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail(f"it can't be printed: {error.strerror or error}.")
    return DONE


def note(sentence: str) -> None:
    """Say something that is not data."""
    print(sentence, file=sys.stderr, flush=True)


def fail(sentence: str) -> int:
    """Say why nothing was done; return the exit status."""
    note(f"common-ground: {sentence}")
    return WRONG
