"""What one answer did to the numbers, and by which rule: a clause for each rule of the model."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.debrief.wording import signed
from game.engine.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from game.debrief.turns import Option
    from game.engine.parameters import Parameters


def account(option: Option, parameters: Parameters) -> str:
    """Return everything that landed: trust with its reasons, tension, productivity."""
    return f"Trust {trust_account(option, parameters)} {other_account(option, parameters)}"


def trust_account(option: Option, parameters: Parameters) -> str:
    """Return what landed of the trust written, and why: `+10 written, 0 landed: …`."""
    written, landed = signed(option.choice.trust), signed(option.trust_moved)
    reasons = "; ".join(_reasons(option, parameters))
    return f"{written} written, {landed} landed{': ' if reasons else ''}{reasons}."


def brief_account(option: Option, parameters: Parameters) -> str:
    """Return what landed of the trust written with one reason, that of the last rule to apply."""
    written, landed = signed(option.choice.trust), signed(option.trust_moved)
    reason = "".join(
        f": {_CLAUSES[rule](option, parameters)}" for rule in option.landing.rules[-1:]
    )
    return f"{written} written, {landed} landed{reason}."


def other_account(option: Option, parameters: Parameters) -> str:
    """Return how far tension and productivity moved, the latter through all three."""
    moved, rate = signed(option.tension_moved), signed(option.productivity_moved(parameters))
    if Rule.TOO_EARLY not in option.landing.rules:
        return f"Tension {moved}, productivity {rate}."
    written = signed(option.choice.tension)
    return (
        f"Tension {written} written, {moved} landed: half of the gesture turned into it. "
        f"Productivity {rate}."
    )


def _reasons(option: Option, parameters: Parameters) -> Iterator[str]:
    rules = option.landing.rules
    for rule in rules:
        yield _CLAUSES[rule](option, parameters)
    if not rules and option.choice.trust:
        yield "nothing stood in the way"
    if option.choice.repair:
        yield from _unrepaired(option)
    before, after = option.before.wound, option.landing.landed.wound
    if after < before and not {Rule.REPAIRED, Rule.OPEN_WOUND} & set(rules):
        yield f"the open wound eased, {before} → {after}"
    if option.trust_moved != option.trust:
        yield f"the scale ends at {parameters.most if option.trust > 0 else 0}"


def _unrepaired(option: Option) -> Iterator[str]:
    """Say why a repair repaired nothing, where no rule has said it."""
    choice, before = option.choice, option.before
    if choice.trust < 0 or {Rule.REPAIRED, Rule.REPAIR_REFUSED, Rule.FORCED, Rule.TOO_EARLY} & set(
        option.landing.rules
    ):
        return
    if not before.wound:
        yield "there was no open wound to repair"
    elif choice.forced:
        yield "a repair that is forced repairs nothing"
    else:
        yield f"the repair came too early (needs {choice.needs}, had {before.trust})"


def _tension_discount(option: Option, parameters: Parameters) -> str:
    tension = option.before.tension
    return f"tension at {tension} let {parameters.most - tension} % through"


def _loss_doubled(option: Option, parameters: Parameters) -> str:
    del option
    return "a loss counts double" if parameters.loss_factor == 2 else "a loss counts more"  # noqa: PLR2004, the word for it


def _forced(option: Option, parameters: Parameters) -> str:
    del option, parameters
    return "forced, so the force gets the credit"


def _too_early(option: Option, parameters: Parameters) -> str:
    del parameters
    return f"they were not ready (needs {option.choice.needs}, had {option.before.trust})"


def _open_wound(option: Option, parameters: Parameters) -> str:
    del parameters
    before, after = option.before.wound, option.landing.landed.wound
    eased = f", which eased to {after}" if after < before else ""
    return f"halved by the open wound of {before}{eased}"


def _one_leg(option: Option, parameters: Parameters) -> str:
    ahead, behind = ("care", "delivery") if option.before.lean > 0 else ("delivery", "care")
    return f"halved, since {ahead} was {parameters.lean_limit} steps ahead of {behind}"


def _wound_opened(option: Option, parameters: Parameters) -> str:
    wound = option.landing.landed.wound
    if option.choice.deceit:
        return f"deceit leaves a wound that no repair closes, now {wound}"
    return f"a loss of {parameters.breach} or more leaves a wound, now {wound}"


def _repaired(option: Option, parameters: Parameters) -> str:
    wound, returned = option.before.wound, option.trust - option.choice.trust
    if option.before.wound_age <= parameters.early_age:
        return f"an early repair lands whole, and the wound of {wound} comes back with it"
    return f"a late repair lands whole, and of the wound of {wound} only {returned} comes back"


def _repair_refused(option: Option, parameters: Parameters) -> str:
    del option, parameters
    return "after deceit a repair is an ordinary answer, and only time closes the wound"


_CLAUSES: Final[Mapping[Rule, Callable[[Option, Parameters], str]]] = MappingProxyType(
    {
        Rule.TENSION_DISCOUNT: _tension_discount,
        Rule.LOSS_DOUBLED: _loss_doubled,
        Rule.FORCED: _forced,
        Rule.TOO_EARLY: _too_early,
        Rule.OPEN_WOUND: _open_wound,
        Rule.ONE_LEG: _one_leg,
        Rule.WOUND_OPENED: _wound_opened,
        Rule.REPAIRED: _repaired,
        Rule.REPAIR_REFUSED: _repair_refused,
    }
)
