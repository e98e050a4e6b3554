"""What can be done on a screen: each action once, with all its keys, for help and the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from game.telling.howto import HOW_TO_PLAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode

_SAID: Final = {"esc": "Esc", "⌫": "Backspace", "space": "Space"}
"""Keys that go by another name here than in Textual."""


class Explained:
    """A screen that says how it goes, and of keys that are no actions by name: numbers, arrows."""

    HELP_TEXT: ClassVar[str] = HOW_TO_PLAY
    """Paragraphs with inline Markdown."""

    HELP_KEYS: ClassVar[Sequence[tuple[str, str]]] = ()
    """Keys as they are named, each with what it does."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action: what it does, its keys as they are named, how Textual is told to do it."""

    does: str
    keys: str
    action: str
    node: DOMNode


def actions(app: App[None], bindings: Iterable[ActiveBinding]) -> tuple[Action, ...]:
    """Return what has a name and can be done now, in the order of the bindings."""
    named: dict[str, Action] = {}
    for active in bindings:
        binding = active.binding
        if not (binding.show and binding.description and active.enabled):
            continue
        shown = app.get_key_display(binding)
        key = _SAID.get(shown, shown)
        known = named.get(binding.description)
        keys = f"{known.keys} or {key}" if known else key
        named[binding.description] = Action(binding.description, keys, binding.action, active.node)
    return tuple(named.values())
