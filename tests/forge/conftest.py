"""A small network on a server, made of files in memory, which a test changes in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from handbook.assess import assess
from handbook.assess.model import Assessment
from handbook.history import NO_HISTORY, History
from handbook.link import link
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.source.yaml.emit import yaml_text
from handbook.types import load_types
from handbook.validate import validate

TODAY = date(2026, 11, 23)


@dataclass
class SmallNetwork:
    """Records by path, and what git says; ``settings`` are those of the network."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    history: History = NO_HISTORY

    def assessment(self) -> Assessment:
        types, _ = load_types()
        network = self.records["network.yaml"] | (
            {"settings": self.settings} if self.settings else {}
        )
        files = {
            f"registry/{path}": yaml_text(data).encode()
            for path, data in (self.records | {"network.yaml": network}).items()
        }
        registry = link(validate(load(MemoryTree(files), types), types), types)
        assert not registry.broken, registry.broken
        return assess(registry, self.history, TODAY)


def post(name: str, email: str = "", **more: Any) -> dict[str, Any]:
    contact = {"contact": {"email": email}} if email else {}
    return {"id": name, "title": name.title(), "organisation": "ludvale", **contact, **more}


@pytest.fixture
def network() -> SmallNetwork:
    records = {
        "network.yaml": {
            "id": "small",
            "title": "Small network",
            "visibility": "public",
            "summary": "A network for tests.",
            "constituted": {"act": "A meeting.", "group": "board"},
            "coordinator": "coordinator",
            "clinical-safety-officer": "safety",
            "contact": {"email": "network@small.example", "phone": "01632 960001"},
        },
        "organisations/ludvale.yaml": {
            "id": "ludvale",
            "title": "Ludvale Hospital",
            "visibility": "public",
            "kind": "district-general-hospital",
        },
        "posts/coordinator.yaml": post("coordinator", "coordinator@small.example"),
        "posts/safety.yaml": post("safety", "safety@small.example"),
        "posts/owner.yaml": post("owner", "owner@small.example"),
        "actions/try-it.yaml": {
            "id": "try-it",
            "title": "Try it",
            "visibility": "public",
            "owner": "owner",
            "due": "2027-01-01",
        },
    }
    return SmallNetwork(records)
