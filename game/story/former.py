"""Earlier ids of scenes and choices: each leads to one thing of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.story.codes import Code
from game.story.diagnostic import Diagnostic, quoted
from game.story.ids import choice_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from game.story.format import StoryFile
    from game.story.source import Path, Source


class _Named(NamedTuple):
    """A scene or a choice with its earlier ids, and where they stand."""

    formerly: Sequence[str]
    path: Path


def former_ids(name: str, file: StoryFile, source: Source) -> Iterator[Diagnostic]:
    """Yield a finding for each earlier id that does not lead to one thing alone."""
    scenes = (_Named(scene.formerly, ("scenes", key)) for key, scene in file.scenes.items())
    yield from _ambiguous(name, source, "scene", scenes, file.scenes)
    for key, scene in file.scenes.items():
        named = tuple(zip(choice_ids(scene), scene.choices or (), strict=True))
        for team in dict.fromkeys(choice.team for _, choice in named):
            choices = (
                _Named(choice.formerly, ("scenes", key, "choices", index))
                for index, (_, choice) in enumerate(named)
                if choice.team == team
            )
            present = [own for own, choice in named if choice.team == team]
            yield from _ambiguous(name, source, "choice", choices, present)


def _ambiguous(
    name: str, source: Source, kind: str, named: Iterable[_Named], present: Iterable[str]
) -> Iterator[Diagnostic]:
    today = frozenset(present)
    seen: set[str] = set()
    for formerly, path in named:
        for index, former in enumerate(formerly):
            message = ""
            if former in today:
                message = f"{quoted(former)} is the id of a {kind} today, so it is no earlier one"
            elif former in seen:
                message = f"the earlier id {quoted(former)} stands twice"
            seen.add(former)
            if message:
                place = source.value((*path, "formerly", index))
                hint = f"Keep it at the one {kind} that had it last."
                if former in today:
                    hint = "Remove it here, or give the other one a new id."
                yield Diagnostic(name, place, Code.FORMER_ID, message, hint)
