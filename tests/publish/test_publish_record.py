"""A site is not replaced by an older one unless somebody says so (I10)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handbook.publish.problem import NotPublishedError
from handbook.publish.record import Build, refuse_older, with_record
from handbook.render.model import Site, Stamp

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def stamp(built: datetime) -> Stamp:
    return Stamp("c" * 40, built, date(2026, 11, 23), "0.1.0")


def site_of(folder: Path, committed: datetime | None, built: datetime) -> Path:
    site = with_record(Site({}), stamp(built), committed)
    folder.mkdir()
    for path, content in site.assets.items():
        (folder / path).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("committed", "built", "why"),
    [
        (NOON - HOUR, NOON + HOUR, "newer commit"),
        (NOON, NOON - HOUR, "after this build's time"),
        (None, NOON - HOUR, "nobody can tell"),
    ],
)
def test_an_older_build_is_refused(
    tmp_path: Path, committed: datetime | None, built: datetime, why: str
) -> None:
    """I10: fails if ``refuse_older`` does not compare commits, or does not compare times."""
    output = site_of(tmp_path / "site", NOON, NOON)
    with pytest.raises(NotPublishedError, match=why):
        refuse_older(output, Build("d" * 40, committed, built))


def test_a_build_from_no_known_commit_does_not_replace_one_from_a_known(tmp_path: Path) -> None:
    output = site_of(tmp_path / "site", NOON, NOON)
    with pytest.raises(NotPublishedError, match="--allow-older"):
        refuse_older(output, Build("", None, NOON + HOUR))


def test_without_any_git_the_later_build_is_let_through(tmp_path: Path) -> None:
    output = site_of(tmp_path / "site", None, NOON)
    refuse_older(output, Build("", None, NOON + HOUR))


@pytest.mark.parametrize("committed", [NOON, NOON + HOUR])
def test_a_build_as_new_or_newer_is_let_through(tmp_path: Path, committed: datetime) -> None:
    output = site_of(tmp_path / "site", NOON, NOON)
    refuse_older(output, Build("d" * 40, committed, NOON + HOUR))


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"built": 3}', '{"built": "2026-11-23T12:00:00"}', "\xff"]
)
def test_a_record_that_cannot_be_read_stops_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "build.json").write_text(content, encoding="latin-1")
    refuse_older(tmp_path, Build("", None, NOON))


def test_the_record_says_where_the_site_came_from() -> None:
    record = json.loads(with_record(Site({}), stamp(NOON), NOON).assets["build.json"])
    assert record == {
        "schema_version": 1,
        "commit": "c" * 40,
        "committed": "2026-11-23T12:00:00+00:00",
        "built": "2026-11-23T12:00:00+00:00",
        "today": "2026-11-23",
        "tool_version": "0.1.0",
        "pages": 0,
        "uncommitted_changes": False,
    }
