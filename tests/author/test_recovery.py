"""One mistake is told once, wherever it is, and hides nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.author.check import check_file, judge
from game.story.reading import read

VAN = Path(__file__).with_name("van.toml")
DANGLING = VAN.read_text(encoding="utf-8").replace('goto = "shared"', 'goto = "sharde"')
LINES = DANGLING.split("\n")
HEADER = next(
    number
    for number in range(LINES.index('goto = "sharde"'), 0, -1)
    if LINES[number].startswith("[")
)
"""The header of the choice with the dangling link: cut with the header, nobody knows of it."""
BREAKS = {
    "without its end": lambda line: line[:-1],
    "without its first character": lambda line: line[1:],
    "without its first quote": lambda line: line.replace('"', "", 1),
    "with something behind it": lambda line: f"{line} zzz",
}


def test_the_story_is_sound() -> None:
    """What the other tests break has no finding, and its dangling link alone is found."""
    assert check_file(VAN).diagnostics == ()
    (told,) = judge("van.toml", read("van.toml", DANGLING.encode())).diagnostics
    assert told.code == "CG302"


def _cases() -> list[tuple[int, str]]:
    return [
        (number, how)
        for number, line in enumerate(LINES)
        for how, broken in BREAKS.items()
        if line.strip() and "sharde" not in line and broken(line) != line
    ]


@pytest.mark.parametrize(("number", "how"), _cases())
def test_a_broken_line_is_told_once(number: int, how: str) -> None:
    """A line that is broken gives one finding, in it or where its text begins; nothing follows."""
    broken = BREAKS[how](LINES[number])
    text = "\n".join([*LINES[:number], broken, *LINES[number + 1 :]])
    found = judge("van.toml", read("van.toml", text.encode())).diagnostics
    others = [one for one in found if "sharde" not in one.message]
    assert len(found) - len(others) == (0 if number == HEADER and others else 1)
    told = [str(one) for one in others]
    if LINES[number].endswith('"""') and broken.endswith('= ""'):
        # An empty text, and then prose: nobody can tell that the two belong together.
        assert len(others) == 2, told
    elif others:
        assert len(others) == 1, told
        assert others[0].code in {"CG102", "CG201", "CG314"}
