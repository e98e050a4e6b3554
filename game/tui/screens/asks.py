"""What the host is asked: which choice to commit to, how many hands, whether anybody looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from game.group.sides import answers, team_name
from game.group.state import Phase
from game.tui import hosting
from game.tui.screens import ways
from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import App

    from game.engine.run import Run
    from game.group.host_state import HostState
    from game.tui.screens.hands import Counts

_OVERRIDE: Final = "Another choice than the vote's is kept as your decision."
_BOTH: Final = ""
"""Stands for both answers: no answer has an empty id."""
_MIRRORED: Final = (
    "Notes are for the facilitator alone. Does the room see this screen, on a projector or shared?"
)
_ELSEWHERE: Final = (
    "Then the notes stay off it. Read them in a second terminal, with common-ground host --attach,"
    " or on paper, with common-ground guide."
)


async def choices(app: App[None], run: Run, state: HostState) -> tuple[list[str], list[str]] | None:
    """Return the choice of each side, and what is played later, which may be nothing.

    None if the host decided nothing.
    """
    chosen: list[str] = []
    later: list[str] = []
    for side, outcome in zip(answers(run.scene, run.story), state.outcomes, strict=True):
        if outcome.verdict == "engine":
            chosen.append(outcome.leaders[0])
            later.append(outcome.leaders[0])
            continue
        listed = [(Content(text), one) for one, text in side.options]
        options = [one for one in listed if one[1] in outcome.options]
        name = "Commit to which?"
        if side.team is not None:
            name = f"{team_name(run.story, side.team)}: commit to which?"
        text = f"{outcome.words} {_OVERRIDE}"
        more = [(Content(ways.BOTH), _BOTH)] if len(options) > 1 else []
        # Enter alone never overrides a vote.
        leads = (at for at, (_, one) in enumerate(options) if one in outcome.leaders)
        dialog = Dialog(name, text, [*options, *more], next(leads, 0))
        picked = await app.push_screen_wait(dialog)
        pair = await ways.both(app, options) if picked == _BOTH else (picked, picked)
        if pair is None or pair[0] is None or pair[1] is None:
            return None
        chosen.append(pair[0])
        later.append(pair[1])
    return chosen, later if later != chosen else []


async def hands(app: App[None], run: Run, state: HostState) -> Counts | None:
    """Return what a show of hands has counted, side by side."""
    from game.tui.screens.hands import HandsScreen

    if state.phase is Phase.BETTING:
        return await app.push_screen_wait(HandsScreen([hosting.bets()]))
    if state.ballot is None:
        return None
    labels = [hosting.options(run, team, listed) for team, listed in state.ballot.sides]
    names = [team_name(run.story, team) if team else "" for team, _ in state.ballot.sides]
    return await app.push_screen_wait(HandsScreen(labels, names))


async def alone(app: App[None]) -> bool:
    """Return whether the host says that nobody else sees this screen."""
    options: list[tuple[Content | str, bool]] = [
        ("Yes, the room sees it", False),
        ("No, I alone see this screen", True),
    ]
    told = await app.push_screen_wait(Dialog("Notes", _MIRRORED, options))
    if told is False:
        app.notify(_ELSEWHERE, markup=False, timeout=15)
    return bool(told)


async def end(app: App[None]) -> bool:
    """Return whether the host wants to end the story here."""
    options: list[tuple[Content | str, bool]] = [
        ("Play on", False),
        ("End the story and go to the debrief", True),
    ]
    return bool(await app.push_screen_wait(Dialog("End the story here?", "", options)))
