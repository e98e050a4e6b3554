"""The desk's screen: takes texts and figures from two threads into one state, and shows it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import OptionList, Static

from game.author import desk
from game.author.analyst import Analyst
from game.author.chart import blank
from game.author.desk import DeskState
from game.author.outcomes import waiting
from game.author.outline import outline
from game.author.watching import Text, Watch
from game.story.diagnostic import Place
from game.story.text import clean_line
from game.tui.desk import headings, lists, playing
from game.tui.desk.editing import edit
from game.tui.desk.headings import NAMES, PANES, PaneName
from game.tui.desk.panes import Pane, PlayPane
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from game.author.errands import Work
    from game.author.outcomes import OutcomeRow
    from game.author.outline import MapRow

_LOOK: Final = 0.02
"""Seconds between two looks at the file: 20 µs each."""
_NOTHING: Final = Content("No text of this file could be played yet.")


class DeskScreen(Screen[None]):
    """One story file on the desk. Threads post messages; handlers alone change the state."""

    AUTO_FOCUS = "#diagnostics OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"open('{pane}')", NAMES[pane], show=False)
            for number, pane in enumerate(PANES, 1)
        ),
        Binding("z", "zoom", "One pane, or as many as fit"),
        Binding("e", "edit", "Open the editor at what is highlighted"),
        Binding("u,backspace", "undo", "Take back the last choice"),
        Binding("r", "restart", "Play from the start"),
        Binding("space", "read(1)", "Read on", show=False),
        Binding("b", "read(-1)", "Read back", show=False),
        Binding("question_mark", "help", "Help", key_display="?"),
    ]

    state: reactive[DeskState] = reactive(DeskState, init=False)
    at: reactive[PaneName] = reactive("diagnostics", init=False)
    """The pane that keys go to."""

    @dataclass
    class Saved(Message):
        """The file holds another text."""

        text: Text

        def can_replace(self, message: Message) -> bool:
            """Only the newest text counts."""
            return isinstance(message, DeskScreen.Saved)

    @dataclass
    class Worked(Message):
        """The analysis of a text has come further, or is done."""

        fingerprint: str
        work: Work

        def can_replace(self, message: Message) -> bool:
            """Take what came later: it says more."""
            return isinstance(message, DeskScreen.Worked)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._leaving = threading.Event()
        self._analyst = Analyst(self._heard)
        self._shown = DeskState()
        self._map: tuple[MapRow, ...] = ()
        self._outcomes: tuple[OutcomeRow, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, names of the panes, panes, keys."""
        yield Static(id="title", markup=False)
        yield Static(id="tabs", markup=False)
        with Container(id="panes"):
            with Vertical(id="left", classes="column"):
                yield Pane("diagnostics")
                yield Pane("map")
                yield Pane("outcomes")
            with Vertical(id="right", classes="column"):
                yield PlayPane("play")
        yield Keys(markup=False)

    def on_mount(self) -> None:
        """Begin to look at the file."""
        self.watch_at("diagnostics")
        self.watch_state(self.state, self.state)
        self._show_figures(self.state)
        self._show_play(self.state, self.state)
        self._analyst.start()
        self._watch_file()

    def on_unmount(self) -> None:
        """End both threads."""
        self._leaving.set()
        self._analyst.close()

    @work(thread=True, group="watch")
    def _watch_file(self) -> None:
        watch = Watch(self._path)
        while not self._leaving.is_set():
            text = watch.look()
            if text is not None:
                self.post_message(self.Saved(text))
            self._leaving.wait(_LOOK)

    def _heard(self, fingerprint: str, work: Work) -> None:
        """Pass on what the analyst says in its thread; a loop that has ended wants nothing."""
        with suppress(RuntimeError):
            self.post_message(self.Worked(fingerprint, work))

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        before = self.state.story
        self.state = desk.saved(self.state, event.text)
        errand = self.state.errand
        if errand is not None and self.state.story is not before:
            self._analyst.analyse(errand)

    @on(Worked)
    def _worked(self, event: Worked) -> None:
        self.state = desk.worked(self.state, event.fingerprint, event.work)

    def watch_state(self, before: DeskState, state: DeskState) -> None:
        """Show the state. What is wrong with a new text is painted before the rest is laid out."""
        title = headings.title(clean_line(self._path.name), state)
        self.query_one("#title", Static).update(title, layout=False)
        if state.text is before.text:
            self._show_rest()
        else:
            self._show_diagnostics(state)
            self.call_after_refresh(self._show_rest)

    def _show_rest(self) -> None:
        """Show figures and play, where they are others than those shown."""
        before, state = self._shown, self.state
        self._shown = state
        behind = state.behind is not before.behind
        known = state.story is before.story and state.figures is before.figures
        if behind or not known:
            self._show_figures(state)
            self._show_diagnostics(state)
        if behind or state.play is not before.play:
            self._show_play(before, state)
        if behind or not known or state.play is not before.play:
            self._say_keys()

    def _show_diagnostics(self, state: DeskState) -> None:
        rows = lists.diagnostics(state)
        above = "" if rows or state.text is None else "Nothing is wrong with this text."
        pane = self._pane("diagnostics")
        pane.show(Content(above), rows)
        pane.set_class(not rows, "-empty")
        self._say_keys()

    def _show_figures(self, state: DeskState) -> None:
        story, figures = state.story, state.figures
        if figures is not None:
            self._map, self._outcomes = figures.map, figures.outcomes
        elif story is not None:
            self._map, self._outcomes = outline(blank(story)), waiting(story)
        above = _NOTHING if story is None else lists.behind(state)
        self._pane("map").show(above, lists.map_rows(self._map))
        self._pane("outcomes").show(above, lists.outcome_rows(self._outcomes))

    def _show_play(self, before: DeskState, state: DeskState) -> None:
        pane = self.query_one(PlayPane)
        if state.play is None:
            pane.show(_NOTHING, ())
            return
        run = state.play.run
        stood = before.play is not None and before.play.run.choices == run.choices
        first = playing.first_offered(run)
        lines = [*([lists.behind(state)] if state.behind else []), playing.standing(run)]
        pane.show(Content("\n").join(lines), playing.answers(run), None if stood else first)
        pane.turn(playing.page(state.play), keep=stood)

    def watch_at(self, at: PaneName) -> None:
        """Mark the pane that keys go to; beside the play the last other one has most room."""
        self.query_one("#left").set_class(at != "play", "-at")
        self.query_one("#right").set_class(at == "play", "-at")
        for name in PANES:
            pane = self._pane(name)
            pane.set_class(name == at, "-at")
            if at != "play":
                pane.set_class(name == at, "-beside")
            mark = "▸ " if name == at else ""
            pane.border_title = f"{mark}{NAMES[name]}"
        self.query_one("#tabs", Static).update(headings.tabs(at))
        self._say_keys()

    def on_resize(self) -> None:
        """Say the keys anew: a narrow screen has one pane anyway."""
        self.call_after_refresh(self._say_keys)

    def _say_keys(self) -> None:
        some = self._pane(self.at).highlighted is not None
        wide = self.has_class("-wide")
        self.query_one(Keys).say(headings.keys(self.at, some=some, wide=wide))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus, whatever moved it."""
        for pane in event.widget.ancestors_with_self:
            if isinstance(pane, Pane):
                self.at = next(name for name in PANES if name == pane.id)

    def action_open(self, name: PaneName) -> None:
        """Go to a pane."""
        self.at = name
        self._pane(name).list.focus()

    def action_zoom(self) -> None:
        """Show one pane alone, or as many as fit."""
        self.toggle_class("-one")

    def action_help(self) -> None:
        """Say what the desk is for, and its keys."""
        from game.tui.desk.help_screen import DeskHelp

        self.app.push_screen(DeskHelp())

    @on(OptionList.OptionSelected, "#diagnostics OptionList")
    def _found(self) -> None:
        self.action_edit()

    @on(OptionList.OptionSelected, "#map OptionList")
    def _arrive_at(self, event: OptionList.OptionSelected) -> None:
        self._arrive(self._map[event.option_index].scene)

    @on(OptionList.OptionSelected, "#outcomes OptionList")
    def _followed(self, event: OptionList.OptionSelected) -> None:
        choices = self._outcomes[event.option_index].choices
        if choices is None:
            self._tell("No playthrough shows this, so that there is none to play.")
        else:
            self._play_from(choices)

    @on(OptionList.OptionSelected, "#play OptionList")
    def _taken(self, event: OptionList.OptionSelected) -> None:
        if self.state.play is None:
            return
        run = self.state.play.run
        choice = run.scene.choices[event.option_index]
        if choice in run.offered:
            self.state = desk.chosen(self.state, choice.id)
        else:
            self._tell(f"{choice.id} is not offered in this state. Come here another way: Map.")

    @work(exclusive=True, group="arrival")
    async def _arrive(self, scene: str) -> None:
        """Play a scene from a state that really reaches it."""
        from game.tui.desk.arrival_screen import ArrivalScreen

        figures = self.state.figures
        if figures is None:
            self._tell(
                f"Which states reach it is not known yet: {headings.work_words(self.state)}."
            )
            return
        found = await asyncio.to_thread(self._analyst.ways, scene)
        if isinstance(found, str):
            self._tell(found)
        elif not found:
            self._tell(
                f"No playthrough reaches {scene}."
                if figures.explored
                else f"{scene} was not reached within the analysis' budget."
            )
        elif len(found) == 1:
            self._play_from(found[0].choices)
        else:
            asked = ArrivalScreen(scene, found, partial(self._analyst.meeting, scene))
            choices = await self.app.push_screen_wait(asked)
            if choices is not None:
                self._play_from(choices)

    def _play_from(self, choices: tuple[str, ...]) -> None:
        self.state = desk.placed(self.state, choices)
        self.action_open("play")

    def action_undo(self) -> None:
        """Take the last choice back."""
        self.state = desk.undone(self.state)

    def action_restart(self) -> None:
        """Play from the start."""
        self.state = desk.placed(self.state, ())

    def action_read(self, direction: int) -> None:
        """Read on, or back, in the scene."""
        self.query_one(PlayPane).read(direction)

    def action_edit(self) -> None:
        """Open the editor at what is highlighted."""
        problem = edit(self.app, self._path, self._meant())
        if problem:
            self._tell(problem)

    def _meant(self) -> Place:
        """Return the place in the file of what is highlighted in the pane that keys go to."""
        text, row = self.state.text, self._pane(self.at).highlighted
        if text is None:
            return Place()
        if self.at == "diagnostics" and row is not None:
            return self.state.diagnostics[row].place
        if self.at == "map" and row is not None:
            return text.place("scenes", self._map[row].scene)
        if self.at == "play" and self.state.play is not None:
            scene = self.state.play.run.scene
            # An answer of a joint scene is a pair of the file's choices, which has no line.
            if row is None or "+" in scene.choices[row].id:
                return text.place("scenes", scene.id)
            return text.place("scenes", scene.id, "choices", row)
        return Place()

    def _tell(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False, timeout=12)

    def _pane(self, name: PaneName) -> Pane:
        return self.query_one(f"#{name}", Pane)
