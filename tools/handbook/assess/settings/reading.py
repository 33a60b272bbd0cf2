"""The network's own settings, read from its record, with the defaults filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.model import Audience
from handbook.assess.contacts import urgent_contacts
from handbook.assess.settings.model import (
    Forge,
    OfflineSettings,
    PublishedSite,
    Settings,
    ToolSource,
)
from handbook.source.dates import day_or_none
from handbook.source.periods import Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.load.model import Record


_REPORTS = {"financial": Frequency.FINANCIAL_YEAR, "calendar": Frequency.YEAR}


def read_settings(network: Record | None) -> Settings:
    """The settings of a network; the defaults, which are the careful ones, if it has no record."""
    if network is None:
        return Settings()
    given = network.get("settings") or {}
    expired, overdue = given.get("expired") or {}, given.get("overdue") or {}
    review = given.get("review") or {}
    medicines, suspension = given.get("medicines") or {}, given.get("suspension") or {}
    adoption = given.get("adoption") or {}
    values: dict[str, Any] = {
        "time_zone": network.get("time-zone"),
        "cycle_months": review.get("cycle-months"),
        "due_soon_days": review.get("due-soon-days"),
        "horizons": _horizons(given),
        "papers_days": given.get("papers-days"),
        "report_by": _REPORTS.get(str(given.get("report-year"))),
        "renewed_within_days": given.get("renewed-within-days"),
        "offline": _offline(given.get("offline") or {}),
        "use_after_expiry": expired.get("use") == "allowed",  # only the plain word
        "expired_wording": expired.get("wording"),
        "overdue_wording": overdue.get("wording"),
        "wording": given.get("wording"),
        "demonstration": network.get("demonstration"),
        "forge": _forge(given.get("forge")),
        "edit_url": given.get("edit-url"),
        "medicines_groups": tuple(medicines.get("groups") or ()),
        "medicines_since": day_or_none(medicines.get("since")),
        "suspension_posts": tuple(suspension.get("posts") or ()),
        "suspension_days": suspension.get("ratify-within-days"),
        "adoption_roles": tuple(adoption.get("roles") or ()) or None,
        "adoption_asked": _asked(adoption.get("asked") or ()),
        "adoption_days": adoption.get("answer-within-days"),
        "signatures_since": _since(given.get("signatures")),
        "urgent_contacts": urgent_contacts(network),
        "signing_posts": _posts(given.get("signatures")),
        "smallest_shown": (given.get("small-numbers") or {}).get("hidden-below"),
    }
    return Settings(**{name: value for name, value in values.items() if value is not None})


def _horizons(given: Mapping[str, Any]) -> tuple[int, ...] | None:
    """Days ahead to look, the farthest first."""
    days = given.get("horizons")
    return tuple(sorted(days, reverse=True)) if days else None


def _asked(given: Iterable[Mapping[str, Any]]) -> dict[str, Audience]:
    """Whom each document is meant for; what is said of one document in several places adds up."""
    audiences: dict[str, Audience] = {}
    for part in given:
        for document in part.get("documents") or ():
            before = audiences.get(document, Audience())
            audiences[document] = Audience(
                before.kinds | frozenset(part.get("kinds") or ()),
                before.organisations | frozenset(part.get("organisations") or ()),
            )
    return audiences


def _forge(given: Mapping[str, Any] | None) -> Forge | None:
    """The server that holds the repository; a group and a post never share an id."""
    if not given or not given.get("kind") or not given.get("url"):
        return None
    teams = [(row.get("post"), row) for row in given.get("posts") or ()]
    teams += [(row.get("group"), row) for row in given.get("groups") or ()]
    return Forge(
        kind=given["kind"],
        url=given["url"],
        branch=given.get("branch") or "main",
        folder=given.get("folder") or "",
        api=given.get("api") or "",
        form=given.get("form") != "none",
        sign_in=given.get("sign-in") or "",
        application=given.get("application") or "",
        issue_forms=given.get("issue-forms") is True,
        names={behind: tuple(row.get("names") or ()) for behind, row in teams if behind},
        tool=_tool(given.get("tool") or {}),
        site=_site(given.get("site") or {}),
    )


def _offline(given: Mapping[str, Any]) -> OfflineSettings:
    """What may be read without a network; a copy is offered unless the settings say not."""
    careful = OfflineSettings()
    return OfflineSettings(
        days=given.get("days") or careful.days,
        copy=given.get("copy") is not False,
        saved_pages=given.get("saved-pages") or careful.saved_pages,
        urgent=tuple(given.get("urgent") or ()),
    )


def _tool(given: Mapping[str, Any]) -> ToolSource | None:
    url, commit = given.get("url"), given.get("commit")
    return ToolSource(url, commit) if url and commit else None


def _site(given: Mapping[str, Any]) -> PublishedSite | None:
    """Where it is read; that there is a login must be said in so many words."""
    host, url = given.get("host"), given.get("url")
    return PublishedSite(host, url, given.get("login") is True) if host and url else None


def _since(signatures: object) -> date | None:
    """The day from which signatures are required: ever, if some are and the day is unreadable."""
    if signatures is None:
        return None
    day = signatures.get("required-since") if isinstance(signatures, dict) else None
    return day_or_none(day) or date.min


def _posts(signatures: object) -> tuple[str, ...]:
    return tuple(signatures.get("posts") or ()) if isinstance(signatures, dict) else ()
