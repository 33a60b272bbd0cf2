"""The network's own settings, as ``network.yaml`` has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.source.periods import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.adoption.model import Audience
    from handbook.assess.contacts import UrgentContact


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
