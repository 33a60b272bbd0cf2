"""What could not be made for other systems is said once for each reason."""

from __future__ import annotations

from handbook.cli.making import not_made


def test_files_that_were_left_out_are_told_in_a_line_for_each_reason() -> None:
    left_out = {"b.parquet": "No library.", "a.parquet": "No library.", "x.ics": "It failed\x1b."}
    assert not_made(left_out) == [
        "not made: a.parquet and 1 more file. No library.",
        "not made: x.ics. It failed .",
    ]


def test_nothing_is_said_where_everything_was_made() -> None:
    assert not_made({}) == []
