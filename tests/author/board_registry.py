"""The records of a small registry in which decisions can be written, and how to put one there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.author.model import Plan, Refused
from handbook.source.yaml.emit import markdown_text, yaml_text
from registries import files, lay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PDF = b"%PDF-1.4 letter"

RECORDS: dict[str, dict[str, Any]] = {
    "network.yaml": {
        "id": "small-network",
        "title": "Small network",
        "summary": "A network for tests.",
        "demonstration": True,
        "category": "managed",
        "kind": "specialty",
        "model": "hub-and-spoke",
        "host": "hospital",
        "constituted": {
            "act": "Founding meeting",
            "on": "2023-12-01",
            "by": "The hospitals",
            "group": "board",
        },
        "coordinator": "coordinator",
        "urgent-contacts": [
            {
                "id": "night-line",
                "name": "Night line",
                "number": "01632 960002",
                "hours": "All night",
                "for": "Any child",
            }
        ],
        "settings": {"review": {"cycle-months": 24}},
    },
    "organisations/hospital.yaml": {
        "id": "hospital",
        "title": "Hospital",
        "kind": "district-general-hospital",
        "role": "hub",
        "sector": "nhs",
        "summary": "A hospital.",
        "champion": "coordinator",
    },
    "posts/coordinator.yaml": {
        "id": "coordinator",
        "title": "Coordinator",
        "organisation": "hospital",
    },
    "meetings/board-2026-03-11.yaml": {
        "id": "board-2026-03-11",
        "group": "board",
        "date": "2026-03-11",
        "state": "held",
        "attendance": [{"seat": "chair", "presence": "present"}],
        "agenda": [
            {"item": n, "title": f"Item {n}", "documents": ["going-home", "coming-back", "board"]}
            for n in ("1", "2", "3", "4", "4a")
        ],
    },
    "meetings/board-2027-03-10.yaml": {
        "id": "board-2027-03-10",
        "group": "board",
        "date": "2027-03-10",
        "state": "scheduled",
        "agenda": [{"item": "1", "title": "Item 1"}],
    },
}
TERMS = {
    "id": "board",
    "title": "Board",
    "summary": "The board.",
    "owner": "coordinator",
    "purpose": "Decides.",
    "seats": [{"id": "chair", "title": "Chair", "post": "coordinator"}],
    "quorum": {"at-least": 1},
}
GUIDELINE = {
    "title": "Going home",
    "summary": "How to go home.",
    "owner": "coordinator",
    "keywords": ["no", "12:30"],
}
BODY = "## Who\n\nGive 5 units of time.  \nThen wait.\n"


def put(root: Path, name: str, content: str | bytes) -> None:
    lay({f"registry/{name}": content}, root)


def lay_board(root: Path) -> Path:
    """One group, one meeting held, two guidelines and one attachment, below ``root``."""
    for name, data in RECORDS.items():
        put(root, name, yaml_text(data))
    put(root, "terms-of-reference/board.md", markdown_text(TERMS, "## How\n\nBy talking.\n"))
    for name in ("going-home", "coming-back"):
        put(root, f"guidelines/{name}.md", markdown_text({"id": name, **GUIDELINE}, BODY))
    put(root, "attachments/going-home/letter.pdf", PDF)
    return root


def plan_of(result: Plan | Refused) -> Plan:
    """What would be written, of something that must not be refused."""
    assert isinstance(result, Plan), result
    return result


def why_refused(root: Path, attempt: Callable[[], Plan | Refused]) -> str:
    """Why something that must be refused is, in all its words; nothing may have been written."""
    before = files(root)
    result = attempt()
    assert isinstance(result, Refused), result
    assert files(root) == before
    return "\n".join(f"{reason.message} ({reason.hint})" for reason in result.reasons)
