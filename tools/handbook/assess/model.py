"""What is true on a given day: standings, coverage, what falls due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess.adoption.model import Adoption, Audience
from handbook.assess.words import Extent, Flag, State, Timeliness
from handbook.source.periods import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.authority.mandate import Mandate
    from handbook.assess.contacts import UrgentContact
    from handbook.assess.figures import Figures
    from handbook.assess.pointing.model import Awaited
    from handbook.assess.workflow import DecisionKind
    from handbook.history import History
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class ToolSource:
    """Where the program itself is taken from: a repository's address, and one commit of it."""

    url: str
    commit: str


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """Where the handbook is read.

    ``host`` is ``github-pages``, ``gitlab-pages``, ``azure-static-web-apps`` or ``own-server``;
    ``url`` ends with a stroke; ``login`` is whether nobody sees it who has not signed in.
    """

    host: str
    url: str
    login: bool = False


@dataclass(frozen=True, slots=True)
class Forge:
    """The server that holds the repository, and who on it stands behind posts and groups."""

    kind: str
    """``github`` or ``gitlab``."""
    url: str
    """The repository's address in a browser, without a stroke at the end."""
    branch: str = "main"
    """The branch that is published."""
    folder: str = ""
    """The folder of the repository that holds ``registry/``; empty for its top."""
    api: str = ""
    """Where programs ask; empty for the usual place of that kind of server."""
    form: bool = True
    """Whether the site has a form for changing records."""
    sign_in: str = ""
    """The helper by which people sign in to the form with a GitHub account."""
    application: str = ""
    """The id of the application by which people sign in to the form with a GitLab account."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By id of a post or group, accounts and teams, each with its at-sign."""
    tool: ToolSource | None = None
    """Without it, the program is in the repository itself."""
    site: PublishedSite | None = None
    issue_forms: bool = False
    """Whether the forms for issues that ``handbook init forms`` writes are there."""


@dataclass(frozen=True, slots=True)
class OfflineSettings:
    """What may be read without a network. What is not said is the careful choice.

    ``days``: how long a copy or a saved page may be read. ``copy``: whether one is offered.
    ``saved_pages``: where browsers save pages: ``public``, ``members`` or ``none``. ``urgent``: ids
    of documents that every browser saves.
    """

    days: int = 7
    copy: bool = True
    saved_pages: str = "public"
    urgent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The network's own settings, from ``network.yaml``, with the defaults filled in."""

    time_zone: str = "Europe/London"
    cycle_months: int = 24
    """Months from an endorsement to its review, where nobody says otherwise."""
    due_soon_days: int = 90
    horizons: tuple[int, ...] = (180, 90, 30)
    papers_days: int = 14
    """Days before a meeting by which its papers go out."""
    report_by: Frequency = Frequency.FINANCIAL_YEAR
    """The kind of year that the annual report is about."""
    renewed_within_days: int = 3
    """After so many days without a new build, pages say that nothing was renewed."""
    offline: OfflineSettings = field(default_factory=OfflineSettings)
    use_after_expiry: bool = False
    """What new endorsements will say of use after expiry; one that was made keeps what it says."""
    expired_wording: str = ""
    overdue_wording: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)
    """What the network says besides: on what was ``extended``, ``suspended``, ``withdrawn``,
    ``superseded`` or ``published-in-error``."""
    demonstration: bool = False
    forge: Forge | None = None
    """Where the repository lives, if the network says so."""
    edit_url: str = ""
    """Where to edit a file, with ``{path}`` for its path, on another kind of server."""
    medicines_groups: tuple[str, ...] = ()
    """Groups that must have looked at content with medicines before it is endorsed."""
    medicines_since: date | None = None
    suspension_posts: tuple[str, ...] = ()
    """Posts that may stop a document alone; any post, if none is named."""
    suspension_days: int = 28
    """Days within which a group must have ratified such a stop."""
    adoption_roles: tuple[str, ...] = ("hub", "spoke")
    """The parts in the network whose organisations are asked whether they adopt a document."""
    adoption_asked: Mapping[str, Audience] = field(default_factory=dict)
    """By document, which organisations are asked, where that does not go by their roles."""
    adoption_days: int | None = None
    """Days from a version's taking effect by which they should have answered, if any are set."""
    signatures_since: date | None = None
    """The day from which decisions count only if they are signed; ``None`` if they need not be."""
    urgent_contacts: tuple[UrgentContact, ...] = ()
    """Whom to ring at once, the first to ring first."""
    signing_posts: tuple[str, ...] = ()
    """Posts that may sign the decisions of any group."""
    smallest_shown: int = 5
    """The smallest count of people that is shown, besides none; with 0 all are."""


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
    risk_check: str = ""
    reviewer: str = ""
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


@dataclass(frozen=True, slots=True)
class Claim:
    """One document named as serving a policy item, with what its standing does to that."""

    document: str
    section: str
    extent: str
    counts: bool
    why: str
    """Why it does not count, in words; empty if it does."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One policy item: what was judged, and what holds today.

    ``judged`` and ``holds`` are ``full``, ``partial``, ``none``, ``not applicable`` or
    ``not judged``. ``why`` explains any difference. ``suspect`` is true when the policy's edition
    has moved on since.
    """

    policy: str
    item: str
    topic: str
    section: str
    verification: str
    judged: str
    holds: str
    why: str
    suspect: bool
    rationale: str = ""
    gap: str = ""
    action: str = ""
    edition: str = ""
    judged_on: date | None = None
    judged_by: str = ""
    claims: tuple[Claim, ...] = ()
    mapping: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All items of one policy in its own order."""

    policy: str
    items: tuple[Judged, ...]

    def counts(self) -> dict[str, int]:
        """Items by what holds today."""
        holding = Counter(item.holds for item in self.items)
        return {str(extent): holding[extent] for extent in Extent}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due: a review, an expiry, an action, a consultation, a post's funding...

    ``what`` is a word for people ("review", "expiry", "action", "suspension", "unknown"...). What
    is not ``dated`` waits for a decision without a day for it; ``on`` is then today. ``since`` is
    the day of a suspension, ``why`` the reason why a standing cannot be told.
    ``days`` is negative once late.
    ``meetings`` are scheduled meetings, soonest first, of groups that may decide it, held on or
    before ``on`` with papers not yet past their date; ``too_late`` names why there is none.
    ``by`` and ``was`` are a content type's own words for a day to come, and for one that is past.
    ``groups`` are those that may decide it, whether they meet in time or not. ``awaited`` are the
    records for which something must come by a schedule, where that is what falls due.
    """

    what: str
    record: str
    owner: str
    on: date
    days: int
    meetings: tuple[str, ...] = ()
    too_late: str = ""
    since: date | None = None
    why: str = ""
    dated: bool = True
    by: str = ""
    was: str = ""
    groups: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """Registry x history x today."""

    registry: Registry
    history: History
    today: date
    settings: Settings
    standings: Mapping[str, Standing]
    coverage: Mapping[str, Coverage]
    due: tuple[Due, ...]
    distrust: Mapping[str, str] = field(default_factory=dict)
    """Why the ledger as a whole, ``"*"``, or one document cannot be trusted."""
    adoption: Adoption = field(default_factory=Adoption)
    """What the member organisations decided about the documents."""
    refusals: tuple[UnauthorisedDecision, ...] = ()
    """Decisions that those who made them could not make."""
    accepted: tuple[Acceptance, ...] = ()
    """Changes of files that were accepted."""
    mandates: Mapping[str, Mandate] = field(default_factory=dict)
    """What each group may decide that day, by its id."""
    awaited: Mapping[str, tuple[Awaited, ...]] = field(default_factory=dict)
    """What must come by a schedule, by the record for which it must."""
    all_groups: bool = True
    """Whether these are all groups of the network, so that what none may decide nobody may."""
    figures: Figures | None = None
    """Totals of what was counted; ``None`` while small numbers are still among the records."""
    all_cover: bool = True
    """Whether all that could say who is there can be read, so that where none is nobody is."""
