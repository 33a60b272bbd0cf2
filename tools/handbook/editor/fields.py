"""One field of a schema as one question of the form editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import in_words
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.types.model import Types

Question = dict[str, Any]
"""A field of the editor's own settings."""

_SIGNS = re.compile(r"([\\*_~`\[\]<>])")
_TEXT = "text"
_TELLING = ("title", "name", "topic", "text", "item", "document", "seat")
"""Fields by which people know a row."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What making questions needs: all types, the definitions of a schema, and where to pick from.

    ``shelves`` gives, for the names of the types that a reference may lead to, the collection in
    which its records are picked; one that is not there cannot be picked from.
    """

    types: Types
    definitions: Mapping[str, Any]
    shelves: Mapping[frozenset[str], str]

    def question(self, name: str, schema: Mapping[str, Any], *, required: bool) -> Question:
        """The question that fills in one field. Shapes that no form can ask for are text."""
        field = resolve(schema, self.definitions)
        form = field.get("x-form", {})
        asked: Question = {
            "name": name,
            "label": form.get("label") or in_words(name),
            "hint": _hint(field),
            "required": required,
            **self._widget(field),
        }
        if form.get("widget") == _TEXT and asked["widget"] == "string":
            asked["widget"] = _TEXT
            asked.pop("type", None)
        return {key: value for key, value in asked.items() if value not in ("", None)}

    def _widget(self, field: Mapping[str, Any]) -> Question:
        """How a field is asked for, and what it may hold."""
        if "x-ref" in field:
            return self._reference(field)
        if options := self._options(field):
            return {"widget": "select", "options": options}
        match field.get("type"):
            case "integer":
                limits = {"min": field.get("minimum"), "max": field.get("maximum")}
                return {"widget": "number", "value_type": "int", "step": 1, **_given(limits)}
            case "array":
                return self._list(field)
            case "object":
                return {"widget": "object", "collapsed": "auto", "fields": self.questions(field)}
            case _:
                return _words(field)

    def questions(self, schema: Mapping[str, Any]) -> list[Question]:
        """The questions for the fields of a mapping, in the order of the schema.

        What only a command writes is not asked for; the editor keeps what it does not ask for.
        """
        required = schema.get("required", ())
        return [
            self.question(name, part, required=name in required)
            for name, part in schema.get("properties", {}).items()
            if "x-written-by" not in part
        ]

    def _options(self, field: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The choices, if there are any, each with the words that pages show.

        A truth is a choice too: the editor's own switch would write "no" where nothing was said.
        """
        if field.get("type") == "boolean":
            return [{"label": "Yes", "value": True}, {"label": "No", "value": False}]
        if "x-types" in field:
            having = (t for t in self.types.values() if t.has(field["x-types"]))
            return [{"label": each.title, "value": each.name} for each in having]
        return [{"label": in_words(value), "value": value} for value in field.get("enum", ())]

    def _reference(self, field: Mapping[str, Any]) -> Question:
        """A picker of records; words where no shelf holds all that may be picked."""
        shelf = self.shelves.get(reached(field["x-ref"], self.types))
        if shelf is None:
            return _words(field)
        return {
            "widget": "relation",
            "collection": shelf,
            "value_field": "id",
            "display_fields": ["title"],
            "search_fields": ["title", "id"],
        }

    def _list(self, field: Mapping[str, Any]) -> Question:
        """Rows, each with its own questions; choices and references all at once."""
        limits = _given({"min": field.get("minItems"), "max": field.get("maxItems")})
        item = resolve(field.get("items", {}), self.definitions)
        widget = self._widget(item)
        if widget["widget"] in ("select", "relation"):
            return {**widget, "multiple": True, **limits}
        if widget["widget"] == "object":
            rows: Question = {"fields": widget["fields"], "summary": _summary(item)}
        else:
            rows = {"field": self.question("value", item, required=True)}
        return {"widget": "list", "collapsed": "auto", **rows, **limits}


def reached(reference: Mapping[str, Any], types: Types) -> frozenset[str]:
    """The names of the types that a reference may lead to, of those that are offered here."""
    if "with" in reference:
        return frozenset(name for name, each in types.items() if each.has(reference["with"]))
    return frozenset(types.keys() & set(reference.get("to", ())))


def _words(field: Mapping[str, Any]) -> Question:
    """Words on a line, a day, an address; with what a pattern asks for, and its reason."""
    if field.get("format") == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    asked: Question = {"widget": "string", "use_emoji_autocomplete": False}
    asked |= _given({"minlength": field.get("minLength"), "maxlength": field.get("maxLength")})
    kinds = {"email": "email", "uri": "url"}
    if field.get("format") in kinds:
        asked["type"] = kinds[field["format"]]
    if "pattern" in field:
        message = str(field.get("x-message", "Write it as the example below has it."))
        asked["pattern"] = [field["pattern"], f"{message[:1].upper()}{message[1:]}."]
    return asked


def _summary(item: Mapping[str, Any]) -> str | None:
    """What a row is called while it is folded: its first field that says something to people."""
    fields = item.get("properties", {})
    chosen = next((name for name in _TELLING if name in fields), next(iter(fields), None))
    return f"{{{{fields.{chosen}}}}}" if chosen else None


def _hint(field: Mapping[str, Any]) -> str:
    """What a field is for, and the first example if it is short; nothing in it is a mark."""
    words = " ".join(str(field.get("description", "")).split())
    example = next(iter(field.get("examples", ())), None)
    if isinstance(example, str | int) and not isinstance(example, bool) and "enum" not in field:
        words += f" For example: {example}"
    return _SIGNS.sub(r"\\\1", words)


def _given(values: Mapping[str, Any]) -> Question:
    return {key: value for key, value in values.items() if value is not None}
