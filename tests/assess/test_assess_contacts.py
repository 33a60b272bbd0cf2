"""Whom to ring: only what is whole and says no more than it may, and never a number made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handbook.assess.contacts import UrgentContact, coordinator, tel, urgent_contacts
from handbook.load.model import Record

LINE: dict[str, Any] = {"id": "line", "name": "Advice line", "number": "01632 960001"}
CLAIM = "In force"
"""What nothing near a badge may say."""


def contacts(given: object) -> tuple[UrgentContact, ...]:
    return urgent_contacts(
        Record("network", "n", "registry/network.yaml", {"urgent-contacts": given}, None, 1, {})
    )


def test_every_contact_is_told_in_order_with_when_and_for_what() -> None:
    whole = LINE | {"hours": "All night", "for": "Any child"}
    other = LINE | {"id": "ward", "name": " The ward ", "number": " 01632 960002 "}
    assert contacts([whole, other]) == (
        UrgentContact("line", "Advice line", "01632 960001", "All night", "Any child"),
        UrgentContact("ward", "The ward", "01632 960002"),
    )


@pytest.mark.parametrize("name", ["id", "name", "number"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_is_not_whole_is_left_out_and_the_others_stay(name: str, value: object) -> None:
    assert contacts([LINE | {name: value}, LINE]) == contacts([LINE])
    assert contacts([{key: v for key, v in LINE.items() if key != name}]) == ()


@pytest.mark.parametrize("wrong", [{"name": CLAIM}, {"number": "soon"}, {"number": CLAIM}])
def test_what_says_more_than_a_name_or_a_number_is_left_out(wrong: dict[str, Any]) -> None:
    assert contacts([LINE | wrong]) == ()


@pytest.mark.parametrize(("field", "shown"), [("hours", "hours"), ("for", "purpose")])
def test_a_line_that_says_more_than_it_may_is_left_out_and_the_number_stays(
    field: str, shown: str
) -> None:
    (contact,) = contacts([LINE | {"hours": "All night", "for": "Any child", field: CLAIM}])
    assert getattr(contact, shown) == ""
    assert {contact.hours, contact.purpose} == {"", "All night" if field == "for" else "Any child"}
    (contact,) = contacts([LINE | {field: None}])
    assert getattr(contact, shown) == ""


@pytest.mark.parametrize("given", [None, "01632 960001", {"line": LINE}, ["01632 960001", None]])
def test_what_is_no_list_of_contacts_is_none(given: object) -> None:
    assert contacts(given) == ()
    assert urgent_contacts(None) == ()


@pytest.mark.parametrize(
    ("number", "rung"),
    [
        ("01632 960001", "tel:01632960001"),
        ("+44 (0)1632 960-001", "tel:+441632960001"),
        ("  +44 (0)1632 960001", "tel:+441632960001"),
        ("(0)1632 960001", "tel:01632960001"),
        ("(01632) 960001 x", "tel:01632960001"),
    ],
)
def test_a_number_is_rung_as_it_is_dialled(number: str, rung: str) -> None:
    assert tel(number) == rung
    assert UrgentContact("line", "Advice line", number).href == rung


# The coordinator.

COORDINATOR = "posts/coordinator.yaml"


def test_the_posts_own_number_comes_first_and_the_networks_stands_in(files: Any) -> None:
    files.change("network.yaml", contact={"phone": "01632 960009"})
    assert coordinator(files.registry()) == ("Coordinator", "01632 960009")
    files.change(COORDINATOR, contact={"phone": "01632 960001"})
    assert coordinator(files.registry()) == ("Coordinator", "01632 960001")
    files.change("network.yaml", contact={"email": "a@hospital.example"})
    files.change(COORDINATOR, contact={"email": "a@hospital.example"})
    assert coordinator(files.registry()) == ("Coordinator", "")


def test_without_a_number_the_name_is_told_alone(files: Any) -> None:
    assert coordinator(files.registry()) == ("Coordinator", "")


def test_nobody_is_named_who_is_not_there(files: Any) -> None:
    files.put("network.yaml", "id: [")
    assert coordinator(files.registry()) == ("", "")


def test_nor_a_post_that_cannot_be_read(files: Any) -> None:
    files.put(COORDINATOR, "id: [")
    assert coordinator(files.registry()) == ("", "")


def test_what_is_no_name_or_no_number_is_not_told(files: Any) -> None:
    """Also where no schema has looked at it."""

    def told(**post: Any) -> tuple[str, str]:
        registry = files.registry()
        records = {**registry.records}
        given = {"coordinator": post, "small-network": {"contact": {"phone": "01632 960009"}}}
        for name, fields in given.items():
            records[name] = replace(records[name], data={**records[name].data, **fields})
        labels = {"coordinator": str(records["coordinator"].get("title"))}
        return coordinator(replace(registry, records=records, labels=labels))

    assert told(contact={"phone": "soon"}) == ("Coordinator", "01632 960009")
    assert told(contact={"phone": None}) == ("Coordinator", "01632 960009")
    assert told(contact="01632 960001") == ("Coordinator", "01632 960009")
    assert told(title=CLAIM) == ("", "")
