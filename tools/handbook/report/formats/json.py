"""Findings as JSON: stable to the byte, for other programs to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.report.tally import CANNOT_RUN, tally
from handbook.report.view import PLAIN, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

SCHEMA_VERSION = 1
"""Raised when a field changes its meaning or goes; not when one is added."""


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """One object: the schema version, what was checked, the counts, and every finding in order."""
    whole: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "files": files,
        "finished": not any(one.finding.code.id in CANNOT_RUN for one in findings),
        "counts": {level.word: number for level, number in tally(findings).items()},
        "findings": [_plain(one) for one in findings],
    }
    if view.left_out is not None:
        whole["left_out"] = view.left_out
    return json.dumps(whole, ensure_ascii=True, indent=2, sort_keys=True) + "\n"


def _plain(one: Located) -> dict[str, Any]:
    found = one.finding
    return {
        "about": found.about,
        "code": found.code.id,
        "column": one.place.column,
        "hint": found.hint,
        "integrity": found.code.integrity,
        "line": one.place.line,
        "message": found.message,
        "path": found.path,
        "route": list(found.route),
        "severity": found.severity.word,
        "title": found.code.title,
    }
