"""Argue with the model over lines: pick a rule, give it a number, read what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.argument import argue as argue_with
from game.debrief.argument import lessons
from game.debrief.argument_words import fared, judged
from game.debrief.knobs import KNOBS
from game.engine.parameters import TEACHING_MODEL
from game.engine.wording import MODEL_LABEL
from game.plain.blocks import rendered
from game.plain.lines import heading, numbered
from game.plain.prompts import QuitError, pick

if TYPE_CHECKING:
    from game.debrief.knobs import Knob
    from game.engine.parameters import Parameters
    from game.engine.run import Run
    from game.plain.console import Console
    from game.plain.prompts import Commands

_COMMANDS: Final[Commands] = {
    "reset": "put every rule back",
    "again": "read the rules again",
    "back": "back to the debrief",
}
_QUIT: Final = frozenset({"q", "quit"})


def argue(console: Console, run: Run) -> None:
    """Let the player change rules until they go back; nothing of it is kept."""
    model = TEACHING_MODEL
    console.say(heading("Argue with the model"), MODEL_LABEL)
    _list(console, model)
    while True:
        to = pick(console, len(KNOBS), _COMMANDS, opening="A rule to change")
        if isinstance(to, int):
            model = _asked(console, KNOBS[to], model)
        elif to == "reset":
            model = TEACHING_MODEL
        elif to == "again":
            _list(console, model)
            continue
        else:
            return
        _tell(console, run, model)


def _list(console: Console, model: Parameters) -> None:
    console.say(*(numbered(number, knob.at(model)) for number, knob in enumerate(KNOBS, 1)))


def _asked(console: Console, knob: Knob, model: Parameters) -> Parameters:
    """Ask for a number within the rule's range; an empty line leaves it."""
    prompt = f"{knob.at(model)} A number from {knob.least} to {knob.most}, Enter leaves it:"
    while True:
        typed = console.ask(prompt)
        if not typed:
            return model
        if typed.casefold() in _QUIT:
            raise QuitError
        if typed.isascii() and typed.isdigit() and knob.least <= int(typed[:9]) <= knob.most:
            return knob.set(model, int(typed))
        console.say(f"That is no number from {knob.least} to {knob.most}.")


def _tell(console: Console, run: Run, model: Parameters) -> None:
    changed = [knob.at(model) for knob in KNOBS if knob.at(model) != knob.at(TEACHING_MODEL)]
    console.say(heading("Changed"), *changed) if changed else console.say("As the model has it.")
    try:
        held = lessons(run, model)
    except MemoryError:
        held = None
    for block in (*fared(argue_with(run, model)), *judged(held)):
        for lines in rendered(block):
            console.say(*lines)
