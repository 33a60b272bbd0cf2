"""The declarations of all content types, read and joined; and why one cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.types.build import build
from handbook.types.declaring.declare import check_shape
from handbook.types.declaring.drafts import Merged, draft
from handbook.types.folders import DeclarationReader
from handbook.types.joining import in_order, join
from handbook.types.merge import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Finding
    from handbook.types.model import Types

    ReadTypes = tuple[Types, tuple[Finding, ...], Mapping[str, Merged]]


def read_types(
    overrides: Mapping[str, bytes], shipped: Mapping[str, Merged], *, check_built_in: bool
) -> ReadTypes:
    """All types, in order, what is wrong with them, and the parts and whole schema of each.

    ``shipped`` are the parts of those that come with the tool, to be used where a network's own
    would weaken one.
    """
    reading = DeclarationReader(overrides)
    shared = mapping((reading.yaml("_shared.yaml") or {}).get("$defs"))
    behaviours = {
        name: data
        for name in reading.names(behaviours=True)
        if (data := reading.yaml(f"_behaviours/{name}.yaml")) is not None
    }
    for name, data in list(behaviours.items()):
        for problem in check_shape(data, behaviour=True):
            reading.report(f"_behaviours/{name}.yaml", problem)
            behaviours.pop(name, None)
    changed = any(f.own for path, f in reading.files.items() if path.startswith("_behaviours/"))
    drafts = {
        name: draft(
            reading, reading.parts(name), behaviours, shared,
            checked=check_built_in or changed or reading.own(name),
        )
        for name in reading.names()
    }  # fmt: skip
    checked = check_built_in or bool(overrides)
    merged, having = join(reading, drafts, shipped, behaviours, checked=checked)
    types = {name: build(*merged[name], having) for name in in_order(merged)}
    return types, tuple(reading.findings), merged
