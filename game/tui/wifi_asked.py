"""Asks for a Wi-Fi's password where nobody sees it: it is no argument, for those can be listed."""

from __future__ import annotations

import os
from getpass import getpass
from typing import Final

from game.group.wifi import Wifi, wrong

VARIABLE: Final = "COMMON_GROUND_WIFI_PASSWORD"
"""Holds the password instead of an answer; empty for an open network."""


class WifiError(Exception):
    """The Wi-Fi can't be shown; its text is a sentence."""


def wifi_asked(name: str) -> Wifi:
    """Return the Wi-Fi of a name, its password asked for; raises `WifiError`."""
    if why := wrong(name):
        raise WifiError(why)
    # Taken out of the environment: the room's server, which is a process of its own, has no need.
    password = os.environ.pop(VARIABLE, None)
    if password is None:
        try:
            password = getpass(f"Password of the Wi-Fi {name} (Enter if it has none): ")
        except (EOFError, KeyboardInterrupt):
            raise WifiError("No password was typed, so no room was opened.") from None
    if why := wrong(name, password):
        raise WifiError(why)
    return Wifi(name, password)
