"""A small registry's published ``api/``, as a folder, with whatever a test wants in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DIGEST = "v1:sha256:" + "a" * 64
OTHER = "v1:sha256:" + "b" * 64


def envelope(network: str, day: str, **besides: Any) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "network": {"id": network, "title": f"What {network} calls itself"},
        "today": day,
        "commit": "c" * 40,
        "uncommitted_changes": False,
        "edition": "public",
        "notices": [],
        "meaning": "As published.",
        **besides,
    }


def document(own: str, **besides: Any) -> dict[str, Any]:
    """A document in force, unless it is said otherwise."""
    return {
        "id": own,
        "type": "guideline",
        "title": f"About {own}",
        "page": f"guidelines/{own}/",
        "in_force": True,
        "state": "in force",
        "timeliness": "current",
        "flags": [],
        "words": ["In force"],
        "why": [],
        "version": "1.0",
        "digest": "v1:sha256:" + f"{len(own) % 10}" * 64,
        "until": "2028-01-31",
        "review_due": "2028-01-31",
        "expires": None,
        "successor": "",
        "use_instead": "",
        "text_hidden": False,
        "visibility": "public",
        "adoption": None,
        "reference": "",
        "category": "Symptom care",
        "audience": [],
        "keywords": ["seizures"],
        "summary": "",
        "taken_over": None,
        "owner": "lead",
        "owner_title": "Lead",
        "endorsed_on": "2026-01-31",
        "effective": "2026-01-31",
        "endorsed_by": "group",
        "endorsed_by_title": "Group",
        "endorsed_under": "group-2026-01-31--1",
        "attested": False,
        "reviewed_on": None,
        "state_since": "2026-01-31",
        "upcoming_version": "",
        "upcoming_from": None,
        "stops_on": None,
        "history": "",
        **besides,
    }


def stopped(own: str, state: str = "suspended", **besides: Any) -> dict[str, Any]:
    return document(own, in_force=False, state=state, timeliness=None, until=None, **besides)


def covered(item: str, holds: str = "full", **besides: Any) -> dict[str, Any]:
    return {
        "policy": "ng61",
        "policy_title": "NG61",
        "identifier": "NG61",
        "item": item,
        "place": f"{int(item.replace('.', '')):04}",
        "section": "",
        "topic": f"Topic of {item}",
        "verification": "checked",
        "judged": holds,
        "holds": holds,
        "words": "",
        "why": "",
        "suspect": False,
        "rationale": "",
        "gap": "",
        "action": "",
        "policy_edition": "2019-07-25",
        "judged_on": None,
        "judged_by": "",
        "mapping": "",
        "served_by": [],
        "claims": [],
        "page": f"policies/ng61/#item-{item.replace('.', '-')}",
        **besides,
    }


def linked(network: str, **besides: Any) -> dict[str, Any]:
    return {
        "id": f"{network}-next-door",
        "title": f"What we call {network}",
        "other_network": network,
        "address": "https://elsewhere.example/",
        "overlap": f"Children of the border with {network}.",
        "liaison": "",
        "liaison_title": "",
        "documents": [],
        "visibility": "public",
        "page": f"network-links/{network}-next-door/",
        **besides,
    }


def published(
    network: str,
    documents: Sequence[Mapping[str, Any]],
    coverage: Sequence[Mapping[str, Any]] | None = (),
    day: str = "2026-11-30",
    links: Sequence[Mapping[str, Any]] | None = None,
    **besides: Any,
) -> dict[str, bytes]:
    """The files of an ``api/`` by their paths, the fingerprints in its index right."""
    head = envelope(network, day, **besides)
    files = {"api/documents.json": as_bytes({**head, "documents": list(documents)})}
    if coverage is not None:
        files["api/coverage.json"] = as_bytes({**head, "coverage": list(coverage)})
    if links is not None:
        files["api/network_links.json"] = as_bytes({**head, "network_links": list(links)})
    return {**files, "api/index.json": index(head, files)}


def index(head: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    listed = [
        {
            "path": path,
            "title": "",
            "about": "",
            "media_type": "application/json",
            "schema": "",
            "bytes": len(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }
        for path, raw in files.items()
    ]
    return as_bytes({**head, "tool_version": "0", "left_out": [], "files": listed})


def as_bytes(content: object) -> bytes:
    return json.dumps(content).encode()


def write_site(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, raw in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder
