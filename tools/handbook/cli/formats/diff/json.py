"""What differs between two versions, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.cli.formats.diff import DiffAnswer


def write(answer: DiffAnswer) -> str:
    """Every change with its reasons, and who must agree."""
    difference = answer.difference
    return as_json(
        {
            "document": answer.document,
            "from": answer.old,
            "to": answer.new,
            "minor": difference.minor,
            "clinical": len(difference.clinical),
            "agree": asdict(answer.agreement),
            "changes": [asdict(change) for change in difference.changes],
        }
    )
