"""What the game calls itself."""

from __future__ import annotations

from typing import Final

NAME: Final = "Common Ground"
TAGLINE: Final = "Stories about working together, to be played and argued with"
