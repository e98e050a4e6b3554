"""Two teams at one table: what joint scenes need, and that every pair of choices meets once."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from game.story.codes import Code
from game.story.conditions import ConditionError, Node, parse
from game.story.diagnostic import MOST_FINDINGS, quoted
from game.story.findings import Findings
from game.story.format import ChoiceTable, MeetTable
from game.story.gaps import NO_GAPS, Gaps
from game.story.ids import is_joint
from game.story.overlap import Overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.story.format import SceneTable, StoryFile
    from game.story.source import Path, Source

_TEAMS: Final = 2
_OF_A_SIDE: Final = frozenset(
    {"id", "text", "stance", "team", "when", "plays_when", "why_tempting", "formerly"}
)
"""The keys of a choice of a team; all others belong to `meets`."""


class _Placed(NamedTuple):
    """A choice, its `when` as far as it parses, and where it stands."""

    choice: ChoiceTable
    test: Node | None
    path: Path


class JointScenes(Findings):
    """The rules of teams and joint scenes."""

    def __init__(self, name: str, file: StoryFile, source: Source, gaps: Gaps = NO_GAPS) -> None:
        super().__init__(name, file, source, gaps)
        self._teams = tuple(file.teams)
        self._can_hold = Overlaps()
        self._held = frozenset(file.start.facts)

    def whole(self) -> None:
        """Look at the teams and at every scene."""
        self._two_teams()
        for scene_id, scene in self._file.scenes.items():
            path = ("scenes", scene_id)
            for index, also in enumerate(scene.also):
                if also.team is not None:
                    self._team(also.team, (*path, "also", index, "team"))
            if is_joint(scene):
                self._joint(scene, path)

    def _two_teams(self) -> None:
        if len(self._teams) not in {0, _TEAMS}:
            message = f"a table is of two teams, and here are {len(self._teams)}"
            place = ("teams", self._teams[min(_TEAMS, len(self._teams) - 1)])
            self._at_key(place, Code.TEAMS, message, "Keep two `[teams.…]`, or none.")
        for team in self._teams:
            if team in MeetTable.model_fields:
                message = f"a team can't be called {team!r}, which is a key of `meets`"
                self._at_key(("teams", team), Code.TEAMS, message, "Give it another id.")

    def _team(self, team: str, path: Path) -> None:
        if team not in self._file.teams:
            message = f"there is no team {quoted(team)}"
            hint = self._hints(team, self._teams, f"Add [teams.{team}], or remove this.")
            self._at_value(path, Code.UNKNOWN_TEAM, message, hint)

    def _joint(self, scene: SceneTable, path: Path) -> None:
        """Look at the choices, then, if they are of two known teams, at their meetings."""
        placed = [
            _Placed(choice, _test(choice.when), (*path, "choices", index))
            for index, choice in enumerate(scene.choices or ())
        ]
        for one in placed:
            self._side_choice(one.choice, one.path, path)
        if not self._teams:
            message, hint = "`meets` needs two teams", "Add two tables `[teams.…]`."
            self._at_key((*path, "meets"), Code.TEAMS, message, hint)
        if len(self._teams) != _TEAMS:
            return
        sides = [[one for one in placed if one.choice.team == team] for team in self._teams]
        for team, side in zip(self._teams, sides, strict=True):
            self._side(team, side, path)
        self._meetings(scene, sides, path)

    def _side_choice(self, choice: ChoiceTable, path: Path, scene: Path) -> None:
        if choice.team is None:
            message = "the other choices of this scene are a team's, and this one is nobody's"
            self._at_key(path, Code.JOINT_CHOICE, message, "Add `team = …`.")
        else:
            self._team(choice.team, (*path, "team"))
        if choice.id is None:
            self._missing(path, "id")
        for key in sorted(choice.model_fields_set - _OF_A_SIDE):
            message = f"{key!r} is what comes of two choices, not of one side's"
            hint = f"Move it to the `[[{'.'.join(map(str, scene))}.meets]]` of each pair."
            self._at_key((*path, key), Code.JOINT_CHOICE, message, hint)
        for key, when in (("when", choice.when), ("plays_when", choice.plays_when)):
            if when is not None:
                self._condition(when, (*path, key))

    def _side(self, team: str, side: Sequence[_Placed], path: Path) -> None:
        if not side:
            message = f"the team {team!r} has no choice in this joint scene"
            self._at_key(path, Code.JOINT_SCENE, message, f'Add one with team = "{team}".')
            return
        last = side[-1]
        for key in sorted({"when", "plays_when"} & last.choice.model_fields_set):
            message = f"the last choice of {team!r} has a condition, so none may be left"
            hint = "Remove it, or move a choice without conditions to the end of its side."
            self._at_key((*last.path, key), Code.JOINT_SCENE, message, hint)
        seen: set[str] = set()
        for choice, _, place in side:
            if choice.id in seen:
                message = f"two choices of {team!r} have the id {choice.id!r}"
                self._at_value((*place, "id"), Code.SAME_ID, message, "Give each its own.")
            seen.add(choice.id or "")

    def _meetings(self, scene: SceneTable, sides: Sequence[Sequence[_Placed]], path: Path) -> None:
        met: set[tuple[str, ...]] = set()
        for index, meet in enumerate(scene.meets):
            here = (*path, "meets", index)
            self._effects(meet, here)
            self._goto(meet.goto, (*here, "goto"))
            pair = self._pair(meet, sides, here)
            if len(pair) == _TEAMS and pair in met:
                message = f"{' and '.join(map(quoted, pair))} meet in this scene already"
                self._at_key(here, Code.MEETS, message, "Keep one of the two.")
            met.add(pair)
        # A pair with a slip in it is the one that is missing, most likely.
        if all(len(pair) == _TEAMS for pair in met):
            self._unmet(sides, met, path)

    def _pair(
        self, meet: MeetTable, sides: Sequence[Sequence[_Placed]], path: Path
    ) -> tuple[str, ...]:
        """Return the ids of the choices that a meeting names, as far as it does."""
        for key in meet.pair:
            if key not in self._teams:
                known = (*MeetTable.model_fields, *self._teams)
                message = f"the key {quoted(key)} is not part of the format"
                hint = self._hints(key, known, "Remove it.")
                self._at_key((*path, key), Code.UNKNOWN_KEY, message, hint)
        pair: list[str] = []
        for team, side in zip(self._teams, sides, strict=True):
            ids = [one.choice.id for one in side if one.choice.id is not None]
            named = meet.pair.get(team)
            if team not in meet.pair:
                self._missing(path, team)
            elif not isinstance(named, str):
                message, hint = "text in quotes is expected here", "Name a choice of this team."
                self._at_value((*path, team), Code.WRONG_TYPE, message, hint)
            elif named not in ids:
                message = f"the team {team!r} has no choice {quoted(named)} in this scene"
                hint = self._hints(named, ids, "Name one of its choices.")
                self._at_value((*path, team), Code.UNKNOWN_CHOICE, message, hint)
            else:
                pair.append(named)
        return tuple(pair)

    def _unmet(
        self, sides: Sequence[Sequence[_Placed]], met: set[tuple[str, ...]], path: Path
    ) -> None:
        one, other = self._teams
        for first, second in product(*sides):
            ids = (first.choice.id, second.choice.id)
            if None in ids or ids in met or len(self.found) > MOST_FINDINGS:
                continue
            tests = (test for test in (first.test, second.test) if test is not None)
            if self._can_hold(tests, self._held):
                message = f"nothing is said on what {ids[0]!r} and {ids[1]!r} do together"
                header = f"[[{'.'.join(map(str, path))}.meets]]"
                hint = f'Add {header} with {one} = "{ids[0]}" and {other} = "{ids[1]}".'
                self._at_key(path, Code.MEETS, message, hint)


def _test(when: str | None) -> Node | None:
    """Return a condition as parsed; None if there is none, or it does not parse."""
    try:
        return parse(when).test if when is not None else None
    except ConditionError:
        return None
