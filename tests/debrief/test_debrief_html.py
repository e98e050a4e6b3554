"""The debrief as one HTML file: its structure, and texts that try to be more than text."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from debrief_reading import any_run, letters, story

from game.debrief.bar_drawing import bars
from game.debrief.curve_drawing import drawing
from game.debrief.debrief import build, complete
from game.debrief.document import Bar, Curves, Histogram, Series, Table
from game.debrief.histogram import rows_of
from game.debrief.html import html
from game.debrief.html_table import table
from game.debrief.pages import pages
from game.debrief.reflections import Plan, Reflections
from game.debrief.review import review
from game.engine.run import begin, replay

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.story.compiled import Story

VOID = {"meta", "path", "rect"}
HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;b&gt; &amp; &#60;",
    "<!-- ",
    "]]> <![CDATA[",
    "javascript:alert(1)",
    "<svg/onload=alert(1)>",
)
REFLECTIONS = Reflections(
    "cold", ("the hours",), "", ("She knew.",), Plan("it knocks", "I ask", date(2026, 3, 31))
)


class Reader(HTMLParser):
    """Reads a document and keeps every element; an element left open, or crossed, is an error."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(document)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that holds nothing."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep a text with the element it stands in."""
        if data.strip():
            self.said.append((self._open[-1], data))

    def handle_comment(self, data: str) -> None:
        """Refuse: the document has none."""
        raise AssertionError(data)

    def text(self, tag: str) -> list[str]:
        """Return what stands directly in the elements of one kind."""
        return [said for inside, said in self.said if inside == tag]


def told(of: Story | None = None, reflections: Reflections = REFLECTIONS) -> Debrief:
    """Return the debrief of a short run."""
    return build(replay(of or story(), ["turn", "confide", "sorry"]), {2: "rise"}, reflections)


def test_everything_of_the_pages_is_in_the_file() -> None:
    """Titles, paragraphs, captions, cells, questions and answers all stand in the document."""
    read = Reader(html(told()))
    whole = " ".join(" ".join(said for _, said in read.said).split())
    for page in pages(told()):
        assert page.title in read.text("h2")
        for block in page.blocks:
            for paragraph in getattr(block, "paragraphs", getattr(block, "items", ())):
                assert " ".join(letters(paragraph).split())[:12] in whole
            if isinstance(block, Table):
                assert block.caption in read.text("caption")
                cells = [cell for row in (block.headers, *block.rows) for cell in row]
                assert sorted(cells) == sorted(read.text("th") + read.text("td"))
    assert {"cold", "the hours", "2026-03-31", "Left open"} <= set(read.text("dd"))


def test_structure() -> None:
    """One first heading, no level left out, captions and scopes, the story's language."""
    of = story()._replace(language="de-CH")
    read = Reader(html(told(of)))
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert read.elements[0] == ("html", {"lang": "de-CH"})
    tables = [tag for tag, _ in read.elements].count("table")
    assert tables == len(read.text("caption")) > 0
    assert all(given.get("scope") in {"col", "row"} for tag, given in read.elements if tag == "th")
    ids = [given["id"] for _, given in read.elements if "id" in given]
    assert len(ids) == len(set(ids))
    targets = {given["href"] for tag, given in read.elements if tag == "a"}
    assert {f"#{page.id}" for page in pages(told())} <= targets


def test_nothing_is_loaded_and_nothing_runs() -> None:
    """No element fetches, scripts or is styled in place, and the document forbids it as well."""
    document = html(told())
    read = Reader(document)
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "input", "base"}
    for _, given in read.elements:
        assert not any(name.startswith("on") or name in {"src", "style"} for name in given)
    policy = next(
        given["content"] for _, given in read.elements if given.get("http-equiv") is not None
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in document
    assert "@import" not in document
    addresses = re.findall(r"https?://[^\"<\s]+", document)
    assert set(addresses) == {"https://enterpriseagility.community"}


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_stays_text(text: str) -> None:
    """A story full of it has the elements of one without, and the text reads letter by letter."""
    said = Reflections(text, (text,), text, (text,), Plan(text, text))
    quiet = Reflections("x", ("x",), "x", ("x",), Plan("x", "x"))
    read = Reader(html(told(_story_of(text), said)))
    calm = Reader(html(told(_story_of("x"), quiet)))
    assert _shape(read) == _shape(calm)
    assert read.text("dd").count(text) == calm.text("dd").count("x") > 0


def test_a_hostile_language_stays_an_attribute() -> None:
    """The language of a story is foreign text as well."""
    read = Reader(html(told(story()._replace(language='en" onload="alert(1)'))))
    assert read.elements[0] == ("html", {"lang": 'en" onload="alert(1)'})


def test_curves_tell_the_numbers_without_colour() -> None:
    """A drawing says its range, start and end in words; each curve has its own dash and mark."""
    lines = "\n".join(
        drawing(Curves((Series("Trust", (40, 0, 100)), Series("<b>", (1, 2, 3))), ("a", "b", "c")))
    )
    assert "Trust: from 40 to 100, lowest 0, highest 100." in lines
    assert "&lt;b&gt;: from 1 to 3" in lines
    assert 'class="line kind-0"' in lines
    assert 'class="mark kind-1"' in lines
    heights = {
        int(y) for y in re.findall(r'class="mark kind-0" transform="translate\(\d+ (\d+)', lines)
    }
    assert {44, 304} <= heights


def test_a_long_run_names_some_of_its_decisions() -> None:
    """Labels of a hundred decisions do not run into each other; the first and last are there."""
    labels = tuple(str(number) for number in range(100))
    lines = "\n".join(drawing(Curves((Series("Trust", (5,) * 100),), labels)))
    shown = re.findall(r">(\d+)</text>", lines)[5:]
    assert len(shown) <= 17
    assert shown[0] == "0"
    assert shown[-1] == "99"


@pytest.mark.parametrize("decisions", [0, 1])
def test_a_run_hardly_begun(decisions: int) -> None:
    """A run without a decision, or with one, gives a sound document too."""
    run = begin(story()) if not decisions else replay(story(), ["ask"])
    read = Reader(html(build(run, {}, Reflections())))
    assert "Where it stands" in read.text("h2")


def test_twice_the_same() -> None:
    """The same run gives the same bytes."""
    run = any_run(story(), 3)
    assert html(build(run, {}, REFLECTIONS)) == html(build(run, {}, REFLECTIONS))


def _shape(read: Reader) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements without their texts; the drawing's places are the run's, not a text's."""
    return [(tag, tuple(given)) for tag, given in read.elements if tag not in {"b", "em", "strong"}]


def _story_of(text: str) -> Story:
    base = story()
    scenes = {
        scene.id: scene._replace(
            title=f"x {text}",
            choices=tuple(
                one._replace(text=text, why=text, why_tempting=text) for one in scene.choices
            ),
            ending=None if scene.ending is None else text,
        )
        for scene in base.scenes.values()
    }
    return base._replace(title=text, scenes=scenes, questions=(text,))


def test_the_review_is_in_the_file() -> None:
    """Pictures of all playthroughs, their tables and the what-ifs stand in the document."""
    run = any_run(story(), 3)
    told_ = complete(build(run, {}, REFLECTIONS), review(run, frozenset()), None)
    read = Reader(html(told_))
    titles = [page.title for page in pages(told_)]
    assert read.text("h2") == titles
    assert "Among all playthroughs" in titles
    pictures = [given for tag, given in read.elements if tag == "svg"]
    bars_ = [given for given in pictures if given.get("class") == "bar"]
    histograms = [
        block for page in pages(told_) for block in page.blocks if isinstance(block, Histogram)
    ]
    assert len(bars_) == sum(len(one.bars) for one in histograms) > 0
    assert len(pictures) == len(bars_) + 1
    assert "Closing trust of all playthroughs" in read.text("caption")
    hidden = {scene.ending for scene in story().endings} - {run.scene.ending}
    whole = " ".join(said for _, said in read.said)
    assert not any(f"{name}" in whole for name in hidden if name)


def test_bars_are_as_long_as_their_shares() -> None:
    """The longest bar is the largest share's, one above 0 is seen, and 0 has none."""
    shares = (0.5, 0.25, 0.0001, 0)
    histogram = Histogram("Outcome", tuple(Bar(at, at, one) for at, one in enumerate(shares)))
    drawn = "".join(bars(histogram))
    assert re.findall(r'<rect width="([0-9.]+)"', drawn) == ["100.0", "50.0", "0.5", "0.0"]
    assert drawn.count('aria-hidden="true"') == len(shares)
    assert list(bars(Histogram("Outcome", ()))) == []


def test_a_histogram_is_a_table_with_a_bar_in_every_row() -> None:
    """Range, bar, share and who stand in one row; a name is escaped like every other text."""
    told_ = Histogram("Outcome", (Bar(0, 9, 0.004, ("<you>", "best")), Bar(10, 10, 0.996)))
    read = Reader("".join(table(rows_of(told_), tuple(bars(told_)))))
    assert read.text("caption") == ["Outcome of all playthroughs"]
    assert read.text("th") == ["Outcome", "Share", "Who", "0–9", "10"]
    assert read.text("span") == ["under 1 %", "over 99 %"]
    assert read.text("td") == ["<you>, best", "–"]
    tags = [tag for tag, _ in read.elements]
    assert tags.count("svg") == tags.count("rect") == 2
    heads = [given for tag, given in read.elements if given.get("scope") == "col"]
    assert [given.get("class") for given in heads] == [None, "number", None]
