"""What of the ledger holds, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.table import clean
from handbook.cli.verify_signed import signed_text

if TYPE_CHECKING:
    from handbook.assess.ledger.disturbed import Disturbed
    from handbook.cli.formats.verify import VerifyAnswer


def write(answer: VerifyAnswer) -> str:
    """What does not hold, then the signatures, what this proves and what it does not."""
    return "\n".join(_lines(answer))


def _lines(answer: VerifyAnswer) -> list[str]:
    proof = answer.proof
    signed = signed_text(answer.signatures, answer.registry)
    bad_seals = [f"{s.document} version {s.version}: {s.why}" for s in proof.sealed if s.why]
    bad_decisions = [
        f"{decision.decision} {decision.why}" for decision in proof.decisions if decision.why
    ]
    bad_answers = [
        f"{refused_answer.record} {refused_answer.why}"
        for refused_answer in proof.answers
        if refused_answer.why
    ]
    bad_history = [_disturbance(change) for change in proof.disturbed]
    lines: list[str] = []
    for heading, sentences in (
        ("Sealed texts that do not hold", bad_seals),
        ("Decisions that cannot be believed", bad_decisions),
        ("Answers of organisations that cannot count", bad_answers),
        ("Changed although it had to stay as it was", bad_history),
        (
            "Changed on another line, before it was merged as far as this history tells",
            [_disturbance(change) for change in proof.unsettled],
        ),
        ("Not committed yet, so git cannot vouch for it", list(proof.new)),
    ):
        if sentences:
            lines += [f"{heading}:", *(f"  {clean(sentence)}" for sentence in sentences), ""]
    lines += ["Signatures of decisions:", *(f"  {clean(sentence)}" for sentence in signed), ""]
    proved, not_proved = answer.proved, answer.not_proved
    lines += [
        "What this proves:",
        *(f"  {clean(sentence)}" for sentence in proved or ["Nothing."]),
        "",
    ]
    lines += ["What it does not prove:", *(f"  {clean(sentence)}" for sentence in not_proved), ""]
    if proof.wrong:
        return [*lines, "Not everything holds."]
    if proof.past is not None and proof.past.cannot:
        return [*lines, "Nothing was found wrong, but the whole history could not be read."]
    if proof.unsettled:
        return [*lines, *_UNSETTLED]
    return [*lines, "All of it holds."]


_UNSETTLED = (
    "Nothing was found wrong for certain. But nobody can tell from here whether what is listed",
    "above was put right before it was merged, or was changed after it had been in force, on a",
    "line that was the main one then. Look into it. If it is right, note the last commit",
    "elsewhere, and go on with --since.",
)


def _disturbance(change: Disturbed) -> str:
    where = f"commit {change.commit[:12]} of {change.when}" if change.commit else "not committed"
    where += f", {change.how}" if change.how else ""
    return f"{change.path}: {change.what} was {change.done} ({where})"
