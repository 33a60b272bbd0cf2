"""Calendars, feeds, FHIR, references, linked data: read by programs that know nothing of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import feedparser
import icalendar
import pytest
import rispy
from fhir.resources.R4B.bundle import Bundle
from pyld import jsonld

from handbook.outputs import citations
from handbook.outputs.changes import MOST, ReaderChange, newest
from handbook.outputs.citations import CHECK
from handbook.outputs.claims import UnreadableError
from handbook.outputs.feeds import Feed
from handbook.outputs.fhir import read_bundle
from handbook.outputs.fields.standing import documents as documents_of
from handbook.outputs.linked import read_graph
from handbook.outputs.llms import read_llms
from handbook.render import Site, Stamp
from handbook.render.gathering import gather
from handbook.source.dates import long_date

FHIR, LINKED, LLMS = "api/fhir/libraries.json", "api/schema-org.jsonld", "llms.txt"


@pytest.fixture
def documents(site: Site) -> dict[str, Any]:
    """What the list for programs says, which is compared with the pages elsewhere."""
    rows = json.loads(site.assets["api/documents.json"])["documents"]
    return {row["id"]: row for row in rows}


def in_force(documents: dict[str, Any]) -> set[str]:
    return {row["page"] for row in documents.values() if row["in_force"]}


def test_the_toy_shows_what_the_rest_of_this_file_is_about(documents: dict[str, Any]) -> None:
    assert {"in force", "suspended", "withdrawn", "proposed"} <= {
        row["state"] for row in documents.values()
    }
    assert any(row["text_hidden"] for row in documents.values())


class TestFhir:
    def test_is_valid_by_a_library_that_knows_r4b(self, site: Site) -> None:
        bundle = Bundle.model_validate_json(site.assets[FHIR])
        assert bundle.type == "collection"
        assert all(entry.resource.__resource_type__ == "Library" for entry in bundle.entry)

    def test_only_what_is_in_force_is_active(self, site: Site, documents: dict[str, Any]) -> None:
        bundle = Bundle.model_validate_json(site.assets[FHIR])
        active = [e.resource for e in bundle.entry if e.resource.status == "active"]
        assert {library.identifier[0].value for library in active} == in_force(documents)
        for library in active:
            row = documents[library.identifier[1].value]
            assert library.version == row["version"]
            assert str(library.approvalDate) == row["endorsed_on"]
            end = library.effectivePeriod.end
            assert (str(end) if end else None) == row["until"]

    def test_what_is_stopped_is_retired_and_what_cannot_be_told_is_unknown(
        self, site: Site, documents: dict[str, Any]
    ) -> None:
        status: dict[str, set[str]] = {}
        for entry in json.loads(site.assets[FHIR])["entry"]:
            library = entry["resource"]
            status.setdefault(library["identifier"][1]["value"], set()).add(library["status"])
        for name, row in documents.items():
            if row["state"] in {"suspended", "withdrawn", "superseded", "lapsed"}:
                assert status[name] == {"retired"}
            if row["state"] == "unknown":
                assert status[name] == {"unknown"}
            if row["state"] == "proposed":
                assert status[name] == {"draft"}

    def test_every_id_is_one_and_stands_once(self, site: Site) -> None:
        ids = [entry["resource"]["id"] for entry in json.loads(site.assets[FHIR])["entry"]]
        assert len(set(ids)) == len(ids)
        assert all(len(each) <= 64 for each in ids)


class TestLinkedData:
    def test_names_what_is_in_force_and_nothing_else(
        self, site: Site, documents: dict[str, Any]
    ) -> None:
        expanded = jsonld.expand(json.loads(site.assets[LINKED]))
        kind = "https://schema.org/MedicalWebPage"
        pages = [node for node in expanded if kind in node["@type"]]
        page = "https://schema.org/identifier"
        assert {node[page][0]["@value"] for node in pages} == in_force(documents)
        for node in pages:
            (entity,) = node["https://schema.org/mainEntity"]
            assert entity["@type"] == ["https://schema.org/MedicalGuideline"]
            assert node["http://purl.org/dc/terms/title"] == node["https://schema.org/name"]


class TestReferences:
    def test_are_of_what_is_in_force_alone(self, site: Site, documents: dict[str, Any]) -> None:
        expected = {row["id"] for row in documents.values() if row["in_force"]}
        csl = json.loads(site.assets["api/citations.json"])
        ris = rispy.loads(site.assets["api/citations.ris"].decode())
        assert {item["id"] for item in csl} == {entry["id"] for entry in ris} == expected
        for item in csl:
            row = documents[item["id"]]
            assert (item["title"], item["version"]) == (row["title"], row["version"])
            year, month, day = item["issued"]["date-parts"][0]
            assert str(date(year, month, day)) == row["endorsed_on"]
            assert CHECK in item["note"]
            if row["until"]:
                day = long_date(date.fromisoformat(row["until"]))
                assert f"Not to be relied on after {day}." in item["note"]
        assert any("Not to be relied on after" in item["note"] for item in csl)
        assert all(CHECK in " ".join(entry["notes"]) for entry in ris)

    @pytest.mark.parametrize("end", ["\u2028", "\x85", "\x0b", "\x1e", "\r", "\n"])
    def test_no_title_begins_a_line_of_its_own(
        self, toy: Any, monkeypatch: pytest.MonkeyPatch, end: str
    ) -> None:
        def titled(context: Any) -> Iterator[Any]:
            for standing, known in documents_of(context):
                yield standing, {**known, "title": f"A{end}ER  - {end}TY  - STD{end}TI  - B"}

        monkeypatch.setattr(citations, "documents", titled)
        lines = toy.site().assets["api/citations.ris"].decode().splitlines()
        tags = [line[:6] for line in lines if line]
        assert tags.count("TY  - ") == tags.count("ER  - ") == tags.count("TI  - ") > 0


class TestForLanguageModels:
    def test_drafts_are_left_out_and_what_is_stopped_is_named_as_such(
        self, site: Site, documents: dict[str, Any]
    ) -> None:
        said = {each.page: each for each in read_llms(site.assets[LLMS])}
        assert {page for page, each in said.items() if each.in_force} == in_force(documents)
        for row in documents.values():
            if row["state"] in {"proposed", "in consultation"}:
                assert row["page"] not in said
            if row["state"] in {"suspended", "withdrawn"}:
                assert said[row["page"]].in_force is False

    def test_a_title_cannot_move_a_document_to_another_heading(self, complete: Any) -> None:
        title = "Idea](x/) ## In force"
        text = complete.titled(title).site().assets[LLMS].decode()
        assert "](x/)" not in text
        assert text.count("## In force") == 1


def context_of(toy: Any) -> Any:
    at = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    stamp = Stamp("f" * 40, at, at.date(), "0.1.0")
    return gather(toy.assessment(), stamp, (), {}, (), {}, {})


def endorsed_for(toy: Any, document: str, roles: list[str]) -> None:
    """A document of the toy's whose sealed text says for whom it is."""
    path = f"guidelines/{document}.md"
    data = {"id": document, "title": document.title(), "summary": "It says.", "owner": "lead"}
    toy.put(path, {**data, "audience": roles}, "## Words\n\nAll of them.\n")
    toy.endorse(8, path)


def told(document: str, days_ago: int, *, stops: bool = False) -> ReaderChange:
    day = date(2026, 11, 29) - timedelta(days=days_ago)
    return ReaderChange(document, "Title", day, "Corrected", stops, "1.0", "", "", "")


FEEDS = ("api/feeds/changes.atom", "api/feeds/changes.feed.json")


class TestFeeds:
    def test_are_read_without_a_complaint_and_begin_with_the_newest(self, site: Site) -> None:
        feed = feedparser.parse(site.assets[FEEDS[0]])
        assert not feed.bozo, feed.get("bozo_exception")
        days = [entry.updated for entry in feed.entries]
        assert days == sorted(days, reverse=True)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 3

    def test_say_the_same_in_both_forms(self, site: Site) -> None:
        for path in sorted(path for path in site.assets if path.endswith(".atom")):
            atom = feedparser.parse(site.assets[path])
            other = json.loads(site.assets[path.replace(".atom", ".feed.json")])
            assert other["version"] == "https://jsonfeed.org/version/1.1"
            assert [(e.id, e.title, e.summary, e.link) for e in atom.entries] == [
                (i["id"], i["title"], i["content_text"], i["url"]) for i in other["items"]
            ]

    def test_a_stop_stands_before_what_is_new_on_the_same_day(self, site: Site) -> None:
        items = json.loads(site.assets[FEEDS[1]])["items"]
        for first, second in pairwise(items):
            if first["date_published"] == second["date_published"]:
                assert (first["tags"], second["tags"]) != (["text"], ["stop"])

    def test_every_stopped_document_has_its_stop_and_no_draft_is_news(
        self, site: Site, documents: dict[str, Any]
    ) -> None:
        items = json.loads(site.assets[FEEDS[1]])["items"]
        stops = {item["id"].split(":")[3] for item in items if item["tags"] == ["stop"]}
        told = {item["id"].split(":")[3] for item in items}
        for name, row in documents.items():
            if row["state"] in {"suspended", "withdrawn"}:
                assert name in stops
            if row["state"] == "proposed":
                assert name not in told
        for item in items:
            if item["tags"] == ["stop"]:
                assert "Do not rely on this text." in item["content_text"]

    def test_there_is_one_for_each_document_and_each_audience(self, site: Site) -> None:
        items = json.loads(site.assets[FEEDS[1]])["items"]
        for name in {item["id"].split(":")[3] for item in items}:
            own = json.loads(site.assets[f"api/feeds/document-{name}.feed.json"])["items"]
            assert own == [item for item in items if item["id"].split(":")[3] == name]

    def test_roles_that_differ_in_signs_alone_or_have_no_latin_letters_stop_no_site(
        self, toy: Any
    ) -> None:
        """Fails if two roles want one file: then no page, and no stop, would be published."""
        roles = [
            "Crews",
            "crews",
            "Crews!",
            "GPs",
            "G.Ps",
            "\u62a4\u58eb",
            "\u533b\u751f",
            "x " * 140,
        ]
        endorsed_for(toy, "crewed", roles)
        assets = toy.site().assets
        feeds = [p for p in assets if p.startswith("api/feeds/for-") and p.endswith(".feed.json")]
        assert len(feeds) == 6
        for feed in feeds:
            items = json.loads(assets[feed])["items"]
            assert {item["id"].split(":")[3] for item in items} == {"crewed"}
            assert len(feed) < 130

    def test_whoever_was_told_of_a_text_is_told_that_it_stops(self, toy: Any) -> None:
        """Fails if the text that is being worked on decides who hears of a stop."""
        endorsed_for(toy, "crewed", ["Crews"])
        path = "registry/guidelines/crewed.md"
        toy.files[path] = toy.files[path].replace(b"Crews", b"Others")
        suspended = {"post": "safety", "date": "2026-10-01", "reason": "A number is wrong."}
        toy.decide(0, "suspend", {"document": "crewed"}, meeting=None, **suspended)
        assets = toy.site().assets
        items = json.loads(assets["api/feeds/for-crews.feed.json"])["items"]
        assert next(item["tags"] for item in items) == ["stop"]
        assert "api/feeds/for-others.feed.json" not in assets

    def test_what_stops_a_text_today_is_never_cut_off(self) -> None:
        stopped = [told("a", 3000, stops=True), told("a", 3001), told("b", 3002, stops=True)]
        mended = [told("c", 2999), told("c", 3003, stops=True)]
        changes = [told("d", at) for at in range(500)] + mended + stopped
        kept = newest(changes)
        assert len(kept) == MOST + 2
        assert [(c.document, c.stops) for c in kept[MOST:]] == [("a", True), ("b", True)]

    def test_two_changes_of_one_day_are_two(self, complete: Any) -> None:
        feed = Feed(context_of(complete), "", "", "", tuple)
        ids = {
            feed.name_of(replace(told("a", 0), version=version, decision=decision))
            for version in ("1.0.1", "1.0.2")
            for decision in ("one", "other", "")
        }
        assert len(ids) == 6

    def test_nothing_of_a_later_day_is_news(self, site: Site) -> None:
        today = json.loads(site.assets["api/documents.json"])["today"]
        for item in json.loads(site.assets[FEEDS[1]])["items"]:
            assert item["date_published"][:10] <= today


def events(site: Site, name: str) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(site.assets[f"api/calendars/{name}.ics"])
    return list(calendar.walk("VEVENT"))


class TestCalendars:
    def test_the_networks_holds_each_meeting_and_each_thing_that_falls_due(
        self, site: Site
    ) -> None:
        uids = {str(event["uid"]) for event in events(site, "network")}
        meetings = json.loads(site.assets["api/meetings.json"])["meetings"]
        due = json.loads(site.assets["api/due.json"])["due"]
        kept = [m for m in meetings if m["on"] and m["on"] >= "2026-08-23"]
        assert kept
        assert due
        for meeting in kept:
            assert any(uid.startswith(f"meeting.{meeting['id']}@") for uid in uids)
        assert len(uids) == len(kept) + len(due)

    def test_events_are_of_whole_days_and_have_what_a_calendar_needs_to_move_them(
        self, site: Site
    ) -> None:
        for path in site.assets:
            if path.startswith("api/calendars/"):
                calendar = icalendar.Calendar.from_ical(site.assets[path])
                assert not calendar.errors
                for event in calendar.walk("VEVENT"):
                    assert type(event.decoded("dtstart")) is date
                    assert int(event["sequence"]) > 0

    def test_each_group_has_its_own_meetings_and_no_others(self, site: Site) -> None:
        meetings = json.loads(site.assets["api/meetings.json"])["meetings"]
        groups = {m["group"] for m in meetings if m["group"]}
        assert groups
        for group in groups:
            own = {
                str(event["uid"]).split("@")[0].removeprefix("meeting.")
                for event in events(site, f"group-{group}")
                if str(event["uid"]).startswith("meeting.")
            }
            assert own <= {m["id"] for m in meetings if m["group"] == group}

    def test_each_post_and_organisation_has_what_is_for_it_to_act_on(self, site: Site) -> None:
        due = json.loads(site.assets["api/due.json"])["due"]
        for owner in {row["owner"] for row in due if row["owner"]}:
            rows = [row for row in due if row["owner"] == owner]
            assert len(events(site, f"post-{owner}")) == len(rows)

    def test_a_meeting_that_is_called_off_says_so(self, toy: Any) -> None:
        name = next(
            path
            for path, raw in toy.files.items()
            if path.startswith("registry/meetings/") and b"scheduled" in raw
        )
        toy.files[name] = toy.files[name].replace(b"scheduled", b"cancelled")
        record = name.rpartition("/")[2].removesuffix(".yaml")
        (event,) = [
            event
            for event in events(toy.site(), "network")
            if str(event["uid"]).startswith(f"meeting.{record}@")
        ]
        assert str(event["status"]) == "CANCELLED"
        assert str(event["summary"]).startswith("Called off: ")


READERS: dict[str, Callable[[bytes], Iterator[Any]]] = {
    "fhir": read_bundle,
    "linked": read_graph,
    "llms": read_llms,
}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[]", b'{"entry": [1], "@graph": [1]}'])
@pytest.mark.parametrize("name", ["fhir", "linked"])
def test_what_cannot_be_read_back_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableError):
        list(READERS[name](content))


def test_a_list_that_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableError):
        list(read_llms(b"\xff\xfe\x00"))
