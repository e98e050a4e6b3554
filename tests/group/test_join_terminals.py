"""`join` in real pseudo-terminals: two people and a host play a joint story, one is killed."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from terminals import PATIENCE, Evening, Terminal, an_evening
from two_sides import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEFT_SCREEN = "\x1b[?1049l"
CURSOR_BACK = "\x1b[?25h"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """Return a session's folder with a story of two sides."""
    with an_evening(tmp_path, TEXT) as one:
        yield one


def seated(evening: Evening, *arguments: str, size: tuple[int, int] = (18, 60)) -> Terminal:
    """Return a terminal on which somebody is in the lobby, or where the room stands."""
    return evening.join(*arguments, size=size)


def test_two_terminals_and_a_host_play_a_joint_story(evening: Evening) -> None:
    """Each side reads and votes its own; one is killed in mid-vote and is the same person again."""
    host = evening.host(str(evening.story), "--address", "127.0.0.1", size=(24, 80))
    host.until("Nobody is here yet.")
    ana = seated(evening)
    ana.until("Your name, as the room will see it")
    ana.press("Ana\r", "You are in.")
    bo = seated(evening, "--name", "Bo", size=(24, 80))
    bo.until("You are in.")
    host.until("2 joined.")
    host.press("\r", "0 of 1 have voted")
    ana.until("Your oven is booked")
    ana.press("1", "Received: Ask for the early run")
    assert "oven" not in bo.until("The cold room was off")
    bo.press("\x1b[B\r", "Received: Say that")
    bo.child.kill(signal.SIGKILL)
    bo.child.wait()
    again = seated(evening, size=(24, 80))
    again.until("Received: Say that")
    assert "Bo" in again.until("The stall of Rui")
    again.press("2", "Received: Offer to load")
    third = seated(evening, "--plain")
    third.until("Your name, as the room will see it:")
    third.child.close(force=True)
    host.press("\r", "The vote is closed.")
    host.press("\r", "leads.")
    for one in (ana, again):
        one.until("100 %  1")
    host.press("\r", "Both lists fit")
    ana.until("Both lists fit on one page.")
    host.press("\r", "Enter the next scene")
    host.press("\r", "Somebody has to drive.")
    again.until("Somebody has to drive.")
    again.press("q", "Leave the room?")
    again.child.send("2")
    again.child.expect("You have left the room. What you voted stays in it.")
    again.child.expect("To come back as Bo: common-ground join http://127.0.0.1")
    assert again.end() == 0
    host.press("q", "End the session for everybody")
    host.child.send("3")
    assert host.end() == 0
    ana.until("The session has ended.")
    ana.child.send("\r")
    ana.child.expect("Here is only the key to your seat")
    assert ana.end() == 0


def test_ctrl_c_leaves_at_once_and_the_terminal_as_it_was(evening: Evening) -> None:
    """In the middle of a vote, on a dialog and at the name: the same modes as before, and a cursor.

    A shell around the program prints the terminal's modes before and after.
    """
    evening.host(str(evening.story), "--address", "127.0.0.1").until("Nobody is here yet.")
    command = f"{sys.executable} -m game join {evening.url()} --saves {evening.saves}"
    for arguments, keys, words in (
        ("", "An", "An"),
        ("--name Ana", "", "You are in."),
        ("--name Ana", "q", "Leave the room?"),
    ):
        shell = f"stty -g; echo; {command} {arguments}; echo STATUS $?; stty -g"
        terminal = Terminal.of("/bin/sh", "-c", shell, size=(18, 60))
        before = terminal.child.readline()
        if keys:
            terminal.until("Your name" if not arguments else "You are in.")
        terminal.press(keys, words)
        terminal.child.send("\x03")
        terminal.child.expect("STATUS 0")
        rest = terminal.child.before
        terminal.child.readline()
        assert terminal.child.readline() == before
        assert LEFT_SCREEN.encode() in rest
        assert rest.rindex(CURSOR_BACK.encode()) > 0
        terminal.child.expect(pexpect.EOF, timeout=PATIENCE)
        terminal.child.close()


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_where_no_screen_can_be_there_are_lines(evening: Evening, term: str) -> None:
    """TERM=dumb, or --plain, or no terminal: the same seat as lines, without one escape."""
    evening.host(str(evening.story), "--address", "127.0.0.1").until("Nobody is here yet.")
    plain = [] if term == "dumb" else ["--plain"]
    arguments = ("join", evening.url(), "--saves", str(evening.saves), "--name", "Ana", *plain)
    terminal = Terminal(*arguments, size=(24, 80), term=term)
    terminal.until("You are Ana, The bread stall.")
    terminal.press("q\r", "To come back as Ana:")
    if term == "dumb":
        assert b"\x1b" not in terminal.seen
