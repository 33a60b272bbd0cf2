"""The workflow as one table: each kind of decision, what it binds, whose it is, what it makes.

The moves are those of the documents whose content type has the behaviour ``endorsable``. What a
move does to dates and flags is in ``life``; who may make it, beyond the table, is in ``authority``.
``docs/standing.md`` says the same in words for people.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping


class DecisionKind(enum.StrEnum):
    """What is decided about a document, as ``kind`` of a decision says it."""

    RECORD = "record"
    ACCEPT = "accept"
    CONSULT = "consult"
    ENDORSE = "endorse"
    ATTEST = "attest"
    CORRECT = "correct"
    REVIEW = "review"
    EXTEND = "extend"
    SUSPEND = "suspend"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


class Binds(enum.StrEnum):
    """What a decision holds fast."""

    NOTHING = "nothing"
    DOCUMENT = "document"
    DIGEST = "digest"


class By(enum.StrEnum):
    """Whose authority it needs."""

    GROUP = "group"
    """A quorate group whose terms of reference give it the kind over the type of document."""
    POST = "post"
    """One post, at once and without a quorum: to stop, one that the settings name; to correct in
    what is minor, the document's owner; to accept a change of files, one that the settings name."""


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of decision."""

    kind: DecisionKind
    phrase: str
    """What a group does with documents: "endorse", "take over"..."""
    did: str
    """What a decision of the kind did, as a label: "Endorsed"..."""
    power: str
    """What a group whose terms give it the kind may do."""
    binds: Binds = Binds.DOCUMENT
    by: By = By.GROUP
    becomes: State | None = None
    """The state it makes, if it changes the state."""
    seals: bool = False
    """It puts a sealed text in force, so content with medicines needs the groups for medicines."""
    idle: frozenset[State] = frozenset()
    """States of a document in which it does nothing, so that nobody should be led to rely on it."""
    may_precede: bool = False
    """It may take effect before it is decided, as what was endorsed before this register did."""
    behaviour: str = "endorsable"
    """The behaviour that a content type must have for its documents to be moved so."""


_ENDED = frozenset({State.SUPERSEDED, State.WITHDRAWN})

MOVES: tuple[Move, ...] = (
    Move(
        DecisionKind.RECORD,
        "record a decision about",
        "Recorded",
        "record other decisions",
        Binds.NOTHING,
    ),
    Move(
        DecisionKind.ACCEPT,
        "accept changes of",
        "Changes accepted",
        "accept changes of files",
        Binds.NOTHING,
        by=By.POST,
    ),
    Move(
        DecisionKind.CONSULT, "open a consultation on", "Consultation opened", "open a consultation"
    ),
    Move(
        DecisionKind.ENDORSE,
        "endorse",
        "Endorsed",
        "endorse",
        Binds.DIGEST,
        becomes=State.IN_FORCE,
        seals=True,
    ),
    Move(
        DecisionKind.ATTEST,
        "take over",
        "Earlier endorsement taken over",
        "take over an earlier endorsement",
        Binds.DIGEST,
        becomes=State.IN_FORCE,
        seals=True,
        may_precede=True,
    ),
    Move(DecisionKind.CORRECT, "correct", "Corrected", "correct", Binds.DIGEST, by=By.POST),
    Move(DecisionKind.REVIEW, "review", "Reviewed", "decide on a review", Binds.DIGEST),
    Move(DecisionKind.EXTEND, "extend the review date of", "Review put off", "put off a review"),
    Move(
        DecisionKind.SUSPEND,
        "suspend",
        "Suspended",
        "suspend",
        by=By.POST,
        becomes=State.SUSPENDED,
        idle=_ENDED,
    ),
    Move(
        DecisionKind.SUPERSEDE,
        "replace",
        "Superseded",
        "replace by another document",
        becomes=State.SUPERSEDED,
    ),
    Move(DecisionKind.WITHDRAW, "withdraw", "Withdrawn", "withdraw", becomes=State.WITHDRAWN),
)
"""From the less to the more safe: of two decisions of the same days, the safer comes last."""

WORKFLOW: Mapping[str, Move] = {move.kind: move for move in MOVES}

MAY_PRECEDE = frozenset(move.kind for move in MOVES if move.may_precede)
"""The kinds that may take effect before the day on which they are decided."""

UNBINDING = frozenset(move.kind for move in MOVES if move.binds is Binds.NOTHING)
"""The kinds that hold no document fast, so that a doubt about one is no doubt about any."""
