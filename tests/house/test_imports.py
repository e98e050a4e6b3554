"""Every room imports only what it may, and a command loads only the rooms that it needs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "game"
FILES = sorted(HOUSE.rglob("*.py"))

WORLD = {
    *("asyncio", "io", "multiprocessing", "os", "pathlib", "random", "secrets"),
    *("shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time", "uuid"),
}
"""What reaches files, clock, chance or other processes: a pure room is given these as arguments."""

ENGINE = {"game.engine"}
STORY = {"game.story"}
PLAIN_STORY = {"game.story.compiled", "game.story.conditions"}
PROSE = {"game.story.compiled", "game.story.prose", "game.story.text"}
STORAGE = {"game.storage"}
DEBRIEF = {"game.debrief"}
BOTH_FRONT_ENDS = {*STORY, *ENGINE, *STORAGE, *DEBRIEF, "game.telling"}

MAY: dict[str, set[str]] = {
    "story": {"pydantic", "pydantic_core", "tree_sitter", "tree_sitter_toml", "platformdirs"},
    "engine": PLAIN_STORY,
    "analysis": {*ENGINE, *PLAIN_STORY, "numpy"},
    "debrief": {*ENGINE, *PROSE, "game.analysis"},
    "storage": {*STORY, *ENGINE, "game.debrief.reflections", "tomli_w", "filelock", "platformdirs"},
    "telling": {*STORY, *ENGINE, *STORAGE, *DEBRIEF},
    "group": {*BOTH_FRONT_ENDS, "game.analysis", "aiohttp", "segno", "psutil", "filelock"},
    "author": {*STORY, *ENGINE, *STORAGE, "game.analysis"},
    "plain": {*BOTH_FRONT_ENDS, "game.group"},
    "tui": {*BOTH_FRONT_ENDS, "game.group", "textual", "textual_plotext"},
    "tui.desk": {*BOTH_FRONT_ENDS, "game.tui", "game.author", "textual"},
    "cli": {"game"},
    "commands": {"game", "rich"},
    "__main__": {"game.cli"},
    "__init__": set(),
}
"""What a room may import beside itself, the standard library and the version (`game`)."""

ARGUMENTS = ("authoring", "facilitating", "looking_back", "playing", "shared")
"""Files of commands that `--help` loads."""

ROOMS_IN_ROOMS = {("tui", "desk")}
"""Folders of a room that may import more than the room itself."""

PURE = {"engine", "debrief", "analysis"}
PURE_OF_GROUP = {
    *(
        "ahead",
        "ballots",
        "bets",
        "betting",
        "branching",
        "entrance",
        "events",
        "messages",
        "pairing",
    ),
    *(
        "names",
        "plan",
        "planning",
        "room",
        "rows",
        "seating",
        "seats",
        "settings",
        "sides",
        "state",
    ),
    *("steps", "voting", "wire"),
}
"""The room itself: a state machine. The files beside it hold the log, the sockets, the clock."""
RULES = "game.engine.rules"
"""What a choice does is for the engine to say: a front end asks for a run and shows it."""


class Arrow(NamedTuple):
    """One import: the file and line it stands in, its room, and what it names."""

    place: str
    room: str
    target: str

    def allowed(self) -> bool:
        """Whether the table has this arrow."""
        top = self.target.partition(".")[0]
        if top in sys.stdlib_module_names:
            return self.room not in PURE or top not in WORLD
        if self.room in {"tui", "tui.desk", "plain"} and _within(self.target, RULES):
            return False
        if self.target == "game":
            return self.room != "__init__"
        if self.room == "tui" and _within(self.target, "game.tui.desk"):
            return False
        own = f"game.{self.room}"
        return any(_within(self.target, known) for known in {own, *MAY[self.room]})


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _room(file: Path) -> str:
    first, *rest = file.relative_to(HOUSE).parts
    if (first, *rest[:1]) in ROOMS_IN_ROOMS:
        return f"{first}.{rest[0]}"
    return first if rest else file.stem


def _arrows(file: Path) -> Iterator[Arrow]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        place = f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for target in _targets(node):
            yield Arrow(place, _room(file), target)


def _targets(node: ast.AST) -> list[str]:
    """Return the modules that a statement imports: `from game.story import text` names two."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        assert not node.level, "imports are written from the root"
        module = node.module or ""
        inner = [f"{module}.{name.name}" for name in node.names]
        return [name if _is_module(name) else module for name in inner]
    return []


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_a_room_imports_only_what_it_may(file: Path) -> None:
    """Every import of a file is an arrow of the table."""
    assert [arrow for arrow in _arrows(file) if not arrow.allowed()] == []


@pytest.mark.parametrize(
    "file", [file for file in FILES if _room(file) in PURE], ids=lambda file: file.stem
)
def test_a_pure_room_reads_no_clock(file: Path) -> None:
    """Dates are values in a pure room: none is asked what time it is."""
    calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    asked = {node.attr for node in calls if isinstance(node, ast.Attribute)}
    assert not asked & {"now", "today", "utcnow"}


@pytest.mark.parametrize(
    ("room", "target"),
    [
        ("story", "textual.app"),
        ("story", "game.engine.run"),
        ("engine", "pydantic"),
        ("engine", "random"),
        ("engine", "game.story.library"),
        ("debrief", "pathlib"),
        ("debrief", "game.storage.save"),
        ("debrief", "numpy"),
        ("tui", "game.analysis.space"),
        ("plain", "game.analysis.space"),
        ("storage", "game.debrief.pages"),
        ("storage", "textual"),
        ("telling", "textual.content"),
        ("telling", "game.tui.theme"),
        ("plain", "textual"),
        ("plain", "game.engine.rules"),
        ("tui", "game.engine.rules"),
        ("tui", "game.plain.lines"),
        ("tui", "pydantic"),
        ("tui", "game.author.desk"),
        ("tui", "game.analysis.report"),
        ("tui", "game.tui.desk.screen"),
        ("tui.desk", "game.engine.rules"),
        ("tui.desk", "numpy"),
        ("author", "game.tui.desk.screen"),
        ("__init__", "game.cli"),
    ],
)
def test_the_table_refuses(room: str, target: str) -> None:
    """An arrow that the house does not have is refused."""
    assert not Arrow("", room, target).allowed()


@pytest.mark.parametrize("name", sorted(PURE_OF_GROUP))
def test_the_room_of_a_group_is_pure(name: str) -> None:
    """The group's state machine reaches no file, socket, clock or chance, nor what does."""
    rooms = {"game.engine", "game.story.compiled", "game.story.text", "game.story.prose"}
    for arrow in _arrows(HOUSE / "group" / f"{name}.py"):
        top = arrow.target.partition(".")[0]
        if arrow.target.startswith("game.group"):
            own = arrow.target.removeprefix("game.group").strip(".")
            assert not own or own in PURE_OF_GROUP, arrow
        else:
            pure = top in sys.stdlib_module_names and top not in WORLD
            assert pure or any(_within(arrow.target, room) for room in rooms), arrow


def test_an_import_of_a_module_out_of_its_package_is_seen() -> None:
    """`from game.engine import rules` is the same arrow as `import game.engine.rules`."""
    for text in ("from game.engine import rules", "from game.engine.rules import land"):
        assert _targets(ast.parse(text).body[0]) == ["game.engine.rules"]


def test_no_import_hides_from_the_walk() -> None:
    """No module is imported by a computed name."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert "importlib" not in text, file
        assert "__import__" not in text, file


@pytest.mark.parametrize(
    "file",
    [HOUSE / "cli.py", *(HOUSE / "commands" / f"{name}.py" for name in ARGUMENTS)],
    ids=lambda file: file.stem,
)
def test_a_command_imports_its_room_inside_its_function(file: Path) -> None:
    """At module scope the command line imports the standard library and itself."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    targets = [target for node in tree.body for target in _targets(node)]
    others = [target for target in targets if target not in sys.stdlib_module_names]
    assert all(other == "game" or _within(other, "game.commands") for other in others)


def _loaded(*lines: str, **env: str) -> set[str]:
    """Return the modules, by their whole names, that a new interpreter has after these lines."""
    code = "\n".join(("import sys", *lines, "import json; print(json.dumps(list(sys.modules)))"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)} | env,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def _foreign(loaded: set[str], before: set[str]) -> set[str]:
    """Return the packages that were loaded beside the game and the standard library."""
    tops = {name.partition(".")[0] for name in loaded - before}
    return tops - sys.stdlib_module_names - {"game"}


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """Return what an interpreter loads by itself: the hooks of editable installs among it."""
    return _loaded("import json")


@pytest.mark.parametrize(
    "lines",
    [
        ["import game.cli"],
        ["import game.cli", "try: game.cli.main(['--help'])", "except SystemExit: pass"],
        ["import game.cli", "try: game.cli.main(['--version'])", "except SystemExit: pass"],
    ],
    ids=["import", "--help", "--version"],
)
def test_help_loads_no_room(lines: list[str], bare: set[str]) -> None:
    """The command line alone loads nothing beyond the standard library, and no room."""
    loaded = _loaded(*lines)
    assert _foreign(loaded, bare) == set()
    rooms = {name for name in loaded if name.startswith("game.")} - {"game.cli"}
    assert all(_within(name, "game.commands") for name in rooms)
    assert "typing" not in loaded - bare, "a tenth of the time"


def test_the_engine_needs_only_the_standard_library(bare: set[str]) -> None:
    """Importing the engine loads no package, and of the game the plain form of stories at most."""
    loaded = _loaded("import game.engine.run")
    assert _foreign(loaded, bare) == set()
    rooms = {name.split(".")[1] for name in loaded if name.startswith("game.")}
    assert rooms <= {"engine", "story"}


@pytest.mark.parametrize(
    "lines",
    [
        ["import game.debrief.pages", "import game.debrief.markdown"],
        ["import game.tui.app", "import game.tui.screens.play", "import game.tui.screens.debrief"],
        ["import game.plain.game", "import game.plain.playing", "import game.plain.debrief"],
        ["import game.group.process", "import game.group.results"],
        ["import game.commands.export", "import game.commands.debrief"],
    ],
    ids=["debrief", "tui", "plain", "room", "commands"],
)
def test_numpy_is_loaded_by_the_analysis_alone(lines: list[str]) -> None:
    """Neither play, alone or in a room, nor the first page of the debrief waits for it."""
    loaded = _loaded(*lines)
    assert "numpy" not in {name.partition(".")[0] for name in loaded}
    assert not any(name.startswith("game.analysis") for name in loaded)


REPLAY = ["import game.cli", "game.cli.main(['replay', 'two-departments', '--json'])"]


def test_a_known_story_is_replayed_from_the_cache(tmp_path: Path, bare: set[str]) -> None:
    """A story that was checked once loads neither schema, syntax tree nor screens again."""
    cache = {"COMMON_GROUND_CACHE": str(tmp_path)}
    heavy = {"pydantic", "pydantic_core", "tree_sitter", "textual", "numpy", "tomli_w"}
    first = _foreign(_loaded(*REPLAY, **cache), bare)
    assert not first & {"pydantic", "tree_sitter"}, "a sound story has no mistake to explain"
    assert not _foreign(_loaded(*REPLAY, **cache), bare) & heavy


HOME = [
    "import asyncio, pathlib, sys",
    "from game.story.library import load, shipped",
    "from game.tui.app import CommonGround",
    "story = load(shipped() / 'two-departments.toml')",
    "async def open(story):",
    "    app = CommonGround(pathlib.Path(sys.argv[0]) / 'nowhere', '', story)",
    "    async with app.run_test() as pilot:",
    "        await pilot.pause()",
    "        await app.workers.wait_for_complete()",
    "asyncio.run(open(None)); asyncio.run(open(story))",
]


def test_playing_loads_no_authors_tool(tmp_path: Path) -> None:
    """The list of stories and a story in play load neither numpy nor an author's tool."""
    cache = {"COMMON_GROUND_CACHE": str(tmp_path)}
    loaded = _loaded(*HOME, **cache)
    assert "game.tui.screens.home" in loaded
    assert "game.tui.screens.play" in loaded
    heavy = ("numpy", "game.author", "game.analysis", "game.tui.desk")
    assert not [name for name in loaded if any(_within(name, room) for room in heavy)]


def test_the_desk_leaves_the_analysis_to_its_process() -> None:
    """The desk itself is quick and small: numpy is loaded by the analyst's process alone."""
    loaded = _loaded("import game.tui.desk.app")
    assert "game.author.analyst" in loaded
    assert "numpy" not in loaded


@pytest.mark.parametrize(
    "command", [["journey"], ["export", "--xapi"], ["follow-up"]], ids=lambda one: one[0]
)
def test_looking_back_opens_no_screen(command: list[str], tmp_path: Path, bare: set[str]) -> None:
    """What is printed of kept runs loads no screens, no arrays and nothing that sends."""
    arguments = [*command, "--saves", str(tmp_path)]
    loaded = _loaded("import game.cli", f"game.cli.main({arguments!r})")
    assert not _foreign(loaded, bare) & {"textual", "numpy", "aiohttp"}
    assert "urllib.request" not in loaded
