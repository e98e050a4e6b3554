"""The player's settings, kept beside the runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from itertools import count
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game.storage.save import METER_MODES, MeterMode

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


def load(folder: Path) -> Settings:
    """Return the settings of a folder; what is missing or can't be read is the default's."""
    table = _read(folder / NAME) or {}
    meters = table.get("meters")
    theme = table.get("theme")
    default = Settings()
    return Settings(
        meters=next((mode for mode in METER_MODES if mode == meters), default.meters),
        coach=table.get("coach") is True,
        theme=next((one for one in THEMES if one == theme), default.theme),
        reduced_motion=table.get("reduced_motion") is True,
    )


def store(folder: Path, settings: Settings) -> str | None:
    """Write the settings; return a sentence if that failed. A broken file is kept aside."""
    import tomli_w

    from game.storage.atomic import write_atomic

    path = folder / NAME
    try:
        table = _read(path)
        if table is None:
            path.replace(_aside(path))
        known = {field.name for field in fields(Settings)}
        foreign = {key: value for key, value in (table or {}).items() if key not in known}
        write_atomic(path, tomli_w.dumps(foreign | asdict(settings)).encode("utf-8"))
    except OSError as error:
        return f"The settings hold for now but can't be kept: {error.strerror or error}."
    return None


def _read(path: Path) -> dict[str, object] | None:
    """Return the file's table, empty if there is no file, None if it is broken."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
    except OSError:
        return {}
    # Imported here: who has no settings does not wait for it.
    import tomllib

    try:
        return dict(tomllib.loads(raw.decode("utf-8")))
    except (ValueError, RecursionError):
        return None


def _aside(path: Path) -> Path:
    names = (path.with_name(f"settings.broken-{number}.toml") for number in count(1))
    return next(name for name in names if not name.exists())
