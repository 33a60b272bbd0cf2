"""Findings as SARIF 2.1.0, which code scanning reads (OASIS, 2020): one run, all findings.

A finding that a branch did not bring, or that a waiver or the list of known faults sets aside, is
there too, with its standing: ``baselineState`` and ``suppressions`` are SARIF's own words for that.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from handbook import __version__
from handbook.finding import Code, Severity
from handbook.report.formats.text import visible
from handbook.report.tally import unfinished
from handbook.report.view import PLAIN, Kind, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located
    from handbook.report.view import Aside

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
KEY = "handbook/v1"
"""The name of our fingerprint; it gets a new number if keys are ever worked out otherwise."""


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """One SARIF log with one run; ``files`` is told in the run's properties."""
    everything = [*findings, *(aside.located for aside in view.aside)]
    codes = sorted({each.finding.code for each in everything}, key=lambda code: code.id)
    numbers = {code.id: number for number, code in enumerate(codes)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "handbook",
                "version": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unfinished(findings)}],
        "originalUriBaseIds": {
            "REPOSITORY": {"description": {"text": "The folder that holds registry/."}}
        },
        "properties": {"files": files},
        "results": [
            *(_result(each, numbers) | _past(each, view) for each in findings),
            *(_result(aside.located, numbers) | _set_aside(aside) for aside in view.aside),
        ],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=True, indent=2, sort_keys=True) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.explanation},
        "help": {"text": f"{code.explanation}\n\nSee also: handbook explain {code.id}"},
        "defaultConfiguration": {"level": LEVELS[code.severity]},
        "properties": {"tags": ["integrity"] if code.integrity else []},
    }


def _result(located: Located, numbers: dict[str, int]) -> dict[str, Any]:
    finding = located.finding
    return {
        "ruleId": finding.code.id,
        "ruleIndex": numbers[finding.code.id],
        "level": LEVELS[finding.severity],
        "message": {"text": _words(located)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": address(finding.path), "uriBaseId": "REPOSITORY"},
                    "region": {
                        "startLine": located.place.line,
                        "startColumn": located.place.column,
                    },
                }
            }
        ],
        "partialFingerprints": {KEY: located.fingerprint},
    }


def _past(located: Located, view: View) -> dict[str, Any]:
    """Whether a branch brought a finding, in SARIF's words."""
    if not view.base:
        return {}
    was = view.before.get(located.finding)
    known = "unchanged" if was == located.finding.message else "updated"
    return {"baselineState": "new" if was is None else known}


def _set_aside(aside: Aside) -> dict[str, Any]:
    """Why a finding is not held against anybody, in SARIF's words."""
    if aside.kind is Kind.BEFORE:
        return {"baselineState": "unchanged"}
    reason = visible(aside.reason)
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": reason}]}


def _words(located: Located) -> str:
    """The message and how to mend it, without a control character and without SARIF's links.

    A pair of square brackets before a round one would be read as a link: ``[words](target)``.
    """
    finding = located.finding
    lines = [finding.message, *finding.hint.splitlines()]
    plain = "\n".join(visible(line) for line in lines)
    return plain.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def address(path: str) -> str:
    """A path as a relative URI reference, whatever letters it holds."""
    return quote(path.replace("\\", "/").lstrip("/"), safe="/", errors="replace") or "registry"
