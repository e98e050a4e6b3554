"""Commands on runs that were kept: debriefs, learning records, the journey, old plans."""

from __future__ import annotations

from game.commands.shared import saves_option

TYPE_CHECKING = False
"""Stands for the one of `typing`, whose import is a tenth of `--help`."""

if TYPE_CHECKING:
    import argparse

    from game.commands.shared import Commands


def add(commands: Commands) -> None:
    """Add what is done with runs that were kept."""
    debrief = commands.add_parser(
        "debrief",
        help="write the debrief of a run",
        description="Write the debrief of a kept run, to standard output by default.",
    )
    debrief.add_argument("run", metavar="RUN", help="a run's id, its beginning, or its save file")
    debrief.add_argument("--format", choices=("markdown", "html", "json"), default="markdown")
    debrief.add_argument("--output", metavar="FILE", help="a new file; none is overwritten")
    saves_option(debrief)
    debrief.set_defaults(command=_debrief)

    _export_command(commands)

    journey = commands.add_parser(
        "journey",
        help="say what all your runs come to",
        description="Say what was played and found, decided differently, and planned.",
    )
    saves_option(journey)
    journey.set_defaults(command=_journey)

    follow_up = commands.add_parser(
        "follow-up",
        help="say what became of your plans",
        description="Ask about each plan whose date has passed: done, or what got in the way.",
    )
    saves_option(follow_up)
    follow_up.set_defaults(command=_follow_up)


def _export_command(commands: Commands) -> None:
    export = commands.add_parser(
        "export",
        help="write learning records: xAPI or CSV, or send them to a record store",
        description="Write what was decided as learning records. Nothing goes anywhere by itself.",
        epilog="What the records hold is said in docs/records.md.",
    )
    export.add_argument(
        "runs",
        metavar="RUN",
        nargs="*",
        help="runs, all of your own by default; or a room's session: its folder, code, id or story",
    )
    form = export.add_mutually_exclusive_group(required=True)
    form.add_argument("--xapi", action="store_true", help="xAPI statements, one a line")
    form.add_argument("--csv", metavar="DIR", help="decisions.csv and runs.csv, into this folder")
    form.add_argument("--post", metavar="URL", help="send the statements to a record store")
    export.add_argument("--output", metavar="FILE", help="with --xapi: a new file")
    export.add_argument(
        "--small-cells",
        action="store_true",
        help="of a session: numbers of fewer than five people, and each person's votes",
    )
    export.add_argument("--account", metavar="NAME", help="a pseudonym for all the statements")
    export.add_argument("--home-page", metavar="URL", help="where that account is known")
    export.add_argument("--texts", action="store_true", help="include what players wrote")
    export.add_argument(
        "--auth",
        metavar="KEY:SECRET",
        help="of the store; others may see it here: COMMON_GROUND_STORE_AUTH is safer",
    )
    saves_option(export)
    export.set_defaults(command=_export)


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
