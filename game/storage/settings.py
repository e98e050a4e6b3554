"""The player's settings, kept beside the runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from itertools import count
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game.storage.save import METER_MODES, MeterMode
from game.storage.tables import Table, parse

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "settings.toml"
Theme: TypeAlias = Literal["dark", "light", "contrast", "terminal"]
THEMES: Final[tuple[Theme, ...]] = ("dark", "light", "contrast", "terminal")
_LARGEST: Final = 65_536


@dataclass(frozen=True, slots=True)
class Settings:
    """How the game looks and what it says."""

    meters: MeterMode = "numbers"
    """How the two meters are shown."""
    coach: bool = False
    """Whether causes are named in words after each choice."""
    theme: Theme = "dark"
    reduced_motion: bool = False
    """Whether meters jump instead of sliding."""


_KEYS: Final = tuple(one.name for one in fields(Settings))


def load(folder: Path) -> Settings:
    """Return the settings of a folder; what is missing or can't be read is the default's."""
    return _settings(_read(folder / NAME) or {})


def problem(folder: Path) -> str | None:
    """Return a sentence if the settings kept in a folder can't be read as they stand."""
    table = _read(folder / NAME)
    if table is not None and not _wrong(table):
        return None
    return (
        f"{NAME} can't be read, or not all of it: the usual settings hold for the rest. It is kept"
        " aside as soon as you change one."
    )


def store(folder: Path, settings: Settings) -> str | None:
    """Write the settings; return a sentence if that failed.

    A broken file is kept aside; keys of another version of the game stay.
    """
    import tomli_w

    from game.storage.atomic import write_atomic

    path = folder / NAME
    table = _read(path)
    try:
        if table is None or _wrong(table):
            path.replace(_aside(path))
        foreign = {key: value for key, value in (table or {}).items() if key not in _KEYS}
        write_atomic(path, tomli_w.dumps(foreign | asdict(settings)).encode("utf-8"))
    except OSError as error:
        return (
            f"The settings hold for now but can't be kept in {folder}:"
            f" {(error.strerror or str(error)).lower()}."
        )
    return None


def _settings(table: Table) -> Settings:
    meters = table.get("meters")
    theme = table.get("theme")
    default = Settings()
    return Settings(
        meters=next((mode for mode in METER_MODES if mode == meters), default.meters),
        coach=table.get("coach") is True,
        theme=next((one for one in THEMES if one == theme), default.theme),
        reduced_motion=table.get("reduced_motion") is True,
    )


def _wrong(table: Table) -> bool:
    """Whether a value that is there is none of those that can be."""
    read = asdict(_settings(table))
    return any(key in table and table[key] != read[key] for key in _KEYS)


def _read(path: Path) -> dict[str, object] | None:
    """Return the file's table, empty if there is no file, None if it can't be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError:
        return None
    return parse(raw) if len(raw) <= _LARGEST else None


def _aside(path: Path) -> Path:
    names = (path.with_name(f"settings.broken-{number}.toml") for number in count(1))
    return next(name for name in names if not name.exists() and not name.is_symlink())
