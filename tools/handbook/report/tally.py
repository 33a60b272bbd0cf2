"""How many findings of each severity there are, and the sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located

CANNOT_RUN = ("INT001", "INT002")


def tally(findings: Sequence[Located]) -> dict[Severity, int]:
    """Counts by severity, the gravest first."""
    worst_first = sorted(Severity, reverse=True)
    return {level: sum(located.severity is level for located in findings) for level in worst_first}


def counted(number: int, word: str, words: str = "") -> str:
    """A number and its word: ``1 error``, ``2 errors``; ``words`` if there is more to it."""
    return f"{number} {word if number == 1 else words or f'{word}s'}"


def summary(findings: Sequence[Located], files: int, left_out: int | None = None) -> str:
    """One or two sentences that say how the check ended, also when all is well.

    With ``left_out`` (a number) they are about a branch, and about what it brought alone.
    """
    counts = tally(findings)
    read = counted(files, "file")
    if any(located.finding.code.id in CANNOT_RUN for located in findings):
        return f"The check could not be finished. {_listed(counts)}; {read} read."
    if left_out is not None:
        verdict = "This branch brings no errors" if not counts[Severity.ERROR] else _NOT_MERGED
        before = f"{counted(left_out, 'finding')} from before it left out"
        return f"{verdict}. {_listed(counts)}; {before}; {read} read."
    if not findings:
        return f"All is well: no errors, no warnings, no notes; {read} read and every rule was run."
    if not counts[Severity.ERROR]:
        return f"No errors: the handbook can be built. {_listed(counts)}; {read} read."
    return f"The handbook cannot be built from this. {_listed(counts)}; {read} read."


_NOT_MERGED = "This branch must not be merged as it is"


def _listed(counts: dict[Severity, int]) -> str:
    return ", ".join(counted(number, level.word) for level, number in counts.items())
