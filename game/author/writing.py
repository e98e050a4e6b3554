"""The rules of writing that a program can see, as warnings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from game.story.codes import Code
from game.story.conditions import RESERVED, ConditionError, parse
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.story.format import ChoiceTable, RouteTable, StoryFile
    from game.story.gaps import Gaps
    from game.story.reading import Reading
    from game.story.source import Path, Source

_Placed: TypeAlias = "tuple[Path, ChoiceTable]"
"""A choice and where it stands."""

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
"""Moral adverbs, words of the lens, and words that make an option small, in English."""
_SENTENCE_ENDS: Final = re.compile(r"[.!?…][\"'”’)]?\s+(?=[\"'“‘(]?[A-Z{])")
_ABBREVIATION: Final = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|approx)|\b[A-Z])\.\s+$")
_NO_VERB: Final = re.compile(
    r"(?:I|You|We|They|He|She|It|Your|Our|My|Their|The|A|An|This|That|There|Because|Since|As|If)\b"
)
"""First words after which an English option is no verb-first sentence."""


def writing(name: str, reading: Reading) -> Iterator[Diagnostic]:
    """Yield a warning for each rule that an option breaks, and for facts without use."""
    if reading.judged is not None:
        yield from _Writing(name, reading.judged, reading.source, reading.gaps).whole()


class _Writing:
    """One pass over the options and facts of one file."""

    def __init__(self, name: str, file: StoryFile, source: Source, gaps: Gaps) -> None:
        self._name = name
        self._file = file
        self._source = source
        self._gaps = gaps
        self._english = file.story.language.lower().partition("-")[0] == "en"
        self._told = 0

    def whole(self) -> Iterator[Diagnostic]:
        for scene_id, scene in self._file.scenes.items():
            path = ("scenes", scene_id, "choices")
            placed: list[_Placed] = [
                ((*path, index), one) for index, one in enumerate(scene.choices or ())
            ]
            for team in dict.fromkeys(one.team for _, one in placed):
                yield from self._side([pair for pair in placed if pair[1].team == team])
        yield from self._unread()

    def _side(self, placed: Sequence[_Placed]) -> Iterator[Diagnostic]:
        """Compare the options that one player or team sees beside each other."""
        for here, choice in placed:
            yield from self._option(choice.text, (*here, "text"))
            better = next((at for at, one in placed if _beats(one, choice)), None)
            if better is not None and not choice.why_tempting:
                message = "another option is better on trust, productivity and tension at once"
                hint = "Say in `why_tempting` who would defend this one, or change its effects."
                yield from self._told_at(
                    here, Code.BEATEN_OPTION, message, hint, better, "the better one"
                )
        yield from self._uneven(placed)

    def _uneven(self, placed: Sequence[_Placed]) -> Iterator[Diagnostic]:
        lengths = {
            (*here, "text"): len(choice.text)
            for here, choice in placed
            if not self._gaps.at((*here, "text"))
        }
        shortest = min(lengths, key=lengths.__getitem__, default=())
        for here, length in lengths.items():
            if length > lengths[shortest] * EVEN:
                least = lengths[shortest]
                message = f"the option has {length} characters, the shortest of its scene {least}"
                hint = (
                    "Keep the options of a scene within 25 % of each other: "
                    "length gives answers away."
                )
                yield from self._told_at(
                    here, Code.UNEVEN_OPTIONS, message, hint, shortest, "the shortest"
                )

    def _option(self, text: str, path: Path) -> Iterator[Diagnostic]:
        length = len(text)
        if length > LONGEST_OPTION:
            message = f"the option has {length} characters, more than {LONGEST_OPTION}"
            yield from self._told_at(path, Code.LONG_OPTION, message, "Cut it to one sentence.")
        if not self._english:
            return
        words = [match[0] for match in _TELLING.finditer(text)]
        if words:
            said = " and ".join(repr(word) for word in dict.fromkeys(words))
            message = f"the word {said} tells what the author thinks of the option"
            yield from self._told_at(path, Code.TELLING_WORD, message, "Say what is done, no more.")
        ends = [match.start() + 1 for match in _SENTENCE_ENDS.finditer(text)]
        if any(not _ABBREVIATION.search(f"{text[:end]} ") for end in ends):
            hint = "Keep what is done; the rest belongs to the scene or the reply."
            yield from self._told_at(
                path, Code.TWO_SENTENCES, "the option is more than one sentence", hint
            )
        first = _NO_VERB.match(text)
        if first is not None:
            message = f"the option begins with {first[0]!r}, not with what is done"
            hint = "Begin with the verb: `Ask …`, `Send …`, `Let …`."
            yield from self._told_at(path, Code.NO_VERB, message, hint)

    def _told_at(  # noqa: PLR0913, PLR0917, the parts of a finding
        self,
        path: Path,
        code: Code,
        message: str,
        hint: str,
        other: Path | None = None,
        label: str = "",
    ) -> Iterator[Diagnostic]:
        """Yield a finding, unless its place is mended or too many are told."""
        if self._gaps.at(path) or self._told > MOST_FINDINGS:
            return
        self._told += 1
        related = None if other is None else Related(self._source.value(other), label)
        yield Diagnostic(self._name, self._source.value(path), code, message, hint, related)

    def _unread(self) -> Iterator[Diagnostic]:
        read = {fact for text in _conditions(self._file) for fact in _facts(text)}
        read |= self._gaps.words
        for fact, path in _set(self._file):
            if fact not in read and fact not in RESERVED:
                message = f"the fact {fact!r} is set, and no condition reads it"
                hint = "Read it in a `when`, or remove it."
                yield from self._told_at(path, Code.UNREAD_FACT, message, hint)


def _beats(one: ChoiceTable, other: ChoiceTable) -> bool:
    """Whether an option is better than another in all three effects as written."""
    return (
        one.trust > other.trust
        and one.productivity > other.productivity
        and one.tension < other.tension
    )


def _set(file: StoryFile) -> Iterator[tuple[str, Path]]:
    """Yield every fact that is set, with its path."""
    for at, fact in enumerate(file.start.facts):
        yield fact, ("start", "facts", at)
    for scene_id, scene in file.scenes.items():
        answers = (
            *((("choices", index), one) for index, one in enumerate(scene.choices or ())),
            *((("meets", index), one) for index, one in enumerate(scene.meets)),
        )
        for where, answer in answers:
            for at, fact in enumerate(answer.sets):
                yield fact, ("scenes", scene_id, *where, "sets", at)


def _conditions(file: StoryFile) -> Iterator[str]:
    """Yield every condition of a story as written."""
    yield from (expect.always for expect in file.expect if expect.always is not None)
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
    """Return the facts of a condition; of one that does not parse, all its words."""
    try:
        return parse(text).facts
    except ConditionError:
        return frozenset(re.findall(r"\w+", text))
