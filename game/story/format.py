"""The story file, format 1, as pydantic models: strict, unknown keys refused."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

# At run time too: pydantic reads the annotations.
from game.story.compiled import Player, Quality, Stance  # noqa: TC001

FORMAT: Final = 1
MOST_SCENES: Final = 5_000
MOST_CHOICES: Final = 10
LONGEST_TEXT: Final = 20_000

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,64}$")]
Fact = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]*$")]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$")]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
OptionalText = Annotated[str, Field(max_length=LONGEST_TEXT)]
Condition = str
"""Judged by `game.story.conditions`, which knows the place of a mistake in it."""
Former = Annotated[
    list[Id],
    Field(default=[], description="earlier ids, the oldest first: saves made under them go on"),
]
Effect = Annotated[int, Field(ge=-50, le=50)]
Share = Annotated[float, Field(ge=0, le=1)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Table(BaseModel):
    """A table of the file: exact types, no key that is not listed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class RouteTable(Table):
    """One way on; the first whose `when` holds is taken."""

    when: Condition | None = Field(None, description="taken only if this holds; the last has none")
    to: Id = Field(description="the scene to go to")


def _routes_or_scene(goto: object) -> str:
    return "routes" if isinstance(goto, list) else "scene"


Goto = Annotated[
    Annotated[str, Tag("scene")] | Annotated[list[RouteTable], Tag("routes")],
    Discriminator(_routes_or_scene),
]


class AlsoTable(Table):
    """A paragraph that depends on the state on arrival."""

    when: Condition = Field(description="shown only if this holds")
    text: Text = Field(description="the paragraph")
    team: Id | None = Field(None, description="the team that alone sees it")


class EffectsTable(Table):
    """What an answer does."""

    trust: Effect = Field(0, description="effect on trust, -50 to 50")
    productivity: Effect = Field(0, description="effect on productivity, -50 to 50")
    tension: Effect = Field(0, description="effect on tension, -50 to 50")
    lens: list[Quality] = Field(default=[], description="which of the seven qualities it touches")
    forced: bool = Field(default=False, description="people comply and credit the force")
    repair: bool = Field(default=False, description="names what happened and mends an open wound")
    deceit: bool = Field(default=False, description="a loss that is a deception")
    needs: int | None = Field(None, ge=1, le=100, description="too early below this much trust")
    sets: list[Fact] = Field(default=[], description="facts that hold from now on")
    reply: OptionalText = Field("", description="what people do, before any number is shown")
    why: OptionalText = Field("", description="the author's note for the debrief")


class ChoiceTable(EffectsTable):
    """One answer the player can give, or one team in a scene that both decide."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["goto"]}, {"required": ["team"]}]}
    )

    id: Id | None = Field(None, description="the name that saves and votes use; else its letter")
    text: Text = Field(description="what the player reads before choosing")
    stance: Stance = Field(description="what kind of answer it is; hidden until the debrief")
    when: Condition | None = Field(None, description="offered only if this holds on arrival")
    goto: Goto | None = Field(
        None,
        description="where it leads: a scene's id, or a list of routes; with `team` in `meets`",
    )
    why_tempting: OptionalText = Field("", description="who would defend it at work, and how")
    formerly: Former
    team: Id | None = Field(None, description="the team whose answer it is, in a joint scene")
    plays_when: Condition | None = Field(
        None, description="in solo play, where nobody holds this side: taken only if this holds"
    )


class MeetTable(EffectsTable):
    """What two choices of a joint scene do together; a key for each team names its choice."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "additionalProperties": {"type": "string", "description": "the choice of this team"}
        },
    )
    __pydantic_extra__: dict[str, object] = Field(init=False)

    goto: Goto = Field(description="where it leads: a scene's id, or a list of routes")

    @property
    def pair(self) -> Mapping[str, object]:
        """Every key beside those above: a team's id each, with the id of its choice."""
        return self.__pydantic_extra__


class SceneTable(Table):
    """A scene: exactly one of `choices`, `goto` and `ending`."""

    title: OptionalText = Field("", description="the heading of the scene")
    text: Text = Field(description="what happens")
    note: OptionalText = Field("", description="for the facilitator only")
    bet: bool = Field(default=False, description="ask whether trust will rise, stay or fall")
    also: list[AlsoTable] = Field(default=[], description="paragraphs that depend on the state")
    choices: list[ChoiceTable] | None = Field(
        None, min_length=1, max_length=MOST_CHOICES, description="the answers, in order"
    )
    goto: Goto | None = Field(
        None, description="where it leads without a choice: a scene's id, or a list of routes"
    )
    meets: list[MeetTable] = Field(
        default=[], description="in a joint scene: what each pair of the two teams' choices does"
    )
    ending: Text | None = Field(None, description="the name of the ending")
    formerly: Former


class CastTable(Table):
    """A person of the story."""

    name: Text = Field(description="what `{id}` prints")
    role: OptionalText = Field("", description="what they do")


class TeamTable(Table):
    """One of the two teams at the table; the first is the player's in solo play."""

    name: Text = Field(description="what the team is called")


class StartTable(Table):
    """Where the story starts; the model's defaults stand for what is left out."""

    trust: Percent | None = Field(None, description="trust at the start, 0 to 100")
    tension: Percent | None = Field(None, description="tension at the start, 0 to 100")
    facts: list[Fact] = Field(default=[], description="facts that hold from the start")


class StoryTable(Table):
    """What the story is."""

    title: Text = Field(description="the name of the story")
    summary: Text = Field(description="one or two sentences for the list of stories")
    role: OptionalText = Field("", description="who the player is")
    minutes: int = Field(ge=1, le=240, description="how long one way through takes")
    language: Language = Field("en", description="a BCP 47 tag: the language of the texts")
    start: Id | None = Field(None, description="the first scene; left out: the file's first")
    content_note: OptionalText = Field("", description="shown before play, with a way round")
    anonymous: bool = Field(
        default=False, description="in a room nobody is asked for a name, if the host does not say"
    )
    authors: list[OptionalText] = Field(default=[], description="who wrote it")
    license: OptionalText = Field("", description="under which terms it may be used")
    version: OptionalText = Field("", description="the author's own version of it")
    tags: list[OptionalText] = Field(default=[], description="words to find it by")
    questions: list[OptionalText] = Field(default=[], description="for the debrief")


class ExpectTable(Table):
    """What the author expects of all playthroughs: one of four forms."""

    ending: Id | None = Field(None, description="an ending; with `share`, or with `player`")
    share: list[Share] | None = Field(
        None, description="least and most share of all playthroughs that reach it, 0 to 1"
    )
    player: Player | None = Field(None, description="a way to play: where does it end?")
    ending_not: Id | None = Field(None, description="an ending that this player does not reach")
    always: Condition | None = Field(None, description="holds on every arrival at a scene")
    at: Id | None = Field(None, description="the one scene `always` is about; left out: every one")
    decisions: list[Annotated[int, Field(ge=0)]] | None = Field(
        None, description="fewest and most decisions of any playthrough"
    )


class StoryFile(Table):
    """A whole story file."""

    # A number between 1 and 1: `Literal[1]` takes true for 1.
    format: int = Field(ge=FORMAT, le=FORMAT, description="the version of this format: 1")
    story: StoryTable = Field(description="what the story is")
    start: StartTable = Field(default_factory=StartTable, description="where it starts")
    cast: dict[Id, CastTable] = Field(default={}, description="the people of the story, by id")
    teams: dict[Id, TeamTable] = Field(default={}, description="two teams, by id; or none")
    scenes: dict[Id, SceneTable] = Field(
        min_length=1, max_length=MOST_SCENES, description="the scenes, by id"
    )
    expect: list[ExpectTable] = Field(
        default=[], description="what the author expects of all playthroughs"
    )
