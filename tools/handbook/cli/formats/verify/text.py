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
    bad_decisions = [f"{one.decision} {one.why}" for one in proof.decisions if one.why]
    bad_answers = [f"{one.record} {one.why}" for one in proof.answers if one.why]
    bad_history = [_told(one) for one in proof.disturbed]
    lines: list[str] = []
    for heading, found in (
        ("Sealed texts that do not hold", bad_seals),
        ("Decisions that cannot be believed", bad_decisions),
        ("Answers of organisations that cannot count", bad_answers),
        ("Changed although it had to stay as it was", bad_history),
        (
            "Changed on another line, before it was merged as far as this history tells",
            [_told(one) for one in proof.unsettled],
        ),
        ("Not committed yet, so git cannot vouch for it", list(proof.new)),
    ):
        if found:
            lines += [f"{heading}:", *(f"  {clean(one)}" for one in found), ""]
    lines += ["Signatures of decisions:", *(f"  {clean(one)}" for one in signed), ""]
    proved, not_proved = answer.proved, answer.not_proved
    lines += ["What this proves:", *(f"  {clean(one)}" for one in proved or ["Nothing."]), ""]
    lines += ["What it does not prove:", *(f"  {clean(one)}" for one in not_proved), ""]
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


def _told(one: Disturbed) -> str:
    where = f"commit {one.commit[:12]} of {one.when}" if one.commit else "not committed"
    where += f", {one.how}" if one.how else ""
    return f"{one.path}: {one.what} was {one.done} ({where})"
