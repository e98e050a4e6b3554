"""`diff`: what came, went and moved between two versions of a story, and what still replays."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from game.analysis.pairing import pair
from game.analysis.report import analyse, read
from game.analysis.space import Budget, explore
from game.author.changes import changes
from game.author.diff import diff
from game.author.difference_lines import as_lines
from game.author.difference_tables import as_json
from game.author.likely_renames import likely_renames
from game.author.rows import columns
from game.cli import main
from game.storage import session as sessions
from game.storage.savefile import to_toml
from game.storage.settings import Settings
from game.story.library import Broken, load
from stories import compiled, story_text

if TYPE_CHECKING:
    from pathlib import Path

    from game.author.changes import Change

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

FERRY = """
format = 1
[story]
title = "The Ferry"
summary = "x"
minutes = 1
[start]
trust = 40
[scenes.pier]
text = "A rope."
[[scenes.pier.choices]]
id = "ask"
text = "x"
stance = "relational"
trust = 6
sets = ["asked"]
goto = [{ when = "trust >= 44", to = "fog" }, { to = "quay" }]
[[scenes.pier.choices]]
id = "leave"
text = "x"
stance = "transactional"
productivity = 5
goto = "fog"
[scenes.fog]
text = "x"
goto = "quay"
[scenes.quay]
text = "x"
[[scenes.quay.choices]]
id = "thank"
text = "x"
stance = "relational"
when = "asked"
goto = "moored"
[[scenes.quay.choices]]
id = "sign"
text = "x"
stance = "transactional"
goto = "adrift"
[scenes.moored]
text = "x"
ending = "Moored"
[scenes.adrift]
text = "x"
ending = "Adrift"
"""

ROUTES = '[{ when = "signed", to = "lost" }, { to = "moored" }]'
EDITS = (
    ("[scenes.fog]", '[scenes.mist]\nformerly = ["fog"]'),
    ('"fog" }', '"mist" }'),
    ('goto = "fog"', 'goto = "mist"'),
    ("trust = 6", "trust = 4"),
    ('id = "leave"', 'id = "go"\nformerly = ["leave"]'),
    ('id = "sign"', 'id = "stamp"'),
    ('goto = "adrift"', f'sets = ["signed"]\ngoto = {ROUTES}'),
    ("[scenes.adrift]", "[scenes.lost]"),
    ("A rope.", "Two ropes."),
)


def edited(*edits: tuple[str, str]) -> str:
    """Return the story's text with these changes, each of which fits once."""
    text = FERRY
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return two versions of the story as files of one name."""
    old, new = tmp_path / "old" / "ferry.toml", tmp_path / "new" / "ferry.toml"
    for path, text in ((old, FERRY), (new, edited(*EDITS))):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    return old, new


def test_the_lines_of_a_comparison(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A reader gets what differs, in a dozen lines, and nothing that is the same."""
    assert main(["diff", *map(str, files)]) == 0
    told = capsys.readouterr().out.split("\n", 3)[3]
    assert told.replace("\N{NO-BREAK SPACE}", " ") == LINES


LINES = """\
Playthroughs: 3, as before. Decisions: 2, as before.

Scenes without a choice
  renamed  fog to mist

Endings
  new      lost
  gone     adrift

Choices
  new      quay/stamp
  gone     quay/sign
  renamed  pier/leave to go

Another name only? Kept runs go on where the newer file says so
  [scenes.lost]: formerly = ["adrift"]
  choice stamp of [scenes.quay]: formerly = ["sign"]

Facts
  new      signed

Effects, conditions and ways on
  pier/ask: trust 4, was 6

Endings                                     share of all             by chance
  moored                               33.3 %, as before     25.0 %, as before
  adrift (gone)                              66.7 % to –           75.0 % to –
  lost (new)                                 – to 66.7 %           – to 75.0 %

Players
  transactional: ending adrift to lost
  relational: as before
  forced: ending adrift to lost
  best: as before
  worst: ending adrift to lost

What still replays
  Of 6 places in which a run of the old story can stand, each list of choices
    counted once, 4 (66.7 %) come through the same scenes, and 2 (33.3 %) with
    the same numbers as well.
"""


def test_the_json_of_a_comparison(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A program gets the same, by the published keys."""
    assert main(["diff", *map(str, files), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [
        *("exact", "old", "new", "scenes", "decisions", "choices"),
        *(
            "likely_renamed",
            "facts",
            "changed",
            "reworded",
            "endings",
            "players",
            "positions",
            "saves",
        ),
    ]
    assert told["exact"] is True
    assert told["old"]["playthroughs"] == 3
    assert told["scenes"] == {
        "added": ["lost"],
        "removed": ["adrift"],
        "renamed": [{"old": "fog", "new": "mist"}],
    }
    assert told["decisions"] == {"added": [], "removed": [], "renamed": []}
    assert told["choices"] == {
        "added": [{"scene": "quay", "choice": "stamp"}],
        "removed": [{"scene": "quay", "choice": "sign"}],
        "renamed": [
            {
                "old": {"scene": "pier", "choice": "leave"},
                "new": {"scene": "pier", "choice": "go"},
            }
        ],
    }
    assert told["likely_renamed"] == [
        {"old": "adrift", "new": "lost"},
        {
            "old": {"scene": "quay", "choice": "sign"},
            "new": {"scene": "quay", "choice": "stamp"},
        },
    ]
    assert told["facts"] == {"added": ["signed"], "removed": []}
    assert told["changed"] == [
        {"scene": "pier", "choice": "ask", "key": "trust", "old": "6", "new": "4"}
    ]
    assert [(one["old_id"], one["new_id"]) for one in told["endings"]] == [
        ("moored", "moored"),
        ("adrift", None),
        (None, "lost"),
    ]
    assert told["endings"][2]["new"]["share"] == pytest.approx(2 / 3)
    assert told["positions"] == {"all": 6, "scenes": 4, "numbers": 2, "exact": True}
    assert told["saves"] is None


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (("trust = 40", "trust = 50"), ("", "", "start.trust", "40", "50")),
        (
            ("trust = 40", 'trust = 40\nfacts = ["asked"]'),
            ("", "", "start.facts", "none", "asked"),
        ),
        (("trust = 6", "trust = -6"), ("pier", "ask", "trust", "6", "-6")),
        (("trust = 6", "trust = 6\nneeds = 45"), ("pier", "ask", "needs", "none", "45")),
        (("trust = 6", "trust = 6\nforced = true"), ("pier", "ask", "forced", "false", "true")),
        (
            ("trust = 6", 'trust = 6\nlens = ["openness"]'),
            ("pier", "ask", "lens", "none", "openness"),
        ),
        (
            ("trust >= 44", "trust >= 45"),
            ("pier", "ask", "route 1", "fog if trust >= 44", "fog if trust >= 45"),
        ),
        (
            ('productivity = 5\ngoto = "fog"', 'productivity = 5\ngoto = "quay"'),
            ("pier", "leave", "goto", "fog", "quay"),
        ),
        (
            ('text = "x"\ngoto = "quay"', 'text = "x"\ngoto = "moored"'),
            ("fog", "", "goto", "quay", "moored"),
        ),
        (('when = "asked"', 'when = "not asked"'), ("quay", "thank", "when", "asked", "not asked")),
        (('ending = "Moored"', 'ending = "Home"'), ("moored", "", "ending", "Moored", "Home")),
    ],
)
def test_every_key_that_matters_is_compared(edit: tuple[str, str], found: Change) -> None:
    """A changed effect, condition, way on or start is told with both values, and nothing else."""
    told = changes(pair(compiled(FERRY), compiled(edited(edit))))
    assert told.keys == (found,)
    assert told.reworded == ()


@pytest.mark.parametrize(
    "edit", [("trust >= 44", "(trust  >=  44)"), ('when = "asked"', 'when = "( asked )"')]
)
def test_a_condition_written_otherwise_is_the_same(edit: tuple[str, str]) -> None:
    """Spaces and needless brackets change no condition."""
    assert changes(pair(compiled(FERRY), compiled(edited(edit)))).keys == ()


def test_what_fits_two_ways_is_no_likely_rename() -> None:
    """Two scenes that went with the same words as one that came are not told apart."""
    one_of_two = edited(
        ("[scenes.adrift]", "[scenes.lost]"),
        ('goto = "adrift"', 'goto = "lost"'),
        ('[scenes.moored]\ntext = "x"\nending = "Moored"\n', ""),
        ('goto = "moored"', 'goto = "lost"'),
    )
    pairing = pair(compiled(FERRY), compiled(one_of_two))
    assert likely_renames(pairing, changes(pairing)) == ()


def test_a_story_against_itself_differs_in_nothing() -> None:
    """Nothing came, went or moved, and everything replays."""
    for seed in range(30):
        one = analyse(compiled(story_text(random.Random(seed))))
        told = diff(one, one)
        nothing = ((), (), ())
        scenes = told.changes
        assert (scenes.scenes, scenes.decisions, scenes.endings, scenes.choices) == (nothing,) * 4
        assert (scenes.facts, scenes.keys, scenes.reworded) == (((), ()), (), ())
        assert all(ending.old == ending.new for ending in told.endings)
        assert as_lines(told).count("as before") >= 2 + 2 * len(tuple(told.endings))
        assert json.loads(as_json(told))["positions"]["numbers"] == told.replayed.positions


def test_the_lines_fit_a_terminal() -> None:
    """No row takes more than 80 columns."""
    for seed in range(20):
        old, new = (analyse(compiled(story_text(random.Random(seed + at)))) for at in (0, 1))
        lines = as_lines(diff(old, new)).splitlines()
        assert max(map(columns, lines)) <= 80


def test_a_budget_is_said() -> None:
    """Where an analysis was ended, nothing is called exact, and nothing is said of replaying."""
    story = compiled(FERRY)
    told = diff(analyse(story), read(explore(story, budget=Budget(states=2))))
    assert not told.exact
    assert told.replayed is None
    assert "A budget ended an analysis" in as_lines(told)
    assert json.loads(as_json(told))["positions"] is None


def kept(path: Path, folder: Path, number: int, *choices: str) -> None:
    """Keep a run of a story file in a folder."""
    folder.mkdir(exist_ok=True)
    story = load(path)
    assert not isinstance(story, Broken)
    run = f"{number}0000000-0000-4000-8000-000000000000"
    session = sessions.start(story, player="", settings=Settings(), now=NOON, new_id=run)
    for choice in choices:
        session = sessions.choose(session, choice, bet=None, now=NOON)
    (folder / f"{path.stem}-{number}.toml").write_bytes(to_toml(session.save))


def test_kept_runs_are_replayed(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a folder's runs of the story it is said how many still replay, and why one does not."""
    folder = tmp_path / "saves"
    for number, way in enumerate((["leave"], ["ask"], ["leave", "sign"], [])):
        kept(files[0], folder, number, *way)
    other = tmp_path / "other.toml"
    other.write_bytes(files[0].read_bytes())
    kept(other, folder, 9, "ask")
    (folder / "torn.toml").write_text("run =", encoding="utf-8")
    assert main(["diff", *map(str, files), "--saves", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["saves"]
    assert (told["all"], told["scenes"], told["numbers"]) == (4, 3, 2)
    assert sorted(one["file"] for one in told["differing"]) == ["ferry-1.toml", "ferry-2.toml"]
    assert len(told["unreadable"]) == 1
    assert "torn.toml" in told["unreadable"][0]
    assert main(["diff", *map(str, files), "--saves", str(folder)]) == 0
    lines = capsys.readouterr().out
    assert "Of 4 kept runs 3 come through the same scenes" in lines
    assert "the choice is gone" in lines


def test_a_kept_run_that_is_led_elsewhere_differs(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run whose last choice leads to another scene now does not come through the same ones."""
    folder = tmp_path / "saves"
    kept(files[0], folder, 1, "leave")
    text = edited(('productivity = 5\ngoto = "fog"', 'productivity = 5\ngoto = "moored"'))
    files[1].write_text(text, encoding="utf-8")
    assert main(["diff", *map(str, files), "--saves", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["saves"]
    assert (told["all"], told["scenes"], told["numbers"]) == (1, 0, 0)
    assert "leads elsewhere" in told["differing"][0]["why"]


@pytest.mark.parametrize("which", [0, 1])
def test_a_story_that_is_broken_is_said(
    which: int, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Either of the two may be the broken one; the exit status is 2."""
    files[which].write_text("format = 1\n", encoding="utf-8")
    assert main(["diff", *map(str, files)]) == 2
    assert "ferry.toml:1:1" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped folder is not taken for an empty one."""
    assert main(["diff", *map(str, files), "--saves", str(tmp_path / "no")]) == 2
    assert "there is no folder" in capsys.readouterr().err
