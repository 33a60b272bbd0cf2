"""What a network sets is what holds, to the letter; what it does not set is the careful choice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handbook.assess.adoption.model import Audience
from handbook.assess.contacts import UrgentContact
from handbook.assess.settings.model import (
    Forge,
    OfflineSettings,
    PublishedSite,
    Settings,
    ToolSource,
)
from handbook.assess.settings.reading import read_settings
from handbook.load.model import Record
from handbook.source.periods import Frequency


def read(**fields: Any) -> Settings:
    data = {key.replace("_", "-"): value for key, value in fields.items()}
    return read_settings(Record("network", "n", "registry/network.yaml", data, None, 1, {}))


def setting(name: str, value: Any) -> Settings:
    return read(settings={name: value})


def test_everything_that_can_be_set_is_heard() -> None:
    settings = {
        "review": {"cycle-months": 36, "due-soon-days": 60},
        "expired": {"use": "allowed", "wording": "Past its day."},
        "overdue": {"wording": "Late."},
        "wording": {"suspended": "Stopped."},
        "horizons": [30, 365, 90],
        "papers-days": 7,
        "report-year": "calendar",
        "renewed-within-days": 5,
        "offline": {
            "days": 3,
            "copy": False,
            "saved-pages": "members",
            "urgent": ["calm", "breath"],
        },
        "forge": {"kind": "gitlab", "url": "https://git.example/n"},
        "edit-url": "https://edit.example/{path}",
        "medicines": {"groups": ["pharmacy", "board"], "since": "2026-01-01"},
        "suspension": {"posts": ["safety", "lead"], "ratify-within-days": 14},
        "adoption": {
            "roles": ["hub", "partner"],
            "asked": [{"documents": ["calm"], "kinds": ["hospice"]}],
            "answer-within-days": 30,
        },
        "signatures": {"required-since": "2026-02-01", "posts": ["secretary"]},
        "small-numbers": {"hidden-below": 10},
    }
    contact = {"id": "line", "name": "Advice line", "number": "01632 960000"}
    assert read(
        settings=settings,
        time_zone="Europe/Dublin",
        demonstration=True,
        urgent_contacts=[contact],
    ) == Settings(
        time_zone="Europe/Dublin",
        cycle_months=36,
        due_soon_days=60,
        horizons=(365, 90, 30),
        papers_days=7,
        report_by=Frequency.YEAR,
        renewed_within_days=5,
        offline=OfflineSettings(3, copy=False, saved_pages="members", urgent=("calm", "breath")),
        use_after_expiry=True,
        expired_wording="Past its day.",
        overdue_wording="Late.",
        wording={"suspended": "Stopped."},
        demonstration=True,
        forge=Forge("gitlab", "https://git.example/n"),
        edit_url="https://edit.example/{path}",
        medicines_groups=("pharmacy", "board"),
        medicines_since=date(2026, 1, 1),
        suspension_posts=("safety", "lead"),
        suspension_days=14,
        adoption_roles=("hub", "partner"),
        adoption_asked={"calm": Audience(frozenset({"hospice"}))},
        adoption_days=30,
        signatures_since=date(2026, 2, 1),
        urgent_contacts=(UrgentContact(**contact),),
        signing_posts=("secretary",),
        smallest_shown=10,
    )


PARTS = (
    "review", "expired", "overdue", "offline", "forge", "medicines", "suspension", "adoption",
    "small-numbers",
)  # fmt: skip
EMPTY: dict[str, Any] = {**{name: {} for name in PARTS}, "horizons": []}


@pytest.mark.parametrize("settings", [None, {}, EMPTY, dict.fromkeys([*EMPTY, "signatures"])])
def test_what_is_not_set_or_left_empty_is_the_default(settings: Any) -> None:
    assert read(settings=settings) == read() == read_settings(None) == Settings()


def test_the_defaults_are_spelt_out() -> None:
    """Nobody changes one in passing: networks that set nothing live by them."""
    assert (Settings().time_zone, Settings().cycle_months, Settings().due_soon_days) == (
        "Europe/London", 24, 90,
    )  # fmt: skip
    assert (Settings().horizons, Settings().papers_days) == ((180, 90, 30), 14)
    assert (Settings().suspension_days, Settings().smallest_shown) == (28, 5)
    assert not Settings().use_after_expiry


def test_a_year_is_the_financial_one_unless_it_is_said_to_be_the_calendars() -> None:
    assert setting("report-year", "financial").report_by is Frequency.FINANCIAL_YEAR
    assert setting("report-year", "calendar").report_by is Frequency.YEAR
    assert setting("report-year", "moon").report_by is Frequency.FINANCIAL_YEAR


@pytest.mark.parametrize("use", ["forbidden", "yes", True, None, ""])
def test_only_the_plain_word_allows_use_after_expiry(use: object) -> None:
    assert setting("expired", {"use": use}) == Settings(use_after_expiry=False)


def test_what_is_said_of_one_document_in_several_places_adds_up() -> None:
    asked = [
        {"documents": ["calm", "breath"], "kinds": ["hospice"]},
        {"documents": ["calm"], "kinds": ["hospital"], "organisations": ["the-mill"]},
        {"kinds": ["hospital"]},
        {"documents": ["still"]},
        {"documents": ["calm"], "organisations": ["the-moor"]},
    ]
    assert setting("adoption", {"asked": asked}).adoption_asked == {
        "calm": Audience(
            frozenset({"hospice", "hospital"}), frozenset({"the-mill", "the-moor"})
        ),
        "breath": Audience(frozenset({"hospice"})),
        "still": Audience(),
    }  # fmt: skip


FORGE: dict[str, Any] = {"kind": "github", "url": "https://github.example/n"}


def forge(**more: Any) -> Forge | None:
    return setting("forge", FORGE | {key.replace("_", "-"): v for key, v in more.items()}).forge


def test_all_that_is_said_of_the_forge_is_heard() -> None:
    assert forge(
        branch="live", folder="handbook", api="https://api.example", form="none",
        sign_in="https://sign.example", application="a1", issue_forms=True,
        posts=[{"post": "lead", "names": ["@one", "@two"]}, {"names": ["@nobody"]}],
        groups=[{"group": "board", "names": ["@org/board"]}, {"group": "panel"}],
        tool={"url": "https://tool.example", "commit": "c1"},
        site={"host": "own-server", "url": "https://site.example/", "login": True},
    ) == Forge(
        kind="github", url="https://github.example/n", branch="live", folder="handbook",
        api="https://api.example", form=False, sign_in="https://sign.example", application="a1",
        names={"lead": ("@one", "@two"), "board": ("@org/board",), "panel": ()},
        tool=ToolSource("https://tool.example", "c1"),
        site=PublishedSite("own-server", "https://site.example/", login=True), issue_forms=True,
    )  # fmt: skip


def test_what_is_not_said_of_it_is_as_usual() -> None:
    usual = Forge("github", "https://github.example/n")
    assert forge() == usual
    empty = dict.fromkeys(
        ("branch", "folder", "api", "sign_in", "application", "posts", "groups", "tool", "site")
    )
    assert forge(**empty) == usual
    assert (usual.branch, usual.form, usual.issue_forms, usual.names) == ("main", True, False, {})


@pytest.mark.parametrize(
    "given", [{"kind": "github"}, {"url": "https://github.example/n"}, FORGE | {"kind": ""}]
)
def test_a_forge_that_is_half_named_is_none(given: dict[str, Any]) -> None:
    assert setting("forge", given).forge is None


@pytest.mark.parametrize("half", [{"url": "u"}, {"commit": "c"}, {"host": "h"}])
def test_so_are_a_tool_and_a_site(half: dict[str, Any]) -> None:
    assert forge(tool=half, site=half) == Forge("github", "https://github.example/n")


def test_only_plain_words_open_or_close_anything() -> None:
    made = forge(issue_forms="yes", form="some", site={"host": "h", "url": "u", "login": "yes"})
    assert made is not None
    assert (made.issue_forms, made.form, made.site) == (False, True, PublishedSite("h", "u"))
    assert made.site == PublishedSite("h", "u", login=False)
    assert setting("offline", {"copy": None}).offline.copy
    assert OfflineSettings() == OfflineSettings(7, True, "public", ())


@pytest.mark.parametrize(
    ("given", "since", "posts"),
    [
        ({"required-since": "2026-02-01"}, date(2026, 2, 1), ()),
        ({"required-since": "soon", "posts": ["lead"]}, date.min, ("lead",)),
        ({"posts": None}, date.min, ()),
        ({}, date.min, ()),
        ("yes", date.min, ()),
        (None, None, ()),
    ],
)
def test_signatures_are_required_ever_if_some_are_and_the_day_cannot_be_read(
    given: object, since: date | None, posts: tuple[str, ...]
) -> None:
    made = setting("signatures", given)
    assert (made.signatures_since, made.signing_posts) == (since, posts)


def test_a_day_for_medicines_that_cannot_be_read_is_no_day() -> None:
    assert setting("medicines", {"since": "soon"}).medicines_since is None
