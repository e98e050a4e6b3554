"""`map`: a story's graph as an outline, or for a program that draws."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game.author.chart import chart
from game.storage.atomic import write_atomic
from game.storage.resume import resume
from game.storage.shelf import Kept, read_all, read_one
from game.story.diagnostic import quoted
from game.story.text import clean_line

if TYPE_CHECKING:
    from game.analysis.report import Analysis
    from game.storage.resume import Resumption
    from game.storage.save import Save
    from game.story.compiled import Story

Format: TypeAlias = Literal["text", "mermaid", "dot", "svg"]
FORMATS: Final[tuple[Format, ...]] = ("text", "mermaid", "dot", "svg")
_MARK: Final = b"common-ground map"
_HEAD: Final = 1024
"""Every map says what it is within so many bytes."""


def drawn(analysis: Analysis, form: Format, way: Resumption | None = None) -> str:
    """Return the map of an analysed story in a format, the way of a run drawn in."""
    told = chart(analysis, None if way is None else way.run)
    if form == "mermaid":
        from game.author.mermaid import mermaid

        return mermaid(told)
    if form == "dot":
        from game.author.dot import dot

        return dot(told)
    if form == "svg":
        from game.author.svg import svg

        return svg(told)
    from game.author.map_lines import outline

    return outline(told)


def way_of(name: str, folder: Path, story: Story) -> Resumption | str:
    """Return the run that `name` means, replayed on a story; or a sentence on why there is none.

    `name` is a save's file, or the id of a run in `folder` or the beginning of one.
    """
    save = _save(name, folder)
    if isinstance(save, str):
        return save
    if save.story != story.id:
        of = f"is a run of {quoted(save.story)}, not of {quoted(story.id)}"
        return f"{quoted(name)} {of}. Name a run of this story."
    return resume(save, story)


def _save(name: str, folder: Path) -> Save | str:
    with suppress(OSError):
        if name.endswith(".toml") or Path(name).is_file():
            one = read_one(Path(name))
            return one.save if isinstance(one, Kept) else one.reason
    runs = {one.save.run: one.save for one in read_all(folder) if isinstance(one, Kept)}
    found = [save for run, save in runs.items() if name and run.startswith(name.lower())]
    if len(found) == 1:
        return found[0]
    where = clean_line(str(folder))
    if not found:
        return f"There is no run {quoted(name)} in {where}. Name a run's id, or its file."
    return f"{len(found)} runs in {where} begin with {quoted(name)}. Name more of the id."


def write(path: Path, text: str) -> str:
    """Write a map to a file, over an older map but over nothing else; say what happened.

    Empty where it is written, else a sentence on why not.
    """
    name = clean_line(str(path))
    try:
        if path.exists() and not _is_map(path):
            return f"{name} is there already and is no map. Choose another name."
        write_atomic(path, text.encode("utf-8"))
    except OSError as error:
        return f"{name} can't be written: {error.strerror or error}."
    return ""


def _is_map(path: Path) -> bool:
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return _MARK in file.read(_HEAD)
    return False
