"""The story file, format 1, as pydantic models: strict, unknown keys refused."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from game.story.compiled import Quality, Stance
from game.story.conditions import RESERVED

FORMAT: Final = 1
MOST_SCENES: Final = 5_000
MOST_CHOICES: Final = 10
LONGEST_TEXT: Final = 20_000

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,64}$")]
Fact = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]{0,63}$")]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Line = Annotated[str, Field(min_length=1, max_length=1_000)]
Condition = Annotated[str, Field(description="a condition on meters and facts")]
Effect = Annotated[int, Field(ge=-50, le=50)]
Percent = Annotated[int, Field(ge=0, le=100)]
UNUSABLE_FACTS: Final = RESERVED


class Table(BaseModel):
    """A table of the file: exact types, no key that is not listed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class RouteTable(Table):
    """One way on; the first whose `when` holds is taken."""

    when: Condition | None = Field(None, description="taken only if this holds; left out: always")
    to: Id = Field(description="the scene to go to")


Goto = Annotated[str | list[RouteTable], Field(description="a scene's id, or a list of routes")]


class AlsoTable(Table):
    """A paragraph that depends on the state on arrival."""

    when: Condition = Field(description="shown only if this holds")
    text: Text = Field(description="the paragraph")


class ChoiceTable(Table):
    """One answer the player can give."""

    id: Id | None = Field(None, description="the name saves and votes use; else its letter")
    text: Text = Field(description="what the player reads before choosing")
    stance: Stance = Field(description="what kind of answer it is; hidden until the debrief")
    trust: Effect = Field(0, description="effect on trust, -50 to 50")
    productivity: Effect = Field(0, description="effect on productivity, -50 to 50")
    tension: Effect = Field(0, description="effect on tension, -50 to 50")
    lens: list[Quality] = Field(default=[], description="which of the seven qualities it touches")
    forced: bool = Field(default=False, description="people comply and credit the force")
    repair: bool = Field(default=False, description="names what happened and mends an open wound")
    deceit: bool = Field(default=False, description="a loss that is a deception")
    needs: int | None = Field(None, ge=1, le=100, description="too early below this much trust")
    when: Condition | None = Field(None, description="offered only if this holds on arrival")
    sets: list[Fact] = Field(default=[], description="facts that hold from now on")
    reply: str = Field("", max_length=LONGEST_TEXT, description="what people do, before numbers")
    goto: Goto
    why: str = Field("", max_length=LONGEST_TEXT, description="the author's note for the debrief")
    why_tempting: str = Field(
        "", max_length=LONGEST_TEXT, description="who would defend it at work, and how"
    )


class SceneTable(Table):
    """A scene: exactly one of `choices`, `goto` and `ending`."""

    title: str = Field("", max_length=200, description="the heading of the scene")
    text: Text = Field(description="what happens")
    note: str = Field("", max_length=LONGEST_TEXT, description="for the facilitator only")
    bet: bool = Field(default=False, description="ask whether trust will rise, stay or fall")
    also: list[AlsoTable] = Field(default=[], description="paragraphs that depend on the state")
    choices: list[ChoiceTable] | None = Field(
        None, min_length=1, max_length=MOST_CHOICES, description="the answers"
    )
    goto: Goto | None = None
    ending: Line | None = Field(None, description="the name of the ending")


class CastTable(Table):
    """A person of the story."""

    name: Line = Field(description="what `{id}` prints")
    role: str = Field("", max_length=1_000, description="what they do")


class StartTable(Table):
    """Where the story starts; the model's defaults stand for what is left out."""

    trust: Percent | None = Field(None, description="trust at the start, 0 to 100")
    tension: Percent | None = Field(None, description="tension at the start, 0 to 100")
    facts: list[Fact] = Field(default=[], description="facts that hold from the start")


class StoryTable(Table):
    """What the story is."""

    title: Line = Field(description="the name of the story")
    summary: Text = Field(description="one or two sentences for the list of stories")
    role: str = Field("", max_length=1_000, description="who the player is")
    minutes: int = Field(ge=1, le=240, description="how long one way through takes")
    language: str = Field("en", pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=35)
    start: Id | None = Field(None, description="the first scene; left out: the file's first")
    content_note: str = Field("", max_length=LONGEST_TEXT, description="shown before play")
    authors: list[Line] = Field(default=[], description="who wrote it")
    license: str = Field("", max_length=200, description="under which terms it may be used")
    version: str = Field("", max_length=200, description="the author's own version of it")
    tags: list[Line] = Field(default=[], description="words to find it by")
    questions: list[Text] = Field(default=[], description="for the debrief")


class StoryFile(Table):
    """A whole story file."""

    format: Literal[1] = Field(description="the version of this format")
    story: StoryTable
    start: StartTable = StartTable()
    cast: dict[Id, CastTable] = Field(default={}, description="the people of the story")
    scenes: dict[Id, SceneTable] = Field(min_length=1, max_length=MOST_SCENES)
