"""What of the ledger holds, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli.table import as_json
from handbook.cli.verify_signed import signed_plain

if TYPE_CHECKING:
    from handbook.assess.ledger.disturbed import Disturbed
    from handbook.cli.formats.verify import VerifyAnswer


def write(answer: VerifyAnswer) -> str:
    """Every sealed text, decision, answer and change by itself, with the same sentences."""
    return as_json(_content(answer) | {"signatures": signed_plain(answer.signatures)})


def _content(answer: VerifyAnswer) -> dict[str, Any]:
    proof = answer.proof
    past = proof.past
    return {
        "holds": not proof.wrong and not proof.untold,
        "wrong": proof.wrong,
        "sealed": [
            {"document": s.document, "version": s.version, "digest": s.digest, "why": s.why}
            for s in proof.sealed
        ],
        "decisions": [
            {
                "decision": decision.decision,
                "documents": list(decision.documents),
                "binds": decision.binds,
                "believed": not decision.why if decision.binds else None,
                "why": decision.why,
            }
            for decision in proof.decisions
        ],
        "answers": [
            {"answer": counted.record, "counts": not counted.why, "why": counted.why}
            for counted in proof.answers
        ],
        "changed": [_plain_change(change) for change in proof.disturbed],
        "changed_before_it_was_merged": [_plain_change(change) for change in proof.unsettled],
        "not_committed": list(proof.new),
        "history": {
            "asked": past is not None,
            "commit": past.head if past else "",
            "since": past.since if past else "",
            "commits": len(past.commits) + len(past.sides) if past else 0,
            "cannot_tell": past.cannot if past else "git was not asked",
            "odd": list(past.odd) if past else [],
        },
        "proved": answer.proved,
        "not_proved": answer.not_proved,
    }


def _plain_change(change: Disturbed) -> dict[str, str]:
    return {
        "path": change.path,
        "what": change.what,
        "done": change.done,
        "commit": change.commit,
        "date": change.when,
        "how": change.how,
    }
