"""Sessions on disk: a folder for each, and how a room that runs is found and started."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from game.group import journal
from game.group.codes import new_code
from game.group.journal import JournalError
from game.storage.atomic import write_atomic
from game.storage.folder import file_stem
from game.storage.shelf import SESSIONS
from game.story.library import Broken, load, resolve

if TYPE_CHECKING:
    from game.group.settings import Settings
    from game.story.compiled import Story

PLACE: Final = "room.json"
LOG: Final = "server.log"
_SHORTEST: Final = 4
"""Letters of an id that name a session."""
_STARTED: Final[list[subprocess.Popen[bytes]]] = []
"""Servers that this process started: kept, for Python warns of a child that nobody waits for."""
_START: Final = 20.0
"""Seconds that a server may take to say that it is ready, on a machine that does much else."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a room is served: for phones, and for the host's screens on this machine.

    `token` is the host's secret; it is empty, `host` and `pid` 0, once the room is closed.
    """

    address: str
    port: int
    host: int = 0
    token: str = ""
    pid: int = 0

    @property
    def url(self) -> str:
        """What phones open, without the code."""
        return f"http://{self.address}:{self.port}"


def begin(saves: Path, story: Story, settings: Settings, now: datetime) -> Path:
    """Create the folder of a new session with its log; raises `OSError`."""
    code = new_code()
    name = f"{now:%Y-%m-%d-%H%M}-{file_stem(story.id)}-{code}"
    folder = saves / SESSIONS / name
    folder.mkdir(parents=True)
    journal.create(
        folder,
        journal.Header(
            session=str(uuid4()),
            story=story.id,
            file=str(Path(story.file).absolute()),
            fingerprint=story.fingerprint,
            code=code,
            at=int(now.astimezone(UTC).timestamp() * 1000),
            settings=settings,
        ),
    )
    return folder


def latest(saves: Path, story_id: str | None = None) -> Path | None:
    """Return the newest session of a folder of saves, None if there is none."""
    found: list[tuple[int, Path]] = []
    for path in (saves / SESSIONS).glob(f"*/{journal.NAME}"):
        try:
            header = journal.read_header(path)
        except JournalError:
            continue
        if story_id in {None, header.story}:
            found.append((header.at, path.parent))
    return max(found)[1] if found else None


def named(saves: Path, name: str) -> Path | None:
    """Return the folder of a session by its path or name, or the newest of a code, id or story."""
    for folder in (Path(name), saves / SESSIONS / name):
        if (folder / journal.NAME).is_file():
            return folder
    wanted = name.strip().lower()
    found: list[tuple[int, Path]] = []
    for path in (saves / SESSIONS).glob(f"*/{journal.NAME}"):
        try:
            header = journal.read_header(path)
        except JournalError:
            continue
        by_id = len(wanted) >= _SHORTEST and header.session.startswith(wanted)
        if by_id or wanted in {header.code.lower(), header.story}:
            found.append((header.at, path.parent))
    return max(found)[1] if found else None


def story_of(folder: Path) -> Story:
    """Return the story that a session plays; raises `JournalError`."""
    header = journal.read_header(folder / journal.NAME)
    path: Path | str = Path(header.file)
    if isinstance(path, Path) and not path.is_file():
        path = resolve(header.story)
    if isinstance(path, str):
        raise JournalError(f"{path} The session in {folder} plays it.")
    story = load(path)
    if isinstance(story, Broken):
        raise JournalError(story.reason)
    return story


def place_of(folder: Path) -> Place | None:
    """Return where a session is, or was, served."""
    try:
        table = json.loads((folder / PLACE).read_bytes())
        port, host, pid = (int(table[key]) for key in ("port", "host", "pid"))
        return Place(str(table["address"]), port, host, str(table["token"]), pid)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_place(folder: Path, place: Place) -> None:
    """Write where a session is served, for its owner alone; raises `OSError`."""
    write_atomic(folder / PLACE, json.dumps(asdict(place)).encode())


def launch(folder: Path, address: str, port: int = 0, names: tuple[str, ...] = ()) -> Place:
    """Start the server of a session in a process of its own; raises `JournalError`.

    It lives on if this process dies. `port` 0 lets the system choose.
    """
    command = [sys.executable, "-m", "game.group.process", str(folder), address, str(port), *names]
    with (folder / LOG).open("ab") as log:
        child = subprocess.Popen(  # noqa: S603, our own module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            creationflags=_new_group(),
        )
    _STARTED.append(child)
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.append(_first_line(child)), daemon=True)
    reader.start()
    reader.join(_START)
    if child.stdout is not None and said:
        child.stdout.close()
    line = said[0].decode(errors="replace").strip() if said else ""
    place = place_of(folder)
    if line == "ready" and place is not None:
        return place
    child.kill()
    child.wait()
    raise JournalError(line or f"The room's server did not start; {folder / LOG} may say why.")


def reap() -> None:
    """Wait for the servers that this process started to end."""
    for child in _STARTED:
        child.wait()
    _STARTED.clear()


def _first_line(child: subprocess.Popen[bytes]) -> bytes:
    return child.stdout.readline() if child.stdout is not None else b""


def _new_group() -> int:
    """Return the flags that part a child from its terminal on Windows; elsewhere a session does."""
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    return 0
