"""`export`: learning records on standard output, in new files, or at a store."""

from __future__ import annotations

import csv
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from command import LADDER, common_ground

from game.analysis.space import Budget
from game.cli import main
from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SECRET = "learner:geheim"  # noqa: S105, made up


@pytest.fixture
def two_runs(saves: Path, tmp_path: Path) -> list[Kept]:
    """Play a story twice; return the runs, the first one first."""
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "ladder.toml").write_bytes(LADDER.read_bytes())
    for name, typed in (("=cmd", "1\n1\nq\n"), ("Mo", "1\n" * 13)):
        arguments = ("play", str(LADDER), "--plain", "--player", name, "--saves", str(saves))
        common_ground(*arguments, cwd=tmp_path, typed=typed)
    kept = [one for one in read_all(saves) if isinstance(one, Kept)]
    return sorted(kept, key=lambda one: one.save.started)


def export(saves: Path, *arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a folder of runs."""
    return common_ground("export", *arguments, "--saves", str(saves), cwd=cwd, **env)


def test_statements_are_data(two_runs: list[Kept], saves: Path, tmp_path: Path) -> None:
    """Standard output holds one statement a line, the same ones every time; runs can be named."""
    first, again = (export(saves, "--xapi", cwd=tmp_path) for _ in "ab")
    assert first.returncode == 0
    assert first.stdout == again.stdout
    assert first.stderr == ""
    said = [json.loads(line) for line in first.stdout.splitlines()]
    assert "#verdict" in first.stdout
    runs = {one["context"]["registration"] for one in said}
    assert runs == {one.save.run for one in two_runs}
    one = export(saves, "--xapi", two_runs[0].save.run[:8], cwd=tmp_path)
    assert one.stdout
    assert first.stdout.startswith(one.stdout)


def test_every_decision_is_reviewed(two_runs: list[Kept], saves: Path, tmp_path: Path) -> None:
    """Each decision of both runs has a statement with its verdict; the table has the same words."""
    said = [json.loads(one) for one in export(saves, "--xapi", cwd=tmp_path).stdout.splitlines()]
    reviews = [one["result"]["extensions"] for one in said if "reviewed" in one["verb"]["id"]]
    verdicts = [one["https://w3id.org/common-ground/records#verdict"] for one in reviews]
    assert len(verdicts) == sum(len(one.save.choices) for one in two_runs) > 2
    assert export(saves, "--csv", str(tmp_path / "t"), cwd=tmp_path).returncode == 0
    with (tmp_path / "t" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["verdict"] for row in table] == verdicts
    assert all(row["best_before"] and row["endings_after"] == "1" for row in table)


def test_a_story_beyond_the_budget(
    two_runs: list[Kept],
    saves: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is said once, aside; the records are written without the review."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("game.debrief.judging.BUDGET", Budget(states=1))
    assert main(["export", "--xapi", "--saves", str(saves)]) == 0
    out, err = capsys.readouterr()
    assert "verb/reviewed" not in out
    assert out.count("verbs/answered") == sum(len(one.save.choices) for one in two_runs)
    assert len(err.splitlines()) == 1
    assert "The story 'ladder' has more states than a debrief works through" in err


def test_options_of_the_account(two_runs: list[Kept], saves: Path, tmp_path: Path) -> None:
    """An account and its address can be given; an address that is none is told."""
    assert two_runs
    arguments = ("--xapi", "--account", "p-17", "--home-page", "https://learning.example")
    line = export(saves, *arguments, cwd=tmp_path).stdout.splitlines()[0]
    account = json.loads(line)["actor"]["account"]
    assert account == {"homePage": "https://learning.example", "name": "p-17"}
    wrong = export(saves, "--xapi", "--home-page", "learning", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "--home-page takes a web address" in wrong.stderr


def test_files_are_never_replaced(two_runs: list[Kept], saves: Path, tmp_path: Path) -> None:
    """Statements and tables go to new files; where one is there nothing is written."""
    assert two_runs
    out, folder = tmp_path / "records.jsonl", tmp_path / "tables"
    for arguments in (("--xapi", "--output", str(out)), ("--csv", str(folder))):
        assert export(saves, *arguments, cwd=tmp_path).returncode == 0
        refused = export(saves, *arguments, cwd=tmp_path)
        assert refused.returncode == 2
        assert "is there already" in refused.stderr
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as file:
        players = [row["player"] for row in csv.DictReader(file)]
    assert players == ["'=cmd", "Mo"]
    (folder / "decisions.csv").unlink()
    assert export(saves, "--csv", str(folder), cwd=tmp_path).returncode == 2
    assert not (folder / "decisions.csv").exists()


def test_no_runs(saves: Path, tmp_path: Path) -> None:
    """A folder without runs gives no statement, and tables with a header alone."""
    done = export(saves, "--xapi", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert export(saves, "--csv", str(tmp_path / "t"), cwd=tmp_path).returncode == 0
    assert (tmp_path / "t" / "runs.csv").read_text().count("\n") == 1


def test_a_save_that_can_not_be_read(two_runs: list[Kept], saves: Path, tmp_path: Path) -> None:
    """A damaged save is told aside and left out; the others are written, and it stays as it is."""
    two_runs[0].path.write_bytes(b"format = 1\nrun = [")
    done = export(saves, "--xapi", cwd=tmp_path)
    assert done.returncode == 0
    assert "can't be read and is left out: ladder-" in done.stderr
    runs = {json.loads(line)["context"]["registration"] for line in done.stdout.splitlines()}
    assert runs == {two_runs[1].save.run}
    assert two_runs[0].path.read_bytes() == b"format = 1\nrun = ["


def test_one_form_at_a_time(saves: Path, tmp_path: Path) -> None:
    """Without a form, or with two, the usage is told."""
    for arguments in ((), ("--xapi", "--csv", "x")):
        done = export(saves, *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "usage:" in done.stderr


def test_a_store_on_this_machine(two_runs: list[Kept], saves: Path, tmp_path: Path) -> None:
    """`--post` sends all, then nothing; the secret comes from the environment and shows nowhere."""
    assert two_runs
    with HTTPServer(("127.0.0.1", 0), _Taking) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/xapi"
        env = {"COMMON_GROUND_STORE_AUTH": SECRET}
        first = export(saves, "--post", address, cwd=tmp_path, **env)
        again = export(saves, "--post", address, cwd=tmp_path, **env)
        server.shutdown()
        thread.join()
    assert first.returncode == again.returncode == 0
    count = len(export(saves, "--xapi", cwd=tmp_path).stdout.splitlines())
    assert first.stderr == f"The record store has all {count} statements; {count} were new to it.\n"
    assert "; 0 were new to it." in again.stderr
    assert "geheim" not in first.stdout + first.stderr + again.stderr
    assert _Taking.paths == ["/xapi/statements"]


def test_credentials_and_addresses(saves: Path, tmp_path: Path) -> None:
    """Credentials inside an address, or over a line that is open, are refused unseen."""
    for address in ("https://me:geheim@store.example", "http://store.example", "store"):
        done = export(saves, "--post", address, "--auth", SECRET, cwd=tmp_path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "geheim" not in done.stderr


class _Taking(BaseHTTPRequestHandler):
    paths: list[str] = []  # noqa: RUF012, what the tests look at

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.paths.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base's name
        """Say nothing."""
