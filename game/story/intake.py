"""The bytes of a foreign file: without waiting for them, and never more than asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Refused(NamedTuple):
    """A file that was not read: why, and the cure."""

    why: str
    cure: str
    too_large: bool = False


def read_bytes(path: Path, most: int) -> bytes | Refused:
    """Return the bytes of a regular file of at most `most` bytes.

    Pipes and devices are refused unopened: the one can keep a reader waiting, the other never ends.
    """
    try:
        if path.exists() and not path.is_file():
            return Refused("this is not a file", "Name a story's TOML file.")
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        return Refused(f"the file can't be read: {said}", "Check its name and permissions.")
    except (RuntimeError, ValueError):
        return Refused("the path can't be followed", "Check its name.")
    except MemoryError:
        return Refused("the file does not fit into memory", "Free some memory.")
    if len(raw) > most:
        why = f"the file is larger than {most // 1024 // 1024} MiB"
        return Refused(why, "Split it.", too_large=True)
    return raw
