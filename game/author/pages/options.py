"""5xx: the writing."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

_OPTIONS: Final = """\
[[scenes.hall.choices]]
id = "ask"
text = "Ask Kim what is missing."
stance = "relational"
trust = 4
productivity = -3
goto = "noon"

[[scenes.hall.choices]]
id = "sort"
text = "Sort the list by date."
stance = "transactional"
trust = 2
productivity = 6
goto = "noon"
"""
_ASK: Final = '"Ask Kim what is missing."'
_SORT: Final = '"Sort the list by date."'
_DATES: Final = (
    "from the first of May to the last of June, then copy it for both desks and the hall"
)

PAGES: Final = (
    Page(
        Code.UNEVEN_OPTIONS,
        "An option is more than 25 % longer than the shortest of its scene. Readers take the "
        "longest answer for the right one, and they are right too often.",
        "Bring the options to about one length.",
        _OPTIONS.replace(_ASK, '⟦"Ask Kim what is missing, and wait for it."⟧'),
        _OPTIONS,
    ),
    Page(
        Code.LONG_OPTION,
        "An option has more than 140 characters. It is read by people who compare three of them.",
        "Cut it to one sentence that begins with its verb.",
        _OPTIONS.replace(
            _ASK, f'⟦"Ask Kim about the list and all of its dates, {_DATES}, before noon."⟧'
        ).replace(_SORT, f'"Sort the list by date and by desk, {_DATES}, all by yourself."'),
        _OPTIONS,
    ),
    Page(
        Code.TELLING_WORD,
        "A moral adverb, a word of the lens, or one that makes an option small (`just`, `simply`) "
        "tells which answer the author takes for the right one. Only stories in English are read "
        "for this.",
        "Say what is done, no more.",
        _OPTIONS.replace(_ASK, '⟦"Honestly ask Kim about it."⟧'),
        _OPTIONS,
    ),
    Page(
        Code.BEATEN_OPTION,
        "Another option of the scene has more trust, more productivity and less tension at once. "
        "Nobody would take this one, unless somebody at work would defend it.",
        "Say in `why_tempting` who would, or change its effects.",
        _OPTIONS.replace("[[scenes.hall.choices]]", "[[⟦scenes.hall.choices⟧]]", 1).replace(
            "trust = 2", "trust = 5\ntension = -2"
        ),
        _OPTIONS.replace("trust = 2", "trust = 5\ntension = -2").replace(
            "productivity = -3", 'productivity = -3\nwhy_tempting = "A new lead would ask first."'
        ),
    ),
    Page(
        Code.TWO_SENTENCES,
        "An option is one sentence. A second one explains, and what is explained is judged. Only "
        "stories in English are read for this.",
        "Keep what is done; the rest belongs to the scene or the reply.",
        _OPTIONS.replace(_ASK, '⟦"Ask Kim. The list is late."⟧'),
        _OPTIONS,
    ),
    Page(
        Code.NO_VERB,
        "An option begins with what is done, so that all of them can be compared. Only stories "
        "in English are read for this.",
        "Begin with the verb.",
        _OPTIONS.replace(_ASK, '⟦"You ask Kim about that."⟧'),
        _OPTIONS,
    ),
)
