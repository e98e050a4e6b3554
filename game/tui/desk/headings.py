"""The desk's own lines: what is known of the text, the panes' names, the keys."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from textual.content import Content

from game.author.errands import Failure, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.author.desk import DeskState
    from game.story.diagnostic import Diagnostic

PaneName: TypeAlias = Literal["diagnostics", "map", "outcomes", "play"]
PANES: Final[tuple[PaneName, ...]] = get_args(PaneName)
NAMES: Final[Mapping[PaneName, str]] = MappingProxyType(
    {pane: f"{number} {pane.capitalize()}" for number, pane in enumerate(PANES, 1)}
)
_ENTER: Final[Mapping[PaneName, str]] = MappingProxyType(
    {
        "diagnostics": "open in editor",
        "map": "play from here",
        "outcomes": "play this way",
        "play": "take",
    }
)
_PLAYING: Final = (("Space", "more"), ("u", "back"), ("r", "restart"))


def title(file: str, state: DeskState) -> Content:
    """Return the first line: the file, what is wrong with it, how far the analysis is."""
    parts = [Content.assemble((file, "bold"))]
    if state.text is None:
        parts.append(Content("looking at the file"))
    else:
        parts.append(_found(state.diagnostics))
        parts.append(Content(work_words(state)))
    return Content("  ·  ").join([part for part in parts if part.plain])


def _found(diagnostics: Sequence[Diagnostic]) -> Content:
    errors = sum(one.severity == "error" for one in diagnostics)
    counted = f"{_count(errors, 'error')}, {_count(len(diagnostics) - errors, 'warning')}"
    return Content.assemble((counted, "bold" if errors else ""))


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def work_words(state: DeskState) -> str:
    """Say in a few words how far the analysis of the newest playable text is."""
    work = state.work
    if state.story is None:
        return "not analysed"
    if state.behind:
        return "play and figures are older"
    if isinstance(work, Failure):
        return work.why
    if isinstance(work, Progress):
        return f"analysing: {work.done} of {work.whole} scenes" if work.whole else "analysing"
    return "analysed, exact" if work.exact else "analysed, not exact"


def tabs(at: PaneName) -> Content:
    """Return the panes' names, the one that is open between marks."""
    return Content("   ").join(
        Content.assemble((f"▸ {name} ◂", "bold $accent") if pane == at else (f"  {name}  ", ""))
        for pane, name in NAMES.items()
    )


def keys(at: PaneName, *, some: bool, wide: bool) -> Iterable[tuple[str, str]]:
    """Yield the keys that do something in a pane, which has rows or not."""
    if some:
        yield "Enter", _ENTER[at]
    if at == "play":
        yield from _PLAYING
    if at in {"map", "play"} or (at == "diagnostics" and not some):
        yield "e", "edit"
    yield "1–4", "panes"
    if wide:
        yield "z", "zoom"
    yield "?", "help"
    yield "q", "quit"
