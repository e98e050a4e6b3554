"""Who plans with whom: pairs, and a three where somebody would be alone.

Partners are kept by seat: None for who is in no pair, an empty tuple for the only person there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from game.group.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Group: TypeAlias = tuple[int, ...]
Partners: TypeAlias = "Rows[Group | None]"
TeamOf: TypeAlias = "Callable[[int], str | None]"
Settled: TypeAlias = "Callable[[int], bool]"

_PAIR = 2
NOBODY: Partners = Rows()


def paired(seats: Iterable[int], team_of: TeamOf) -> Partners:
    """Return the seats in pairs: across the teams as far as it goes, an odd one in a three.

    Those who came one after the other are put together, for they are likely to sit together.
    """
    teams: dict[str | None, list[int]] = {}
    for seat in sorted(set(seats)):
        teams.setdefault(team_of(seat), []).append(seat)
    sides = list(teams.values())
    across = list(zip(*sides[:_PAIR], strict=False)) if len(sides) > 1 else []
    rest = sorted(seat for side in sides for seat in side[len(across) :])
    groups = [*across, *(tuple(rest[at : at + _PAIR]) for at in range(0, len(rest), _PAIR))]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups = [(*groups[0], *groups[-1]), *groups[1:-1]]
    partners = NOBODY
    for group in groups:
        partners = _together(partners, group)
    return partners


def added(partners: Partners, seat: int, team_of: TeamOf, settled: Settled) -> Partners:
    """Return the pairs with one more, so that there is never more than one three.

    It goes to who is alone; else the three parts into two pairs; else a pair becomes the three.
    `settled` says who has written already: they stay with their partners if others can move.
    """
    if partners.get(seat) is not None:
        return partners
    team = team_of(seat)
    if lone := _group(partners, 1):
        return _together(partners, (*lone, seat))
    if three := _group(partners, _PAIR + 1):
        moves = min(three, key=lambda one: (settled(one), team_of(one) == team, -one))
        partners = _together(partners, tuple(one for one in three if one != moves))
        return _together(partners, (moves, seat))
    pairs = [(one, *others) for one, others in enumerate(partners) if others]
    others_side = [two for two in pairs if team not in {team_of(one) for one in two}]
    return _together(partners, (*next(iter(others_side or pairs), ()), seat))


def removed(partners: Partners, seat: int, team_of: TeamOf, settled: Settled) -> Partners:
    """Return the pairs without a seat; who is alone then goes to others."""
    left = partners.get(seat)
    if left is None:
        return partners
    partners = partners.put(seat, None)
    if len(left) == 1:
        return added(partners.put(left[0], None), left[0], team_of, settled)
    return _together(partners, left)


def _group(partners: Partners, size: int) -> Group:
    """Return the first group of a size, an empty one if there is none."""
    found = (
        (one, *others)
        for one, others in enumerate(partners)
        if others is not None and len(others) == size - 1
    )
    return next(found, ())


def _together(partners: Partners, group: Group) -> Partners:
    partners = partners.filled(max(group, default=-1) + 1, None)
    for seat in group:
        partners = partners.put(seat, tuple(sorted(one for one in group if one != seat)))
    return partners
