"""Who is told what, in the demonstration: owners, champions, secretaries and the coordinator."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, date, datetime
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from handbook.assess.model import Assessment
from handbook.assess.settings.model import Forge, PublishedSite
from handbook.check import assessed
from handbook.cli.reminding.links import links_of
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.remind.digest import Letter, Mailing, mailing_of
from handbook.remind.gathering import LEDGER, matters
from handbook.remind.issues import ReminderLinks, reminder_of
from handbook.remind.message import Envelope, message_of
from handbook.remind.model import LABEL, OVERDUE
from handbook.remind.parcels import DigestQuestion, LetterLine, LetterPart

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demonstration() -> Assessment:
    known = assessed(WorkingTree(ROOT), today=TODAY, history=NO_HISTORY).assessment
    assert known is not None
    return known


@pytest.fixture(scope="module")
def mailing(demonstration: Assessment) -> Mailing:
    return mailing_of(DigestQuestion(demonstration, 90, lambda key: f"https://h.example/{key}/"))


def to(mailing: Mailing, post: str) -> Letter:
    (letter,) = [letter for letter in mailing.letters if letter.post == post]
    return letter


def titles(letter: Letter) -> list[str]:
    return [part.title for part in letter.parts]


def test_a_text_in_use_that_was_stopped_comes_before_all_else(mailing: Mailing) -> None:
    letter = to(mailing, "ludvale-paediatrician")
    first = letter.parts[0]
    assert first.title == "In use, and the network does not stand behind it"
    assert first.lines[0].head == "Planning ahead for seizures at home"
    assert "It is: Suspended." in first.lines[0].sentences[0]
    assert letter.stopped == 1


def test_a_champion_is_asked_for_the_answers_that_are_owed(mailing: Mailing) -> None:
    (part,) = [p for p in to(mailing, "general-practice-lead").parts if "recorded" in p.title]
    assert all("An answer is asked for by" in line.sentences[0] for line in part.lines)


def test_the_coordinator_gets_what_a_vacant_post_would_and_it_is_said(mailing: Mailing) -> None:
    assert (
        "community-nursing-lead-north: nobody holds this post, so what is for it goes to"
        " network-coordinator."
    ) in mailing.notes
    theirs = [t for t in titles(to(mailing, "network-coordinator")) if "(for Team lead" in t]
    assert len(theirs) == 3
    assert not mailing.lost


def test_the_coordinator_prepares_meetings_of_groups_without_a_secretary(mailing: Mailing) -> None:
    (part,) = [p for p in to(mailing, "network-coordinator").parts if "19 January" in p.title]
    assert part.title == (
        "For the agenda: Clinical steering group, 19 January 2027 (papers due on 5 January 2027)"
    )
    assert [line.head for line in part.lines] == [
        "Having medicines ready at home before they are needed"
    ]


def test_a_secretary_does_where_a_group_has_one(demonstration: Assessment) -> None:
    group = demonstration.registry.records["clinical-steering-group"]
    seats = [*group.data["seats"], {"id": "secretary", "post": "network-administrator"}]
    known = replace(group, data={**group.data, "seats": seats})
    registry = replace(
        demonstration.registry, records={**demonstration.registry.records, group.id: known}
    )
    made = mailing_of(DigestQuestion(replace(demonstration, registry=registry), 90))
    assert any("For the agenda" in t for t in titles(to(made, "network-administrator")))


def test_nothing_that_is_near_is_in_no_letter(demonstration: Assessment, mailing: Mailing) -> None:
    written = {line.head for letter in mailing.letters for p in letter.parts for line in p.lines}
    assert {matter.title for matter in matters(demonstration, 90) if matter.pressing} <= written


def test_what_waits_for_a_decision_comes_first_and_is_late(demonstration: Assessment) -> None:
    first = matters(demonstration, 0)[0]
    assert (first.key, first.late, first.pressing) == ("seizure-planning", True, True)
    reminder = reminder_of(demonstration, first, ReminderLinks(), frozenset())
    assert reminder.title == "Suspended since 19 October 2026: Planning ahead for seizures at home"
    assert reminder.labels == {LABEL, OVERDUE}
    assert "Executive committee, 10 March 2027 (papers due on 24 February 2027)" in reminder.part


def test_decisions_that_cannot_be_believed_are_one_matter(demonstration: Assessment) -> None:
    doubted = replace(demonstration, distrust={LEDGER: "a decision cannot be read"})
    found = matters(doubted, 90)
    assert found[0].key == LEDGER
    assert found[0].owner == "network-coordinator"
    assert not [matter for matter in found if matter.key in demonstration.standings]
    assert [matter for matter in found if matter.key == "champions-report-adoption"]
    letter = to(mailing_of(DigestQuestion(doubted, 90)), "network-coordinator")
    assert "Why: a decision cannot be read." in str(letter.parts)


def test_the_subject_counts_and_names_no_title(mailing: Mailing) -> None:
    envelope = Envelope("a@example.org", "net", "Net", TODAY, NOON)
    message = message_of(to(mailing, "ludvale-paediatrician"), envelope)
    assert message["Subject"] == (
        "Net: 1 text in use that the network does not stand behind, 2 things fall due (1 late)"
        " (30 November 2026)"
    )


def test_no_words_begin_a_header_or_end_a_part_or_are_hidden() -> None:
    hostile = "Ann\r\nBcc: x@example.org\n\n--handbook-0\r\n.\x07\u202e\u2028<b>"
    part = LetterPart(hostile, (LetterLine(hostile, (hostile,)),))
    envelope = Envelope("a@example.org", "net", hostile, TODAY, NOON, (hostile,))
    made = message_of(Letter("nurse", hostile, "n@example.org", (part,), 1), envelope)
    message: Any = email.message_from_bytes(bytes(made), policy=default)
    assert not message.defects
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["n@example.org"]
    plain, html = (body.get_content() for body in message.iter_parts())
    for text in (plain, html):
        assert text.replace("\r\n", "").isprintable()
        assert not [line for line in text.split("\r\n") if line.startswith(("Bcc", "--h", "."))]
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("site", "page", "form"),
    [
        (
            "https://h.example/n/",
            "https://h.example/n/guidelines/seizure-planning/",
            "https://h.example/n/edit/#/collections/guideline/entries/seizure-planning",
        ),
        ("", "", "https://g.example/n/h/edit/main/registry/guidelines/seizure-planning.md"),
    ],
)
def test_where_a_record_is_read_and_changed(
    demonstration: Assessment, site: str, page: str, form: str
) -> None:
    place = PublishedSite("own-server", site, login=True) if site else None
    forge = Forge("github", "https://g.example/n/h", site=place)
    links = links_of(replace(demonstration, settings=replace(demonstration.settings, forge=forge)))
    assert (links.page("seizure-planning"), links.form("seizure-planning")) == (page, form)
    assert (links.page(LEDGER), links.form("nobody")) == ("", "")
