"""Calendars, feeds, FHIR, references, linked data: read by programs that know nothing of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import feedparser
import icalendar
import pytest
import rispy
from fhir.resources.R4B.bundle import Bundle
from pyld import jsonld

from handbook.outputs.citations import CHECK
from handbook.outputs.fhir import read_bundle
from handbook.outputs.linked import read_graph
from handbook.outputs.llms import read_llms
from handbook.outputs.said import UnreadableError
from handbook.render import Site

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
        assert all(CHECK in " ".join(entry["notes"]) for entry in ris)


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
