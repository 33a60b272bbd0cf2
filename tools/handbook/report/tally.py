"""How many findings of each severity there are, and the sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.report.view import PLAIN, Kind, View

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


def unfinished(findings: Sequence[Located]) -> bool:
    """Whether the check could not be finished, so that nothing is proved either way."""
    return any(located.finding.code.id in CANNOT_RUN for located in findings)


def summary(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """A few sentences that say how the check ended, also when all is well.

    Where a base was named they are about what the branch brought.
    """
    counts = tally(findings)
    if not findings and not view.aside and not view.base:
        read = f"{counted(files, 'file')} read and every rule was run"
        return f"All is well: no errors, no warnings, no notes; {read}."
    ends = "; ".join([_listed(counts), *apart(view), f"{counted(files, 'file')} read"])
    return f"{verdict(findings, view)} {ends}.{_main_itself(view)}"


def verdict(findings: Sequence[Located], view: View = PLAIN) -> str:
    """In one sentence, what may be done now."""
    errors = tally(findings)[Severity.ERROR]
    if unfinished(findings):
        return "The check could not be finished."
    if view.base:
        return _NOT_MERGED if errors else "This branch brings no errors."
    if errors:
        return "The handbook cannot be built from this."
    if not findings and not view.aside:
        return "All is well."
    return "No errors: the handbook can be built."


def apart(view: View) -> list[str]:
    """What is shown apart, counted, each in a few words."""
    before, waived, known = (view.of_kind(kind) for kind in (Kind.BEFORE, Kind.WAIVED, Kind.KNOWN))
    return [
        *([f"already so on {view.base}: {len(before)}"] if view.base else []),
        *([f"{len(waived)} waived"] if waived else []),
        *([counted(len(known), "known fault")] if known else []),
    ]


def errors_before(view: View) -> list[Located]:
    """The errors that the base branch has itself, in files that the branch does not touch."""
    return [each for each in view.of_kind(Kind.BEFORE) if each.severity is Severity.ERROR]


def _main_itself(view: View) -> str:
    errors = errors_before(view)
    if not errors:
        return ""
    number = counted(len(errors), "error")
    return (
        f" {view.base} has {number} of its own, which this branch did not bring and need not mend."
        f" Until {'it is' if len(errors) == 1 else 'they are'} mended there, nothing can be"
        " published without leaving something out."
    )


_NOT_MERGED = "This branch must not be merged as it is."


def _listed(counts: dict[Severity, int]) -> str:
    return ", ".join(counted(number, level.word) for level, number in counts.items())
