"""What was measured, as a table for people and as JSON for programs."""

from __future__ import annotations

import math
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bench.work import Size

SCHEMA_VERSION = 1
_PEER = "check-jsonschema: schemas alone"
_NODE = "node, js-yaml and ajv: schemas alone"
_MKDOCS = "mkdocs build of the staged pages"
_ZENSICAL = "zensical build of the staged pages"
BUDGETS: tuple[tuple[str, str, int, float], ...] = (
    ("check, cold", _PEER, 1_000, 0.2),
    ("check, cold", _NODE, 10_000, 2.0),
    ("check, nothing changed", _NODE, 10_000, 0.25),
    ("check --base, ten texts edited", _NODE, 10_000, 0.25),
    ("build, cold", _ZENSICAL, 1_000, 0.8),
    ("build, cold", _MKDOCS, 1_000, 1.25),
    ("build, one text edited", _ZENSICAL, 1_000, 0.2),
)
"""The work, the program beside it, on how many documents, and the most it may take of that."""
GROWTH = 1.1
"""Work that grows with a higher exponent than this does not keep step with the registry."""
_NOISE = 0.2
"""Work of fewer seconds than this says nothing of growth."""


def about() -> dict[str, Any]:
    """The machine and the versions that the figures hold for."""
    packages = ("handbook-registry", "mkdocs", "mkdocs-material", "zensical", "jsonschema")
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in packages},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def as_json(sizes: Sequence[Size], missing: Mapping[str, str]) -> dict[str, Any]:
    """Everything that was measured: seconds, MB, and exponents of growth."""
    return {
        "schema_version": SCHEMA_VERSION,
        "about": about(),
        "missing": dict(missing),
        "sizes": [
            {
                "documents": size.documents,
                "files": size.files,
                "work": {
                    name: {
                        "processor_seconds": round(costs.processor, 3),
                        "elapsed_seconds": round(costs.elapsed, 3),
                        "memory_mb": round(costs.memory, 1),
                        "spread": round(costs.spread, 3),
                        "runs": len(costs.runs),
                    }
                    for name, costs in size.costs.items()
                },
                "stages": {name: round(spent, 3) for name, spent in size.stages.items()},
                "failed": size.failed,
            }
            for size in sizes
        ],
        "budgets": [
            {"work": work, "peer": peer, "documents": documents, "ratio": ratio, "budget": most}
            for work, peer, documents, ratio, most in budgets(sizes)
        ],
        "growth": growth(sizes),
    }


def budgets(sizes: Sequence[Size]) -> Iterator[tuple[str, str, int, float, float]]:
    """Each budget that this run can speak of, with the ratio that was measured."""
    for work, peer, documents, most in BUDGETS:
        for size in sizes:
            costs = size.costs
            if size.documents == documents and work in costs and peer in costs:
                ratio = costs[work].processor / costs[peer].processor
                yield work, peer, documents, round(ratio, 2), most


def growth(sizes: Sequence[Size]) -> dict[str, float]:
    """The exponent of growth of each piece of work between the two largest registries."""
    if len(sizes) < 2:  # noqa: PLR2004  growth is between two
        return {}
    small, large = sizes[-2:]
    step = math.log(large.files / small.files)
    pairs = {name: (small.costs.get(name), costs) for name, costs in large.costs.items()}
    spent = {n: (a.processor, b.processor) for n, (a, b) in pairs.items() if a is not None}
    spent |= {f"stage {n}": (small.stages.get(n, 0.0), b) for n, b in large.stages.items()}
    return {
        name: round(math.log(after / before) / step, 2)
        for name, (before, after) in spent.items()
        if before > 0 and after > _NOISE
    }


def as_markdown(sizes: Sequence[Size], missing: Mapping[str, str]) -> str:
    """The same for people: what each piece of work took, budgets, growth, and what failed."""
    machine = about()
    lines = [
        f"Measured on {machine['machine']}, {machine['system']}, Python {machine['python']}; "
        + ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
        + ". Processor seconds: median of the runs, and how far they lie apart.",
        "",
        "| work | " + " | ".join(f"{s.documents:,} documents, {s.files:,} files" for s in sizes),
        "| --- | " + " | ".join("---:" for _ in sizes),
        *(
            f"| {name} | " + " | ".join(_cell(size, name) for size in sizes)
            for name in dict.fromkeys(name for size in sizes for name in size.costs)
        ),
        "",
        "| work | beside | documents | ratio | budget | |",
        "| --- | --- | ---: | ---: | ---: | --- |",
        *(
            f"| {work} | {peer} | {documents:,} | {ratio} x | {most} x |"
            f" {'met' if ratio <= most else 'missed'} |"
            for work, peer, documents, ratio, most in budgets(sizes)
        ),
        "",
        *_growth(sizes),
        *(f"Not measured: {name}: {why}" for name, why in missing.items()),
        *(f"Failed on {s.documents:,}: {n}: {why}" for s in sizes for n, why in s.failed.items()),
    ]
    return (
        "\n".join(
            line + (" |" if line.startswith("| ") and line[-1] != "|" else "") for line in lines
        )
        + "\n"
    )


def _cell(size: Size, name: str) -> str:
    costs = size.costs.get(name)
    if costs is None:
        return "not measured"
    return f"{costs.processor:.2f} s ± {costs.spread:.0%}, {costs.memory:.0f} MB"


def _growth(sizes: Sequence[Size]) -> Iterator[str]:
    exponents = growth(sizes)
    if not exponents:
        return
    yield f"Growth between {sizes[-2].documents:,} and {sizes[-1].documents:,} documents:"
    yield ""
    yield "| work | exponent |"
    yield "| --- | ---: |"
    for name, exponent in sorted(exponents.items(), key=lambda pair: -pair[1]):
        yield f"| {name} | {exponent}{' (too fast)' if exponent > GROWTH else ''} |"
    yield ""
