"""`common-ground export`: learning records as xAPI statements or CSV, to files or to a store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.commands.naming import named_on_line
from game.commands.output import DONE, deliver, fail, note
from game.commands.progress import bar
from game.commands.store_address import authorization, is_web_address, statements_address
from game.debrief.records_csv import decisions_csv, runs_csv
from game.debrief.records_vocabulary import HOME
from game.debrief.records_xapi import Account, line, pseudonym, statements
from game.storage.export import write_named
from game.storage.folder import saves_folder
from game.story.text import clean_line
from game.telling.kept_runs import kept_runs, left_out
from game.telling.records import identify, records

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from game.commands.naming import Named
    from game.debrief.records import Judgements, Record
    from game.debrief.records_objects import Table
    from game.engine.run import Run

AUTH: Final = "COMMON_GROUND_STORE_AUTH"
"""The environment variable that holds `key:secret`."""
_LONGEST: Final = 200
_TIMEOUT: Final = 30.0
"""Seconds that a record store may take for an answer."""


def export(options: Namespace) -> int:
    """Write or send the records of the runs named, of all by default; return the exit status."""
    folder = saves_folder(options.saves)
    if options.home_page is not None and not is_web_address(options.home_page):
        return fail("--home-page takes a web address, as in https://learning.example/people.")
    named = named_on_line(folder, options.runs)
    if isinstance(named, str):
        return fail(named)
    if options.csv is not None:
        return _session_csv(named, options) if named.sessions else _csv(folder, named, options)
    rooms = _sessions(named.sessions, options)
    if isinstance(rooms, str):
        return fail(rooms)
    said = list(_statements((*_runs(folder, named), *rooms), options))
    if options.post is not None:
        return _post(said, options, folder)
    return _write(said, options.output)


def _runs(folder: Path, named: Named) -> tuple[Record, ...]:
    """Return the runs named, or all of a folder, as records; what can't be read is said."""
    everything = kept_runs(folder)
    known = everything if isinstance(everything, tuple) else ()
    if named.sessions or named.runs:
        return records(named.runs, (*known, *named.runs), _judge)
    for reason in left_out(folder):
        note(f"A save can't be read and is left out: {reason}")
    return records(known, known, _judge)


def _sessions(folders: Sequence[Path], options: Namespace) -> tuple[Record, ...] | str:
    """Return the records of sessions, or what is wrong with the first that can't be read."""
    if not folders:
        return ()
    # Imported here and below: what a room needs is loaded only where one is asked for.
    from game.group.journal import JournalError
    from game.group.session_records import read_session, session_records

    try:
        return tuple(
            record
            for one in folders
            for record in session_records(
                read_session(one), _judge, small_cells=options.small_cells
            )
        )
    except JournalError as error:
        return str(error)


def _session_csv(named: Named, options: Namespace) -> int:
    """Write the tables of one session as its folder has them, with small cells on request."""
    from game.group.journal import JournalError
    from game.group.session_records import read_session, session_tables

    if named.runs or len(named.sessions) > 1:
        return fail("the tables of a session are written by themselves: name one session alone.")
    try:
        session = read_session(named.sessions[0])
    except JournalError as error:
        return fail(str(error))
    files = session_tables(session, _judge, small_cells=options.small_cells)
    rows = _counted(sum(text.count("\r\n") - 1 for text in files.values()), "row")
    return _write_all(files, Path(options.csv), f"{rows} of the session {session.room.code}")


def _judge(runs: Sequence[Run]) -> Sequence[Judgements] | None:
    """Return what the review says of the runs of one story; where it can't, that is said."""
    # Imported here: arrays are loaded only where there is a run.
    from game.debrief.judging import judged

    story = clean_line(runs[0].story.id, _LONGEST)
    with bar(f"Exploring {story}") as progress:
        found = judged(runs, progress)
    if found is None:
        note(
            f"The story {story!r} has more states than a debrief works through: its records are"
            " without the review."
        )
    return found


def _write(said: Sequence[Table], output: str | None) -> int:
    text = "".join(f"{line(one)}\n" for one in said)
    if output is None:
        return deliver(text)
    wrong = write_named(Path(output), text)
    if wrong:
        return fail(wrong)
    note(f"Written to {output}: {_counted(len(said), 'statement')}")
    return DONE


def _statements(told: Sequence[Record], options: Namespace) -> Iterator[Table]:
    name = clean_line(options.account or "", _LONGEST)
    for record in told:
        account = Account(name or pseudonym(record), options.home_page or HOME)
        yield from statements(record, identify, account, texts=options.texts)


def _csv(folder: Path, named: Named, options: Namespace) -> int:
    told = _runs(folder, named)
    files = {"decisions.csv": decisions_csv(told), "runs.csv": runs_csv(told)}
    rows = _counted(sum(len(one.made) for one in told), "decision")
    return _write_all(files, Path(options.csv), f"{rows} of {_counted(len(told), 'run')}")


def _write_all(files: Mapping[str, str], folder: Path, what: str) -> int:
    """Write new files into a folder, or none where one of them is there."""
    there = next((name for name in files if os.path.lexists(folder / name)), None)
    if there is not None:
        return fail(f"{folder / there} is there already and stays as it is; give another folder.")
    for name, text in files.items():
        wrong = write_named(folder / name, text)
        if wrong:
            return fail(wrong)
    *most, last = files
    note(f"Written to {folder}: {', '.join(most)} and {last}, {what}")
    return DONE


def _post(said: Sequence[Table], options: Namespace, folder: Path) -> int:
    # Imported here: what sends is loaded only where something is sent.
    import time

    from game.storage.record_store import Store, StoreError, send
    from game.storage.sent import Sent

    secret = options.auth or os.environ.get(AUTH, "")
    address = statements_address(options.post, secret=bool(secret))
    if address.wrong:
        return fail(address.wrong)
    store = Store(address.url, authorization(secret), _TIMEOUT, time.sleep)
    try:
        new = send(said, store, Sent(folder, address.url))
    except StoreError as error:
        return fail(str(error))
    except OSError as error:
        return fail(
            f"what was sent can't be remembered in {folder}: {error.strerror or error}; make the"
            " folder writable, and run the command again."
        )
    note(f"The record store has all {_counted(len(said), 'statement')}; {new} were new to it.")
    return DONE


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
