"""The fifteen things that a room must show, each with the tests that show it.

What is measured in seconds is no test: `bench/group.py` prints it with its limit. It times whole
rounds against a bare server, a new phone while 1, 10 and 100 % of the others come back, the host's
screen with 5,000 voters, the server's CPU at 1,000 phones against 100, and a resume.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final, NamedTuple

import pytest


class Shown(NamedTuple):
    """What must hold, the tests that show it, and what of it the bench times."""

    what: str
    tests: tuple[str, ...]
    timed: str = ""


SHOWN: Final = (
    Shown(
        "300 votes in a burst, 20 times: tally, acknowledgements and lines of the log agree",
        (
            "test_server_votes.test_every_acknowledgement_is_in_the_log_and_in_the_tally",
            "test_room_properties.test_every_acknowledged_vote_counts_exactly_once",
            "test_all_commands.test_a_command_is_done_or_refused_and_the_log_makes_the_same_room",
        ),
        "_counted",
    ),
    Shown(
        "kill -9 fifty times at random moments under load: no acknowledged vote is lost",
        (
            "test_server_killed.test_no_acknowledged_vote_is_lost_by_kill_9",
            "test_journal.test_an_answer_waits_for_the_log",
            "test_page_resumed.test_phones_come_back_by_themselves_to_a_resumed_room",
            "test_commands.test_a_session_is_resumed_after_everything_was_killed",
        ),
        "resumed",
    ),
    Shown(
        "at most 3 messages a seat and question, and CPU that grows as the room does",
        (
            "test_server_votes.test_at_most_three_messages_a_seat_and_question",
            "test_server_votes.test_a_vote_costs_no_more_where_more_are_voting",
        ),
        "LINEAR",
    ),
    Shown(
        "reload, lost line and a long sleep in every phase: the same seat, vote and whole ballot",
        (
            "test_page_faults.test_a_phone_is_the_same_after_every_fault_in_every_phase",
            "test_page_faults.test_a_vote_given_offline_arrives_once",
            "test_page_faults.test_a_vote_that_comes_too_late_is_told_so",
            "test_page_faults.test_a_line_that_died_unheard_does_not_keep_a_vote",
            "test_server_returning.test_a_phone_comes_back_as_itself_in_every_phase",
        ),
    ),
    Shown(
        "who joins during an open ballot votes in it",
        (
            "test_server_votes.test_joining_during_a_ballot_votes_in_it",
            "test_room.test_somebody_late_votes_with_the_others",
        ),
    ),
    Shown(
        "1, 10 or 100 % of the phones come back at once: a new one is served within a second",
        ("test_server_returning.test_a_crowd_that_reconnects_delays_nobody",),
        "newcomers",
    ),
    Shown(
        "a player sends no command of the host's, whatever it is wrapped in",
        (
            "test_player_fuzz.test_every_command_of_the_hosts_is_refused_to_a_player",
            "test_player_fuzz.test_what_is_refused_would_be_done_for_the_host",
            "test_player_fuzz.test_the_hosts_line_is_not_on_the_phones_port",
            "test_all_commands.test_what_a_phone_does_it_does_for_itself",
            "test_fuzz.test_a_phone_can_send_anything",
            "test_player_fuzz.test_broken_connections_leave_nothing_behind",
        ),
    ),
    Shown(
        "10,000 wrong codes from one address are throttled while 300 people behind it join",
        ("test_server_hostile.test_wrong_codes_are_throttled_and_the_room_still_joins",),
    ),
    Shown(
        "no byte of counts, or of the other team's ballot, reaches a phone before the reveal",
        (
            "test_server_secrets.test_no_byte_tells_how_the_room_votes",
            "test_server_secrets.test_no_byte_tells_how_the_other_team_votes",
            "test_server_secrets.test_the_second_vote_is_as_secret_as_the_first",
            "test_server_secrets.test_the_projector_shows_no_count_before_the_reveal",
            "test_teams.test_no_byte_of_the_other_side_reaches_a_phone",
            "test_page_teams.test_each_team_has_its_own_side_alone",
        ),
    ),
    Shown(
        "a name with escapes, directions, markup or tags is inert on projector and phone",
        (
            "test_host_again.test_names_are_letters_on_the_wall",
            "test_page_teams.test_names_are_letters_on_a_phone",
            "test_server_hostile.test_names_are_inert_everywhere",
            "test_room.test_a_name_is_cleaned_and_bounded",
        ),
    ),
    Shown(
        "the page asks its own address alone",
        (
            "test_page_teams.test_a_whole_story_asks_its_own_address_alone",
            "test_page.test_nothing_is_asked_of_another_address",
            "test_server_pages.test_the_page_is_one_small_answer_that_fetches_nothing",
        ),
    ),
    Shown(
        "the host's screens are closed and opened again in every phase",
        (
            "test_host_again.test_a_screen_that_is_opened_again_shows_all_of_every_phase",
            "test_server_returning.test_the_hosts_screen_comes_back_in_every_phase",
            "test_commands.test_a_session_outlives_its_screens_and_its_server",
        ),
    ),
    Shown(
        "tie, missed quorum, no votes, override: outcome and reason in log and export",
        (
            "test_reasons.test_outcome_and_reason_are_in_log_and_export",
            "test_reasons.test_a_missed_quorum_counts_who_was_there",
        ),
    ),
    Shown("the host's screen is under 20 ms late with 5,000 voters", (), "_keys"),
    Shown(
        "keys and axe-core in every phase, text of 200 %, 320 px, and a story by the form alone",
        (
            "test_page_phases.test_axe_finds_nothing_on_the_page_in_any_phase",
            "test_page_phases.test_axe_finds_nothing_on_the_form_in_any_phase",
            "test_page_phases.test_every_phase_fits_at_twice_the_text",
            "test_page_phases.test_keys_alone_play_a_whole_story",
            "test_page_phases.test_what_changes_is_said_to_who_does_not_see_it",
            "test_page_phases.test_nothing_moves_in_any_phase",
            "test_form_story.test_a_whole_story_without_a_script",
            "test_page_age.test_no_script_needs_a_newer_browser",
        ),
    ),
)
_HERE: Final = Path(__file__).parent
_BENCH: Final = _HERE.parent.parent / "bench"


def _names(*files: Path) -> set[str]:
    """Return what files define at their top."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    nodes = [node for tree in trees for node in tree.body]
    made = {one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    for one in nodes:
        if isinstance(one, ast.Assign):
            made |= {target.id for target in one.targets if isinstance(target, ast.Name)}
    return made


def test_there_are_fifteen() -> None:
    """Each has a test that shows it, or is timed."""
    assert len(SHOWN) == 15
    assert all(one.tests or one.timed for one in SHOWN)


@pytest.mark.parametrize("one", SHOWN, ids=lambda one: one.what)
def test_what_shows_it_is_there(one: Shown) -> None:
    """The tests, and what the bench times, are where this table says."""
    for name in one.tests:
        module, _, function = name.partition(".")
        assert function in _names(_HERE / f"{module}.py"), name
    if one.timed:
        assert one.timed in _names(_BENCH / "group.py", _BENCH / "room_faults.py")
