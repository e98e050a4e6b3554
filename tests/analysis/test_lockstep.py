"""Positions of an older story that a newer one replays are those that replaying each finds."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from mutations import versions

from game.analysis.lockstep import replayed
from game.analysis.pairing import pair
from game.analysis.space import explore
from game.engine.run import Run, begin, choose
from game.storage import session as sessions
from game.storage.resume import resume
from game.storage.settings import Settings
from stories import compiled, story_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.lockstep import Replayed
    from game.storage.session import Session
    from game.story.compiled import Scene, Story

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAIRS = range(300)
RUN = "00000000-0000-4000-8000-000000000000"


def counted(old: Story, new: Story) -> Replayed:
    """Return what the analysis counts."""
    return replayed(explore(old), explore(new), pair(old, new))


def test_positions_are_those_that_brute_force_replays() -> None:
    """All three counts equal what playing each list of choices in both stories gives."""
    met = Counter[str]()
    for seed in PAIRS:
        dice = random.Random(seed)
        old, new = versions(story_text(dice), dice)
        brute = Counter(_verdicts(old, new))
        told = counted(old, new)
        assert told.exact
        assert told.positions == brute.total()
        assert told.scenes == brute["scenes"] + brute["numbers"]
        assert told.numbers == brute["numbers"]
        met += brute
        met["all the same"] += brute["numbers"] == brute.total()
    assert min(met["scenes"], met["numbers"], met["lost"]) > 500
    assert met["all the same"] < len(PAIRS) / 2


def _verdicts(old: Story, new: Story) -> Iterator[str]:
    """Yield for each position of the older story what the newer one makes of it."""
    first, second = begin(old), begin(new)
    holds = _same(first, second, old, new)
    waiting: list[tuple[Run, Run | None, bool]] = [(first, second if holds else None, True)]
    while waiting:
        here, there, same = waiting.pop()
        yield "lost" if there is None else "numbers" if same else "scenes"
        for choice in here.offered:
            further = choose(here, choice.id)
            found = None if there is None else _taken(here.scene, choice.id, there)
            after = None if there is None or found is None else choose(there, found)
            if after is not None and not _same(further, after, old, new):
                after = None
            shown = same and after is not None and _numbers(further) == _numbers(after)
            waiting.append((further, after, shown))


def _same(here: Run, there: Run, old: Story, new: Story) -> bool:
    """Whether two runs stand in the same scene: one that had its id last among those known."""
    known = [one for one in there.scene.formerly if one in old.scenes] or [there.scene.id]
    assert there.scene is new.scenes[there.scene.id]
    return here.scene.id == known[0]


def _taken(scene: Scene, choice: str, run: Run) -> str | None:
    """Return the choice a newer run would take for one of an older scene."""
    named = [one for one in run.scene.choices if one.id == choice]
    named += [one for one in run.scene.choices if choice in one.formerly]
    if not named or named[0] not in run.offered:
        return None
    own = next(one.own_id for one in scene.choices if one.id == choice)
    sure = named[0].own_id and (own or named[0].id != choice)
    untouched = scene.fingerprint.whole == run.scene.fingerprint.whole
    return named[0].id if sure or untouched else None


def _numbers(run: Run) -> tuple[int, int, int]:
    landing = run.decisions[-1].landing
    return landing.landed.trust, landing.landed.tension, landing.productivity


def test_kept_runs_agree_with_positions() -> None:
    """Every position, kept as a save and taken up again, is carried exactly as it is counted."""
    for seed in range(60):
        dice = random.Random(1000 + seed)
        old, new = versions(story_text(dice), dice)
        brute = Counter(_resumed(session, new) for session in _sessions(old))
        told = counted(old, new)
        # A save without a choice names no scene: it replays in any story.
        unsure = brute["empty"]
        assert 0 <= told.scenes - brute["scenes"] - brute["numbers"] <= unsure
        assert 0 <= told.numbers - brute["numbers"] <= unsure


def _sessions(story: Story) -> Iterator[Session]:
    waiting = [sessions.start(story, player="", settings=Settings(), now=NOON, new_id=RUN)]
    while waiting:
        session = waiting.pop()
        yield session
        waiting += (
            sessions.choose(session, choice.id, bet=None, now=NOON)
            for choice in session.run.offered
        )


def _resumed(session: Session, new: Story) -> str:
    save = session.save
    if not save.choices:
        return "empty"
    found = resume(save, new)
    there = [one for one in found.run.scene.formerly if one in save.scenes]
    if found.lost is not None or save.choices[-1].to != (there or [found.run.scene.id])[0]:
        return "lost"
    kept = [(one.trust, one.tension, one.productivity) for one in save.choices]
    now = [
        (one.landing.landed.trust, one.landing.landed.tension, one.landing.productivity)
        for one in found.run.decisions
    ]
    return "numbers" if kept == now else "scenes"


def test_the_same_story_replays_whole() -> None:
    """Against itself a story replays everything with the same numbers."""
    for seed in range(40):
        story = compiled(story_text(random.Random(seed)))
        told = counted(story, story)
        assert told.positions == told.scenes == told.numbers > 0


def test_more_positions_than_a_machine_word_are_counted() -> None:
    """Counts are whole numbers of any size."""
    text = "\n".join(
        [
            'format = 1\n[story]\ntitle = "x"\nsummary = "x"\nminutes = 1',
            *(
                f'[scenes.s{at}]\ntext = "x"\n'
                + "".join(
                    f'[[scenes.s{at}.choices]]\nid = "{one}"\ntext = "x"\n'
                    f'stance = "relational"\ngoto = "{f"s{at + 1}" if at < 79 else "end"}"\n'
                    for one in "ab"
                )
                for at in range(80)
            ),
            '[scenes.end]\ntext = "x"\nending = "End"',
        ]
    )
    old = compiled(text)
    new = compiled(text.replace('id = "b"', 'id = "c"', 1))
    told = counted(old, new)
    assert told.positions == 2**81 - 1
    assert told.scenes == told.numbers == 2**80


def test_too_many_pairs_are_said() -> None:
    """Where pairs are too many, what was counted is a lower bound, and marked as one."""
    dice = random.Random(3)
    old, new = versions(story_text(dice), dice)
    whole = counted(old, new)
    part = replayed(explore(old), explore(new), pair(old, new), most_pairs=1)
    assert not part.exact
    assert part.positions == whole.positions
    assert part.scenes < whole.scenes


@pytest.mark.parametrize("told", [True, False])
def test_a_rename_that_is_told_carries_positions(told: bool) -> None:  # noqa: FBT001, a case
    """With `formerly` a renamed scene and choice replay; without it they are gone."""
    text = (
        'format = 1\n[story]\ntitle = "x"\nsummary = "x"\nminutes = 1\n'
        '[scenes.one]\ntext = "x"\n'
        '[[scenes.one.choices]]\nid = "a1"\ntext = "x"\nstance = "relational"\ngoto = "two"\n'
        '[scenes.two]\ntext = "x"\n'
        '[[scenes.two.choices]]\nid = "b1"\ntext = "x"\nstance = "relational"\ngoto = "end"\n'
        '[scenes.end]\ntext = "x"\nending = "End"\n'
    )
    former = 'formerly = ["{}"]\n' if told else ""
    fresh = text.replace('id = "a1"\n', f'id = "a2"\n{former.format("a1")}')
    fresh = fresh.replace('"two"', '"deux"').replace("scenes.two", "scenes.deux")
    fresh = fresh.replace("[scenes.deux]\n", f"[scenes.deux]\n{former.format('two')}", 1)
    assert counted(compiled(text), compiled(fresh))[:3] == ((3, 3, 3) if told else (3, 1, 1))
