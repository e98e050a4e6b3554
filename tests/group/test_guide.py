"""The facilitator's guide: everything a facilitator must know beforehand, on paper."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rooms import STORY_TEXT, van
from test_teams import budgets

from game.analysis.report import analyse
from game.cli import main
from game.debrief import html, markdown
from game.group.guide import guide, title
from game.story.library import Broken, load, shipped

if TYPE_CHECKING:
    from game.story.compiled import Story


def written(story: Story, minutes: int = 0) -> str:
    """Return a story's guide as Markdown."""
    return markdown.document(title(story), guide(story, analyse(story), minutes))


def test_it_tells_every_scene_its_note_and_where_answers_lead() -> None:
    """Notes, effects as written, the way on, the endings and the story's questions."""
    text = written(van())
    for words in (
        "# The van: the facilitator's guide",
        "**Note:** SECRET-NOTE ask what Mo fears.",
        "| Take the van. | -3 | +8 | +5 | The gate, 7:30 |",
        "| Wait. | +4 | 0 | 0 | the ending On the road |",
        "Talk and a second vote in any case at: The gate, 7:30.",
        "| On the road | 100 % |",
        "Who was not asked?",
    ):
        assert words in text, words


@pytest.mark.parametrize("minutes", [0, 12, 45, 90])
def test_the_minutes_add_up(minutes: int) -> None:
    """Arriving, every decision and the debrief fit into the time there is."""
    text = written(van(), minutes)
    told = dict(
        line.strip("| ").split(" | ")
        for line in text.partition("| What | Minutes |")[2].strip().splitlines()[1:5]
    )
    parts = int(told["Arriving and joining"]) + int(told["Debrief and plans"])
    assert parts + 2 * int(told["Each decision, talk included"]) <= int(told["All of it"])


def test_a_joint_scene_has_every_meeting() -> None:
    """Both sides' answers stand in one row with what their meeting does."""
    text = written(budgets())
    assert "Two teams play: The Reds and The Blues." in text
    assert "| Share RED-FORECAST.; Open the book. | +6 |" in text
    assert "**The Blues alone may read:** BLUE-SECRET" in text


@pytest.mark.parametrize("name", ["two-departments", "two-tables"])
def test_every_shipped_story_has_a_guide(name: str) -> None:
    """The guide of a whole story is written as Markdown and as one file of HTML."""
    story = load(shipped() / f"{name}.toml")
    assert not isinstance(story, Broken)
    pages = guide(story, analyse(story))
    page = html.document(title(story), story.language, pages)
    assert "<script" not in page
    for scene in story.scenes.values():
        assert escape(scene.ending or scene.title) in page


def test_the_command_writes_both_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`guide STORY` writes beside the caller and over nothing."""
    monkeypatch.chdir(tmp_path)
    Path("van.toml").write_text(STORY_TEXT, encoding="utf-8")
    assert main(["guide", "van.toml"]) == 0
    assert main(["guide", "van.toml", "--minutes", "60"]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "van-guide-2.html",
        "van-guide-2.md",
        "van-guide.html",
        "van-guide.md",
        "van.toml",
    ]
    assert capsys.readouterr().out.count("Written to") == 4
    assert main(["guide", "nowhere"]) == 2
