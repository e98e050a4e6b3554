"""A record store's address and credentials, as given by the user."""

from __future__ import annotations

import base64
from typing import Final, NamedTuple
from urllib.parse import urlsplit, urlunsplit

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Address(NamedTuple):
    """Where statements go, or a sentence on why they can't."""

    url: str
    wrong: str = ""


def is_web_address(given: str) -> bool:
    """Whether a text is an http or https address with a host."""
    try:
        parts = urlsplit(given.strip())
        _ = parts.port
    except ValueError:
        return False
    whole = given.isprintable() and " " not in given.strip()
    return whole and parts.scheme in {"http", "https"} and bool(parts.hostname)


def statements_address(given: str, *, secret: bool) -> Address:
    """Return the address of a store's statements; `secret` says that credentials will go along."""
    if not is_web_address(given):
        return Address(
            "", "that is no address of a record store; give one like https://store.example/xapi."
        )
    parts = urlsplit(given.strip())
    host, port = parts.hostname or "", parts.port
    if parts.username is not None or parts.password is not None:
        return Address(
            "", "the address holds credentials; take them out, and set COMMON_GROUND_STORE_AUTH."
        )
    if parts.scheme == "http" and secret and host not in _LOCAL:
        return Address(
            "",
            "credentials are sent over https only, or to this machine; give the store's https"
            " address.",
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/statements"):
        path += "/statements"
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    return Address(urlunsplit((parts.scheme, place, path, parts.query, "")))


def authorization(secret: str) -> str:
    """Return the header's value for `key:secret`, empty for none."""
    return f"Basic {base64.b64encode(secret.encode()).decode()}" if secret else ""
