"""Put faults into the guards and see whether tests notice: `python -m mutants --help`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from mutants.faults import Fault, module_of, put_faults, sampled
from mutants.groups import GROUPS, Group
from mutants.trial import ENDLESS, NOTICED, Plan, outcomes, write_plan

_ROOT = Path(__file__).parents[2]
_NAMES = tuple(group.name for group in GROUPS)
_FOLDERS = ("tests", "registry", "docs", "docs-site", "requirements", "tools")
_FILES = (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "mkdocs.yml", "Makefile", "LICENSE",
    "pyproject.toml",
)  # fmt: skip
_SETTINGS = """
[tool.mutmut]
source_paths = ["tools"]
use_setproctitle = false
"""


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one group's faults."""

    group: str
    faults: int
    tried: int
    endless: int
    unnoticed: tuple[Fault, ...]
    untried: int

    def row(self) -> str:
        """The line of the table."""
        noticed = self.tried - self.endless - len(self.unnoticed) - self.untried
        return (
            f"| {self.group} | {self.faults} | {self.tried} | {noticed} | {self.endless}"
            f" | {len(self.unnoticed)} | {self.untried} |"
        )


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(_NAMES), metavar="[GROUP]...")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default=Path(".mutants"),
    show_default=True, help="Where the copies that are mutated go.",
)  # fmt: skip
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    show_default=True,
    help="Try only this share of the faults of every function, the same ones every time.",
)
@click.option(
    "--patience",
    type=float,
    default=20.0,
    show_default=True,
    help="Seconds of tests that one fault may cost, the likeliest and quickest first.",
)
def main(names: tuple[str, ...], output: Path, share: float, patience: float) -> None:
    """Put small faults into the guards, one at a time, and see whether a test notices each.

    Without a GROUP all are tried. A run that was stopped goes on where it was: what was noticed is
    not tried again while its function stays as it is; remove the output to start from nothing. Ends
    with 1 when a fault went unnoticed or untried.
    """
    wanted = [group for group in GROUPS if group.name in (names or _NAMES)]
    scores = [_tried(group, output.resolve() / group.name, share, patience) for group in wanted]
    for score in scores:
        for fault in score.unnoticed:
            click.echo(f"{fault.key} {fault.difference}\n")
    click.echo("| guards | faults | tried | noticed | endless | unnoticed | left |")
    click.echo("|---|---|---|---|---|---|---|")
    for score in scores:
        click.echo(score.row())
    sys.exit(any(score.unnoticed or score.untried for score in scores))


def _tried(group: Group, folder: Path, share: float, patience: float) -> Score:
    """Lay out a copy, wake every fault of the group in it, and read what became of them."""
    faults = _lay_out(group, folder)
    chosen = sampled(faults, share)
    write_plan(folder, Plan(group.tests, chosen, group.warm, group.only, patience))
    environment = {
        **os.environ, "CI": "1", "PYTHONPATH": str(folder / "tools"),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "mutants.trial"], cwd=folder, env=environment, check=False
    )
    became = outcomes(folder)
    known = {fault.key: became.get(fault.key) for fault in chosen}
    return Score(
        group.name, len(faults), len(chosen), list(known.values()).count(ENDLESS),
        tuple(f for f in chosen if known[f.key] not in {NOTICED, ENDLESS, None}),
        list(known.values()).count(None),
    )  # fmt: skip


def _lay_out(group: Group, folder: Path) -> tuple[Fault, ...]:
    """A copy of the project with every fault of the group in it, asleep."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(_ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy2(_ROOT / name, folder / name)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as out:
        out.write(_SETTINGS)
    os.chdir(folder)  # where the tool looks for its settings
    package = folder / "tools" / "handbook"
    paths = group.paths(package)
    faults: list[Fault] = []
    for path in paths:
        module = module_of(path, folder / "tools")
        faults += put_faults(path, module, folder / "faults" / f"{module}.json")
    return tuple(faults)


if __name__ == "__main__":
    sys.exit(main())
