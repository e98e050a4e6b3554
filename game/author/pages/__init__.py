"""The manual of diagnostics: a page for every code, in the order of the numbers."""

from game.author.pages import facts, files, keys, options, shapes, sides, ways
from game.author.pages.page import CLOSE, OPEN, Page, unmarked, whole

__all__ = ["CLOSE", "OPEN", "PAGES", "Page", "unmarked", "whole"]

_ALL: tuple[Page, ...] = (
    *files.PAGES,
    *keys.PAGES,
    *shapes.PAGES,
    *sides.PAGES,
    *facts.PAGES,
    *options.PAGES,
    *ways.PAGES,
)

PAGES: tuple[Page, ...] = tuple(sorted(_ALL, key=lambda page: page.code))
