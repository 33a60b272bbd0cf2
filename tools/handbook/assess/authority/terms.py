"""Terms of reference as a group is held to them: its powers, and the words to quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.workflow import WORKFLOW, DecisionKind
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.ledger.model import Event
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of reference that a group is held to on a day."""

    label: str
    data: Mapping[str, Any]
    founding: bool
    """It acts under the act that constituted the network: it has no terms in force."""
    only: str = ""
    """The one document it may endorse, if it may do nothing else: its own terms, once stopped."""

    def allow(self, kind: str, type_name: str) -> bool:
        """Whether the group may take this kind of decision about this type of document."""
        if self.founding:
            return True
        return any(
            kind in (power.get("kinds") or ()) and type_name in (power.get("types") or ())
            for power in self.data.get("authority") or ()
        )

    def clauses(self, type_name: str) -> tuple[str, ...]:
        """What the terms say about such documents; all they say, if that is nothing."""
        powers = self.data.get("authority") or ()
        near = [power for power in powers if type_name in (power.get("types") or ())]
        return tuple(str(p["clause"]) for p in near or powers if p.get("clause"))


def check_power(registry: Registry, terms: Terms, event: Event, type_name: str) -> None:
    """Raise ``UnbelievableError`` unless the terms hand over this kind for this type."""
    if terms.allow(event.kind, type_name):
        return
    plural = registry.types[type_name].plural.lower()
    raise UnbelievableError(
        f"is beyond what the {terms.label} may do: its terms of reference in force on"
        f" {long_date(event.decided)} do not let it {WORKFLOW[event.kind].phrase} {plural}."
        f" {quoted(terms.clauses(type_name))}",
        "authority",
    )


def check_second(registry: Registry, terms: Terms, type_name: str) -> None:
    """Raise ``UnbelievableError`` unless the group may put a review off a second time."""
    if terms.allow(DecisionKind.ENDORSE, type_name):
        return
    plural = registry.types[type_name].plural.lower()
    raise UnbelievableError(
        "extends the review date a second time in a row, which only a group that may endorse"
        f" {plural} can do, and the {terms.label} may not. {quoted(terms.clauses(type_name))}",
        "authority",
    )


def quoted(clauses: Sequence[str]) -> str:
    """The words of the terms, or that there are none."""
    words = " ".join(f"“{clause.strip()}”" for clause in clauses)
    return f"The terms say: {words}" if words else "The terms say nothing more"
