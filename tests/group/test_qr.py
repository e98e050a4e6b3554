"""The QR code in the lobby: small enough for a projector, and the address it stands for."""

from __future__ import annotations

import pytest
import segno

from game.group.addresses import host_names, is_loopback
from game.group.qr import half_blocks

ADDRESSES = ["http://192.168.1.20:8080/K7XQ2M", "http://192.168.100.200:65535/K7XQ2M"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_a_network_takes_29_by_15_cells(address: str) -> None:
    """In capital letters the code is one size smaller than in small ones."""
    lines = half_blocks(address)
    assert len(lines) == 15
    assert {len(line) for line in lines} == {29}


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_half_blocks_are_the_code(address: str) -> None:
    """Each cell is two modules; read back they are the code, with a quiet zone of two."""
    halves = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    rows: list[list[int]] = []
    for line in half_blocks(address):
        rows += [[halves[cell][half] for cell in line] for half in (0, 1)]
    code = segno.make(address.upper(), error="l", micro=False)
    matrix = [list(row) for row in code.matrix_iter(border=2)]
    assert rows[: len(matrix)] == matrix
    assert not any(rows[0] + rows[-1])


def test_a_host_name_needs_its_port() -> None:
    """The room answers to its address, this machine's names, and nothing else."""
    names = host_names("192.168.1.20", 8080, ("Room.Example",))
    assert {"192.168.1.20:8080", "localhost:8080", "room.example", "room.example:8080"} <= names
    assert "192.168.1.20" not in names
    assert "192.168.1.20" in host_names("192.168.1.20", 80)


@pytest.mark.parametrize(
    ("address", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", True), ("192.168.1.2", False)],  # noqa: S104, only looked at
)
def test_an_address_that_only_this_machine_reaches_is_known(address: str, *, alone: bool) -> None:
    """No code is shown for an address that leads every phone to itself."""
    assert is_loopback(address) is alone
