"""What every file for programs says first: of which network and day it is, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Field, Form, flag, number, row, text, texts
from handbook.render.context import DEMONSTRATION

if TYPE_CHECKING:
    from handbook.render.context import Context

MEANING = (
    "Rely on a document only while in_force is true, and on no day after until. Local adoption is"
    " a matter of its own: an organisation has adopted a document only where it says so itself."
)
ENVELOPE = (
    number(
        "schema_version",
        "Raised when a field of this file changes its meaning or goes; new fields may come at any"
        " time.",
    ),
    row(
        "network",
        "Whose registry it is.",
        text("id", "The network's own id, the same on every day and in every file."),
        text("title", "What the network is called."),
    ),
    Field("today", Form.DAY, "The day for which everything was worked out."),
    text("commit", "The commit of the registry; empty outside git."),
    flag(
        "uncommitted_changes",
        "Whether any file that was read is not as that commit has it, or nobody can tell.",
    ),
    text(
        "edition",
        "Of which edition of the handbook it is: in `public` what is for members is left out, and"
        " what is counted is counted without it.",
        ("members", "public"),
    ),
    texts(
        "notices",
        "What every page says too: that this is a demonstration, or made to look as on another"
        " day. Empty is the rule.",
    ),
    text("meaning", "How to read it, in two sentences."),
)


def notices(context: Context) -> list[str]:
    """What every page says of this build: a demonstration, a preview, another day."""
    demonstration = DEMONSTRATION if context.assessment.settings.demonstration else ""
    return [notice for notice in (demonstration, context.stamp.notice) if notice]


def envelope(context: Context, version: int) -> dict[str, Any]:
    """The values of ``ENVELOPE``. The same input gives the same values."""
    assessment, made = context.assessment, context.stamp
    network = context.registry.network()
    return {
        "schema_version": version,
        "network": {"id": network.id if network else "", "title": context.network_title},
        "today": assessment.today.isoformat(),
        "commit": made.commit,
        "uncommitted_changes": assessment.history.dirty or made.uncommitted,
        "edition": "public" if made.public else "members",
        "notices": notices(context),
        "meaning": MEANING,
    }
