"""Who decided, and why: by a vote or against it, after a tie, too few, or nobody's vote.

Each case is played on a real server. What the log makes again after the server is gone, the
export, and what the phones were told must be of one mind.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from rooms import van
from serving import browser, host_of, seated, served

from game.group.ballots import Verdict
from game.group.server import replayed
from game.group.settings import Settings
from game.group.state import Source

if TYPE_CHECKING:
    from pathlib import Path


class Case(NamedTuple):
    """Votes of each ballot, the choice, and what must be kept of each ballot and of the choice."""

    votes: tuple[tuple[str, ...], ...]
    choice: str
    outcomes: tuple[Verdict, ...]
    source: Source
    told: str
    settings: Settings = Settings()


CASES: Final = {
    "a clear vote": Case(
        (("ask", "ask", "take"),), "ask", (Verdict.DECIDED,), Source.VOTE, "By the vote of the room"
    ),
    "a tie, a run-off": Case(
        (("ask", "take"), ("take", "take")),
        "take",
        (Verdict.TIE, Verdict.DECIDED),
        Source.RUNOFF,
        "By the run-off",
    ),
    "a tie, a level run-off, the facilitator": Case(
        (("ask", "take"), ("ask", "take")),
        "take",
        (Verdict.TIE, Verdict.TIE),
        Source.FACILITATOR,
        "Decided by the facilitator.",
    ),
    "too few": Case(
        (("ask",),),
        "ask",
        (Verdict.NO_QUORUM,),
        Source.FACILITATOR,
        "Decided by the facilitator.",
        Settings(quorum=67),
    ),
    "nobody": Case(
        ((),), "list", (Verdict.NO_VOTES,), Source.FACILITATOR, "Decided by the facilitator."
    ),
    "no majority": Case(
        (("ask", "take", "list", "ask"),),
        "ask",
        (Verdict.NO_MAJORITY,),
        Source.FACILITATOR,
        "Decided by the facilitator.",
        Settings(rule="majority"),
    ),
    "advice": Case(
        (("ask", "ask", "take"),),
        "ask",
        (Verdict.FACILITATOR,),
        Source.FACILITATOR,
        "Decided by the facilitator.",
        Settings(rule="facilitator"),
    ),
    "an override": Case(
        (("ask", "ask", "take"),),
        "list",
        (Verdict.DECIDED,),
        Source.OVERRIDE,
        "Decided by the facilitator, against the vote.",
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_outcome_and_reason_are_in_log_and_export(tmp_path: Path, name: str) -> None:
    """The log makes outcome and reason again, ballots.csv has them, the phones are told."""
    case = CASES[name]
    async with served(tmp_path, case.settings) as room, browser() as session:
        phones = await seated(session, room, 4)
        host = await host_of(session, room)
        for number, votes in enumerate(case.votes):
            assert await host.do("open", **({"runoff": True} if number else {})) == ""
            for phone, option in zip(phones, votes, strict=False):
                await phone.round(number + 1)
                assert "ack" in await phone.vote(option)
            for kind in ("lock", "reveal"):
                assert await host.do(kind) == ""
        if len(case.votes) == 1 and case.outcomes != (Verdict.TIE,):
            assert await host.do("open", runoff=True) != ""  # a run-off is of level answers only
        assert await host.do("commit", choices=[case.choice]) == ""
        await phones[3].until(lambda: "chosen" in phones[3].state)
        assert case.told in " ".join(phones[3].state["chosen"])
    (record,) = replayed(room.path, van()).records
    assert tuple(ballot.outcomes[0].verdict for ballot in record.ballots) == case.outcomes
    assert (record.choices, record.sources) == ((case.choice,), (case.source,))
    # Numbers of fewer than five people are blank there; outcome and reason are not.
    found = _exported(tmp_path)
    told = [(row["ballot"], row["runoff"], row["outcome"]) for row in found]
    assert list(dict.fromkeys(told)) == [
        (str(ballot.number), "yes" if ballot.runoff else "no", outcome.value)
        for ballot, outcome in zip(record.ballots, case.outcomes, strict=True)
    ]
    assert {row["chosen_by"] for row in found} == {case.source.value}
    chosen = {row["option"] for row in found if row["chosen"] == "yes"}
    assert chosen == {case.choice}


def _exported(folder: Path) -> list[dict[str, str]]:
    text = (folder / "ballots.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


async def test_a_missed_quorum_counts_who_was_there(tmp_path: Path) -> None:
    """The log has how many were connected when the vote was closed, and the outcome rests on it."""
    async with served(tmp_path, Settings(quorum=50)) as room, browser() as session:
        phones = await seated(session, room, 4)
        host = await host_of(session, room)
        await host.do("open")
        await phones[0].phase("open")
        await phones[0].vote("ask")
        for phone in phones[1:3]:
            await phone.close()
        await host.until(lambda state: state["connected"] == 2)
        for kind in ("lock", "reveal"):
            assert await host.do(kind) == ""
        state = await host.until(lambda state: state["phase"] == "shown")
        assert state["outcomes"][0]["verdict"] == "decided"
    (locked,) = [line for line in room.lines() if line["do"] == "lock"]
    assert locked["present"] == 2
    assert json.loads(room.path.read_text().splitlines()[0])["settings"]["quorum"] == 50
