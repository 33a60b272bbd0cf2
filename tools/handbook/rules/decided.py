"""What a branch's decisions alone would make of the base: the measure of what it may change.

Pure. The base's records, with the decisions, meetings and answers that the branch adds and nothing
else of it: no setting, no post, no terms, no type. Whatever stands differently once the branch is
merged does so without a decision.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess import assess
from handbook.link import link
from handbook.load.model import Loaded
from handbook.rules.minutes import as_minuted, held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.history import History
    from handbook.load.model import Record
    from handbook.rules.comparison import Branch

_SAYING = frozenset({"decision", "meeting", "adoption"})
"""Types whose records say what was decided or answered."""


def as_decided(branch: Branch, history: History, today: date) -> Assessment:
    """How everything would stand by the branch's decisions and by nothing else that it brings."""
    base, head = branch.base, branch.head
    records = tuple(one for one in _records(branch) if one.type in base.types)
    known = {(one.document, one.version) for one in base.loaded.seals}
    new = (one for one in head.loaded.seals if (one.document, one.version) not in known)
    seals = (*base.loaded.seals, *(one for one in new if one.type in base.types))
    here = {one.path for one in records}
    broken = tuple(one for one in base.loaded.broken if one.path not in here)
    linked = link(Loaded(records, seals, broken, ()), base.types)
    return assess(replace(linked, signatures=branch.signatures), history, today)


def _records(branch: Branch) -> Iterator[Record]:
    """The base's records, and of the branch's those that say what was decided."""
    merged = {one.path: one for one in branch.head.loaded.records}
    for one in branch.base.loaded.records:
        now = merged.get(one.path)
        if one.type != "meeting" or now is None:
            yield one
        else:
            yield as_minuted(one, now) if held(one) else now
    mended = {one.path for one in branch.base.loaded.broken}
    named = {one.id for one in branch.base.loaded.records}
    for one in merged.values():
        if one.type == "adoption" and not {one.get("organisation"), one.get("by")} <= named:
            continue  # an answer by those whom the branch itself brings
        kind = branch.base.types.get(one.type)
        new = one.path not in branch.base.paths and (
            one.type in _SAYING or (kind is not None and kind.has("endorsable"))
        )
        # What nobody could use on the base counts as the branch mends it; it is named besides.
        if (new and one.id not in branch.unfounded) or one.path in mended:
            yield one
