"""A content type, made of its declaration and its whole schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.types.bounds import bounds_of
from handbook.types.counting.people import people_counts
from handbook.types.counting.rows import counted_rows
from handbook.types.declaring.facets import facets_of
from handbook.types.declaring.form import form_of
from handbook.types.declaring.listing import ELSEWHERE, LAST, columns_of, entries_of, parts_of
from handbook.types.declaring.score import score_of
from handbook.types.declaring.walking import subschemas
from handbook.types.marks import keyed_lists, marked, stale_dates
from handbook.types.merge import ALWAYS
from handbook.types.model import ContentType, RefField
from handbook.types.pointing.expects import expects_of
from handbook.types.pointing.needs import needs_of
from handbook.types.pointing.progress import progress_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handbook.types.declaring.declare import Parts
    from handbook.types.declaring.walking import Subschema


def build(parts: Parts, schema: dict[str, Any], having: Mapping[str, list[str]]) -> ContentType:
    """The content type itself. ``having`` gives the names of the types with each behaviour."""
    whole = _expand(schema, having) if _holds("x-types", schema) else schema
    return _built(parts, whole, having)


def _built(parts: Parts, schema: dict[str, Any], having: Mapping[str, list[str]]) -> ContentType:
    declaration = parts.declaration
    walked = subschemas(schema)
    ends = marked(walked[0].fields, "x-ends")
    return ContentType(
        name=parts.name,
        title=declaration["title"],
        plural=declaration["plural"],
        description=declaration["description"],
        folder=declaration.get("folder", ""),
        singleton=declaration.get("singleton", ""),
        format=declaration["format"],
        label=declaration["label"],
        behaviours=frozenset([ALWAYS, *declaration.get("behaviours", [])]),
        schema=schema,
        references=tuple(_references(walked, having)),
        template=parts.template,
        example=parts.example,
        example_name=parts.example_name,
        start=parts.start or parts.example,
        origin=parts.origin,
        own_template=parts.own_template,
        section=declaration.get("section", ELSEWHERE),
        order=declaration.get("order", LAST),
        search=declaration.get("search", "first"),
        columns=columns_of(declaration),
        filters=facets_of(declaration),
        sort=declaration.get("sort", ""),
        newest=declaration.get("newest", False),
        parts=parts_of(declaration),
        entries=entries_of(declaration),
        ends=ends,
        needs=needs_of(declaration, ends),
        progress=progress_of(declaration),
        expects=expects_of(declaration, ends),
        score=score_of(declaration),
        form=form_of(declaration),
        **_marks(walked),
    )


def _marks(walked: Sequence[Subschema]) -> dict[str, Any]:
    """What the marks of a whole schema say, by the name that a content type has for it."""
    top = walked[0].fields
    return {
        "administrative": frozenset(marked(top, "x-administrative")),
        "names": marked(top, "x-search"),
        "keyed": keyed_lists(walked),
        "stale": stale_dates(top),
        "hours": marked(top, "x-hours"),
        "happened": marked(top, "x-happened"),
        "bounds": bounds_of(walked),
        "counted": counted_rows(top),
        "people": people_counts(walked),
    }


def _references(walked: Iterable[Subschema], having: Mapping[str, list[str]]) -> Iterator[RefField]:
    """The reference fields of a schema, at any depth."""
    for part in walked:
        if reference := part.schema.get("x-ref"):
            others = having.get(reference.get("with", ""), [])
            to = dict.fromkeys([*reference.get("to", []), *others])
            yield RefField(part.data, tuple(to), reference["inverse"])


def _expand(schema: Any, having: Mapping[str, list[str]]) -> Any:
    """A schema with each ``x-types`` made into the list of the types that have the behaviour."""
    if isinstance(schema, list):
        return [_expand(part, having) for part in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: _expand(value, having) for key, value in schema.items()}
    if isinstance(whole.get("x-types"), str):
        whole["enum"] = having.get(whole.pop("x-types"), [])
    return whole


def _holds(word: str, schema: Any) -> bool:
    """Whether a word is a key anywhere in a schema. Most have no ``x-types``, and need no copy."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if word in part:
                return True
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return False
