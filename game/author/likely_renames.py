"""What may only have another name: it went under one id and came, word for word, under another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.author.changes import Named, Renamed
from game.story.compiled import JOINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.pairing import Pairing
    from game.author.changes import Changes


def likely_renames(pairing: Pairing, changes: Changes) -> tuple[Renamed, ...]:
    """Return what `formerly` would keep together, scenes first; what fits two ways is left out."""
    scenes = (
        (old, new)
        for old in changes.scenes.went
        for new in changes.scenes.came
        if pairing.old.scenes[old.scene].text == pairing.new.scenes[new.scene].text
    )
    choices = (
        (old, new)
        for old in changes.choices.went
        for new in changes.choices.came
        if old.scene == new.scene and _alike(pairing, old, new)
    )
    return tuple(Renamed(*pair) for pair in (*_only(list(scenes)), *_only(list(choices))))


def _alike(pairing: Pairing, old: Named, new: Named) -> bool:
    """Whether two choices of one scene, by its newer id, read the same."""
    if JOINED in old.choice:
        return False
    then = next(one for one, now in pairing.scenes.items() if now == old.scene)
    before = {one.id: one.text for one in pairing.old.scenes[then].choices}
    after = {one.id: one.text for one in pairing.new.scenes[new.scene].choices}
    return before[old.choice] == after[new.choice]


def _only(pairs: list[tuple[Named, Named]]) -> Iterator[tuple[Named, Named]]:
    """Yield the pairs whose both ends are in no other pair."""
    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    for old, new in pairs:
        if olds.count(old) == news.count(new) == 1:
            yield old, new
