"""The facilitator's guide to a story, as pages: to be printed, and read before and while it runs.

It tells everything: notes, where each answer leads, how likely each ending is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Heading, Items, Page, Prose, Table
from game.debrief.wording import inline, led, name_of, one_line, plain
from game.group.ahead import ahead
from game.group.plan import cuts, outlook
from game.group.settings import Settings
from game.group.sides import team_name
from game.story.compiled import QUALITIES
from game.story.prose import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.analysis.report import Analysis
    from game.debrief.document import Block
    from game.group.plan import Outlook
    from game.story.compiled import Choice, Route, Scene, Story
    from game.story.prose import Paragraph

_MATERIALS: Final = """
A computer with a terminal and this game, on a projector or a large screen. Before anybody
comes: enlarge the terminal (Ctrl and +, Cmd and + on a Mac) until it is about 60 columns wide,
and look at it from the last row.

A Wi-Fi that lets phones reach this computer. Guest networks often keep devices apart: try it
with one phone. Else open a hotspot on the computer or on a phone; no internet is needed.

For people without a phone: a show of hands is typed in beside the phones' votes (h). With no
network at all: common-ground host --no-network.

This guide on paper, or a second terminal with common-ground host --attach: the notes must not
be on the wall.

Paper and pens for the plans of those who have no phone.
"""
_LOOP: Final = """
Read the scene aloud. Then everybody votes in secret, alone and without talking.

Close the vote, and show the split. Say nothing about who might have chosen what.

Where the plan says so, or the leading answer has under 60 percent: let the room talk in pairs
for 60 to 90 seconds, then vote again. Ask the smaller side first.

Commit to what the room chose. Level: a run-off of 20 seconds, then you decide, or have both
answers played, one after the other. You may decide against the vote; the game says so on the
screen and in the files.

Where there is a bet, let everybody bet on what this does to trust before the reply is read.

Read the reply before the meters show. Then go on; do not explain yet.
"""
_LATE: Final = """
The game says so on your own view, by the room's pace, and names what to cut, in the order below.
The first it does by itself, if it knows the minutes: say them at any time (t). Never cut the
debrief: it has a quarter of the time, and works from any decision on.
"""
_DEBRIEF: Final = """
Ask how it was, and let two or three people answer, before anything is analysed.

The room picks two of the seven qualities on its phones. Talk about the moments of those two.

Then the decisions where the room was most divided, or changed its mind most. Ask the minority
first: what did you see that the others did not?

Only then say where the other answer leads; this guide has it for each decision. If there is
time, play it on from there (o); the debrief then sets both ways beside each other.

Plans in pairs, on the last page: one situation at work next week, one thing each will do
differently, and when the two will ask each other about it. Phones say who is paired with whom;
partners alone read what was written, and the wall counts how many have.
"""


def guide(story: Story, analysis: Analysis, minutes: int = 0) -> tuple[Page, ...]:
    """Return the pages; `minutes` is what there is for all of it, 0 for twice the story's own."""
    return (
        _before(story),
        _timing(story, analysis, minutes or 2 * story.minutes),
        _scenes(story),
        _endings(story, analysis),
        _afterwards(story),
    )


def title(story: Story) -> str:
    """Return what the guide is called."""
    return f"{one_line(story.title, story)}: the facilitator's guide"


def _before(story: Story) -> Page:
    blocks: list[Block] = [Prose((plain(one_line(story.summary, story)),))]
    if story.role:
        blocks.append(Prose((inline(story.role, story),)))
    if story.content_note:
        blocks += [Heading("Say this first"), Prose(paragraphs(story.content_note, story.cast))]
    if story.cast:
        rows = tuple((member.name, member.role) for member in story.cast.values())
        blocks.append(Table(("Name", "Role"), rows, "Who is in it"))
    if story.teams:
        names = " and ".join(team_name(story, team.id) for team in story.teams)
        blocks.append(Prose((plain(f"Two teams play: {names}. Let them sit apart if you can."),)))
    blocks += [Heading("What you need"), Items(paragraphs(_MATERIALS, {}))]
    return Page("before", "Before anybody comes", tuple(blocks))


def _timing(story: Story, analysis: Analysis, minutes: int) -> Page:
    least, most = analysis.decisions or (0, 0)
    arriving = min(5, minutes // 8)
    plan = outlook(story, minutes, arriving)
    rows = (
        ("Arriving and joining", f"{arriving}"),
        ("Each decision, talk included", f"{plan.each}"),
        ("Debrief and plans", f"{plan.debrief}"),
        ("All of it", f"{minutes}"),
    )
    bets = [name_of(scene, story) for scene in story.scenes.values() if scene.bet]
    spread = f"{most}" if least == most else f"{least} to {most}"
    usual = "" if least == most else f", about {plan.decisions} of them as a rule"
    told = [plain(f"A way through has {spread} decisions{usual}.")]
    if bets:
        told.append(plain(f"Talk and a second vote in any case at: {', '.join(bets)}."))
    return Page(
        "timing",
        "Timing, and how a decision runs",
        (
            Table(("What", "Minutes"), rows, "The time there is"),
            Prose(tuple(told)),
            Heading("The loop"),
            Items(paragraphs(_LOOP, {})),
            Heading("When it gets late"),
            Prose(paragraphs(_LATE, {})),
            Items(tuple(_cuts(story, plan))),
        ),
    )


def _cuts(story: Story, plan: Outlook) -> Iterator[Paragraph]:
    """Yield what can be cut, in its order, and what each saves from the first decision on."""
    road = ahead(story, story.start)
    needs = int(plan.each * road.decisions * 60_000)
    for cut in cuts(Settings(), (road,), needs):
        minutes = f"{cut.saves} minute{'' if cut.saves == 1 else 's'}"
        yield plain(f"{cut.what[0].upper()}{cut.what[1:]}: saves about {minutes}.")


def _scenes(story: Story) -> Page:
    blocks = [block for scene in story.scenes.values() for block in _scene(scene, story)]
    return Page("scenes", "Every scene", tuple(blocks))


def _scene(scene: Scene, story: Story) -> Iterator[Block]:
    if scene.ending is not None:
        return
    yield Heading(name_of(scene, story))
    yield Prose(paragraphs(scene.text, story.cast))
    for also in scene.also:
        if also.team is not None:
            who = f"{team_name(story, also.team)} alone may read:"
            yield Prose((led(who, *inline(also.text, story)),))
    if scene.note:
        yield Prose((led("Note:", *inline(scene.note, story)),))
    if scene.choices:
        caption = f"{name_of(scene, story)}: where each answer leads"
        headers = ("Answer", "Trust", "Productivity", "Tension", "Leads to")
        yield Table(headers, tuple(_row(one, scene, story) for one in scene.choices), caption)
    elif scene.routes:
        yield Prose((plain(f"Goes on to: {_ways(scene.routes, story)}."),))


def _row(choice: Choice, scene: Scene, story: Story) -> tuple[str, ...]:
    """Return an answer with its effects as written: what lands is the model's to say."""
    words = one_line(choice.text, story)
    if scene.sides:
        pair = zip(scene.sides, choice.id.split("+"), strict=True)
        words = "; ".join(
            one_line(next(one.text for one in side.choices if one.id == picked), story)
            for side, picked in pair
        )
    numbers = (f"{one:+d}" if one else "0" for one in _effects(choice))
    return (f"{words}{_flags(choice)}", *numbers, _ways(choice.routes, story))


def _effects(choice: Choice) -> tuple[int, int, int]:
    return choice.trust, choice.productivity, choice.tension


def _flags(choice: Choice) -> str:
    flags = [name for name in ("forced", "repair", "deceit") if getattr(choice, name)]
    if choice.needs is not None:
        flags.append(f"needs trust of {choice.needs}")
    if choice.when is not None:
        flags.append("not always offered")
    return f" ({', '.join(flags)})" if flags else ""


def _ways(routes: Sequence[Route], story: Story) -> str:
    names = dict.fromkeys(_place(story.scenes[one.to], story) for one in routes)
    return " or ".join(names)


def _place(scene: Scene, story: Story) -> str:
    if scene.ending is not None:
        return f"the ending {one_line(scene.ending, story)}"
    return name_of(scene, story)


def _endings(story: Story, analysis: Analysis) -> Page:
    rows = []
    for scene in story.endings:
        share = analysis.endings.get(scene.id)
        percent = f"{share.share * 100:.0f} %" if share is not None else "never"
        rows.append((one_line(scene.ending or scene.id, story), percent))
    count = f"{analysis.playthroughs:,}".replace(",", " ")
    exact = "Counted over all" if analysis.exact else "Counted over at least"
    blocks: list[Block] = [
        Table(("Ending", "Share of all ways through"), tuple(rows), "Where it can end"),
        Prose((plain(f"{exact} {count} ways through, each counted once. A room is one of them."),)),
    ]
    for scene in story.endings:
        blocks.append(Heading(one_line(scene.ending or scene.id, story)))
        blocks.append(Prose(paragraphs(scene.text, story.cast)))
        if scene.note:
            blocks.append(Prose((led("Note:", *inline(scene.note, story)),)))
    return Page("endings", "Where it can end", tuple(blocks))


def _afterwards(story: Story) -> Page:
    names = ", ".join(one.replace("_", " ") for one in QUALITIES)
    blocks: list[Block] = [
        Items(paragraphs(_DEBRIEF, {})),
        Prose((plain(f"The seven qualities: {names}."),)),
    ]
    if story.questions:
        blocks += [
            Heading("The story's own questions"),
            Items(tuple(inline(one, story) for one in story.questions)),
        ]
    blocks.append(
        Prose(
            (
                plain(
                    "The meters are a teaching model: directions from research, sizes ours. Argue"
                    " with it, and let the room argue with it."
                ),
            )
        )
    )
    return Page("afterwards", "The debrief", tuple(blocks))
