"""1xx: the file."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

PAGES: Final = (
    Page(
        Code.UNREADABLE,
        "The path leads to no file, to something that is no file, or to one you may not read.",
        "Check the name and the permissions. The command ends with status 2.",
    ),
    Page(
        Code.NOT_UTF8,
        "The file holds bytes that are no UTF-8 text, as older editors on Windows write them.",
        "Save the file as UTF-8; most editors offer that beside the file's name when you save.",
    ),
    Page(
        Code.NOT_TOML,
        "A statement is broken, so that nobody can say what it was to be. It is left out, and the "
        "rest of the file is checked without it. Where something is not closed, the place is "
        "where it begins.",
        "Mend the quotes, brackets or the equals sign that the message names.",
        """\
[scenes.noon]
text = ⟦T⟧he bell rings.
ending = "Noon"
""",
        """\
[scenes.noon]
text = "The bell rings."
ending = "Noon"
""",
    ),
    Page(
        Code.TOO_DEEP,
        "Keys, lists or tables are nested more than eight deep. No key of a story is.",
        "Remove it, or put a key that has dots in it in quotes.",
        """\
format = 1
⟦a.b.c.d.e.f.g.h.i⟧ = 1
""",
        """\
format = 1
""",
    ),
    Page(
        Code.TWICE,
        "A key stands twice in a table, or a table stands twice in the file. Both places are "
        "shown; the second is left out of what is checked.",
        "Remove or rename one of the two.",
        """\
[scenes.noon]
text = "The bell rings."
⟦text⟧ = "The bell rings twice."
ending = "Noon"
""",
        """\
[scenes.noon]
text = "The bell rings twice."
ending = "Noon"
""",
    ),
    Page(
        Code.ENDLESS,
        "There are more than a thousand findings, or so many that the file is no story.",
        "Mend the first ones; the rest is told then.",
    ),
    Page(
        Code.TOO_LARGE,
        "A story file has at most 4 MiB, which is more than any shelf of novels.",
        "Split it into stories.",
    ),
)
