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
        "finished": not any(located.finding.code.id in CANNOT_RUN for located in findings),
        "counts": {level.word: number for level, number in tally(findings).items()},
        "findings": [_plain(located) for located in findings],
    }
    if view.left_out is not None:
        whole["left_out"] = view.left_out
    return json.dumps(whole, ensure_ascii=True, indent=2, sort_keys=True) + "\n"


def _plain(located: Located) -> dict[str, Any]:
    finding = located.finding
    return {
        "about": finding.about,
        "code": finding.code.id,
        "column": located.place.column,
        "hint": finding.hint,
        "integrity": finding.code.integrity,
        "line": located.place.line,
        "message": finding.message,
        "path": finding.path,
        "route": list(finding.route),
        "severity": finding.severity.word,
        "title": finding.code.title,
    }
