"""The work that is measured: each command of the handbook, each stage of a check, each peer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bench.laying import lay
from bench.peers import plain
from bench.registry import TODAY, edit, make
from bench.timing import Cost, Costs, RunProblem, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bench.peers import Peers

_HERE = Path(sys.executable).parent
_HANDBOOK = str(_HERE / "handbook")
_TOOLS = Path(__file__).parents[1]
_FINE = frozenset({0})


@dataclass(slots=True)
class Size:
    """What was measured on a registry of so many documents and files."""

    documents: int
    files: int
    costs: dict[str, Costs] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def measured(documents: int, folder: Path, peers: Peers, *, repeat: int, site: bool) -> Size:
    """Make a registry below ``folder``, measure everything on it, and remove it again."""
    made = make(documents)
    files = made.files()
    root = folder / f"registry-{documents}"
    lay(made, root)
    size = Size(documents, len(files))
    bench = _Bench(size, root, repeat)
    _peers(bench, folder / f"plain-{documents}", peers)
    _commands(bench, files)
    size.stages = _stages(root)
    if site:
        _sites(bench, files, folder)
    shutil.rmtree(root)
    return size


@dataclass(slots=True)
class _Bench:
    """One registry on disk, and where what is measured on it is written down."""

    size: Size
    root: Path
    repeat: int

    def run(
        self, name: str, words: Sequence[str], *, where: Path | None = None,
        before: Callable[[], None] | None = None, repeat: int = 0,
    ) -> None:  # fmt: skip
        """Measure one program under a name; one that fails is named and hides no other."""
        click.echo(f"  {name}", err=True)
        try:
            self.size.costs[name] = measure(
                words, where or self.root, repeat=repeat or self.repeat, accept=_FINE, before=before
            )
        except (RunProblem, OSError) as problem:
            self.size.failed[name] = str(problem)

    def handbook(self, name: str, *words: str, before: Callable[[], None] | None = None) -> None:
        """Measure a command of the handbook, as on the day of the registry."""
        self.run(name, [_HANDBOOK, *words, "--today", str(TODAY)], before=before)

    def put(self, files: Mapping[str, bytes]) -> None:
        """Write some files of the registry anew."""
        for path, raw in files.items():
            (self.root / path).write_bytes(raw)


def _commands(bench: _Bench, files: Mapping[str, bytes]) -> None:
    def cold() -> None:
        shutil.rmtree(bench.root / ".git" / "handbook-cache", ignore_errors=True)

    changed = edit(files)
    before = {path: files[path] for path in changed}
    document = Path(next(iter(changed))).stem
    bench.run("python -c pass", [sys.executable, "-c", "pass"])
    bench.run("handbook --help", [_HANDBOOK, "--help"])
    bench.handbook("check, cold", "check", before=cold)
    bench.handbook("check, nothing changed", "check")
    bench.put(changed)
    bench.handbook("check, ten texts edited", "check")
    bench.handbook("check --base, ten texts edited", "check", "--base", "HEAD")
    bench.put(before)
    bench.handbook("status DOCUMENT", "status", document)
    bench.handbook("due", "due")
    bench.handbook("coverage", "coverage")
    bench.handbook("adoption", "adoption", "--document", document)


def _peers(bench: _Bench, folder: Path, peers: Peers) -> None:
    log = ["git", "--no-pager", "log", "--no-renames", "--name-status", "--format=%H"]
    bench.run("git log --name-status", log)
    files = plain(bench.root, folder)
    if peers.node is not None:
        bench.run("node, js-yaml and ajv: schemas alone", ["node", str(peers.node), str(folder)])
    if peers.check_jsonschema is not None:
        parts = Size(0, 0)
        every = _Bench(parts, bench.root, bench.repeat)
        for number, words in enumerate(files.commands(peers.check_jsonschema)):
            every.run(f"check-jsonschema, part {number}", words)
        bench.size.failed |= parts.failed
        if parts.costs and not parts.failed:
            bench.size.costs["check-jsonschema: schemas alone"] = _together(parts.costs.values())
    shutil.rmtree(folder)


def _together(each: Iterable[Costs]) -> Costs:
    """Programs that run one after the other, as if they were one."""
    runs = zip(*(costs.runs for costs in each), strict=True)
    return Costs(
        tuple(
            Cost(
                sum(run.processor for run in parts),
                sum(run.elapsed for run in parts),
                max(run.memory for run in parts),
            )
            for parts in runs
        )
    )


def _sites(bench: _Bench, files: Mapping[str, bytes], folder: Path) -> None:
    site, staged = folder / "site", folder / "staged"
    build = ["build", "--output", str(site), "--allow-older"]

    def nothing() -> None:
        for path in folder.glob(".site*"):
            shutil.rmtree(path, ignore_errors=True)
        site.unlink(missing_ok=True)
        shutil.rmtree(bench.root / ".git" / "handbook-cache", ignore_errors=True)

    edited = edit(files, 1)
    bench.handbook("build, cold", *build, before=nothing)
    bench.put(edited)
    bench.handbook("build, one text edited", *build)
    bench.put({path: files[path] for path in edited})
    subprocess.run(
        [_HANDBOOK, "stage", str(staged), "--today", str(TODAY)],
        cwd=bench.root, check=True, capture_output=True,
    )  # fmt: skip
    for engine in ("mkdocs", "zensical"):
        out = staged / "site"

        def empty(out: Path = out) -> None:
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(staged / ".cache", ignore_errors=True)

        bench.run(f"{engine} build of the staged pages", [str(_HERE / engine), "build"],
                  where=staged, before=empty)  # fmt: skip
    shutil.rmtree(staged)
    nothing()


def _stages(root: Path) -> dict[str, float]:
    output = subprocess.run(
        [sys.executable, "-m", "bench.stages", str(root), str(TODAY)],
        env={"PYTHONPATH": str(_TOOLS), "PATH": "/usr/bin:/bin"},
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    seconds: dict[str, float] = json.loads(output)
    return seconds
