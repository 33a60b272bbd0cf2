"""The words that a schema may use, and the check that it uses them well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import LONGEST
from handbook.source.words.spelling import nearest
from handbook.types.codes import KEYWORD, PATTERN, POINTER, UNEXPLAINED

if TYPE_CHECKING:
    from handbook.finding import Code, Route

ONE_SCHEMA = frozenset(
    {"items", "additionalProperties", "propertyNames", "not", "if", "then", "else"}
)
SCHEMA_LIST = frozenset({"allOf", "anyOf", "oneOf"})
SCHEMA_MAP = frozenset({"properties", "$defs"})
NOTES = frozenset({"title", "description", "examples", "default"})
LIMITS = frozenset(
    {
        "type", "enum", "const", "format", "required", "dependentRequired", "pattern",
        "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties",
    }
)  # fmt: skip
OURS = {
    "x-ref": "A reference: `{to: [types]}` or `{with: behaviour}`, and `inverse`, the backlink's"
    " heading; `absent` says what it means to leave it out, if that says something.",
    "x-administrative": "`true` leaves a whole top field out of the digest of a sealed text.",
    "x-written-by": "The command that writes a top field, and nobody else; no example and no form"
    " has it.",
    "x-message": "Beside every `pattern`: the sentence a person reads when it does not match.",
    "x-search": "`true` marks a top field of words by which people look for a record.",
    "x-anchor": "`true` makes an id an address on the page.",
    "x-form": "How a form asks for the field: `widget`, `label`, `hint`.",
    "x-types": "In place of an enum: the names of the types that have this behaviour.",
    "x-refused": "At the top: lines that are refused, each with the reason.",
    "x-hours": "`true` marks a top field of hours of the week, as `$defs/hours` has them.",
    "x-key": "Which field tells the rows of a list apart (below).",
    "x-stale": "When a day goes stale: a finding, and a line of `handbook due` (below). Or a list"
    " of these.",
    "x-ends": "`true` marks a top field that ends the record once it is filled in, such as the day"
    " on which something was concluded: none of its days goes stale then, and nothing is asked.",
    "x-happened": "`true` beside a day: something has happened on it, so it is never one to come.",
    "x-not-before": "Beside a day, a period, or a year, month or day: a field of the same kind"
    " beside it, or several, than which it is not earlier.",
    "x-not-below": "Beside a number: a number beside it, or several, than which it is not smaller.",
    "x-counts": "Rows of counts of people, in which small numbers are shown to nobody (below).",
    "x-people": "Beside a number: `true` if it counts people, so that a small one is refused; or"
    " the fields beside it with those of their values for which it does: `{kind: [in-all]}`.",
}
"""The words that JSON Schema does not have, and what each says."""
_OF_TOP_FIELDS = {
    "x-administrative": "can be administrative",
    "x-search": "can be searched by",
    "x-ends": "can end a record",
    "x-written-by": "can be left to a command",
}
KEYWORDS = ONE_SCHEMA | SCHEMA_LIST | SCHEMA_MAP | NOTES | LIMITS | {"$schema", "$ref", *OURS}
FORMATS = frozenset({"date", "period", "uri", "email", "time-zone", *LONGEST})
CONDITIONS = frozenset({"propertyNames", "not", "if", "then", "else"}) | SCHEMA_LIST
FORM = frozenset({"widget", "label", "hint"})


@dataclass(frozen=True, slots=True)
class VocabularyProblem:
    """One thing wrong in a schema, at a route inside it."""

    code: Code
    route: Route
    message: str
    hint: str = ""


def check_schema(schema: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with a schema that is complete (behaviours and definitions merged in)."""
    definitions = schema.get("$defs", {})
    if not isinstance(definitions, Mapping):
        yield VocabularyProblem(KEYWORD, ("$defs",), "`$defs` must be a mapping of definitions")
        return
    yield from _closed(definitions)
    yield from _walk(schema, (), definitions, conditional=False)
    yield from _standard(schema)


def resolve(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with the definition it points at merged beneath it. An unknown one adds nothing."""
    seen: set[str] = set()
    while isinstance(schema.get("$ref"), str) and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        base = definitions.get(schema["$ref"].removeprefix("#/$defs/"))
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**base, **rest} if isinstance(base, Mapping) else rest
    return schema


def inner(schema: Mapping[str, Any]) -> Iterator[tuple[Route, Any]]:
    """The schemas directly inside a schema, with their routes."""
    for word, value in schema.items():
        if word in ONE_SCHEMA:
            yield (word,), value
        elif word in SCHEMA_LIST and isinstance(value, list):
            yield from (((word, number), part) for number, part in enumerate(value))
        elif word in SCHEMA_MAP and isinstance(value, Mapping):
            yield from (((word, str(name)), part) for name, part in value.items())


def _walk(
    schema: Any, route: Route, definitions: Mapping[str, Any], *, conditional: bool
) -> Iterator[VocabularyProblem]:
    if isinstance(schema, bool):
        if route[-1:] != ("additionalProperties",):
            hint = "To refuse a line under a condition, list the others in `propertyNames`."
            yield VocabularyProblem(KEYWORD, route, "true or false alone is no schema here", hint)
        return
    if not isinstance(schema, Mapping):
        yield VocabularyProblem(KEYWORD, route, "a schema is a mapping of words such as `type`")
        return
    yield from _words(schema, route, definitions, conditional=conditional)
    if not conditional:
        yield from _object(schema, route)
        yield from _explained(schema, route, definitions)
    for step, part in inner(schema):
        below = conditional or step[0] in CONDITIONS
        yield from _walk(part, route + step, definitions, conditional=below)


def _of_top_fields(schema: Mapping[str, Any], route: Route) -> Iterator[VocabularyProblem]:
    is_top = len(route) == 2 and route[0] == "properties"  # noqa: PLR2004  a field of the record itself
    for word, rule in _OF_TOP_FIELDS.items():
        if word in schema and not is_top:
            yield VocabularyProblem(KEYWORD, (*route, word), f"only a whole top field {rule}")


def _words(
    schema: Mapping[str, Any], route: Route, definitions: Mapping[str, Any], *, conditional: bool
) -> Iterator[VocabularyProblem]:
    for word in schema:
        if word not in KEYWORDS:
            message = f"`{word}` is not a word that schemas may use"
            yield VocabularyProblem(KEYWORD, (*route, word), message, nearest(word, KEYWORDS))
        elif word == "$schema" and route:
            yield VocabularyProblem(
                KEYWORD, (*route, word), "`$schema` stands only at the top of a schema"
            )
        elif conditional and word in OURS.keys() - {"x-message"}:
            yield VocabularyProblem(
                KEYWORD, (*route, word), f"`{word}` may not stand under a condition"
            )
    if "$ref" in schema and not _known(schema["$ref"], definitions):
        message = f"there is no definition {schema['$ref']}"
        yield VocabularyProblem(POINTER, (*route, "$ref"), message)
    if "format" in schema and str(schema["format"]) not in FORMATS:
        yield VocabularyProblem(
            KEYWORD, (*route, "format"), f"the format {schema['format']} is not known",
            f"These are known: {', '.join(sorted(FORMATS))}.",
        )  # fmt: skip
    yield from _of_top_fields(schema, route)
    form = schema.get("x-form", {})
    if not isinstance(form, Mapping) or not set(form) <= FORM:
        yield VocabularyProblem(
            KEYWORD, (*route, "x-form"), f"`x-form` holds only {', '.join(sorted(FORM))}"
        )
    refused = schema.get("x-refused", {})
    if not isinstance(refused, Mapping) or not all(isinstance(w, str) for w in refused.values()):
        here = (*route, "x-refused")
        yield VocabularyProblem(
            KEYWORD, here, "`x-refused` gives, for each line that is refused, the reason"
        )
    yield from _reference(schema, route)
    yield from _pattern(schema, route, definitions)


def _known(pointer: Any, definitions: Mapping[str, Any]) -> bool:
    return (
        isinstance(pointer, str)
        and pointer.startswith("#/$defs/")
        and pointer.removeprefix("#/$defs/") in definitions
    )


def _reference(schema: Mapping[str, Any], route: Route) -> Iterator[VocabularyProblem]:
    if "x-ref" not in schema:
        return
    reference = schema["x-ref"]
    if not isinstance(reference, Mapping) or not {"to", "with", "inverse", "absent"} >= set(
        reference
    ):
        yield VocabularyProblem(
            KEYWORD, (*route, "x-ref"), "`x-ref` holds only `to`, `with`, `inverse` and `absent`"
        )
        return
    to = reference.get("to", [])
    if not (isinstance(to, list) and all(isinstance(name, str) for name in to)):
        yield VocabularyProblem(KEYWORD, (*route, "x-ref"), "`to` is a list of content types")
    elif not isinstance(reference.get("with", ""), str) or not (to or reference.get("with")):
        yield VocabularyProblem(
            KEYWORD, (*route, "x-ref"), "say `to` which types, or `with` which behaviour"
        )
    if not (isinstance(reference.get("inverse"), str) and reference["inverse"]):
        yield VocabularyProblem(
            KEYWORD, (*route, "x-ref"), "`inverse` gives the backlink's heading in words"
        )
    absent = reference.get("absent", "nothing")
    if not isinstance(absent, str) or not absent.strip():
        yield VocabularyProblem(
            KEYWORD, (*route, "x-ref"), "`absent` says in words what it means to leave it out"
        )


def _pattern(
    schema: Mapping[str, Any], route: Route, definitions: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    if "pattern" not in schema:
        return
    from handbook.types.pattern import UnsafePatternError, check_pattern  # noqa: PLC0415  rare

    here = (*route, "pattern")
    whole = resolve(schema, definitions)
    if not isinstance(schema["pattern"], str):
        yield VocabularyProblem(PATTERN, here, "a pattern is text")
        return
    if not isinstance(whole.get("maxLength"), int):
        yield VocabularyProblem(PATTERN, here, "a pattern needs a `maxLength` beside it")
    if not (isinstance(schema.get("x-message"), str) and schema["x-message"]):
        yield VocabularyProblem(
            PATTERN, here, "a pattern needs an `x-message` that says what to write"
        )
    try:
        check_pattern(schema["pattern"])
    except UnsafePatternError as problem:
        yield VocabularyProblem(PATTERN, here, f"this pattern is not safe: {problem}")


def _object(schema: Mapping[str, Any], route: Route) -> Iterator[VocabularyProblem]:
    """An object names all its fields; a misspelt one would otherwise be lost without a word."""
    open_ended = "properties" in schema or schema.get("type") == "object"
    if open_ended and schema.get("additionalProperties") is not False:
        yield VocabularyProblem(KEYWORD, route, "a mapping needs `additionalProperties: false`")


def _explained(
    schema: Mapping[str, Any], route: Route, definitions: Mapping[str, Any]
) -> Iterator[VocabularyProblem]:
    named = route[-2:-1] in (("properties",), ("$defs",)) or route[-1:] == ("items",)
    if not named or ("$ref" in schema and not _known(schema["$ref"], definitions)):
        return  # what a definition that is there explains cannot be told
    whole = resolve(schema, definitions)
    if not (isinstance(whole.get("description"), str) and whole["description"].strip()):
        yield VocabularyProblem(UNEXPLAINED, route, f"`{_name(route)}` has no description")
    examples = whole.get("examples")
    if "enum" not in whole and not (isinstance(examples, list) and examples):
        yield VocabularyProblem(
            UNEXPLAINED, route, f"`{_name(route)}` has neither examples nor an enum"
        )


def _name(route: Route) -> str:
    return str(route[-2] if route[-1] == "items" and len(route) > 1 else route[-1])


def _closed(definitions: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """A definition that leads back to itself would never end."""
    for name in definitions:
        waiting, seen = [name], set[str]()
        while waiting:
            for target in pointers(definitions.get(waiting.pop())):
                if target == name:
                    yield VocabularyProblem(
                        POINTER, ("$defs", name), f"the definition {name} uses itself"
                    )
                    return
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)


def pointers(schema: Any) -> Iterator[str]:
    """The names of the definitions that a schema points at, itself or further in."""
    if not isinstance(schema, Mapping):
        return
    if isinstance(schema.get("$ref"), str):
        yield schema["$ref"].removeprefix("#/$defs/")
    for _, part in inner(schema):
        yield from pointers(part)


def _standard(schema: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """What the JSON Schema standard itself says about the schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415  slow to import

    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in meta.iter_errors(schema):
        route = tuple(error.absolute_path)
        yield VocabularyProblem(
            KEYWORD, route, f"JSON Schema does not allow this: {error.message[:200]}"
        )
