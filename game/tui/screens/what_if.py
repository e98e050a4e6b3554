"""What if: the turning points of a run, to play on from one with the other choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from game.debrief.document import Heading, WhatIf
from game.tui import safe
from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from game.debrief.document import Page

_TITLE: Final = "What if"
_MEANS: Final = "A new run from that decision on, with the other choice made. This one is kept."


class WhatIfScreen(Dialog[WhatIf]):
    """Offers every what-if of the debrief's pages below the heading it stands under."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        options: list[tuple[Content, WhatIf]] = []
        for page in pages:
            heading = ""
            for block in page.blocks:
                if isinstance(block, Heading):
                    heading = block.text
                elif isinstance(block, WhatIf):
                    said = safe.paragraph(block.text, ())
                    options.append((Content.assemble((heading, "bold"), "\n   ", said), block))
        super().__init__(_TITLE, _MEANS, options)
