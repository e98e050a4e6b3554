"""The command line: arguments only. Every command imports its room inside its function."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from game import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.story.compiled import Story

WRONG = 2
"""Exit status for a story that can't be used, and for wrong usage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except KeyboardInterrupt:
        return 130
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
    parser = argparse.ArgumentParser(
        prog="common-ground",
        description="Branching stories about working together, played in the terminal.",
        epilog="Without a command it opens the list of stories. STORY is an id or a file.",
    )
    parser.add_argument("--version", action="version", version=f"common-ground {__version__}")
    _play_options(parser)
    parser.set_defaults(command=_home)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

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
    _author_commands(commands)
    _looking_back_commands(commands)
    return parser


def _looking_back_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what is done with runs that were kept."""
    debrief = commands.add_parser(
        "debrief",
        help="write the debrief of a run",
        description="Write the debrief of a kept run, to standard output by default.",
    )
    debrief.add_argument("run", metavar="RUN", help="a run's id, its beginning, or its save file")
    debrief.add_argument("--format", choices=("markdown", "html", "json"), default="markdown")
    debrief.add_argument("--output", metavar="FILE", help="a new file; none is overwritten")
    _saves_option(debrief)
    debrief.set_defaults(command=_debrief)

    _export_command(commands)

    journey = commands.add_parser(
        "journey",
        help="say what all your runs come to",
        description="Say what was played and found, decided differently, and planned.",
    )
    _saves_option(journey)
    journey.set_defaults(command=_journey)

    follow_up = commands.add_parser(
        "follow-up",
        help="say what became of your plans",
        description="Ask about each plan whose date has passed: done, or what got in the way.",
    )
    _saves_option(follow_up)
    follow_up.set_defaults(command=_follow_up)


def _export_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser(
        "export",
        help="write learning records: xAPI or CSV, or send them to a record store",
        description="Write what was decided as learning records. Nothing goes anywhere by itself.",
        epilog="What the records hold is said in docs/records.md.",
    )
    export.add_argument("runs", metavar="RUN", nargs="*", help="runs; all by default")
    form = export.add_mutually_exclusive_group(required=True)
    form.add_argument("--xapi", action="store_true", help="xAPI statements, one a line")
    form.add_argument("--csv", metavar="DIR", help="decisions.csv and runs.csv, into this folder")
    form.add_argument("--post", metavar="URL", help="send the statements to a record store")
    export.add_argument("--output", metavar="FILE", help="with --xapi: a new file")
    export.add_argument("--account", metavar="NAME", help="a pseudonym for all the statements")
    export.add_argument("--home-page", metavar="URL", help="where that account is known")
    export.add_argument("--texts", action="store_true", help="include what players wrote")
    export.add_argument(
        "--auth",
        metavar="KEY:SECRET",
        help="of the store; others may see it here: COMMON_GROUND_STORE_AUTH is safer",
    )
    _saves_option(export)
    export.set_defaults(command=_export)


def _author_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check",
        help="say everything that is wrong with stories",
        description="Say everything that is wrong with stories: all shipped ones by default.",
        epilog="Exit status: 0 clean or warnings only, 1 errors, 2 a path that can't be read.",
    )
    check.add_argument("stories", metavar="STORY", nargs="*", help="ids, files or folders")
    check.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text")
    check.add_argument(
        "--quick", action="store_true", help="leave out what only every playthrough can tell"
    )
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.set_defaults(command=_check)

    analyse = commands.add_parser(
        "analyse",
        help="say what every playthrough of a story does",
        description="Say exactly what every playthrough of a story does.",
        epilog="Past a budget it stops and says how far it got; what it says then is a bound.",
    )
    analyse.add_argument("story", metavar="STORY", help="a story's id or its file")
    analyse.add_argument("--json", action="store_true", help="as JSON")
    analyse.add_argument(
        "--budget-states", type=_whole, metavar="N", help="the most states to explore"
    )
    analyse.add_argument(
        "--budget-memory", type=_bytes, metavar="SIZE", help="of the graph, such as 500M or 4G"
    )
    analyse.set_defaults(command=_analyse)

    new = commands.add_parser(
        "new", help="write a small story to change", description="Write a small story to change."
    )
    new.add_argument("name", metavar="NAME", help="its id, which becomes the file's name")
    new.set_defaults(command=_new)

    _desk_command(commands)
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of a story file",
        description="Print the JSON Schema of a story file, for editors.",
    )
    schema.set_defaults(command=_schema)


def _desk_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    desk = commands.add_parser(
        "desk",
        help="write a story with its findings, its figures and a play beside it",
        description="Watch a story file while you edit it: what is wrong with it, what every"
        " playthrough of it does, and a play that stands where it stood after each save."
        " The file is never written.",
    )
    desk.add_argument("story", metavar="STORY", help="a story's id or its file")
    desk.add_argument("--saves", metavar="DIR", help="where the settings are kept")
    desk.set_defaults(command=_desk)


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


def _saves_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--saves", default=argparse.SUPPRESS, metavar="DIR", help="where runs are kept"
    )


def _home(options: argparse.Namespace) -> int:
    return _open(options, None)


def _play(options: argparse.Namespace) -> int:
    story = _load(options.story)
    return WRONG if story is None else _open(options, story)


def _open(options: argparse.Namespace, story: Story | None) -> int:
    from game.storage.folder import saves_folder
    from game.story.text import clean_line

    folder = saves_folder(options.saves)
    player = clean_line(options.player or "", 100)
    # Textual needs a terminal on both sides: without one it paints to stderr and hangs.
    if options.plain or not (sys.stdin.isatty() and sys.stdout.isatty()) or _dumb():
        from game.plain.game import play

        return play(folder, player, story)
    from game.tui.app import run

    return run(folder, player, story)


def _dumb() -> bool:
    import os

    return os.environ.get("TERM") == "dumb"


def _replay(options: argparse.Namespace) -> int:
    from game.engine.run import NotOfferedError, replay
    from game.plain.console import take_any_text
    from game.plain.record import as_json, as_lines

    story = _load(options.story)
    if story is None:
        return WRONG
    choices = [choice.strip() for choice in options.choices.split(",") if choice.strip()]
    try:
        run = replay(story, choices)
    except NotOfferedError as error:
        return _fail(str(error))
    take_any_text()
    try:
        print(as_json(run) if options.json else as_lines(run), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _fail(f"the run can't be printed: {error.strerror or error}.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from game.author.check import ALL, QUICK, check_file, paths
    from game.author.output import write
    from game.author.quoting import look
    from game.plain.console import take_any_text

    judges = QUICK if options.quick else ALL
    status = 0
    checked = []
    for path in paths(options.stories):
        if isinstance(path, str):
            status = _fail(path)
        else:
            checked.append(check_file(path, judges))
    take_any_text()
    print(write(checked, options.format, strict=options.strict, look=look(sys.stdout)), flush=True)
    if not all(one.read for one in checked):
        return WRONG
    found = (diagnostic for one in checked for diagnostic in one.diagnostics)
    return status or int(any(one.counted(strict=options.strict) == "error" for one in found))


def _whole(text: str) -> int:
    """Return a whole number above 0."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _bytes(text: str) -> int:
    """Return a size such as 500M in bytes."""
    shift = {"K": 10, "M": 20, "G": 30}.get(text[-1:].upper(), 0)
    return _whole(text[:-1] if shift else text) << shift


def _analyse(options: argparse.Namespace) -> int:
    from game.analysis.report import analyse
    from game.analysis.space import Budget
    from game.author.analysed import as_json, as_lines
    from game.author.progress import bar
    from game.plain.console import take_any_text

    story = _load(options.story)
    if story is None:
        return WRONG
    budget = Budget()
    if options.budget_states is not None:
        budget = budget._replace(states=options.budget_states)
    if options.budget_memory is not None:
        budget = budget._replace(memory=options.budget_memory)
    with bar(f"Exploring {story.id}") as progress:
        analysis = analyse(story, budget=budget, progress=progress)
    take_any_text()
    print(as_json(analysis) if options.json else as_lines(analysis), flush=True)
    return 0


def _new(options: argparse.Namespace) -> int:
    from pathlib import Path

    from game.author.new import new

    here = Path("stories")
    path = new(options.name, here if here.is_dir() else Path())
    if isinstance(path, str):
        return _fail(path)
    print(f"Written to {path}. Check it: common-ground check {path}")
    return 0


def _desk(options: argparse.Namespace) -> int:
    from game.story.library import resolve

    path = resolve(options.story)
    if isinstance(path, str):
        return _fail(path)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or _dumb():
        return _fail("the desk needs a terminal. Without one, use: common-ground check STORY")
    from game.storage.folder import saves_folder
    from game.tui.desk.app import run

    return run(path, saves_folder(options.saves))


def _schema(_options: argparse.Namespace) -> int:
    from game.author.schema import schema

    print(schema())
    return 0


def _debrief(options: argparse.Namespace) -> int:
    from game.commands.debrief import debrief

    return debrief(options)


def _export(options: argparse.Namespace) -> int:
    from game.commands.export import export

    return export(options)


def _journey(options: argparse.Namespace) -> int:
    from game.commands.journey import journey

    return journey(options)


def _follow_up(options: argparse.Namespace) -> int:
    from game.commands.journey import follow_up

    return follow_up(options)


def _load(name: str) -> Story | None:
    """Load STORY; what is wrong with it goes to standard error."""
    from game.story.library import Broken, load, resolve
    from game.story.text import clean_line

    path = resolve(name)
    if isinstance(path, str):
        _fail(path)
        return None
    story = load(path)
    if isinstance(story, Broken):
        for diagnostic in story.diagnostics:
            # A file's name is foreign text, too.
            print(clean_line(str(diagnostic)), file=sys.stderr)
        return None
    return story


def _fail(sentence: str) -> int:
    print(f"common-ground: {sentence}", file=sys.stderr)
    return WRONG
