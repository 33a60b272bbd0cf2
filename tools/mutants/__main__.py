"""Put faults into the guards and see whether tests notice: `python -m mutants --help`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from mutants.groups import GROUPS, Group

_ROOT = Path(__file__).parents[2]
_NAMES = tuple(group.name for group in GROUPS)
_BESIDE = ("tests", "registry", "docs", "docs-site", "requirements")
_FILES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "mkdocs.yml", "Makefile", "LICENSE")
_SURVIVED = 0
_UNTESTED = (5, 33)
_NOTICED = (1, 3)
"""What pytest ends with when a test fails, or cannot even be collected."""


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one group's faults, by name of the fault."""

    group: str
    noticed: int
    endless: int
    survived: tuple[str, ...]

    @property
    def faults(self) -> int:
        """How many faults were tried."""
        return self.noticed + self.endless + len(self.survived)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(_NAMES), metavar="[GROUP]...")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default=Path(".mutants"),
    show_default=True, help="Where the copies that are mutated go.",
)  # fmt: skip
@click.option("--processes", type=int, default=os.cpu_count() or 1, show_default=True)
def main(names: tuple[str, ...], output: Path, processes: int) -> None:
    """Put small faults into the guards, one at a time, and see whether a test notices each.

    Without a GROUP all are tried. Ends with 1 when a fault went unnoticed.
    """
    wanted = [group for group in GROUPS if group.name in (names or _NAMES)]
    scores = [_tried(group, output.resolve() / group.name, processes) for group in wanted]
    click.echo("| guards | faults | noticed | endless | unnoticed |\n|---|---|---|---|---|")
    for score in scores:
        click.echo(
            f"| {score.group} | {score.faults} | {score.noticed} | {score.endless}"
            f" | {len(score.survived)} |"
        )
    for score in scores:
        for name in score.survived:
            click.echo("\n" + _shown(output.resolve() / score.group, name))
    sys.exit(any(score.survived for score in scores))


def _tried(group: Group, folder: Path, processes: int) -> Score:
    """Lay out a copy, run every fault of the group in it, and read what became of them."""
    _lay_out(group, folder)
    done = _mutmut(folder, "run", "--max-children", str(processes))
    metas = [json.loads(path.read_text("utf-8")) for path in folder.glob("mutants/src/**/*.meta")]
    codes = {name: code for meta in metas for name, code in meta["exit_code_by_key"].items()}
    if not codes or None in codes.values():
        raise click.ClickException(f"{group.name} could not be tried:\n{done.stdout[-4000:]}")
    survived = [name for name, code in codes.items() if code == _SURVIVED or code in _UNTESTED]
    noticed = sum(code in _NOTICED for code in codes.values())
    endless = len(codes) - noticed - len(survived)
    return Score(group.name, noticed, endless, tuple(sorted(survived)))


def _shown(folder: Path, name: str) -> str:
    """One fault as the difference that it makes."""
    return _mutmut(folder, "show", name).stdout.strip()


def _mutmut(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mutmut", *words]
    environment = {**os.environ, "CI": "1", "PYTHONPATH": ""}
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _lay_out(group: Group, folder: Path) -> None:
    """A copy of the project as the mutation tool wants it: the package below ``src``."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(
        _ROOT / "tools" / "handbook", folder / "src" / "handbook",
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    for name in _BESIDE:
        shutil.copytree(_ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy2(_ROOT / name, folder / name)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/handbook/{pattern}" for pattern in group.modules],
        "also_copy": [*_BESIDE, *_FILES],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:xdist"],
        "pytest_add_cli_args_test_selection": list(group.tests),
        "use_git_change_detection": False,
    }
    written = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    project = (_ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(f"{project}\n[tool.mutmut]\n{written}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
