"""Nothing about patients gets past, and numbers of other kinds are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.model import Record
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base
from handbook.rules.families.text import people
from handbook.rules.families.text.people import _introduced, birthdays, nhs_numbers, postcodes
from handbook.rules.patients import has_ten_digits, names_of, values
from handbook.source.words.nhs import checks_out


def complete(nine: str) -> str:
    total = sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True))
    return nine + str((11 - total % 11) % 11)


VALID = (
    st.text("0123456789", min_size=8, max_size=8)
    .map(lambda rest: complete("9" + rest))
    .filter(lambda number: len(number) == 10 and len(set(number)) > 1)
)


@given(number=VALID, gap=st.sampled_from([" ", "-", ".", "\u00a0", "\u2009", "\u2013", "\u2011"]))
def test_every_grouped_number_is_found_without_any_introduction(number: str, gap: str) -> None:
    assert list(nhs_numbers(f"Seen {number[:3]}{gap}{number[3:6]}{gap}{number[6:]} today"))


@given(number=VALID, by=st.sampled_from(["NHS number: ", "NHS No ", "patient ", "Child, CHI "]))
def test_every_introduced_number_is_found_without_any_grouping(number: str, by: str) -> None:
    assert list(nhs_numbers(f"{by}{number}."))


@given(number=VALID)
def test_digits_of_other_scripts_are_digits(number: str) -> None:
    arabic = number.translate({ord("0") + n: chr(0x0660 + n) for n in range(10)})
    assert list(nhs_numbers(f"NHS number {arabic}"))


@given(number=VALID, wrong=st.integers(min_value=1, max_value=9))
def test_a_number_with_a_wrong_check_digit_is_no_nhs_number(number: str, wrong: int) -> None:
    other = number[:9] + str((int(number[9]) + wrong) % 10)
    assert not checks_out(other)


@given(
    number=VALID,
    by=st.sampled_from(["ISBN ", "doi: ", "PMID ", "Telephone ", "tel. ", "https://example.org/"]),
)
def test_numbers_introduced_as_something_else_are_passed_by(number: str, by: str) -> None:
    assert not list(nhs_numbers(f"{by}{number[:3]} {number[3:6]} {number[6:]}"))
    assert not list(nhs_numbers(f"{by}{number}"))


@given(number=VALID)
def test_the_nearest_word_decides(number: str) -> None:
    written = f"{number[:3]} {number[3:6]} {number[6:]}"
    assert list(nhs_numbers(f"Telephone 01632 960001. NHS number {written}"))
    assert not list(nhs_numbers(f"NHS helpline, telephone {written}"))


def test_a_bare_run_of_ten_digits_is_passed_by() -> None:
    assert not list(nhs_numbers("order 9434765919 arrived"))


@given(st.text())
def test_any_text_can_be_looked_at(words: str) -> None:
    for look in (nhs_numbers, birthdays, postcodes):
        assert all(0 <= start < len(words) for start in look(words))


@pytest.mark.parametrize(
    "words",
    [
        "DOB 03/04/2015",
        "d.o.b.: 2015-04-03",
        "date of birth: 3rd April 2015",
        "born on 3 April 2015",
        "Date of Birth 3.4.15",
    ],
)
def test_dates_of_birth_are_found(words: str) -> None:
    assert list(birthdays(words))


@pytest.mark.parametrize(
    "words", ["reviewed 03/04/2015", "born too early", "a baby born before 28 weeks", "2015-04-03"]
)
def test_other_dates_are_left_alone(words: str) -> None:
    assert not list(birthdays(words))


@pytest.mark.parametrize("words", ["at LS1 4AP today", "(SW1A 2AA)", "M1 1AE", "B338TH"])
def test_postcodes_are_found(words: str) -> None:
    assert list(postcodes(words))


@pytest.mark.parametrize("words", ["NG61 1.2.5", "QS160 statement 1", "IPv6 4to6", "A4 sheet"])
def test_references_are_no_postcodes(words: str) -> None:
    assert not list(postcodes(words))


def record(body: str = "", **data: object) -> Record:
    return Record("guideline", "x", "registry/guidelines/x.md", data, body, 1, {})


NUMBER = "9434765919"
INTRODUCED = [
    f"| Name | NHS number |\n| --- | --- |\n| A | {NUMBER} |",
    f"|Name|NHS No|\n|-|-|\n|A|{NUMBER}|",
    f"| What | Which |\n| --- | --- |\n| NHS number | {NUMBER} |",
    f"| Example | **Patient ID** |\n| --- | --- |\n| A | see {NUMBER} |",
    f"## NHS number\n\n- one\n- {NUMBER}",
    f"## Patients\n\n### Examples\n\n1. {NUMBER}",
    f"NHS number:\n\n- {NUMBER}",
    f"- Hospital number:\n\n    - {NUMBER}",
    f"Their NHS\nnumber is\n{NUMBER}",
    f"| CHI |\n| --- |\n| &#57;{NUMBER[1:]} |",
    f"NHS&nbsp;number: ![{NUMBER}](../attachments/x/a.png)",
    "Seen 943&nbsp;476&nbsp;5919 today",
]


@pytest.mark.parametrize("body", INTRODUCED)
def test_whatever_stands_over_a_number_introduces_it(body: str) -> None:
    assert list(_introduced(record(body)))


@pytest.mark.parametrize("name", ["nhs-number", "nhsNumber", "nhs_no", "patient", "chi-number"])
@pytest.mark.parametrize("value", [NUMBER, int(NUMBER), [NUMBER], {"value": int(NUMBER)}])
def test_the_name_of_a_field_introduces_it(name: str, value: object) -> None:
    assert list(_introduced(record(**{name: value})))
    assert list(_introduced(record(examples=[{name: value}])))


def test_a_name_can_be_a_number_too() -> None:
    assert list(_introduced(record(names={"943 476 5919": "x"})))


@pytest.mark.parametrize(
    "body",
    [
        f"| Name | Order |\n| --- | --- |\n| A | {NUMBER} |",
        f"| NHS trust | Telephone |\n| --- | --- |\n| A | {NUMBER} |",
        f"## NHS telephone numbers\n\n- {NUMBER}",
        f"## Orders\n\n- {NUMBER}",
        f"## NHS number\n\nNone.\n\n## Orders\n\n- {NUMBER}",
        f"| NHS number |\n| --- |\n| {NUMBER[:-1]}0 |",
    ],
)
def test_other_numbers_are_passed_by(body: str) -> None:
    assert not list(_introduced(record(body)))


@pytest.mark.parametrize("line", [f"nhs-number: {NUMBER}", f"owner: {NUMBER}", f"'{NUMBER}': x"])
def test_no_message_repeats_such_a_number(line: str) -> None:
    files = base()
    path = "registry/guidelines/calm-transfer.md"
    files[path] = files[path].replace(b"---\n", f"---\n{line}\n".encode(), 1)
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY)
    said = " ".join(f"{each.message} {each.hint}" for each in found.findings)
    assert found.errors
    assert NUMBER not in said


PIECES = st.sampled_from([
    "9434765919", "943 476 5919", "943-476.5919", "9", "43", "4765", " ", "-", "_", "\u2009",
    "\u2013", "\t", "\n", "\u0669", "\u096a", "born ", "BORN on ", "b\u0131rth date ", "D.O.B",
    "dob: ", "do.b ", "Date of Birth was ", "3 May 2019", "2019-05-03", "3/5/19", "SW1A 1AA",
    "M1 1AE", "sw1a", "S\u0967", "a", "|", "\u2028", "NHS ", "ISBN ",
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=9).map("".join))
@example("B\u0131rth date 3 May 2019")
@example("d.o\n.b 2019-05-03, born 3/5/19")
@example("\u0669\u0664\u0663 476 5919 and SW\u0661A 1AA")
def test_a_text_passed_over_as_a_whole_holds_nothing_in_any_line(body: str) -> None:
    looks = (
        (nhs_numbers, has_ten_digits),
        (birthdays, people._may_say_born),
        (postcodes, people._may_hold_a_postcode),
    )
    for look, may in looks:
        if any(True for line in body.splitlines() for _ in look(line)):
            assert may(body)


def test_a_number_is_read_with_the_names_of_its_field_and_a_name_by_itself() -> None:
    data = {"nhsNumbers": [{"given-as": "x"}], "9434765919": 5}
    assert [(words, names_of(naming)) for _, words, naming in values(data)] == [
        ("nhsNumbers", ""),
        ("given-as", ""),
        ("x", "nhs Numbers given as"),
        ("9434765919", ""),
        ("5", "9434765919"),
    ]
