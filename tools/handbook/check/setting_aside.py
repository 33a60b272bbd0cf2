"""What waivers and the list of known faults set aside, of everything that was found.

On a branch only what the base branch has too counts: a branch cannot waive its own faults. A first
list of known faults, which can be begun once, counts on the branch that begins it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handbook.check.model import SetAside
from handbook.rules.aside.known_faults import PATH, faults_in, gone, listable, must_be_mended
from handbook.rules.aside.waiving import unused, waivers, wrong
from handbook.rules.catalogue import all_codes
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.check.model import Checked
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Loaded
    from handbook.rules.aside.known_faults import Fault
    from handbook.rules.aside.waiving import Waiver
    from handbook.rules.comparison import Branch


def set_aside(
    findings: Sequence[Finding],
    keys: Mapping[Finding, str],
    registry: Registry,
    loaded: Loaded,
    today: date,
    *,
    branch: Branch | None = None,
    base: Checked | None = None,
    first: Collection[Finding] = (),
) -> SetAside:
    """Apply what counts to everything that was ``found``.

    ``first`` are findings for which the list is used before others with the same key: those that
    were there before a branch.
    """
    codes = {code.id: code for code in all_codes()}
    own = list(waivers(registry, today, codes))
    counting = own
    if branch is not None:
        of_base = base.assessment.registry if base and base.assessment else None
        merged = branch.head.paths
        there = waivers(of_base, today, codes) if of_base is not None else ()
        counting = [waiver for waiver in there if waiver.path in merged]
    waived = {
        each: waiver
        for each in findings
        if each.code.waivable
        for waiver in [next((w for w in counting if _meant(w, each, registry)), None)]
        if waiver is not None
    }
    listed = faults_in(loaded)
    left = _counting(listed, branch)
    known = set()
    for each in sorted(findings, key=lambda each: each not in first):
        mark = (each.path, each.code.id, keys[each])
        if listable(each.code) and each not in waived and left[mark] > 0:
            left[mark] -= 1
            known.add(each)
    more = [each for record in registry.of_type(KnownType.WAIVER)
            for each in wrong(record, registry, today, codes)]  # fmt: skip
    more += _unused(own, findings, registry, branch)
    more += must_be_mended(listed, codes)
    more += gone(_still_listed(left, codes))
    return SetAside(waived, frozenset(known), tuple(more))


def _meant(waiver: Waiver, finding: Finding, registry: Registry) -> bool:
    """Whether a waiver is about a finding: its code, its record's own file, and its words."""
    record = registry.records.get(waiver.about)
    return (
        finding.code.id == waiver.code
        and record is not None
        and finding.path == record.path
        and waiver.words in finding.message
    )


def _counting(listed: Counter[Fault], branch: Branch | None) -> Counter[Fault]:
    """Of a branch's list, what the base's has too; all of it, where there never was one."""
    if branch is None:
        return Counter(listed)
    there = (branch.base.paths, branch.before_reading.paths, branch.former)
    if not any(PATH in paths for paths in there):
        return Counter(listed)
    return listed & faults_in(branch.base.loaded)


def _unused(
    own: Sequence[Waiver], findings: Sequence[Finding], registry: Registry, branch: Branch | None
) -> Iterator[Finding]:
    """Waivers that nothing needs. One that a branch brings may be there before its fault is."""
    for waiver in own:
        new = branch is not None and waiver.path in branch.changes
        if not new and not any(_meant(waiver, each, registry) for each in findings):
            yield unused(waiver)


def _still_listed(left: Counter[Fault], codes: Mapping[str, object]) -> Counter[Fault]:
    return Counter({fault: times for fault, times in left.items() if fault[1] in codes})
