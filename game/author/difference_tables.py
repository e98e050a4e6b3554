"""A comparison of two stories as JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from game.author.analysed import whole
from game.author.likely_renames import likely_renames

if TYPE_CHECKING:
    from game.analysis.players import Player
    from game.analysis.report import Analysis
    from game.analysis.shares import EndingShare
    from game.author.changes import Moves, Named
    from game.author.diff import Diff


def as_json(diff: Diff) -> str:
    """Return the comparison as one JSON object; docs/analysis.md names its keys."""
    return json.dumps(_tables(diff), indent=2)


def _tables(diff: Diff) -> dict[str, object]:
    told = diff.changes
    came, went = told.facts
    return {
        "exact": diff.exact,
        "old": _story(diff.old),
        "new": _story(diff.new),
        "scenes": _moves(told.scenes),
        "decisions": _moves(told.decisions),
        "choices": _moves(told.choices),
        "likely_renamed": [
            {"old": _named(one.old), "new": _named(one.new)}
            for one in likely_renames(diff.pairing, told)
        ],
        "facts": {"added": list(came), "removed": list(went)},
        "changed": [
            {
                "scene": one.scene or None,
                "choice": one.choice or None,
                "key": one.key,
                "old": one.old,
                "new": one.new,
            }
            for one in told.keys
        ],
        "reworded": list(told.reworded),
        "endings": [
            {
                "old_id": one.old_id or None,
                "new_id": one.new_id or None,
                "old": _ending(one.old),
                "new": _ending(one.new),
            }
            for one in diff.endings
        ],
        "players": {
            one.name: {
                "old": _player(one.old, one.old_percentile),
                "new": _player(one.new, one.new_percentile),
            }
            for one in diff.players
        },
        "positions": _positions(diff),
        "saves": _saves(diff),
    }


def _story(analysis: Analysis) -> dict[str, object]:
    story, decisions = analysis.space.story, analysis.decisions
    return {
        "story": story.id,
        "file": story.file,
        "exact": analysis.exact,
        "playthroughs": whole(analysis.playthroughs),
        "states": analysis.space.states,
        "decisions": None if decisions is None else {"min": decisions.least, "max": decisions.most},
    }


def _moves(moves: Moves) -> dict[str, object]:
    return {
        "added": [_named(one) for one in moves.came],
        "removed": [_named(one) for one in moves.went],
        "renamed": [{"old": _named(one.old), "new": _named(one.new)} for one in moves.renamed],
    }


def _named(one: Named) -> object:
    return {"scene": one.scene, "choice": one.choice} if one.choice else one.scene


def _ending(ending: EndingShare | None) -> dict[str, object]:
    """Return the numbers of an ending, which are 0 where nobody reaches it."""
    if ending is None:
        return {"playthroughs": 0, "share": 0.0, "chance": 0.0}
    return {
        "playthroughs": whole(ending.playthroughs),
        "share": ending.share,
        "chance": ending.chance,
    }


def _player(player: Player | None, percentile: float | None) -> dict[str, object] | None:
    if player is None:
        return None
    return {
        "choices": list(player.run.choices),
        "ending": player.run.scene.id,
        "delivered": player.run.delivered,
        "next_quarter": player.run.next_quarter,
        "outcome": player.outcome,
        "percentile": percentile,
    }


def _positions(diff: Diff) -> dict[str, object] | None:
    told = diff.replayed
    if told is None:
        return None
    return {
        "all": whole(told.positions),
        "scenes": whole(told.scenes),
        "numbers": whole(told.numbers),
        "exact": told.exact,
    }


def _saves(diff: Diff) -> dict[str, object] | None:
    told = diff.replays
    if told is None:
        return None
    return {
        "all": told.runs,
        "scenes": told.scenes,
        "numbers": told.numbers,
        "differing": [one._asdict() for one in told.differing],
        "unreadable": list(told.unreadable),
    }
