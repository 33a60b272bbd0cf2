"""Which fields hold a telephone number, an e-mail address or a web address, and nothing else.

Asked are the types as they come with the tool, never a network's own: what is minor must not
depend on a schema that whoever proposes the change can write, nor change with one later.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from handbook.difference.judging.words import is_email, is_web_address, well_formed
from handbook.difference.model import CONTACTS, LINKS
from handbook.types import load_types
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WHOLE: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "phone": (CONTACTS, well_formed),
    "email": (CONTACTS, is_email),
    "uri": (LINKS, is_web_address),
}


def declared_family(type_name: str, route: tuple[str, ...], old: str, new: str) -> str:
    """The family of a change of a declared field's whole value; empty if it is no such change."""
    family, fits = _WHOLE.get(_format(type_name, route), ("", str.isascii))
    return family if family and fits(old) and fits(new) else ""


@cache
def _format(type_name: str, route: tuple[str, ...]) -> str:
    """The format that the schema declares for the field at ``route``, in which ids may stand."""
    known = load_types()[0].get(type_name)
    if known is None:
        return ""
    definitions = known.schema.get("$defs", {})
    at: Mapping[str, Any] = known.schema
    for name in route:
        row = at.get("type") == "array"
        at = resolve(at.get("items", {}), definitions) if row else at
        properties = at.get("properties", {})
        if name in properties:
            at = resolve(properties[name], definitions)
        elif not row:
            return ""
        else:
            continue
    return str(at.get("format", ""))
