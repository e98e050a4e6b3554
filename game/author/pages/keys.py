"""2xx: keys and values."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

_RIGHT_SCENE: Final = """\
[scenes.noon]
title = "Noon"
text = "The bell rings."
ending = "Noon"
"""
_RIGHT_CHOICE: Final = """\
[[scenes.hall.choices]]
id = "ask"
text = "Ask Kim what is missing."
stance = "relational"
trust = 4
lens = ["openness"]
goto = "noon"
"""

PAGES: Final = (
    Page(
        Code.UNKNOWN_KEY,
        "The format has no such key in this table. Nothing is ever ignored: a key with a slip in "
        "it would silently do nothing.",
        "Write the key that was meant, or remove it.",
        _RIGHT_SCENE.replace("title", "⟦titel⟧"),
        _RIGHT_SCENE,
    ),
    Page(
        Code.MISSING_KEY,
        "The table needs this key. The place is the table's header.",
        "Add the key below the header.",
        """\
[⟦scenes.noon⟧]
ending = "Noon"
""",
        _RIGHT_SCENE,
    ),
    Page(
        Code.WRONG_TYPE,
        "Text, whole numbers, true or false, lists and tables are not taken for each other.",
        "Write the kind of value that the message names.",
        _RIGHT_CHOICE.replace("trust = 4", 'trust = ⟦"4"⟧'),
        _RIGHT_CHOICE,
    ),
    Page(
        Code.UNKNOWN_WORD,
        "Some keys take one of a few words: `stance`, and the seven qualities of `lens`.",
        "Write one of the words that the message names.",
        _RIGHT_CHOICE.replace('"openness"', '⟦"opennes"⟧'),
        _RIGHT_CHOICE,
    ),
    Page(
        Code.CONTROL_CHARACTER,
        "A character that can't be seen and could move the cursor or turn the direction of text, "
        "as it is or written as an escape. They come with text that is copied from web pages.",
        "Remove it.",
        _RIGHT_SCENE.replace('"The bell rings."', '⟦"The bell \\u202erings."⟧'),
        _RIGHT_SCENE,
    ),
    Page(
        Code.OUT_OF_RANGE,
        "The number is below or above what the key takes: effects −50 to 50, `needs` 1 to 100, "
        "`trust` and `tension` of the start 0 to 100, `minutes` 1 to 240, `format` 1.",
        "Use a number within the range.",
        _RIGHT_CHOICE.replace("trust = 4", "trust = ⟦60⟧"),
        _RIGHT_CHOICE,
    ),
    Page(
        Code.WRONG_LENGTH,
        "A text is empty or has more than 20,000 characters, or a list has no item or too many: "
        "a scene has up to 10 choices, a file up to 5,000 scenes.",
        "Write something, or less.",
        _RIGHT_SCENE.replace('"The bell rings."', '⟦""⟧'),
        _RIGHT_SCENE,
    ),
    Page(
        Code.WRONG_NAME,
        "Ids of scenes, people and choices are 1 to 64 of small letters, digits, `_` and `-`; "
        "facts are small letters, digits and `_`, not a digit first; languages are BCP 47 tags.",
        "Write the name so, everywhere it is used.",
        _RIGHT_CHOICE.replace('"ask"', '⟦"Ask Kim"⟧'),
        _RIGHT_CHOICE,
    ),
)
