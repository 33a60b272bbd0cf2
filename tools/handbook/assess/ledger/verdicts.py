"""Of each decision: whether it can be believed, and if not, why; as the ledger tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.ledger.misplaced import misplaced
from handbook.assess.ledger.reading import read_ledger
from handbook.assess.workflow import UNBINDING
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.ledger.reading import Ledger
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class DecisionVerdict:
    """One decision: the documents it names, and why it cannot be believed; empty if it can.

    ``binds`` is false for the kind ``record`` and for a decision that names no document: nothing
    rests on it, so there is nothing to believe.
    """

    decision: str
    path: str
    documents: tuple[str, ...] = ()
    why: str = ""
    binds: bool = True


def verdicts(registry: Registry, today: date) -> tuple[DecisionVerdict, ...]:
    """Every decision of a registry in order of its id, those that cannot be read among them.

    So are files that may be one and are not read.
    """
    ledger = read_ledger(registry, today)
    judged = [_verdict(ledger, decision) for decision in registry.of_type(KnownType.DECISION)]
    judged += [
        DecisionVerdict(broken.id, broken.path, why="cannot be read")
        for broken in registry.broken
        if broken.type == KnownType.DECISION
    ]
    judged += [
        DecisionVerdict(file.name, file.path, why="lies where it is not read as a decision")
        for file in misplaced(registry)
    ]
    return tuple(sorted(judged, key=lambda verdict: (verdict.decision, verdict.path)))


def _verdict(ledger: Ledger, decision: Record) -> DecisionVerdict:
    documents = tuple(str(row.get("document")) for row in decision.get("documents") or ())
    binds = bool(documents) and decision.get("kind") not in UNBINDING
    why = _why(ledger, decision.id, documents) if binds else ""
    return DecisionVerdict(decision.id, decision.path, documents, why, binds)


def _why(ledger: Ledger, decision: str, documents: tuple[str, ...]) -> str:
    """Why the ledger holds no event of a decision for one of its documents; empty if it does."""
    start = f"the decision {decision} "
    reasons = [
        why for doubts in ledger.distrust.values() for why in doubts if why.startswith(start)
    ]
    if reasons:
        return "; ".join(dict.fromkeys(why.removeprefix(start) for why in reasons))
    events = (ledger.events.get(document, ()) for document in documents)
    heard = all(any(event.decision == decision for event in of_document) for of_document in events)
    return "" if heard else "cannot be believed"
