"""The rules of writing that a program can see, as warnings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.conditions import ConditionError, parse
from game.story.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.format import ChoiceTable, RouteTable, StoryFile
    from game.story.source import Path, Source

LONGEST_OPTION: Final = 140
"""Characters of an option."""
EVEN: Final = 1.25
"""How many times longer than the shortest the longest option of a scene may be."""

_TELLING: Final = re.compile(
    r"\b(?:just|simply|always|never|kindly|honestly|fairly|respectfully|sincerely|rightly|wrongly"
    r"|selfishly|coldly|warmly|gently|bravely|generously|properly"
    r"|trust\w*|empath\w*|open(?:ly|ness)?|safe(?:ty)?|caring|mutual\w*|understanding|vulnerab\w*"
    r"|relational\w*|transactional\w*)\b",
    re.IGNORECASE,
)
"""Moral adverbs, words of the lens, and words that make an option small."""


def writing(name: str, file: StoryFile, source: Source) -> Iterator[Diagnostic]:
    """Yield a warning for each rule that an option breaks, and for facts without use."""
    for scene_id, scene in file.scenes.items():
        path = ("scenes", scene_id, "choices")
        placed = [((*path, index), one) for index, one in enumerate(scene.choices or ())]
        for team in dict.fromkeys(one.team for _, one in placed):
            yield from _side(name, [pair for pair in placed if pair[1].team == team], source)
    yield from _unread(name, file, source)


def _side(
    name: str, placed: list[tuple[Path, ChoiceTable]], source: Source
) -> Iterator[Diagnostic]:
    """Compare the options that one player or team sees beside each other."""
    shortest = min(len(choice.text) for _, choice in placed)
    for here, choice in placed:
        yield from _option(name, choice, shortest, source, here)
        better = next((one for _, one in placed if _beats(one, choice)), None)
        if better is not None and not choice.why_tempting:
            message = "another option is better on trust, productivity and tension at once"
            hint = "Say in `why_tempting` who would defend this one, or change its effects."
            yield Diagnostic(name, source.key(here), Code.BEATEN_OPTION, message, hint)


def _option(
    name: str, choice: ChoiceTable, shortest: int, source: Source, path: Path
) -> Iterator[Diagnostic]:
    place = source.value((*path, "text"))
    length = len(choice.text)
    if length > LONGEST_OPTION:
        message = f"the option has {length} characters, more than {LONGEST_OPTION}"
        yield Diagnostic(name, place, Code.LONG_OPTION, message, "Cut it to one sentence.")
    if length > shortest * EVEN:
        message = f"the option has {length} characters, the shortest of its scene {shortest}"
        hint = "Keep the options of a scene within 25 % of each other: length gives answers away."
        yield Diagnostic(name, place, Code.UNEVEN_OPTIONS, message, hint)
    word = _TELLING.search(choice.text)
    if word is not None:
        message = f"the word {word[0]!r} tells what the author thinks of the option"
        yield Diagnostic(name, place, Code.TELLING_WORD, message, "Say what is done, no more.")


def _beats(one: ChoiceTable, other: ChoiceTable) -> bool:
    """Whether an option is better than another in all three effects as written."""
    return (
        one.trust > other.trust
        and one.productivity > other.productivity
        and one.tension < other.tension
    )


def _unread(name: str, file: StoryFile, source: Source) -> Iterator[Diagnostic]:
    read = {fact for text in _conditions(file) for fact in _facts(text)}
    for scene_id, scene in file.scenes.items():
        answers = (
            *((("choices", index), one) for index, one in enumerate(scene.choices or ())),
            *((("meets", index), one) for index, one in enumerate(scene.meets)),
        )
        for where, answer in answers:
            for at, fact in enumerate(answer.sets):
                if fact not in read:
                    place = source.value(("scenes", scene_id, *where, "sets", at))
                    message = f"the fact {fact!r} is set, and no condition reads it"
                    hint = "Read it in a `when`, or remove it."
                    yield Diagnostic(name, place, Code.UNREAD_FACT, message, hint)


def _conditions(file: StoryFile) -> Iterator[str]:
    """Yield every condition of a story as written."""
    for scene in file.scenes.values():
        yield from (also.when for also in scene.also)
        yield from _routes(scene.goto)
        for choice in scene.choices or ():
            yield from (one for one in (choice.when, choice.plays_when) if one is not None)
            yield from _routes(choice.goto)
        for meet in scene.meets:
            yield from _routes(meet.goto)


def _routes(goto: str | list[RouteTable] | None) -> Iterator[str]:
    if isinstance(goto, list):
        yield from (way.when for way in goto if way.when is not None)


def _facts(text: str) -> frozenset[str]:
    try:
        return parse(text).facts
    except ConditionError:
        return frozenset()
