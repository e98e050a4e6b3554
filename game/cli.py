"""The command line's frame; the commands are in `game.commands`."""

from __future__ import annotations

import argparse
import sys

from game import __version__

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        from game.commands.shared import fail

        return fail("there is not enough memory for this. Close something, or ask for less.")
    except BrokenPipeError:
        return 0
    finally:
        _hand_over()


def _hand_over() -> None:
    """Flush what was printed. If nobody takes it, Python must not complain of that at exit."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        from game.plain.console import silence

        silence(sys.stdout)


def _parser() -> argparse.ArgumentParser:
    from game.commands import authoring, facilitating, looking_back, playing

    parser = argparse.ArgumentParser(
        prog="common-ground",
        description="Branching stories about working together, played in the terminal.",
        epilog="Without a command it opens the list of stories. STORY is an id or a file.",
    )
    parser.add_argument("--version", action="version", version=f"common-ground {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    playing.add(parser, commands)
    looking_back.add(commands)
    authoring.add(commands)
    facilitating.add(commands)
    return parser
