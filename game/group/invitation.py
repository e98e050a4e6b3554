"""What a room asks of who joins, read off the page that a phone would get: one page, one form."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Literal, NamedTuple, TypeAlias

from game.story.text import clean_line

Field: TypeAlias = Literal["seat_code", "name", "team"]


class Guest(NamedTuple):
    """What somebody has said of themselves; empty where they have not."""

    name: str = ""
    team: str = ""
    """The id of a side, or its name."""
    seat_code: str = ""
    """The one-time code, where the room gave them out."""


class Invitation(NamedTuple):
    """The room's story, and what it asks."""

    title: str
    names: bool
    """Whether names are asked for."""
    teams: tuple[tuple[str, str], ...] = ()
    """Ids and names of the sides to choose from; empty where sides are dealt or there are none."""
    seat_codes: bool = False
    side: str = ""
    """A sentence on the side to which the code of the address leads, empty if it leads to none."""

    def known(self, guest: Guest) -> Guest:
        """Return the guest with the id of their side, or with none if there is no such side."""
        folded = guest.team.casefold()
        names = ((one, {one.casefold(), name.casefold()}) for one, name in self.teams)
        return guest._replace(team=next((one for one, said in names if folded in said), ""))

    def missing(self, guest: Guest) -> tuple[Field, ...]:
        """Return what is still to be asked, in that order."""
        wanted: tuple[tuple[Field, bool], ...] = (
            ("seat_code", self.seat_codes),
            ("name", self.names),
            ("team", bool(self.teams)),
        )
        return tuple(field for field, asked in wanted if asked and not getattr(guest, field))


class _Page(HTMLParser):
    """Takes the title, the notices and what the body says of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.found: dict[str, dict[str, str]] = {}
        """Attributes of the body, and of what has an id."""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._inside = found.get("id", tag)
        self.found[self._inside] = found

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002, the parser's contract
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"title", "alert", "entering"}:
            self.said[self._inside] = self.said.get(self._inside, "") + data

    def line(self, name: str) -> str:
        """Return what stands in an element, on one line."""
        return clean_line(self.said.get(name, ""), 300)


def read(page: str) -> Invitation | str:
    """Return what a page asks for, or the sentence with which it turns somebody away.

    The sentence is empty where the page is none of a room.
    """
    parser = _Page()
    parser.feed(page)
    parser.close()
    body, slip = parser.found.get("body", {}), parser.found.get("slip")
    if parser.line("alert") or "data-names" not in body:
        return parser.line("alert")
    pairs = (one.partition("=") for one in body.get("data-teams", "").split("|") if one)
    return Invitation(
        parser.line("title"),
        body["data-names"] == "asked",
        tuple((clean_line(team), clean_line(name)) for team, _, name in pairs),
        slip is not None and "hidden" not in slip,
        parser.line("entering"),
    )
