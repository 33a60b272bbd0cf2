"""The steps of setting up a network come with it, and can be had later without losing any."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from handbook.cli import cli
from handbook.starting.steps import STEPS, step_files
from handbook.types import load_types

ROOT = Path(__file__).parents[2]


def test_every_step_has_a_place_and_is_written_once() -> None:
    types, _ = load_types()
    files = step_files(types)
    assert len(files) == len(STEPS) == len({step.id for step in STEPS})
    assert len({text.split("number: ")[1].split("\n")[0] for text in files.values()}) == len(STEPS)


def test_what_a_network_has_done_is_left_as_it_is(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    folder = tmp_path / "registry/development-steps"
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    gone = folder / "step-map-the-services.yaml"
    gone.unlink()
    run = CliRunner().invoke
    result = run(cli, ["--root", str(tmp_path), "init", "steps"])
    assert result.exit_code == 0, result.output
    assert gone.exists()
    kept.pop(gone.name)
    assert all((folder / name).read_bytes() == raw for name, raw in kept.items())
    again = run(cli, ["--root", str(tmp_path), "init", "steps"])
    assert again.output == "Every step is in the registry already.\n"
