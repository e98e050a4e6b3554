"""`common-ground debrief RUN`: the debrief of a kept run, printed or written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.commands.naming import run_named
from game.commands.output import DONE, deliver, fail, note
from game.commands.progress import bar
from game.debrief.debrief import build, complete
from game.storage.folder import saves_folder
from game.storage.resume import resume
from game.storage.session import Session
from game.story.text import clean_line
from game.telling.debrief_file import text_of

if TYPE_CHECKING:
    from argparse import Namespace

    from game.debrief.debrief import Debrief
    from game.storage.save import Save
    from game.story.compiled import Story


def debrief(options: Namespace) -> int:
    """Write the debrief of `options.run` in `options.format`; return the exit status."""
    folder = saves_folder(options.saves)
    found = run_named(folder, options.run)
    if isinstance(found, str):
        return fail(found)
    if found.story is None:
        return fail(
            f"the story {clean_line(found.save.story, 100)!r} of this run is not here, or is"
            " broken; put its file into a folder named stories, or name its folder in"
            " COMMON_GROUND_STORIES."
        )
    # A room's run stands beside the others of its room, not beside what the host played alone.
    beside = found.path.parent if found.save.session and found.path else folder
    text = text_of(_built(found.save, found.story, beside), options.format)
    if options.output is None:
        return deliver(text)
    path = Path(options.output)
    from game.storage.export import write_named

    wrong = write_named(path, text)
    if wrong:
        return fail(wrong)
    note(f"Written to {path}")
    return DONE


def _built(save: Save, story: Story, folder: Path) -> Debrief:
    resumption = resume(save, story)
    run = resumption.run
    if resumption.told:
        note(
            "The story has changed since this run was left: this is the run as the story plays it"
            f" today, up to decision {len(run.decisions)}."
        )
    session = Session(run, save)
    told = build(run, session.bets, save.reflections, save.settings.meters)
    if not run.decisions:
        return told
    # Imported here: the analysis is loaded only where there is something to look back on.
    from game.debrief.review import review
    from game.telling.history import history

    past = history(session, folder)
    try:
        with bar(f"Exploring {story.id}") as progress:
            return complete(told, review(run, past.found, progress=progress), past.beside)
    except MemoryError:
        note("There is not enough memory for the review: the debrief is without it.")
        return complete(told, None, past.beside)
