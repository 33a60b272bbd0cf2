"""What a network's own declarations may not take away from the types that come with the tool.

A network may add fields, ask for more, word things its own way and reword pages. It may not say
that what a group endorses is no content, that a guideline needs no endorsement, or that decisions
lie in another folder: then no badge, and no guard of a branch, would mean anything. A type that
does so is used as it came with the tool.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.codes import SAFEGUARD
from handbook.types.declaring.form import wider
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.types.declaring.drafts import Merged

_WORDS = frozenset(
    {"title", "description", "examples", "x-message", "x-form", "x-search", "inverse"}
)
"""What may be worded otherwise: it says the same to the machine."""
_OWN = frozenset({"$schema", "$defs", "title", "description", "properties", "required"})
_HINT = "Leave it as it came with the tool, or declare a type of your own."


def weakened(own: Merged, shipped: Merged) -> Iterator[VocabularyProblem]:
    """Yield what a type lacks, as the network declares it, of what it came with."""
    (parts, schema), (shipped_parts, shipped_schema) = own, shipped
    yield from _declaration(parts.declaration, shipped_parts.declaration)
    fields, known = schema["properties"], shipped_schema["properties"]
    for field in known:
        route = ("properties", field)
        if field not in fields:
            if "x-written-by" in known[field]:
                continue  # no guard rests on it; the command that writes it will say so
            yield _lost(route, f"the field {field} is missing")
            continue
        ours = _meaning(fields[field], schema["$defs"])
        theirs = _meaning(known[field], shipped_schema["$defs"])
        if ours.get("x-administrative", False) != theirs.get("x-administrative", False):
            now = "administrative" if ours.get("x-administrative") else "content"
            yield _lost((*route, "x-administrative"), f"the field {field} cannot become {now}")
        elif ours != theirs:
            yield _lost(route, f"the field {field} takes other values")
    for field in shipped_schema.get("required", []):
        if field not in schema.get("required", []):
            yield _lost(("required",), f"the field {field} is no longer asked for")
    for keyword in shipped_schema.keys() - _OWN:
        if not _holds(schema.get(keyword), shipped_schema[keyword]):
            yield _lost((keyword,), f"`{keyword}` does not hold what it held")


def _declaration(own: Mapping[str, Any], shipped: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    for line in ("folder", "singleton", "format"):
        if own.get(line) != shipped.get(line):
            yield _lost((line,), f"`{line}` is not what the tool, and its guards, go by")
    for behaviour in shipped.get("behaviours", []):
        if behaviour not in own.get("behaviours", []):
            yield _lost(("behaviours",), f"the behaviour {behaviour} is missing")
    if wider(own, shipped):
        yield _lost(("form",), "`form` offers records that nobody edits")


def _lost(route: tuple[str, ...], message: str) -> VocabularyProblem:
    return VocabularyProblem(SAFEGUARD, route, message, _HINT)


def _holds(own: Any, shipped: Any) -> bool:
    """Whether a keyword of a whole schema still demands all that it did."""
    if isinstance(shipped, list):
        return isinstance(own, list) and all(part in own for part in shipped)
    if isinstance(shipped, Mapping):
        return isinstance(own, Mapping) and own.keys() >= shipped.keys()
    return bool(own == shipped)


def _meaning(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """A part of a schema without its words, and with what it points at put in."""
    if isinstance(schema, list):
        return [_meaning(part, definitions) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    whole = resolve(schema, definitions)
    fields = whole.get("properties")
    kept = {
        key: _meaning(value, definitions)
        for key, value in whole.items()
        if key not in _WORDS and key not in ("$ref", "properties")
    }
    if isinstance(fields, Mapping):
        kept["properties"] = {name: _meaning(part, definitions) for name, part in fields.items()}
    return kept
