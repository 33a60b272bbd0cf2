"""`handbook links`: every address outside, where it stands, and what became of it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from web_server import Page, WebServer, web_server

from handbook.cli import cli
from handbook.cli.links import asking
from handbook.cli.web import guarded
from registries import lay_smallest

Run = Callable[..., Result]
DEMONSTRATION = Path(__file__).parents[2]
GUIDELINE = "registry/guidelines/quiet-rooms.md"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """A web server that may be asked, and no waiting between questions."""
    monkeypatch.setattr(guarded, "anybody_reaches", lambda _: True)
    monkeypatch.setattr(guarded, "system_proxy", lambda _scheme, _host: "")
    monkeypatch.setattr(asking, "BETWEEN", 0)
    pages = {"/here": Page(), "/old": Page(301, "/here"), "/lost": Page(410)}
    with web_server(pages) as running:
        yield running


@pytest.fixture
def registry(tmp_path: Path, server: WebServer) -> Path:
    root = lay_smallest(tmp_path / "heather")
    page = root / GUIDELINE
    links = "".join(
        f"[{name}]({server.address}/{name}#part)\n\n" for name in ("here", "old", "lost")
    )
    page.write_text(page.read_text(encoding="utf-8") + f"\n{links}", encoding="utf-8")
    policy = root / "registry/policies/quiet-standard.yaml"
    data = policy.read_text(encoding="utf-8")
    policy.write_text(
        data.replace("publisher: An", "url: https://www.example.org/standard\npublisher: An")
        + f"scope: See {server.address}/here (and no other).\n",
        encoding="utf-8",
    )
    return root


@pytest.fixture
def run(registry: Path) -> Run:
    def invoke(*words: str) -> Result:
        shared = ["--root", str(registry), "--today", "2026-01-15"]
        return CliRunner().invoke(cli, [*shared, "links", *words])

    return invoke


def test_nobody_is_asked_unless_somebody_says_so(run: Run, server: WebServer) -> None:
    result = run()
    assert result.exit_code == 0
    assert server.asked == []
    assert "https://www.example.org/standard" in result.stdout
    assert result.stdout.splitlines()[0] == "4 addresses outside the handbook, at 2 servers."


def test_each_address_is_told_with_every_place(run: Run, server: WebServer) -> None:
    told = json.loads(run("--format", "json").stdout)
    (here,) = [link for link in told["links"] if link["address"] == f"{server.address}/here"]
    assert [(place["path"], place["record"]) for place in here["places"]] == [
        (GUIDELINE, "quiet-rooms"),
        ("registry/policies/quiet-standard.yaml", "quiet-standard"),
    ]
    assert told["asked"] is False


def test_what_is_gone_and_what_has_moved_is_listed_with_its_mend(
    run: Run, server: WebServer
) -> None:
    result = run("--online")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    gone = lines.index("Gone: mend or take out (1):")
    assert lines[gone + 1] == f"  {server.address}/lost"
    assert GUIDELINE in lines[gone + 3]
    moved = lines.index("Moved for good: write the new address (1):")
    assert lines[moved + 2] == f"    now: {server.address}/here"
    assert "Kept for examples: lead nowhere, and were not asked (1)." in lines
    assert "Answer (1)." in lines


def test_the_list_for_a_spreadsheet_has_a_row_for_each_place(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--online", "--format", "csv").stdout)))
    assert sorted((row["answered"], row["file"]) for row in rows) == [
        ("example", "registry/policies/quiet-standard.yaml"),
        ("fine", GUIDELINE),
        ("fine", "registry/policies/quiet-standard.yaml"),
        ("gone", GUIDELINE),
        ("moved", GUIDELINE),
    ]


def test_no_server_is_asked_the_same_again_within_some_days(
    run: Run, server: WebServer, registry: Path
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=registry, check=True)
    run("--online")
    asked = len(server.asked)
    again = run("--online")
    assert len(server.asked) == asked
    assert again.exit_code == 1
    assert "3 answers of the last days" in again.stdout
    CliRunner().invoke(cli, ["--root", str(registry), "--today", "2026-01-30", "links", "--online"])
    assert len(server.asked) == 2 * asked
    run("--online", "--no-cache")
    assert len(server.asked) == 3 * asked


def test_where_no_answer_says_anything_nothing_is_claimed(run: Run, server: WebServer) -> None:
    server.pages = {path: Page(503) for path in ("/here", "/old", "/lost")}
    result = run("--online")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "perhaps this computer has no way to the web" in result.stderr


def test_what_is_about_asking_needs_asking(run: Run) -> None:
    assert run("--every").exit_code == 2


def test_what_the_text_in_force_alone_still_says_is_told_of_it(tmp_path: Path) -> None:
    shutil.copytree(DEMONSTRATION / "registry", tmp_path / "registry")
    working = "registry/guidelines/rapid-transfer.md"
    page = tmp_path / working
    address = "https://www.nice.org.uk/guidance/ng61"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(address, "https://www.example.org"), encoding="utf-8")
    shared = ["--root", str(tmp_path), "--today", "2026-11-30"]
    told = json.loads(CliRunner().invoke(cli, [*shared, "links", "--format", "json"]).stdout)
    (link,) = [link for link in told["links"] if link["address"] == address]
    places = {place["path"] for place in link["places"]}
    assert working not in places
    assert [path for path in places if "_endorsed" in path] == [
        "registry/_endorsed/rapid-transfer/2.0/record.md"
    ]  # nothing of its version 1.0, which is past, nor of others whose working text says the same
