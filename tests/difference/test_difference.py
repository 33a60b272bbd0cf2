"""A change is minor only where that can be shown; everything else goes back to the group."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.difference import CORE, Difference, Rules, compare
from handbook.load.model import Attachment, Record

BODY = """A text about going home.

## When to ring {#when}

Ring the nurse on [01632 960100](tel:01632960100) at any time. Give 5 mg once, and do not repeat it without advice.

1. Check the weight, 12.5 kg or more.
2. Write it down within 2 hours.

| Who | Telephone | Dose |
|---|---|---|
| Ward | [01632 960111](tel:01632960111) | 5 mg |
| Home | [01632 960122](tel:01632960122) | 10 mg |

## Where to read {#read}

See [the national guideline](https://www.example.org/ng61) and recieve the leaflet.
Write to care@example.org.
"""  # noqa: E501 -- a paragraph that is not broken
FIELDS: dict[str, Any] = {
    "id": "going-home",
    "title": "Going home",
    "medicines": True,
    "rests-on": ["the-plan"],
    "audience": ["Nurses", "Doctors"],
    "recommendations": [
        {"id": "r1", "text": "Offer a plan to every child."},
        {"id": "r2", "text": "Ring within four hours."},
    ],
}


def record(body: str | None = BODY, *files: Attachment, **fields: Any) -> Record:
    data = {**FIELDS, **fields}
    return Record("guideline", "going-home", "registry/x.md", data, body, 1, {}, files)


def between(old: Record, new: Record, rules: Rules = CORE) -> Difference:
    return compare(old, new, rules, {"owner", "contact"})


def edited(old: str, new: str, rules: Rules = CORE) -> Difference:
    assert old in BODY
    return between(record(), record(BODY.replace(old, new, 1)), rules)


def codes(found: Difference) -> set[str]:
    return {reason.code for change in found.changes for reason in change.reasons}


CLINICAL = {
    "a dose ten times as high": ("Give 5 mg", "Give 50 mg", "number"),
    "another unit": ("Give 5 mg", "Give 5 mcg", "unit"),
    "a decimal moved": ("12.5 kg", "1.25 kg", "number"),
    "a decimal dropped": ("12.5 kg", "125 kg", "number"),
    "a blank in a number": ("12.5 kg", "12. 5 kg", "number"),
    "a number in words": ("Give 5 mg", "Give fifty mg", "number"),
    "another script": ("Give 5 mg", "Give \u0665 mg", "number"),
    "a superscript": ("2 hours", "² hours", "number"),
    "a fraction": ("2 hours", "½ hours", "number"),
    "a homoglyph": ("5 mg once", "5 m\u0261 once", "unit"),
    "not is gone": ("do not repeat", "do repeat", "negation"),
    "not has moved": ("do not repeat it without", "do repeat it not without", "negation"),
    "without is with": ("without advice", "with advice", "negation"),
    "another frequency": ("mg once", "mg twice", "time"),
    "another time": ("2 hours", "2 days", "time"),
    "how binding": ("do not repeat", "may not repeat", "modal"),
    "a limit": ("or more", "or less", "comparison"),
    "one word for another": ("Check the weight", "Check the height", "wording"),
    "a list renumbered": ("1. Check", "3. Check", "moved"),
    "a list unnumbered": ("1. Check the weight, 12.5 kg or more.\n2.", "- Check\n-", "removed"),
    "list items swapped": (
        "1. Check the weight, 12.5 kg or more.\n2. Write it down within 2 hours.",
        "1. Write it down within 2 hours.\n2. Check the weight, 12.5 kg or more.",
        "moved",
    ),
    "table rows swapped": (
        (
            "| Ward | [01632 960111](tel:01632960111) | 5 mg |\n"
            "| Home | [01632 960122](tel:01632960122) | 10 mg |"
        ),
        (
            "| Home | [01632 960111](tel:01632960111) | 5 mg |\n"
            "| Ward | [01632 960122](tel:01632960122) | 10 mg |"
        ),
        "wording",
    ),
    "table cells swapped": ("| 5 mg |\n", "| 10 mg |\n", "number"),
    "a column gone": (
        "| Ward | [01632 960111](tel:01632960111) | 5 mg |",
        "| Ward | 5 mg |",
        "removed",
    ),
    "a phone number that is none": ("[01632 960100]", "[01632 9601000]", "number"),
    "a short number": ("[01632 960100](tel:01632960100)", "[999](tel:999)", "number"),
    "a comma": ("once, and do", "once and do", "wording"),
    "a heading's address": ("{#when}", "{#then}", "removed"),
    "a heading's level": ("## When to ring", "### When to ring", "removed"),
    "a link within the handbook": ("https://www.example.org/ng61", "other.md", "target"),
    "a link taken away": (
        "[the national guideline](https://www.example.org/ng61)",
        "the national guideline",
        "target",
    ),
    "a paragraph added": ("## Where", "Wait and see.\n\n## Where", "added"),
}
MINOR = {
    "a phone number": (
        "[01632 960100](tel:01632960100)",
        "[01632 960199](tel:01632960199)",
        "contacts",
    ),
    "a phone number in another shape": (
        "[01632 960100](tel:01632960100)",
        "[(01632) 960 199](tel:+441632960199)",
        "contacts",
    ),
    "a phone number in its column": (
        "[01632 960122](tel:01632960122)",
        "[01632 960133](tel:01632960133)",
        "contacts",
    ),
    "an e-mail address": ("care@example.org", "plans@example.org", "contacts"),
    "where a link leads": ("example.org/ng61", "example.org/guidance/ng61", "links"),
    "emphasis": ("do not repeat", "do **not** repeat", "layout"),
    "lines broken elsewhere": ("at any time. Give", "at any time.\nGive", "layout"),
    "the rule of a table": ("|---|---|---|", "| :--- | --- | ---: |", "layout"),
    "a known misspelling": ("recieve", "receive", "spelling"),
    "a word typed twice": ("Ring the nurse", "Ring the the nurse", "spelling"),
}


@pytest.mark.parametrize("what", CLINICAL)
def test_clinical_with_its_reason_both_ways(what: str) -> None:
    old, new, code = CLINICAL[what]
    found = edited(old, new)
    assert found.clinical
    assert code in codes(found)
    back = between(record(BODY.replace(old, new, 1)), record())
    assert back.clinical


@pytest.mark.parametrize("what", MINOR)
def test_minor_with_its_reason_both_ways(what: str) -> None:
    old, new, code = MINOR[what]
    found = edited(old, new)
    assert found.minor, found.clinical
    assert codes(found) == {code}
    assert between(record(BODY.replace(old, new, 1)), record()).minor


@pytest.mark.parametrize("what", MINOR)
def test_nothing_is_minor_that_the_settings_do_not_call_so(what: str) -> None:
    """Fails when ``judge.settle`` no longer asks ``rules.minor``."""
    old, new, code = MINOR[what]
    assert edited(old, new, Rules(CORE.minor - {code})).clinical


def test_the_networks_own_terms_are_clinical() -> None:
    """Fails when ``judge._sensitive`` yields nothing."""
    found = edited("recieve", "receive", Rules(CORE.minor, ("receive",)))
    assert codes(found) == {"sensitive"}


LINK = "[0800 400 600](tel:0800400600)"
NOT_TO_RING = {
    "a feed": ("Give the feed at 0800 (250) 2200 (150), in ml.", "250", "950"),
    "a dose with its unit apart": ("Call 0800 400 600 (mg)", "600", "900"),
    "on call": ("On call: paracetamol 0800 (500) 2000 (500), in mg.", "2000 (500)", "2000 (900)"),
    "a call before": ("Call before 0600. Set 0600-200-0900.", "200", "900"),
    "a column called Mobile": ("| Mobile |\n|---|\n| 0200 100 300 |", "100", "900"),
    "a column called Text": ("| Text |\n|---|\n| 0200 100 300 |", "100", "900"),
    "a real number that is not linked": ("Ring 01632 960100.", "100", "199"),
    "a dose in what looks like an address": (
        "https://bnfc.org/morphine—dose—0.5mg/kg—every—4h",
        "0.5mg",
        "5mg",
    ),
    "the same in ASCII": ("See https://bnfc.org/morphine-0.5mg.", "0.5mg", "5mg"),
    "a dose in words in an address": ("See https://bnfc.org/five-mg.", "five", "fifty"),
    "the same behind a link": ("[it](https://a.org/x—5mg)", "5mg", "50mg"),
    "an e-mail address": ("Write to dose.5mg@ward.example now", "5mg", "50mg"),
    "an e-mail address that is linked": (
        "[dose.5mg@ward.example](mailto:dose.5mg@ward.example)",
        "5mg",
        "50mg",
    ),
    "only what is shown": (f"Ring {LINK}", "0800 400 600", "0800 400 900"),
    "only where it leads": (f"Ring {LINK}", "0800400600", "0800400900"),
    "a dose that rings another number": ("[500 mg](tel:0800400600)", "500", "900"),
    "where a dose leads": ("[500 mg](tel:0800400600)", "600", "601"),
    "a number of another length": ("[0800 4006](tel:08004006)", "6", "7"),
    "digits before a link": (f"Give 5{LINK}", "Give 5", "Give 50"),
    "a link to itself within an amount": (f"Give 1.{LINK}", "400", "500"),
    "a link with a unit after it": (f"Give {LINK} ml", "400", "500"),
    "a dose beside a link to the same": (f"Ring {LINK}. 0800 400 600.", ". 0800 4", ". 0800 5"),
    "what somebody typed to look like a link": ("Ring \ue0030800 400 600\ue004.", "600", "900"),
    "a sign within a number": ("Give 5\ue0030 mg", "\ue003", ""),
    "a sign within a link": ("Ring [0800 400 600]\ue003(tel:0800400600)", "600", "900"),
    "a link by reference": ("[0800 400 600][a]\n\n[a]: tel:0800400600", "600", "900"),
}


@pytest.mark.parametrize("what", NOT_TO_RING)
def test_a_number_is_one_to_ring_only_where_it_is_linked_to_itself(what: str) -> None:
    """Fails when ``words`` infers from the words around a number that it is one to ring."""
    text, old, new = NOT_TO_RING[what]
    changed = text.replace(old, new)
    assert changed != text
    for a, b in ((text, changed), (changed, text)):
        assert between(record(a), record(b)).clinical
        fields = ({"recommendations": [{"id": "r1", "text": side}]} for side in (a, b))
        before, after = (record(**side) for side in fields)
        assert between(before, after).clinical


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"Ring {LINK}.", "Ring [0800 400 900](tel:0800400900)."),
        ("[The ward](tel:0800400600)", "[The ward](tel:0800400900)"),
        ("| A | B |\n|---|---|\n| x | [01632 960100](tel:01632960100) |", "01632 960199"),
    ],
)
def test_a_number_that_is_linked_to_itself_is_the_owners(old: str, new: str) -> None:
    if new.startswith("0"):
        new = old.replace("960100", "960199")
    assert codes(between(record(old), record(new))) == {"contacts"}
    assert between(record(old), record(new)).minor


def test_a_field_that_the_schema_declares_is_the_owners() -> None:
    """Only whole values of the declared form; a field beside it is not."""

    def sides(**fields: tuple[Any, Any]) -> Difference:
        old, new = ({name: pair[n] for name, pair in fields.items()} for n in (0, 1))
        return compare(record(**old), record(**new), CORE)

    phones = {"phone": "01632 960 001"}, {"phone": "01632 960 002"}
    assert codes(sides(contact=phones)) == {"contacts"}
    assert sides(contact=phones).minor
    assert sides(contact=({"email": "a1@b.org"}, {"email": "a2@b.org"})).minor
    source = {"title": "A source", "url": "https://a.org/1"}
    assert sides(evidence=([source], [{**source, "url": "https://a.org/2"}])).minor
    for url in ("https://a.org/1 5 mg", "https://a.org/—5mg"):
        assert sides(evidence=([source], [{**source, "url": url}])).clinical
    assert sides(contact=({"phone": "5"}, {"phone": "50"})).clinical
    assert sides(phone=("01632 960 001", "01632 960 002")).clinical
    assert sides(monitoring=("01632 960 001", "01632 960 002")).clinical


PIECES = st.sampled_from(
    [
        *("Ring ", "call ", "on call: ", "Text ", "tel ", "Mobile | ", "\n\n", "| ", " |\n", "- "),
        *("0800 ", "(500) ", "2000", "0600-200-0900", "01632 960100", "+44 1632 960100", " mg"),
        *(
            "https://a.org/5mg",
            "dose.5mg@ward.example",
            "<https://a.org/5>",
            "[",
            "]",
            "(tel:",
            ")",
        ),
        *("[5 mg](https://a.org/x)", "`5`", "**", "."),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=8), st.booleans(), st.data())
@settings(max_examples=150, deadline=None)
def test_any_digit_outside_a_link_that_rings_is_clinical(
    pieces: list[str], linked: bool, data: st.DataObject
) -> None:
    """Fails when anything but a ``tel:`` link or a declared field makes a number minor."""
    text = "".join(pieces)
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not places or re.search(r"\]\(tel:[^)\n]*\)|\]\(https?:[^)\s]*\d", text):
        return
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    sides = (
        f"{side}\n\n{LINK if linked else ''}" for side in (text, text[:at] + digit + text[at + 1 :])
    )
    old, new = sides
    assert between(record(old), record(new)).clinical
    fields = ({"recommendations": [{"id": "r1", "text": side}]} for side in (old, new))
    before, after = (record(**side) for side in fields)
    assert between(before, after).clinical


FIELD_CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "medicines": ({"medicines": False}, "medicines"),
    "a recommendation added": (
        {"recommendations": [*FIELDS["recommendations"], {"id": "r3", "text": "More."}]},
        "added",
    ),
    "a recommendation removed": ({"recommendations": FIELDS["recommendations"][:1]}, "removed"),
    "recommendations reordered": ({"recommendations": FIELDS["recommendations"][::-1]}, "moved"),
    "a recommendation reworded": (
        {"recommendations": [FIELDS["recommendations"][0], {"id": "r2", "text": "Ring."}]},
        "number",
    ),
    "a list reordered": ({"audience": ["Doctors", "Nurses"]}, "moved"),
    "a field added": ({"scope": "Everyone."}, "added"),
    "a title": ({"title": "Staying home"}, "wording"),
    "a reference": ({"rests-on": ["teh-plan"]}, "value"),
    "a number for a text": ({"medicines": "True"}, "medicines"),
}


@pytest.mark.parametrize("what", FIELD_CHANGES)
def test_fields_are_clinical_both_ways(what: str) -> None:
    fields, code = FIELD_CHANGES[what]
    found = between(record(), record(**fields))
    assert found.clinical
    assert code in codes(found)
    assert between(record(**fields), record()).clinical


def test_blanks_that_lay_out_a_block_of_code_are_clinical() -> None:
    """Fails when ``passages._targets`` no longer yields blocks of code as they were typed."""
    old, new = "```\nday    5 mg\nnight\n```", "```\nday\nnight    5 mg\n```"
    assert between(record(old), record(new)).clinical
    assert between(record(old), record(old.replace("    ", " "))).clinical


@pytest.mark.thorough
def test_a_very_long_paragraph_is_compared_in_time() -> None:
    old = "word and another word, 5 mg, " * 4000
    assert between(record(old), record(old.replace("5 mg", "6 mg", 1))).clinical


def test_an_attachment_is_clinical() -> None:
    one, other = (Attachment("a.pdf", "x/a.pdf", sha * 64, 1) for sha in "ab")
    assert codes(between(record(BODY, one), record(BODY, other))) == {"attachment"}


@pytest.mark.parametrize("unseen", ["0", "99 ", "never "])
def test_what_no_outline_shows_hides_behind_no_minor_change(unseen: str) -> None:
    """Words before the first stroke of a row are lost on the page, and are no reader's words."""
    ringing = BODY.replace("[01632 960100](tel:01632960100)", "[01632 960199](tel:01632960199)")
    assert between(record(), record(ringing)).minor
    assert not between(record(), record(ringing.replace("| Ward", f"{unseen}| Ward"))).minor


def test_administrative_fields_are_no_part_of_it() -> None:
    assert not between(record(), record(owner="other")).changes


def test_a_change_names_its_section_and_its_words() -> None:
    (change,) = edited("Give 5 mg", "Give 50 mg").changes
    assert (change.section, change.place) == ("Section “When to ring”", "#when")
    assert [(s.what, s.text) for s in change.spans if s.what != "same"] == [
        ("removed", "5"),
        ("added", "50"),
    ]


def test_a_change_is_where_a_reader_finds_it_never_in_words_of_the_file() -> None:
    later = [{"id": "r1", "text": "Offer a plan to every child."}, {"id": "r2", "text": "Ring."}]
    ladder = "## The ladder\n\n| Step | Who | Within |\n|---|---|---|\n| 2 | A nurse | {} |\n"
    found = between(
        record(ladder.format("60")),
        record(ladder.format("30"), recommendations=later, title="At home", owners=["a", "b"]),
    )
    assert [(change.section, change.within) for change in found.changes] == [
        ("“Title”", ""),
        ("Recommendation 2", ""),
        ("“Owners”", ""),
        ("Section “The ladder”", "row “2: A nurse”, column “Within”"),
    ]
    words = " ".join(reason.words for change in found.changes for reason in change.reasons)
    assert not re.search(r"\bfield\b|\br2\b", words)


def test_what_is_called_otherwise_than_by_its_number_keeps_its_name() -> None:
    then = {"stages": [{"id": "ask", "title": "Ask", "entry": "any"}], "tiers": [{"id": "t9"}]}
    now = {"stages": [{"id": "ask", "title": "Ask", "entry": "all"}], "tiers": []}
    found = between(record(**then), record(**now))
    assert [(c.section, c.within, c.reasons[0].words) for c in found.changes] == [
        ("Step 1, “Ask”", "entry", found.changes[0].reasons[0].words),
        ("“Tiers”, part 1 (t9)", "", "a part of “Tiers” is removed"),
    ]


def test_every_change_is_told_where_there_are_many() -> None:
    new = BODY.replace("5 mg once", "50 mg once")
    new = new.replace("960111", "960199").replace("01632960111", "01632960199")
    found = between(record(), record(new))
    assert [change.clinical for change in found.changes] == [True, False, False]


ALPHABET = "ab 5½\u0665.\n-#|*_[]()\\`>&;:0+"
TEXTS = st.one_of(
    st.text(ALPHABET, max_size=60),
    st.sampled_from([BODY, BODY[:200], BODY[150:], f"Ring {LINK}.", "Give 5 mg."]),
)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_same_text_has_no_changes(body: str) -> None:
    assert between(record(body), record(body)).changes == ()


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_it_is_symmetric_and_misses_nothing(old: str, new: str) -> None:
    there, back = between(record(old), record(new)), between(record(new), record(old))
    assert there.minor == back.minor
    assert bool(there.changes) == (
        unicodedata.normalize("NFC", old).strip("\n")
        != unicodedata.normalize("NFC", new).strip("\n")
    )


DIGITS = [at for at, letter in enumerate(BODY) if letter.isdigit()]
CONTACT = re.compile(r"\[01632 960\d{3}\]\(tel:\d+\)|https://\S+")
IN_CONTACTS = {at for found in CONTACT.finditer(BODY) for at in range(*found.span())}


@pytest.mark.thorough
@given(
    st.sampled_from([at for at in DIGITS if at not in IN_CONTACTS]),
    st.one_of(st.characters(), st.sampled_from("0123456789 ²\u0663½")),
)
@settings(max_examples=150, deadline=None)
def test_any_change_of_a_digit_outside_a_contact_is_clinical(at: int, letter: str) -> None:
    """Fails when ``judge._family`` lets any pair of words with a digit pass."""
    new = BODY[:at] + letter + BODY[at + 1 :]
    if new != BODY:
        assert between(record(), record(new)).clinical


MENDS = st.sampled_from([(old, new) for old, new, _ in (*CLINICAL.values(), *MINOR.values())])


@pytest.mark.thorough
@given(st.lists(MENDS, min_size=1, max_size=3), st.integers(0, len(BODY) - 1), TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_naive_look_finds_no_number_in_what_was_called_minor(
    mends: list[tuple[str, str]], at: int, piece: str
) -> None:
    """The digits outside contacts, looked for by other means, are the same in a minor change."""
    new = BODY
    for old, other in mends:
        new = new.replace(old, other, 1)
    for changed in (new, new[:at] + piece + new[at:]):
        if between(record(), record(changed)).minor:
            assert naive(changed) == naive(BODY)


def naive(text: str) -> list[str]:
    rest = re.sub(r"\[[0-9() ]+\]\(tel:\+?\d+\)|https?:\S+|\S+@\S+", " ", text)
    return re.findall(r"\d", unicodedata.normalize("NFKC", rest))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 12 years: one tablet", "- > 12 years: one tablet"),
        ("12 years", "> 12 years"),
        ("> Ask\n> 12 years", "> Ask 12 years"),
    ],
)
def test_a_sign_that_the_page_would_lose_is_seen_to_come_and_to_go(old, new):
    for a, b in ((old, new), (new, old)):
        found = between(record(a), record(b))
        assert found.clinical
        signed = [change for change in found.changes if ">" in change.old + change.new]
        assert signed
