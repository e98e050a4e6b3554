"""The pages of the debrief: their order, what each says, how long they take."""

from __future__ import annotations

from dataclasses import replace

import pytest
from debrief_reading import (
    WORDS_A_MINUTE,
    any_run,
    height,
    letters,
    page,
    reviewed,
    story,
    told,
    words,
)

from game.debrief.debrief import build
from game.debrief.document import Ask, Curves, Heading, Prose, Table
from game.debrief.pages import pages
from game.debrief.reflections import Plan, Reflections, answer
from game.engine.run import Run, begin, choose, replay
from game.engine.wording import MODEL_LABEL
from game.story.shipped import shipped

FLAGSHIP = shipped() / "two-departments.toml"


def test_the_pages_stand_in_one_order() -> None:
    """How it ended, what happened, decisions, qualities, the contrast, the asks, the model."""
    assert [one.id for one in told("turn,confide,sorry", {2: "rise"})] == [
        "ended",
        "happened",
        "decisions-1",
        "qualities",
        "contrast",
        "yours",
        "model",
    ]


def test_the_first_page_asks_for_a_word_and_says_how_it_ended() -> None:
    """Delivered and the next quarter stand on lines of their own, and no number adds them up."""
    first = told("turn,confide,sorry")[0]
    assert isinstance(first.blocks[0], Ask)
    assert first.blocks[0].field == "felt"
    said = page((first,), "ended")
    assert "It ended as: One crop in" in said
    assert "Delivered: 106, the work done on the way.\nNext quarter: 135," in said
    assert "Trust: working now (37), working at the start (40)." in said
    assert "began at 30, was highest at decision 3 (41), and ended at 40." in said
    assert str(106 + 135) not in said


def test_what_happened_shows_the_same_numbers_as_curves_and_as_a_table() -> None:
    """Tension is among them; the productivities of the decisions add up to delivered."""
    happened = told("turn,confide,sorry")[1]
    curves = next(one for one in happened.blocks if isinstance(one, Curves))
    table = next(one for one in happened.blocks if isinstance(one, Table))
    assert curves.labels == ("start", "1", "2", "3", "end")
    assert [one.name for one in curves.series] == ["Trust", "Productivity", "Tension"]
    for column, series in enumerate(curves.series, 1):
        assert [int(row[column]) for row in table.rows] == list(series.values)
    productivity = curves.series[1].values
    assert sum(productivity[1:-1]) == int(table.rows[-1][4])
    assert table.rows[3][0] == "3. frost"


@pytest.mark.parametrize(
    ("bet", "sentence"),
    [
        ("rise", "you bet that trust would rise. It stayed at 31. What did they see"),
        ("stay", "you bet that trust would stay where it was. It stayed at 31: you read them"),
        ("pass", "you passed. Trust stayed at 31."),
    ],
)
def test_the_bet_stands_against_what_trust_did(bet: str, sentence: str) -> None:
    """It names the decision, what was bet and what happened."""
    said = page(told("turn,confide,sorry", {2: bet}), "happened")  # type: ignore[dict-item]
    assert f"At decision 2, “The rota, Tuesday”, {sentence}" in said


def test_without_a_bet_nothing_is_said_of_one() -> None:
    """The heading goes as well."""
    assert "The bet" not in page(told("turn,confide,sorry"), "happened")


def test_a_decision_says_what_landed_and_why_the_others_were_tempting() -> None:
    """The stance is shown now, then the numbers, the author's note, and what was left."""
    said = page(told("turn,confide,sorry"), "decisions-1")
    assert "Relational: Tell her how close the loan is to falling due." in said
    assert "+10 written, 0 landed: they were not ready (needs 45, had 31)." in said
    assert "Said to somebody who is not there yet." in said
    case = "“Split the day into four…” A timetable asks nobody how they are."
    assert f"Not taken, transactional: {case}" in said


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (3, [3]), (4, [2, 2]), (7, [3, 2, 2]), (10, [3, 3, 2, 2])],
)
def test_a_page_holds_at_most_three_decisions(count: int, sizes: list[int]) -> None:
    """Decisions are parted evenly, in their order."""
    run = any_run(story(FLAGSHIP), 0)
    run = replay(run.story, run.choices[:count])
    shown = [one for one in pages(build(run, {}, Reflections())) if one.title[:8] == "Decision"]
    headings = [[b.text for b in one.blocks if isinstance(b, Heading)] for one in shown]
    assert [len(one) for one in headings] == sizes
    numbers = [int(text.partition(".")[0]) for one in headings for text in one]
    assert numbers == list(range(1, count + 1))


def test_a_quality_names_chances_taken_and_left() -> None:
    """In words, with the moment; no count and no grade."""
    said = page(told("turn,confide,sorry"), "qualities")
    assert "Openness: taken at 2 (“Tell her how close the…”), left at 1." in said
    assert "Mutual benefit: left at 2." in said
    assert "No answer of this run touched trust or mutual care." in said


def test_the_contrast_holds_moments_of_this_run_on_both_sides() -> None:
    """A transactional answer was right where it eased tension and cost no trust."""
    said = page(told("turn,hours,sorry"), "contrast")
    assert "2. “Split the day into four…”: tension −5, trust 0, productivity +10." in said
    assert "2. “Tell her how close the…”: you left it; trust +10 written, 0 landed" in said
    assert "Enterprise Agility World Community: https://enterpriseagility.community" in said


def test_a_transactional_answer_that_was_left_is_right_only_where_the_one_given_failed() -> None:
    """The hours would have served where confiding came too early; the heater would not."""
    said = page(told("turn,confide,sorry"), "contrast")
    right = said[said.index("Where the transactional") : said.index("Where the warm")]
    assert "2. “Split the day into four…”: you left it; tension −5" in right
    assert "heater" not in right


def test_a_forced_answer_stands_with_collaborating() -> None:
    """What the owner's key brings about is no relationship, whatever it delivers."""
    said = page(told("lock"), "contrast")
    assert "1. “Have the owner lock the…”: forced, trust 0, productivity +10." in said
    assert "A collaborative relationship\nYou gave no answer of this kind." in said


def test_every_ask_holds_what_was_answered() -> None:
    """The fields are those that `answer` takes, and the story's questions are among them."""
    asks = [b for one in told("turn") for b in one.blocks if isinstance(b, Ask)]
    fields = [ask.field for ask in asks]
    said = Reflections()
    for field in fields:
        said = answer(said, field, "2026-03-31" if field == "plan.due" else field)
    asks = [b for one in told("turn", {}, said) for b in one.blocks if isinstance(b, Ask)]
    assert [ask.value for ask in asks] == [*fields[:-1], "2026-03-31"]
    assert "What did Ada know on Monday?" in [ask.label for ask in asks]
    assert said.plan == replace(Plan("plan.situation", "plan.action"), due=said.plan.due)


def test_the_model_is_labelled_and_names_its_sources() -> None:
    """The label stands first; every rule ends in whose finding its direction is."""
    *_, last = told("turn")
    said = page((last,), "model").splitlines()
    assert said[0].startswith(MODEL_LABEL)
    assert all(line.endswith(")") for line in said[1:])
    assert "Slovic" not in "".join(said)


def test_a_run_without_a_decision_says_so() -> None:
    """Only the first page, the asks and the model are left."""
    made = told("")
    assert [one.id for one in made] == ["ended", "yours", "model"]
    assert "no decision yet, and it stands at “The valve, 7:00”" in page(made, "ended")
    assert "There is no decision to look back on." in page(made, "ended")


def test_an_unfinished_run_says_so() -> None:
    """It has no next quarter, and reading on gives away what the story hides."""
    made = told("turn,confide")
    assert made[0].title == "Where it stands"
    said = page(made, "ended")
    assert "This run is not over: 2 decisions so far, and it stands at “frost”." in said
    assert "Next quarter: counted from an ending on." in said
    assert "Reading on shows what the story still keeps to itself." in said
    assert "“now” is after it" in page(made, "happened")


def _stuck() -> Run:
    """Return a run that stands where no answer can be given."""
    run = choose(begin(story()), "ask")
    bare = run.scene._replace(choices=())
    return replace(run, passage=(bare,))


def test_a_stuck_run_puts_it_down_to_the_story() -> None:
    """The player made no mistake."""
    said = page(pages(build(_stuck(), {}, Reflections())), "ended")
    assert "No answer can be given there; that is a mistake of the story, not yours." in said


def test_a_story_without_titles_lens_notes_cast_and_questions_has_a_debrief() -> None:
    """What an author left out leaves no hole."""
    bare = {
        scene.id: scene._replace(
            title="",
            choices=tuple(
                one._replace(lens=(), why="", why_tempting="", text="Do it.")
                for one in scene.choices
            ),
        )
        for scene in story().scenes.values()
    }
    plain = story()._replace(scenes=bare, cast={}, questions=())
    made = pages(build(replay(plain, ["ask", "hours", "sorry"]), {}, Reflections()))
    assert "1. valve" in page(made, "decisions-1")
    assert "Not taken, transactional: “Do it.”" in page(made, "decisions-1")
    assert "No answer of this run touched" in page(made, "qualities")
    assert "The story's questions" not in page(made, "yours")
    empty = [
        block
        for one in made
        for block in one.blocks
        if isinstance(block, Prose) and not all(letters(each) for each in block.paragraphs)
    ]
    assert empty == []


@pytest.mark.parametrize("seed", range(20))
def test_the_first_page_fits_a_small_terminal(seed: int) -> None:
    """80×24 with three lines for title and keys; 76 columns are left for words."""
    run = any_run(story(FLAGSHIP), seed)
    assert height(pages(build(run, {}, Reflections()))[0]) <= 21


@pytest.mark.parametrize("seed", range(20))
def test_all_of_it_is_read_in_about_eight_minutes(seed: int) -> None:
    """Of the shipped story, with its notes and the review, but for the page for looking things up.

    Ten decisions take a quarter of a minute more, the longest notes among them.
    """
    run = any_run(story(FLAGSHIP), seed)
    assert words(pages(build(run, {}, Reflections()))) <= 8 * WORDS_A_MINUTE
    assert words(pages(reviewed(run))) <= 8.25 * WORDS_A_MINUTE


def test_most_pages_have_a_key_of_their_own() -> None:
    """Thirteen pages for ten decisions: ten digits, and the last is a key away."""
    assert len(pages(reviewed(any_run(story(FLAGSHIP), 1)))) <= 13
