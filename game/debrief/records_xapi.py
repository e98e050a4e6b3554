"""A record as xAPI 1.0.3 statements. Any answer is acceptable: there is no success and no score."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from game.debrief import records_objects as objects
from game.debrief.records_vocabulary import HOME, VERBS, VERSION, extension
from game.debrief.reflections import KEPT, answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from game.debrief.records import Left, Made, PersonsBet, Record, Vote
    from game.debrief.records_objects import Table, Value

_DIGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Account:
    """Who the statements are about: a pseudonym at an address, never an e-mail."""

    name: str
    home_page: str = HOME


def pseudonym(record: Record) -> str:
    """Return the name given with `--player`; without one, a name of this line of runs alone.

    An e-mail address is not passed on: a digest stands in for it. A room goes by its session.
    """
    if record.session:
        return f"session-{record.session}"
    if not record.player:
        return f"run-{record.root}"
    if "@" in record.player:
        return f"player-{sha256(record.player.encode()).hexdigest()[:_DIGEST]}"
    return record.player


def statements(
    record: Record,
    identify: Callable[[str, str], str],
    account: Account | None = None,
    *,
    texts: bool = False,
) -> Iterator[Table]:
    """Yield the statements of a run in the order of its events.

    `identify` makes an id of a run and the name of an event, always the same one: UUIDv5. `texts`
    says whether the player's own words go along, or only their number.
    """
    teller = _Teller(record, identify, account or Account(pseudonym(record)), texts)
    yield teller.opening()
    left = list(record.left)
    for made in record.made:
        while left and left[0].at < made.at:
            yield teller.quit(left.pop(0))
        if made.bet is not None:
            yield teller.bet(made)
        yield from (teller.vote(one) for one in record.votes if one.decision == made.number)
        yield teller.decision(made)
        yield from (teller.persons_bet(one) for one in record.bets if one.decision == made.number)
    for one in left:
        yield teller.quit(one)
    if record.ending is not None and record.made:
        yield teller.ending(record.ending, record.made[-1].at)
    yield from teller.reviews()
    yield from teller.reflections()


def line(statement: Table) -> str:
    """Return a statement as one line of JSON, without its end."""
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":"))


class _Event(NamedTuple):
    """What makes a statement's id with its run, and when it was; None where that is not kept."""

    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Teller:
    record: Record
    identify: Callable[[str, str], str]
    account: Account
    texts: bool

    def opening(self) -> Table:
        record = self.record
        told: Table = {"fingerprint": record.fingerprint, "mode": record.mode}
        if record.version:
            told["story-version"] = record.version
        if record.parent is None:
            event = _Event("start", record.started)
            return self._say(event, "initialized", objects.scenario(record), context=told)
        told |= {"parent-registration": record.parent, "from-decision": record.fork + 1}
        event = _Event("rewind", record.started)
        return self._say(event, "resumed", objects.scenario(record), context=told)

    def bet(self, made: Made) -> Table:
        return self._say(
            _Event(f"bet {made.number} {_moment(made.at)}", made.at),
            "expected",
            objects.bet(self.record, made.scene),
            result={"response": made.bet or ""},
            context=self._place(made),
        )

    def vote(self, vote: Vote) -> Table:
        """Return what one person has answered, under a pseudonym that is nobody's name."""
        told = self._say(
            _Event(f"vote {vote.decision} {vote.ballot} {vote.person} {_moment(vote.at)}", vote.at),
            "answered",
            objects.side(self.record, vote.scene, vote.team),
            result={"response": vote.choice},
            context={"decision": vote.decision, "mode": "vote", "ballot": vote.ballot},
        )
        return told | {"actor": _actor("Agent", Account(vote.person, self.account.home_page))}

    def persons_bet(self, laid: PersonsBet) -> Table:
        """Return what one person has bet, under the pseudonym of their votes."""
        told = self._say(
            _Event(f"bet {laid.decision} {laid.person} {_moment(laid.at)}", laid.at),
            "expected",
            objects.bet(self.record, laid.scene),
            result={"response": laid.bet},
            context={"decision": laid.decision, "mode": "vote"},
        )
        return told | {"actor": _actor("Agent", Account(laid.person, self.account.home_page))}

    def persons_plan(self, person: str) -> Table:
        """Return that somebody of a room wrote a plan: what it says is for their partner alone."""
        goal = objects.goal(self.record, "")
        about = goal | {"id": f"{goal['id']}s/{person}"}
        told = self._say(_Event(f"plan {person}"), "planned", about, context={"mode": "vote"})
        return told | {"actor": _actor("Agent", Account(person, self.account.home_page))}

    def decision(self, made: Made) -> Table:
        extensions: Table = {
            "trust": made.trust,
            "productivity": made.productivity,
            "tension": made.tension,
        }
        if made.turn is not None:
            extensions["rules"] = [str(rule) for rule in made.turn.chosen.landing.rules]
        return self._say(
            _Event(f"decision {made.number} {_moment(made.at)}", made.at),
            "answered",
            objects.decision(self.record, made.scene),
            result={
                "response": made.choice,
                "duration": _duration(made.seconds),
                "extensions": _extensions(extensions),
            },
            context=self._place(made),
        )

    def quit(self, left: Left) -> Table:
        return self._say(
            _Event(f"quit {_moment(left.at)}", left.at),
            "suspended",
            objects.scenario(self.record),
            result={"extensions": _extensions({"progress": left.decisions})},
        )

    def ending(self, ending: str, at: datetime) -> Table:
        record, run = self.record, self.record.replayed
        extensions: Table = {"ending": ending, "delivered": record.delivered}
        if run is not None:
            extensions |= {
                "next-quarter": run.next_quarter or 0,
                "trust": run.state.trust,
                "tension": run.state.tension,
            }
        return self._say(
            _Event(f"ending {_moment(at)}", at),
            "completed",
            objects.scenario(record),
            result={
                "completion": True,
                "duration": _duration(record.seconds),
                "extensions": _extensions(extensions),
            },
        )

    def reviews(self) -> Iterator[Table]:
        for made in self.record.made:
            judged = self.record.judgements.get(made.number)
            if judged is not None:
                told: Table = {
                    "verdict": judged.verdict,
                    "closed": judged.closed,
                    "endings-before": judged.endings_before,
                    "endings-after": judged.endings_after,
                }
                yield self._say(
                    _Event(f"review {made.number} {_moment(made.at)}"),
                    "reviewed",
                    objects.decision(self.record, made.scene),
                    result={"extensions": _extensions(told)},
                    context=self._place(made),
                )

    def reflections(self) -> Iterator[Table]:
        """Yield what the player wrote; when is not kept, so the store's own time stands.

        An answer that is written anew is another answer, with an id of its own.
        """
        said = self.record.reflections
        fields = ("felt", *(f"keep.{number}" for number in range(KEPT)), "change")
        for field in (*fields, *(f"answers.{number}" for number in range(len(said.answers)))):
            text = answered(said, field)
            if text:
                yield self._say(
                    _Event(f"reflection {field} {self._print(text)}"),
                    "answered",
                    objects.question(self.record, field),
                    result=self._told(text),
                )
        yield from (self.persons_plan(person) for person in self.record.planners)
        plan = said.plan
        if plan.situation or plan.action:
            text = f"If {plan.situation}, then I will {plan.action}"
            due: Table = {"due": plan.due.isoformat()} if plan.due else {}
            yield self._say(
                _Event(f"plan {self._print(f'{text} {plan.due}')}"),
                "planned",
                objects.goal(self.record, text if self.texts else ""),
                result={"extensions": _extensions(due)} if due else None,
            )

    def _told(self, text: str) -> Table:
        words: Table = {"words": len(text.split())}
        told: Table = {"response": text} if self.texts else {}
        return told | {"extensions": _extensions(words)}

    def _print(self, text: str) -> str:
        """Return what tells two answers apart; one that goes without its text is another."""
        return f"{sha256(text.encode()).hexdigest()[:_DIGEST]} {'text' if self.texts else 'words'}"

    def _place(self, made: Made) -> Table:
        return {"decision": made.number, "mode": self.record.mode}

    def _say(
        self,
        event: _Event,
        verb: str,
        about: Table,
        *,
        result: Table | None = None,
        context: Table | None = None,
    ) -> Table:
        record = self.record
        told: Table = {
            "id": self.identify(record.run, event.name),
            "actor": _actor("Group" if record.session else "Agent", self.account),
            "verb": {"id": VERBS[verb], "display": {"en": verb}},
            "object": about,
        }
        if result is not None:
            told["result"] = result
        told["context"] = self._context(about, context)
        if event.at is not None:
            told["timestamp"] = _moment(event.at)
        return told | {"version": VERSION}

    def _context(self, about: Table, extensions: Table | None) -> Table:
        record = self.record
        told: Table = {
            "registration": record.run,
            "platform": "Common Ground",
            "language": objects.language(record),
            "revision": record.fingerprint,
        }
        story = objects.scenario_id(record)
        within: Value = [] if about["id"] == story else [{"objectType": "Activity", "id": story}]
        if record.session:
            around: Table = {"grouping": within} if within else {}
            told["contextActivities"] = {"parent": [objects.session(record)]} | around
        elif within:
            told["contextActivities"] = {"parent": within}
        if extensions:
            told["extensions"] = _extensions(extensions)
        return told


def _actor(kind: Literal["Agent", "Group"], account: Account) -> Table:
    """Return who did it; of a group its members are not told."""
    return {
        "objectType": kind,
        "account": {"homePage": account.home_page, "name": account.name},
    }


def _extensions(told: Table) -> Table:
    return {extension(name): value for name, value in told.items()}


def _moment(at: datetime) -> str:
    said = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return said.replace("+00:00", "Z")


def _duration(seconds: float) -> str:
    """Return an ISO 8601 duration, exact to a hundredth of a second as the specification says."""
    return f"PT{f'{seconds:.2f}'.rstrip('0').rstrip('.')}S"
