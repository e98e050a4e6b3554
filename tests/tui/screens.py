"""What a screen shows, as plain text, and golden files of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from game.story.library import Broken, load
from game.tui.app import CommonGround

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from game.story.compiled import Story

FERRY = Path(__file__).with_name("ferry.toml")
_GOLDEN = Path(__file__).with_name("golden")


def ferry() -> Story:
    """Return the small story that these tests play."""
    story = load(FERRY)
    assert not isinstance(story, Broken), story
    return story


def shown(app: App[None]) -> str:
    """Return the screen as lines of text, without colour."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def settle(pilot: Pilot[None]) -> None:
    """Wait for workers that read, and for the screen to be painted."""
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, CommonGround)
    reading = [worker for worker in app.workers if worker.group in {"shelf", "review"}]
    if reading:
        await app.workers.wait_for_complete(reading)
    await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys one after the other; return what the screen shows then."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
    app = pilot.app
    assert isinstance(app, CommonGround)
    return shown(app)


def golden(name: str, text: str) -> None:
    """Compare with a golden file; `UPDATE_GOLDEN=1` writes it, to be read as a diff."""
    path = _GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text + "\n", encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()
