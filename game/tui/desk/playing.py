"""What the play pane says: everything, tension and effects among it, for authors may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from game.author.desk import lost_words
from game.debrief.landing_words import account
from game.debrief.turns import option
from game.engine.run import choose
from game.engine.state import productivity
from game.story.prose import paragraphs, plain_text
from game.telling.arrival import arrival
from game.tui import safe
from game.tui.desk.panes import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.author.desk import Play
    from game.engine.run import Decision, Run
    from game.engine.state import State
    from game.story.compiled import Choice

_MUTED: Final = "$foreground-muted"


def standing(run: Run) -> Content:
    """Return every number of the state, in three lines."""
    where = "the end" if run.ended else f"decision {len(run.decisions) + 1}"
    rate = productivity(run.state, run.parameters)
    state = run.state
    return Content.assemble(
        (f"Trust {state.trust}  Tension {state.tension}  Productivity {rate}", "bold $foreground"),
        f"  delivered {run.delivered}",
        f"\n{where}  {hidden(state)}",
        f"\nfacts: {', '.join(sorted(state.facts)) or 'none'}",
    )


def hidden(state: State) -> str:
    """Return what lies behind the meters."""
    lean = "care" if state.lean > 0 else "delivery"
    parts = [f"push {state.push}"]
    parts.append(f"lean {abs(state.lean)} to {lean}" if state.lean else "lean 0")
    if state.wound:
        deceived = ", deceived" if state.deceived else ""
        parts.append(f"wound {state.wound}, age {state.wound_age}{deceived}")
    return "  ".join(parts)


def page(play: Play) -> Content:
    """Return what was decided last, what it did, and the scenes since."""
    run = play.run
    parts: list[Content] = []
    if play.lost:
        parts.append(Content.assemble(("! ", "bold $warning"), (lost_words(play), "bold")))
    if run.decisions and play.decided:
        parts += _decided(run, run.decisions[-1])
    elif run.decisions:
        came = " ".join(run.choices)
        parts.append(Content.assemble(("Came by: ", "bold"), (came, _MUTED)))
    for scene, passage in zip(run.passage, arrival(run), strict=True):
        title = f"  {passage.title}" if passage.title else ""
        head = Content.assemble((scene.id, "bold underline"), (title, "bold"))
        parts.append(Content("\n").join([head, safe.prose(passage.paragraphs, run.story)]))
    if run.ended:
        parts.append(_ended(run))
    return safe.BLANK.join(parts)


def answers(run: Run) -> tuple[Row, ...]:
    """Return every choice of the scene with what it does here; those that do not hold, too."""
    offered = {choice.id for choice in run.offered}
    return tuple(
        _offered(run, choice) if choice.id in offered else _refused(run, choice)
        for choice in run.scene.choices
    )


def first_offered(run: Run) -> int:
    """Return the index among the answers of the first that can be taken."""
    taken = run.offered[0].id if run.offered else ""
    return next((at for at, choice in enumerate(run.scene.choices) if choice.id == taken), 0)


def _decided(run: Run, decision: Decision) -> Iterator[Content]:
    story, model = run.story, run.parameters
    said = plain_text(decision.choice.text, story.cast)
    yield Content.assemble(
        (f"{decision.scene.id} / {decision.choice.id}: ", "bold $accent"), (said, "italic")
    )
    if decision.choice.reply:
        yield safe.prose(paragraphs(decision.choice.reply, story.cast), story)
    landed, drifted = decision.landing.landed, decision.landing.drifted
    did = account(option(decision.before, decision.choice, model), model)
    before, after = (productivity(one, model) for one in (landed, drifted))
    yield Content.assemble(
        ("Landed: ", "bold"),
        did,
        ("\nThen: ", "bold"),
        f"trust {landed.trust} to {drifted.trust}, tension {landed.tension} to {drifted.tension}, "
        f"productivity {before} to {after}.",
    )


def _ended(run: Run) -> Content:
    quarter = run.next_quarter or 0
    return Content.assemble(
        ("Ending: ", "bold"),
        (run.scene.ending or "", "bold"),
        f"\ndelivered {run.delivered}, next quarter {quarter}, outcome {run.delivered + quarter}",
    )


def _offered(run: Run, choice: Choice) -> Row:
    did = account(option(run.state, choice, run.parameters), run.parameters)
    leads = choose(run, choice.id).scene.id
    return Row(_answer(run, choice, f"{choice.stance}. {did} Leads to {leads}."))


def _refused(run: Run, choice: Choice) -> Row:
    needs = "" if choice.when is None else f": it needs {choice.when.text}"
    return Row(_answer(run, choice, f"not offered here{needs}"))


def _answer(run: Run, choice: Choice, below: str) -> Content:
    return Content.assemble(
        (choice.id, "bold $accent"),
        f"  {plain_text(choice.text, run.story.cast)}",
        (f"\n{below}", _MUTED),
    )
