"""Keeps the files of a session up to date beside its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.group.played import played
from game.group.results import tables
from game.group.run_saves import file_name, saves
from game.storage.atomic import sweep, write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from game.debrief.records import Judgements
    from game.engine.run import Run
    from game.group.state import Room

_NONE: Final[Judgements] = {}


class Keeping:
    """Writes the tables and the runs of one session; the process that has its log has them.

    A run is reviewed once: what was said of it is kept for the next time. So is what was written,
    and a file that would stay the same is left alone.
    """

    def __init__(self, folder: Path, session: str) -> None:
        self._folder = folder
        self._session = session
        self._judged: dict[tuple[str, ...], Judgements] = {}
        self._written: dict[str, bytes] = {}

    def write(self, room: Room, *, review: bool = False) -> None:
        """Write what has changed; raises `OSError`.

        With `review` runs that were not reviewed yet are, which takes seconds with a large story;
        what was said of a run before stands in any case.
        """
        runs = played(room, self._session)
        if review:
            self._review([one.run for one in runs])
        for save in saves(room, self._session, runs):
            # Imported here: 20 ms that no phone waits for.
            from game.storage.savefile import to_toml

            self._put(file_name(save), to_toml(save))
        for name, text in tables(room, self._session, self._known).items():
            self._put(name, text.encode())

    def _review(self, runs: Sequence[Run]) -> None:
        new = [run for run in runs if run.choices not in self._judged]
        if new:
            # Imported here: arrays take 100 ms, for which no vote should wait.
            from game.debrief.judging import judged

            # A story that is too large to review is so the next time as well.
            found = judged(new) or (_NONE,) * len(new)
            self._judged |= {run.choices: one for run, one in zip(new, found, strict=True)}

    def _known(self, runs: Sequence[Run]) -> Sequence[Judgements]:
        return [self._judged.get(run.choices, _NONE) for run in runs]

    def _put(self, name: str, data: bytes) -> None:
        path = self._folder / name
        if self._written.get(name) == data and path.is_file():
            return
        if name not in self._written:
            sweep(path)
        write_atomic(path, data)
        self._written[name] = data
