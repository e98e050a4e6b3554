"""Small random stories, as the text of a file: for properties, and to count by brute force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies

from game.story.compiled import QUALITIES
from game.story.compiler import compile_story
from game.story.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from hypothesis.strategies import SearchStrategy

    from game.story.compiled import Story

FACTS: Final = ("told", "minuted", "covered")
METERS: Final = ("trust", "tension", "productivity")
CARE: Final = ("psychological_safety", "openness", "empathy", "mutual_care")


def story_text(random: Random) -> str:
    """Return a valid story of up to 6 scenes with up to 3 choices, and up to 3 endings.

    At most 729 playthroughs. It holds conditions, facts, repairs, deceit, needs, routes, scenes
    that go on by themselves, and sometimes a scene that nobody reaches.
    """
    return "\n".join(_Author(random).lines())


def compiled(text: str, story_id: str = "small") -> Story:
    """Return the plain form of a story's text, which has no errors."""
    reading = read(f"{story_id}.toml", text.encode())
    wrong = [str(one) for one in reading.diagnostics if one.severity == "error"]
    assert reading.file is not None, wrong
    assert not wrong
    return compile_story(reading.file, story_id, f"{story_id}.toml", "0" * 64)


def story_texts() -> SearchStrategy[str]:
    """Return a strategy for the texts of small stories; a failing one shrinks."""
    return strategies.randoms(use_true_random=False).map(story_text)


def small_stories() -> SearchStrategy[Story]:
    """Return a strategy for small stories in their plain form."""
    return story_texts().map(compiled)


class _Author:
    """Writes one story: links go to later scenes only, and a first choice is always offered."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._scenes = [f"s{index}" for index in range(random.choice((1, 3, 4, 5, 6, 6)))]
        self._endings = [f"end-{index}" for index in range(random.randint(1, 3))]
        self._read: set[str] = set()
        self._set: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Yield the file's lines; the scenes are written first, to know the facts they read."""
        scenes = [line for index in range(len(self._scenes)) for line in self._scene(index)]
        yield "format = 1"
        yield '[story]\ntitle = "Small"\nsummary = "Made by chance."\nminutes = 1'
        yield "[start]"
        for meter in ("trust", "tension"):
            if self._maybe(2):
                yield f"{meter} = {self._random.randint(0, 100)}"
        held = sorted(self._read - self._set | {fact for fact in FACTS if self._maybe(8)})
        yield f"facts = {_list(held)}"
        yield '[cast.bo]\nname = "Bo"'
        yield from scenes
        for ending in self._endings:
            yield f'[scenes.{ending}]\ntext = "It is over."\nending = "{ending.title()}"'

    def _maybe(self, one_in: int) -> bool:
        return self._random.randrange(one_in) == 0

    def _scene(self, index: int) -> Iterator[str]:
        yield f'[scenes.{self._scenes[index]}]\ntext = "{{bo}} *waits*."'
        passes_on = index > 0 and self._maybe(5)
        if passes_on:
            yield f"goto = {self._goto(index)}"
        elif self._maybe(4):
            yield "bet = true"
        if self._maybe(3):
            yield f'[[scenes.{self._scenes[index]}.also]]\nwhen = "{self.condition()}"'
            yield 'text = "Rain."'
        if not passes_on:
            for number in range(self._random.choice((1, 2, 3, 3))):
                yield f"[[scenes.{self._scenes[index]}.choices]]"
                yield from self._choice(index, number)

    def _choice(self, index: int, number: int) -> Iterator[str]:
        stance = self._random.choice(("relational", "transactional"))
        yield f'text = "Do it."\nstance = "{stance}"\ngoto = {self._goto(index)}'
        if not self._maybe(5):
            yield f'id = "c{number}"'
        for meter in METERS:
            most = 50 if self._maybe(6) else 15
            yield f"{meter} = {self._random.randint(-most, most)}"
        for flag, one_in in (("forced", 5), ("repair", 4), ("deceit", 6)):
            if self._maybe(one_in):
                yield f"{flag} = true"
        if self._maybe(4):
            yield f"needs = {self._random.randint(1, 100)}"
        if number and self._maybe(3):
            yield f'when = "{self.condition()}"'
        if self._maybe(3):
            fact = self._random.choice(FACTS)
            self._set.add(fact)
            yield f"sets = {_list([fact])}"
        known = QUALITIES if self._maybe(2) else CARE
        yield f"lens = {_list(self._random.sample(known, self._random.randint(0, 2)))}"

    def _goto(self, index: int) -> str:
        if not self._maybe(3):
            return f'"{self._target(index)}"'
        routes = [
            f'{{ when = "{self.condition()}", to = "{self._target(index)}" }}'
            for _ in range(self._random.randint(1, 2))
        ]
        return f'[{", ".join(routes)}, {{ to = "{self._target(index)}" }}]'

    def _target(self, index: int) -> str:
        """Return the next scene more often than one behind it, so that stories are long."""
        later = self._scenes[index + 1 :]
        if later and not self._maybe(7):
            return later[0]
        return self._random.choice([*later, *self._endings])

    def condition(self, depth: int = 2) -> str:
        """Return a condition near the middle of the meters, where it can go either way."""
        kind = self._random.randrange(6 if depth else 3)
        if kind == 0:
            fact = self._random.choice(FACTS)
            self._read.add(fact)
            return fact
        if kind <= 2:
            sign = self._random.choice(("<", "<=", ">", ">=", "==", "!="))
            return f"{self._random.choice(METERS)} {sign} {self._random.randint(15, 75)}"
        left = self.condition(depth - 1)
        if kind == 3:
            return f"not ({left})" if self._maybe(2) else f"not {left}"
        word = "and" if kind == 4 else "or"
        joined = f"{left} {word} {self.condition(depth - 1)}"
        return f"({joined})" if self._maybe(2) else joined


def _list(words: list[str]) -> str:
    return f"[{', '.join(repr(word) for word in words)}]"
