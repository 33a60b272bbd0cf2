"""What browsers save, of which build, and for whom."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from test_offline_copy import ORDER, PAGE, built, page

from handbook.assess.model import Assessment
from handbook.assess.settings.model import OfflineSettings, Settings
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.offline.installing import saves_pages, with_worker
from handbook.offline.making import parts
from handbook.offline.order import offline_order
from handbook.offline.problem import OfflineError
from handbook.offline.worker import BUDGET, WORKER, worker, worker_off
from handbook.publish.config import OUR_THEME
from handbook.render.model import Stamp
from handbook.render.site import render
from registries import lay_smallest

SAVING = replace(ORDER, copy=False, saves=True, urgent=("guidelines/rooms/", "guidelines/no/"))


def whole() -> dict[str, bytes]:
    there = built()
    there |= {f"{path}index.html": page("../", "") for path in ("search/", "offline/away/")}
    return there


def given(script: bytes) -> dict[str, object]:
    line = script.decode().partition("\n")[0]
    return dict(json.loads(line.removeprefix("const GIVEN = ").removesuffix(";")))


def test_it_saves_what_pages_need_and_what_is_urgent_in_this_edition() -> None:
    said = given(worker(whole(), SAVING)[0])
    assert said["pages"] == ["", "search/", "offline/", "offline/away/", "guidelines/rooms/"]
    assert said["files"] == [
        "assets/handbook/freshness.js",
        "assets/handbook/minisearch.js",
        "assets/look.css",
        "search/names.js",
    ]
    assert said["days"] == 7


def test_the_store_is_named_by_what_the_site_says() -> None:
    first = given(worker(whole(), SAVING)[0])["key"]
    again = whole()
    again["index.html"] = page("", "Built a minute later.")
    assert given(worker(again, SAVING)[0])["key"] == first
    for path in (PAGE, "assets/look.css", "search/names.js"):
        other = whole()
        other[path] += b" "
        assert given(worker(other, SAVING)[0])["key"] != first


def test_the_store_is_also_named_by_what_the_script_says() -> None:
    """A script that is installed anew never works on, or removes, the store of another."""
    first = given(worker(whole(), SAVING)[0])["key"]
    for other in (replace(SAVING, days=9), replace(SAVING, members=not SAVING.members)):
        assert given(worker(whole(), other)[0])["key"] != first


def test_pictures_count_and_words_come_before_them() -> None:
    there = whole()
    there[PAGE] = page("../../", '<img alt="A plan" src="plan.png">')
    there["guidelines/rooms/plan.png"] = b"x" * BUDGET
    script, no_room = worker(there, SAVING)
    assert "guidelines/rooms/" in str(given(script)["pages"])
    assert given(script)["bare"] == ["guidelines/rooms/"]
    assert no_room == ("guidelines/rooms/ (its pictures)",)
    there["guidelines/rooms/plan.png"] = b"x"
    script, no_room = worker(there, SAVING)
    assert (given(script)["bare"], no_room) == ([], ())


def test_urgent_pages_for_which_there_is_no_room_are_named() -> None:
    there = whole()
    there["guidelines/long/index.html"] = page("../../", "x" * BUDGET)
    urgent = ("guidelines/long/", "guidelines/rooms/")
    script, no_room = worker(there, replace(SAVING, urgent=("guidelines/rooms/", urgent[0])))
    assert no_room == ("guidelines/long/",)
    assert "guidelines/rooms/" in str(given(script)["pages"])


def test_without_the_page_for_no_network_no_browser_saves_any() -> None:
    with pytest.raises(OfflineError, match="offline/away/"):
        worker(built() | {"search/index.html": b""}, SAVING)


def test_only_a_build_that_saves_has_more_than_what_takes_away() -> None:
    assert WORKER not in parts(whole(), ORDER).files
    assert parts(whole(), SAVING).files[WORKER] != worker_off()
    assert b"fetch" not in worker_off()


@pytest.mark.parametrize(
    ("wanted", "public", "expected"),
    [
        ("public", True, True),
        ("public", False, False),
        ("members", True, True),
        ("members", False, True),
        ("none", True, False),
        ("none", False, False),
    ],
)
def test_what_is_for_members_is_saved_only_where_the_network_says_so(
    wanted: str, public: bool, expected: bool
) -> None:
    settings = Settings(offline=OfflineSettings(saved_pages=wanted))
    assert saves_pages(settings, public=public) is expected
    assert saves_pages(Settings(), public=False) is False


DAY = date(2026, 3, 10)
SETTINGS = "settings:\n  offline: {days: 9, urgent: [quiet-rooms, way-home]}\n"


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    root = lay_smallest(tmp_path_factory.mktemp("small"))
    network = root / "registry" / "network.yaml"
    network.write_text(network.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    assessed = check(WorkingTree(root), today=DAY, history=NO_HISTORY).assessment
    assert assessed is not None
    return assessed


def stamp(**more: object) -> Stamp:
    moment = datetime(2026, 3, 10, 12, tzinfo=UTC)
    return Stamp(
        **{"commit": "c", "built": moment, "today": DAY, "tool_version": "0", "real": DAY, **more}
    )  # type: ignore[arg-type]


def test_an_order_is_read_from_the_settings(assessment: Assessment) -> None:
    marked = stamp(saves=True)
    order = offline_order(render(assessment, marked), assessment, marked, "https://h.example/")
    assert (order.days, order.until, order.copy, order.saves) == (9, date(2026, 3, 19), True, True)
    assert order.urgent == ("guidelines/quiet-rooms/", "care-pathways/way-home/")
    assert order.renewed_at == "https://h.example/offline/"


@pytest.mark.parametrize("other", [{"preview": True}, {"real": date(2026, 3, 11)}])
def test_what_is_not_in_force_today_is_neither_copied_nor_saved(
    assessment: Assessment, other: dict[str, object]
) -> None:
    marked = stamp(saves=True, **other)
    site = with_worker(render(assessment, marked), marked)
    order = offline_order(site, assessment, marked, "")
    assert (order.copy, order.saves) == (False, False)
    assert site.assets[WORKER] == worker_off()
    assert "manifest.json" not in site.assets
    assert "saves" not in site.pages["index.md"].meta["handbook"]["stamp"]


def test_an_installed_handbook_is_called_by_the_network_s_name(assessment: Assessment) -> None:
    marked = stamp(saves=True)
    site = with_worker(render(assessment, marked), marked)
    manifest = json.loads(site.assets["manifest.json"])
    assert manifest["name"] == site.pages["index.md"].meta["handbook"]["network"]
    for icon in manifest["icons"]:
        assert (OUR_THEME / icon["src"]).is_file()
