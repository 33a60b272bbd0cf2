"""What is asked of an author's command, and what comes of it: a plan, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.assess.workflow import DecisionKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Request:
    """A decision to be written down.

    ``documents`` has one mapping for each document, in the fields of the decision's own schema:
    ``document`` always, and where wanted ``version``, ``review-due``, ``expires``, ``exit``,
    ``successor``... What can be worked out (version, digest, review date) may be left out.
    ``fields`` are further fields of the decision itself: ``reason``, ``evidence``, ``post``...
    Dates are ISO text, as they were typed.
    """

    kind: str
    documents: tuple[Mapping[str, Any], ...]
    statement: str
    meeting: str = ""
    item: str = ""
    title: str = ""
    effective: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to be written, by path relative to the repository, and what they will mean.

    ``files`` are in the order in which they take their places: the one that gives the others their
    meaning is last. ``then`` says what must be done after they are written, or they do not count.
    """

    id: str
    files: Mapping[str, bytes]
    preview: tuple[str, ...]
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way, and how to mend it."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing can be written, and why: every reason in one go."""

    reasons: tuple[Obstacle, ...]


def refused(message: str, hint: str = "") -> Refused:
    """A refusal for one reason."""
    return Refused((Obstacle(message, hint),))


@dataclass(frozen=True, slots=True)
class EntryKind:
    """What a kind of decision needs worked out for it."""

    verb: str
    """As in "The group endorses ..."."""
    seals: bool = False
    """Takes a sealed copy of the working text."""
    names_shown: bool = False
    """Names the version, and its digest, that readers get now."""
    by_post: bool = False
    """Made by one post at once, not at a meeting."""
    at_meeting_too: bool = False
    """A kind that a post may make, and a group at a meeting as well."""
    renews: bool = False
    """Sets a review date, a cycle on from its effect unless another is given."""
    corrects: bool = False
    """Replaces the sealed text readers get by one that differs only in what is minor."""
    stops_at_once: bool = False
    """An emergency stop: whatever else is wrong, nothing stands in its way."""

    def alone(self, request: Request) -> bool:
        """Whether a request of this kind is made by one post, without a meeting."""
        return self.by_post and not (self.at_meeting_too and request.meeting)


KINDS: Mapping[str, EntryKind] = {
    DecisionKind.ENDORSE: EntryKind("endorses", seals=True, renews=True),
    DecisionKind.ATTEST: EntryKind("takes over", seals=True, renews=True),
    DecisionKind.REVIEW: EntryKind("reviews", names_shown=True, renews=True),
    DecisionKind.EXTEND: EntryKind("extends", names_shown=True),
    DecisionKind.CONSULT: EntryKind("opens a consultation on"),
    DecisionKind.CORRECT: EntryKind("corrects", by_post=True, corrects=True),
    DecisionKind.SUSPEND: EntryKind("suspends", by_post=True, stops_at_once=True),
    DecisionKind.SUPERSEDE: EntryKind("replaces"),
    DecisionKind.WITHDRAW: EntryKind("withdraws"),
    DecisionKind.RECORD: EntryKind("notes a decision about"),
    DecisionKind.ACCEPT: EntryKind("accepts changes of", by_post=True, at_meeting_too=True),
}
