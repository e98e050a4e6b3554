"""`map`: a story's graph drawn, true to every playthrough, in four formats."""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from game.analysis.report import analyse, read
from game.analysis.space import Budget, explore
from game.author.chart import Chart, chart
from game.author.dot import dot, quoted
from game.author.layers import Size, layout
from game.author.map import FORMATS, drawn
from game.author.map_lines import outline
from game.author.mermaid import escaped, mermaid
from game.author.rows import columns
from game.author.svg import svg
from game.cli import main
from game.engine.run import Run, choose, replay
from stories import compiled, story_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.compiled import Story

HOSTILE = Path(__file__).with_name("hostile.toml")
SVG = "{http://www.w3.org/2000/svg}"
STORIES = range(40)

PARTING = """
format = 1
[story]
title = "Parting"
summary = "x"
minutes = 1
[cast.bo]
name = "Bo"
[scenes.door]
title = "The door of {bo}"
text = "x"
[[scenes.door.choices]]
id = "knock"
text = "x"
stance = "relational"
trust = 10
goto = [{ when = "trust >= 45", to = "hall" }, { to = "yard" }]
[[scenes.door.choices]]
id = "wait"
text = "x"
stance = "transactional"
goto = "yard"
[[scenes.door.choices]]
id = "shout"
text = "x"
stance = "transactional"
when = "trust >= 60"
goto = "hall"
[scenes.hall]
title = "The hall"
text = "x"
goto = "table"
[scenes.yard]
text = "x"
[[scenes.yard.choices]]
id = "sit"
text = "x"
stance = "relational"
goto = "table"
[[scenes.yard.choices]]
id = "leave"
text = "x"
stance = "relational"
goto = "gone"
[scenes.table]
text = "x"
[[scenes.table.choices]]
id = "eat"
text = "x"
stance = "relational"
when = "trust >= 42"
goto = "full"
[scenes.full]
text = "x"
ending = "Full"
[scenes.gone]
text = "x"
ending = "Gone"
[scenes.attic]
text = "x"
goto = "gone"
"""


OUTLINE = """\
Parting [parting], a common-ground map
2 playthroughs, 7 scenes, 4 warnings. The numbers are shares of all
playthroughs.
* marks the way of the run: 1 decision, as far as table.

*  100 %  The door of Bo [door]
* 50.0 %    - knock:
* 50.0 %      to hall if trust >= 45
     0 %      to yard otherwise
       !      never taken: an earlier route takes every state in which this
                one holds
  50.0 %    - wait to yard
     0 %    - shout to hall (offered if trust >= 60)
       !    never offered: highest trust on arrival is 40, the choice needs 60

* 50.0 %      The hall [hall], goes on to table
  50.0 %      [yard]
     0 %        - sit to table
  50.0 %        - leave to gone

  50.0 %          Ending: Gone [gone]
* 50.0 %  [table]
       !  stuck: nothing is offered after wait,sit
  50.0 %    - eat to full (offered if trust >= 42)

  50.0 %  Ending: Full [full]
     0 %  [attic], goes on to gone
       !  never reached: no link leads here"""


def charts() -> Iterator[Chart]:
    """Yield the charts of generated stories."""
    for seed in STORIES:
        yield chart(analyse(compiled(story_text(random.Random(seed)))))


def parting(run: Run | None = None) -> Chart:
    """Return the chart of the story above."""
    return chart(analyse(compiled(PARTING, "parting")), run)


def test_the_outline_of_a_story() -> None:
    """Every scene stands once, branches indented, links by id, warnings at their place."""
    assert outline(parting(replay(parting_story(), ["knock"]))) == OUTLINE


def parting_story() -> Story:
    """Return the story above."""
    return compiled(PARTING, "parting")


def test_what_is_counted_is_what_every_playthrough_does() -> None:
    """The numbers of scenes, choices and routes are those of playing all playthroughs."""
    for seed in STORIES:
        story = compiled(story_text(random.Random(seed)))
        told = chart(analyse(story))
        counted: Counter[tuple[str, str | None, str]] = Counter()
        whole = 0
        for run in every(story):
            whole += 1
            counted.update(set(passed(run)))
        assert told.playthroughs == whole
        for box in told.boxes.values():
            assert box.passed == counted[box.id, None, ""]
            for option in box.options:
                if option.id:
                    assert option.passed == counted[box.id, option.id, ""]
                by_target = Counter()
                for way in option.ways:
                    by_target[way.to] += way.passed
                for to, number in by_target.items():
                    assert number == counted[box.id, option.id or None, to]


def every(story: Story) -> Iterator[Run]:
    """Yield every playthrough of a small story."""
    waiting = [replay(story, [])]
    while waiting:
        run = waiting.pop()
        if run.ended:
            yield run
        waiting += [choose(run, choice.id) for choice in run.offered]


def passed(run: Run) -> Iterator[tuple[str, str | None, str]]:
    """Yield the scenes, choices and links of a run."""
    passages = [*(one.passage for one in run.decisions), run.passage]
    for passage in passages:
        for scene in passage:
            yield scene.id, None, ""
        for scene, after in pairwise(passage):
            yield scene.id, None, after.id
    for decision, after in zip(run.decisions, passages[1:], strict=True):
        yield decision.scene.id, decision.choice.id, ""
        yield decision.scene.id, decision.choice.id, after[0].id


def test_no_link_leads_up_the_outline() -> None:
    """Each scene stands once, and below all that lead to it."""
    for told in charts():
        lines = outline(told).splitlines()
        at = {
            scene: [number for number, line in enumerate(lines) if f"[{scene}]" in line]
            for scene in told.boxes
        }
        assert all(len(found) == 1 for found in at.values())
        linked = {told.start}
        for link in told.links:
            if link.source in linked:
                linked.add(link.to)
                assert at[link.source] < at[link.to]


def test_the_outline_fits_a_terminal() -> None:
    """No row takes more than 80 columns, letters of two columns and long words among it."""
    told = chart(analyse(compiled(HOSTILE.read_text(encoding="utf-8"))))
    for one in (told, *charts()):
        assert max(columns(line) for line in outline(one).splitlines()) <= 80


@pytest.mark.parametrize(
    ("passed", "whole", "said"),
    [
        (0, 7, "0 %"),
        (7, 7, "100 %"),
        (1, 3, "33.3 %"),
        (1, 1001, "<0.1 %"),
        (1000, 1001, ">99.9 %"),
        (10**30 - 1, 10**30, ">99.9 %"),
        (0, 0, "–"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(passed: int, whole: int, said: str) -> None:
    """What some playthroughs do is not told as what none or all do."""
    assert Chart("x", "x", "x", whole, False, {}).share(passed) == said  # noqa: FBT003


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_warnings(form: str) -> None:
    """Never offered, never reached and stuck stand in each format."""
    text = drawn(analyse(parting_story()), form)
    said = " ".join(html.unescape(re.sub(r"#(\d+);", r"&#\1;", text)).split())
    said = re.sub(r"</text> <text[^>]*>", " ", said)
    assert "never offered: highest trust on arrival is 40" in said
    assert "never reached: no link leads here" in said
    assert "stuck: nothing is offered after wait,sit" in said


def test_a_bound_is_said() -> None:
    """Where a budget ended the analysis, the map says that its numbers are bounds."""
    story = compiled(PARTING)
    told = chart(read(explore(story, budget=Budget(states=2))))
    assert "a budget ended the work" in outline(told)
    assert "–" in outline(told)


def test_the_way_of_a_run_is_drawn() -> None:
    """Scenes, choices, routes and links on the way are marked, and no other ones."""
    told = parting(replay(parting_story(), ["knock"]))
    assert [box.id for box in told.boxes.values() if box.taken] == ["door", "hall", "table"]
    assert [(one.source, one.to) for one in told.links if one.taken] == [
        ("door", "hall"),
        ("hall", "table"),
    ]
    assert [one.id for one in told.boxes["door"].options if one.taken] == ["knock"]
    assert [way.taken for way in told.boxes["door"].options[0].ways] == [True, False]


def test_mermaid_prints_foreign_text_as_it_is() -> None:
    """Labels hold no sign that Mermaid reads; each stands for the letter it was."""
    told = chart(analyse(compiled(HOSTILE.read_text(encoding="utf-8"))))
    text = mermaid(told)
    for box in told.boxes.values():
        assert unescaped(escaped(box.name)) == box.name
        assert escaped(box.name) in text
    for label in re.findall(r'"([^"\n]*)"', text):
        assert re.fullmatch(r"(?:[^\W_]|[ .,:'%_+-]|#\d+;|<br/>)*", label), label
    pattern = (
        r'%%.*|flowchart TD|  acc.*|  (?:n\d+\W+"[^"]*"\W+|n\d+ [-=.>]+\|"[^"]*"\| n\d+|class.*)'
    )
    assert all(re.fullmatch(pattern, line) for line in text.splitlines())


def unescaped(text: str) -> str:
    """Return what Mermaid prints for an escaped text."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


def test_dot_prints_foreign_text_as_it_is() -> None:
    """Quotes, backslashes, entities and newlines end no string and stand for nothing else."""
    assert quoted('a"b\\N\\"&amp;\n') == '"a\\"b\\\\N\\\\\\"&amp;amp;\\n"'
    told = chart(analyse(compiled(HOSTILE.read_text(encoding="utf-8"))))
    outside = re.sub(r'"(?:[^"\\\n]|\\.)*"', "S", dot(told))
    assert re.fullmatch(r"// common-ground map\ndigraph S \{[\sS\w\[\],;=>-]*\}\n", outside)


def test_svg_prints_foreign_text_as_it_is() -> None:
    """The picture is XML whatever the story says, and its texts read as they were written."""
    told = chart(analyse(compiled(HOSTILE.read_text(encoding="utf-8"))))
    root = ET.fromstring(svg(told))  # noqa: S314, it is our own
    assert root.find(f"{SVG}title").text == f"Map of {told.title}"
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "g", "path", "text"),
    }
    said = " ".join(one.text or "" for one in root.iter(f"{SVG}title"))
    for box in told.boxes.values():
        for word in box.name.split()[:3]:
            assert word in said
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert any("<script>alert(1)</script>" in text for text in texts)


def test_svg_leaves_out_what_xml_can_not_hold() -> None:
    """A sign that no XML may hold, escaped or not, is dropped."""
    story = compiled(PARTING.replace("The hall", "The \uffff hall"))
    assert "The  hall" in svg(chart(analyse(story)))


def test_svg_speaks_to_screen_readers() -> None:
    """The picture has a title and a description, and so has every scene and link."""
    told = parting()
    root = ET.fromstring(svg(told))  # noqa: S314, it is our own
    assert root.get("aria-labelledby") == "map-title map-desc"
    assert "2 playthroughs" not in root.find(f"{SVG}title").text
    assert "playthrough" in root.find(f"{SVG}desc").text
    items = [one for one in root.iter() if one.get("role") == "listitem"]
    assert len(items) == len(told.boxes) + len(tuple(told.links))
    assert all(one.find(f"{SVG}title").text for one in items)


def test_boxes_stand_apart_and_links_lead_down() -> None:
    """No two boxes cover each other, and each link ends below where it begins."""
    for told in charts():
        sizes = {scene: Size(100.0, 30.0 + 7 * len(scene)) for scene in told.boxes}
        places = layout(sizes, [(link.source, link.to) for link in told.links])
        spots = list(places.tops.items())
        for at, (one, first) in enumerate(spots):
            for other, second in spots[at + 1 :]:
                apart = abs(first.x - second.x) >= 100
                high = sizes[one].height if first.y <= second.y else sizes[other].height
                assert apart or abs(first.y - second.y) >= high
        for link in told.links:
            bottom = places.tops[link.source].y + sizes[link.source].height
            assert bottom < places.tops[link.to].y
        assert all(0 < spot.x < places.size.width for _, spot in spots)


def test_the_map_is_written_over_a_map_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--output` makes a file, replaces an older map, and touches no other file."""
    path = tmp_path / "map.svg"
    for form in FORMATS:
        assert main(["map", str(HOSTILE), "--format", form, "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("<svg")
    other = tmp_path / "story.toml"
    other.write_text("precious", encoding="utf-8")
    assert main(["map", str(HOSTILE), "--output", str(other)]) == 2
    assert other.read_text(encoding="utf-8") == "precious"
    assert "is no map" in capsys.readouterr().err
    assert main(["map", str(HOSTILE), "--output", str(tmp_path / "no" / "x" / "y")]) == 0
    assert main(["map", str(HOSTILE), "--output", str(path / "below")]) == 2


def test_a_story_that_is_broken_draws_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with the story is said, and the exit status is 2."""
    path = tmp_path / "x.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    assert main(["map", str(path)]) == 2
    assert "x.toml:1:1" in capsys.readouterr().err
