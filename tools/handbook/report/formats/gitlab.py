"""Findings as a GitLab code quality report: a JSON array, each with a fingerprint of its own.

As described at https://docs.gitlab.com/ci/testing/code_quality/. GitLab compares the fingerprints
with those of the target branch, and shows in a merge request only what is new there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.finding import Severity
from handbook.report.formats.text import visible
from handbook.report.view import PLAIN, Kind, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}
WORST = "blocker"
"""What puts the ledger in doubt, which nothing can set aside."""


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """One array: what counts, and what is so on the base branch already.

    Without the latter GitLab would say of a merge request that it mends them.
    """
    del files  # the format has no place for it
    whole = [_issue(located) for located in (*findings, *view.of_kind(Kind.BEFORE))]
    return json.dumps(whole, ensure_ascii=True, indent=2, sort_keys=True) + "\n"


def _issue(located: Located) -> dict[str, Any]:
    finding = located.finding
    lines = [f"{finding.code.title}: {finding.message}", *finding.hint.splitlines()]
    return {
        "check_name": finding.code.id,
        "description": " ".join(visible(line) for line in lines),
        "fingerprint": located.fingerprint,
        "location": {
            "lines": {"begin": located.place.line},
            "path": finding.path.replace("\\", "/"),
        },
        "severity": WORST if finding.code.integrity else SEVERITIES[finding.severity],
    }
