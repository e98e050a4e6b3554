"""The room's Wi-Fi, as phones read it from a QR code. Its password is in memory alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

LONGEST_NAME: Final = 32
"""Bytes of a network's name, by the norm."""
_SHORTEST, _LONGEST = 8, 64
"""Characters of a password: 63 at most, or a key of 64."""


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network that phones can join; `password` is empty for an open one, and in no `repr`."""

    name: str
    password: str = field(default="", repr=False)

    @property
    def data(self) -> str:
        """What the QR code says."""
        from segno.helpers import make_wifi_data

        if not self.password:
            return str(make_wifi_data(self.name, None, "nopass"))
        return str(make_wifi_data(self.name, self.password, "WPA"))


def wrong(name: str, password: str = "") -> str:
    """Return what is wrong with a network, empty if nothing is."""
    if not name.strip() or len(name.encode()) > LONGEST_NAME or not name.isprintable():
        return "A Wi-Fi's name has 1 to 32 characters, as your phone shows it."
    if password and not (_SHORTEST <= len(password) <= _LONGEST and password.isprintable()):
        return "A Wi-Fi's password has 8 to 64 characters."
    return ""
