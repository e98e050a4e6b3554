"""Commands of players: the list of stories, a story, a run printed."""

from __future__ import annotations

import argparse

from game.commands.shared import WRONG, fail, load_story, on_terminal, saves_option

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    from game.commands.shared import Commands
    from game.engine.run import Run
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
        "replay",
        help="print a run of a story",
        description="Print the run that choices make in a story, or one that was kept.",
    )
    replay.add_argument(
        "story", metavar="STORY", help="a story's id or its file, or a kept run's id or its file"
    )
    replay.add_argument(
        "--choices", default="", metavar="A,B,C", help="choice ids in order, parted by commas"
    )
    replay.add_argument("--json", action="store_true", help="as JSON")
    saves_option(replay)
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
    from game.plain.console import take_any_text
    from game.plain.record import as_json, as_lines

    run = (None if options.choices else _kept(options)) or _made(options)
    if run is None:
        return WRONG
    if isinstance(run, str):
        return fail(run)
    take_any_text()
    try:
        print(as_json(run) if options.json else as_lines(run), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        return fail(f"the run can't be printed: {error.strerror or error}.")
    return 0


def _made(options: argparse.Namespace) -> Run | str | None:
    """Return the run that the choices make, or what is wrong; None where that was said."""
    from game.engine.run import NotOfferedError, replay

    story = load_story(options.story)
    if story is None:
        return None
    choices = [choice.strip() for choice in options.choices.split(",") if choice.strip()]
    try:
        return replay(story, choices)
    except NotOfferedError as error:
        return str(error)


def _kept(options: argparse.Namespace) -> Run | str | None:
    """Return the kept run that is named, or what is wrong with it; None where a story is meant."""
    from game.story.library import resolve

    path = resolve(options.story)
    if not isinstance(path, str):
        from game.storage.shelf import may_be_save

        if not may_be_save(path):
            return None
    from game.commands.naming import replayed_run
    from game.storage.folder import saves_folder

    return replayed_run(saves_folder(options.saves), options.story)
