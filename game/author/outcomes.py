"""What the playthroughs of a story come to, as the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.analysis.report import Analysis
    from game.story.compiled import Story

_NAME: Final = 22
_SHARE: Final = 7
_MOVED: Final = 9
_CHANCE: Final = 8
_LITTLE: Final = 0.0005
"""A share that moved by less is shown as unmoved."""


class OutcomeRow(NamedTuple):
    """One row: a line in columns, what stands below it, and a list of choices that shows it.

    `choices` is None where there is nothing to play.
    """

    text: str
    below: str = ""
    choices: tuple[str, ...] | None = None
    heading: bool = False


def waiting(story: Story) -> tuple[OutcomeRow, ...]:
    """Return the rows of a story whose analysis is not there yet."""
    return (
        _endings_head(),
        *(OutcomeRow(_columns(scene.id, "…", "", "…")) for scene in story.endings),
    )


def outcomes(analysis: Analysis, former: Mapping[str, float]) -> tuple[OutcomeRow, ...]:
    """Return every row; `former` are the shares of the endings in the analysis before."""
    return (
        *_size(analysis),
        *_endings(analysis, former),
        *_players(analysis),
        *_lessons(analysis),
        *_never(analysis),
        *_idle(analysis),
    )


def _size(analysis: Analysis) -> Iterator[OutcomeRow]:
    if "everything" in analysis.bounds:
        left = len(analysis.space.left)
        yield OutcomeRow(
            f"Not exact: the budget ended the work, {left} scenes were left. Every count is at"
            " least what is said."
        )
    elif analysis.bounds:
        yield OutcomeRow("Not exact: there are too many sums; percentiles are lower bounds.")
    size = (
        f"{_counted(analysis.playthroughs, 'playthrough')},"
        f" {_counted(analysis.space.states, 'state')}"
    )
    decisions = analysis.decisions
    if decisions is None:
        reached = "was reached within the budget" if analysis.space.left else "is reached"
        yield OutcomeRow(f"{size}. No ending {reached}.")
        return
    least, most = decisions
    length = _counted(most, "decision") if least == most else f"{least} to {most} decisions"
    minutes = _counted(max(1, round(analysis.words.minutes)), "minute")
    yield OutcomeRow(f"{size}, {length}, about {minutes} to read")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _endings_head() -> OutcomeRow:
    return OutcomeRow(_columns("Endings", "share", "", "chance"), heading=True)


def _endings(analysis: Analysis, former: Mapping[str, float]) -> Iterator[OutcomeRow]:
    yield _endings_head()
    for scene in analysis.space.story.endings:
        ending = analysis.endings.get(scene.id)
        if ending is None:
            if analysis.space.complete:
                text = _columns(scene.id, "0 %", "", "0 %")
                yield OutcomeRow(text, "no playthrough ends here")
            else:
                yield OutcomeRow(_columns(scene.id, "…", "", "…"))
            continue
        moved = _moved(ending.share, former.get(scene.id))
        text = _columns(scene.id, percent(ending.share), moved, percent(ending.chance))
        yield OutcomeRow(text, _way(ending.witness), ending.witness)


def _moved(share: float, before: float | None) -> str:
    """Return how far a share moved with this save, in points."""
    if before is None or abs(share - before) < _LITTLE:
        return ""
    sign = "+" if share > before else "−"
    return f"({sign}{abs(share - before) * 100:.1f})"


def _players(analysis: Analysis) -> Iterator[OutcomeRow]:
    if not analysis.players:
        return
    head = f"{'Players':<{_NAME}}{'outcome':>8}{'above':>9}  ending"
    yield OutcomeRow(head, heading=True)
    for name, player in analysis.players.items():
        above = analysis.percentiles.get(name)
        rank = "" if above is None else percent(above / 100)
        text = f"{name:<{_NAME}}{player.outcome:>8}{rank:>9}  {player.run.scene.id}"
        yield OutcomeRow(text, choices=player.run.choices)


def _lessons(analysis: Analysis) -> Iterator[OutcomeRow]:
    if not analysis.lessons:
        return
    broken = [one for one in analysis.lessons if not one.holds]
    held = len(analysis.lessons) - len(broken)
    head = f"Lessons: {held} held, {len(broken) or 'none'} broken"
    yield OutcomeRow(head, heading=True)
    for one in broken:
        yield OutcomeRow(f"broken: {one.rule}", f"found: {one.found}", one.witness or None)


def _never(analysis: Analysis) -> Iterator[OutcomeRow]:
    found, scenes = analysis.findings, analysis.space.story.scenes
    rows = [
        OutcomeRow(f"{one.scene} offers nothing in some state", _way(one.witness), one.witness)
        for one in found.stuck
    ]
    rows += [OutcomeRow(f"{one.scene} is never reached") for one in found.never_reached]
    for offered in found.never_offered:
        choice = scenes[offered.scene].choices[offered.choice].id
        rows.append(OutcomeRow(f"{offered.scene}: {choice} is never offered", offered.nearest))
    for taken in found.never_taken:
        of = "" if taken.choice is None else f" of {scenes[taken.scene].choices[taken.choice].id}"
        words = f"{taken.scene}: route {taken.route + 1}{of} is never taken"
        rows.append(OutcomeRow(words, taken.nearest))
    if rows:
        yield OutcomeRow("What no playthrough does", heading=True)
        yield from rows


def _idle(analysis: Analysis) -> Iterator[OutcomeRow]:
    rows = [
        OutcomeRow(
            f"{one.scene}: {one.key} of"
            f" {analysis.space.story.scenes[one.scene].choices[one.choice].id} is {one.why}"
        )
        for one in analysis.findings.idle
    ]
    if rows:
        yield OutcomeRow("Numbers that decide nothing", heading=True)
        yield from rows


def percent(share: float) -> str:
    """Return a share of 0..1 as it is shown; what is not nothing is never shown as nothing."""
    if 0 < share < _LITTLE:
        return "<0.1 %"
    if 1 - _LITTLE < share < 1:
        return ">99.9 %"
    return f"{share * 100:.1f} %"


def _columns(name: str, share: str, moved: str, chance: str) -> str:
    return f"{name:<{_NAME}}{share:>{_SHARE}}{moved:>{_MOVED}}{chance:>{_CHANCE}}"


def _way(choices: tuple[str, ...]) -> str:
    return f"shortest way: {' '.join(choices)}" if choices else "the start"
