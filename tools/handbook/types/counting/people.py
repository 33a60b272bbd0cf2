"""The keyword ``x-people`` of a schema: which single numbers count people who could be known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.bounds import comparable
from handbook.types.codes import KEYWORD
from handbook.types.counting.model import PeopleCount
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.finding import Route
    from handbook.types.declaring.walking import Subschema

WORD = "x-people"
_SAYS = (
    "`x-people` stands beside a number, and is `true` or names fields beside it, each with the"
    " values of its `enum` with which the number counts people"
)


def people_counts(walked: Iterable[Subschema]) -> tuple[PeopleCount, ...]:
    """The numbers of a checked schema that count people, in its order."""
    return tuple(
        PeopleCount(
            (*part.data, name),
            tuple((other, tuple(values)) for other, values in mark.items())
            if isinstance(mark, Mapping)
            else (),
        )
        for part in walked
        for name, field in part.fields.items()
        if (mark := field.get(WORD))
    )


def check_people(
    schema: Mapping[str, Any], field: Mapping[str, Any], route: Route
) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with the keyword of one field of a whole schema."""
    definitions = schema["$defs"]
    beside = _at(schema, route[:-1], definitions)
    mark = field[WORD]
    meant = mark is True or (
        isinstance(mark, Mapping)
        and bool(mark)
        and all(_is_choice(beside.get(name), mark[name], definitions) for name in mark)
    )
    if not meant or comparable(field, definitions) != "number":
        yield VocabularyProblem(KEYWORD, (*route, WORD), _SAYS)


def _at(schema: Any, route: Route, definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands at a route of a schema, definitions followed on the way."""
    for step in route:
        schema = resolve(schema, definitions)[step]  # type: ignore[index]  # the route was walked
    return schema if isinstance(schema, Mapping) else {}


def _is_choice(field: Any, values: Any, definitions: Mapping[str, Any]) -> bool:
    known = resolve(field, definitions).get("enum") if isinstance(field, Mapping) else None
    return (
        isinstance(known, list)
        and isinstance(values, list)
        and bool(values)
        and all(value in known for value in values)
    )
