"""What can be proved of the whole ledger: seals, decisions, and what git saw happen to them.

Pure: in go what was assessed and what git's log said; out comes what holds, what does not, and what
nobody can tell from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.ledger.disturbed import ANSWERS, DECISIONS, disturbances, on_other_lines
from handbook.assess.ledger.event import SEALED
from handbook.assess.ledger.seals import FOLDER, fault
from handbook.assess.ledger.verdicts import DecisionVerdict, verdicts
from handbook.load.model import BrokenKind
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.adoption.model import Adoption
    from handbook.assess.ledger.disturbed import Disturbed
    from handbook.assess.model import Assessment
    from handbook.history.past import Past
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed text; ``why`` says what is wrong with it, and is empty if nothing is."""

    document: str
    version: str
    digest: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One organisation's answer; ``why`` says why it cannot count, and is empty if it can."""

    record: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that was looked at. ``past`` is ``None`` if git was not to be asked."""

    sealed: tuple[Sealed, ...]
    decisions: tuple[DecisionVerdict, ...]
    answers: tuple[Answered, ...]
    disturbed: tuple[Disturbed, ...]
    unsettled: tuple[Disturbed, ...]
    """What was changed on another line before it was merged into this one, as far as git tells."""
    new: tuple[str, ...]
    """Decisions, sealed files and answers that no commit has yet."""
    past: Past | None

    @property
    def wrong(self) -> bool:
        """Whether anything was found that is not as it must be."""
        reasons = [seal.why for seal in self.sealed] + [decision.why for decision in self.decisions]
        reasons += [answer.why for answer in self.answers]
        return bool(self.disturbed) or any(reasons)

    @property
    def untold(self) -> bool:
        """Whether git was asked and could not tell all that happened."""
        return bool(self.unsettled) or (self.past is not None and bool(self.past.cannot))


def prove(assessment: Assessment, past: Past | None, paths: Iterable[str]) -> Proof:
    """All that can be proved of a registry. ``paths`` are the files that it has now."""
    registry, today = assessment.registry, assessment.today
    disturbed = tuple(disturbances(past, paths)) if past else ()
    return Proof(
        sealed=tuple(_sealed(registry)),
        decisions=verdicts(registry, today),
        answers=tuple(_answers(registry, assessment.adoption)),
        disturbed=disturbed,
        unsettled=tuple(on_other_lines(past, disturbed)) if past else (),
        new=tuple(
            change.path
            for change in (past.dirty if past else ())
            if change.what == "A" and change.path.startswith((DECISIONS, ANSWERS, f"{FOLDER}/"))
        ),
        past=past,
    )


def _sealed(registry: Registry) -> Iterator[Sealed]:
    endorsed: dict[tuple[str, str], set[str]] = {}
    for decision in registry.of_type(KnownType.DECISION):
        for row in decision.get("documents") or () if decision.get("kind") in SEALED else ():
            key = (str(row.get("document")), str(row.get("version")))
            endorsed.setdefault(key, set()).add(str(row.get("digest")))
    for key, seal in sorted(registry.seals.items()):
        why = fault(seal)
        if not why and key not in endorsed:
            why = "no decision endorses it"
        elif not why and seal.digest not in endorsed[key]:
            why = "the decision about this version names another digest"
        yield Sealed(*key, seal.digest, why)
    for broken in registry.broken:
        if broken.kind == BrokenKind.SEAL:
            yield Sealed(broken.id, broken.version, "", "it cannot be read")


def _answers(registry: Registry, adoption: Adoption) -> Iterator[Answered]:
    """Every answer but those entered in error, of which nothing is claimed any more."""
    for record in registry.of_type(KnownType.ADOPTION):
        why = adoption.refused.get(record.id, "")
        if why or record.id not in adoption.corrected:
            yield Answered(record.id, why)
    for broken in registry.broken:
        if broken.kind == BrokenKind.RECORD and broken.type == KnownType.ADOPTION:
            yield Answered(broken.id, "cannot be read")
