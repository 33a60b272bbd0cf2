"""Which records a record must be named by, from ``needs`` of a ``type.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.declaring.listing import no_type
from handbook.types.pointing.fields import any_leads_to, lacking, only_texts, wrong
from handbook.types.pointing.model import Need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.types.pointing.fields import Schemas
    from handbook.types.vocabulary import VocabularyProblem

PARTS = {
    "of": "A list of content types: a record that none of theirs names is a finding. Always there.",
    "until": "A list of fields; once one of them is filled in, nothing is lacking. Without it:"
    " those that end the record (`x-ends`).",
}
"""Every part of a need, and what it says."""


def check_needs(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``needs``, as far as it stands alone."""
    needs = declaration.get("needs", [])
    if not isinstance(needs, list):
        yield wrong(
            ("needs",), "`needs` is a list, each with the content types `of` which one must be"
        )
        return
    for number, need in enumerate(needs):
        sound = isinstance(need, Mapping) and {"of"} <= set(need) <= set(PARTS)
        if not sound or not need["of"] or not all(map(only_texts, need.values())):
            message = "a need has `of`, a list of content types, and, if need be, `until`"
            yield wrong(("needs", number), message)


def check_needed(name: str, schemas: Schemas) -> Iterator[VocabularyProblem]:
    """Yield types that are not there or that cannot name a record of the type ``name``."""
    parts, schema = schemas[name]
    for number, need in enumerate(parts.declaration.get("needs", [])):
        route = ("needs", number)
        yield from lacking(schema, need.get("until", []), (*route, "until"))
        for other in need["of"]:
            if other not in schemas:
                yield no_type((*route, "of"), other, schemas)
            elif not any_leads_to(other, name, schemas):
                yield wrong(
                    (*route, "of"), f"no field of the content type {other} can name one of these"
                )


def needs_of(declaration: Mapping[str, Any], ends: tuple[str, ...]) -> tuple[Need, ...]:
    """What a sound declaration needs; ``ends`` are the fields that end a record."""
    return tuple(
        Need(tuple(need["of"]), tuple(need.get("until", ends)))
        for need in declaration.get("needs", [])
    )
