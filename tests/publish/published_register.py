"""The register for programs, as small as it can be."""

from __future__ import annotations

import json


def register(*documents: tuple[str, str]) -> bytes:
    """Pages of documents, each with the state it is listed with."""
    entries = [{"page": p, "state": s, "in_force": s == "in force"} for p, s in documents]
    return json.dumps({"documents": entries}).encode()
