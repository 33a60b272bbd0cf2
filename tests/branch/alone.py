"""A branch of a few files, and one rule asked about it: no git, no command.

What the base's decisions alone would make of it (``branch(decided=...)``) and what merging gives
are written down fact by fact with ``assessed``, so that each condition of a rule can be tried.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from handbook.assess.ledger.seals import seal_files
from handbook.link import link
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.rules.comparison import Branch, TreeReading, changes_of
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.assess.adoption.model import Position
    from handbook.assess.coverage.model import Judged
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.finding import Finding
    from handbook.rules.engine import Rule

Data = Any
"""What a file holds: fields, or the bytes of a sealed text."""

built_in = cache(load_types)

DECISION = "decisions/board-2025-03-04--3.yaml"
MEETING = "meetings/board-2025-03-04.yaml"
ANSWER = "adoptions/moor--calm.yaml"
SEALED = "_endorsed/calm/1.0/record.md"
GUIDELINE = "guidelines/calm.md"
NETWORK = "network.yaml"


def as_bytes(path: str, data: Data) -> bytes:
    if isinstance(data, bytes):
        return data
    text = markdown_text(data, "## Who\n\nAll.\n") if path.endswith(".md") else yaml_text(data)
    return text.encode()


def reading(
    files: Mapping[str, Data], *, sound: bool = True
) -> tuple[TreeReading, dict[str, bytes]]:
    texts = {f"registry/{path}": as_bytes(path, data) for path, data in files.items()}
    types, _ = built_in()
    loaded = load(MemoryTree(texts), types)
    spoilt = [f for f in loaded.findings if f.code.id != "LOD009"]  # a tree need not be a network
    assert spoilt == [] or not sound
    return TreeReading(frozenset(texts), loaded, types), texts


def branch(
    base: Mapping[str, Data],
    head: Mapping[str, Data],
    before: Mapping[str, Data] | None = None,
    *,
    sound: bool = True,
    **more: Any,
) -> Branch:
    """A branch of files by their paths in the registry; ``before`` is where it began."""
    before = base if before is None else before
    (on_base, b), (at_start, s) = reading(base), reading(before)
    on_head, h = reading(head, sound=sound)
    return Branch(
        base=on_base,
        head=on_head,
        before=cast("Assessment", None),  # no rule here asks for it
        before_reading=at_start,
        changes=changes_of(h.__getitem__, h, s, b),
        former=more.pop("former", frozenset()),
        **more,
    )


def assessed(
    files: Mapping[str, Data] | None = None,
    *,
    standings: Iterable[Standing] = (),
    positions: Iterable[Position] = (),
    coverage: Iterable[Judged] = (),
    distrust: Mapping[str, str] | None = None,
    faults: tuple[Any, ...] = (),
    refused: Iterable[str] = (),
    accepted: tuple[Any, ...] = (),
) -> Any:
    """What is true of these files on a day, as far as a rule about a branch asks: by its facts."""
    tree, _ = reading({NETWORK: {"id": "net", "title": "Net"}, **(files or {})})
    items: dict[str, list[Judged]] = {}
    for item in coverage:
        items.setdefault(item.policy, []).append(item)
    return SimpleNamespace(
        registry=link(tree.loaded, tree.types),
        standings={standing.document: standing for standing in standings},
        coverage={policy: SimpleNamespace(items=judged) for policy, judged in items.items()},
        adoption=SimpleNamespace(
            positions={(place.organisation, place.document): place for place in positions},
            faults=faults,
        ),
        distrust=dict(distrust or {}),
        refusals=tuple(SimpleNamespace(decision=name) for name in refused),
        accepted=accepted,
    )


def found(rule: Rule, of: Branch, assessment: Any = None, **more: Any) -> list[Finding]:
    given = {"branch": of, "assessment": assessment or assessed(), **more}
    made = cast("Iterator[Finding]", rule.check(**{name: given[name] for name in rule.wants}))
    findings = list(made)
    unhelpful = [each for each in findings if each.severity.value > 1 and not each.hint]
    assert unhelpful == []
    return findings


def at(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.path.removeprefix("registry/"), each.about) for each in findings]


def record(path: str, **data: Any) -> Data:
    """A record of the type whose folder it lies in, called as its file is."""
    return {"id": path.rpartition("/")[2].rpartition(".")[0], "title": "A title", **data}


@cache
def sealed(path: str, version: str = "1.0") -> dict[str, Data]:
    """The sealed text of a record, as ``handbook decide`` writes it."""
    tree, _ = reading({path: record(path)})
    (working,) = tree.loaded.records
    suffix = f".{path.rpartition('.')[2]}"
    written = seal_files(working, suffix, version, frozenset({"owner"}), {})
    return {name.removeprefix("registry/"): content for name, content in written.items()}
