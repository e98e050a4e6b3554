"""Stories made by a program, the same each time: layers of scenes with three options each."""

from __future__ import annotations

import random

OPTIONS = 3
_QUALITIES = (
    *("shared_understanding", "trust", "psychological_safety", "openness"),
    *("empathy", "mutual_care", "mutual_benefit"),
)
_FLAGS = ("", "", "", "forced = true\n", "repair = true\n", "needs = 45\n")
_WORDS = ("the", "room", "was", "quiet", "nobody", "at", "table", "had", "read", "page", "four")
_ENDINGS = ("apart", "truce", "together")
_HEAD = """format = 1

[story]
title = "{scenes} scenes, {decisions} decisions"
summary = "Made by a program."
minutes = 10
"""


def story(scenes: int, decisions: int, seed: int = 1) -> str:
    """Return the text of a story of about so many scenes with choices, in layers.

    Every way through has `decisions` decisions of three options; a third of the third options have
    a condition. Options lead to any scene of the next layer.
    """
    dice = random.Random(seed)
    width = scenes // decisions
    layers = [[f"s{layer}_{at}" for at in range(width)] for layer in range(decisions)]
    layers[0] = layers[0][:1]
    nexts = [*layers[1:], list(_ENDINGS)]
    parts = [_HEAD.format(scenes=scenes, decisions=decisions)]
    for ids, following in zip(layers, nexts, strict=True):
        for scene in ids:
            parts.append(f'[scenes.{scene}]\ntext = """{_text(dice, 60)}"""\n')
            parts += [_choice(dice, scene, at, following) for at in range(OPTIONS)]
    parts += [f'[scenes.{end}]\nending = "{end}"\ntext = "It ends."\n' for end in _ENDINGS]
    return "\n".join(parts)


def _choice(dice: random.Random, scene: str, at: int, following: list[str]) -> str:
    conditional = at == OPTIONS - 1 and dice.random() < 1 / 3
    when = f'when = "trust >= {dice.randint(25, 50)}"\n' if conditional else ""
    lens = ", ".join(f'"{quality}"' for quality in dice.sample(_QUALITIES, dice.randint(0, 2)))
    return (
        f"[[scenes.{scene}.choices]]\n"
        f'id = "{"abc"[at]}"\ntext = "{_text(dice, 9)}"\n'
        f'stance = "{dice.choice(("relational", "transactional"))}"\n'
        f"trust = {dice.randint(-4, 8)}\ntension = {dice.randint(-6, 6)}\n"
        f"productivity = {dice.randint(-6, 10)}\nlens = [{lens}]\n"
        f"{dice.choice(_FLAGS)}{when}"
        f'reply = "{_text(dice, 30)}"\ngoto = "{dice.choice(following)}"\n'
    )


def _text(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(words))
