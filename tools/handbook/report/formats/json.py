"""Findings as JSON: stable to the byte, for other programs to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.report.tally import tally, unfinished
from handbook.report.view import PLAIN, Kind, View

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
        "finished": not unfinished(findings),
        "counts": {level.word: number for level, number in tally(findings).items()},
        "findings": [_plain(located) | _past(located, view) for located in findings],
        "aside": [
            _plain(aside.located)
            | {"why": aside.kind.value, "reason": aside.reason, "waiver": aside.waiver}
            for aside in view.aside
        ],
    }
    if view.base:
        whole["base"] = view.base
        whole["left_out"] = len(view.of_kind(Kind.BEFORE))
    return json.dumps(whole, ensure_ascii=True, indent=2, sort_keys=True) + "\n"


def _past(located: Located, view: View) -> dict[str, Any]:
    """Of a branch: whether it brought the finding, and the words that its base has, if any."""
    if not view.base:
        return {}
    was = view.before.get(located.finding)
    return {"brought": was != located.finding.message, "was": was}


def _plain(located: Located) -> dict[str, Any]:
    finding = located.finding
    return {
        "about": finding.about,
        "code": finding.code.id,
        "column": located.place.column,
        "fingerprint": located.fingerprint,
        "hint": finding.hint,
        "integrity": finding.code.integrity,
        "line": located.place.line,
        "message": finding.message,
        "path": finding.path,
        "route": list(finding.route),
        "severity": finding.severity.word,
        "title": finding.code.title,
    }
