"""The labels of how a document stands, what each means, and what marks a text in that state.

Pages, lists, JSON, messages and documentation take them from here. The sentences of the box at the
top of a page, which name days and groups, are made in ``render/frame/advice.py``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class State(enum.StrEnum):
    """Whether a document may be relied on, as decisions left it."""

    PROPOSED = "proposed"
    IN_CONSULTATION = "in consultation"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


class Timeliness(enum.StrEnum):
    """Where a version in force is in its review cycle."""

    CURRENT = "current"
    DUE_SOON = "review due soon"
    OVERDUE = "review overdue"
    EXPIRED = "expired"


class Flag(enum.StrEnum):
    """Two things that may be true besides."""

    EXTENDED = "extended"
    CHANGED = "changed since endorsement"


class Local(enum.StrEnum):
    """What one organisation decided about one document. The network's endorsement is none of it."""

    ADOPTED = "adopted"
    ADAPTED = "adapted"
    DECLINED = "declined"
    NOT_APPLICABLE = "not applicable"
    NOT_RECORDED = "not recorded"
    UNKNOWN = "cannot tell"


class Tone(enum.StrEnum):
    """How loudly a word is shown. Never the only sign: the words always stand beside it.

    ``CARE`` and ``STOP`` are for what the reader of a text must act on, and for nothing else.
    """

    GOOD = "good"
    CARE = "care"
    STOP = "stop"
    QUIET = "quiet"


class Extent(enum.StrEnum):
    """How far documents address one item of a policy, in the order in which it is counted."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    NOT_APPLICABLE = "not applicable"
    NOT_JUDGED = "not judged"


class DueKind(enum.StrEnum):
    """What falls due that the program itself knows. Content types bring more (``x-stale``)."""

    REVIEW = "review"
    EXPIRY = "expiry"
    CONSULTATION = "consultation"
    SUSPENSION = "suspension"
    UNKNOWN = "unknown"
    ACTION = "action"
    WAIVER = "waiver"
    FUNDING = "funding"


@dataclass(frozen=True, slots=True)
class Word:
    """How a state, a timeliness or a flag is shown, and what it means."""

    label: str
    tone: Tone
    meaning: str


WORDS: dict[State | Timeliness | Flag, Word] = {
    State.PROPOSED: Word(
        "Proposed", Tone.CARE, "Written down but not endorsed. Do not rely on it."
    ),
    State.IN_CONSULTATION: Word(
        "In consultation", Tone.CARE, "Open for comment and not endorsed. Do not rely on it."
    ),
    State.IN_FORCE: Word(
        "In force", Tone.GOOD, "The network has endorsed this text and it applies now."
    ),
    State.SUSPENDED: Word(
        "Suspended", Tone.STOP, "Stopped at once for safety. Do not use it until a group decides."
    ),
    State.SUPERSEDED: Word(
        "Superseded", Tone.STOP, "Replaced by another document, which is named here."
    ),
    State.WITHDRAWN: Word("Withdrawn", Tone.STOP, "Taken out of use by a decision. Do not use it."),
    State.LAPSED: Word(
        "Lapsed",
        Tone.STOP,
        "Its endorsement ran out, and does not allow use after that date.",
    ),
    State.UNKNOWN: Word(
        "Cannot tell",
        Tone.STOP,
        "Something this page depends on cannot be read or checked. Treat it as not endorsed.",
    ),
    Timeliness.CURRENT: Word("Current", Tone.GOOD, "Its review is not due yet."),
    Timeliness.DUE_SOON: Word("Review due soon", Tone.QUIET, "It is in force; its review is near."),
    Timeliness.OVERDUE: Word(
        "Review overdue", Tone.CARE, "It is in force, but the review that was promised is late."
    ),
    Timeliness.EXPIRED: Word("Expired", Tone.STOP, "The date it was endorsed until has passed."),
    Flag.EXTENDED: Word(
        "Extended", Tone.QUIET, "Its review date was moved by a decision, with a reason."
    ),
    Flag.CHANGED: Word(
        "Change proposed",
        Tone.QUIET,
        "The working text differs from the endorsed one. Readers get the endorsed one.",
    ),
}

MARKS: dict[State, str] = {
    State.SUSPENDED: "Suspended: do not use",
    State.SUPERSEDED: "Superseded: do not use",
    State.WITHDRAWN: "Withdrawn: do not use",
    State.LAPSED: "Lapsed: do not use",
    State.UNKNOWN: "Standing cannot be told: do not rely on this text",
    State.PROPOSED: "Proposed: not endorsed",
    State.IN_CONSULTATION: "In consultation: not endorsed",
}
"""What stands all along a text that may not be relied on. One in force has no mark."""

LOCAL: dict[Local, Word] = {
    Local.ADOPTED: Word("Adopted", Tone.GOOD, "The organisation uses it as the network agreed it."),
    Local.ADAPTED: Word(
        "Adapted", Tone.CARE, "The organisation uses it in a form of its own, which is named."
    ),
    Local.DECLINED: Word(
        "Declined", Tone.CARE, "The organisation decided not to use it, and says why."
    ),
    Local.NOT_APPLICABLE: Word(
        "Not applicable", Tone.QUIET, "The organisation has no use for it, and says why."
    ),
    Local.NOT_RECORDED: Word(
        "Not recorded", Tone.CARE, "Nothing is recorded, so nobody may take it as adopted there."
    ),
    Local.UNKNOWN: Word(
        "Cannot tell",
        Tone.STOP,
        "What the organisation answered cannot be read or checked. Take it as not adopted there.",
    ),
}

COVERAGE: dict[Extent, Word] = {
    Extent.FULL: Word("Addressed", Tone.GOOD, "Documents in force do all that the item asks."),
    Extent.PARTIAL: Word(
        "Partly addressed", Tone.CARE, "Documents in force do some of what the item asks."
    ),
    Extent.NONE: Word("Not addressed", Tone.STOP, "No document in force does what the item asks."),
    Extent.NOT_APPLICABLE: Word(
        "Not applicable", Tone.QUIET, "The item asks nothing of this network."
    ),
    Extent.NOT_JUDGED: Word("Not judged", Tone.QUIET, "Nobody has judged the item."),
}
"""What holds of an item of a policy."""
