"""What ``handbook verify`` says of signatures: how many, whose, and what nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.authority.keys import keys_of
from handbook.assess.authority.signed_by import (
    BAD,
    SIGNED,
    STRANGE,
    UNSIGNED,
    UNTOLD,
    signatures_told,
)
from handbook.cli.assessing import signatures_of
from handbook.cli.table import counted
from handbook.load import WorkingTree
from handbook.load.model import Signatures
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.authority.signed_by import SignatureReport
    from handbook.assess.model import Assessment
    from handbook.cli.session import Session
    from handbook.link import Registry


def told_of(session: Session, assessment: Assessment, *, history: bool) -> SignatureReport:
    """What can be told of the signatures on decisions. Git is asked, if it may be."""
    signatures = assessment.registry.signatures
    if not history:
        signatures = Signatures(cannot="git was not asked")
    elif signatures is None:
        tree = WorkingTree(session.where())
        files = {
            decision.path: tree.read(decision.path)
            for decision in assessment.registry.of_type(KnownType.DECISION)
        }
        keys = {key.line for key in keys_of(assessment.registry)}
        signatures = signatures_of(session)("", files, keys)
    return signatures_told(assessment, signatures)


def signed_text(signatures: SignatureReport, registry: Registry) -> Iterator[str]:
    """The section on signatures, in sentences."""
    total = counted(len(signatures.decisions), "decision")
    if signatures.since is None:
        yield "They are not required here, so nothing rests on them. For information:"
    else:
        yield f"They are required here of decisions since {long_date(signatures.since)}."
    signed = signatures.count(SIGNED)
    whose = ", ".join(f"{registry.label(post)} {n}" for post, n in signatures.posts().items())
    yield f"{signed} of {total}: signed with the key of a post{f' ({whose})' if signed else ''}."
    for state, words in (
        (UNSIGNED, "not signed"),
        (STRANGE, "signed with a key that is no post's here, which proves nothing"),
        (BAD, "with a signature that does not fit what was signed"),
    ):
        if signatures.count(state):
            yield f"{signatures.count(state)} of {total}: {words}."
    reasons: dict[str, list[str]] = {}
    for decision in signatures.decisions:
        if decision.state == UNTOLD:
            reasons.setdefault(decision.why, []).append(decision.decision)
    for why, decisions in reasons.items():
        yield f"{len(decisions)} of {total}: cannot tell; {why}."
    refused = sum(bool(decision.refused) for decision in signatures.decisions)
    if refused:
        yield f"{counted(refused, 'decision')} had to be signed and cannot count; listed above."
    if signed and signatures.since is None:
        yield "Whether those posts could sign them was not judged, since nobody asks for it."


def signed_plain(signatures: SignatureReport) -> dict[str, Any]:
    """The same for programs."""
    return {
        "required_since": signatures.since.isoformat() if signatures.since else None,
        "decisions": [
            {
                "decision": decision.decision,
                "signature": decision.state,
                "posts": list(decision.posts),
                "commit": decision.commit,
                "why": decision.why,
                "refused": decision.refused,
            }
            for decision in signatures.decisions
        ],
    }
