"""The lists as tables: loaded as they are, stacked, asked by the queries that are printed."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from handbook.audience.leaks import check_withheld
from handbook.audience.withheld import Withheld
from handbook.outputs.cells import harmless
from handbook.outputs.claims import READERS, UnreadableError
from handbook.outputs.fields.discovery import resources
from handbook.outputs.fields.model import Form, Resource, rows, text
from handbook.outputs.fields.tables import WHOSE, columns
from handbook.render import Site

QUERIES = re.findall(
    r"```sql\n(.*?)```", (Path(__file__).parents[3] / "docs/queries.md").read_text(), re.DOTALL
)
NAMES = [resource.name for resource in resources()]


@pytest.fixture(scope="module")
def side_by_side(site: Site, complete: Any, tmp_path_factory: Any) -> Path:
    """Two networks: in the second, a hospice still uses an older version."""
    toy = type(complete)(dict(complete.files))
    path = "registry/network.yaml"
    toy.files[path] = toy.files[path].replace(b"id: heron", b"id: egret")
    answer = {"organisation": "mill", "document": "rapid", "by": "lead", "answer": "adopted"}
    name = "mill--rapid--2025-04-01"
    toy.put(f"adoptions/{name}.yaml", {"id": name, **answer, "version": "1.0", "date": name[-10:]})
    folder: Path = tmp_path_factory.mktemp("tables")
    for network, made in (("heron", site), ("egret", toy.site())):
        for where, content in made.assets.items():
            if where.startswith("api/"):
                place = folder / "registries" / network / where
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
    return folder


@pytest.fixture
def registries(side_by_side: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which they lie is where the queries are asked."""
    monkeypatch.chdir(side_by_side)


def ask(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as database:
        return database.execute(query).fetchall()


def test_the_queries_that_are_printed_are_those_that_are_run() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_every_printed_query_runs_as_it_stands(registries: None, query: str) -> None:
    answer = ask(query)
    assert answer or "notices = []" in query or "not_supported" in query or "timeliness" in query


def found(word: str) -> list[tuple[Any, ...]]:
    (query,) = [each for each in QUERIES if word in each]
    return ask(query)


def test_what_falls_due_is_found_over_all_registries(registries: None) -> None:
    due = found("today + 90")
    assert {row[0] for row in due} == {"heron", "egret"}
    assert any(row[2] == "suspension" for row in due)
    assert all(row[1] is None or str(row[1]) <= "2027-02-21" for row in due)


def test_items_that_nobody_serves_are_found(registries: None) -> None:
    assert [(row[0], row[1], row[3]) for row in found("bool_or")] == [
        ("Q1", "1.2", ["egret", "heron"]),
        ("Q1", "1.3", ["egret", "heron"]),
    ]


def test_versions_in_use_behind_the_one_in_force_are_found(registries: None) -> None:
    (row,) = found("behind AND")
    assert row[:5] == ("egret", "Mill Hospice", "Rapid transfer", "1.0", "2.0")


def test_a_demonstration_is_never_relied_on(registries: None) -> None:
    """Fails if what pages say of a demonstration is not in the rows."""
    assert found("notices = []") == []
    assert ask("SELECT count(*) FROM 'registries/*/api/documents.parquet' WHERE in_force")[0][0]


def test_csv_and_parquet_say_the_same(registries: None) -> None:
    for name in NAMES:
        where = f"registries/heron/api/{name}"
        counted = [
            ask(f"SELECT count(*) FROM {source}")  # noqa: S608 - our own names
            for source in (f"'{where}.parquet'", f"read_csv('{where}.csv', header=true)")
        ]
        assert counted[0] == counted[1], name
    assert [row[1:] for row in found("read_csv")] == [(8, 3), (8, 3)]


@pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.name)
def test_a_table_has_the_columns_that_are_declared_and_each_row_says_whose_it_is(
    registries: None, resource: Resource
) -> None:
    named = columns(resource)
    assert named[: len(WHOSE)] == WHOSE
    assert len({field.name for field in named}) == len(named)
    described = ask(f"DESCRIBE SELECT * FROM 'registries/heron/api/{resource.name}.parquet'")  # noqa: S608
    kinds = {
        Form.TEXT: "VARCHAR", Form.DAY: "DATE", Form.FLAG: "BOOLEAN", Form.NUMBER: "BIGINT",
        Form.TEXTS: "VARCHAR[]",
    }  # fmt: skip
    assert [(row[0], row[1]) for row in described] == [(f.name, kinds[f.form]) for f in named]
    whose = ask(f"SELECT DISTINCT network, today FROM 'registries/*/api/{resource.name}.parquet'")  # noqa: S608
    assert {row[0] for row in whose} <= {"heron", "egret"}
    assert {str(row[1]) for row in whose} <= {"2026-11-23"}


def test_a_decision_about_several_documents_has_a_row_for_each(registries: None) -> None:
    listed = json.loads(Path("registries/heron/api/decisions.json").read_bytes())["decisions"]
    wanted = sum(max(1, len(each["documents"])) for each in listed)
    assert ask("SELECT count(*) FROM 'registries/heron/api/decisions.parquet'") == [(wanted,)]


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_i1_tables_are_read_back_as_json_is(site: Site, ending: str) -> None:
    for name in ("documents", "versions", "groups", "adoption"):
        told = [
            {(s.page, s.in_force, s.state, s.until, s.of_version) for s in READERS[f".{kind}"](
                site.assets[f"api/{name}.{kind}"])}
            for kind in ("json", ending)
        ]  # fmt: skip
        assert told[0] == told[1] != set(), name


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_table_that_cannot_be_read_is_refused(ending: str) -> None:
    with pytest.raises(UnreadableError):
        list(READERS[f".{ending}"](b'in_force,page\n"true,\xff'))


def test_i13_words_for_members_would_be_found_in_a_table(site: Site, tmp_path: Path) -> None:
    """Fails if the tables are compressed: the guard that looks for words could not read them."""
    for name in ("documents.parquet", "documents.csv"):
        (tmp_path / name).write_bytes(site.assets[f"api/{name}"])
        assert list(check_withheld(tmp_path, Withheld({"what stopped says": "stopped"}, {})))
        (tmp_path / name).unlink()


def test_without_pyarrow_there_are_no_old_tables_and_the_build_can_say_why(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    site = toy.site()
    assert [path for path in site.assets if path.endswith(".parquet")] == []
    assert len(site.left_out) == len(NAMES)
    (why,) = set(site.left_out.values())
    assert "pyarrow" in why
    assert "handbook-registry[data]" in why
    listed = json.loads(site.assets["api/index.json"])["left_out"]
    assert {each["path"] for each in listed} == {f"api/{name}.parquet" for name in NAMES}
    assert "api/documents.csv" in site.assets


SIGNS = ["=1+1", "+44 1632", "-5 kg", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1", "\u200b=1",
         "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "\n=1"]  # fmt: skip


@pytest.mark.parametrize("words", SIGNS)
def test_no_cell_of_a_spreadsheet_begins_a_formula(toy: Any, words: str) -> None:
    assert harmless(words) == f"'{words}"
    assert harmless(harmless(words)) == harmless(words)


@pytest.mark.parametrize("words", ["", "a=b", "5 kg", "(-5)", "'=1", "A - B", "“=1”"])
def test_other_cells_are_as_they_were_written(words: str) -> None:
    assert harmless(words) == words


def test_no_cell_of_any_csv_is_obeyed(toy: Any) -> None:
    """A malicious author needs one free text; every text of every list is looked at."""
    formula = '=HYPERLINK("https://evil.example","x")'
    toy.put("organisations/mill.yaml", {"id": "mill", "title": "Mill", "area": formula,
            "kind": "childrens-hospice", "role": "hub"})  # fmt: skip
    toy.decide(5, "withdraw", {"document": "way", "exit": "withdrawn", "no-replacement": True},
               meeting="board-2025-09-02", reason=formula, statement=f"+{formula}")  # fmt: skip
    site = toy.site()
    seen = 0
    for path, content in site.assets.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode(), newline="")):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))], path
                seen += any(formula in cell for cell in row)
    assert seen == 2


def test_an_object_within_a_row_becomes_columns_and_a_list_of_them_does_not() -> None:
    resource = resources()[0]
    inner = replace(resource, fields=(rows("many", "Many.", text("a", "A.")),))
    assert columns(inner) == WHOSE
