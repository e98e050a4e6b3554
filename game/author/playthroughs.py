"""What the analysis of every playthrough finds, as one judge of `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.diagnostic import Diagnostic
    from game.story.reading import Reading


def playthroughs(name: str, reading: Reading) -> Iterator[Diagnostic]:
    """Yield what all playthroughs of a story without errors show; nothing of one with errors."""
    file = reading.file
    if file is None:
        return
    # Imported here: numpy takes 100 ms.
    from game.analysis.report import analyse
    from game.author.proofs import proofs
    from game.story.compiler import compile_story

    story = compile_story(file, name, name, "")
    yield from proofs(name, reading.source, analyse(story))
