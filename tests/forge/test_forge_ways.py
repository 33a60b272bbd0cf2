"""What a page offers to whoever has something to say, and to whom it goes."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from forge_demonstration import demonstration

from handbook.forge.mail import LONGEST, mailto
from handbook.forge.mailboxes import of_document, of_network, of_safety
from handbook.forge.messages import NO_PATIENTS
from handbook.forge.model import PageSubject, Purpose, WayIn
from handbook.forge.ways import ways_in

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

PLACE = {"kind": "github", "url": "https://forge.example/net/book"}
SUBJECT = PageSubject("try-it", "Try it", "actions/try-it/", "registry/actions/try-it.yaml")
TOLD = (Purpose.PROBLEM, Purpose.CHANGE, Purpose.ADOPTION)


def ways(assessment: Assessment, subject: PageSubject = SUBJECT) -> tuple[WayIn, ...]:
    return ways_in(assessment, assessment.registry.records["try-it"], subject)


def body(address: str) -> str:
    return parse_qs(urlsplit(address).query)["body"][0]


def test_without_a_server_there_is_no_link_but_mail(network: Any) -> None:
    offered = ways(network.assessment())
    assert [(way.purpose, way.href.partition(":")[0]) for way in offered] == [
        (Purpose.PROBLEM, "mailto"),
        (Purpose.CHANGE, "mailto"),
    ]


def test_without_server_and_mailbox_there_is_no_link_at_all(network: Any) -> None:
    for record in network.records.values():
        record.pop("contact", None)
    assert ways(network.assessment()) == ()


def test_forms_are_led_to_only_where_the_network_says_that_they_are_there(network: Any) -> None:
    network.settings = {"forge": PLACE}
    assert not [way for way in ways(network.assessment()) if "/issues/" in way.href]
    network.settings = {"forge": PLACE | {"issue-forms": True}}
    forms = [way for way in ways(network.assessment()) if "/issues/" in way.href]
    assert [way.purpose for way in forms] == [Purpose.PROBLEM, Purpose.CHANGE]


def test_a_record_opens_in_the_form_where_the_network_has_one(network: Any) -> None:
    def form(given: dict[str, Any]) -> list[str]:
        network.settings = {"forge": given}
        offered = ways(network.assessment())
        return [way.href for way in offered if way.href.startswith("edit/")]

    assert form(PLACE) == ["edit/#/collections/action/entries/try-it"]
    assert form(PLACE | {"form": "none"}) == []
    network.settings = {}
    assert not [way for way in ways(network.assessment()) if way.href.startswith("edit/")]


def test_two_ways_to_change_a_page_have_two_names(network: Any) -> None:
    def names(given: dict[str, Any]) -> list[str]:
        network.settings = given
        return [way.label for way in ways(network.assessment()) if way.purpose is Purpose.EDIT]

    form, file = "Suggest a change in a form", "Change the file itself"
    assert names({"forge": PLACE}) == [form, file]
    assert names({"forge": PLACE, "edit-url": "https://own.example/{path}"}) == [form, file]
    assert names({"forge": PLACE | {"form": "none"}}) == ["Suggest a change to this page"]
    assert names({"edit-url": "https://own.example/{path}"}) == ["Suggest a change to this page"]


def test_a_page_that_nobody_may_edit_has_no_way_to_its_file(network: Any) -> None:
    network.settings = {"forge": PLACE}
    purposes = {way.purpose for way in ways(network.assessment(), PageSubject("a", "A", "a/"))}
    assert purposes == {Purpose.PROBLEM, Purpose.CHANGE}


def test_another_kind_of_server_is_led_to_as_the_network_says(network: Any) -> None:
    network.settings = {"edit-url": "https://own.example/edit/{path}?b=main"}
    (edit,) = [way for way in ways(network.assessment()) if way.purpose is Purpose.EDIT]
    assert edit.href == "https://own.example/edit/registry/actions/try-it.yaml?b=main"


def test_every_message_says_first_what_must_not_be_in_it_and_where_danger_goes(
    network: Any,
) -> None:
    subject = PageSubject(
        "try-it", "Try it", "https://book.example/a/", "f", "A-1", "1.0", "v1:sha256:" + "a" * 64,
        adoptable=True,
    )  # fmt: skip
    mails = [way for way in ways(network.assessment(), subject) if way.purpose in TOLD]
    assert [way.purpose for way in mails] == list(TOLD)
    for way in mails:
        first, second, *rest = body(way.href).split("\r\n")
        assert first == NO_PATIENTS
        assert second == (
            "Could it harm a patient? Do not use this way. At once: Safety, safety@small.example."
        )
        assert "About: Try it (A-1, version 1.0)" in rest
        assert "Page: https://book.example/a/" in rest


def test_a_use_is_told_to_the_coordinator_and_the_rest_to_the_owner(network: Any) -> None:
    subject = PageSubject("try-it", "Try it", "a/", adoptable=True)
    to = {way.purpose: urlsplit(way.href).path for way in ways(network.assessment(), subject)}
    assert to == {
        Purpose.PROBLEM: "owner@small.example",
        Purpose.CHANGE: "owner@small.example",
        Purpose.ADOPTION: "coordinator@small.example",
    }


def test_nobody_is_sent_to_a_mailbox_that_nobody_reads(network: Any) -> None:
    network.records["posts/owner.yaml"]["vacant-since"] = "2026-01-01"
    network.records["posts/safety.yaml"]["vacant-since"] = "2026-01-01"
    registry = network.assessment().registry
    assert of_document(registry, registry.records["try-it"]).email == "coordinator@small.example"
    assert of_safety(registry).email == "coordinator@small.example"


def test_the_network_stands_in_for_posts_without_a_mailbox(network: Any) -> None:
    for name in ("owner", "coordinator", "safety"):
        network.records[f"posts/{name}.yaml"].pop("contact")
    registry = network.assessment().registry
    for box in (
        of_document(registry, registry.records["try-it"]),
        of_network(registry),
        of_safety(registry),
    ):
        assert box.in_words == "network@small.example or 01632 960001"


@pytest.mark.parametrize("sign", ["&", "?", "%", "#", "+", "=", ">", "é", "\N{EN DASH}", '"', ","])
def test_every_sign_of_a_message_arrives(sign: str) -> None:
    line = f"4{sign}6 hours, 100 % sure"
    address = mailto("a+b@c.example", f"About\r\n{line}", [line, "", "next  "])
    assert address.isascii()
    assert not set(address) & set(' "<>\r\n')
    assert address.count("?") == address.count("&") == 1
    query = dict(part.split("=", 1) for part in address.partition("?")[2].split("&"))
    assert unquote(query["subject"]) == f"About {line}"
    assert unquote(query["body"]) == f"{line}\r\n\r\nnext"
    assert "%0A" not in query["body"].replace("%0D%0A", "")
    assert unquote(urlsplit(address).path) == "a+b@c.example"


def test_no_mailbox_can_add_readers_or_headers() -> None:
    address = mailto("a@b.example?cc=c@d.example&x=y,e@f.example", "s", ["b"])
    assert address.partition("?")[0].count(",") == 0
    assert "cc=" not in address


def test_no_title_can_add_headers_to_a_mail() -> None:
    message = EmailMessage()
    address = mailto("a@b.example", "Sound\r\nBcc: c@d.example", [])
    message["Subject"] = unquote(address.partition("subject=")[2].partition("&")[0])
    assert message["Subject"] == "Sound Bcc: c@d.example"


def test_every_mail_of_the_demonstration_is_short_enough_for_every_mail_program() -> None:
    assessment = demonstration()
    lengths = []
    for record in assessment.registry.with_behaviour("adoptable"):
        standing = assessment.standings[record.id]
        title = assessment.registry.label(record.id)
        page = f"https://handbook.fellsandvales.example/{record.type}/{record.id}/"
        subject = PageSubject(
            record.id, title, page, record.path, "FV-G00", "10.0", standing.digest, adoptable=True
        )
        lengths += [
            len(way.href)
            for way in ways_in(assessment, record, subject)
            if way.href.startswith("mailto:")
        ]
    assert len(lengths) > 30
    assert max(lengths) < LONGEST
