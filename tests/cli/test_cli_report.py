"""``handbook report``: the page of a year as a file to hand round, or a word why there is none."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from small_registry import Run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_report_of_a_year_is_a_word_file_and_no_other_year_is_made_up(
    run: Run, heather: Path
) -> None:
    place = heather / "report.docx"
    unknown = run("report", "2019-20", "--word")
    assert unknown.exit_code == 2, unknown.output
    assert "There are reports of: 2025-26" in unknown.output
    made = run("report", "2025-26", "--word", "--output", str(place))
    assert made.exit_code == 0, made.output
    with zipfile.ZipFile(place) as archive:
        text = archive.read("word/document.xml").decode()
    assert "Annual report, April 2025 to March 2026" in text
    again = run("report", "2025-26", "--word", "--output", str(place))
    assert again.exit_code != 0
    assert "is there already" in again.output
