"""The keys that the last line of the host's screen names, the most useful first."""

from typing import Final

SHOWN_KEYS: Final = (
    ("c", "commit", "choose"),
    ("v", "vote", "vote again"),
    ("+", "extend", "longer"),
    ("h", "hands", "hands"),
    ("b", "back", "back"),
    ("o", "other", "other answer"),
    ("w", "wifi", "Wi-Fi"),
    ("F", "notes", "notes"),
    ("x", "blank", "dark"),
    ("a", "sign", "address"),
    ("d", "door", "door"),
    ("p", "people", "people"),
)
"""Each with its action and its word."""
