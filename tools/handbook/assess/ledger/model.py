"""What was decided: decisions as they bear on documents, and those that could not be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.workflow import DecisionKind


@dataclass(frozen=True, slots=True)
class Event:
    """One decision as it bears on one document."""

    decision: str
    kind: DecisionKind
    document: str
    title: str
    decided: date
    """The day of the meeting (or of the post's own act)."""
    effective: date
    group: str = ""
    meeting: str = ""
    item: str = ""
    post: str = ""
    version: str = ""
    digest: str = ""
    review_due: date | None = None
    expires: date | None = None
    usable_after_expiry: bool = False
    """Whether those who endorsed the text said that it may be used after its expiry."""
    closes: date | None = None
    outcome: str = ""
    exit: str = ""
    successor: str = ""
    no_replacement: bool = False
    reason: str = ""
    evidence: str = ""
    evidence_held: bool = True
    """Attested only: whether the evidence of the earlier endorsement is held."""
    endorsed_by: str = ""
    endorsed_on: date | None = None
    lifts: tuple[str, ...] = ()
    """The stops that an endorsement lifts, by the ids of their decisions."""
    wrong: tuple[str, ...] = ()
    """Suspensions only: passages of the text that are named as wrong, as readers see them."""
    ratifies: tuple[str, ...] = ()
    """Decisions made without a meeting that this one ratifies."""
    urgent: bool = False
    """Made by chair's action."""
    corrects: str = ""
    """A correction's only: the version that it corrects."""
    corrects_digest: str = ""
    ratify_by: date | None = None
    """The last day on which it can be ratified, if it must be."""
    ratified_by: str = ""
    """The decision that ratified it in time."""

    def unratified(self, today: date) -> bool:
        """Whether it should have been ratified before ``today`` and was not."""
        return self.ratify_by is not None and self.ratify_by < today and not self.ratified_by


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A decision that accepts changes of files, by a group or by one post.

    Each change is a path with the fingerprints of what it held before and holds after; an empty one
    says that the file was, or is, not there.
    """

    decision: str
    group: str
    post: str
    changes: frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class UnauthorisedDecision:
    """A decision that those who made or signed it could not, about one document or (``""``) none.

    ``ground`` is ``authority``, ``quorum`` or ``medicines``, or about its signature: ``unsigned``,
    ``signer`` or ``unverified``. ``why`` follows the decision's name.
    """

    decision: str
    document: str
    ground: str
    why: str
