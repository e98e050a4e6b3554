"""A list that never changes: replacing one entry copies a page of it, not all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Entry = TypeVar("Entry")
_PAGE: Final = 64
"""Entries of a page: with 5,000 seats a vote copies two tuples of 64 and 79, in about 1 µs."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[Entry]):
    """Entries by number from 0; `put` and `add` return new rows and leave these as they are."""

    pages: tuple[tuple[Entry, ...], ...] = ()

    def __len__(self) -> int:
        return (len(self.pages) - 1) * _PAGE + len(self.pages[-1]) if self.pages else 0

    def __iter__(self) -> Iterator[Entry]:
        for page in self.pages:
            yield from page

    def get(self, number: int) -> Entry | None:
        """Return an entry, None where there is none."""
        if not 0 <= number < len(self):
            return None
        return self.pages[number // _PAGE][number % _PAGE]

    def put(self, number: int, entry: Entry) -> Rows[Entry]:
        """Replace an entry that is there; raises `IndexError`."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        at, within = divmod(number, _PAGE)
        page = self.pages[at]
        changed = (*page[:within], entry, *page[within + 1 :])
        return Rows((*self.pages[:at], changed, *self.pages[at + 1 :]))

    def add(self, entry: Entry) -> Rows[Entry]:
        """Put an entry behind the last one."""
        if self.pages and len(self.pages[-1]) < _PAGE:
            return Rows((*self.pages[:-1], (*self.pages[-1], entry)))
        return Rows((*self.pages, (entry,)))

    def filled(self, length: int, entry: Entry) -> Rows[Entry]:
        """Return rows of at least `length` entries, the missing ones being `entry`."""
        rows = self
        while len(rows) < length:
            rows = rows.add(entry)
        return rows
