"""A story's graph with what the analysis knows of it: what every drawing of a map shows."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from game.analysis.order import targets, topological
from game.engine.state import holds
from game.story.prose import plain_text
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.analysis.findings import Findings
    from game.analysis.report import Analysis
    from game.engine.run import Run
    from game.engine.state import State
    from game.story.compiled import Route, Scene, Story
    from game.story.conditions import When

UNNUMBERED = "–"
"""Stands for a share where no playthrough is counted."""


class Way(NamedTuple):
    """One route: where it leads, on which condition, and what passes there.

    `warning` says why nobody takes it, as far as that is known.
    """

    to: str
    when: str
    passed: int
    taken: bool
    warning: str = ""


class Option(NamedTuple):
    """One choice, or (`id` empty) a scene's own routes; `when` is what offers it."""

    id: str
    when: str
    passed: int
    taken: bool
    ways: tuple[Way, ...]
    warning: str = ""


class Box(NamedTuple):
    """One scene. `name` is its title, an ending's name, or its id."""

    id: str
    name: str
    ending: bool
    passed: int
    taken: bool
    options: tuple[Option, ...]
    warning: str = ""

    @property
    def decides(self) -> bool:
        """Whether there are choices."""
        return bool(self.options and self.options[0].id)

    @property
    def warnings(self) -> int:
        """How many warnings stand in it."""
        own = (self.warning, *(option.warning for option in self.options))
        return sum(map(bool, (*own, *(way.warning for one in self.options for way in one.ways))))

    def lines(self, chart: Chart) -> Iterator[str]:
        """Yield what a box says: its name, id and share, and every warning in it."""
        yield f"Ending: {self.name}" if self.ending else self.name
        mark = "* " if self.taken else ""
        yield f"{mark}{self.id}, {chart.share(self.passed)}"
        yield from self.warned()

    def warned(self) -> Iterator[str]:
        """Yield every warning with what it is about."""
        if self.warning:
            yield f"! {self.warning}"
        for option in self.options:
            if option.warning:
                yield f"! {option.id} {option.warning}"
            for way in option.ways:
                if way.warning:
                    yield f"! {option.id or self.id} to {way.to} {way.warning}"


class Link(NamedTuple):
    """All ways from one scene to another.

    `options` are the choices by which playthroughs pass, or if none does those that would lead
    there; empty for a scene's own routes.
    """

    source: str
    to: str
    options: tuple[str, ...]
    passed: int
    taken: bool

    def label(self, chart: Chart) -> str:
        """Return which choices go this way, and the share of the playthroughs that do."""
        share = chart.share(self.passed)
        return f"{', '.join(self.options)}: {share}" if self.options else share


@dataclass(frozen=True, slots=True)
class Chart:
    """The scenes in the order of play, those that no link leads to at the end.

    `passed` everywhere counts playthroughs, of `playthroughs` in all; `taken` is whether the one
    run that is drawn went there. `bound` is True where a budget ended the analysis.
    """

    id: str
    title: str
    start: str
    playthroughs: int
    bound: bool
    boxes: Mapping[str, Box]
    way: str = ""

    @property
    def links(self) -> Iterator[Link]:
        """Every pair of scenes with a way between them, in the order of play."""
        for box in self.boxes.values():
            found: defaultdict[str, list[tuple[Option, Way]]] = defaultdict(list)
            for option in box.options:
                for way in option.ways:
                    found[way.to].append((option, way))
            for to, ways in found.items():
                passed = sum(way.passed for _, way in ways)
                ids = [option.id for option, way in ways if way.passed or not passed]
                options = tuple(dict.fromkeys(one for one in ids if one))
                yield Link(box.id, to, options, passed, any(way.taken for _, way in ways))

    @property
    def warnings(self) -> int:
        """How many warnings stand in it."""
        return sum(box.warnings for box in self.boxes.values())

    @property
    def said(self) -> Iterator[str]:
        """Sentences on the whole."""
        counts = (
            counted(self.playthroughs, "playthrough"),
            counted(len(self.boxes), "scene"),
            counted(self.warnings, "warning"),
        )
        size = ", ".join(counts)
        if self.bound:
            yield f"At least {size}: a budget ended the work, and shares are of what was found"
        else:
            yield f"{size}. The numbers are shares of all playthroughs"
        if self.way:
            yield f"* marks the way of the run: {self.way}"

    def share(self, passed: int) -> str:
        """Return a share of all playthroughs as it is written."""
        return share(passed, self.playthroughs)


def share(part: int, whole: int) -> str:
    """Return a part of a whole in percent, never rounded to none or all."""
    if not whole:
        return UNNUMBERED
    if part in {0, whole}:
        return "100 %" if part else "0 %"
    if part * 1000 < whole:
        return "<0.1 %"
    if (whole - part) * 1000 < whole:
        return ">99.9 %"
    return f"{part / whole:.1%}".replace("%", " %")


def chart(analysis: Analysis, run: Run | None = None) -> Chart:
    """Return the chart of an analysed story, with a run of it drawn in."""
    return _chart(_Drawn(analysis.space.story, analysis, run))


def blank(story: Story) -> Chart:
    """Return the chart of a story that is not analysed: without shares and warnings."""
    return _chart(_Drawn(story))


def _chart(drawn: _Drawn) -> Chart:
    story, analysis, run = drawn.story, drawn.analysis, drawn.run
    return Chart(
        story.id,
        _one_line(story.title, story) or story.id,
        story.start,
        0 if analysis is None else analysis.playthroughs,
        analysis is not None and "everything" in analysis.bounds,
        {scene: drawn.box(story.scenes[scene]) for scene in _order(story)},
        "" if run is None else _told(run),
    )


def _order(story: Story) -> tuple[str, ...]:
    """Return the scenes so that no link leads back, else in the file's order.

    Those that no link leads to come as late as that allows.
    """
    place = {scene: at for at, scene in enumerate(story.scenes)}
    linked = set(topological(story, story.start))
    into = Counter(to for scene in story.scenes.values() for to in targets(scene))
    ready = [(one not in linked, place[one], one) for one in place if not into[one]]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        scene = heapq.heappop(ready)[-1]
        order.append(scene)
        for to in targets(story.scenes[scene]):
            into[to] -= 1
            if not into[to]:
                heapq.heappush(ready, (to not in linked, place[to], to))
    return tuple(order)


class _Drawn:
    """Makes boxes: knows what was found, and where the run went."""

    def __init__(
        self, story: Story, analysis: Analysis | None = None, run: Run | None = None
    ) -> None:
        self.story, self.analysis, self.run = story, analysis, run
        self._offered: dict[tuple[str, int], str] = {}
        self._taken: dict[tuple[str, int | None, int], str] = {}
        self._reached: dict[str, bool] = {}
        self._stuck: dict[str, tuple[str, ...]] = {}
        if analysis is not None:
            self._find(analysis.findings)
        self._steps = dict(_steps(run)) if run is not None else {}
        self._entered = {scene for scene, _ in self._steps}
        if run is not None:
            self._entered |= {scene.id for scene in run.passage}

    def _find(self, found: Findings) -> None:
        self._offered = {(one.scene, one.choice): one.nearest for one in found.never_offered}
        self._taken = {(one.scene, one.choice, one.route): one.nearest for one in found.never_taken}
        self._reached = {one.scene: one.linked for one in found.never_reached}
        self._stuck = {one.scene: one.witness for one in found.stuck}

    def _passed(self, scene: str) -> int:
        return 0 if self.analysis is None else self.analysis.passing.scenes.get(scene, 0)

    def box(self, scene: Scene) -> Box:
        own = [self._option(scene, None, scene.routes)] if scene.routes else []
        options = [
            self._option(scene, position, choice.routes)
            for position, choice in enumerate(scene.choices)
        ]
        return Box(
            scene.id,
            _one_line(scene.ending or scene.title, self.story) or scene.id,
            scene.ending is not None,
            self._passed(scene.id),
            scene.id in self._entered,
            (*own, *options),
            self._warning(scene),
        )

    def _warning(self, scene: Scene) -> str:
        if scene.id in self._reached:
            why = "no arrival takes a way here" if self._reached[scene.id] else "no link leads here"
            return f"never reached: {why}"
        if scene.id in self._stuck:
            witness = ",".join(self._stuck[scene.id])
            return f"stuck: nothing is offered after {witness or 'no choice at all'}"
        return ""

    def _option(self, scene: Scene, position: int | None, routes: tuple[Route, ...]) -> Option:
        choice = None if position is None else scene.choices[position]
        went = self._steps.get((scene.id, choice.id if choice else None))
        ways = tuple(
            self._way((scene.id, position, number), route, taken=went == number)
            for number, route in enumerate(routes)
        )
        if choice is None or position is None:
            return Option("", "", self._passed(scene.id), went is not None, ways)
        key = scene.id, position
        warning = _warned("never offered", self._offered.get(key))
        passed = 0 if self.analysis is None else self.analysis.passing.choices.get(key, 0)
        return Option(choice.id, _written(choice.when), passed, went is not None, ways, warning)

    def _way(self, key: tuple[str, int | None, int], route: Route, *, taken: bool) -> Way:
        passed = 0 if self.analysis is None else self.analysis.passing.ways.get(key, 0)
        warning = _warned("never taken", self._taken.get(key))
        return Way(route.to, _written(route.when), passed, taken, warning)


def counted(number: int, what: str) -> str:
    """Return a number of things in words: `no scenes`, `1 scene`, `1,000 scenes`."""
    return f"{number:,} {what}" if number == 1 else f"{f'{number:,}' if number else 'no'} {what}s"


def _one_line(text: str, story: Story) -> str:
    """Return a title as it is read: names for braces, no marks."""
    return clean_line(plain_text(text, story.cast))


def _warned(what: str, nearest: str | None) -> str:
    if nearest is None:
        return ""
    return f"{what}: {nearest}" if nearest else what


def _written(when: When | None) -> str:
    return "" if when is None else clean_line(when.text)


def _steps(run: Run) -> Iterator[tuple[tuple[str, str | None], int]]:
    """Yield for each scene left, by a choice or by itself (None), the route that was taken."""
    passages = [*(one.passage for one in run.decisions), run.passage]
    states = [*(one.before for one in run.decisions), run.state]
    for passage, state in zip(passages, states, strict=True):
        for scene in passage[:-1]:
            yield (scene.id, None), _route(scene.routes, state, run)
    for decision in run.decisions:
        key = decision.scene.id, decision.choice.id
        yield key, _route(decision.choice.routes, decision.landing.drifted, run)


def _route(routes: tuple[Route, ...], state: State, run: Run) -> int:
    return next(at for at, route in enumerate(routes) if holds(route.when, state, run.parameters))


def _told(run: Run) -> str:
    where = "to the ending" if run.ended else "as far as"
    return f"{counted(len(run.decisions), 'decision')}, {where} {run.scene.id}"
