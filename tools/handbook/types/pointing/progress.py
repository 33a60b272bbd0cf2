"""Which records make up how far a record has come, from ``progress`` of a ``type.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.declaring.listing import no_type
from handbook.types.pointing.fields import any_leads_to, lacking, leads_to, single_field, wrong
from handbook.types.pointing.model import Counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.types.pointing.fields import Schemas
    from handbook.types.vocabulary import VocabularyProblem

PARTS = {
    "type": "A content type whose records count for the record that they name. Always there.",
    "done": "Their field that is filled in once one is done. Always there.",
    "by": "Their field that names the record, `rows.field` in the rows of a list. Without it: any.",
    "dropped": "Their field that is filled in once one is given up, and counts no more.",
}
"""Every part of what counts, and what it says."""


def check_progress(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with ``progress``, as far as it stands alone."""
    parts = declaration.get("progress", [])
    if not isinstance(parts, list):
        yield wrong(
            ("progress",), "`progress` is a list of what counts, each with `type` and `done`"
        )
        return
    for number, part in enumerate(parts):
        sound = isinstance(part, Mapping) and {"type", "done"} <= set(part) <= set(PARTS)
        if not sound or not all(isinstance(word, str) and word for word in part.values()):
            message = "what counts has a `type`, `done` and, if need be, `by`, `dropped`"
            yield wrong(("progress", number), message)


def check_counted(name: str, schemas: Schemas) -> Iterator[VocabularyProblem]:
    """Yield types and fields that are not there, or cannot name a record of the type ``name``."""
    for number, part in enumerate(schemas[name][0].declaration.get("progress", [])):
        route, other = ("progress", number), part["type"]
        if other not in schemas:
            yield no_type((*route, "type"), other, schemas)
            continue
        schema = schemas[other][1]
        for line in ("done", "dropped"):
            yield from lacking(schema, [part[line]] if line in part else [], (*route, line))
        if "by" in part:
            if not leads_to(single_field(schema, part["by"]), name, schemas):
                message = (
                    f"{part['by']} is no field of the content type {other} that names one of these"
                )
                yield wrong((*route, "by"), message)
        elif not any_leads_to(other, name, schemas):
            yield wrong(route, f"no field of the content type {other} can name one of these")


def progress_of(declaration: Mapping[str, Any]) -> tuple[Counted, ...]:
    """What counts, as a sound declaration says."""
    return tuple(Counted(**part) for part in declaration.get("progress", []))
