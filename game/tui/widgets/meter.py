"""One meter as a line: name, bar, number, word, change. Reads without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from game.telling.meters import Meter, Mode

_FULL: Final = 100
_NAME: Final = 14
_TAIL: Final = 24
_SHORTEST: Final = 10
"""Cells of a bar that is worth its room."""
_SLIDE: Final = 0.5


class MeterBar(Widget):
    """Shows a `Meter`; the part that was just won or lost is drawn apart from the rest."""

    meter: reactive[Meter | None] = reactive(None)
    mode: reactive[Mode] = reactive("numbers")
    shown: reactive[float] = reactive(0.0)
    """The level on the way from before to now, for the slide; equal to now at rest."""

    def render(self) -> Content:
        """Return the line at the widget's width."""
        meter = self.meter
        if meter is None or self.mode == "hidden":
            return Content("")
        name, tail = meter.name.ljust(_NAME), self._tail(meter)
        room = self.size.width - _NAME - _TAIL
        if room < _SHORTEST:
            # Where there is no room every blank counts: the bar goes before a word is cut.
            name, tail = meter.name.ljust(_NAME - 1), self._tail(meter, gap="")
            room = max(0, self.size.width - _NAME - _TAIL + 5)
        return Content.assemble((name, "bold"), *self._bar(meter, room), *tail)

    def watch_mode(self, mode: Mode) -> None:
        """Give the row free while the meter is hidden."""
        self.display = mode != "hidden"

    def watch_meter(self, meter: Meter | None) -> None:
        """Slide to the new level, at once where motion is off."""
        if meter is None:
            return
        if not meter.change or self.app.animation_level == "none":
            self.shown = float(meter.now)
        else:
            self.shown = float(meter.before)
            self.animate("shown", float(meter.now), duration=_SLIDE)

    def _bar(self, meter: Meter, room: int) -> list[tuple[str, str]]:
        kept = self._cells(min(meter.before, self.shown), room)
        moved = self._cells(max(meter.before, self.shown), room) - kept
        rising = meter.change > 0
        if meter.change and not moved and self.shown == meter.now and room:
            # A change too small for a cell gets one all the same.
            kept, moved = min(max(0, kept - rising), room - 1), 1
        return [
            ("█" * kept, "$primary"),
            (("▓" if rising else "▒") * moved, "$success" if rising else "$error"),
            ("░" * (room - kept - moved), "$foreground-disabled"),
        ]

    def _cells(self, level: float, room: int) -> int:
        return round(level * room / _FULL)

    def _tail(self, meter: Meter, gap: str = " ") -> list[tuple[str, str]]:
        arrow = "▲" if meter.change > 0 else "▼"
        if self.mode == "words":
            moved = arrow if meter.change else " "
            return [(f"{gap} {meter.word:<8} ", ""), (moved, "bold")]
        moved = f"{arrow}{gap}{abs(meter.change)}" if meter.change else ""
        return [(f" {meter.now:>3}{gap} {meter.word:<8} ", ""), (f"{moved:<4}{gap}{gap}", "bold")]
