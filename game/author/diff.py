"""`diff`: two versions of a story compared, as one data object."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.analysis.lockstep import Replayed, replayed
from game.analysis.pairing import Pairing, pair
from game.author.changes import Changes, changes
from game.author.replays import Replays, replays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.analysis.players import Player
    from game.analysis.report import Analysis
    from game.analysis.shares import EndingShare


class Ending(NamedTuple):
    """One ending by its ids in both stories, empty where it is none; None where nobody comes."""

    old_id: str
    new_id: str
    old: EndingShare | None
    new: EndingShare | None


class PlayerMoved(NamedTuple):
    """A named player in both stories; None where it can't play to an end. In percent: 0..100."""

    name: str
    old: Player | None
    new: Player | None
    old_percentile: float | None
    new_percentile: float | None


class Diff(NamedTuple):
    """Everything that is told. `replayed` is None where a budget ended an analysis.

    `replays` is None where no folder of saves was named.
    """

    old: Analysis
    new: Analysis
    pairing: Pairing
    changes: Changes
    replayed: Replayed | None
    replays: Replays | None

    @property
    def exact(self) -> bool:
        """Whether every number is exact."""
        known = self.replayed is not None and self.replayed.exact
        return known and self.old.exact and self.new.exact

    @property
    def endings(self) -> Iterator[Ending]:
        """The endings of both stories: the older one's, then those that came."""
        old, new = self.old, self.new
        ended = {scene.id for scene in new.space.story.endings}
        for scene in old.space.story.endings:
            now = self.pairing.scenes.get(scene.id, "")
            now = now if now in ended else ""
            ended.discard(now)
            yield Ending(scene.id, now, old.endings.get(scene.id), new.endings.get(now))
        for scene in new.space.story.endings:
            if scene.id in ended:
                yield Ending("", scene.id, None, new.endings.get(scene.id))

    @property
    def players(self) -> Iterator[PlayerMoved]:
        """The named players that can play in one of the stories."""
        for name in {**self.old.players, **self.new.players}:
            yield PlayerMoved(
                name,
                self.old.players.get(name),
                self.new.players.get(name),
                self.old.percentiles.get(name),
                self.new.percentiles.get(name),
            )


def diff(old: Analysis, new: Analysis, saves: Path | None = None) -> Diff:
    """Compare two analysed versions of a story, and the runs in a folder with the newer one."""
    before, after = old.space.story, new.space.story
    pairing = pair(before, after)
    complete = old.space.complete and new.space.complete
    return Diff(
        old,
        new,
        pairing,
        changes(pairing),
        replayed(old.space, new.space, pairing) if complete else None,
        None if saves is None else replays(saves, after, {before.id, after.id}),
    )
