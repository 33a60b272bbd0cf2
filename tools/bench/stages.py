"""What each stage of a check costs: `python -m bench.stages ROOT DAY` prints seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.assess import assess
from handbook.finding import Severity
from handbook.history import read_history
from handbook.link import link
from handbook.load import WorkingTree, load
from handbook.rules import all_rules
from handbook.rules.engine import Inputs, run
from handbook.types import load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator


def stages(root: Path, today: date) -> dict[str, float]:
    """Processor seconds by stage, and by rule, of one check of the registry in ``root``.

    Raises ``RuntimeError`` if the check finds an error: what is not whole measures nothing.
    """
    spent: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        spent[name] = time.process_time() - begun

    with timed("content types"):
        types, _ = load_types()
    with timed("files"):
        tree = WorkingTree(root)
    with timed("history"):
        history = read_history(root)
    with timed("load"):
        read = load(tree, types)
    with timed("validate"):
        loaded = validate(read, types)
    with timed("link"):
        registry = link(loaded, types)
    with timed("assess"):
        assessment = assess(registry, history, today)
    inputs = Inputs(assessment, loaded)
    with timed("texts"):
        registry.bodies.read_all(record.body or "" for record in inputs.texts.written())
    with timed("coverage"):
        len(assessment.coverage)
    findings = [*read.findings, *loaded.findings]
    for rule in all_rules():
        with timed(f"rule {rule.name}"):
            findings += run((rule,), inputs)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise RuntimeError(f"{errors[0].path}: {errors[0].message}")
    return spent


if __name__ == "__main__":
    print(json.dumps(stages(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))))
