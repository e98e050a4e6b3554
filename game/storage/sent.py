"""Which statements a record store has acknowledged, kept beside the runs."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from game.storage.atomic import write_atomic
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST: Final = 12
_LARGEST: Final = 64 * 1024 * 1024


class Sent:
    """The ids that one store has acknowledged; each call of `acknowledge` is kept at once."""

    def __init__(self, folder: Path, address: str) -> None:
        """Read the file of a store; one that is damaged is read as far as it holds ids."""
        name = sha256(address.encode()).hexdigest()[:_DIGEST]
        self._path = folder / f"records-sent-{name}.txt"
        self._address = clean_line(address)
        self.ids: set[str] = set(self._read())

    def acknowledge(self, ids: Iterable[str]) -> None:
        """Keep ids; raises `OSError`."""
        self.ids.update(ids)
        lines = (f"Acknowledged by {self._address}", *sorted(self.ids), "")
        write_atomic(self._path, "\n".join(lines).encode("utf-8"))

    def _read(self) -> list[str]:
        try:
            with self._path.open("rb") as file:
                text = file.read(_LARGEST).decode("utf-8", "replace")
        except FileNotFoundError:
            return []
        return [line for line in text.splitlines() if _ID.fullmatch(line)]
