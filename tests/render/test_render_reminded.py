"""The site says when people were last reminded if it was told, and that it does not know if not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from handbook.outputs.making import handbook
from handbook.remind.last import NOT_KNOWN, LastReminded
from handbook.render import Stamp

STAMP = Stamp("f" * 40, datetime(2026, 11, 23, 7, 30, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
HOUR = timedelta(hours=1)


def said(toy: Any, last: LastReminded) -> str:
    site = handbook(toy.assessment(), replace(STAMP, reminded=last))
    assert json.loads(site.assets["api/reminded.json"]) == json.loads(last.as_json())
    text = site.pages["due/index.md"].markdown
    return str(text.partition("## Whether people are reminded")[2])


def test_a_site_that_was_not_told_says_that_it_is_not_known(toy: Any) -> None:
    assert "It is not known when reminders were last sent." in said(toy, NOT_KNOWN)
    assert "\nIt is not known" in toy.site().pages["due/index.md"].markdown


def test_a_site_that_was_told_says_when(toy: Any) -> None:
    words = said(toy, LastReminded(issues=datetime(2026, 11, 23, 1, 5, tzinfo=UTC)))
    assert "Reminders were last brought up to date on 23 November 2026, 01:05 UTC." in words
    assert "Letters were last sent: not known." in words
    assert "Missed" not in words


@pytest.mark.parametrize(
    ("ago", "missed"), [(timedelta(days=2), False), (timedelta(days=2) + HOUR, True)]
)
def test_a_night_that_was_missed_is_said_to_be(toy: Any, ago: timedelta, missed: bool) -> None:
    words = said(toy, LastReminded(issues=STAMP.built - ago, letters=STAMP.built - ago))
    assert words.count("Missed") == int(missed)
    assert ("2 days before this page was made" in words) is missed


def test_so_is_a_week(toy: Any) -> None:
    words = said(toy, LastReminded(letters=STAMP.built - timedelta(days=10)))
    assert "That was 10 days before this page was made." in words
