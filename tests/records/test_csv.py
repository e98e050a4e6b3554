"""Learning records as CSV: the columns, the numbers, and cells that would be formulas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs_on_record import (
    FIRST,
    KIOSK,
    SECOND,
    begun,
    chosen,
    kiosk,
    named,
    on_record,
    rewound,
    whole,
    without_story,
)

from game.analysis.space import Budget
from game.debrief.judging import judged
from game.debrief.records import Judgement
from game.debrief.records_csv import DECISIONS, RUNS, decisions_csv, runs_csv
from game.debrief.review import review
from game.engine.run import replay
from game.telling.kept_runs import KeptRun
from game.telling.records import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.debrief.records import Judgements
    from game.engine.run import Run

DECISION_COLUMNS = (
    "session_id, story, version, fingerprint, language, run_id, parent_run_id, team, player, mode,"
    " decision_no, scene, choice, stance, lens, seconds, ballot1, ballot2, changed_after_talk,"
    " trust_before, trust_after, tension_before, tension_after, productivity, delivered, rules,"
    " best_before, best_after, closed, endings_before, endings_after, verdict"
)
RUN_COLUMNS = (
    "session_id, run_id, team, player, started_utc, seconds, decisions, ending, delivered,"
    " next_quarter, trust_end, tension_end, bet, bet_hit, rewinds, turning_point, debrief_done,"
    " plan_written"
)


NOWHERE = (
    KIOSK.replace('"good"', '"queue"')
    .replace('"poor"', '"queue"')
    .replace("productivity = 6", 'productivity = 6\nsets = ["docked"]')
    .replace(
        "[scenes.good]",
        """[scenes.queue]
text = "It is long."
[[scenes.queue.choices]]
id = "serve"
text = "Serve."
stance = "transactional"
when = "not docked"
goto = "good"
[scenes.good]""",
    )
)
"""Whoever docked the ten comes to a scene that offers nothing."""


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a file as a reader of CSV finds them."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_columns() -> None:
    """The columns are the ones that were promised, in their order, even with no row below them."""
    assert ", ".join(DECISIONS) == DECISION_COLUMNS
    assert ", ".join(RUNS) == RUN_COLUMNS
    assert decisions_csv([]) == DECISION_COLUMNS.replace(", ", ",") + "\r\n"


def test_decisions() -> None:
    """A row is a decision in the run in which it was made, with what it found and left."""
    records = on_record(whole().save, rewound().save)
    first, second, again = rows(decisions_csv(records))
    assert (first["run_id"], first["parent_run_id"]) == (FIRST, "")
    assert (again["run_id"], again["parent_run_id"], again["decision_no"]) == (SECOND, FIRST, "2")
    assert (first["scene"], first["choice"], first["stance"]) == ("till", "ask", "relational")
    assert first["lens"] == "openness;shared_understanding"
    assert (first["seconds"], second["seconds"]) == ("60", "30")
    turn = records[0].made[0].turn
    assert turn is not None
    assert first["trust_before"] == str(turn.before.trust)
    assert first["trust_after"] == str(turn.chosen.landing.landed.trust)
    assert first["rules"] == "tension_discount"
    assert first["version"] == "2.1"
    assert second["delivered"] == str(whole().run.delivered)
    assert first["verdict"] == first["best_before"] == first["ballot1"] == ""


def test_runs() -> None:
    """A row is a run: how long, how it ended, what was bet, what followed."""
    first, second = rows(runs_csv(on_record(whole().save, rewound().save)))
    run = whole().run
    assert first["started_utc"] == "2026-03-02T12:00:00Z"
    assert (first["seconds"], first["decisions"], first["ending"]) == ("90", "2", "good")
    assert first["delivered"] == str(run.delivered)
    assert first["next_quarter"] == str(run.next_quarter)
    assert (first["trust_end"], first["tension_end"]) == (
        str(run.state.trust),
        str(run.state.tension),
    )
    assert (first["bet"], first["bet_hit"]) == ("rise", "yes")
    assert (first["rewinds"], second["rewinds"]) == ("1", "0")
    assert (first["debrief_done"], first["plan_written"]) == ("yes", "yes")
    assert (second["debrief_done"], second["plan_written"]) == ("no", "no")
    assert (second["decisions"], second["seconds"], second["ending"]) == ("2", "60", "poor")


def test_the_review_joins() -> None:
    """What the review says of a decision fills its columns, and turning points are listed."""
    (record,) = on_record(whole().save)
    joined = replace(
        record,
        judgements={
            1: Judgement("turning point", 100, 80, 3, 2),
            2: Judgement("turning point", 80, 60, 2, 1),
        },
    )
    first, _ = rows(decisions_csv([joined]))
    told = ("best_before", "best_after", "closed", "endings_before", "endings_after", "verdict")
    assert [first[name] for name in told] == ["100", "80", "20", "3", "2", "turning point"]
    assert rows(runs_csv([joined]))[0]["turning_point"] == "1;2"


def test_judged_by_the_review() -> None:
    """Asked for, every decision of a run is judged as the debrief's review judges it."""
    kept = [KeptRun(one.save, kiosk()) for one in (whole(), rewound())]
    first, second = records(kept, kept, judged)
    for record, session in ((first, whole()), (second, rewound())):
        told = review(session.run, frozenset()).decisions
        assert list(record.judgements) == [1, 2] == [one.number for one in told]
        for one in told:
            found = record.judgements[one.number]
            assert found.verdict == one.chosen.verdict
            assert found.closed == one.chosen.closing.closed
            assert (found.best_before, found.best_after) == (
                one.before.outcome,
                one.chosen.after.outcome,
            )
            assert (found.endings_before, found.endings_after) == (
                one.before.endings,
                one.chosen.after.endings,
            )
    assert [row["verdict"] for row in rows(decisions_csv([first, second]))] == [
        *(first.judgements[number].verdict for number in (1, 2)),
        second.judgements[2].verdict,
    ]
    assert [row["turning_point"] for row in rows(runs_csv([first, second]))] == ["", "2"]


def test_one_exploration_a_story() -> None:
    """All runs of a story are judged at once, each gets its own, and a run without a story none."""
    asked: list[list[int]] = []

    def judge(runs: Sequence[Run]) -> Sequence[Judgements]:
        asked.append([len(run.decisions) for run in runs])
        return [{1: Judgement(str(len(run.decisions)), 1, 1, 1, 1)} for run in runs]

    other = kiosk(KIOSK.replace("by ten", "by nine"))
    kept = [
        KeptRun(whole().save, kiosk()),
        KeptRun(whole().save, None),
        KeptRun(replace(begun().save, fingerprint=other.fingerprint), other),
        KeptRun(chosen(begun(), "ask", 1).save, kiosk()),
    ]
    told = records(kept, kept, judge)
    assert asked == [[2, 1], [0]]
    assert [one.judgements[1].verdict if one.judgements else "" for one in told] == [
        *("2", "", "0", "1"),
    ]


def test_a_story_beyond_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a story that is too large to work through nothing is judged, and all else is told."""
    monkeypatch.setattr("game.debrief.judging.BUDGET", Budget(states=1, memory=1))
    kept = [KeptRun(whole().save, kiosk())]
    (record,) = records(kept, kept, judged)
    assert judged([whole().run]) is None
    assert record.judgements == {}
    row = rows(decisions_csv([record]))[0]
    assert row["verdict"] == row["best_before"] == row["endings_after"] == ""
    assert row["choice"] == "ask"


def test_a_way_that_leads_nowhere_is_not_judged() -> None:
    """Where no ending could be reached before a decision, there was nothing to keep or close."""
    story = kiosk(NOWHERE)
    run = replay(story, ["dock", "wait"])
    assert not run.offered
    (found,) = judged([run]) or ()
    assert list(found) == [1]
    assert (found[1].verdict, found[1].best_after, found[1].endings_after) == (
        *("turning point", 0, 0),
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(sign: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers."""
    (record,) = on_record(named("Mo"))
    evil = replace(record, player=f'{sign}HYPERLINK("http://evil.example","x")')
    for row in (*rows(decisions_csv([evil])), *rows(runs_csv([evil]))):
        assert row["player"] == f"'{evil.player}"
    negative = replace(record, judgements={1: Judgement("kept", 0, 5, 1, 1)})
    assert rows(decisions_csv([negative]))[0]["closed"] == "-5"


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_text_holds(player: str, story_id: str) -> None:
    """Quotes, commas and line breaks are read back letter by letter, in rows that end with CRLF."""
    (record,) = on_record(named("Mo"))
    hostile = replace(record, player=player, story_id=story_id)
    text = decisions_csv([hostile])
    assert text.endswith("\r\n")
    for row in rows(text):
        for said, cell in ((player, row["player"]), (story_id, row["story"])):
            assert cell in {said, f"'{said}"}
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_story_that_is_gone() -> None:
    """What the save holds is there, what only the story says is blank."""
    row = rows(decisions_csv([without_story(whole().save)]))[0]
    assert (row["choice"], row["trust_after"] != "", row["productivity"] != "") == (
        "ask",
        True,
        True,
    )
    assert row["stance"] == row["rules"] == row["trust_before"] == row["version"] == ""
    run = rows(runs_csv([without_story(whole().save)]))[0]
    assert run["next_quarter"] == run["ending"] == run["bet_hit"] == ""
    assert run["bet"] == "rise"


def test_a_run_hardly_begun() -> None:
    """A run without a decision has a row among the runs and none among the decisions."""
    records = on_record(begun().save)
    assert rows(decisions_csv(records)) == []
    assert rows(runs_csv(records))[0]["decisions"] == "0"
