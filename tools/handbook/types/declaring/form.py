"""Which records of a type the form editor offers, from ``form`` of its ``type.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.types.codes import DECLARATION
from handbook.types.model import FormOffer
from handbook.types.vocabulary import VocabularyProblem, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.types.model import ContentType

NONE = "none"
_ASKED = "`form` is none, or one field with the value that a record must have, such as state: draft"


def check_form(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with the line ``form``, as far as it stands alone."""
    form = declaration.get("form", NONE)
    named = isinstance(form, Mapping) and len(form) == 1
    if form != NONE and not (named and all(isinstance(w, str) and w for w in form.values())):
        yield VocabularyProblem(DECLARATION, ("form",), _ASKED)


def check_form_field(
    declaration: Mapping[str, Any], schema: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    """Yield that ``form`` goes by a field, or a value, that the whole schema does not have."""
    form = declaration.get("form")
    for field, value in form.items() if isinstance(form, Mapping) else ():
        part = resolve(schema["properties"].get(field, {}), schema.get("$defs", {}))
        if value not in part.get("enum", ()):
            message = f"`form` goes by a field {field} that cannot be {value}"
            yield VocabularyProblem(DECLARATION, ("form",), message)


def form_of(declaration: Mapping[str, Any]) -> FormOffer:
    """Which records a sound declaration offers in the form editor."""
    form = declaration.get("form")
    if isinstance(form, Mapping):
        field, value = next(iter(form.items()))
        return FormOffer(field=field, value=value)
    return FormOffer(offered=form != NONE)


def wider(own: Mapping[str, Any], shipped: Mapping[str, Any]) -> bool:
    """Whether a network's own declaration offers records that the tool's keeps out of the form."""
    return "form" in shipped and own.get("form") not in (NONE, shipped["form"])


def entry_address(content_type: ContentType, data: Mapping[str, Any]) -> str:
    """Where the form editor opens a record, from the top of the site; empty if it does not."""
    if not content_type.form.takes(data):
        return ""
    if content_type.singleton:
        return f"edit/#/collections/_singletons/entries/{content_type.name}"
    return f"edit/#/collections/{content_type.name}/entries/{data['id']}"
