"""The host's screen: the projector's page, and the keys with which a facilitator leads the room."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.reactive import reactive
from textual.screen import Screen

from game.engine.run import replay
from game.group.addresses import is_loopback
from game.group.state import STANDING, Phase
from game.tui.actions import Explained
from game.tui.screens import asks, ways
from game.tui.screens.host_keys import HANDS, HOW_TO_LEAD, SHOWN_KEYS, allowed
from game.tui.widgets.keys import Keys
from game.tui.widgets.room import RoomView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from game.engine.run import Run
    from game.group.client import HostLine
    from game.group.host_state import HostState
    from game.group.sessions import Place
    from game.story.compiled import Story
    from game.tui.host_app import HostApp

_EXTENSION = 30


class HostScreen(Explained, Screen[None]):
    """Shows the room's state as it comes from the server; every key asks the server for a step."""

    HELP_TEXT = HOW_TO_LEAD
    CSS_PATH = "host.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "step", "The next step"),
        Binding("c", "commit", "Commit to a choice"),
        Binding("v", "vote", "Vote again, or hold a locked vote anew"),
        Binding("r", "runoff", "Hold a run-off"),
        Binding("h", "hands", "Type a show of hands"),
        Binding("plus,equals_sign", "extend", "Thirty seconds more", key_display="+"),
        Binding("b", "back", "Go back to a decision"),
        Binding("o", "other", "Play the other answer"),
        Binding("m", "meters", "Meters: numbers, words, hidden"),
        Binding("t", "minutes", "Say how many minutes there are"),
        Binding("x", "blank", "Turn the screen dark"),
        Binding("p", "people", "People: names, sides, sending away"),
        Binding("a", "sign", "The address and its code, for who comes late"),
        Binding("w", "wifi", "The Wi-Fi as a code"),
        Binding("d", "door", "Close the door to new people, or open it"),
        Binding("f,F", "notes", "The facilitator's notes", key_display="F"),
        Binding("e", "end", "End the story here"),
        Binding("right", "turn(1)", "Next page of the debrief", show=False),
        Binding("left", "turn(-1)", "Page before", show=False),
        Binding("space,pagedown", "page(1)", "Read on", show=False),
        Binding("pageup", "page(-1)", "Read back", show=False),
    ]

    state: reactive[HostState | None] = reactive(None, init=False)
    notes: reactive[bool] = reactive(default=False, init=False)
    """Whether the notes are shown: only after the host has said that nobody else looks."""

    def __init__(self, line: HostLine, story: Story, place: Place, *, console: bool) -> None:
        super().__init__()
        self._line = line
        self._story = story
        self._place = place
        self._offset = 0
        self._private = console
        self._stepped = -1
        self._enter = ""

    def compose(self) -> ComposeResult:
        """Show the room, and the keys."""
        wifi = self.host_app.wifi
        yield RoomView(self._story, self._place, wifi.name if wifi is not None else "")
        yield Keys(markup=False)

    def on_mount(self) -> None:
        """Listen to the room, and let the clocks run."""
        self.notes = self._private
        self.set_interval(1.0, self._tick)
        self.call_after_refresh(self.listen)

    @property
    def _view(self) -> RoomView:
        return self.query_one(RoomView)

    @property
    def host_app(self) -> HostApp:
        """The app, by its own type."""
        return cast("HostApp", self.app)

    @work
    async def listen(self) -> None:
        """Take every state of the room until it ends."""
        async for told in self._line.states():
            if isinstance(told, str):
                with suppress(NoMatches):
                    self._view.say(told)
            else:
                self._offset = told.now - _now()
                self.state = told
        self.host_app.room_ended()

    def watch_state(self) -> None:
        """Project the state: the only place that writes to the widgets."""
        state = self.state
        if state is None:
            return
        now = _now() + self._offset
        # When the screen is left its widgets go one by one, and states come up to the very end.
        with suppress(NoMatches):
            shown = self._view.show(state, self._run(state), now, notes=self.notes)
            self._enter = shown.enter
            self._say_keys()
            self.call_after_refresh(self._say_keys)

    @on(RoomView.Turned)
    def _turned(self) -> None:
        self.call_after_refresh(self._say_keys)

    def _say_keys(self) -> None:
        """Say the keys; whether there is more to read is known once the page is laid out."""
        with suppress(NoMatches):
            self.query_one(Keys).say(self._keys(self._enter))

    def watch_notes(self) -> None:
        """Show or hide the notes."""
        self.watch_state()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002, Textual's contract
        """Grey the keys that would be refused."""
        state = self.state
        if state is None:
            return action in {"page", "notes"}
        here = {
            "other": self._view.otherwise is not None
            if state.phase is Phase.DEBRIEF
            else state.due is not None,
            "sign": not is_loopback(self._place.address),
            "wifi": self.host_app.wifi is not None,
        }
        return True if allowed(action, state) and here.get(action, True) else None

    @work
    async def action_step(self) -> None:
        """Do what comes next: Enter alone plays a whole session."""
        state = self.state
        if state is None or state.rev == self._stepped:
            return
        # A second Enter by accident must not take the next step, too: it waits for what came of it.
        self._stepped = state.rev
        await self._step(state)

    async def _step(self, state: HostState) -> None:
        if state.blank:
            await self._do("blank", on=False)
        elif state.phase is Phase.LOBBY:
            await self._do("open")
        elif state.phase in {Phase.OPEN, Phase.LOCKED}:
            await self._close_vote(state)
        elif state.phase in STANDING:
            await self._after_split(state)
        elif state.phase is Phase.DEBRIEF:
            self._stepped = -1
            self.host_app.action_leave() if state.planning else await self._turn(1)
        elif state.phase is Phase.ENDED and state.due is not None:
            await self._play_other(*state.due)
        else:
            await self._do("goon")

    @work
    async def action_turn(self, step: int) -> None:
        """Turn a page of the debrief, on every screen; in the lobby to the other team's code."""
        if self.state is not None and self.state.phase is Phase.LOBBY:
            self._view.turn_code(step)
            self.watch_state()
        await self._turn(step)

    async def _turn(self, step: int) -> None:
        if self.state is not None and self.state.phase is Phase.DEBRIEF:
            await self._do("turn", page=self._view.beside(step))

    async def _close_vote(self, state: HostState) -> None:
        """Lock the ballot, or show it once that is done; hands alone are counted and shown."""
        alone = not self.host_app.network
        if alone and not await self._count_hands():
            return
        # The time may have run out while hands were counted.
        now = self.state or state
        if now.phase is Phase.OPEN:
            await self._do("lock")
        if alone or state.phase is Phase.LOCKED:
            await self._do("reveal")

    async def _after_split(self, state: HostState) -> None:
        if state.phase is Phase.TALK:
            await self._do("open")
        elif state.second:
            await self._do("talk")
        elif state.level:
            await self._do("open", runoff=True)
        elif state.leaders is not None:
            await self._do("commit", choices=list(state.leaders))
        else:
            await self._choose(state)

    @work
    async def action_commit(self) -> None:
        """Commit to a choice for each side; one that the votes do not say is kept as such."""
        if self.state is not None and self.state.phase in STANDING:
            await self._choose(self.state)

    async def _choose(self, state: HostState) -> None:
        chosen = await asks.choices(self.app, self._run(state), state)
        self._stepped = -1
        if chosen is not None:
            now, later = chosen
            await self._do("commit", choices=now, also=later)

    @work
    async def action_vote(self) -> None:
        """Open another vote: a second one, or a locked one anew after a misunderstanding."""
        await self._do("open")

    @work
    async def action_runoff(self) -> None:
        """Let the level answers run against each other for 20 seconds."""
        await self._do("open", runoff=True)

    @work
    async def action_hands(self) -> None:
        """Type what a show of hands has counted."""
        await self._count_hands()

    async def _count_hands(self) -> bool:
        state = self.state
        if state is None or state.phase not in HANDS:
            return False
        counts = await asks.hands(self.app, self._run(state), state)
        if counts is None:
            self._stepped = -1
            return False
        return await self._do("hands", counts=counts)

    @work
    async def action_extend(self) -> None:
        """Give the vote or the talk half a minute more."""
        await self._do("extend", seconds=_EXTENSION)

    @work
    async def action_back(self) -> None:
        """Go back to any decision; what was played is kept."""
        from game.tui.screens.timeline import TimelineScreen

        if self.state is None:
            return
        decisions = await self.app.push_screen_wait(TimelineScreen(self._run(self.state)))
        if decisions is not None:
            await self._do("back", decisions=decisions)

    @work
    async def action_other(self) -> None:
        """Play the other answer that is due, or one of the decision that is talked about."""
        state = self.state
        if state is None:
            return
        told = await ways.other(self.app, self._run(state), state, self._view.otherwise)
        if isinstance(told, str):
            await self._do(told)
        elif told is not None:
            await self._play_other(*told)

    async def _play_other(self, decision: int, choices: Sequence[str]) -> None:
        await self._do("other", decision=decision, choices=list(choices))

    @work
    async def action_meters(self) -> None:
        """Show the meters as numbers, as words, or not at all."""
        if self.state is not None:
            modes = ("numbers", "words", "hidden")
            following = modes[(modes.index(self.state.meters) + 1) % len(modes)]
            await self._do("adjust", change={"meters": following})

    @work
    async def action_minutes(self) -> None:
        """Type the minutes there are; the plan, and what is talked over, go by them."""
        from game.tui.screens.minutes import MinutesScreen

        state = self.state
        if state is None:
            return
        minutes = await self.app.push_screen_wait(MinutesScreen(state.minutes, state.used))
        if minutes is not None:
            await self._do("adjust", change={"minutes": minutes})

    @work
    async def action_blank(self) -> None:
        """Turn the screen dark, or on again."""
        if self.state is not None:
            await self._do("blank", on=not self.state.blank)

    @work
    async def action_people(self) -> None:
        """Give somebody another name or side, or send them away."""
        from game.tui.screens.people import look_after

        await look_after(self.app, self._line, self._story, self.state)

    def action_sign(self) -> None:
        """Show the address and its code large, at any time: for who comes late."""
        self._show_signs(0)

    def action_wifi(self) -> None:
        """Show the Wi-Fi as a code."""
        self._show_signs(-1)

    def _show_signs(self, first: int) -> None:
        from game.tui.screens.sign import SignScreen, signs

        if self.state is not None:
            ways, wifi = self.state.entrance.ways, self.host_app.wifi
            self.app.push_screen(SignScreen(signs(ways, self._place, self._story, wifi), first))

    @work
    async def action_door(self) -> None:
        """Close the door to new people, or open it; who has a seat comes back always."""
        if self.state is not None:
            await self._do("door", open=not self.state.entrance.open)

    @work
    async def action_notes(self) -> None:
        """Show the notes, once the host has said that nobody else looks."""
        if self.notes:
            self.notes = False
            return
        self._private = self._private or await asks.alone(self.app)
        self.notes = self._private

    @work
    async def action_end(self) -> None:
        """End the story here and go to the debrief, after asking."""
        if await asks.end(self.app):
            await self._do("end")

    def action_page(self, direction: int) -> None:
        """Read on, or back, in a text longer than the screen."""
        self._view.scroll_page(direction)

    async def _do(self, kind: str, **fields: object) -> bool:
        """Ask the server for a step; say why if it was refused, and return whether it was done."""
        why = await self._line.do(kind, **fields)
        if why:
            self._stepped = -1
            self.notify(why, markup=False, severity="warning")
        return not why

    def _run(self, state: HostState) -> Run:
        return replay(self._story, state.choices)

    def _tick(self) -> None:
        state = self.state
        timed = state is not None and (
            state.talk_until is not None
            or (state.ballot is not None and state.ballot.deadline is not None)
            or state.phase is Phase.LOBBY
        )
        if timed:
            self.watch_state()

    def _keys(self, enter: str) -> Iterable[tuple[str, str]]:
        """Yield the keys that do something at this moment, the next step first."""
        if enter:
            yield "Enter", enter
        if self._view.more:
            yield "Space", "more"
        if self.state is not None and self._view.more_codes(self.state):
            yield "→", "other code"
        for key, action, word in SHOWN_KEYS:
            if self.check_action(action, ()):
                yield key, word
        if self.state is not None and self.state.phase is Phase.DEBRIEF and self.state.page:
            yield "←", "page before"
        yield "?", "all keys"


def _now() -> int:
    return time.time_ns() // 1_000_000
