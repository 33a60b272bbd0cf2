"""Of each decision: whether it is signed, and with whose key; for information, or as it must be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.authority.keys import keys_of
from handbook.assess.authority.signing import GROUNDS
from handbook.load.model import Signed
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.authority.keys import Key
    from handbook.assess.model import Assessment
    from handbook.load.model import Record, Signature, Signatures

SIGNED, STRANGE, BAD = "signed", "signed with a key of nobody here", "the signature does not fit"
UNSIGNED, UNTOLD = "not signed", "cannot tell"


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One decision: what its signature is, the posts whose key made it, and why if unclear.

    ``state`` is one of the words above. ``SIGNED`` says whose key it was and no more: whether that
    post could sign the decision is judged only where signatures are required, and is then in
    ``refused``.
    """

    decision: str
    state: str
    posts: tuple[str, ...] = ()
    commit: str = ""
    why: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What can be told of all signatures. ``since`` is ``None`` where none are required."""

    since: date | None
    decisions: tuple[SignedBy, ...]

    def count(self, state: str) -> int:
        """How many decisions are so."""
        return sum(decision.state == state for decision in self.decisions)

    def posts(self) -> Mapping[str, int]:
        """How many decisions each post's key signed, the most first."""
        counts = Counter(post for decision in self.decisions for post in decision.posts)
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def signatures_told(assessment: Assessment, git_signatures: Signatures) -> SignatureReport:
    """What git's word on signatures (``git_signatures``) means for every decision of a registry."""
    refused = {
        refusal.decision: refusal.why
        for refusal in assessment.refusals
        if refusal.ground in GROUNDS
    }
    keys: dict[str, list[Key]] = {}
    for key in keys_of(assessment.registry):
        keys.setdefault(key.fingerprint, []).append(key)
    signed = tuple(
        _signed_by(decision, git_signatures, keys, refused.get(decision.id, ""))
        for decision in assessment.registry.of_type(KnownType.DECISION)
    )
    return SignatureReport(assessment.settings.signatures_since, (*signed, *_unread(assessment)))


def _signed_by(
    decision: Record, git_signatures: Signatures, keys: Mapping[str, list[Key]], refused: str
) -> SignedBy:
    if git_signatures.cannot:
        return SignedBy(decision.id, UNTOLD, why=git_signatures.cannot, refused=refused)
    signatures = git_signatures.of.get(decision.path)
    if not signatures:
        why = "no commit has it as it is now"
        return SignedBy(decision.id, UNSIGNED, why=why, refused=refused)
    states = [(_state(signature, keys), signature) for signature in signatures]
    state, signature = next((each for each in states if each[0] == SIGNED), states[0])
    posts = tuple(key.post for key in keys[signature.key]) if state == SIGNED else ()
    why = f"git cannot verify commit {signature.commit[:12]}" if state == UNTOLD else ""
    return SignedBy(decision.id, state, posts, signature.commit, why, refused)


def _state(signature: Signature, keys: Mapping[str, list[Key]]) -> str:
    if signature.signed is Signed.GOOD and signature.key in keys:
        return SIGNED
    return {Signed.ABSENT: UNSIGNED, Signed.BAD: BAD, Signed.UNTOLD: UNTOLD}.get(
        signature.signed, STRANGE
    )


def _unread(assessment: Assessment) -> Iterator[SignedBy]:
    for broken in assessment.registry.broken:
        if broken.type == KnownType.DECISION:
            yield SignedBy(broken.id, UNTOLD, why="the decision itself cannot be read")
