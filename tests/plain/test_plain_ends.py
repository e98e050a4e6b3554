"""The end of input, of output or of patience: the game ends cleanly and everything is kept."""

from __future__ import annotations

import re
import signal
import subprocess
from typing import TYPE_CHECKING

import pexpect
import pytest
from lines_in import (
    TO_THE_ENDING,
    choices,
    command,
    environment,
    kept,
    lines,
    run_here,
    run_process,
    small,
)

from game.engine.run import replay
from game.storage.resume import resume

if TYPE_CHECKING:
    from pathlib import Path

DEBRIEF = ("1", "relieved", "", "", "", "8", "ring first", "knock", "-", "Who?", "", "", "", "")
SCRIPT = (*TO_THE_ENDING, *DEBRIEF)
MADE = ([], [], ["call"], ["call"], ["call", "remind"])
"""The choices that stand after so many lines of the script; the bet completes the second."""


@pytest.mark.parametrize("count", range(len(SCRIPT) + 1))
def test_input_may_end_after_any_line(saves: Path, count: int) -> None:
    """Wherever input ends, the game ends with status 0 and the run stands where it stood."""
    run_here(saves, SCRIPT[:count])
    made = MADE[min(count, len(MADE) - 1)]
    runs = kept(saves)
    assert [choices(save) for save in runs] == ([made] if made else [])
    if made:
        resumption = resume(runs[0], small())
        assert resumption.run == replay(small(), made)
        assert resumption.told == ""
        told = run_here(saves, ["2"])
        assert ("Debrief: How it ended" if len(made) == 2 else "Decision 2: The desk") in told


@pytest.mark.parametrize("count", [0, 2, 3, 5, 6, 8])
def test_process_ends_with_its_input(saves: Path, count: int) -> None:
    """A process whose input ends exits with status 0 and says nothing on standard error."""
    done = run_process(saves, lines(SCRIPT[:count]))
    assert (done.returncode, done.stderr) == (0, b"")


def test_last_line_needs_no_newline(saves: Path) -> None:
    """An answer counts though the input ends right behind it."""
    run_process(saves, "1\n1")
    assert [choices(save) for save in kept(saves)] == [["call"]]


def test_what_was_written_before_the_end_is_kept(saves: Path) -> None:
    """Answers of the debrief are kept one by one."""
    run_here(saves, SCRIPT)
    (save,) = kept(saves)
    assert save.reflections.felt == "relieved"
    assert save.reflections.keep == ("ring first", "knock")
    assert save.reflections.answers == ("Who?",)


def test_closed_output_ends_quietly(saves: Path) -> None:
    """A reader that goes away ends the game with status 0, without a traceback, saved."""
    with subprocess.Popen(
        command(saves),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as game:
        assert game.stdin
        assert game.stdout
        assert game.stderr
        game.stdin.write(b"1\n1\n")
        game.stdin.flush()
        while b"Decision 2" not in game.stdout.readline():
            pass
        game.stdout.close()
        game.stdin.write(b"m\n" * 2000)
        game.stdin.close()
        assert game.stderr.read() == b""
        assert game.wait(30) == 0
    (save,) = kept(saves)
    assert choices(save) == ["call"]
    assert save.sittings[-1].what == "quit"


def test_interrupt_ends_cleanly(saves: Path) -> None:
    """Ctrl-C at a prompt ends the game with status 130, without a traceback, saved."""
    game = in_terminal(saves)
    game.sendline("1")
    game.expect("Decision 1")
    game.sendline("2")
    game.expect("Decision 2.*for help:")
    game.sendintr()
    game.expect(pexpect.EOF)
    game.close()
    assert game.exitstatus == 130
    assert "Traceback" not in game.before
    (save,) = kept(saves)
    assert choices(save) == ["lock"]
    assert save.sittings[-1].what == "quit"


def test_interrupt_of_a_pipe(saves: Path) -> None:
    """SIGINT does the same where no terminal is."""
    with subprocess.Popen(
        command(saves),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as game:
        assert game.stdin
        assert game.stdout
        game.stdin.write(b"1\n2\n")
        game.stdin.flush()
        while b"What do you do?" not in (line := game.stdout.readline()):
            assert line
        while not kept(saves):
            assert game.poll() is None
        game.send_signal(signal.SIGINT)
        _, errors = game.communicate(timeout=30)
        assert (game.returncode, errors) == (130, b"")
    assert [choices(save) for save in kept(saves)] == [["lock"]]


def test_end_of_file_key(saves: Path) -> None:
    """Ctrl-D in a terminal is the end of input."""
    game = in_terminal(saves)
    game.expect("for help:")
    game.sendeof()
    game.expect(pexpect.EOF)
    game.close()
    assert game.exitstatus == 0


def test_terminal_shows_typed_answers_once(saves: Path) -> None:
    """In a terminal the game does not repeat what the terminal has echoed."""
    game = in_terminal(saves)
    game.expect("for help:")
    game.sendline("zebra")
    game.expect("no answer here")
    assert game.before.count("zebra") == 1


@pytest.mark.parametrize(
    ("env", "styled"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_style_in_a_terminal(saves: Path, env: dict[str, str], *, styled: bool) -> None:
    """Bold and italics only where the terminal may have them; nothing ever moves the cursor."""
    told = whole_game(saves, env)
    sequences = set(re.findall(r"\x1b(?:\[[0-9;?]*.|.)", told))
    assert sequences == ({"\x1b[0m", "\x1b[1m", "\x1b[3m"} if styled else set())
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1a\x7f-\x9f]", told)


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (80, 80), (200, 80)])
def test_rows_in_a_terminal(saves: Path, columns: int, widest: int) -> None:
    """Text is wrapped at the terminal's width, and never wider than 80 columns."""
    told = whole_game(saves, {"TERM": "dumb"}, columns)
    rows = [row for row in told.split("\r\n") if "for help:" not in row and "Enter" not in row]
    longest = max(len(row) for row in rows)
    assert widest - 20 < longest <= widest


def test_a_paragraph_is_a_line_in_a_pipe(saves: Path) -> None:
    """Where no terminal is, a paragraph is one line, and nothing is styled."""
    told = run_process(saves, lines(SCRIPT), env={"TERM": "xterm"}).stdout.decode()
    assert "\x1b" not in told
    assert max(len(row) for row in told.split("\n")) > 100


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp437:strict"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "", "PYTHONUTF8": "0"},
    ],
)
def test_any_encoding_of_the_output(saves: Path, env: dict[str, str]) -> None:
    """What an encoding can't print is printed as nearly as it can be."""
    done = run_process(saves, lines(SCRIPT), env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Ending: Two keys" in done.stdout
    assert b"Trust 42 to 48" in done.stdout


def test_any_bytes_on_the_input(saves: Path) -> None:
    """Bytes that are no text are an unknown answer, and nothing of them reaches the output."""
    done = run_process(saves, b"\xff\xfe\x00\x1b[2J\n" * 3 + b"x" * 300_000 + b"\n1\n1\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert b"\x00" not in done.stdout
    assert done.stdout.count(b"no answer here") == 4
    assert [choices(save) for save in kept(saves)] == [["call"]]


def in_terminal(
    saves: Path, env: dict[str, str] | None = None, columns: int = 80
) -> pexpect.spawn[str]:
    """Start the game in a pseudo-terminal."""
    program, *arguments = command(saves)
    return pexpect.spawn(
        program,
        arguments,
        env=environment(**{"TERM": "xterm"} | (env or {})),
        dimensions=(24, columns),
        encoding="utf-8",
        timeout=30,
    )


def whole_game(saves: Path, env: dict[str, str], columns: int = 80) -> str:
    """Play the script in a pseudo-terminal; return all that it printed."""
    game = in_terminal(saves, env, columns)
    told = ""
    for answer in SCRIPT:
        game.expect([r"\? for help: ", r"Enter (skips|keeps it)\): "])
        told += game.before + game.after
        game.sendline(answer)
    game.sendeof()
    game.expect(pexpect.EOF)
    told += game.before
    game.close()
    assert game.exitstatus == 0
    return told
