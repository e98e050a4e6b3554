"""Whatever stands in a file or where it should be: one clear sentence, soon, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import SMALL, findings

from game.story.library import LARGEST_FILE, Broken, load
from game.story.text import UNWANTED
from stories import story_texts

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = 'format = 1\n[story]\ntitle = "t"\nsummary = "s"\nminutes = 1\n'
END = '[scenes.a]\ntext = "x"\nending = "x"\n'
DEEP = 10_000


def _reason(path: Path) -> str:
    """Return what is said of a story that can't be played: one line that moves no cursor."""
    story = load(path)
    assert isinstance(story, Broken)
    assert story.reason.startswith(f"{path}:")
    assert "\n" not in story.reason
    for one in story.diagnostics:
        assert not UNWANTED.search(str(one))
        assert len(str(one)) < len(str(path)) + 500
        assert one.hint
    return story.reason


def _names(count: int) -> str:
    return "".join(f"{{n{number}}}" for number in range(count))


CONTENTS = {
    "empty": (b"", "'format' is missing"),
    "prose": (b"Once upon a time\n", "not valid TOML"),
    "a NUL": (b"\0", "U+0000"),
    "4 MiB of NUL": (b"\0" * LARGEST_FILE, "U+0000"),
    "escapes": (b"\x1bx" * 100_000, "U+001B"),
    "not UTF-8": (b"format = 1\n# \xc3\xa9 \xff\n", ":2:5: error CG101"),
    "not UTF-8 after a BOM": (b"\xef\xbb\xbf# \xff", ":1:3: error CG101"),
    "UTF-16": ("format = 1\n".encode("utf-16"), ":1:1: error CG101"),
    "two BOMs": (b"\xef\xbb\xbf" * 2 + SMALL.encode(), "U+FEFF"),
    "lists": (b"a = " + b"[" * DEEP + b"]" * DEEP, "nested"),
    "open lists": (b"a = " + b"[" * 1_000_000, "nested"),
    "inline tables": (b"a = " + b"{a=" * DEEP + b"1" + b"}" * DEEP, "nested"),
    "a dotted key": (b"a" + b".a" * 1_000_000 + b" = 1", "nested"),
    "a dotted header": (b"[a" + b".a" * 1_000_000 + b"]", "nested"),
    "a deep value for a word": (
        f"{HEAD}{END}[[scenes.a.choices]]\nstance = {'[' * 300}{']' * 300}\n".encode(),
        "beside it",
    ),
    "brackets": (
        f'{HEAD}{END}[[scenes.a.also]]\ntext = "x"\nwhen = "{"(" * DEEP}"'.encode(),
        "500",
    ),
    "a whole number": (b"format = " + b"9" * 5_000, "too many digits"),
    "a hexadecimal number": (b"format = 0x" + b"f" * 1_000_000, "too many digits"),
    "a fraction": (b"format = 1." + b"0" * 1_000_000, "too many digits"),
    "a number for a word": (
        f"{HEAD}[[scenes.a.choices]]\nstance = 0x{'f' * 90}\n".encode(),
        "CG202",
    ),
    "a line of 1 MB": (HEAD.encode() + b'title = "' + b"x" * 1_000_000, "not valid TOML"),
    "a text of 1 MB": (
        (HEAD.replace('"t"', f'"{"x" * 1_000_000}"') + END).encode(),
        "too long",
    ),
    "a comment of 1 MB": (b"#" + b" x" * 500_000, "'format' is missing"),
    "words and dots": (b'a = "' + b"No. " * 200_000 + b'"', "CG202"),
    "digits in text": (HEAD.encode() + END.encode() + b'x = "' + b"f" * 500_000 + b'"', "'x'"),
    "odd keys": (f'{HEAD}{END}"\\u001b[2J\\u202e" = 1\n"" = 2\n'.encode(), r"'\x1b[2J\u202e'"),
    "an odd scene": (f'{HEAD}[scenes."\\u001b"]\ntext = "x"\nending = "x"\n'.encode(), r"'\x1b'"),
    "a marked key": (f'{HEAD}[scenes."[key]"]\ntext = "x"\nending = "x"\n'.encode(), "'[key]'"),
    "a long key": (f"{HEAD}{END}{'k' * 100_000} = 1\n".encode(), "kkk…'"),
    "a list of scenes": (f'{HEAD}[[scenes]]\ntext = "x"\n'.encode(), "a table is expected"),
    "a number of scenes": (f"scenes = 5\n{HEAD}".encode(), "a table is expected"),
    "no scene": (f"{HEAD}[scenes]\n".encode(), "empty"),
    "a scene twice": ((HEAD + END + END).encode(), "stands twice"),
    "a key 100,000 times": (b"k = 1\n" * 100_000, ":2:1: error CG104"),
    "100,000 keys": ("".join(f"k{n} = 1\n" for n in range(100_000)).encode(), "100,003 keys"),
    "100,000 wrong facts": (f"{HEAD}{END}[start]\nfacts = [{'1,' * 100_000}]".encode(), "100,000"),
    "20,000 routes to nowhere": (
        HEAD.encode() + b"[scenes.a]\ntext = 'x'\ngoto = [" + b"{to='b'}," * 20_000 + b"]\n",
        "hides the routes after it",
    ),
    "a fact for every route": (
        HEAD.encode()
        + b'[scenes.a]\ntext = "x"\ngoto = ['
        + b"".join(b"{when='f%d',to='b'}," % n for n in range(20_000))
        + b"{to='b'}]\n[scenes.b]\ntext = 'x'\nending = 'x'\n",
        "no choice sets the fact 'f0'",
    ),
    "2,500 names in braces": (
        (HEAD + END.replace('"x"', f'"{_names(2_500)}"', 1)).encode(),
        "'n0' in braces",
    ),
    "a name without end": (
        (HEAD + END.replace('"x"', f'"{{{"x" * 15_000}}}"', 1)).encode(),
        "xxx…' in braces",
    ),
    "an escaped surrogate": (HEAD.replace('"t"', '"\\ud800"').encode(), ":3:10: error CG102"),
    "a surrogate": (HEAD.replace("t", "\ud800", 1).encode("utf-8", "surrogatepass"), "CG101"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_hostile_contents(tmp_path: Path, name: str) -> None:
    """Such a file is told with its place and what to do."""
    raw, said = CONTENTS[name]
    path = tmp_path / "story.toml"
    path.write_bytes(raw)
    assert said in _reason(path)


def test_scenes_in_other_spellings(tmp_path: Path) -> None:
    """Inline tables and dotted keys are the same story as headers."""
    path = tmp_path / "story.toml"
    path.write_text(f'scenes = {{ a = {{ text = "x", ending = "x" }} }}\n{HEAD}', encoding="utf-8")
    assert not isinstance(load(path), Broken)
    path.write_text(f'scenes.a.text = "x"\nscenes.a.ending = "x"\n{HEAD}', encoding="utf-8")
    assert not isinstance(load(path), Broken)


def test_a_file_of_exactly_4_mib(tmp_path: Path) -> None:
    """4 MiB are read, one byte more is not."""
    path = tmp_path / "story.toml"
    raw = SMALL.encode()
    path.write_bytes(raw + b"#" * (LARGEST_FILE - len(raw)))
    assert not isinstance(load(path), Broken)
    path.write_bytes(raw + b"#" * (LARGEST_FILE - len(raw) + 1))
    assert "larger than 4 MiB" in _reason(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _two_links(path: Path) -> None:
    other = path.with_name("other.toml")
    other.symlink_to(path)
    path.symlink_to(other)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _missing(path: Path) -> None:
    assert not path.exists()


def _below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_bytes(b"")


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024 * 1024)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (_folder, "not a file"),
        (_loop, "can't be read"),
        (_two_links, "can't be read"),
        (_pipe, "not a file"),
        (_endless, "not a file"),
        (_missing, "no such file"),
        (_below_a_file, "can't be read"),
        (_huge, "larger than 4 MiB"),
    ],
)
def test_what_is_no_story_file(tmp_path: Path, made: Callable[[Path], None], said: str) -> None:
    """Folders, links in a circle, pipes, devices and huge files are refused unread."""
    path = tmp_path / "folder" / "story.toml"
    path.parent.mkdir()
    made(path)
    assert said in _reason(path)
    code = "CG106" if made is _huge else "CG100"
    assert f":1:1: error {code}: " in _reason(path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own words say why a file can't be read."""
    path = tmp_path / "story.toml"
    path.write_text(SMALL, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission denied" in _reason(path)


@pytest.mark.parametrize("name", ["a\0b.toml", "x" * 300 + ".toml"])
def test_an_impossible_path(name: str) -> None:
    """A path that no system knows is refused with a sentence."""
    story = load(Path(name))
    assert isinstance(story, Broken)
    assert "CG100" in story.reason


def test_a_hostile_name(tmp_path: Path) -> None:
    """A file's name passes the same gate as every foreign text."""
    path = tmp_path / "evil\x1b[2J\u202e\n.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    story = load(path)
    assert isinstance(story, Broken)
    assert story.id == "evil[2J"
    assert not UNWANTED.search(story.reason)
    path.write_text(SMALL, encoding="utf-8")
    found = load(path)
    assert not isinstance(found, Broken)
    assert found.id == "evil[2J"


def test_deep_files_from_a_deep_stack() -> None:
    """300 levels, which TOML's reader still takes, are walked without recursion."""
    code = """
import sys
from game.story.reading import read
from game.story.source import Source
text = 'format = 1\\nx = ' + '[' * 300 + ']' * 300
read('x', text.encode())
sys.setrecursionlimit(60)
source = Source(text)
assert source.value(('x', *[0] * 299)).column == 304, source.value(('x', *[0] * 299))
assert source.nested(8) is not None
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes(raw: bytes) -> None:
    """Any bytes at all are judged without an exception, each finding with its cure."""
    for one in findings(raw):
        assert one.place.line >= 1
        assert one.place.column >= 1
        assert one.hint
        assert not UNWANTED.search(str(one))


@given(story_texts(), st.data())
def test_damaged_stories(text: str, data: st.DataObject) -> None:
    """A story with a part cut out, doubled or replaced is judged without an exception."""
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 60)))
    put = data.draw(
        st.sampled_from(
            ["", "[", "]", "{", '"', "'''", "\n", "=", "5", "\x1b", "{x}", ".", "\\", "é"]
        )
        | st.just(text[start:end] * 2)
    )
    for one in findings(text[:start] + put + text[end:]):
        assert one.hint
        assert one.place.line <= (text + put).count("\n") + 2
