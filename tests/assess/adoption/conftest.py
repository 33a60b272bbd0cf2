"""The small registry with organisations that can answer."""

from __future__ import annotations

from typing import Any

import pytest
from answering import endorse, meeting

POWERS = ["endorse", "review", "withdraw", "suspend"]


@pytest.fixture
def members(files: Any) -> Any:
    """Three members: a hub, a spoke, and a partner that is not asked; version 1.0 is in force."""
    files.change(
        "terms-of-reference/board.md",
        authority=[{"kinds": POWERS, "types": ["guideline"]}],
    )
    for name, role in (("hospice", "spoke"), ("council", "partner")):
        files.put(
            f"organisations/{name}.yaml",
            {"id": name, "title": name.title(), "kind": "childrens-hospice", "role": role},
        )
        files.put(
            f"posts/{name}-lead.yaml",
            {"id": f"{name}-lead", "title": f"{name} lead", "organisation": name},
        )
    files.put(
        "posts/hospital-lead.yaml",
        {"id": "hospital-lead", "title": "Hospital lead", "organisation": "hospital"},
    )
    files.put(
        "posts/empty-chair.yaml",
        {
            "id": "empty-chair",
            "title": "Empty chair",
            "organisation": "hospice",
            "vacant-since": "2026-05-01",
        },
    )
    meeting(files, "2026-03-11")
    meeting(files, "2026-06-10")
    endorse(files, "2026-03-11", "1.0")
    return files
