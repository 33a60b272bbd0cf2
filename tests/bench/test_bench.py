"""What is measured is a sound registry, the same each time; what is told of it is worked out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.laying import lay
from bench.networks import NetworksSize, as_lines, measured_networks
from bench.readme import BEGINS, ENDS, put
from bench.registry import TODAY, edit, make
from bench.tables import as_json, as_markdown, budgets, growth
from bench.timing import Cost, Costs, RunProblem, measure
from bench.work import Size
from handbook.assess.words import State
from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load import WorkingTree
from handbook.load.trees.base import MemoryTree

DOCUMENTS = 7


def test_nothing_is_wrong_with_a_made_registry_and_all_of_it_is_in_force() -> None:
    found = check(MemoryTree(make(DOCUMENTS).files()), today=TODAY, history=NO_HISTORY)
    assert found.errors == ()
    assert found.assessment is not None
    standings = found.assessment.standings.values()
    assert [one.state for one in standings] == [State.IN_FORCE] * (DOCUMENTS + 1)


def test_the_same_seed_gives_the_same_bytes_and_another_others() -> None:
    assert make(DOCUMENTS, seed=1) == make(DOCUMENTS, seed=1)
    assert make(DOCUMENTS, seed=1) != make(DOCUMENTS, seed=2)


def test_it_lies_on_disk_as_it_was_made_with_its_commits(tmp_path: Path) -> None:
    made = make(DOCUMENTS)
    lay(made, tmp_path / "there")
    tree = WorkingTree(tmp_path / "there")
    assert {path: tree.read(path) for path in tree.paths()} == made.files()
    count = ["git", "-C", str(tmp_path / "there"), "rev-list", "--count", "HEAD"]
    assert int(subprocess.check_output(count)) == len(made.commits)


def test_an_edit_changes_as_many_texts_as_it_says() -> None:
    files = make(DOCUMENTS).files()
    changed = edit(files, 3)
    assert len(changed) == 3
    assert all(raw.startswith(files[path]) and raw != files[path] for path, raw in changed.items())


def size(documents: int, files: int, **seconds: float) -> Size:
    names = {"check": "check, cold", "peer": "check-jsonschema: schemas alone"}
    costs = {names[name]: Costs((Cost(spent, spent, 50.0),)) for name, spent in seconds.items()}
    return Size(documents, files, costs)


def test_a_budget_is_a_ratio_of_two_measurements_of_one_run() -> None:
    (told,) = budgets([size(1_000, 7_000, check=3.0, peer=2.0)])
    assert told == ("check, cold", "check-jsonschema: schemas alone", 1_000, 1.5, 0.2)
    assert "| 1.5 x | 0.2 x | missed |" in as_markdown(
        [size(1_000, 7_000, check=3.0, peer=2.0)], {}
    )


@pytest.mark.parametrize(("after", "exponent"), [(10.0, 1.0), (100.0, 2.0)])
def test_growth_is_an_exponent(after: float, exponent: float) -> None:
    grown = growth([size(10, 70, check=1.0), size(100, 700, check=after)])
    assert grown["check, cold"] == exponent


def test_what_could_not_be_measured_is_said() -> None:
    missing = {"node": "there is none"}
    assert "Not measured: node: there is none" in as_markdown([size(1, 7, check=1.0)], missing)
    assert as_json([size(1, 7, check=1.0)], missing)["missing"] == missing


def test_what_was_measured_takes_the_place_of_what_stood_in_the_readme() -> None:
    measured = as_json([size(100, 700, check=0.5), size(1_000, 7_000, check=3.04, peer=2.0)], {})
    readme = put(f"# How fast\n\n{BEGINS}As it was.\n{ENDS}\nAnd why.\n", measured)
    assert "As it was" not in readme
    assert readme.startswith("# How fast\n\n<!--")
    assert readme.endswith("-->\n\nAnd why.\n")
    assert "| work | 100 documents | 1,000 documents |" in readme
    assert "| `handbook check`, first time | 0.5 | 3.0 |" in readme
    assert "schemas alone | not measured | 2.0 |" in readme
    assert "beside it: check-jsonschema, schemas alone | 1.52 x | 0.2 x | missed |" in readme
    assert put(readme, measured) == readme


def test_a_readme_without_a_place_for_it_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no place"):
        put("# How fast\n", as_json([size(1, 7, check=1.0)], {}))


def test_the_readme_has_a_place_for_it() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert readme.count(BEGINS) == readme.count(ENDS) == 1
    assert readme.index(BEGINS) < readme.index(ENDS)


def test_a_program_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RunProblem, match="it broke"):
        measure([sys.executable, "-c", "raise SystemExit('it broke')"], tmp_path, repeat=1)


def test_the_spread_says_how_far_the_runs_lie_apart() -> None:
    costs = Costs(tuple(Cost(spent, spent, 1.0) for spent in (1.0, 2.0, 3.0)))
    assert (costs.processor, costs.spread) == (2.0, 1.0)


def test_it_is_judged_as_on_a_day_after_all_its_meetings() -> None:
    assert max(day for _, day, _ in make(DOCUMENTS).commits) < TODAY


def test_made_registries_are_read_whole_and_nothing_of_them_is_left_out(tmp_path: Path) -> None:
    """Fails if what is made is no longer what registries publish: then nothing would be joined."""
    size = measured_networks(2, 3, tmp_path)
    rows = (tmp_path / "index-of-networks/documents.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 2 * 3
    assert any("network-000/document-0000 1.0" in row for row in rows)
    assert size.read > size.documents * 500
    assert size.files > 8


def test_growth_of_many_registries_is_worked_out_between_the_least_and_the_most() -> None:
    def took(registries: int, seconds: float, memory: float) -> NetworksSize:
        costs = Costs((Cost(seconds, seconds, memory),))
        return NetworksSize(registries, 1000, 1, 1, 1, costs, costs)

    told = "\n".join(as_lines([took(10, 2, 50), took(100, 20, 500)]))
    assert "time grows by the power of 1.00 and memory by that of 1.00" in told
