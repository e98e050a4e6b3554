"""`check`: findings with their places, in four forms, and the exit status."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.author.check import check_file, judge
from game.author.new import new
from game.author.output import write
from game.author.quoting import Look, look
from game.story.library import LARGEST_FILE
from game.story.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    command = [sys.executable, "-m", "game", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def story(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of the template story with parts of its text replaced."""

    def make(*changes: tuple[str, str]) -> Path:
        path = new("demo", tmp_path)
        assert isinstance(path, Path)
        text = path.read_text(encoding="utf-8")
        for old, fresh in changes:
            assert old in text
            text = text.replace(old, fresh)
        path.write_text(text, encoding="utf-8")
        return path

    return make


def codes(path: Path) -> list[tuple[str, int, int]]:
    """Return code, line and column of everything found in a file."""
    return [
        (str(one.code), one.place.line, one.place.column) for one in check_file(path).diagnostics
    ]


def line_of(path: Path, text: str) -> int:
    """Return the number of the first line with a text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_what_new_writes_is_clean_and_plays(story: Callable[..., Path]) -> None:
    """`new` writes a story without a warning, which plays to an ending."""
    path = story()
    assert codes(path) == []
    done = run("replay", str(path), "--choices", "ask,list", "--json")
    assert json.loads(done.stdout)["ending"] == "shared"


def test_new_never_overwrites(story: Callable[..., Path]) -> None:
    """A name that is taken is refused, and the file stays as it was."""
    path = story(("A room for two", "Mine"))
    said = new("demo", path.parent)
    assert isinstance(said, str)
    assert "already" in said
    assert "Mine" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "A", "a b", "../a", "a/b", "con.toml", "x" * 65])
def test_new_wants_an_id(name: str, tmp_path: Path) -> None:
    """A name that can't be an id is refused with a sentence."""
    assert isinstance(new(name, tmp_path), str)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "fresh", "code"),
    [
        ("Ask Kim what hangs", "Just ask Kim what hangs", "CG503"),
        ("Ask Kim what hangs", "Ask with empathy what hangs", "CG503"),
        ("and wait.", "and wait until the whole corridor has gone quiet.", "CG501"),
        ('sets = ["asked"] ', 'sets = ["asked", "heard"] ', "CG403"),
    ],
)
def test_a_writing_rule_is_a_warning(
    old: str, fresh: str, code: str, story: Callable[..., Path]
) -> None:
    """A rule of writing that is broken is told at the option's text, and the story still plays."""
    path = story((old, fresh))
    found = codes(path)
    assert code in [one for one, _, _ in found]
    assert run("check", str(path)).returncode == 0
    assert run("check", "--strict", str(path)).returncode == 1
    assert run("replay", str(path)).returncode == 0


def test_a_long_option_is_told(story: Callable[..., Path]) -> None:
    """An option of more than 140 characters is told once for that."""
    path = story(("Ask Kim what hangs on the first hour", "Ask Kim " + "what " * 30))
    assert "CG502" in [code for code, _, _ in codes(path)]


def test_a_beaten_option_needs_a_defender(story: Callable[..., Path]) -> None:
    """An option that another beats on all three effects needs its `why_tempting`."""
    changed = ("trust = 3\nproductivity = 6", "trust = 9\nproductivity = 6")
    path = story(changed, ("tension = -1\n", "tension = -9\n"))
    assert codes(path) == []
    case = "Whoever has lost a room would defend it; a planner would look at the clock."
    tempting = f'why_tempting = "{case}"'
    path.unlink()
    path = story(changed, ("tension = -1\n", "tension = -9\n"), (tempting, ""))
    line = line_of(path, "[[scenes.calendar.choices]]")
    assert ("CG504", line, 3) in codes(path)


def test_a_caret_points_at_the_value(story: Callable[..., Path]) -> None:
    """Text output quotes the line, marks the value and names what was meant."""
    path = story(('{ to = "ruled" }', '{ to = "rulde" }'))
    done = run("check", str(path))
    line = line_of(path, '"rulde"')
    assert done.returncode == 1
    assert f"{path}:{line}:10: error CG302: there is no scene 'rulde'" in done.stdout
    assert (
        f' {line} |   {{ to = "rulde" }},\n {" " * len(str(line))} |          ^^^^^^^\n'
        in done.stdout
    )
    assert "Did you mean 'ruled'?" in done.stdout
    assert "2 errors" in done.stdout


def test_json_is_a_list_of_findings(story: Callable[..., Path]) -> None:
    """JSON names every part of a finding, 1-based, with an exclusive end."""
    path = story(
        (
            'to = "shared" },\n  { to = "ruled" },\n]\nwhy = "A promise',
            'to = "sharde" },\n  { to = "ruled" },\n]\nwhy = "A promise',
        )
    )
    done = run("check", "--format", "json", str(path))
    line = line_of(path, '"sharde"')
    assert json.loads(done.stdout) == [
        {
            "file": str(path),
            "line": line,
            "column": 32,
            "end_line": line,
            "end_column": 40,
            "code": "CG302",
            "severity": "error",
            "message": "there is no scene 'sharde'",
            "hint": "Did you mean 'shared'?",
        }
    ]


def test_github_and_sarif(story: Callable[..., Path]) -> None:
    """Both forms carry code, place and message of the same finding."""
    path = story(("and wait.", "and wait until the whole corridor, 100%, is quiet."))
    line = line_of(path, "100%")
    github = run("check", "--format", "github", str(path)).stdout
    assert github.startswith(f"::warning file={path},line={line},endLine={line},col=8,endColumn=")
    assert "%25 of each other" in github
    sarif = json.loads(run("check", "--format", "sarif", str(path)).stdout)
    result = sarif["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (sarif["version"], result["ruleId"], result["level"]) == ("2.1.0", "CG501", "warning")
    assert (region["startLine"], region["startColumn"]) == (line, 8)


def test_exit_status(tmp_path: Path, story: Callable[..., Path]) -> None:
    """0 clean, 1 for errors, also where the file is no TOML; 2 where nothing can be read."""
    assert run("check", "--quick", "--strict", str(story())).returncode == 0
    broken = tmp_path / "broken.toml"
    broken.write_text("format = [", encoding="utf-8")
    assert run("check", str(broken)).returncode == 1
    broken.write_bytes(b"\0" * (LARGEST_FILE + 1))
    assert run("check", str(broken)).returncode == 1
    assert run("check", str(tmp_path)).returncode == 1
    assert run("check", str(tmp_path / "none.toml")).returncode == 2
    assert run("check", "no-such-story").returncode == 2
    assert run("check", "--format", "xml").returncode == 2


def test_what_can_not_be_found_hides_nothing(tmp_path: Path, story: Callable[..., Path]) -> None:
    """A path that leads nowhere is said on standard error; all other files are checked."""
    path = story(("The corridor", "{nobody}"))
    done = run("check", "--format", "json", "no-such-story", str(path), str(tmp_path / "no.toml"))
    assert done.returncode == 2
    assert "no-such-story" in done.stderr
    assert [one["code"] for one in json.loads(done.stdout)] == ["CG304", "CG304", "CG100"]


def test_a_folder_is_its_stories(tmp_path: Path, story: Callable[..., Path]) -> None:
    """Of a folder the stories are checked, each once; no translation, no folder inside."""
    path = story()
    (tmp_path / "demo.pt.toml").write_text('translates = "demo"\n', encoding="utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "other.toml").write_text("", encoding="utf-8")
    done = run("check", str(tmp_path), str(path))
    assert (done.returncode, done.stdout) == (0, "1 file checked: no errors, no warnings.\n")
    empty = run("check", str(tmp_path / "inside" / ".."), str(tmp_path / "inside"))
    assert empty.returncode == 1
    (tmp_path / "inside" / "other.toml").unlink()
    nothing = run("check", str(tmp_path / "inside"))
    assert nothing.returncode == 2
    assert "There is no story" in nothing.stderr


def test_two_places_in_conflict_are_both_shown(story: Callable[..., Path]) -> None:
    """Text quotes both lines, the second with a label; GitHub and SARIF name it, too."""
    path = story(('id = "split"', 'id = "ask"'))
    first, second = line_of(path, 'id = "ask"'), line_of(path, "Split the morning") - 1
    text = run("check", str(path)).stdout
    assert f' {first} | id = "ask"\n    |      ^^^^^\n {second} | id = "ask"\n' in text
    assert "^^^^^ the other one\n" in text
    assert (
        f"(Line {second}: the other one.)" in run("check", "--format", "github", str(path)).stdout
    )
    sarif = json.loads(run("check", "--format", "sarif", str(path)).stdout)
    related = sarif["runs"][0]["results"][0]["relatedLocations"][0]
    assert related["message"]["text"] == "the other one"
    assert related["physicalLocation"]["region"]["startLine"] == second


def test_colour_is_for_terminals(
    story: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal gets colours unless NO_COLOR is set, a pipe never does; the words are the same."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    checked = [check_file(story(("The corridor", "{nobody}")))]
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    coloured = write(checked, "text", strict=False, look=look(Terminal()))
    assert "\x1b[1;31merror CG304\x1b[0m" in coloured
    piped = write(checked, "text", strict=False, look=look(io.StringIO()))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == piped
    assert "\x1b" not in piped
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in write(checked, "text", strict=False, look=look(Terminal()))


def test_a_long_line_is_quoted_around_the_caret() -> None:
    """Of a line wider than the terminal the part around the caret is shown."""
    text = f'format = 1\n[scenes.a]\ntext = "{"x" * 300}"\ngoto = "{"y" * 300}" # 漢字'
    lines = write(
        [judge("s.toml", read("s.toml", text.encode()))], "text", strict=False, look=Look(width=60)
    )
    quoted = [line for line in lines.splitlines() if line.startswith((" 3 |", " 4 |", "   |"))]
    assert quoted
    assert all(len(line) <= 66 for line in quoted)


def test_a_caret_stands_under_wide_characters() -> None:
    """A character that takes two columns moves the caret by two."""
    text = 'format = 1\n[story]\ntitle = "漢字", x'
    said = write(
        [judge("s.toml", read("s.toml", text.encode()))], "text", strict=False
    ).splitlines()
    at = said.index(' 3 | title = "漢字", x')
    assert said[at + 1] == "   |               ^"


def test_shipped_stories_are_clean() -> None:
    """`check --strict` finds nothing in the stories that come with the game."""
    done = run("check", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no errors, no warnings" in done.stdout


def test_foreign_text_is_cleaned(tmp_path: Path) -> None:
    """No control character of a file or of its name reaches the terminal."""
    path = tmp_path / "a\x1b[2Jb.toml"
    path.write_text('format = 1\n# \x9b2J\u202e\nx = "a\\u001b"\n', encoding="utf-8")
    said = write([check_file(path)], "text", strict=False)
    assert not {"\x1b", "\x9b", "\u202e"} & set(said)


def test_a_quick_check_of_a_sound_story_loads_nothing_heavy(story: Callable[..., Path]) -> None:
    """With `--quick` neither pydantic nor numpy is loaded: each takes longer than all the rest."""
    code = (
        "import sys, game.cli\n"
        f"game.cli.main(['check', '--quick', {str(story())!r}])\n"
        "print({'pydantic', 'numpy', 'textual'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_the_analysis_is_part_of_the_check(story: Callable[..., Path]) -> None:
    """What no playthrough does is told, and left out with `--quick`; nothing is told twice."""
    orphans = (
        '[scenes.attic]\ntext = "Dust."\ngoto = "roof"\n\n'
        '[scenes.roof]\ntext = "Sky."\nending = "Up"\n\n[scenes.shared]'
    )
    path = story(("trust >= 48", "trust >= 99"), ("[scenes.shared]", orphans))
    whole = json.loads(run("check", "--format", "json", str(path)).stdout)
    quick = json.loads(run("check", "--quick", "--format", "json", str(path)).stdout)
    told = [
        (one["code"], one["line"]) for one in whole if one["code"] in {"CG312", "CG603", "CG604"}
    ]
    assert told == [
        ("CG604", line_of(path, "trust >= 99")),
        ("CG312", line_of(path, "[scenes.attic]")),
        ("CG312", line_of(path, "[scenes.roof]")),
    ]
    assert [one["code"] for one in quick] == ["CG312", "CG312"]
