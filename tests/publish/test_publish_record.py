"""A site is not replaced by an older one unless somebody says so (I10)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handbook.publish.problem import NotPublishedError
from handbook.publish.record import (
    Build,
    refuse_older,
    refuse_older_than_published,
    refuse_preview,
    with_record,
)
from handbook.render.model import Site, Stamp

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def stamp(built: datetime) -> Stamp:
    return Stamp("c" * 40, built, date(2026, 11, 23), "0.1.0")


def site_of(
    folder: Path, committed: datetime | None, built: datetime, *, preview: bool = False
) -> Path:
    site = with_record(Site({}), replace(stamp(built), preview=preview), committed)
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


class TestWhatIsPublishedElsewhere:
    """The ``build.json`` that a deploy has fetched from where the handbook is read."""

    @pytest.mark.parametrize(
        ("committed", "built", "why"),
        [
            (NOON - HOUR, NOON + HOUR, "that is published comes from a newer commit"),
            (NOON, NOON - HOUR, "after this build's time"),
            (None, NOON + HOUR, "nobody can tell"),
        ],
    )
    def test_it_is_not_replaced_by_something_older(
        self, tmp_path: Path, committed: datetime | None, built: datetime, why: str
    ) -> None:
        record = site_of(tmp_path / "site", NOON, NOON) / "build.json"
        with pytest.raises(NotPublishedError, match=why):
            refuse_older_than_published(record, Build("d" * 40, committed, built))

    @pytest.mark.parametrize("committed", [NOON, NOON + HOUR])
    def test_it_is_replaced_by_what_is_as_new(self, tmp_path: Path, committed: datetime) -> None:
        record = site_of(tmp_path / "site", NOON, NOON) / "build.json"
        refuse_older_than_published(record, Build("d" * 40, committed, NOON + HOUR))

    @pytest.mark.parametrize("content", ["", "<html>Sign in</html>", "[]", '{"built": 3}'])
    def test_one_that_cannot_be_read_stops_the_build(self, tmp_path: Path, content: str) -> None:
        """Such as the page of a login: nobody can tell what would be replaced."""
        record = tmp_path / "build.json"
        record.write_text(content, encoding="utf-8")
        with pytest.raises(NotPublishedError, match="nobody can tell"):
            refuse_older_than_published(record, Build("d" * 40, NOON, NOON))


class TestAPreview:
    PREVIEW = Build("d" * 40, NOON + HOUR, NOON + HOUR, preview=True)

    def test_never_takes_the_place_of_a_handbook(self, tmp_path: Path) -> None:
        output = site_of(tmp_path / "site", NOON, NOON)
        with pytest.raises(NotPublishedError, match="not a preview"):
            refuse_preview(output, self.PREVIEW)

    def test_nor_that_of_anything_unknown(self, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        with pytest.raises(NotPublishedError, match="not a preview"):
            refuse_preview(tmp_path / "site", self.PREVIEW)

    def test_takes_the_place_of_a_preview_or_of_nothing(self, tmp_path: Path) -> None:
        refuse_preview(tmp_path / "none", self.PREVIEW)
        refuse_preview(site_of(tmp_path / "p", NOON, NOON, preview=True), self.PREVIEW)

    def test_keeps_no_handbook_away(self, tmp_path: Path) -> None:
        """One that got to readers by mistake must be replaced, though its commit is newer."""
        output = site_of(tmp_path / "site", NOON + HOUR, NOON + HOUR, preview=True)
        refuse_older(output, Build("c" * 40, NOON, NOON))
        refuse_older_than_published(output / "build.json", Build("c" * 40, NOON, NOON))
