"""The page runs in browsers that are five years old: nothing newer is needed by it.

What came to all of Chrome, Firefox and Safari later than the autumn of 2021 is listed here by how
it is written. A look alone may be newer, in a rule of its own, which an old browser passes over.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from game.group import basic, phone_page

FOLDER: Final = Path(phone_page.__file__).parent / "page"
SCRIPTS: Final = sorted(FOLDER.glob("*.js"))
NEWER_SCRIPT: Final = {
    "Array.at, 2022": r"[\w\])]\.at\(-?\d",
    "findLast, 2022": r"\.findLast(Index)?\(",
    "copies of lists, 2023": r"\.(toSorted|toReversed|toSpliced)\(",
    "groupBy, 2024": r"\.groupBy\(",
    "Object.hasOwn, 2022": r"Object\.hasOwn\(",
    "structuredClone, 2022": r"structuredClone\(",
    "crypto.randomUUID, secure pages alone": r"randomUUID",
    "AbortSignal.timeout and any, 2022": r"AbortSignal\.",
    "withResolvers, 2024": r"withResolvers",
    "canParse, 2023": r"canParse",
    "static blocks, 2022": r"static\s*\{",
    "private names asked for, 2022": r"#\w+\s+in\s",
    "sets of letters, 2023": r"/[a-z]*v[a-z]*[.;,)\s]",
    "popovers, 2024": r"showPopover|togglePopover",
    "the wake lock, secure pages alone": r"wakeLock|serviceWorker",
    "vibration": r"vibrate",
    "waiting outside functions": r"^await ",
}
NEWER_STYLE: Final = {
    "layers, 2022": r"@layer",
    "containers, 2023": r"@container",
    "mixed colours, 2023": r"color-mix\(|oklch\(|oklab\(|light-dark\(",
    "small and large viewports, 2022": r"\d[dsl]v[hw]\b",
    "nested rules, 2023": r"[{;]\s*&",
    "subgrids, 2023": r"subgrid",
    "motion": r"transition|animation|@keyframes|scroll-behavior",
}
DECORATION: Final = frozenset(
    {"border-color", "background", "box-shadow", "outline", "outline-offset"}
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
@pytest.mark.parametrize("name", NEWER_SCRIPT)
def test_no_script_needs_a_newer_browser(script: Path, name: str) -> None:
    """Nothing in a script is younger than the oldest browser that it is for."""
    assert re.findall(NEWER_SCRIPT[name], _code(script), re.MULTILINE) == []


def test_what_is_newer_would_be_found() -> None:
    """Each of the patterns finds what it is named after."""
    newer = (
        "list.at(-1) rows.findLast(x) a.toSorted() Object.groupBy(x) Object.hasOwn(a, b)\n"
        "structuredClone(x) crypto.randomUUID() AbortSignal.timeout(5) Promise.withResolvers()\n"
        "URL.canParse(x) static { x } #name in other /[a]/v; one.showPopover() navigator.wakeLock\n"
        "navigator.vibrate(3)\nawait fetch()"
    )
    assert all(re.search(one, newer, re.MULTILINE) for one in NEWER_SCRIPT.values())


@pytest.mark.parametrize("name", NEWER_STYLE)
def test_no_style_needs_a_newer_browser(name: str) -> None:
    """The page's style, and the form's, hold nothing that an old browser would show wrongly."""
    style = (FOLDER / "phone.css").read_text(encoding="utf-8") + basic._STYLE
    assert re.findall(NEWER_STYLE[name], style) == []


@pytest.mark.parametrize("selector", [":has(", ":focus-visible"])
def test_what_may_be_passed_over_is_a_look_of_its_own(selector: str) -> None:
    """A browser that does not know a selector drops its rule: nothing else stands in that rule."""
    style = (FOLDER / "phone.css").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", style)
    found = [(heads.strip(), body) for heads, body in rules if selector in heads]
    assert found
    for heads, body in found:
        assert "," not in heads, heads
        names = {one.partition(":")[0].strip() for one in body.split(";") if one.strip()}
        assert names <= DECORATION, heads


def _code(script: Path) -> str:
    """Return a script without its comments."""
    return re.sub(r"(?m)//.*$|/\*.*?\*/", "", script.read_text(encoding="utf-8"))
