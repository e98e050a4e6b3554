"""What of a file is not judged, because it was mended or cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.story.source import Path


@dataclass(frozen=True, slots=True)
class Gaps:
    """What of a file is not to be judged: paths that were mended, and words that were lost."""

    paths: frozenset[Path] = frozenset()
    words: frozenset[str] = frozenset()
    links: bool = False
    """A link is missing, and nobody knows where it was to lead."""

    def at(self, path: Path) -> bool:
        """Whether a value, or what it stands in, is mended."""
        return any(path[:end] in self.paths for end in range(1, len(path) + 1))


NO_GAPS: Final = Gaps()
