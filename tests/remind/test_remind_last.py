"""The file that a run leaves for the next build: it is believed for what it is, and no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from handbook.cli import cli
from handbook.cli.reminding.last import last_of, note
from handbook.remind.last import NOT_KNOWN, LastReminded, LastRemindedProblem, read_last
from registries import lay_smallest

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MOMENTS = st.none() | st.datetimes(max_value=datetime(2026, 1, 15)).map(  # noqa: DTZ001 - given one
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(MOMENTS, MOMENTS)
def test_what_was_written_is_read(issues: datetime | None, letters: datetime | None) -> None:
    last = LastReminded(issues, letters)
    assert read_last(last.as_json(), NOON) == last


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"[" * 60_000,
        b"{}",
        b"\xff\xfe",
        b'{"schema_version": 2}',
        b'{"schema_version": 1, "issues": "yesterday"}',
        b'{"schema_version": 1, "issues": 12}',
        b'{"schema_version": 1, "issues": "2026-01-01T00:00:00"}',
        b'{"schema_version": 1, "issues": "2026-01-15T12:00:01+00:00"}',
        b'{"schema_version": 1, "letters": ["2026-01-01T00:00:00+00:00"]}',
        b'{"schema_version": 1, "issues": null}' + b" " * 20_000 + b"x",
    ],
)
def test_anything_else_is_not_known_and_said_to_be(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reminded.json"
    file.write_bytes(content)
    if len(content) < 20_000:
        with pytest.raises(LastRemindedProblem):
            read_last(content, NOON)
        assert last_of(file, NOON) == NOT_KNOWN
        assert "it is not known when people were last reminded" in capsys.readouterr().err
    else:
        assert last_of(file, NOON) == NOT_KNOWN


def test_a_file_that_is_not_there_stops_no_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert last_of(tmp_path / "none.json", NOON) == NOT_KNOWN
    assert last_of(tmp_path, NOON) == NOT_KNOWN
    assert "there is no such file" in capsys.readouterr().err
    assert last_of(None, NOON) == NOT_KNOWN


def test_one_way_of_reminding_leaves_what_is_known_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "reminded.json"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))
    note(file, letters=True)
    later = NOON + timedelta(days=1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(later.timestamp())))
    note(file, letters=False)
    assert last_of(file, later) == LastReminded(issues=later, letters=NOON)


@pytest.fixture
def due(tmp_path: Path) -> Callable[..., Result]:
    root = lay_smallest(tmp_path / "heather")

    def run(*words: str) -> Result:
        shared = ["--root", str(root), "due", "--within", "1500"]
        return CliRunner().invoke(cli, [*shared, *words])

    return run


def test_a_run_that_failed_or_was_a_rehearsal_is_written_down_nowhere(
    due: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "reminded.json"
    assert due("--send", "--dry-run", "--record", str(file)).exit_code == 0
    assert due("--send", "--server", "127.0.0.1:1", "--record", str(file)).exit_code == 3
    assert due("--sync-issues", "--record", str(file)).exit_code == 3
    assert due("--record", str(file)).exit_code == 2
    assert not file.exists()


def test_the_file_is_json_with_a_version() -> None:
    assert json.loads(LastReminded(NOON).as_json()) == {
        "schema_version": 1,
        "issues": "2026-01-15T12:00:00+00:00",
        "letters": None,
    }
