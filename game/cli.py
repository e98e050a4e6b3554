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
    _group_commands(commands)
    return parser


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


def _group_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    host = commands.add_parser(
        "host",
        help="lead a room through a story",
        description="Lead a room through a story: phones join by a code, votes decide.",
        epilog="Without STORY, --resume and --attach take the newest session.",
    )
    host.add_argument("story", metavar="STORY", nargs="?", help="a story's id or its file")
    host.add_argument("--resume", action="store_true", help="go on with a session that broke off")
    host.add_argument("--attach", action="store_true", help="your own view, with the notes")
    host.add_argument("--no-network", action="store_true", help="no phones: hands are counted")
    host.add_argument("--address", default="", help="the address phones use; else the network's")
    host.add_argument("--port", type=int, default=0, help="the port; else the system chooses")
    host.add_argument("--minutes", type=int, default=0, help="the minutes that there are")
    host.add_argument("--anonymous", action="store_true", help="nobody is asked for a name")
    host.add_argument("--rule", choices=("plurality", "majority", "facilitator"))
    host.add_argument("--quorum", type=int, default=0, metavar="PERCENT", help="who must vote")
    host.add_argument("--timer", type=int, default=0, metavar="SECONDS", help="of a vote; 0: none")
    host.add_argument("--talk", type=int, default=75, metavar="SECONDS", help="of a talk")
    host.add_argument("--teams", choices=("dealt", "chosen"), default="dealt", help="of a story")
    host.add_argument(
        "--small-cells", action="store_true", help="files tell numbers of fewer than five people"
    )
    host.add_argument("--saves", default=argparse.SUPPRESS, metavar="DIR", help="where it is kept")
    host.set_defaults(command=_host)

    join = commands.add_parser(
        "join", help="join a room from a terminal", description="Join a room from a terminal."
    )
    join.add_argument("url", metavar="URL", help="the address on the screen, with its code")
    join.add_argument("--name", default="", help="your name, as the room will see it")
    join.add_argument("--team", default="", help="your side, where sides are chosen")
    join.add_argument("--plain", action="store_true", help="as lines; they always are")
    join.set_defaults(command=_join)


def _host(options: argparse.Namespace) -> int:
    from game.tui.host_command import host

    return host(options)


def _join(options: argparse.Namespace) -> int:
    from game.plain.joining import join

    return join(options.url, options.name, options.team)


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
