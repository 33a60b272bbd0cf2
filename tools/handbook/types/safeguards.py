"""What a network's own declarations may not take away from the types that come with the tool.

A network may add fields, words and pages. It may not say that what a group endorses is no content,
nor that a guideline needs no endorsement: then no badge would mean anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.types.codes import SAFEGUARD
from handbook.types.vocabulary import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.types.model import ContentType


def weakened(own: ContentType, shipped: ContentType) -> Iterator[Problem]:
    """Yield what a type lacks, as the network declares it, of what it came with."""
    for behaviour in sorted(shipped.behaviours - own.behaviours):
        message = f"the content type {own.name} loses the behaviour {behaviour}"
        hint = "Name it among the behaviours again; a type of your own can do without it."
        yield Problem(SAFEGUARD, ("behaviours",), message, hint)
    fields = shipped.schema["properties"]
    for field in sorted(own.administrative - shipped.administrative):
        if field in fields:
            message = f"the field {field} of {own.name} is content and cannot be administrative"
            hint = "Take x-administrative away; a change of content needs an endorsement."
            yield Problem(SAFEGUARD, ("properties", field, "x-administrative"), message, hint)
    for field in sorted(fields.keys() - own.schema["properties"].keys()):
        message = f"the content type {own.name} loses the field {field}"
        yield Problem(SAFEGUARD, ("properties",), message, "Declare the field again.")
