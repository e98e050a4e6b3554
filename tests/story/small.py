"""One small valid story, and ways to break it at a marked place."""

from __future__ import annotations

from typing import Final

from game.story.diagnostic import Diagnostic, Place
from game.story.reading import read

SMALL: Final = """\
format = 1

[story]
title = "Small"
summary = "Two doors."
minutes = 5

[start]
trust = 40
facts = ["early"]

[cast.ines]
name = "Ines Duarte"

[scenes.hall]
title = "The hall"
text = "{ines} waits."

[[scenes.hall.also]]
when = "trust >= 45 and early"
text = "It is warm."

[[scenes.hall.choices]]
id = "left"
text = "Go left."
stance = "relational"
trust = 5
lens = ["openness", "trust"]
sets = ["told"]
goto = "passage"

[[scenes.hall.choices]]
id = "right"
text = "Go right."
stance = "transactional"
goto = [
  { when = "told", to = "garden" },
  { to = "garden" },
]

[scenes.passage]
text = "A passage."
goto = "garden"

[scenes.garden]
text = "Green."
ending = "The garden"
"""

OPEN, CLOSE = "⟦", "⟧"
"""Around what a finding should point at; with nothing between, only its start counts."""


def changed(old: str, new: str, text: str = SMALL) -> str:
    """Return the small story with its first `old` replaced."""
    assert old in text
    return text.replace(old, new, 1)


def marked(text: str) -> tuple[str, Place]:
    """Return a text without its two marks, and the place between them."""
    start, end = text.index(OPEN), text.index(CLOSE) - 1
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    return plain, Place(*_position(plain, start), *_position(plain, end))


def findings(text: str | bytes) -> tuple[Diagnostic, ...]:
    """Return everything found in a story's text."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return read("story.toml", raw).diagnostics


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
