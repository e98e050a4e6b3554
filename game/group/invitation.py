"""What a room asks of who joins, read off the page that a phone would get: one page, one form."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from game.story.text import clean_line


class Invitation(NamedTuple):
    """The room's story, whether names are asked for, and the sides to choose from, if any."""

    title: str
    names: bool
    teams: tuple[tuple[str, str], ...]
    """Ids and names; empty where sides are dealt or there are none."""

    def team(self, given: str) -> str:
        """Return the side that somebody named, by its id or its name; empty if there is none."""
        folded = given.casefold()
        return next((one for one, name in self.teams if folded in _names(one, name)), "")


class _Page(HTMLParser):
    """Takes the title, the notice and what the body says of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.body: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "body":
            self.body = found
        self._inside = "title" if tag == "title" else found.get("id", "")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002, the parser's contract
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"title", "alert"}:
            self.said[self._inside] = self.said.get(self._inside, "") + data


def read(page: str) -> Invitation | str:
    """Return what a page asks for, or the sentence with which it turns somebody away.

    The sentence is empty where the page is none of a room.
    """
    parser = _Page()
    parser.feed(page)
    parser.close()
    if turned := clean_line(parser.said.get("alert", ""), 300):
        return turned
    if "data-names" not in parser.body:
        return ""
    teams = parser.body.get("data-teams", "")
    pairs = (one.partition("=") for one in teams.split("|") if one)
    return Invitation(
        clean_line(parser.said.get("title", ""), 200),
        parser.body["data-names"] == "asked",
        tuple((clean_line(team), clean_line(name)) for team, _, name in pairs),
    )


def _names(one: str, name: str) -> set[str]:
    return {one.casefold(), name.casefold()}
