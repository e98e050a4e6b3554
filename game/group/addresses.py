"""Where phones find the room: an address of this machine that others can reach."""

from __future__ import annotations

import ipaddress
import socket
from typing import Final, NamedTuple

ALONE = "localhost"
"""The address of a room without phones: hands are counted, and nothing is asked of a network."""
_ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation: asking for the way to it sends nothing."""


_VIRTUAL: Final = ("br-", "docker", "vboxnet", "veth", "virbr", "vmnet")
"""How the ways to machines inside this one are called: no phone comes by them."""
_PATIENCE: Final = 2.0
"""Seconds that a room may take to answer its own machine."""


class Interface(NamedTuple):
    """An address of this machine, and what the system calls the way to it."""

    address: str
    name: str


class Surroundings(NamedTuple):
    """Whether a room answers at its own address, and where else this machine is."""

    reached: bool
    others: tuple[Interface, ...]


def interfaces() -> tuple[Interface, ...]:
    """Return every address at which others may find this machine; none if that is not known."""
    # Imported here: it takes 30 ms, and only who hosts a room needs it.
    import psutil

    try:
        found, states = psutil.net_if_addrs(), psutil.net_if_stats()
    except (OSError, psutil.Error):
        return ()
    own = [
        Interface(one.address, name)
        for name, addresses in found.items()
        if name not in states or states[name].isup
        for one in addresses
        if one.family is socket.AF_INET and _is_of_network(one.address)
    ]
    return tuple(sorted(own, key=lambda one: one.name.lower().startswith(_VIRTUAL)))


def listed(some: tuple[Interface, ...]) -> str:
    """Return addresses to be read: `192.168.1.20 (wlan0), 10.0.0.5 (tun0)`."""
    return ", ".join(f"{one.address} ({one.name})" for one in some)


def problem(address: str) -> str:
    """Return why no room can be opened at an address, empty if one can."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            own = listed(interfaces())
            cure = f"It is at {own}" if own else "It is on no network; count hands: --no-network"
            return f"This computer is not at {address}. {cure}."
    return ""


def surroundings(address: str, port: int) -> Surroundings:
    """Look whether a room answers at its own address; takes up to two seconds.

    A firewall that keeps others out lets this machine in: that is seen by phones alone.
    """
    try:
        with socket.create_connection((address, port), _PATIENCE) as line:
            reached, own = True, line.getpeername()[0]
    except OSError:
        reached, own = False, address
    others = tuple(one for one in interfaces() if one.address not in {own, address})
    return Surroundings(reached, others)


def lan_address() -> str | None:
    """Return this machine's address on its network, None if it is on none.

    A hotspot and a router that lead nowhere have no way out, but an address all the same.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            address = str(probe.getsockname()[0])
        except OSError:
            address = ""
    if not address or is_loopback(address):
        found = interfaces()
        return found[0].address if found else None
    return address


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return address == "localhost"
    return one.is_loopback or one.is_unspecified


def _is_of_network(address: str) -> bool:
    one = ipaddress.ip_address(address)
    return not (one.is_loopback or one.is_unspecified or one.is_link_local)


def host_names(address: str, port: int, more: tuple[str, ...] = ()) -> frozenset[str]:
    """Return every `Host` under which the room may be asked for."""
    own = socket.gethostname().lower()
    names = {address, "localhost", "127.0.0.1", own, f"{own}.local", *more}
    ports = {f":{port}", ""} if port == 80 else {f":{port}"}  # noqa: PLR2004, http's own
    return frozenset(f"{name.lower()}{end}" for name in names for end in ports) | frozenset(
        name.lower() for name in more
    )
