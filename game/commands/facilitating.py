"""Commands of facilitators, and of the people in their rooms."""

from __future__ import annotations

from game.commands.shared import WRONG, fail, load_story, on_terminal, saves_option, whole

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    import argparse

    from game.commands.shared import Commands


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    _host(commands)
    _join(commands)
    _guide(commands)


def _host(commands: Commands) -> None:
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
    host.add_argument(
        "--names", choices=("asked", "anonymous"), help="of people; else as the story has it"
    )
    host.add_argument("--teams", choices=("dealt", "chosen"), default="dealt", help="of a story")
    host.add_argument("--rule", choices=("plurality", "majority", "facilitator"))
    host.add_argument("--quorum", type=int, default=0, metavar="PERCENT", help="who must vote")
    host.add_argument("--timer", type=int, default=0, metavar="SECONDS", help="of a vote; 0: none")
    host.add_argument("--talk", type=int, default=75, metavar="SECONDS", help="of a talk")
    host.add_argument(
        "--small-cells", action="store_true", help="files tell numbers of fewer than five people"
    )
    saves_option(host)
    host.set_defaults(command=_run_host)


def _join(commands: Commands) -> None:
    join = commands.add_parser(
        "join", help="join a room from a terminal", description="Join a room from a terminal."
    )
    join.add_argument("url", metavar="URL", help="the address on the screen, with its code")
    join.add_argument("--name", default="", help="your name, as the room will see it")
    join.add_argument("--team", default="", help="your side, where sides are chosen")
    join.add_argument("--seat-code", default="", metavar="CODE", help="where the room asks for one")
    join.add_argument("--new", action="store_true", help="as somebody new on this computer")
    join.add_argument("--plain", action="store_true", help="as lines, for screen readers and pipes")
    saves_option(join)
    join.set_defaults(command=_run_join)


def _guide(commands: Commands) -> None:
    guide = commands.add_parser(
        "guide",
        help="write the facilitator's guide to a story",
        description="Write the facilitator's guide to a story, as Markdown and as one HTML file:"
        " timing, notes, where each answer leads, the endings, the debrief. It tells everything.",
    )
    guide.add_argument("story", metavar="STORY", help="a story's id or its file")
    guide.add_argument("--minutes", type=whole, default=0, help="the minutes that there are")
    guide.set_defaults(command=_run_guide)


def _run_guide(options: argparse.Namespace) -> int:
    story = load_story(options.story)
    if story is None:
        return WRONG
    from game.analysis.report import analyse
    from game.commands.output import deliver
    from game.debrief import html, markdown
    from game.group.guide import guide, title
    from game.storage.export import NOT_WRITTEN, write_new
    from game.storage.folder import saves_folder

    pages = guide(story, analyse(story), options.minutes)
    files = {
        ".md": markdown.document(title(story), pages),
        ".html": html.document(title(story), story.language, pages),
    }
    folder = saves_folder()
    said = [write_new(folder, f"{story.id}-guide", suffix, text) for suffix, text in files.items()]
    problem = next((one for one in said if one.startswith(NOT_WRITTEN)), None)
    return deliver("\n".join(said) + "\n") if problem is None else fail(problem)


def _run_host(options: argparse.Namespace) -> int:
    from game.tui.host_command import host

    return host(options)


def _run_join(options: argparse.Namespace) -> int:
    from game.group.invitation import Guest
    from game.group.seat_keep import seat_keep
    from game.group.seat_line import JoinError, SeatLine, address_of
    from game.storage.folder import saves_folder
    from game.story.text import clean_line

    folder = saves_folder(getattr(options, "saves", None))
    guest = Guest(clean_line(options.name), clean_line(options.team), clean_line(options.seat_code))
    try:
        base, code = address_of(options.url)
    except JoinError as error:
        return fail(str(error))
    with seat_keep(folder, f"{base}/{code}", guest.name, new=options.new) as keep:
        line = SeatLine(base, code, keep)
        if options.plain or not on_terminal():
            from game.plain.joining import join

            return join(line, guest)
        from game.tui.join_app import run

        return run(folder, line, guest)
