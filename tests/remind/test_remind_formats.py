"""What falls due for spreadsheets, papers and calendars: each safe in what reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt

from handbook.cli import cli
from handbook.cli.table import as_csv
from registries import lay_smallest

Write = Callable[..., str]
HOSTILE = '=HYPERLINK("http://x.example";"a|b") @ann <b>x</b>'


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """The list in a format, after an action was renamed and with other words."""
    root = lay_smallest(tmp_path / "heather")

    def write(form: str, *words: str, title: str = "", today: str = "2026-01-15") -> str:
        if title:
            path = root / "registry" / "actions" / "name-a-night-lead.yaml"
            lines = path.read_text().splitlines()
            kept = [line for line in lines if not line.startswith("title:")]
            quoted = title.replace("'", "''")
            path.write_text("\n".join([*kept, f"title: '{quoted}'"]) + "\n")
        shared = ["--root", str(root), "--today", today, "due", "--within", "1500"]
        result = CliRunner().invoke(cli, [*shared, "--format", form, *words])
        assert result.exit_code == 0, result.output
        return result.stdout_bytes.decode()

    return write


class TestForASpreadsheet:
    def test_a_row_for_each_thing(self, written: Write) -> None:
        rows = list(csv.DictReader(io.StringIO(written("csv", today="2026-07-10"))))
        assert [(row["record"], row["days"], row["late"]) for row in rows] == [
            ("name-a-night-lead", "-10", "yes"),
            ("calm-transfer", "237", "no"),
            ("way-home", "237", "no"),
        ]
        assert rows[1]["in_words"] == "Review by 4 March 2027"
        assert rows[1]["owner_title"] == "Lead nurse"

    def test_a_title_is_no_formula(self, written: Write) -> None:
        rows = list(csv.DictReader(io.StringIO(written("csv", title=HOSTILE))))
        assert rows[0]["title"] == f"'{HOSTILE}"

    @given(st.text(max_size=9), st.sampled_from(["", "=", "+", "-", "@", "\t=", "\r@"]))
    def test_no_cell_begins_as_a_formula_does(self, words: str, sign: str) -> None:
        made = as_csv(("a",), [{"a": sign + words}])
        (_, (cell,)) = (
            list(csv.reader(io.StringIO(made), strict=True)) if words or sign else (0, [""])
        )
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
        assert as_csv(("a",), [{"a": -3}]) == "a\n-3"


class TestForAPaper:
    def test_a_table_with_each_thing_in_its_row(self, written: Write) -> None:
        html = MarkdownIt("gfm-like", {"linkify": False}).render(written("markdown"))
        assert html.count("<tr>") == 4
        assert "<td>Review by 4 March 2027</td>" in html

    def test_a_title_draws_nothing_and_calls_nobody(self, written: Write) -> None:
        text = written("markdown", title=HOSTILE)
        html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
        assert "&lt;b&gt;x&lt;/b&gt;" in html
        assert "@ann" not in text
        assert html.count("<td>") == 12

    def test_nothing_is_said_of_nothing_alone(self, written: Write) -> None:
        assert written("markdown", "--owner", "coordinator").endswith("Nothing.\n")


class TestForACalendar:
    def events(self, text: str) -> list[dict[str, object]]:
        names = ("UID", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "DTSTAMP")
        return [{name: event[name] for name in names} for event in Calendar.from_ical(text).events]

    def test_it_holds_a_whole_day_for_each_thing_and_blocks_none(self, written: Write) -> None:
        first, second, _ = self.events(written("ics"))
        assert str(first["UID"]) == "action.name-a-night-lead@heather-network.handbook"
        assert first["DTSTART"].dt == date(2026, 6, 30)  # type: ignore[attr-defined]
        assert first["DTEND"].dt == date(2026, 7, 1)  # type: ignore[attr-defined]
        assert {str(first["TRANSP"]), str(second["TRANSP"])} == {"TRANSPARENT"}
        assert str(second["SUMMARY"]) == "Review by 4 March 2027: Calm transfer"

    def test_every_line_ends_and_folds_as_calendars_want(self, written: Write) -> None:
        raw = written("ics", title="Naming; a, lead " * 9).encode()
        lines = raw.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert b"\n" not in b"".join(lines)
        assert max(map(len, lines)) <= 75

    def test_the_ids_stay_and_the_sequence_grows_day_by_day(self, written: Write) -> None:
        today, later = self.events(written("ics")), self.events(written("ics", today="2026-01-16"))
        assert [event["UID"] for event in today] == [event["UID"] for event in later]
        assert len({str(event["UID"]) for event in today}) == len(today)
        for before, after in zip(today, later, strict=True):
            assert after["SEQUENCE"] == before["SEQUENCE"] + 1  # type: ignore[operator]

    def test_the_same_day_gives_the_same_bytes(self, written: Write) -> None:
        assert written("ics") == written("ics")

    def test_words_break_out_of_no_line(self, written: Write) -> None:
        (event, *_) = self.events(written("ics", title="x\\nEND:VEVENT; a,b"))
        assert str(event["SUMMARY"]).endswith("x\\nEND:VEVENT; a,b")

    def test_nothing_is_a_calendar_too(self, written: Write) -> None:
        assert self.events(written("ics", "--owner", "coordinator")) == []


def test_only_what_a_group_may_decide(written: Write) -> None:
    assert "calm-transfer" not in written("csv", "--group", "readers")
    with pytest.raises(
        AssertionError, match=r"There is no group called border\. Did you mean board"
    ):
        written("csv", "--group", "border")
