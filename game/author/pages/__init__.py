"""The manual of diagnostics: a page for every code, in the order of the numbers."""

from game.author.pages import facts, files, keys, options, shapes
from game.author.pages.page import CLOSE, OPEN, Page, unmarked, whole

__all__ = ["CLOSE", "OPEN", "PAGES", "Page", "unmarked", "whole"]

PAGES: tuple[Page, ...] = (
    *files.PAGES,
    *keys.PAGES,
    *shapes.PAGES,
    *facts.PAGES,
    *options.PAGES,
)
