"""Commands of authors: what is wrong with a story, and what every playthrough of it does."""

from __future__ import annotations

import argparse
import sys

from game.commands.shared import WRONG, fail, load_story, on_terminal, size, whole

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    from game.commands.shared import Commands


def add(commands: Commands) -> None:
    """Add what authors do with a story's file."""
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
        "--budget-states", type=whole, metavar="N", help="the most states to explore"
    )
    analyse.add_argument(
        "--budget-memory", type=size, metavar="SIZE", help="of the graph, such as 500M or 4G"
    )
    analyse.set_defaults(command=_analyse)

    _map_command(commands)
    _diff_command(commands)

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


def _map_command(commands: Commands) -> None:
    drawn = commands.add_parser(
        "map",
        help="draw a story's graph",
        description="Draw a story's graph with the share of all playthroughs that pass each part.",
    )
    drawn.add_argument("story", metavar="STORY", help="a story's id or its file")
    drawn.add_argument("--format", choices=("text", "mermaid", "dot", "svg"), default="text")
    drawn.add_argument("--output", metavar="FILE", help="write there, if need be over an older map")
    drawn.add_argument("--save", metavar="RUN", help="draw this run's way: its id or its file")
    drawn.add_argument(
        "--saves", default=argparse.SUPPRESS, metavar="DIR", help="where runs are kept"
    )
    drawn.set_defaults(command=_map)


def _diff_command(commands: Commands) -> None:
    diff = commands.add_parser(
        "diff",
        help="compare two versions of a story",
        description="Say what differs between two versions of a story, and what still replays.",
    )
    diff.add_argument("old", metavar="OLD", help="the older story: an id or a file")
    diff.add_argument("new", metavar="NEW", help="the newer one")
    diff.add_argument(
        "--saves", default=None, metavar="DIR", help="a folder of runs to replay on the newer one"
    )
    diff.add_argument("--json", action="store_true", help="as JSON")
    diff.set_defaults(command=_diff)


def _desk_command(commands: Commands) -> None:
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


def _check(options: argparse.Namespace) -> int:
    from game.author.check import ALL, QUICK, check_file, paths
    from game.author.output import write
    from game.author.quoting import look
    from game.commands.output import deliver

    judges = QUICK if options.quick else ALL
    status = 0
    checked = []
    for path in paths(options.stories):
        if isinstance(path, str):
            status = fail(path)
        else:
            checked.append(check_file(path, judges))
    told = write(checked, options.format, strict=options.strict, look=look(sys.stdout))
    if deliver(f"{told}\n" if told else "") or not all(one.read for one in checked):
        return WRONG
    found = (diagnostic for one in checked for diagnostic in one.diagnostics)
    return status or int(any(one.counted(strict=options.strict) == "error" for one in found))


def _analyse(options: argparse.Namespace) -> int:
    from game.analysis.report import analyse
    from game.analysis.space import Budget
    from game.author.analysed import as_json, as_lines
    from game.commands.output import deliver
    from game.commands.progress import bar

    story = load_story(options.story)
    if story is None:
        return WRONG
    budget = Budget()
    if options.budget_states is not None:
        budget = budget._replace(states=options.budget_states)
    if options.budget_memory is not None:
        budget = budget._replace(memory=options.budget_memory)
    with bar(f"Exploring {story.id}") as progress:
        analysis = analyse(story, budget=budget, progress=progress)
    return deliver((as_json(analysis) if options.json else as_lines(analysis)) + "\n")


def _map(options: argparse.Namespace) -> int:
    from pathlib import Path

    from game.analysis.report import analyse
    from game.author.map import drawn, way_of, write
    from game.commands.output import deliver, note
    from game.commands.progress import bar
    from game.storage.folder import saves_folder
    from game.story.text import clean_line

    story = load_story(options.story)
    if story is None:
        return WRONG
    way = None
    if options.save is not None:
        way = way_of(options.save, saves_folder(options.saves), story)
    if isinstance(way, str):
        return fail(way)
    if way is not None and way.told:
        print(f"common-ground: {way.told}", file=sys.stderr)
    with bar(f"Exploring {story.id}") as progress:
        text = drawn(analyse(story, progress=progress), options.format, way)
    if options.output is None:
        return deliver(text.rstrip("\n") + "\n")
    problem = write(Path(options.output), text)
    if problem:
        return fail(problem)
    note(f"Written to {clean_line(options.output)}")
    return 0


def _diff(options: argparse.Namespace) -> int:
    from game.analysis.report import analyse
    from game.author.diff import diff
    from game.author.difference_lines import as_lines
    from game.author.difference_tables import as_json
    from game.commands.output import deliver
    from game.commands.progress import bar
    from game.storage.folder import saves_folder

    folder = None if options.saves is None else saves_folder(options.saves)
    if folder is not None and not folder.is_dir():
        return fail(f"there is no folder {options.saves!r}. Name one that holds runs.")
    analyses = []
    for name in (options.old, options.new):
        story = load_story(name)
        if story is None:
            return WRONG
        with bar(f"Exploring {story.id}") as progress:
            analyses.append(analyse(story, progress=progress))
    old, new = analyses
    told = diff(old, new, folder)
    return deliver((as_json(told) if options.json else as_lines(told)) + "\n")


def _new(options: argparse.Namespace) -> int:
    from pathlib import Path

    from game.author.new import new
    from game.commands.output import deliver

    here = Path("stories")
    path = new(options.name, here if here.is_dir() else Path())
    if isinstance(path, str):
        return fail(path)
    return deliver(f"Written to {path}. Check it: common-ground check {path}\n")


def _desk(options: argparse.Namespace) -> int:
    from game.story.library import resolve

    path = resolve(options.story)
    if isinstance(path, str):
        return fail(path)
    if not on_terminal():
        return fail("the desk needs a terminal. Without one, use: common-ground check STORY")
    from game.storage.folder import saves_folder
    from game.tui.desk.app import run

    return run(path, saves_folder(options.saves))


def _schema(_options: argparse.Namespace) -> int:
    from game.author.schema import schema
    from game.commands.output import deliver

    return deliver(f"{schema()}\n")
