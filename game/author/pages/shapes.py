"""3xx: the shape of the story."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

_ENDING: Final = """\
[scenes.noon]
text = "The bell rings."
ending = "Noon"
"""
_GOTO: Final = """\
[scenes.noon]
text = "The bell rings."
goto = "after"

[scenes.after]
text = "The list is full."
ending = "Done"
"""
_ROUTES: Final = """\
[scenes.noon]
text = "The bell rings."
goto = [
  { when = "trust >= 45", to = "after" },
  { to = "late" },
]

[scenes.after]
text = "The list is full."
ending = "Done"

[scenes.late]
text = "The list is half full."
ending = "Late"
"""
_CHOICES: Final = """\
[[scenes.hall.choices]]
id = "ask"
text = "Ask Kim what is missing."
stance = "relational"
lens = ["openness"]
goto = "noon"

[[scenes.hall.choices]]
id = "sort"
text = "Sort the list by date."
stance = "transactional"
goto = "noon"
"""

PAGES: Final = (
    Page(
        Code.SCENE_SHAPE,
        "A scene either asks (`choices`), goes on by itself (`goto`) or ends the story "
        "(`ending`): exactly one of them.",
        "Add the one that is missing, or keep one of the two that are there.",
        '[⟦scenes.noon⟧]\ntext = "The bell rings."\n',
        _ENDING,
    ),
    Page(
        Code.UNKNOWN_SCENE,
        "A `goto`, the `to` of a route or the `start` names a scene that the file does not have.",
        "Write the id of a scene, as it stands in its header behind `scenes.`",
        _GOTO.replace('goto = "after"', 'goto = ⟦"aftr"⟧'),
        _GOTO,
    ),
    Page(
        Code.ROUTES,
        "Of a list of routes the first that holds is taken. So the last one, and only it, has no "
        "`when`: else the story can fall through, or the routes behind are never taken.",
        "Put the route without a condition at the end, or add one.",
        _ROUTES.replace('{ to = "late" }', '{ ⟦when⟧ = "trust < 45", to = "late" }'),
        _ROUTES,
    ),
    Page(
        Code.UNKNOWN_CAST,
        "A name in braces prints a person of the cast, by id, and there is none with this id. The "
        "place is the text; in one of several lines the name is shown, too.",
        "Write the id of a person, add the person, or write `{{` and `}}` to print braces.",
        _ENDING.replace('"The bell rings."', '⟦"{kima} rings the bell."⟧'),
        _ENDING.replace("The bell rings", "{kim} rings the bell"),
    ),
    Page(
        Code.CYCLE,
        "The links of these scenes form a circle. A story only goes forward, so that each way "
        "through it ends and all of them can be counted.",
        "Lead one of the links elsewhere; for a second try write a second scene.",
        _GOTO.replace("[scenes.noon]", "[⟦scenes.noon⟧]").replace(
            'ending = "Done"', 'goto = "noon"'
        ),
        _GOTO,
    ),
    Page(
        Code.BET,
        "A bet asks whether trust will rise, stay or fall with the choice that was made. A scene "
        "without choices has nothing to bet on.",
        "Remove `bet`, or give the scene choices.",
        _ENDING.replace("ending", "⟦bet⟧ = true\nending"),
        _ENDING,
    ),
    Page(
        Code.SAME_ID,
        "Two choices of a scene have the same id, and saves and votes could not tell them apart. "
        "A choice without an id has the letter of its position: a, b, c. Both are told.",
        "Give each its own.",
        _CHOICES.replace('"ask"', '⟦"sort"⟧'),
        _CHOICES,
    ),
    Page(
        Code.NO_ID,
        "Saves and votes name a choice by its id. Without one it is the letter of its position, "
        "and a choice that is put before it later changes what was chosen.",
        "Add an `id`.",
        _CHOICES.replace('[[scenes.hall.choices]]\nid = "ask"', "[[⟦scenes.hall.choices⟧]]"),
        _CHOICES,
    ),
    Page(
        Code.QUALITY_TWICE,
        "A quality stands twice in the `lens` of a choice, where each counts once.",
        "Remove one.",
        _CHOICES.replace('["openness"]', '["openness", ⟦"openness"⟧]'),
        _CHOICES,
    ),
    Page(
        Code.RESERVED_FACT,
        "`and`, `or`, `not`, `trust`, `tension` and `productivity` are words of the conditions; "
        "a fact of this name could not be read.",
        "Give the fact another name.",
        '[start]\nfacts = [⟦"trust"⟧]\n',
        "[start]\ntrust = 45\n",
    ),
    Page(
        Code.FORMER_ID,
        "`formerly` carries saves over a rename: an earlier id leads to one scene, or to one "
        "choice of its scene. This one is still in use, or leads to two.",
        "Keep it at the one that had it last.",
        _CHOICES.replace('id = "ask"', 'id = "ask"\nformerly = [⟦"sort"⟧]'),
        _CHOICES.replace('id = "ask"', 'id = "ask"\nformerly = ["question"]'),
    ),
    Page(
        Code.ORPHAN,
        "No link leads to the scene, or only links of scenes that nobody reaches themselves.",
        "Lead a `goto` to it, or remove it.",
        """\
[⟦scenes.cellar⟧]
text = "Nobody comes here."
ending = "Alone"
""",
        _GOTO,
    ),
    Page(
        Code.SAME_OPTION,
        "Two options of a scene that are always offered read the same.",
        "Say what is different, or give them conditions of which only one holds.",
        _CHOICES.replace('"Sort the list by date."', '⟦"Ask Kim what is missing."⟧'),
        _CHOICES,
    ),
    Page(
        Code.LONE_BRACE,
        "A brace in a text opens no name that is closed in the same line, or closes none. It "
        "prints as it is, and so does what was to be a name.",
        "Close the name, `{name}`, or write `{{` or `}}` where a brace is to be printed.",
        _ENDING.replace('"The bell rings."', '⟦"{kim rings the bell."⟧'),
        _ENDING.replace("The bell rings", "{kim} rings the bell"),
    ),
)
