"""A program in a real pseudo-terminal: keys in, bytes out, seconds in between."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

_PATIENCE = 20.0


class Terminal:
    """Runs a command in a terminal of 80 x 24."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**os.environ, **environment})  # noqa: S606
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, size)
        self._seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def key(self, keys: str) -> None:
        """Press keys; what was seen before no longer counts."""
        self.read(0)
        self._seen = b""
        os.write(self._file, keys.encode())

    def wait(self, *words: str) -> float:
        """Return the time at which one of these words is on the screen."""
        wanted = [word.encode() for word in words]
        end = time.perf_counter() + _PATIENCE
        while not any(word in self._seen for word in wanted):
            if time.perf_counter() > end:
                sys.exit(f"waited in vain for {words}; saw {self._seen[-2000:]!r}")
            self.read(0.5)
        return time.perf_counter()

    def read(self, seconds: float) -> int:
        """Read what comes within some seconds, or what is there; return the number of bytes."""
        count = 0
        while select.select([self._file], [], [], seconds)[0]:
            data = os.read(self._file, 65536)
            self._seen += data
            count += len(data)
            seconds = 0
        return count

    def drain(self, quiet: float = 1.0) -> int:
        """Read until nothing has come for `quiet` seconds; return the number of bytes."""
        count = 0
        while more := self.read(quiet):
            count += more
        return count

    def memory(self) -> int:
        """Return the resident memory of the program in KiB (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)
