"""Curves as a plot; the same numbers always follow as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual_plotext import PlotextPlot

if TYPE_CHECKING:
    from game.debrief.document import Curves

_MARKERS: Final = ("T", "p", "x", "o")
_FULL: Final = 100


class Plot(PlotextPlot):
    """Each curve has a letter of its own, so that it reads without colour."""

    def __init__(self, curves: Curves) -> None:
        super().__init__()
        self._curves = curves

    def on_mount(self) -> None:
        """Draw once; the widget redraws itself at other sizes."""
        points = list(range(1, len(self._curves.labels) + 1))
        for series, marker in zip(self._curves.series, _MARKERS, strict=False):
            self.plt.plot(points, list(series.values), marker=marker, label=series.name)
        self.plt.ylim(0, _FULL)
        self.plt.xticks(points, list(self._curves.labels))
