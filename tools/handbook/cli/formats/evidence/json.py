"""What of a bundle matches, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.formats.evidence import NOT_PROVED
from handbook.cli.problem import CANNOT_RUN, FOUND
from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.cli.formats.evidence import BundleAnswer


_RESULT = {0: "matches", FOUND: "does not match", CANNOT_RUN: "cannot tell"}


def write(answer: BundleAnswer) -> str:
    """The same sentences; ``result`` is the one word that matters."""
    verdict, manifest = answer.verdict, answer.bundle.manifest
    no_longer = verdict.moved and not verdict.wrong
    return as_json(
        {
            "organisation": manifest["organisation"],
            "day": manifest["day"],
            "commit": manifest["commit"],
            "uncommitted": manifest["uncommitted"],
            "result": "no longer so" if no_longer else _RESULT[answer.code],
            "does_not_match": list(verdict.wrong),
            "told_otherwise_of_that_day": answer.moved,
            "could_not_be_told": list(verdict.untold),
            "matches": list(verdict.holds),
            "since_that_day": answer.since,
            "not_proved_by_any_check": list(NOT_PROVED),
        }
    )
