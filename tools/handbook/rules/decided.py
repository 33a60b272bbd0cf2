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
from handbook.types.known import APPEND_ONLY, KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.history import History
    from handbook.load.model import Record
    from handbook.rules.comparison import Branch


def as_decided(branch: Branch, history: History, today: date) -> Assessment:
    """How everything would stand by the branch's decisions and by nothing else that it brings."""
    base, head = branch.base, branch.head
    records = tuple(record for record in _records(branch) if record.type in base.types)
    known = {(seal.document, seal.version) for seal in base.loaded.seals}
    new = (seal for seal in head.loaded.seals if (seal.document, seal.version) not in known)
    seals = (*base.loaded.seals, *(seal for seal in new if seal.type in base.types))
    here = {record.path for record in records}
    broken = tuple(file for file in base.loaded.broken if file.path not in here)
    linked = link(Loaded(records, seals, broken, ()), base.types)
    return assess(replace(linked, signatures=branch.signatures), history, today)


def _records(branch: Branch) -> Iterator[Record]:
    """The base's records, and of the branch's those that say what was decided."""
    merged = {record.path: record for record in branch.head.loaded.records}
    for record in branch.base.loaded.records:
        now = merged.get(record.path)
        if record.type != KnownType.MEETING or now is None:
            yield record
        else:
            yield as_minuted(record, now) if held(record) else now
    mended = {file.path for file in branch.base.loaded.broken}
    named = {record.id for record in branch.base.loaded.records}
    for record in merged.values():
        if (
            record.type == KnownType.ADOPTION
            and not {record.get("organisation"), record.get("by")} <= named
        ):
            continue  # an answer by those whom the branch itself brings
        kind = branch.base.types.get(record.type)
        new = record.path not in branch.base.paths and (
            record.type in APPEND_ONLY or (kind is not None and kind.has("endorsable"))
        )
        # What nobody could use on the base counts as the branch mends it; it is named besides.
        if (new and record.id not in branch.unfounded) or record.path in mended:
            yield record
