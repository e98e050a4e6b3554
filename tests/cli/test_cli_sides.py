"""The command `replay` on a story of two teams."""

from __future__ import annotations

import json

from command import common_ground
from two_sides import FILE


def test_lone_and_full_ids() -> None:
    """A lone id lets the other side play by itself; what is told are the full ids."""
    for given in ("share,drive,tarp", "share+share,drive,tarp+wait"):
        made = json.loads(common_ground("replay", str(FILE), "--choices", given, "--json").stdout)
        ids = [one["choice"] for one in made["decisions"]]
        assert ids == ["share+share", "drive", "tarp+wait"]
        assert made["ending"] == "dry"


def test_lines_of_a_joint_scene() -> None:
    """Lines tell the first team's words, and offer its own ids."""
    shown = common_ground("replay", str(FILE), "--choices", "share+tell").stdout
    assert "share+tell (relational): Ask for the early run, and say why." in shown
    assert "Offered: share, take" in common_ground("replay", str(FILE)).stdout


def test_a_choice_of_the_other_side_is_refused() -> None:
    """The refusal names what can be chosen alone, then the pairs."""
    done = common_ground("replay", str(FILE), "--choices", "tell")
    assert done.returncode != 0
    assert "'tell' is not offered in scene 'keys'; offered there: share, take, take+share" in (
        done.stderr
    )
