"""`new`: a small, complete story to change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from game.story.diagnostic import quoted
from game.story.ids import near_id

_TEMPLATE: Final = Path(__file__).with_name("template.toml")
_NAME: Final = re.compile(r"[a-z0-9_-]{1,64}")


def new(name: str, folder: Path) -> Path | str:
    """Write `NAME.toml` into a folder; return its path, or a sentence on why not."""
    if not _NAME.fullmatch(name):
        use = "use small letters a to z, digits, - and _"
        example = f", for example {near_id(name)}" if near_id(name) else ""
        return f"{quoted(name)} can't be a story's name: {use}{example}."
    path = folder / f"{name}.toml"
    title = name.replace("-", " ").replace("_", " ").title()
    text = _TEMPLATE.read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text.replace("A New Story", title))
    except FileExistsError:
        return f"{path} is there already; choose another name."
    except OSError as error:
        return f"{path} can't be written: {error.strerror or error}."
    return path
