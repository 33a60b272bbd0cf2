"""Records that name other records."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.load.model import BrokenKind
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, in_words, word, words
from handbook.source.words.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Finding
    from handbook.link import Reference, Registry
    from handbook.load.model import Record

REF001 = Code(
    id="REF001",
    severity=Severity.ERROR,
    title="Names a record that does not exist",
    explanation=(
        "A field names another record by its id, and the registry holds no record with that id."
        " Every owner must be a post, every post must belong to an organisation, every meeting to a"
        " group with terms of reference, and so on; a name that leads nowhere means that nobody"
        " can follow it. An id is the name of a file without its ending."
    ),
)
REF002 = Code(
    id="REF002",
    severity=Severity.ERROR,
    title="Names a record of the wrong kind",
    explanation=(
        "A field names a record that exists but is of a kind this field cannot hold: an owner must"
        " be a post, for example, not an organisation."
    ),
)
REF003 = Code(
    id="REF003",
    severity=Severity.NOTE,
    title="Names a record that cannot be read",
    explanation=(
        "The record named here has a file, but that file cannot be used because of errors of its"
        " own. Those errors are reported at that file. Once they are mended this note goes."
        " It is given once, however many records name the broken one."
    ),
)
REF004 = Code(
    id="REF004",
    severity=Severity.ERROR,
    title="Records rest on each other in a circle",
    explanation=(
        "A document rests on another, or a group reports to another, and following that leads back"
        " to where it began. In a circle nothing stands on its own ground: one of the links has to"
        " go."
    ),
)


@rule(REF001, REF002, REF003)
def resolved(registry: Registry) -> Iterator[Finding]:
    """Every reference leads to a readable record of the right kind."""
    broken = {file.id: file.path for file in registry.broken if file.kind == BrokenKind.RECORD}
    unreadable: dict[str, list[Reference]] = defaultdict(list)
    for reference in registry.references:
        source = registry.records[reference.source]
        target = registry.records.get(reference.target)
        if target is not None:
            if reference.to and target.type not in reference.to:
                yield _wrong_kind(registry, reference, source, target)
        elif reference.target in broken:
            unreadable[reference.target].append(reference)
        else:
            yield _missing(registry, reference, source)
    for target_id, named_by in unreadable.items():
        yield _unreadable(registry, named_by, broken[target_id])


def _wrong_kind(
    registry: Registry, reference: Reference, source: Record, target: Record
) -> Finding:
    wanted = " or ".join(_kind(registry, name) for name in reference.to)
    candidates = [r.id for name in reference.to for r in registry.of_type(name)]
    return finding(
        REF002,
        source,
        f"“{target.id}” is {_kind(registry, target.type)}; this must be {wanted}",
        hint=_offer(reference.target, candidates),
        route=reference.route,
    )


def _missing(registry: Registry, reference: Reference, source: Record) -> Finding:
    wanted = " or ".join(_kind(registry, name) for name in reference.to) or "a record"
    candidates = [r.id for name in reference.to for r in registry.of_type(name)]
    hint = _offer(reference.target, candidates)
    return finding(
        REF001,
        source,
        f"there is no record “{reference.target}”; this must be {wanted}",
        hint=hint,
        route=reference.route,
    )


def _offer(wrong: str, candidates: list[str]) -> str:
    there = f"There are: {choices(candidates)}." if candidates else "There is none yet."
    return nearest(wrong, candidates) or there


def _unreadable(registry: Registry, named_by: list[Reference], path: str) -> Finding:
    first = min(named_by, key=lambda reference: registry.records[reference.source].path)
    others = len({reference.source for reference in named_by}) - 1
    also = f" ({others} more name it too)" if others else ""
    return finding(
        REF003,
        registry.records[first.source],
        f"“{first.target}” cannot be read{also}",
        hint=f"Mend {path} first; see what is said about it.",
        route=first.route,
    )


def _kind(registry: Registry, name: str) -> str:
    """A content type in words, with its article: ``an organisation``."""
    return in_words(registry.types[name]) if name in registry.types else name


@rule(REF004)
def circles(registry: Registry) -> Iterator[Finding]:
    """Nothing rests on itself, however far round."""
    resting = {
        record.id: tuple(target for _, target in words(record.data, "rests-on"))
        for record in registry.records.values()
    }
    for record_id, way in _circles(resting):
        yield _circle(registry.records[record_id], "rests-on", "rests on", way)
    parents = {
        record.id: (word(record.data, "parent"),) for record in registry.with_behaviour("group")
    }
    for record_id, way in _circles(parents):
        yield _circle(registry.records[record_id], "parent", "reports to", way)


def _circle(record: Record, field: str, verb: str, way: tuple[str, ...]) -> Finding:
    circle = f" {verb} ".join(f"“{step}”" for step in (*way, way[0]))
    return finding(
        REF004, record, f"a circle: {circle}", hint="Remove one of these.", route=(field,)
    )


def _circles(graph: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each circle once, from its first id in alphabetical order."""
    done: set[str] = set()
    for start in sorted(graph):
        trail: list[str] = []
        pending = [(start, iter(dict.fromkeys(graph[start])))]
        while pending:
            here, targets = pending[-1]
            if not trail or trail[-1] != here:
                trail.append(here)
            step = next((t for t in targets if t in graph and t not in done), None)
            if step is None:
                pending.pop()
                done.add(trail.pop())
            elif step in trail:
                way = trail[trail.index(step) :]
                turn = way.index(min(way))
                yield min(way), (*way[turn:], *way[:turn])
            else:
                pending.append((step, iter(dict.fromkeys(graph[step]))))
