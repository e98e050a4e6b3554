"""Puts the peers into a folder of their own, from their registries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NPM = ("inkjs@2.4.0",)
PYPI = ("bink==0.7.1", "bardic==0.10.2")


@dataclass(frozen=True, slots=True)
class Peers:
    """The folder with those that are there, and a sentence for each that is not."""

    folder: Path
    node: bool
    python: bool
    missing: tuple[str, ...]

    def commands(self, ink: Path, bard: Path) -> dict[str, list[str]]:
        """Return by name what plays a story; number of games and seed are to follow.

        inkjs compiles the story that bink plays, and so comes first.
        """
        found: dict[str, list[str]] = {}
        if self.node:
            found["inkjs"] = ["node", str(HERE / "inkjs_play.cjs"), str(self.folder), str(ink)]
        python = str(_python(self.folder))
        if self.node and self.python:
            found["bink"] = [python, str(HERE / "bink_play.py"), f"{ink}.json"]
        if self.python:
            found["bardic"] = [python, str(HERE / "bardic_play.py"), str(bard)]
        return found


def install(folder: Path) -> Peers:
    """Install what is not there yet; a registry that is not reached is said, and left out."""
    folder.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    node = (folder / "node_modules" / "inkjs").is_dir()
    if not node:
        npm = shutil.which("npm")
        node = npm is not None and _ran([npm, "install", "--silent", "--prefix", str(folder), *NPM])
    if not node:
        missing.append(
            "inkjs and bink are left out: npm is not there, or does not reach its registry."
        )
    python = any(folder.glob("venv/**/site-packages/bardic"))
    if not python:
        python = _ran([sys.executable, "-m", "venv", str(folder / "venv")]) and _ran(
            [str(_python(folder)), "-m", "pip", "install", "--quiet", *PYPI]
        )
    if not python:
        missing.append("bink and bardic are left out: pip does not reach its registry.")
    return Peers(folder, node, python, tuple(missing))


def _python(folder: Path) -> Path:
    return folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _ran(command: list[str]) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
