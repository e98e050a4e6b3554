"""`host` and `join` in real pseudo-terminals: faults of every process, and coming back."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from rooms import STORY_TEXT
from terminals import Evening, Terminal, an_evening

from game.group import sessions
from game.group.journal import NAME, read_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """Return a session's folder."""
    with an_evening(tmp_path) as one:
        yield one


def test_a_session_outlives_its_screens_and_its_server(evening: Evening) -> None:
    """The server is killed and comes back by itself; the screen is killed and attached again."""
    host = evening.host(str(evening.story), "--address", "127.0.0.1")
    host.until("Nobody is here yet.")
    ana = evening.join("--plain", "--name", "Ana")
    ana.until("You are in.")
    host.until("1 joined.")
    host.press("\r", "0 of 1 have voted")
    ana.until("Hang a list on the door.")
    ana.press("2\r", "Received: Take the van.")
    host.until("1 of 1 have voted")
    before = evening.place()
    os.kill(before.pid, signal.SIGKILL)
    ana.until("Not connected.")
    ana.press("1\r", "Received: Ask Mo who needs it first.")
    host.press("\r", "The vote is closed.")
    assert evening.place().port == before.port
    host.child.kill(signal.SIGKILL)
    view = evening.host("--attach", size=(30, 100))
    view.until("SECRET-NOTE ask what Mo fears.")
    view.press("\r", "Answer 1 leads.")
    ana.until("100 percent, 1 vote")
    view.press("\r", "Mo points at the other gate.")
    bo = evening.join("--plain", "--name", "Bo")
    bo.until("The room has decided.")
    ana.press("q\r", "You have left the room.")
    assert ana.end() == 0
    view.press("q", "End the session for everybody")
    view.child.send("3")
    assert view.end() == 0
    bo.until("The session has ended.")
    assert bo.end() == 0
    evening.closed()


def test_a_session_is_resumed_after_everything_was_killed(evening: Evening) -> None:
    """Screen and server die; --resume opens the same room at the same address, votes and all."""
    host = evening.host(str(evening.story), "--address", "127.0.0.1")
    host.until("Nobody is here yet.")
    url = evening.url()
    ana = evening.join("--plain", "--name", "Ana")
    ana.until("You are in.")
    host.press("\r", "0 of 1 have voted")
    ana.until("Hang a list")
    ana.press("3\r", "Received: Hang a list on the door.")
    host.child.kill(signal.SIGKILL)
    os.kill(evening.place().pid, signal.SIGKILL)
    ana.until("Not connected.")
    again = evening.host("--resume")
    again.until("1 of 1 have voted")
    assert evening.url() == url
    again.press("\r", "The vote is closed.")
    again.press("\r", "Answer 3 leads.")
    ana.until("100 percent, 1 vote")


def test_no_network_is_one_terminal(evening: Evening) -> None:
    """Hands are typed in; nobody needs a phone, and the session is kept all the same."""
    host = evening.host(str(evening.story), "--no-network")
    host.until("The room votes by a show of hands")
    host.press("\r", "One van stands in the yard.")
    host.press("\r", "Count the hands")
    host.press("5 2 1\r", "Answer 1 leads.")
    host.press("\x03", "End the session for everybody")
    host.child.send("3")
    assert host.end() == 0


@pytest.mark.parametrize(
    ("story", "arguments", "names"),
    [
        ("", (), "asked"),
        ("", ("--names", "anonymous"), "anonymous"),
        ("anonymous = true", (), "anonymous"),
        ("anonymous = true", ("--names", "asked"), "asked"),
    ],
)
def test_whether_names_are_asked_is_the_storys_or_the_hosts_choice(
    evening: Evening, story: str, arguments: tuple[str, ...], names: str
) -> None:
    """A story may want people unnamed; the host has the last word."""
    text = STORY_TEXT.replace("[story]", f"[story]\n{story}", 1)
    evening.story.write_text(text, encoding="utf-8")
    evening.host(str(evening.story), "--no-network", *arguments).until("begin the story")
    session = sessions.latest(evening.saves)
    assert session is not None
    assert read_header(session / NAME).settings.names == names


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("host",), "Name a STORY to host"),
        (("host", "no-such-story"), "There is no story 'no-such-story'."),
        (("host", "--resume"), "There is no session in"),
        (("host", "--attach"), "There is no session in"),
        (("join", "nonsense"), "Type the whole address"),
        (("join", "http://127.0.0.1:9/AAAAAA", "--name", "x"), "can't be reached"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    evening: Evening, arguments: tuple[str, ...], sentence: str
) -> None:
    """A mistake in the command, or a room that is not there, ends with status 2 and the cure."""
    terminal = Terminal(*arguments, "--saves", str(evening.saves), size=(24, 100))
    terminal.until(sentence)
    assert terminal.end() == 2
