"""Learning records as xAPI 1.0.3 statements."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import tincan
from hypothesis import given
from hypothesis import strategies as st
from runs_on_record import (
    FIRST,
    KIOSK,
    SECOND,
    begun,
    chosen,
    kiosk,
    minute,
    named,
    on_record,
    rewound,
    whole,
    without_story,
)
from xapi_rules import check_statement, check_teaching

from game.debrief.records import Judgement, Record
from game.debrief.records_vocabulary import EXTENSIONS, HOME, PAGE, VERBS, extension
from game.debrief.records_xapi import Account, line, statements
from game.storage import session as sessions
from game.story.text import clean_line
from game.telling.records import identify

EXT = f"{PAGE}#"
JUDGED = {
    1: Judgement("kept", 100, 100, 2, 2),
    2: Judgement("turning point", 100, 60, 2, 1),
}


def told(record: Record, *, texts: bool = False) -> list[dict[str, Any]]:
    """Return statements as a store reads them."""
    return [json.loads(line(one)) for one in statements(record, identify, texts=texts)]


def verbs(said: list[dict[str, Any]]) -> list[str]:
    """Return what each statement says was done, shortly."""
    return [one["verb"]["id"].rpartition("/")[2] for one in said]


def everything() -> list[dict[str, Any]]:
    """Return every kind of statement there is."""
    first, second = on_record(whole().save, rewound().save)
    judged = replace(first, judgements=JUDGED)
    gone = without_story(whole().save)
    return [*told(judged), *told(judged, texts=True), *told(second), *told(gone)]


def test_every_row_of_a_whole_run() -> None:
    """A run tells its start, bet, decisions, pause, ending, review, reflections and plan."""
    (record,) = on_record(whole().save)
    said = told(replace(record, judgements=JUDGED))
    assert verbs(said) == [
        *("initialized", "expected", "answered", "suspended", "answered", "completed"),
        *("reviewed", "reviewed", "answered", "answered", "answered", "planned"),
    ]
    assert {one["context"]["registration"] for one in said} == {FIRST}


@pytest.mark.parametrize("number", range(len(everything())))
def test_the_rules_of_xapi(number: int) -> None:
    """Each statement keeps the rules of version 1.0.3, and has neither success nor score."""
    statement = everything()[number]
    check_statement(statement)
    check_teaching(statement)


def test_a_second_opinion() -> None:
    """The models of tincan read every statement, and write it again without loss."""
    for statement in everything():
        read = json.loads(tincan.Statement.from_json(json.dumps(statement)).to_json())
        assert _same(statement, read), (statement, read)


def test_decisions_say_what_landed() -> None:
    """A decision holds its choice, its time in play, the three meters and the rules' codes."""
    (record,) = on_record(whole().save)
    first, second = [one for one in told(record) if "duration" in one.get("result", {})][:2]
    assert first["result"]["response"] == "ask"
    assert first["result"]["duration"] == "PT60S"
    landed = record.made[0]
    assert first["result"]["extensions"] == {
        f"{EXT}trust": landed.trust,
        f"{EXT}productivity": landed.productivity,
        f"{EXT}tension": landed.tension,
        f"{EXT}rules": ["tension_discount"],
    }
    assert first["object"]["definition"]["choices"][0] == {
        "id": "ask",
        "description": {"en": "Ask Bo to count together."},
    }
    assert first["context"]["extensions"][f"{EXT}decision"] == 1
    # The hour between the two was a pause.
    assert second["result"]["duration"] == "PT30S"
    assert second["timestamp"] == "2026-03-02T13:00:30.123Z"


def test_a_what_if_has_its_own_registration() -> None:
    """A rewind resumes under a new registration, and tells only what was decided in it."""
    _, second = on_record(whole().save, rewound().save)
    said = told(second)
    assert verbs(said) == ["resumed", "answered", "completed"]
    assert said[0]["context"]["registration"] == SECOND
    assert said[0]["context"]["extensions"][f"{EXT}parent-registration"] == FIRST
    assert said[0]["context"]["extensions"][f"{EXT}from-decision"] == 2
    assert said[1]["context"]["extensions"][f"{EXT}decision"] == 2
    assert said[2]["result"]["extensions"][f"{EXT}ending"] == "poor"


def test_a_choice_made_anew_in_a_what_if() -> None:
    """Who goes back beyond the branch decides anew: that decision is the what-if's own."""
    session = sessions.rewind(whole(), 1, now=minute(80), new_id=SECOND)
    session = chosen(sessions.undo(session, now=minute(81), new_id=""), "dock", 82)
    (_, record) = on_record(whole().save, session.save)
    assert [(one.number, one.choice) for one in record.made] == [(1, "dock")]


def test_twice_the_same_bytes() -> None:
    """Exporting twice gives the same lines, and every id is a UUIDv5 that occurs once."""
    (record,) = on_record(whole().save)
    first, again = ([line(one) for one in statements(record, identify)] for _ in "ab")
    assert first == again
    ids = [json.loads(one)["id"] for one in first]
    assert len(set(ids)) == len(ids)
    assert {UUID(one).version for one in ids} == {5}


def test_ids_outlive_what_follows() -> None:
    """What is played on, left and answered later changes no statement that was there before."""
    early = chosen(begun(), "ask", 1)
    later = sessions.reflect(
        chosen(sessions.quit_(early, minute(2)), "open", 3), whole().save.reflections
    )
    (one,), (other,) = on_record(early.save), on_record(later.save)
    lines = [line(statement) for statement in statements(other, identify)]
    assert all(line(statement) in lines for statement in statements(one, identify))


def test_a_choice_taken_back_is_another_event() -> None:
    """A decision that was made anew has an id of its own: the first may have been sent."""
    first = chosen(begun(), "ask", 1)
    again = chosen(sessions.undo(first, now=minute(2), new_id=""), "dock", 3)
    ids = [told(on_record(one.save)[0])[-1]["id"] for one in (first, again)]
    assert ids[0] != ids[1]


def test_an_answer_written_anew_is_another() -> None:
    """A reflection that was changed, or is sent with its text, is a statement of its own."""
    (record,) = on_record(whole().save)
    changed = replace(record, reflections=replace(record.reflections, felt="awake"))
    felt = [
        next(one["id"] for one in told(of, texts=texts) if one["object"]["id"].endswith("/felt"))
        for of, texts in ((record, False), (record, True), (changed, False))
    ]
    assert len(set(felt)) == 3


def test_own_words_stay_here() -> None:
    """Reflections and plans go as a number of words and a date, and with their text on request."""
    (record,) = on_record(whole().save)
    quiet, loud = json.dumps(told(record)), json.dumps(told(record, texts=True))
    for words in ("tired", "ask first", "Bo did", "the till is short"):
        assert words not in quiet
        assert words in loud
    plan = told(record)[-1]
    assert plan["result"]["extensions"] == {f"{EXT}due": "2026-04-01"}
    asked = next(one for one in told(record) if one["object"]["id"].endswith("/keep.0"))
    assert asked["result"] == {"extensions": {f"{EXT}words": 2}}


@pytest.mark.parametrize(
    ("player", "name"),
    [("Mo", "Mo"), ("", f"run-{FIRST}"), ("mo@example.org", "player-")],
)
def test_the_actor_is_a_pseudonym(player: str, name: str) -> None:
    """The account is the name given; without one a line of runs; an e-mail is never passed on."""
    first, second = on_record(named(player), replace(rewound().save, player=player))
    accounts = [one["actor"]["account"] for one in (*told(first), *told(second))]
    assert {one["homePage"] for one in accounts} == {HOME}
    assert len({one["name"] for one in accounts}) == 1
    assert accounts[0]["name"].startswith(name)
    assert "@" not in accounts[0]["name"]


def test_an_account_of_the_facilitators() -> None:
    """An account can be given for all statements."""
    (record,) = on_record(whole().save)
    account = Account("p-17", "https://learning.example/people")
    for one in statements(record, identify, account):
        assert one["actor"] == {
            "objectType": "Agent",
            "account": {"homePage": "https://learning.example/people", "name": "p-17"},
        }


def test_a_story_that_is_gone_or_changed() -> None:
    """Without its story a run tells what was kept: ids, times, meters, and no more."""
    changed = kiosk(KIOSK.replace("trust = 6", "trust = 9"))
    for record in (without_story(whole().save), on_record(whole().save, story=changed)[0]):
        said = told(record)
        decision = next(one for one in said if one.get("result", {}).get("response") == "ask")
        assert f"{EXT}rules" not in decision["result"]["extensions"]
        assert "choices" not in decision["object"]["definition"]
        assert f"{EXT}story-version" not in said[0]["context"]["extensions"]
    assert "completed" not in verbs(told(without_story(whole().save)))
    assert "completed" in verbs(told(on_record(whole().save, story=changed)[0]))


def test_a_run_hardly_begun() -> None:
    """A run without a decision is a start, and nothing else."""
    (record,) = on_record(begun().save)
    assert verbs(told(record)) == ["initialized"]


TAGS = st.sampled_from(["de-CH", "zh-Hant-TW", "es-419", "en-12", "x", "i-klingon", "a-b"])


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=12) | TAGS)
def test_hostile_names(player: str, story_id: str, tag: str) -> None:
    """Whatever a player, a story or a language is called, every statement keeps the rules."""
    save = named(clean_line(player))
    (record,) = on_record(replace(save, story=clean_line(story_id) or "x", language=tag))
    for one in told(record, texts=True):
        check_statement(one)


def test_one_line_each() -> None:
    """A statement is one line, whatever its texts hold."""
    (record,) = on_record(named("a\u2028b\nc"))
    for one in statements(record, identify):
        assert "\n" not in line(one)


def test_the_page_documents_every_extension() -> None:
    """Each extension and each verb stands in docs/records.md, and no other name can be made."""
    page = Path(__file__).parents[2].joinpath("docs/records.md").read_text(encoding="utf-8")
    assert HOME in page
    headings = set(re.findall(r"^#### (.+)$", page, re.MULTILINE))
    assert headings == set(EXTENSIONS)
    assert all(address in page for address in VERBS.values())
    with pytest.raises(ValueError, match="mood"):
        extension("mood")


def _same(given_: object, back: object) -> bool:
    """Whether two values are equal but for how a time, a duration and an empty type are written."""
    if isinstance(given_, dict) and isinstance(back, dict):
        return all(key in back and _same(value, back[key]) for key, value in given_.items())
    if isinstance(given_, list) and isinstance(back, list):
        return len(given_) == len(back) and all(map(_same, given_, back))
    if isinstance(given_, str) and given_[:1] == "P" and given_.startswith("PT"):
        return isinstance(back, str) and back.startswith("PT")
    if isinstance(given_, str) and given_.endswith("Z") and isinstance(back, str):
        return given_[:-1] in back
    return given_ == back
