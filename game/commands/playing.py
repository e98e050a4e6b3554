"""Commands of players: the list of stories, a story, a run printed."""

from __future__ import annotations

import argparse

from game.commands.shared import WRONG, fail, load_story, on_terminal

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    from game.commands.shared import Commands
    from game.story.compiled import Story


def add(parser: argparse.ArgumentParser, commands: Commands) -> None:
    """Add what is played; the parser itself opens the list of stories."""
    _play_options(parser)
    parser.set_defaults(command=_home)

    play = commands.add_parser("play", help="play a story", description="Play a story.")
    play.add_argument("story", metavar="STORY", help="a story's id or its file")
    _play_options(play, default=argparse.SUPPRESS)
    play.set_defaults(command=_play)

    replay = commands.add_parser(
        "replay", help="print a run of a story", description="Print the run these choices make."
    )
    replay.add_argument("story", metavar="STORY", help="a story's id or its file")
    replay.add_argument(
        "--choices", default="", metavar="A,B,C", help="choice ids in order, parted by commas"
    )
    replay.add_argument("--json", action="store_true", help="as JSON")
    replay.set_defaults(command=_replay)


def _play_options(parser: argparse.ArgumentParser, default: object = None) -> None:
    """Add what home and play share. A sub-command must not reset what stood before it."""
    parser.add_argument(
        "--plain",
        action="store_true",
        default=default or False,
        help="lines on standard input and output, for screen readers and pipes",
    )
    parser.add_argument("--saves", default=default, metavar="DIR", help="where runs are kept")
    parser.add_argument("--player", default=default, metavar="NAME", help="a pseudonym to keep")


def _home(options: argparse.Namespace) -> int:
    _hold_collector()
    return _open(options, None)


def _hold_collector() -> None:
    """Look for no garbage while rooms are imported: what comes then lives to the end.

    That is a tenth of the start. Each front end switches the collector on again.
    """
    import gc

    gc.disable()


def _play(options: argparse.Namespace) -> int:
    _hold_collector()
    story = load_story(options.story)
    return WRONG if story is None else _open(options, story)


def _open(options: argparse.Namespace, story: Story | None) -> int:
    from game.storage.folder import saves_folder
    from game.story.text import clean_line

    folder = saves_folder(options.saves)
    player = clean_line(options.player or "", 100)
    if options.plain or not on_terminal():
        from game.plain.game import play

        return play(folder, player, story)
    from game.tui.app import run

    return run(folder, player, story)


def _replay(options: argparse.Namespace) -> int:
    from game.engine.run import NotOfferedError, replay
    from game.plain.console import take_any_text
    from game.plain.record import as_json, as_lines

    story = load_story(options.story)
    if story is None:
        return WRONG
    choices = [choice.strip() for choice in options.choices.split(",") if choice.strip()]
    try:
        run = replay(story, choices)
    except NotOfferedError as error:
        return fail(str(error))
    take_any_text()
    try:
        print(as_json(run) if options.json else as_lines(run), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail(f"the run can't be printed: {error.strerror or error}.")
    return 0
