"""An analysis written out: for programs as JSON, for a reader as lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.players import Player
    from game.analysis.ranges import Ends
    from game.analysis.report import Analysis
    from game.analysis.shares import EndingShare
    from game.analysis.spreads import Spread

_SAFE: Final = 1 << 53
"""From here on not every JSON reader keeps a whole number whole."""
_NAME: Final = 30
"""Characters of a name that has its numbers on the same line."""
_METERS: Final = ("trust", "tension", "productivity")
_NUMBERS: Final = (*_METERS, "delivered", "next_quarter", "outcome")


def as_json(analysis: Analysis) -> str:
    """Return the analysis as one JSON object; docs/analysis.md names its keys."""
    return json.dumps(_tables(analysis), indent=2)


def _tables(analysis: Analysis) -> dict[str, object]:
    decisions = analysis.decisions
    return {
        "story": analysis.space.story.id,
        "exact": analysis.exact,
        "bounds": list(analysis.bounds),
        "left": list(analysis.space.left),
        "playthroughs": whole(analysis.playthroughs),
        "states": analysis.space.states,
        "decisions": None if decisions is None else {"min": decisions.least, "max": decisions.most},
        "words": analysis.words._asdict() | {"minutes": analysis.words.minutes},
        "endings": {scene: _ending(one) for scene, one in analysis.endings.items()},
        **_findings(analysis),
        "ends": None if analysis.ends is None else _ends(analysis.ends),
        "arrivals": {
            scene: {meter: _range(*getattr(arrival, meter)) for meter in _METERS}
            | {"playthroughs": whole(arrival.playthroughs), "states": arrival.states}
            for scene, arrival in analysis.arrivals.items()
        },
        "players": {
            name: _player(player, analysis.percentiles.get(name))
            for name, player in analysis.players.items()
        },
        "lessons": [one._asdict() | {"witness": list(one.witness)} for one in analysis.lessons],
    }


def _findings(analysis: Analysis) -> dict[str, object]:
    found = analysis.findings
    return {
        "never_offered": [
            {
                "scene": one.scene,
                "choice": _choice(analysis, one.scene, one.choice),
                "nearest": one.nearest or None,
            }
            for one in found.never_offered
        ],
        "never_reached": [one.scene for one in found.never_reached],
        "never_taken": [
            {
                "scene": one.scene,
                "choice": _choice(analysis, one.scene, one.choice),
                "route": one.route,
                "nearest": one.nearest or None,
            }
            for one in found.never_taken
        ],
        "stuck": [{"scene": one.scene, "witness": list(one.witness)} for one in found.stuck],
        "idle": [
            {
                "scene": one.scene,
                "choice": _choice(analysis, one.scene, one.choice),
                "key": one.key,
                "why": one.why,
            }
            for one in found.idle
        ],
    }


def whole(number: int) -> int | str:
    """Return a count as JSON keeps it: a string of digits beyond 2^53."""
    return number if number <= _SAFE else str(number)


def _choice(analysis: Analysis, scene: str, choice: int | None) -> str | None:
    if choice is None:
        return None
    return analysis.space.story.scenes[scene].choices[choice].id


def _ending(ending: EndingShare) -> dict[str, object]:
    return ending._asdict() | {
        "playthroughs": whole(ending.playthroughs),
        "witness": list(ending.witness),
    }


def _range(least: int, most: int) -> dict[str, int]:
    return {"min": least, "max": most}


def _ends(ends: Ends) -> dict[str, object]:
    return {name: _spread(getattr(ends, name)) for name in _NUMBERS}


def _spread(spread: Spread) -> dict[str, object]:
    counts = spread.counts
    told = None if counts is None else [[value, whole(count)] for value, count in counts]
    return _range(spread.least, spread.most) | {"mean": spread.mean, "counts": told}


def _player(player: Player, percentile: float | None) -> dict[str, object]:
    return {
        "choices": list(player.run.choices),
        "ending": player.run.scene.id,
        "delivered": player.run.delivered,
        "next_quarter": player.run.next_quarter,
        "outcome": player.outcome,
        "percentile": percentile,
    }


def as_lines(analysis: Analysis) -> str:
    """Return the analysis as lines to read, at most some 80 characters wide where it can be."""
    story = analysis.space.story
    title = f"{clean_line(story.title)} ({clean_line(story.id)})"
    parts = [
        [title, *_size(analysis)],
        *(
            list(part(analysis))
            for part in (_endings, _spreads, _players, _arrivals, _never, _lessons)
        ),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _size(analysis: Analysis) -> Iterator[str]:
    if "everything" in analysis.bounds:
        yield (
            f"Stopped at the budget, before {len(analysis.space.left)} scenes: counts are at least "
            "what they say, and nothing is said of what never happens."
        )
    states = f"{analysis.space.states:,} states"
    if analysis.decisions is None:
        yield f"No ending was reached; {states}"
        return
    least, most = analysis.decisions
    of = f"{least} decisions" if least == most else f"{least} to {most} decisions"
    yield f"{analysis.playthroughs:,} playthroughs of {of}, {states}"
    words, minutes = analysis.words, max(1, round(analysis.words.minutes))
    yield (
        f"{words.story:,} words in all; {words.mean:,.0f} on one way in the mean, "
        f"about {minutes} minute{'' if minutes == 1 else 's'} of reading"
    )


def _endings(analysis: Analysis) -> Iterator[str]:
    scenes = analysis.space.story.scenes
    if analysis.endings:
        yield "Endings                           playthroughs   share of all   by chance"
    for scene, one in analysis.endings.items():
        name = f"{clean_line(scenes[scene].ending or '')} ({scene})"
        share, chance = f"{one.share:.1%}", f"{one.chance:.1%}"
        numbers = f"{one.playthroughs:>14,} {share:>14} {chance:>11}"
        if len(name) <= _NAME:
            yield f"  {name:<{_NAME}}{numbers}"
        else:
            yield f"  {name}"
            yield f"  {'':<{_NAME}}{numbers}"
        yield f"    {','.join(one.witness)}"


def _spreads(analysis: Analysis) -> Iterator[str]:
    if analysis.ends is None:
        return
    yield "At the end       least    mean    most"
    for name in _NUMBERS:
        one: Spread = getattr(analysis.ends, name)
        yield f"  {name.replace('_', ' '):<13} {one.least:>6} {one.mean:>7.1f} {one.most:>7}"
    if "distributions" in analysis.bounds:
        yield "  There are too many sums to count each: percentiles are at least what they say."


def _players(analysis: Analysis) -> Iterator[str]:
    if analysis.players:
        yield "Players          delivered   next quarter   outcome   percentile   ending"
    for name, player in analysis.players.items():
        percentile = analysis.percentiles.get(name)
        rank = "" if percentile is None else f"{percentile:.1f}"
        yield (
            f"  {name:<14} {player.run.delivered:>9} {player.run.next_quarter or 0:>14} "
            f"{player.outcome:>9} {rank:>12}   {player.run.scene.id}"
        )
        yield f"    {','.join(player.run.choices)}"


def _arrivals(analysis: Analysis) -> Iterator[str]:
    if analysis.arrivals:
        yield "On arrival at       trust   tension   productivity   playthroughs"
    for scene, one in analysis.arrivals.items():
        ranges = [f"{low}–{high}" for low, high in (one.trust, one.tension, one.productivity)]
        yield (
            f"  {scene:<14} {ranges[0]:>8} {ranges[1]:>9} {ranges[2]:>14} {one.playthroughs:>14,}"
        )


def _never(analysis: Analysis) -> Iterator[str]:
    found = analysis.findings
    lines: list[str] = []
    for scene, choice, nearest in found.never_offered:
        lines.append(f"{_at(analysis, scene, choice)} is never offered: {nearest}")
    for scene, linked in found.never_reached:
        why = "no arrival takes a way there" if linked else "no link leads there"
        lines.append(f"{scene} is never reached: {why}")
    for scene, option, route, nearest in found.never_taken:
        at = _at(analysis, scene, option)
        lines.append(f"{at}: route {route + 1} is never taken: {nearest}")
    for scene, witness in found.stuck:
        lines.append(f"{scene} can offer nothing: {','.join(witness)}")
    for scene, choice, key, why in found.idle:
        lines.append(f"{_at(analysis, scene, choice)}: {key} is {why}")
    if lines:
        yield "Never happens, or changes nothing"
        yield from (f"  {line}" for line in lines)


def _at(analysis: Analysis, scene: str, choice: int | None) -> str:
    name = _choice(analysis, scene, choice)
    return scene if name is None else f"{scene}/{name}"


def _lessons(analysis: Analysis) -> Iterator[str]:
    if analysis.lessons:
        yield "What a story must show"
    for one in analysis.lessons:
        yield f"  {'holds' if one.holds else 'BROKEN'}: {one.rule} ({one.found})"
