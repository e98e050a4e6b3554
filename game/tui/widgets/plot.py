"""Curves as a plot; the same numbers always follow as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.color import Color
from textual_plotext import PlotextPlot

if TYPE_CHECKING:
    from game.debrief.document import Curves

_COLOURS: Final = ("primary", "accent", "error", "success")
"""The theme's colours, each with what stands in for it on the terminal's own palette."""
_INSTEAD: Final = {"primary": "blue+", "accent": "orange+", "error": "red+", "success": "green+"}
_MARKERS: Final = ("T", "P", "x", "o")
_FULL: Final = 100
_TICKS: Final = (0, 25, 50, 75, 100)


class Plot(PlotextPlot):
    """Each curve has a letter of its own, so that it reads without colour."""

    def __init__(self, curves: Curves) -> None:
        super().__init__()
        self._curves = curves

    def on_mount(self) -> None:
        """Draw once; the widget redraws itself at other sizes."""
        points: list[float] = [*range(1, len(self._curves.labels) + 1)]
        colours = [self._colour(name) for name in _COLOURS]
        for series, colour in zip(self._curves.series, colours, strict=False):
            self.plt.plot(points, list(series.values), marker="·", color=colour)
        for series, colour, letter in zip(self._curves.series, colours, _MARKERS, strict=False):
            values, mark = list(series.values), series.mark or letter
            self.plt.scatter(points, values, marker=mark, color=colour, label=series.name)
        self.plt.ylim(0, _FULL)
        self.plt.yticks([*_TICKS], [str(tick) for tick in _TICKS])
        self.plt.xticks(points, list(self._curves.labels))

    def _colour(self, name: str) -> str | tuple[int, int, int]:
        colour = Color.parse(self.app.theme_variables[name])
        return _INSTEAD[name] if colour.ansi is not None else colour.rgb
