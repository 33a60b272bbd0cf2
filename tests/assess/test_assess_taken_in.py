"""What counts as held against its file by eye: one list, whole, ticked and signed, and no other."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from handbook.assess.taken_in import (
    Checks,
    Unchecked,
    check_for,
    checks_of,
    lines_of,
    list_fingerprint,
    unchecked,
)
from handbook.load.model import Record

TODAY = date(2026, 3, 12)
PARTS: list[dict[str, Any]] = [
    {"what": "Doses", "items": [{"where": "under “A”", "words": "5 mg", "ticked": True}]},
    {
        "what": "The whole",
        "items": [
            {"where": "the whole draft", "ticked": True},
            {"where": "its tables", "ticked": True},
        ],
    },
]
WHOLE: dict[str, Any] = {
    "id": "fever--original",
    "document": "fever",
    "file": "Fever.docx",
    "digest": "sha256:1",
    "day": "2026-03-01",
    "checked-by": "lead-nurse",
    "checked-on": "2026-03-02",
    "parts": PARTS,
}
CAME = {"file": "Fever.docx", "day": "2026-03-01", "to-check": list_fingerprint(WHOLE)}
FROZEN = "sha256:97153eb9ea21996e4fa3f18f753d01dfea752ccf90a4e43611f1fbe558c53933"
TAKE_AGAIN = "Take the same file in again: the list is written anew, and nothing in it is ticked."
HOLD_EACH = (
    "Hold each against the original. Where the draft says the same, or was mended, write"
    " `ticked: true`; at the end say who checked, and when (`checked-by`, `checked-on`)."
    " `handbook import checked fever --post POST` asks line by line."
)
SIGN = "Write the post as `checked-by`, and the day as `checked-on`."
THE_DAY = "Write the day on which the last line was ticked."
FIRST_LINE = ("parts", 0, "items", 0, "ticked")


def listed(name: str = "fever--original", **changes: Any) -> Record:
    fields = {key.replace("_", "-"): value for key, value in changes.items()}
    data = {k: v for k, v in (deepcopy(WHOLE) | fields).items() if v is not None}
    return Record("import-check", name, f"registry/import-checks/{name}.yaml", data, None, 1, {})


def unticked(*lines: tuple[int, int]) -> list[dict[str, Any]]:
    parts = deepcopy(PARTS)
    for part, line in lines:
        parts[part]["items"][line]["ticked"] = False
    return parts


def words(text: str) -> list[dict[str, Any]]:
    parts = deepcopy(PARTS)
    parts[0]["items"][0]["words"] = text
    return parts


def left(came: Any, *lists: Record, today: date | None = TODAY) -> Unchecked | None:
    data = {} if came is None else {"imported": came}
    return unchecked("fever", data, {"fever": lists} if lists else {}, today)


def why(came: Any, *lists: Record) -> str:
    remaining = left(came, *lists)
    return remaining.message if remaining else ""


class TestWhatCountsAsHeldAgainstTheFile:
    def test_a_list_of_which_every_line_is_ticked_by_a_post_on_a_day(self) -> None:
        assert left(CAME, listed()) is None

    def test_what_was_never_taken_in(self) -> None:
        assert left(None) is None
        assert left(None, listed()) is None

    @pytest.mark.parametrize("file", ["list.csv, row 4", "list, old.xlsx, row 14"])
    def test_a_row_of_an_old_register_which_brings_no_text(self, file: str) -> None:
        assert left({"file": file, "day": "2026-03-01"}) is None

    def test_a_later_list_does_not_undo_an_earlier_one(self) -> None:
        other = listed(parts=words("7 mg"), checked_by=None)
        assert left(CAME, listed(), other) is None
        assert left(CAME, other, listed()) is None

    def test_a_list_that_is_done_with_of_a_text_that_does_not_say_any_more(self) -> None:
        assert left("by hand", listed(day=None)) is None

    @pytest.mark.parametrize("on", ["2026-03-01", "2026-03-12"])
    def test_from_the_day_it_was_taken_in_until_today(self, on: str) -> None:
        assert left(CAME, listed(checked_on=on)) is None

    def test_a_day_to_come_where_no_day_is_given(self) -> None:
        assert left(CAME, listed(checked_on="2027-01-01"), today=None) is None
        assert unchecked("fever", {"imported": CAME}, {"fever": [listed()]}) is None

    def test_on_any_day_that_has_come_where_none_says_when_it_was_taken_in(self) -> None:
        undated = {key: value for key, value in WHOLE.items() if key != "day"}
        came = {"file": "Fever.docx", "to-check": list_fingerprint(undated)}
        assert left(came, listed(day=None, checked_on="2020-01-01")) is None
        late = left(came, listed(day=None, checked_on="2026-03-13"))
        assert late is not None
        assert late.message.endswith("a day that has not come yet")


@pytest.mark.parametrize(
    ("came", "lists", "expected"),
    [
        (CAME, (), "is missing, or cannot be read"),
        ({**CAME, "to-check": ""}, (listed(),), "does not say what was to check by eye"),
        ({"file": "Fever.docx"}, (listed(),), "does not say what was to check by eye"),
        ({"to-check": ""}, (listed(),), "does not say what was to check by eye"),
        ({"file": "list.csv, row 4 of 7"}, (listed(),), "does not say what was to check by eye"),
        (CAME, (listed(parts=PARTS[:1]),), "a line of it was changed, or taken out"),
        (CAME, (listed(parts=words("50 mg")),), "a line of it was changed, or taken out"),
        (CAME, (listed(digest="sha256:2"),), "a line of it was changed, or taken out"),
        (CAME, (listed(document="other"),), "a line of it was changed, or taken out"),
        (CAME, (listed(parts=unticked((0, 0))),), "the first is “Doses”, under “A”: “5 mg”"),
        (None, (listed(parts=unticked((1, 0))),), "does not say any more which file"),
        ("by hand", (listed(parts=unticked((1, 0))),), "does not say any more which file"),
        ({"file": "list.csv, row 4"}, (listed(parts=unticked((1, 0))),), "does not say any more"),
    ],
)  # fmt: skip
def test_what_does_not_count(came: Any, lists: tuple[Record, ...], expected: str) -> None:
    assert expected in why(came, *lists)


# What is left to do, whole: the sentence, the way out, and the line it stands in.


def test_the_first_line_that_is_left_is_named_and_how_many_there_are() -> None:
    some = listed(parts=unticked((0, 0), (1, 1)))
    assert left(CAME, some) == Unchecked(
        "2 of 3 lines are not ticked; the first is “Doses”, under “A”: “5 mg”",
        HOLD_EACH, some, FIRST_LINE,
    )  # fmt: skip
    last = listed(parts=unticked((1, 1)))
    assert left(CAME, last) == Unchecked(
        "1 of 3 lines are not ticked; the first is “The whole”, its tables",
        HOLD_EACH, last, ("parts", 1, "items", 1, "ticked"),
    )  # fmt: skip
    every = listed(parts=unticked((0, 0), (1, 0), (1, 1)), checked_by=None)
    assert left(CAME, every) == Unchecked(
        "no line is ticked; the first is “Doses”, under “A”: “5 mg”", HOLD_EACH, every, FIRST_LINE
    )


@pytest.mark.parametrize("tick", [None, "yes", "true", 1])
def test_only_the_plain_word_ticks_a_line(tick: Any) -> None:
    parts = unticked((1, 0))
    parts[1]["items"][0]["ticked"] = tick
    assert why(CAME, listed(parts=parts)).startswith("1 of 3 lines are not ticked")


def test_of_a_text_that_forgot_where_it_came_from_the_list_that_is_left_is_told() -> None:
    left_over = listed(parts=unticked((0, 0)))
    assert left(None, listed(), left_over) == Unchecked(
        "“fever” does not say any more which file it was taken in from, and 1 of 3 lines are not"
        " ticked; the first is “Doses”, under “A”: “5 mg”",
        HOLD_EACH, left_over, FIRST_LINE,
    )  # fmt: skip
    late = listed(checked_on="2026-03-13")
    remaining = left(None, late)
    assert remaining is not None
    assert remaining.route == ("checked-on",)
    assert left(None, late, today=None) is None


def test_a_text_that_does_not_say_what_was_to_check_is_taken_in_again() -> None:
    assert left({"file": "Fever.docx"}, listed()) == Unchecked(
        "“fever” was taken in from a file, and does not say what was to check by eye",
        "Take the file in again, under another name (`--id`), and put its text to the group.",
    )


def test_a_list_that_is_missing_or_another_is_written_anew() -> None:
    assert left(CAME) == Unchecked(
        "the list of what must be checked by eye in “fever” is missing, or cannot be read",
        TAKE_AGAIN,
    )
    others = (listed(digest="sha256:2"), listed(digest="sha256:3"))
    assert left(CAME, *others) == Unchecked(
        "this is not the list that was written when “fever” was taken in: a line of it was"
        " changed, or taken out",
        TAKE_AGAIN, others[1],
    )  # fmt: skip


@pytest.mark.parametrize(
    "lacking",
    [{"checked_by": None}, {"checked_on": None}, {"checked_by": ""}, {"checked_on": "soon"}],
)
def test_somebody_says_who_held_them_against_the_original_and_when(lacking: Any) -> None:
    check = listed(**lacking)
    assert left(CAME, check) == Unchecked(
        "every line is ticked, and nobody says who held them against the original, and when",
        SIGN, check,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "taken", "on", "expected"),
    [
        ("2026-03-01", "2026-03-01", "2026-02-28", "28 February 2026, a day that is before"),
        ("2026-03-01", None, "2026-02-28", "28 February 2026, a day that is before"),
        ("2026-02-01", "2026-03-01", "2026-02-28", "28 February 2026, a day that is before"),
        ("2026-03-01", "2026-02-01", "2026-02-28", "28 February 2026, a day that is before"),
        ("2026-03-01", "2026-03-01", "2026-03-13", "13 March 2026, a day that has not come yet"),
        ("2026-03-13", "2026-03-13", "2026-03-13", "13 March 2026, a day that has not come yet"),
    ],
)
def test_the_day_lies_between_the_taking_in_and_today(
    day: str, taken: str | None, on: str, expected: str
) -> None:
    fingerprint = list_fingerprint(WHOLE | {"day": day})
    check = listed(day=day, checked_on=on)
    remaining = left({"file": "F.docx", "day": taken, "to-check": fingerprint}, check)
    assert remaining is not None
    assert remaining.message.startswith(f"it was checked by eye on {expected}")
    assert remaining.message.endswith(("yet", "before it was taken in"))
    assert (remaining.hint, remaining.check, remaining.route) == (THE_DAY, check, ("checked-on",))


# The list itself.


def test_what_may_be_ticked_or_settled_in_a_list_leaves_its_fingerprint() -> None:
    settled = {"id": "x", "title": "T", "visibility": "public", "checked-by": "a"}
    ticked = WHOLE | settled | {"parts": unticked((0, 0), (1, 1)), "checked-on": "2026-05-05"}
    assert list_fingerprint(ticked) == list_fingerprint(WHOLE)
    assert list_fingerprint({"checked-by": "a"}) == list_fingerprint({})


@pytest.mark.parametrize("name", ["document", "file", "digest", "day", "anything"])
def test_whatever_else_it_says_is_part_of_it(name: str) -> None:
    assert list_fingerprint(WHOLE | {name: "other"}) != list_fingerprint(WHOLE)
    other = deepcopy(PARTS)
    other[0][name] = "other"
    assert list_fingerprint(WHOLE | {"parts": other}) != list_fingerprint(WHOLE)
    other = deepcopy(PARTS)
    other[1]["items"][1][name] = "other"
    assert list_fingerprint(WHOLE | {"parts": other}) != list_fingerprint(WHOLE)


def test_the_fingerprint_of_a_list_never_drifts() -> None:
    """If this fails, every text that was taken in counts as not checked."""
    assert list_fingerprint(WHOLE) == FROZEN
    shuffled = json.loads(json.dumps(dict(reversed(WHOLE.items()))))
    assert list_fingerprint(shuffled | {"day": date(2026, 3, 1)}) == FROZEN


def test_lists_are_known_by_their_documents(files: Any) -> None:
    for name in ("going-home--original", "going-home--original-2", "coming-back--original"):
        data = {**WHOLE, "id": name, "title": "List", "document": name.partition("--")[0]}
        data["digest"] = f"sha256:{'0' * 64}"
        files.put(f"import-checks/{name}.yaml", data)
    registry = files.registry()
    known: Checks = checks_of(registry)
    assert {document: [each.id for each in lists] for document, lists in known.items()} == {
        "coming-back": ["coming-back--original"],
        "going-home": ["going-home--original", "going-home--original-2"],
    }


def test_the_list_of_a_text_is_the_one_whose_fingerprint_it_keeps() -> None:
    own, other = listed(), listed(digest="sha256:2")
    checks = {"fever": [other, own]}
    assert check_for("fever", {"imported": CAME}, checks) is own
    assert check_for("cough", {"imported": CAME}, checks) is None
    assert check_for("fever", {"imported": {}}, checks) is None
    assert check_for("fever", {"imported": "by hand"}, checks) is None
    assert check_for("fever", {}, checks) is None


def test_every_line_stands_in_its_part_and_has_a_place() -> None:
    rows = list(lines_of(listed()))
    assert [(route, part["what"], item["where"]) for route, part, item in rows] == [
        (("parts", 0, "items", 0, "ticked"), "Doses", "under “A”"),
        (("parts", 1, "items", 0, "ticked"), "The whole", "the whole draft"),
        (("parts", 1, "items", 1, "ticked"), "The whole", "its tables"),
    ]
    assert list(lines_of(listed(parts=None))) == []
