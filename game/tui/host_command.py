"""`common-ground host`: finds or begins a session, starts its server, opens the screen."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from game.group import sessions
from game.group.addresses import ALONE, lan_address
from game.group.journal import NAME, JournalError, read_header
from game.group.settings import Settings
from game.group.wire import WireError, settings_from
from game.storage.folder import saves_folder
from game.story.library import Broken, load, resolve
from game.story.text import clean_line

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from game.group.sessions import Place
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
        session = _session(options, folder)
        story = sessions.story_of(session)
        place = _place(options, session)
    except (RefusedError, JournalError, WireError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"the session can't be kept: {(error.strerror or str(error)).lower()}.")
    from game.tui.host_app import HostApp, run

    app = HostApp(folder, session, story, place, console=options.attach)
    status = run(app)
    _part(session)
    return status


def _session(options: argparse.Namespace, folder: Path) -> Path:
    """Return the folder of the session: the newest one, or a new one."""
    if options.attach or options.resume:
        session = sessions.latest(folder, options.story and _story(options.story).id)
        if session is None:
            raise RefusedError(f"There is no session in {folder / 'sessions'}.")
        return session
    if options.story is None:
        raise RefusedError("Name a STORY to host, or --resume, or --attach.")
    story = _story(options.story)
    return sessions.begin(folder, story, _settings(options, story), datetime.now().astimezone())


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
    address = options.address or (before.address if before else "")
    if options.no_network:
        address = ALONE
    address = address or lan_address() or ""
    if not address:
        raise RefusedError(_NO_NETWORK)
    port = options.port or (before.port if before else 0)
    try:
        return sessions.launch(session, address, port)
    except JournalError:
        running = sessions.place_of(session)
        if options.resume and running is not None and running.token:
            return running
        raise


def _part(session: Path) -> None:
    """Say where everything is kept, and how to come back."""
    code = read_header(session / NAME).code
    closed = (place := sessions.place_of(session)) is None or not place.token
    again = "--resume" if closed else "--attach"
    sys.stdout.write(f"Room {code} is kept in {session}\nGo on with: common-ground host {again}\n")


def _fail(sentence: str) -> int:
    sys.stderr.write(f"common-ground: {sentence}\n")
    return _WRONG
