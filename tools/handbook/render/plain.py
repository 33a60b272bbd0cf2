"""Every field of a record as rows of one table, whatever its type: for the plainest of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import Md, inline

if TYPE_CHECKING:
    from collections.abc import Callable

_TOLD = frozenset({"id", "title", "summary", "visibility"})
"""Fields that every page tells in its own way, whatever its template."""


def every_field(data: Mapping[str, Any], link: Callable[[str], Md | None]) -> list[tuple[str, Md]]:
    """Pairs of a field's name and what it says. ``link`` gives a link to a record, if it is one."""
    return [(_named(name), _flat(value, link)) for name, value in data.items() if name not in _TOLD]


def _named(field: object) -> str:
    text = str(field).replace("-", " ")
    return text[:1].upper() + text[1:]


def _flat(value: Any, link: Callable[[str], Md | None]) -> Md:
    """A value of any depth on one line, the parts of a mapping after their names."""
    if isinstance(value, Mapping):
        parts = (f"{inline(_named(name))}: {_flat(part, link)}" for name, part in value.items())
        return Md(", ".join(parts))
    if isinstance(value, (list, tuple)):
        return Md("; ".join(_flat(part, link) for part in value))
    target = link(value) if isinstance(value, str) else None
    return target or inline(value)
