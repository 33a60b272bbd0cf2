"""What a content type is, once its declaration has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RefField:
    """A reference found in a schema by its ``x-ref`` keyword.

    ``route`` uses ``"*"`` for "every item of this list", e.g. ``("stages", "*", "guidelines",
    "*")``. ``to`` names the content types allowed; ``inverse`` is the heading of the backlink
    ("Used by", "Owns"), in words.
    """

    route: tuple[str, ...]
    to: tuple[str, ...]
    inverse: str


BUILT_IN = "built in"
"""The origin of a type of which every file came with the tool."""


@dataclass(frozen=True, slots=True)
class ContentType:
    """A content type, built from the files of one folder under ``types/``.

    ``format`` is ``"yaml"`` or ``"markdown"``. ``folder`` is relative to ``registry/``; a
    ``singleton`` type has one file, ``registry/<singleton>``, and no folder. ``schema`` is the
    whole JSON Schema (2020-12) with the parts of its behaviours already merged in.
    ``administrative`` names top-level fields left out of the digest of texts sealed from now on.
    ``label`` is a format string over fields, such as ``"{title}"`` or ``"{group}, {date}"``
    (references become their target's label, dates are written out).
    """

    name: str
    title: str
    plural: str
    description: str
    folder: str
    singleton: str
    format: str
    label: str
    behaviours: frozenset[str]
    schema: Mapping[str, Any]
    references: tuple[RefField, ...]
    administrative: frozenset[str]
    template: str
    """The Jinja source of its page template (``page.md.j2``)."""
    example: str
    """The text of its worked example, with every field."""
    example_name: str
    start: str
    """The text from which ``handbook new`` starts: the example, or what comes before its end."""
    origin: str
    """Where it was declared, for messages: ``built in`` or a path in the registry."""
    own_template: bool = False
    """Whether its page template is a network's own."""

    def has(self, behaviour: str) -> bool:
        """Whether records of this type have the behaviour, e.g. ``endorsable``."""
        return behaviour in self.behaviours

    @property
    def suffix(self) -> str:
        """The ending of its files: ``.md`` or ``.yaml``."""
        return ".md" if self.format == "markdown" else ".yaml"


Types = Mapping[str, ContentType]
"""All content types of a registry, by name, in the order in which they are shown."""
