"""An index of registries, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.cli.formats.federate import FederateAnswer


def write(answer: FederateAnswer) -> str:
    """What became of asking each network, and which texts must be looked at."""
    return as_json(
        {
            "today": answer.index.today.isoformat(),
            "output": answer.output,
            "networks": [
                {
                    "id": view.source.id,
                    "answer": str(view.answer),
                    "why": view.why,
                    "day": view.day.isoformat() if view.day else None,
                    "documents": len(view.documents),
                }
                for view in answer.views
            ],
            "changes": [
                {
                    "network": change.entry.view.source.id,
                    "document": change.entry.row.id,
                    "source": change.source,
                    "says": str(change.says),
                    "version": change.version,
                    "words": change.words,
                }
                for change in answer.changes
            ],
        }
    )
