"""How a document stands on a day, and each of its sealed versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import State

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.words import Flag, Timeliness


@dataclass(frozen=True, slots=True)
class VersionStanding:
    """One sealed version of a document, and how it stands."""

    version: str
    state: State
    digest: str
    event: Event
    review_due: date | None
    expires: date | None
    hidden: bool = False
    """Published in error: its text is shown nowhere, whatever was endorsed since."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one document stands on one day. Pure: see ``assess.standing``.

    ``version`` is the last sealed version that was ever in force ("" if none): the text readers
    get. ``timeliness`` is ``None`` unless the state is in force or lapsed. ``until`` is the day up
    to which it may be relied on without checking: review due, expiry, or the day before a change
    that is already decided takes effect, whichever is earliest. ``why`` says, for an unknown
    standing, what could not be read. ``upcoming`` is a version endorsed
    with effect from a later day; ``stopping`` the first stop that is decided and takes effect on a
    later day.
    """

    document: str
    state: State
    timeliness: Timeliness | None = None
    flags: frozenset[Flag] = frozenset()
    version: str = ""
    digest: str = ""
    event: Event | None = None
    """The decision that put the shown version in force."""
    state_event: Event | None = None
    """The decision that made the present state, if another."""
    review_due: date | None = None
    expires: date | None = None
    usable_after_expiry: bool = False
    """Whether its endorsement says that it may be used after its expiry."""
    until: date | None = None
    successor: str = ""
    text_hidden: bool = False
    """Published in error: the text is not shown."""
    why: tuple[str, ...] = ()
    versions: tuple[VersionStanding, ...] = ()
    upcoming: VersionStanding | None = None
    stopping: Event | None = None
    events: tuple[Event, ...] = ()
    review: Event | None = None
    """The last review of the shown version, whatever its outcome."""
    consultation: Event | None = None
    """A consultation that is open today, also on a document in force."""
    stops: tuple[str, ...] = ()
    """The stops since its text was endorsed, which an endorsement must name to lift them."""
    unlifting: tuple[str, ...] = ()
    """The endorsements since then that did not name them all, so that they lifted nothing."""
    doubts: tuple[str, ...] = ()
    """What could not be believed about it, so that it is unknown on every day."""

    @property
    def in_force(self) -> bool:
        """Whether the network stands behind the shown text today."""
        return self.state is State.IN_FORCE
