"""The plain form of a checked story: immutable, standard library only.

Engine, analysis, debrief and both front ends read this form and never the file.
Texts are as written: `game.story.prose` turns them into paragraphs. Named tuples, since making a
class of them at import takes a fifth of a frozen dataclass's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.conditions import When

Stance: TypeAlias = Literal["transactional", "relational"]
Quality: TypeAlias = Literal[
    "shared_understanding",
    "trust",
    "psychological_safety",
    "openness",
    "empathy",
    "mutual_care",
    "mutual_benefit",
]
JOINED: Final = "+"
"""Between the ids of two choices that meet: `share+hold`, in the order of the teams."""
QUALITIES: tuple[Quality, ...] = (
    "shared_understanding",
    "trust",
    "psychological_safety",
    "openness",
    "empathy",
    "mutual_care",
    "mutual_benefit",
)

Player: TypeAlias = Literal["transactional", "relational", "forced", "best", "worst"]
PLAYERS: tuple[Player, ...] = ("transactional", "relational", "forced", "best", "worst")
"""Fixed ways to play a story."""


class CastMember(NamedTuple):
    """A person of the story; `{id}` in a text prints the name."""

    id: str
    name: str
    role: str = ""


class Route(NamedTuple):
    """A way on: taken if `when` holds, or is None."""

    to: str
    when: When | None = None


class Also(NamedTuple):
    """A paragraph that is shown if `when` holds on arrival; with a `team`, to that team alone."""

    when: When
    text: str
    team: str | None = None


class Choice(NamedTuple):
    """One answer the player can give.

    `trust`, `productivity` and `tension` are the effects as written, each -50..50;
    what lands is decided by `game.engine.rules`. `own_id` is False where the author gave no id
    and the letter of the position stands in for it. `formerly` are its earlier ids, the oldest
    first.
    """

    id: str
    text: str
    stance: Stance
    routes: tuple[Route, ...]
    trust: int = 0
    productivity: int = 0
    tension: int = 0
    lens: tuple[Quality, ...] = ()
    forced: bool = False
    repair: bool = False
    deceit: bool = False
    needs: int | None = None
    when: When | None = None
    sets: frozenset[str] = frozenset()
    reply: str = ""
    why: str = ""
    why_tempting: str = ""
    own_id: bool = True
    formerly: tuple[str, ...] = ()


class SideChoice(NamedTuple):
    """One answer of one team in a joint scene; what it does depends on whom it meets.

    `plays_when` says when the side takes it by itself, where nobody holds it; None is always.
    """

    id: str
    text: str
    stance: Stance
    when: When | None = None
    plays_when: When | None = None
    why_tempting: str = ""


class Side(NamedTuple):
    """One team in a joint scene with its choices, in the file's order."""

    team: str
    name: str
    choices: tuple[SideChoice, ...]


class Team(NamedTuple):
    """One of the two teams of a story."""

    id: str
    name: str


class Fingerprint(NamedTuple):
    """Two hashes of a scene: of all of it, and of what moves the numbers or the way on.

    Neither is changed by a rename that `formerly` tells of.
    """

    whole: str
    rules: str


class Scene(NamedTuple):
    """A scene has exactly one of `choices`, `routes` and `ending`.

    `formerly` are its earlier ids, the oldest first.

    A joint scene has two `sides`, in the order of the teams, and its `choices` are the meetings of
    their choices, in the file's order: the id is `share+hold`, `when` holds where both choices are
    offered; text, stance and `why_tempting` are those of the first team's choice, since that one
    is the player's.
    """

    id: str
    text: str
    fingerprint: Fingerprint
    title: str = ""
    note: str = ""
    bet: bool = False
    also: tuple[Also, ...] = ()
    choices: tuple[Choice, ...] = ()
    routes: tuple[Route, ...] = ()
    ending: str | None = None
    formerly: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()

    def choice_named(self, choice_id: str) -> Choice | None:
        """Return the choice with this id, or that had it once."""
        present = (choice for choice in self.choices if choice.id == choice_id)
        former = (choice for choice in self.choices if choice_id in choice.formerly)
        return next(present, None) or next(former, None)


class EndingShare(NamedTuple):
    """An ending is reached by `least` to `most` of all playthroughs, each a share of 0..1."""

    number: int
    ending: str
    least: float
    most: float


class PlayerEnds(NamedTuple):
    """A player comes to this ending, or with `reached` False never to this one."""

    number: int
    player: Player
    ending: str
    reached: bool


class Always(NamedTuple):
    """A condition holds on every arrival at the scene `at`; None is every scene."""

    number: int
    when: When
    at: str | None = None


class DecisionCount(NamedTuple):
    """Every playthrough has `least` to `most` decisions."""

    number: int
    least: int
    most: int


Expectation: TypeAlias = EndingShare | PlayerEnds | Always | DecisionCount
"""One `[[expect]]` of the file; `number` is its position there from 0, by which it is found."""


class Story(NamedTuple):
    """A checked story. `trust` and `tension` are None where the model's start stands.

    `fingerprint` is the SHA-256 of the file, in hexadecimal; `file` is where it was read.
    """

    id: str
    title: str
    summary: str
    minutes: int
    start: str
    scenes: Mapping[str, Scene]
    fingerprint: str
    file: str
    cast: Mapping[str, CastMember]
    role: str = ""
    language: str = "en"
    content_note: str = ""
    anonymous: bool = False
    authors: tuple[str, ...] = ()
    license: str = ""
    version: str = ""
    tags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    trust: int | None = None
    tension: int | None = None
    facts: frozenset[str] = frozenset()
    expectations: tuple[Expectation, ...] = ()
    teams: tuple[Team, ...] = ()

    @property
    def endings(self) -> tuple[Scene, ...]:
        """The scenes that end the story, in the file's order."""
        return tuple(scene for scene in self.scenes.values() if scene.ending is not None)

    @property
    def own_team(self) -> str | None:
        """The id of the team that a solo player is: the first; None in a story without teams."""
        return self.teams[0].id if self.teams else None
