"""``handbook init forms``: written once, written anew when documents come, never over an edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    return tmp_path


def init(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["--root", str(root), "init", "forms", *words])
    return result.exit_code, result.output


def test_it_writes_the_forms_and_leaves_alone_what_a_person_edited(registry: Path) -> None:
    folder = registry / ".github" / "ISSUE_TEMPLATE"
    assert init(registry, "--dry-run")[0] == 0
    assert not folder.exists()
    code, output = init(registry)
    assert code == 0, output
    assert "\nNext: " in output
    assert sorted(path.name for path in folder.iterdir()) == [
        "config.yml",
        "do-we-use-it.yml",
        "please-change.yml",
        "report-a-problem.yml",
    ]
    own = folder / "please-change.yml"
    own.write_text(own.read_text(encoding="utf-8") + "# Ours.\n", encoding="utf-8")
    (registry / "registry/organisations/ludvale-hospital.yaml").unlink()
    assert init(registry)[0] == 1
    assert own.read_text(encoding="utf-8").endswith("# Ours.\n")
    assert "ludvale-hospital" not in (folder / "do-we-use-it.yml").read_text(encoding="utf-8")
