"""Content types: declarations, which are data, to ``ContentType`` objects."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from handbook.types.build import build
from handbook.types.codes import CODES
from handbook.types.declaring.declare import check_shape
from handbook.types.declaring.drafts import Merged, draft
from handbook.types.folders import OVERRIDES, DeclarationReader
from handbook.types.joining import RESERVED, in_order, join
from handbook.types.merge import mapping
from handbook.types.model import ContentType, RefField, Types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Finding

__all__ = [
    "CODES",
    "OVERRIDES",
    "RESERVED",
    "ContentType",
    "RefField",
    "Types",
    "load_types",
    "shipped_template",
]


def load_types(
    overrides: Mapping[str, bytes] | None = None, *, check_built_in: bool = False
) -> tuple[Types, tuple[Finding, ...]]:
    """All content types, in the order in which they are shown, and what is wrong with them.

    ``overrides`` are the files below ``registry/_types/``, by path from the repository's top: each
    adds a file to a type, or takes the place of the file that came with the tool. A type that
    cannot be used is left out, with findings; one that came with the tool is then used as it came.
    The types that come with the tool are checked by its tests; ``check_built_in`` checks them here.
    """
    if not overrides and not check_built_in:
        types, findings, _ = _built_in()
        return dict(types), findings
    types, findings, _ = _read(overrides or {}, check_built_in=check_built_in)
    return types, findings


@cache
def _built_in() -> tuple[Types, tuple[Finding, ...], Mapping[str, Merged]]:
    """The types that come with the tool. They cannot change while it runs, so are read once."""
    return _read({}, check_built_in=False)


def shipped_template(name: str) -> str:
    """The page template of a type as it came with the tool; empty for a type of a network's own."""
    shipped = _built_in()[0].get(name)
    return shipped.template if shipped else ""


def _read(
    overrides: Mapping[str, bytes], *, check_built_in: bool
) -> tuple[Types, tuple[Finding, ...], Mapping[str, Merged]]:
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
    merged, having = join(reading, drafts, _built_in()[2] if overrides else {}, behaviours)
    types = {name: build(*merged[name], having) for name in in_order(merged)}
    return types, tuple(reading.findings), merged
