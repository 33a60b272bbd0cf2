"""Reports say where, what and how to mend it; to the byte what they said before."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.finding import Code, Finding, Place, Severity
from handbook.report import FORMATS, View, locate
from handbook.report.folding import folded
from handbook.report.formats.github import SHOWN
from handbook.report.formats.text import visible
from handbook.report.locate import START, place_of
from handbook.report.view import Aside, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
E = Code("TST001", Severity.ERROR, "A date that does not exist", "Dates are days.", integrity=True)
W = Code("TST002", Severity.WARNING, "A review, overdue: soon", "Time passes.")
N = Code("TST003", Severity.NOTE, "Something to know", "Nothing to do.")

POST = "registry/posts/chair.yaml"
PLACES = {
    POST: {("id",): Place(1, 1), ("contact",): Place(4, 1), ("contact", "email"): Place(5, 3)}
}
FINDINGS = (
    Finding(W, POST, "the review was due on 1 May 2025", route=("contact", "email"), about="chair"),
    Finding(
        E,
        "registry/posts/a,b:100%.yaml",
        "24 is not a month",
        "Did you mean 2026-10-24?\nWrite year, month, day.",
        place=Place(3, 9),
    ),
    Finding(N, POST, "the working text differs", route=("contact", "phone", 2), about="chair"),
    Finding(E, POST, "100% of\r\nthis is wrong", route=("nowhere",), about="chair"),
)


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("name", ["some", "none"])
def test_reports_are_as_they_were(
    form: str, name: str, golden: Callable[[Path, str], None]
) -> None:
    findings = locate(FINDINGS if name == "some" else (), PLACES)
    golden(GOLDEN / f"{name}.{form}.txt", FORMATS[form](findings, 3))


U = Code("TST004", Severity.ERROR, "Nobody can tell", "It rests on another.", follows=True)
S = Code("SCH002", Severity.ERROR, "A line that is not known", "Spell it right.")
NETWORK = "registry/network.yaml"
MANY = (
    *(
        Finding(
            E,
            f"registry/guidelines/g{n:02}.md",
            "there is no post “nurse”",
            "Name another.",
            place=Place(5, 1),
        )
        for n in range(20)
    ),
    *(
        Finding(
            U,
            f"registry/care-pathways/p{n}.md",
            f"unknown: decision {n} cannot be judged",
            place=Place(2, 1),
        )
        for n in range(8)
    ),
    *(
        Finding(W, f"registry/actions/a{n}.yaml", f"due on {n} May", place=Place(7, 1))
        for n in range(6)
    ),
    *(Finding(N, f"registry/actions/a{n}.yaml", "looked at", place=Place(8, 1)) for n in range(5)),
    Finding(S, NETWORK, "`hosst` is not a line that a network has", "Did you mean `host`?"),
)
VIEWS = {
    "many": View(),
    "every": View(every=True),
    "errors": View(errors_only=True),
    "branch": View(
        base="main",
        touched=frozenset({"registry/guidelines/g07.md"}),
        before={MANY[7]: MANY[7].message, MANY[-2]: "nobody looked at it"},
        aside=(
            *(Aside(each, Kind.BEFORE) for each in locate(MANY[28:31], {})),
            *(Aside(each, Kind.BEFORE) for each in locate(MANY[20:21], {})),
            *(
                Aside(each, Kind.KNOWN, "It stands in the list of known faults.")
                for each in locate(MANY[31:33], {})
            ),
            *(
                Aside(
                    each,
                    Kind.WAIVED,
                    "It waits for May (coordinator, until 1 May 2027)",
                    "registry/waivers/w.yaml",
                )
                for each in locate(MANY[33:34], {})
            ),
        ),
    ),
}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        *((form, name) for form in ("github", "json", "text") for name in VIEWS),
        *((form, "branch") for form in ("gitlab", "junit", "markdown", "sarif")),
    ],
)
def test_what_one_cause_brought_is_told_once(
    form: str, name: str, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"{name}.{form}.txt", FORMATS[form](locate(MANY, {}), 40, VIEWS[name]))


def test_errors_stand_last_and_their_cause_first_among_them() -> None:
    said = FORMATS["text"](locate(MANY, {}), 40).splitlines()
    levels = [
        words[1].split()[0]
        for line in said
        if len(words := line.split(": ")) > 1 and line[0] == "r"
    ]
    assert levels == sorted(levels, key=["note", "warning", "error"].index)
    first = next(line for line in said if ": error " in line)
    assert first.startswith(f"{NETWORK}:1:1: error SCH002")
    assert "34 errors" not in said[-1]
    assert "29 errors, 6 warnings, 5 notes" in said[-1]


def test_what_follows_is_folded_only_under_a_fault_it_may_follow_from() -> None:
    text = FORMATS["text"](locate([one for one in MANY if one.code is not S], {}), 40)
    assert text.count(": error TST004") == 8
    assert "may then go" not in text
    elsewhere = replace(MANY[-1], path="registry/glossary/lead.yaml")
    text = FORMATS["text"](locate([*MANY[:-1], elsewhere], {}), 40)
    assert text.count(": error TST004") == 8


def test_nothing_is_ever_hidden() -> None:
    """Every place is in the text with --all, and every finding in JSON whatever is asked for."""
    found = locate(MANY, {})
    text = FORMATS["text"](found, 40, View(every=True))
    assert all(f"{one.finding.path}:{one.place.line}" in text for one in found)
    for view in VIEWS.values():
        assert len(json.loads(FORMATS["json"](found, 40, view))["findings"]) == len(MANY)


@given(st.lists(st.sampled_from(MANY)), st.booleans())
def test_the_places_that_are_named_and_counted_are_all_of_them(
    some: list[Finding], every: bool
) -> None:
    found = locate(some, {})
    groups = [group for level in Severity for group in folded(found, level, every=every)]
    held = [one for group in groups for one in (group.first, *group.more)]
    assert Counter(id(one) for one in held) == Counter(id(one) for one in found)


def test_beside_the_lines_of_a_pull_request_its_own_files_come_first() -> None:
    own = "registry/guidelines/g19.md"
    mine = Finding(E, own, "something of its own", place=Place(1, 1))
    rest = [replace(MANY[0], message=f"another fault {n}") for n in range(30)]
    said = FORMATS["github"](locate([*rest, mine], {}), 40, View(touched=frozenset({own})))
    assert said.splitlines()[0].startswith(f"::error file={own},")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_order_in_which_findings_arrive_changes_no_byte(form: str) -> None:
    forwards = FORMATS[form](locate(FINDINGS, PLACES), 3)
    assert forwards == FORMATS[form](locate(reversed(FINDINGS), PLACES), 3)


def test_a_route_leads_to_the_nearest_thing_that_is_there() -> None:
    places = PLACES[POST]
    assert place_of(("contact", "email"), places) == Place(5, 3)
    assert place_of(("contact", "phone", 2), places) == Place(4, 1)
    assert place_of(("nowhere",), places) == START


def test_findings_are_in_order_of_file_line_and_column() -> None:
    lines = [(one.finding.path, one.place) for one in locate(FINDINGS, PLACES)]
    assert lines == sorted(lines)


def test_a_clean_check_says_so_in_words() -> None:
    assert FORMATS["text"]((), 12).startswith("All is well: no errors")
    assert "12 files read" in FORMATS["text"]((), 12)


def test_a_check_that_could_not_be_finished_never_sounds_like_one_that_passed() -> None:
    broken = Code("INT001", Severity.ERROR, "A rule of the checker is broken", "It broke.")
    found = locate([Finding(broken, "registry", "the rule x broke")], {})
    assert "could not be finished" in FORMATS["text"](found, 1)
    assert json.loads(FORMATS["json"](found, 1))["finished"] is False


def test_github_shows_no_more_of_a_level_than_it_keeps() -> None:
    many = [Finding(E, POST, f"wrong number {n}", place=Place(n, 1)) for n in range(1, 31)]
    lines = FORMATS["github"](locate(many, {}), 1).splitlines()
    commands = [line for line in lines if line.startswith("::error")]
    assert len(commands) == SHOWN + 1
    assert "21 more errors" in commands[-1]


@given(
    path=st.text(),
    message=st.text(),
    hint=st.text(),
    line=st.integers(1, 9999),
)
def test_no_words_can_start_a_command_or_a_line_of_their_own(
    path: str, message: str, hint: str, line: int
) -> None:
    found = locate([Finding(E, path, message, hint, place=Place(line, 1))], {})
    first, last, rest = FORMATS["github"](found, 1).split("\n")
    assert first.startswith("::error file=")
    assert not last.startswith("::")
    assert rest == ""
    assert "\r" not in first
    properties = first.removeprefix("::error ").partition("::")[0]
    assert properties.count(",") == 3
    text = FORMATS["text"](found, 1)
    assert all(character.isprintable() or character == "\n" for character in text)
    assert json.loads(FORMATS["json"](found, 1))["findings"][0]["message"] == message


def test_a_terminal_is_not_commanded_by_a_message() -> None:
    assert visible("red \x1b[31m and \u202e reversed") == "red <U+001B>[31m and <U+202E> reversed"


def test_colour_changes_nothing_but_colour() -> None:
    plain = FORMATS["text"](locate(FINDINGS, PLACES), 3)
    coloured = FORMATS["text"](locate(FINDINGS, PLACES), 3, View(colour=True))
    for code in ("31", "33", "36"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured.replace("\x1b[0m", "") == plain
