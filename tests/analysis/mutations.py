"""Another version of a story's text: a few changes such as an author makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stories import compiled

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from game.story.compiled import Story


def versions(text: str, dice: Random) -> tuple[Story, Story]:
    """Return a story and a changed one, which has no errors either."""
    old = compiled(text)
    while True:
        changed = text
        for _ in range(dice.choice((1, 1, 2, 4))):
            changed = dice.choice(CHANGES)(changed, dice)
        try:
            return old, compiled(changed)._replace(fingerprint="1" * 64)
        except AssertionError:
            continue


def _one(text: str, dice: Random, pattern: str, change: Callable[[re.Match[str]], str]) -> str:
    """Change one place that fits a pattern, if there is any."""
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return text
    place = dice.choice(found)
    return text[: place.start()] + change(place) + text[place.end() :]


def _effect(text: str, dice: Random) -> str:
    step = dice.choice((-9, -1, 1, 4))
    pattern = r"^(trust|tension|productivity) = (-?\d+)$"
    return _one(text, dice, pattern, lambda one: f"{one[1]} = {int(one[2]) + step}")


def _condition(text: str, dice: Random) -> str:
    step = dice.choice((-12, -2, 2, 12))
    return _one(text, dice, r"([<>=]) (\d+)", lambda one: f"{one[1]} {max(0, int(one[2]) + step)}")


def _ending(text: str, dice: Random) -> str:
    ending = f'"end-{dice.randrange(3)}"'
    return _one(text, dice, r'"end-\d"', lambda _one: ending)


def _without_choice(text: str, dice: Random) -> str:
    return _one(text, dice, r"^\[\[scenes\.s\d\.choices\]\]\n(?:[^\[\n].*\n)*", lambda _one: "")


def _scene_text(text: str, dice: Random) -> str:
    return _one(text, dice, "waits", lambda _one: "sits")


def _reply(text: str, dice: Random) -> str:
    return _one(text, dice, "Do it", lambda _one: "Do that")


def _flag(text: str, dice: Random) -> str:
    return _one(text, dice, r"^(?:forced|repair|deceit) = true\n", lambda _one: "")


def _renamed_choice(text: str, dice: Random) -> str:
    told = dice.choice(("", 'formerly = ["{}"]\n'))
    return _one(
        text, dice, r'^id = "(c\d)"\n', lambda one: f'id = "new-{one[1]}"\n{told.format(one[1])}'
    )


def _named_choice(text: str, dice: Random) -> str:
    """Give a choice its own id at last, and say which letter it was."""
    letter = dice.choice("abc")
    return _one(
        text,
        dice,
        r"^(goto = .*\n)(?!id)",
        lambda one: f'{one[1]}id = "own"\nformerly = ["{letter}"]\n',
    )


def _renamed_scene(text: str, dice: Random) -> str:
    scene = f"s{dice.randrange(6)}"
    told = dice.choice(("", f'\nformerly = ["{scene}"]'))
    text = re.sub(rf"\b{scene}\b", f"new-{scene}", text)
    return text.replace(f"[scenes.new-{scene}]", f"[scenes.new-{scene}]{told}")


CHANGES = (
    *(_effect, _condition, _ending, _without_choice, _scene_text, _reply, _flag),
    *(_renamed_choice, _named_choice, _renamed_scene),
)
