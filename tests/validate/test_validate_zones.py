"""A time zone is one that every reader's browser knows."""

from __future__ import annotations

import pytest

from handbook.validate.engine import is_time_zone


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/Argentina/Ushuaia"])
def test_a_zone_that_browsers_know_is_accepted(zone: str) -> None:
    assert is_time_zone(zone)


@pytest.mark.parametrize(
    "zone",
    [
        "posixrules",
        "Factory",
        "right/UTC",
        "posix/Europe/London",
        "localtime",
        "",
        "Europe/Nowhere",
    ],
)
def test_a_zone_that_browsers_refuse_is_refused(zone: str) -> None:
    assert not is_time_zone(zone)
