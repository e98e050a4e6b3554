"""The desk on a file of its own, driven by keys and by saves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from screens import FERRY, shown

from game.tui.desk.app import DeskApp
from game.tui.desk.screen import DeskScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

FERRY_TEXT = FERRY.read_text(encoding="utf-8")
_PATIENCE = 30.0


def at_the_desk(folder: Path, text: str = FERRY_TEXT) -> tuple[DeskApp, Path]:
    """Return the desk of a story file that holds this text."""
    file = folder / "ferry.toml"
    file.write_text(text, encoding="utf-8")
    return DeskApp(file, folder / "saves"), file


def screen(app: DeskApp) -> DeskScreen:
    """Return the desk's screen, below any dialog."""
    found = app.screen_stack[0]
    assert isinstance(found, DeskScreen)
    return found


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the desk work until a condition holds."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, f"waited in vain:\n{shown(_desk(pilot))}"
        await pilot.pause(0.005)
    await pilot.pause()


async def shows(pilot: Pilot[None], said: str) -> str:
    """Wait until the screen shows these words; return it."""
    await until(pilot, lambda: said in shown(_desk(pilot)))
    return shown(_desk(pilot))


async def analysed(pilot: Pilot[None]) -> str:
    """Wait until the newest text is analysed and painted; return the screen."""
    app = _desk(pilot)
    here = screen(app)
    await until(
        pilot,
        lambda: here.state.figures is not None and not here.state.behind,
    )
    await pilot.pause()
    return shown(app)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys; return the screen."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause()
    return shown(_desk(pilot))


def _desk(pilot: Pilot[None]) -> DeskApp:
    app = pilot.app
    assert isinstance(app, DeskApp)
    return app
