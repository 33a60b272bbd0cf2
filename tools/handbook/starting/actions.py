"""The programs of others that workflows use, each held to one commit.

These commits were seen in public use, in at least two places that do not depend on each other, with
the version that stands beside them. Nobody here could ask the forge itself whether they are so:
each use says that it is to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PinnedAction:
    """One action at one commit. ``version`` is the tag that public users give for it."""

    commit: str
    version: str


ACTIONS: Mapping[str, PinnedAction] = {
    "actions/checkout": PinnedAction("11bd71901bbe5b1630ceea73d27597364c9af683", "v4.2.2"),
    "actions/setup-python": PinnedAction("a26af69be951a213d495a4c3e4e4022e16d87065", "v5.6.0"),
    "actions/upload-artifact": PinnedAction("ea165f8d65b6e75b540449e92b4886f43607fa02", "v4.6.2"),
    "actions/download-artifact": PinnedAction("d3f86a106a0bac45b974a628896c90dbdf5c8093", "v4.3.0"),
    "actions/upload-pages-artifact": PinnedAction(
        "56afc609e74202658d3ffba0e8f6dda462b719fa", "v3.0.1"
    ),
    "actions/deploy-pages": PinnedAction("d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e", "v4.0.5"),
    "Azure/static-web-apps-deploy": PinnedAction("1a947af9992250f3bc2e68ad0754c0b0c11566c9", "v1"),
}
"""By the name of its repository."""


def uses(name: str) -> str:
    """What stands after ``uses:``, with the version and its caution as a comment."""
    action = ACTIONS[name]
    return f"{name}@{action.commit} # {action.version}"
