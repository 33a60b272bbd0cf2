"""The canonical form, version 1: what changes a digest, what does not, and that it never drifts."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess.ledger.digest import canonical, digest
from handbook.load.model import Attachment

ADMINISTRATIVE = frozenset({"owner", "contact"})

FIELDS: dict[str, Any] = {
    "id": "rapid-transfer",
    "title": "Rapid transfer",
    "owner": "nursing-lead",
    "medicines": False,
    "recommendations": [{"id": "lead", "text": "Name one lead."}],
}
BODY = "## Who\n\nEach child.\n"
LETTER = Attachment("letter.pdf", "registry/attachments/rapid-transfer/letter.pdf", "ab" * 32, 10)


def made(
    data: dict[str, Any] | None = None,
    body: str | None = BODY,
    attachments: tuple[Attachment, ...] = (),
    administrative: frozenset[str] = ADMINISTRATIVE,
) -> str:
    given_data = FIELDS if data is None else data
    return digest("guideline", "rapid-transfer", given_data, body, attachments, administrative)


def test_the_canonical_form_is_spelt_out() -> None:
    form = canonical(
        "guideline", "rapid-transfer", FIELDS, BODY, (LETTER,), ADMINISTRATIVE
    ).decode()
    assert form == (
        '{"administrative":["contact","owner"],'
        f'"attachments":[["letter.pdf","{"ab" * 32}"]],'
        '"body":"## Who\\n\\nEach child.",'
        '"fields":{"id":"rapid-transfer","medicines":false,'
        '"recommendations":[{"id":"lead","text":"Name one lead."}],"title":"Rapid transfer"},'
        '"form":"v1","id":"rapid-transfer","type":"guideline"}'
    )


FROZEN = [
    (
        ("guideline", "a-b", {}, None, (), frozenset()),
        "v1:sha256:58228934b3b7996dd0340cdd5467060bb3fc64302bf86afcd65904e604b22f1f",
    ),
    (
        ("guideline", "rapid-transfer", FIELDS, BODY, (), ADMINISTRATIVE),
        "v1:sha256:4ac921916f356f7a9fb84a139d59d5611bc295c7c13969880f8dbf5ab86e9ae7",
    ),
    (
        ("guideline", "rapid-transfer", FIELDS, BODY, (LETTER,), ADMINISTRATIVE),
        "v1:sha256:6e721d9577db79054c9519bd51b76a9980b146cda85f5cb76fcd64b9482d405e",
    ),
    (
        (
            "care-pathway",
            "core-pathway",
            {
                "title": "Caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{RIGHT SINGLE QUOTATION MARK}",
                "stages": [{"id": "one", "next": ["two"], "within": None}, {"order": -3}],
                "empty": [],
                "nothing": {},
                "quote": '5 "mg" \\ \t',
            },
            "line  \nnext\r\n\r\n",
            (),
            frozenset({"owner"}),
        ),
        "v1:sha256:07b40b416fa78aa49228cd7e4f741bb11e4499e7d568b0766566a64f1a4fecc9",
    ),
]


@pytest.mark.parametrize(("form", "expected"), FROZEN)
def test_version_one_never_drifts(form: tuple[Any, ...], expected: str) -> None:
    """If this fails, every endorsement ever made is lost: a new form needs a new version."""
    assert digest(*form) == expected


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_endings_change_nothing(ending: str) -> None:
    fields = {**FIELDS, "summary": f"one{ending}two"}
    assert made(fields, BODY.replace("\n", ending)) == made({**FIELDS, "summary": "one\ntwo"}, BODY)


def test_two_ways_to_write_an_accent_are_one() -> None:
    name = "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"
    parts = unicodedata.normalize("NFD", name)
    assert parts != name
    assert made({**FIELDS, "title": name}, name) == made({**FIELDS, "title": parts}, parts)


def test_compatible_characters_are_not_merged() -> None:
    assert made(body="10\N{SUPERSCRIPT TWO}") != made(body="102")


def test_the_order_of_fields_changes_nothing() -> None:
    assert made(dict(reversed(FIELDS.items()))) == made()


def test_the_order_of_a_list_changes_the_digest() -> None:
    assert made({"steps": ["one", "two"]}) != made({"steps": ["two", "one"]})


def test_a_new_owner_changes_nothing() -> None:
    assert made({**FIELDS, "owner": "medical-lead"}) == made()
    assert made({k: v for k, v in FIELDS.items() if k != "owner"}) == made()
    assert made({**FIELDS, "contact": {"phone": "0"}}) == made()


def test_only_top_level_fields_are_administrative() -> None:
    inside = [{"id": "lead", "owner": "a"}], [{"id": "lead", "owner": "b"}]
    assert made({"stages": inside[0]}) != made({"stages": inside[1]})


def test_the_names_left_out_are_part_of_the_form() -> None:
    fields = {"title": "Rapid transfer"}
    assert made(fields, administrative=frozenset({"owner"})) != made(
        fields, administrative=frozenset({"owner", "recommendations"})
    )


def test_a_changed_dose_changes_the_digest() -> None:
    assert made(body="Give 5 mg once.") != made(body="Give 50 mg once.")
    assert made({**FIELDS, "summary": "5 mg"}) != made({**FIELDS, "summary": "50 mg"})


def test_a_hard_line_break_is_part_of_the_text() -> None:
    assert made(body="one  \ntwo") != made(body="one\ntwo")


def test_empty_lines_at_the_ends_of_the_body_change_nothing() -> None:
    assert made(body="\n\ntext\n\n\n") == made(body="text")
    assert made(body="\nXtextX\n") != made(body="text")


def test_indentation_of_the_first_line_is_part_of_the_text() -> None:
    assert made(body="    text") != made(body="text")


def test_a_text_without_body_is_not_one_with_an_empty_body() -> None:
    assert made(body=None) != made(body="")


def test_a_field_without_value_is_the_same_as_no_field() -> None:
    assert made({**FIELDS, "scope": None}) == made()
    assert made({"stages": [{"id": "a", "within": None}]}) == made({"stages": [{"id": "a"}]})


def test_an_empty_list_is_not_the_same_as_no_field() -> None:
    assert made({**FIELDS, "keywords": []}) != made()


def test_an_empty_place_in_a_list_counts() -> None:
    assert made({"steps": [None, "a"]}) != made({"steps": ["a"]})


@pytest.mark.parametrize(("one", "other"), [(5, "5"), (True, "true"), (1, True), (0, False)])
def test_a_number_a_text_and_a_truth_value_are_not_the_same(one: object, other: object) -> None:
    assert made({"dose": one}) != made({"dose": other})


def test_attachments_count_by_name_and_content_not_by_place_or_order() -> None:
    other = Attachment("form.pdf", "registry/x", "cd" * 32, 3)
    moved = Attachment("letter.pdf", "elsewhere/letter.pdf", "AB" * 32, 99)
    assert made(attachments=(LETTER, other)) == made(attachments=(other, moved))
    assert made(attachments=(LETTER,)) != made()
    renamed = Attachment("letters.pdf", LETTER.path, LETTER.sha256, 10)
    changed = Attachment("letter.pdf", LETTER.path, "ef" * 32, 10)
    assert len({made(attachments=(a,)) for a in (LETTER, renamed, changed)}) == 3


def test_type_and_id_are_part_of_the_form() -> None:
    plain = digest("guideline", "a-b", {}, "", (), ())
    assert digest("care-pathway", "a-b", {}, "", (), ()) != plain
    assert digest("guideline", "a-c", {}, "", (), ()) != plain


def test_what_is_refused_is_called_by_its_kind() -> None:
    with pytest.raises(ValueError, match="a float has no canonical form"):
        made({"field": 1.5})


@pytest.mark.parametrize("value", [1.5, {1, 2}, b"x", {"deep": [0.1]}, {1: "a"}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"canonical form|must be text"):
        made({"field": value})


def test_two_keys_that_look_the_same_are_refused() -> None:
    composed = "\N{LATIN SMALL LETTER E WITH ACUTE}"
    with pytest.raises(ValueError, match="look the same"):
        made({"field": {composed: 1, unicodedata.normalize("NFD", composed): 2}})


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers())
def test_any_text_and_number_has_a_digest_that_stays(text: str, number: int) -> None:
    found = made({"title": text, "count": number}, text)
    assert found == made({"count": number, "title": unicodedata.normalize("NFD", text)}, text)
    assert found.startswith("v1:sha256:")
    assert len(found) == len("v1:sha256:") + 64
