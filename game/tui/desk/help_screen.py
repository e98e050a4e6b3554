"""What the desk is for, and every key of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from game.story.prose import paragraphs
from game.tui import safe
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult

_ABOUT: Final = """\
Write in your own editor. The desk looks at the file, says after each save what is wrong with it,
plays every playthrough in the background, and never writes the file.

**Diagnostics** are the findings of `check`. **Map** lists the scenes with the share of all
playthroughs that pass each. **Outcomes** are the endings, the named players and what no
playthrough does; a number in brackets is how far a share moved with the last save, in points.
**Play** stands where it stood after a save: its choices are replayed by their ids."""
_KEYS: Final = (
    ("1 2 3 4", "the panes"),
    ("Tab", "the next pane that is shown"),
    ("z", "one pane alone, or as many as fit"),
    ("Enter", "on a diagnostic: your editor at its line"),
    ("", "on a scene: play from a state that reaches it"),
    ("", "on an outcome: play the way that shows it"),
    ("", "on an answer: take it"),
    ("e", "your editor at what is highlighted"),
    ("u", "take the last choice back"),
    ("r", "play from the start"),
    ("Space b", "read on and back in the scene"),
    ("q", "leave the desk"),
)


class DeskHelp(ModalScreen[None]):
    """Closes on Escape, `?`, q or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,enter,q", "dismiss(None)", "Close"),
    ]

    def compose(self) -> ComposeResult:
        """Text and keys, as one scroll."""
        said = [safe.paragraph(one, ()) for one in paragraphs(_ABOUT, {})]
        lines = [Content.assemble((f"{key:<10}", "bold $accent"), what) for key, what in _KEYS]
        with Vertical(classes="dialog"):
            yield Static("The desk", classes="title")
            with VerticalScroll(classes="words"):
                yield Static(safe.BLANK.join([*said, Content("\n").join(lines)]))
            keys = Keys(markup=False)
            yield keys
        keys.say((("↑ ↓", "read"), ("Esc", "close")))
