"""Where phones find the room: an address of this machine that others can reach."""

from __future__ import annotations

import ipaddress
import socket

ALONE = "localhost"
"""The address of a room without phones: hands are counted, and nothing is asked of a network."""
_ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation: asking for the way to it sends nothing."""


def lan_address() -> str | None:
    """Return this machine's address on its network, None if it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if is_loopback(address) else address


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return address == "localhost"
    return one.is_loopback or one.is_unspecified


def host_names(address: str, port: int, more: tuple[str, ...] = ()) -> frozenset[str]:
    """Return every `Host` under which the room may be asked for."""
    own = socket.gethostname().lower()
    names = {address, "localhost", "127.0.0.1", own, f"{own}.local", *more}
    ports = {f":{port}", ""} if port == 80 else {f":{port}"}  # noqa: PLR2004, http's own
    return frozenset(f"{name.lower()}{end}" for name in names for end in ports) | frozenset(
        name.lower() for name in more
    )
