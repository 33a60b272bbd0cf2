"""What of a bundle matches, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.formats.evidence import NOT_PROVED
from handbook.cli.table import clean

if TYPE_CHECKING:
    from handbook.cli.formats.evidence import BundleAnswer
    from handbook.evidence.checking.manifest_diff import Unlike
    from handbook.evidence.model import BundleVerdict


def write(answer: BundleAnswer) -> str:
    """What does not match first, and what it comes to last."""
    return "\n".join(clean(line) for line in _lines(answer))


def _lines(answer: BundleAnswer) -> list[str]:
    verdict, manifest = answer.verdict, answer.bundle.manifest
    commit = f", commit {manifest['commit'][:12]}" if manifest["commit"] else ""
    lines = [f"Evidence of {manifest['organisation']}, as on {manifest['day']}{commit}", ""]
    for heading, sentences in (
        ("What does not match:", verdict.wrong),
        ("What this register tells otherwise of that day:", answer.moved),
        ("What could not be told:", verdict.untold),
        ("What matches:", verdict.holds),
        ("Since that day:", answer.since),
        ("What no check can prove:", NOT_PROVED),
    ):
        if sentences:
            lines += [heading, *(f"  {sentence}" for sentence in sentences), ""]
    return [*lines, _last(verdict)]


def _last(verdict: BundleVerdict) -> str:
    """What it comes to, in one line."""
    if verdict.wrong:
        return "This bundle is not what it says. Do not rely on it."
    since = f"since then this has changed: {_names(verdict.since)}."
    if verdict.moved:
        own = "It agrees with itself" if verdict.untold else "It matches its own commit"
        return (
            f"{own}; since then the register tells otherwise of that very day:"
            f" {_names(verdict.moved)}. Do not rely on it for that."
        )
    if verdict.untold:
        wrong = "Nothing was found wrong, but not everything could be compared."
        return f"{wrong} And {since}" if verdict.since else wrong
    return f"It matches its own commit; {since}" if verdict.since else "All of it matches."


def _names(differences: tuple[Unlike, ...]) -> str:
    """Which documents and answers, in few words."""
    return ", ".join(dict.fromkeys(unlike.about[:120] for unlike in differences))
