"""The rules of xAPI 1.0.3, part two, that a statement of ours can break; each as an assertion."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3})*(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?"
    r"(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?|x(-[A-Za-z0-9]{1,8})+"
)
_DURATION = re.compile(
    r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?|P\d+W"
)
_INTERACTIONS = {
    *("true-false", "choice", "fill-in", "long-fill-in", "matching", "performance"),
    *("sequencing", "likert", "numeric", "other"),
}


def check_statement(told: dict[str, Any]) -> None:
    """Assert that a statement keeps every rule."""
    _keys(told, {"id", "actor", "verb", "object", "result", "context", "timestamp", "version"})
    assert {"actor", "verb", "object"} <= set(told)
    _no_null(told)
    assert _UUID.fullmatch(told["id"])
    _agent(told["actor"])
    _verb(told["verb"])
    _activity(told["object"])
    if "result" in told:
        _result(told["result"])
    if "context" in told:
        _context(told["context"])
    if "timestamp" in told:
        assert datetime.fromisoformat(told["timestamp"]).tzinfo is not None
    assert re.fullmatch(r"1\.0\.\d+", told["version"])


def check_teaching(told: dict[str, Any]) -> None:
    """Assert what is ours: nothing is right or wrong, nobody is named."""
    assert "success" not in told.get("result", {})
    assert "score" not in told.get("result", {})
    assert "correctResponsesPattern" not in told["object"].get("definition", {})
    assert not {"mbox", "mbox_sha1sum", "openid", "name"} & set(told["actor"])


def _keys(told: dict[str, Any], known: set[str]) -> None:
    assert isinstance(told, dict)
    assert set(told) <= known, set(told) - known


def _no_null(told: object) -> None:
    assert told is not None
    if isinstance(told, dict):
        for one in told.values():
            _no_null(one)
    if isinstance(told, list):
        for one in told:
            _no_null(one)


def _iri(told: object) -> None:
    """Assert that an IRI is absolute, without spaces and without letters that delimit it."""
    assert isinstance(told, str)
    assert urlsplit(told).scheme
    assert re.fullmatch(r"[^\s<>\"{}|\\^`\x00-\x1f]+", told), told


def _map(told: object) -> None:
    assert isinstance(told, dict)
    assert told
    for tag, text in told.items():
        assert _TAG.fullmatch(tag), tag
        assert isinstance(text, str)


def _agent(told: dict[str, Any]) -> None:
    """Assert that an agent, or a group, has exactly one identifier: an address with a name."""
    _keys(told, {"objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"})
    assert told.get("objectType", "Agent") in {"Agent", "Group"}
    assert len({"mbox", "mbox_sha1sum", "openid", "account"} & set(told)) == 1
    account = told["account"]
    _keys(account, {"homePage", "name"})
    _iri(account["homePage"])
    assert isinstance(account["name"], str)
    assert account["name"]


def _verb(told: dict[str, Any]) -> None:
    _keys(told, {"id", "display"})
    _iri(told["id"])
    _map(told["display"])


def _activity(told: dict[str, Any]) -> None:
    _keys(told, {"objectType", "id", "definition"})
    assert told.get("objectType", "Activity") == "Activity"
    _iri(told["id"])
    definition = told.get("definition", {})
    _keys(
        definition,
        {
            *("name", "description", "type", "moreInfo", "interactionType"),
            *("correctResponsesPattern", "choices", "extensions"),
        },
    )
    for key in {"name", "description"} & set(definition):
        _map(definition[key])
    if "type" in definition:
        _iri(definition["type"])
    kind = definition.get("interactionType")
    if "choices" in definition:
        assert kind in {"choice", "sequencing"}
        _components(definition["choices"])
    if kind is not None:
        assert kind in _INTERACTIONS


def _components(told: list[dict[str, Any]]) -> None:
    """Assert that choices have ids of their own, without spaces and marks between several."""
    ids = [one["id"] for one in told]
    assert len(ids) == len(set(ids)) > 0
    for one in told:
        _keys(one, {"id", "description"})
        assert re.fullmatch(r"[^\s,\[\]:]+", one["id"])
        _map(one["description"])


def _result(told: dict[str, Any]) -> None:
    assert told
    _keys(told, {"score", "success", "completion", "response", "duration", "extensions"})
    assert isinstance(told.get("completion", True), bool)
    assert isinstance(told.get("response", ""), str)
    if "duration" in told:
        assert _DURATION.fullmatch(told["duration"]), told["duration"]
    _extensions(told.get("extensions", {}))


def _context(told: dict[str, Any]) -> None:
    _keys(
        told,
        {
            *("registration", "instructor", "team", "contextActivities", "revision"),
            *("platform", "language", "statement", "extensions"),
        },
    )
    assert _UUID.fullmatch(told["registration"])
    assert _TAG.fullmatch(told["language"])
    activities = told.get("contextActivities", {})
    _keys(activities, {"parent", "grouping", "category", "other"})
    for several in activities.values():
        assert several
        for one in several:
            _activity(one)
    _extensions(told.get("extensions", {}))


def _extensions(told: dict[str, Any]) -> None:
    for key in told:
        _iri(key)
