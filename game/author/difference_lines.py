"""A comparison of two stories as lines for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.author.chart import counted, share
from game.author.likely_renames import likely_renames
from game.author.rows import columns, wrapped
from game.story.prose import plain_text
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.analysis.lockstep import Replayed
    from game.analysis.shares import EndingShare
    from game.author.changes import Change, Moves
    from game.author.diff import Diff, Ending, PlayerMoved

_WIDTH: Final = 80
_NAME: Final = 34
_FINE: Final = 10**12
"""Parts of a chance that are told apart."""
_NOT_THERE: Final = "–"


def as_lines(diff: Diff) -> str:
    """Return the comparison in at most 80 columns; what is the same is left out."""
    parts: tuple[Callable[[Diff], Iterator[str]], ...] = (
        _head,
        *(_decisions, _passages, _ends, _choices, _likely, _facts, _keys, _reworded, _endings),
        *(_players, _positions, _saves),
    )
    told = [list(part(diff)) for part in parts]
    return "\n\n".join("\n".join(part) for part in told if part)


def _row(text: str, hang: int = 4, indent: int = 2) -> Iterator[str]:
    first, *others = wrapped(text, _WIDTH - hang)
    yield " " * indent + first
    for row in others:
        yield " " * hang + row


def _head(diff: Diff) -> Iterator[str]:
    old, new = diff.old.space.story, diff.new.space.story
    yield from _row(clean_line(plain_text(new.title, new.cast)), 2, 0)
    # A path is never broken: it may be copied.
    yield f"  old: {clean_line(old.file)}"
    yield f"  new: {clean_line(new.file)}"
    playthroughs = _from_to(f"{diff.old.playthroughs:,}", f"{diff.new.playthroughs:,}")
    lengths = _from_to(*(_length(one) for one in (diff.old.decisions, diff.new.decisions)))
    yield from _row(f"Playthroughs: {playthroughs}. Decisions: {lengths}.", 2, 0)
    if not (diff.old.space.complete and diff.new.space.complete):
        said = "A budget ended an analysis: its counts are at least what they say, and what still"
        yield from _row(f"{said} replays was not looked at.", 2, 0)
    if old.fingerprint == new.fingerprint:
        yield "The two files are the same."


def _length(decisions: tuple[int, int] | None) -> str:
    if decisions is None:
        return "no ending"
    least, most = decisions
    return str(least) if least == most else f"{least}–{most}"


def _from_to(old: str, new: str) -> str:
    return f"{old}, as before" if old == new else f"{new}, was {old}"


def _decisions(diff: Diff) -> Iterator[str]:
    yield from _moved("Decisions", diff.changes.decisions)


def _passages(diff: Diff) -> Iterator[str]:
    yield from _moved("Scenes without a choice", diff.changes.passages)


def _ends(diff: Diff) -> Iterator[str]:
    yield from _moved("Endings", diff.changes.endings)


def _choices(diff: Diff) -> Iterator[str]:
    yield from _moved("Choices", diff.changes.choices)


def _moved(title: str, moves: Moves) -> Iterator[str]:
    rows = [
        *(f"new      {one}" for one in moves.came),
        *(f"gone     {one}" for one in moves.went),
        *(f"renamed  {one.old} to {one.new.choice or one.new.scene}" for one in moves.renamed),
    ]
    if rows:
        yield title
        for row in rows:
            yield from _row(row, 11)


def _likely(diff: Diff) -> Iterator[str]:
    found = likely_renames(diff.pairing, diff.changes)
    if found:
        yield "Another name only? Kept runs go on where the newer file says so"
    for one in found:
        place = f"[scenes.{one.new.scene}]"
        where = f"choice {one.new.choice} of {place}" if one.new.choice else place
        former = one.old.choice or one.old.scene
        yield from _row(f'{where}: formerly = ["{former}"]')


def _facts(diff: Diff) -> Iterator[str]:
    came, went = diff.changes.facts
    if came or went:
        yield "Facts"
        yield from (f"  new      {fact}" for fact in came)
        yield from (f"  gone     {fact}" for fact in went)


def _keys(diff: Diff) -> Iterator[str]:
    if diff.changes.keys:
        yield "Effects, conditions and ways on"
    for one in diff.changes.keys:
        yield from _row(f"{_place(one)}{one.key} {one.new}, was {one.old}")


def _place(change: Change) -> str:
    if not change.scene:
        return ""
    return f"{change.scene}/{change.choice}: " if change.choice else f"{change.scene}: "


def _reworded(diff: Diff) -> Iterator[str]:
    scenes = diff.changes.reworded
    if scenes:
        yield f"Other words only: {counted(len(scenes), 'scene')}"
        yield from _row(", ".join(scenes), 2)


def _endings(diff: Diff) -> Iterator[str]:
    yield f"{'Endings':<{_NAME}}{'share of all':>22}{'by chance':>22}"
    for one in diff.endings:
        shares = (
            _percent(one.old, diff.old.playthroughs, one.old_id),
            _percent(one.new, diff.new.playthroughs, one.new_id),
        )
        chances = _chance(one.old, one.old_id), _chance(one.new, one.new_id)
        numbers = f"{_arrow(*shares):>22}{_arrow(*chances):>22}"
        name = _ending(one)
        if columns(name) > _NAME - 2:
            yield f"  {name}"
            name = ""
        yield f"  {name:<{_NAME - 2}}{numbers}"


def _ending(ending: Ending) -> str:
    """Return an ending's id, which may have come, gone or changed."""
    if not ending.new_id:
        return f"{ending.old_id} (gone)"
    if not ending.old_id:
        return f"{ending.new_id} (new)"
    return ending.new_id


def _percent(ending: EndingShare | None, playthroughs: int, scene: str) -> str:
    if not scene:
        return _NOT_THERE
    return share(0 if ending is None else ending.playthroughs, playthroughs)


def _chance(ending: EndingShare | None, scene: str) -> str:
    if not scene:
        return _NOT_THERE
    return share(0 if ending is None else round(ending.chance * _FINE), _FINE)


def _arrow(old: str, new: str) -> str:
    return f"{old}, as before" if old == new else f"{old} to {new}"


def _players(diff: Diff) -> Iterator[str]:
    rows = [row for one in diff.players for row in _player(diff, one)]
    if rows:
        yield "Players"
        yield from rows


def _player(diff: Diff, moved: PlayerMoved) -> Iterator[str]:
    old, new = moved.old, moved.new
    if old is None or new is None:
        said = "can play to an end now" if old is None else "no longer plays to an end"
        yield from _row(f"{moved.name} {said}")
        return
    pairs = {
        "outcome": (old.outcome, new.outcome),
        "delivered": (old.run.delivered, new.run.delivered),
        "next quarter": (old.run.next_quarter, new.run.next_quarter),
        "percentile": (_rank(moved.old_percentile), _rank(moved.new_percentile)),
        "ending": (diff.pairing.now(old.run.scene.id), new.run.scene.id),
    }
    told = [f"{name} {one} to {other}" for name, (one, other) in pairs.items() if one != other]
    yield from _row(f"{moved.name}: {', '.join(told) or 'as before'}")


def _rank(percentile: float | None) -> str:
    return _NOT_THERE if percentile is None else f"{percentile:.1f}"


def _positions(diff: Diff) -> Iterator[str]:
    told = diff.replayed
    if told is None:
        return
    least = "" if told.exact else "at least "
    yield "What still replays"
    yield from _row(
        f"Of {told.positions:,} places in which a run of the old story can stand, each list of "
        f"choices counted once, {least}{told.scenes:,} ({_kept(told.scenes, told)}) come through "
        f"the same scenes, and {least}{told.numbers:,} ({_kept(told.numbers, told)}) with the same "
        "numbers as well."
    )


def _kept(part: int, told: Replayed) -> str:
    """Return a share that no row ends within."""
    return share(part, told.positions).replace(" ", "\N{NO-BREAK SPACE}")


def _saves(diff: Diff) -> Iterator[str]:
    told = diff.replays
    if told is None:
        return
    yield "Kept runs"
    if not told.runs:
        yield "  There is none of this story."
    else:
        of = f"Of {counted(told.runs, 'kept run')}"
        yield from _row(
            f"{of} {told.scenes:,} come through the same scenes, and {told.numbers:,} with the "
            "same numbers as well."
        )
    for one in told.differing:
        yield from _row(f"{one.file}: {one.why or 'it differs from what was kept'}")
    for reason in told.unreadable:
        yield from _row(reason)
