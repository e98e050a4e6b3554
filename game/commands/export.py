"""`common-ground export`: learning records as xAPI statements or CSV, to files or to a store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
    from collections.abc import Iterator, Sequence

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
    everything = kept_runs(folder)
    kept = kept_runs(folder, options.runs) if options.runs else everything
    if isinstance(kept, str):
        return fail(kept)
    if not options.runs:
        for reason in left_out(folder):
            note(f"A save can't be read and is left out: {reason}")
    told = records(kept, everything if isinstance(everything, tuple) else kept, _judge)
    if options.csv is not None:
        return _csv(told, Path(options.csv))
    said = list(_statements(told, options))
    if options.post is not None:
        return _post(said, options, folder)
    return _write(said, options.output)


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


def _csv(told: Sequence[Record], folder: Path) -> int:
    files = {"decisions.csv": decisions_csv(told), "runs.csv": runs_csv(told)}
    there = next((name for name in files if os.path.lexists(folder / name)), None)
    if there is not None:
        return fail(f"{folder / there} is there already and stays as it is; give another folder.")
    for name, text in files.items():
        wrong = write_named(folder / name, text)
        if wrong:
            return fail(wrong)
    rows = _counted(sum(len(one.made) for one in told), "decision")
    note(f"Written to {folder}: decisions.csv and runs.csv, {rows} of {_counted(len(told), 'run')}")
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
