"""Content types: declarations, which are data, to ``ContentType`` objects."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from handbook.types.codes import CODES
from handbook.types.folders import OVERRIDES
from handbook.types.model import ContentType, RefField, Types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.finding import Finding
    from handbook.types.declaring.drafts import Merged
    from handbook.types.declaring.reading import ReadTypes

__all__ = [
    "CODES",
    "OVERRIDES",
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
    shipped = _built_in()[2] if overrides else {}
    types, findings, _ = _read(overrides or {}, shipped, check_built_in=check_built_in)
    return types, findings


@cache
def _built_in() -> ReadTypes:
    """The types that come with the tool. They cannot change while it runs, so are built once."""
    return _read({}, {}, check_built_in=False)


def _read(
    overrides: Mapping[str, bytes], shipped: Mapping[str, Merged], *, check_built_in: bool
) -> ReadTypes:
    from handbook.types.declaring.reading import read_types  # noqa: PLC0415  only where types are read

    return read_types(overrides, shipped, check_built_in=check_built_in)


def shipped_template(name: str) -> str:
    """The page template of a type as it came with the tool; empty for a type of a network's own."""
    shipped = _built_in()[0].get(name)
    return shipped.template if shipped else ""
