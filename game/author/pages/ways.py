"""6xx: all playthroughs; 7xx: what is expected of them."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

_HALL: Final = """\
[scenes.hall]
text = "{kim} holds the list."

[[scenes.hall.choices]]
id = "ask"
text = "Ask Kim what is missing."
stance = "relational"
trust = 4
when = "trust >= 30"
goto = "noon"

[[scenes.hall.choices]]
id = "sort"
text = "Sort the list by date."
stance = "transactional"
trust = 2
productivity = 6
goto = "noon"
"""
_ROUTES: Final = """\
[scenes.noon]
text = "The bell rings."
goto = [
  { when = "trust >= 42", to = "after" },
  { to = "late" },
]

[scenes.after]
text = "The list is full."
ending = "Done"

[scenes.late]
text = "The list is half full."
ending = "Late"
"""
_FAR: Final = '{ when = "trust >= 90", to = "after" }'
_NEAR: Final = '{ when = "trust >= 42", to = "after" }'
_EXPECT: Final = """\
[[expect]]
decisions = [1, 1]
"""

PAGES: Final = (
    Page(
        Code.STUCK,
        "On some way through the story this scene offers no choice at all. The message has the "
        "choices that lead there.",
        "Leave one choice without `when`, or widen a condition.",
        _HALL.replace("[scenes.hall]", "[⟦scenes.hall⟧]")
        .replace("trust >= 30", "trust >= 60")
        .replace("trust = 2", 'when = "trust >= 50"'),
        _HALL,
    ),
    Page(
        Code.NEVER_OFFERED,
        "No way through the story meets the condition of this choice. The message says how near "
        "the nearest comes.",
        "Widen the condition, or take the choice out.",
        _HALL.replace('when = "trust >= 30', '⟦when⟧ = "trust >= 90'),
        _HALL,
    ),
    Page(
        Code.NEVER_REACHED,
        "Links lead to the scene, and no way through the story takes one of them.",
        "Widen a condition on the way to it, or take it out.",
        _ROUTES.replace(_NEAR, _FAR).replace("[scenes.after]", "[⟦scenes.after⟧]"),
        _ROUTES,
    ),
    Page(
        Code.NEVER_TAKEN,
        "No way through the story takes this route: its condition is never met, or a route before "
        "it always is.",
        "Widen its condition, move it up, or take it out.",
        _ROUTES.replace(_NEAR, f"⟦{_FAR}⟧"),
        _ROUTES,
    ),
    Page(
        Code.IDLE_EFFECT,
        "The effect moves nothing on any way through the story: the meter is at its end already, "
        "or the gain never lands.",
        "Change it, or leave it out.",
        "[start]\ntension = 0\n\n" + _HALL.replace("trust = 4", "trust = 4\n⟦tension⟧ = -5"),
        "[start]\ntension = 9\n\n" + _HALL.replace("trust = 4", "trust = 4\ntension = -5"),
    ),
    Page(
        Code.IDLE_NEEDS,
        "Every way through the story meets this `needs`, or none does, so it decides nothing.",
        "Move it into the range of trust on arrival, or leave it out.",
        _HALL.replace("trust = 4", "trust = 4\n⟦needs⟧ = 10"),
        _HALL,
    ),
    Page(
        Code.LESSON,
        "Over all its playthroughs a story should show what the model teaches: that delivery "
        "leads early and trust pays later, that force works by the third week and not by the "
        "third month, that no stance is always right. The message has the rule and the numbers. "
        "The stories that come with the game keep all of them.",
        "Tune effects with the numbers of `common-ground analyse`.",
    ),
    Page(
        Code.POSITIONS,
        "The best option stands in one place much more often than by chance, so that a reader can "
        "learn the place.",
        "Reorder the options of some scenes.",
    ),
    Page(
        Code.BUDGET,
        "The story has more states than `check` explores, so nothing is proved of it.",
        "Run `common-ground analyse` with a larger budget.",
    ),
    Page(
        Code.UNMET,
        "An `[[expect]]` of the story does not hold over all its playthroughs. The message has "
        "what does, and choices that show it.",
        "Change the story, or what is expected of it.",
        _EXPECT.replace("expect", "⟦expect⟧").replace("[1, 1]", "[2, 5]"),
        _EXPECT,
    ),
)
