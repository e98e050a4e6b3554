"""`common-ground host`: finds or begins a session, starts its server, opens the screen."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from game.group import sessions
from game.group.addresses import ALONE, lan_address, problem
from game.group.journal import NAME, JournalError, read_header
from game.group.seat_codes import MOST, issue
from game.group.settings import Settings
from game.group.wire import WireError, settings_from
from game.storage.folder import saves_folder
from game.story.library import Broken, load, resolve
from game.story.text import clean_line
from game.tui.wifi_asked import WifiError, wifi_asked

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from game.group.sessions import Place
    from game.group.wifi import Wifi
    from game.story.compiled import Story

_WRONG = 2
_NO_NETWORK = (
    "This computer is on no network. Join a Wi-Fi or open a hotspot, name an --address, or count"
    " hands with --no-network."
)


class RefusedError(Exception):
    """Hosting can't begin; its text is a sentence."""


def host(options: argparse.Namespace) -> int:
    """Open a host's screen; return the exit status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _fail("host needs a terminal. For lines alone, join the room from one with: join")
    folder = saves_folder(getattr(options, "saves", None))
    try:
        wifi = None if options.wifi is None else wifi_asked(options.wifi)
        session = _session(options, folder)
        story = sessions.story_of(session)
        place = _place(options, session)
    except (RefusedError, WifiError, JournalError, WireError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"the session can't be kept: {(error.strerror or str(error)).lower()}.")
    from game.tui.host_app import HostApp, run

    app = HostApp(folder, session, story, place, console=options.attach, wifi=wifi)
    status = run(app)
    _part(session, wifi, view="--attach" if options.attach else "--resume", ended=app.ended)
    return status


def _session(options: argparse.Namespace, folder: Path) -> Path:
    """Return the folder of the session: the newest one, or a new one."""
    if options.attach or options.resume:
        if options.seat_codes:
            raise RefusedError("A room has the seat codes that it was opened with, and no others.")
        session = sessions.latest(folder, options.story and _story(options.story).id)
        if session is None:
            raise RefusedError(f"There is no session in {folder / 'sessions'}.")
        return session
    if options.story is None:
        raise RefusedError("Name a STORY to host, or --resume, or --attach.")
    story = _story(options.story)
    if options.teams == "code" and not story.teams:
        raise RefusedError("This story has no teams, so there are no codes for them.")
    if options.seat_codes > MOST:
        raise RefusedError(f"At most {MOST} seat codes.")
    _address(options, "")
    now = datetime.now().astimezone()
    session = sessions.begin(folder, story, _settings(options, story), now)
    if options.seat_codes:
        _hand_out(issue(session, story, options.seat_codes, int(now.timestamp() * 1000)))
    return session


def _hand_out(path: Path) -> None:
    """Say where the seat codes are, before the room covers the terminal."""
    sys.stdout.write(
        f"Seat codes, one for each phone: {path}\nPrint that file, or read it out. The room"
        " opens with Enter. "
    )
    sys.stdout.flush()
    sys.stdin.readline()


def _story(name: str) -> Story:
    path = resolve(name)
    if isinstance(path, str):
        raise RefusedError(path)
    story = load(path)
    if isinstance(story, Broken):
        raise RefusedError(clean_line(story.reason))
    return story


def _settings(options: argparse.Namespace, story: Story) -> Settings:
    return settings_from(
        {
            "rule": options.rule or Settings().rule,
            "quorum": options.quorum,
            "timer": options.timer,
            "talk": options.talk,
            "minutes": options.minutes,
            "teams": options.teams,
            "small_cells": options.small_cells,
            "names": options.names or ("anonymous" if story.anonymous else "asked"),
        }
    )


def _place(options: argparse.Namespace, session: Path) -> Place:
    """Return where the room is served; start its server if it is not running."""
    before = sessions.place_of(session)
    if options.attach:
        if before is None or not before.token:
            raise RefusedError("That room is closed. Open it with: common-ground host --resume")
        return before
    address = _address(options, before.address if before else "")
    port = options.port or (before.port if before else 0)
    try:
        return sessions.launch(session, address, port)
    except JournalError:
        running = sessions.place_of(session)
        if options.resume and running is not None and running.token:
            return running
        raise


def _address(options: argparse.Namespace, before: str) -> str:
    """Return the address that is asked for, else that of `before`, else the network's."""
    asked = ALONE if options.no_network else options.address or before
    address = str(asked or lan_address() or "")
    if not address:
        raise RefusedError(_NO_NETWORK)
    if why := problem(address):
        raise RefusedError(f"{why} Choose one with --address.")
    return address


def _part(session: Path, wifi: Wifi | None, view: str, *, ended: bool) -> None:
    """Say where everything is kept, and how to read it or to come back."""
    code = read_header(session / NAME).code
    if ended:
        sys.stdout.write(
            f"The session has ended. Tables and runs of room {code} are in {session}\n"
            "Read what was played: common-ground journey names the runs for common-ground debrief\n"
        )
        return
    # The Wi-Fi's password was in this process alone, and is asked for again.
    again = view if wifi is None else f"{view} --wifi {shlex.quote(wifi.name)}"
    sys.stdout.write(f"Room {code} goes on, and is kept in {session}\n")
    sys.stdout.write(f"Come back to this screen with: common-ground host {again}\n")


def _fail(sentence: str) -> int:
    sys.stderr.write(f"common-ground: {sentence}\n")
    return _WRONG
