"""What ``handbook verify`` found, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.cli.table import counted

if TYPE_CHECKING:
    from handbook.assess.authority.signed_by import SignatureReport
    from handbook.assess.ledger.proof import Proof
    from handbook.history.past import Past
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class VerifyAnswer:
    """What of the ledger holds and what does not, and what git says of each signature."""

    registry: Registry
    proof: Proof
    signatures: SignatureReport

    @property
    def proved(self) -> list[str]:
        """What this proves, in sentences."""
        return _proved(self.proof)

    @property
    def not_proved(self) -> list[str]:
        """What it does not prove, in sentences."""
        return _not_proved(self.proof)


def _proved(proof: Proof) -> list[str]:
    whole = [sealed for sealed in proof.sealed if not sealed.why]
    binding = [decision for decision in proof.decisions if decision.binds]
    believed = [decision for decision in binding if not decision.why]
    lines = []
    if whole:
        lines.append(
            f"{len(whole)} of {counted(len(proof.sealed), 'sealed text')}: word for word what a"
            " decision endorsed, by its digest."
        )
    if believed:
        lines.append(
            f"{len(believed)} of {counted(len(binding), 'decision')} that bind documents: by those"
            " who could make them, on their day."
        )
    counting = [answer for answer in proof.answers if not answer.why]
    if counting:
        lines.append(
            f"{len(counting)} of {counted(len(proof.answers), 'answer')} of organisations: by a"
            " post of their own, about a version that was agreed by then."
        )
    if proof.past is not None and proof.past.head:
        lines.append(_history_proved(proof, proof.past))
    return lines


def _history_proved(proof: Proof, past: Past) -> str:
    reach = "on every line that leads"
    if past.since:
        reach = f"on every line that leads on from {past.since[:12]}"
    elif past.cannot:
        reach = "on the part that is here of what leads"
    seen = counted(len(past.commits) + len(past.sides), "commit")
    kept = [change for change in proof.disturbed if change.commit]
    end = f"{counted(len(kept), 'change')} of what had to stay" if kept else "nothing that had to"
    end += ", listed above" if kept else " stay was changed"
    return f"{seen} that touched the registry, {reach} to {past.head[:12]}: {end}."


def _not_proved(proof: Proof) -> list[str]:
    past = proof.past
    lines = ["Who really attended: minutes attest that, and nothing here can."]
    if proof.answers:
        lines.append("That an organisation does as it answered: only the organisation can say so.")
    if past is None:
        return [*lines, "Whether anything was changed afterwards: git was not asked."]
    if past.cannot:
        lines.append(f"Whether anything was changed afterwards: cannot tell; {past.cannot}.")
    if past.head:
        lines.append(
            "That the history itself was not rewritten, or its dates made up: compare the commit"
            f" {past.head[:12]} with one that was noted elsewhere."
        )
        lines.append("What happened before a file first came into this branch.")
    if past.since:
        lines.append(f"What was done before {past.since[:12]}: it was not looked at.")
    return [*lines, *(f"For the reader's information: {oddity}." for oddity in past.odd)]
