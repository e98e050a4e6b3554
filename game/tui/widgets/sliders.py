"""The parameters of the model as sliders, in one widget: arrows choose and move."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from game.debrief.knobs import KNOBS
from game.engine.parameters import TEACHING_MODEL

if TYPE_CHECKING:
    from game.debrief.knobs import Knob
    from game.engine.parameters import Parameters

_TRACK: Final = 16
_RULE: Final = 52


class Sliders(Widget, can_focus=True):
    """Posts `Moved` with the whole model as it stands then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", "Rule above", show=False),
        Binding("down,j", "choose(1)", "Rule below", show=False),
        Binding("left,h,minus", "move(-1)", "Less"),
        Binding("right,l,plus", "move(1)", "More"),
        Binding("backspace,delete", "reset", "This rule as it was"),
    ]

    model: reactive[Parameters] = reactive(TEACHING_MODEL, layout=False)
    chosen: reactive[int] = reactive(0)

    class Moved(Message):
        """The model is another now."""

        def __init__(self, parameters: Parameters) -> None:
            super().__init__()
            self.parameters = parameters

    def render(self) -> Content:
        """Return a line a rule: its words, a track, and where the teaching model has it."""
        return Content("\n").join([self._line(at, knob) for at, knob in enumerate(KNOBS)])

    def get_content_height(self, *_sizes: object) -> int:
        """Return one row a rule."""
        return len(KNOBS)

    def validate_chosen(self, chosen: int) -> int:
        """Stay on a rule."""
        return max(0, min(chosen, len(KNOBS) - 1))

    def action_choose(self, step: int) -> None:
        """Go to the rule above or below."""
        self.chosen += step

    def action_move(self, steps: int) -> None:
        """Move the chosen one within its range."""
        self._put(KNOBS[self.chosen].turned(self.model, steps))

    def action_reset(self) -> None:
        """Put the chosen one back to where the teaching model has it."""
        self._put(KNOBS[self.chosen].reset(self.model))

    def reset(self) -> None:
        """Put all of them back."""
        self._put(TEACHING_MODEL)

    def _put(self, model: Parameters) -> None:
        if model != self.model:
            self.model = model
            self.post_message(self.Moved(model))

    def _line(self, at: int, knob: Knob) -> Content:
        chosen = at == self.chosen
        value, usual = knob.value(self.model), knob.value(TEACHING_MODEL)
        track = ["─"] * _TRACK
        track[_place(knob, usual)] = "┼"
        track[_place(knob, value)] = "●"
        changed = f"  was {usual}" if value != usual else ""
        return Content.assemble(
            ("› " if chosen else "  ", "bold"),
            (f"{knob.at(self.model):<{_RULE}}", "bold" if chosen else ""),
            ("".join(track), "$accent" if chosen else "$foreground-muted"),
            (changed, "bold"),
        )


def _place(knob: Knob, value: int) -> int:
    return round((value - knob.least) * (_TRACK - 1) / (knob.most - knob.least))
