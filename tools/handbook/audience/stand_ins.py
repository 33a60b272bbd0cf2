"""What stands for the ids of records for members, where something has to stand. None is an id."""

from __future__ import annotations

DECISION = "members.decision"
DOCUMENT = "members.document"
RECORD = "members.record"
NAMES = {
    DECISION: "A decision for members",
    DOCUMENT: "a document for members",
    RECORD: "told to members",
}
"""What readers get in place of a name."""


def alias(number: int) -> str:
    """What a decision for members is called among those about one document, counted from 1."""
    return f"{DECISION}.{number}"
