"""32x: two teams at one table; 33x: what is expected."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

_JOINT: Final = """\
[teams.early]
name = "The early desk"

[teams.late]
name = "The late desk"

[scenes.hall]
text = "Two desks, one list."

[[scenes.hall.choices]]
team = "early"
id = "show"
text = "Show them the dates."
stance = "relational"

[[scenes.hall.choices]]
team = "late"
id = "wait"
text = "Wait for the bell."
stance = "transactional"

[[scenes.hall.meets]]
early = "show"
late = "wait"
trust = 3
goto = "noon"
"""
_TEAMS: Final = """\
[teams.early]
name = "The early desk"

[teams.late]
name = "The late desk"

[[scenes.noon.also]]
when = "trust >= 40"
team = "late"
text = "The late desk has an hour left."
"""
_EXPECT: Final = """\
[[expect]]
ending = "noon"
share = [0.5, 1.0]
"""

PAGES: Final = (
    Page(
        Code.TEAMS,
        "A table is of exactly two teams, and a team can't be called like a key of `meets`.",
        "Write two tables `[teams.…]`, or none.",
        '[⟦teams.early⟧]\nname = "The early desk"\n',
        _TEAMS,
    ),
    Page(
        Code.UNKNOWN_TEAM,
        "A choice or a paragraph is for a team that the story does not have.",
        "Write the id of a team, or add it.",
        _TEAMS.replace('team = "late"', 'team = ⟦"lat"⟧'),
        _TEAMS,
    ),
    Page(
        Code.JOINT_SCENE,
        "In a joint scene each team has a choice that it can always take: the last one of each "
        "side has neither `when` nor `plays_when`.",
        "Remove the condition, or put a choice without one at the end of its side.",
        _JOINT.replace('id = "wait"', 'id = "wait"\n⟦when⟧ = "trust >= 30"'),
        _JOINT,
    ),
    Page(
        Code.JOINT_CHOICE,
        "A choice of one side has no effects, no `goto` and no `reply` of its own: these come of "
        "two choices and stand in `meets`. And a choice in a joint scene is of a team.",
        "Move the key to the `meets` of each pair, or add the `team`.",
        _JOINT.replace('id = "wait"', 'id = "wait"\n⟦trust⟧ = 2'),
        _JOINT,
    ),
    Page(
        Code.UNKNOWN_CHOICE,
        "A `meets` names the id of a choice that this team does not have in this scene.",
        "Write the id of one of its choices.",
        _JOINT.replace('early = "show"', 'early = ⟦"shew"⟧'),
        _JOINT,
    ),
    Page(
        Code.MEETS,
        "Every pair of choices that can be offered together has exactly one `meets`. The place is "
        "the scene for one that is missing, and the later one of two.",
        "Write what the two do together, or keep one.",
        f'{_JOINT}\n[[⟦scenes.hall.meets⟧]]\nearly = "show"\nlate = "wait"\ngoto = "noon"\n',
        _JOINT,
    ),
    Page(
        Code.EXPECTATION,
        "An expectation is one of four: `ending` with `share`, `player` with `ending` or "
        "`ending_not`, `always` with or without `at`, or `decisions`.",
        "Write one of the four; two things that are expected are two tables.",
        _EXPECT.replace("share", '⟦at⟧ = "noon"\nshare'),
        _EXPECT,
    ),
    Page(
        Code.UNKNOWN_ENDING,
        "The expectation names a scene that is no ending, or none at all.",
        "Write the id of the ending's scene.",
        _EXPECT.replace('"noon"', '⟦"hall"⟧'),
        _EXPECT,
    ),
)
