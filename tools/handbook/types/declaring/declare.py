"""What the declaration of one content type says, and whether it may."""

from __future__ import annotations

import string
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import faults
from handbook.source.words.spelling import nearest
from handbook.types.codes import DECLARATION, KEYWORD
from handbook.types.declaring.facets import check_facets
from handbook.types.declaring.form import check_form
from handbook.types.declaring.listing import ELSEWHERE, LAST, check_listing
from handbook.types.declaring.score import check_score
from handbook.types.pointing.expects import check_expects
from handbook.types.pointing.needs import check_needs
from handbook.types.pointing.progress import check_progress
from handbook.types.vocabulary import VocabularyProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


TEXTS = ("title", "plural", "description", "label")
BROUGHT = frozenset(
    {"title", "description", "properties", "required", "dependentRequired", "x-refused"}
)
"""What a behaviour consists of."""
LINES = {
    "title": "What one record is called.",
    "plural": "What its list is called, and its line in the menu.",
    "description": "One sentence above its list.",
    "order": "A whole number: types are shown lowest first, and so are the headings of the menu and"
    " their lines.",
    "section": f"The heading it stands under in the menu. Without it: {ELSEWHERE}; `none`: no line"
    " there, only on the page about the handbook. Nor is there one while it has no record, unless"
    " groups endorse it.",
    "folder": "The folder of its records below `registry/`, and of its pages.",
    "singleton": "In place of `folder`, for a type with one record: the name of its file.",
    "format": "`yaml`, or `markdown` for a text with front matter.",
    "label": "How a record is called: fields in braces, such as `{title}` or `{group}, {date}`.",
    "behaviours": "What its records can do, by the names of the files in `types/_behaviours/`.",
    "columns": "The columns of its list (below); one that is empty in every row is left out."
    " Without them: a name and a summary.",
    "sort": "The field that its list goes by before the names; an enum in the enum's order. Or what"
    " the handbook works out, if it is a day or a number (below).",
    "newest": "`true`: its list begins with the last day, or with the highest number.",
    "parts": "The parts into which its list falls, each with a heading (below).",
    "entries": "In place of `columns`, a list of words and what they mean: `{text: definition}`,"
    " with `short` for the field of a short form.",
    "filters": "The ways to narrow its list down (below). How a document stands is one that it has"
    " anyway.",
    "needs": "Of which types' records one must name each of its records (below).",
    "expects": "Which records must come for each of its records, by a schedule (below).",
    "progress": "Which records make up how far each of its records has come (below).",
    "score": "What puts its records in an order that nobody types (below).",
    "form": "Which records the form editor offers: `none`, or a field and the value it must have,"
    " such as `{state: scheduled}`. Without it: all.",
    "search": "When its records are found: `first`, or `late`, after what serves care, or `never`."
    " Without it: first.",
}
"""Every line of a ``type.yaml``, and what it says."""
FORMATS = ("yaml", "markdown")
SEARCHED = ("first", "late", "never")
_JOINING = frozenset({"", "and", "at", "by", "for", "from", "in", "of", "on", "to"})
"""Words that may stand between the fields of a label. More could say how a record stands."""
_JOINED = ", ".join(sorted(_JOINING - {""}))


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read for one type: its declaration, its own schema, its template, its example.

    ``start`` is empty where a new record starts as the example. ``unread`` are the names of those
    files of which nothing is known, since they are not there or cannot be read.
    """

    name: str
    declaration: Mapping[str, Any]
    schema: Mapping[str, Any]
    template: str
    example: str
    example_name: str
    origin: str
    start: str = ""
    own_template: bool = False
    unread: frozenset[str] = frozenset()


def check_declaration(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    """Yield what is wrong with the contents of a ``type.yaml``."""
    for line in declaration:
        if line not in LINES:
            yield _wrong(line, f"`{line}` is not a line of a type's declaration", LINES)
    for line in TEXTS:
        value = declaration.get(line)
        if not isinstance(value, str) or not value.strip():
            yield _wrong(line, f"`{line}` is missing; give it in words")
        else:
            yield from (
                _wrong(line, f"`{line}` {fault}") for fault in islice(_unfit(line, value), 1)
            )
    if declaration.get("format") not in FORMATS:
        yield _wrong("format", "`format` is either yaml or markdown")
    order = declaration.get("order", LAST)
    if isinstance(order, bool) or not isinstance(order, int):
        yield _wrong("order", "`order` is a whole number; types are shown lowest first")
    behaviours = declaration.get("behaviours", [])
    if not isinstance(behaviours, list) or not all(isinstance(name, str) for name in behaviours):
        yield _wrong("behaviours", "`behaviours` is a list of names")
    if declaration.get("search", "first") not in SEARCHED:
        yield _wrong("search", f"`search` is one of: {', '.join(SEARCHED)}")
    sealed = isinstance(behaviours, list) and "endorsable" in behaviours
    if sealed and str(declaration.get("label")).strip() not in ("", "None", "{title}"):
        yield _wrong("label", "what a group endorses goes by its title alone, as it was sealed")
    yield from _place(declaration)
    yield from check_form(declaration)
    yield from check_listing(declaration, sealed=sealed)
    yield from check_facets(declaration)
    yield from check_needs(declaration)
    yield from check_progress(declaration)
    yield from check_score(declaration)
    yield from check_expects(declaration)


def _unfit(line: str, value: str) -> Iterator[str]:
    """What a type's own words say that only decisions can: they stand over its pages.

    A label is fields, with a mark or a word such as "from" between them.
    """
    if line != "label":
        yield from faults("name" if line in ("title", "plural") else "title", value)
        return
    try:
        parts = list(string.Formatter().parse(value))
    except ValueError:
        return
    for literal, *_ in parts:
        words = {each.strip(string.punctuation).lower() for each in literal.split()}
        if strange := sorted(words - _JOINING):
            yield f"joins fields with “{strange[0]}”; use a mark, or one of: {_JOINED}"


def _place(declaration: Mapping[str, Any]) -> Iterator[VocabularyProblem]:
    folder, singleton = declaration.get("folder"), declaration.get("singleton")
    if (folder is None) == (singleton is None):
        yield _wrong("folder", "give either `folder` or, for a type with one record, `singleton`")
    if folder is not None and not plain_name(folder):
        yield _wrong("folder", "`folder` is one word of lower-case letters, digits and hyphens")
    if singleton is not None and not (
        isinstance(singleton, str)
        and plain_name(singleton.removesuffix(".yaml").removesuffix(".md"))
        and singleton.endswith(".md" if declaration.get("format") == "markdown" else ".yaml")
    ):
        yield _wrong("singleton", "`singleton` is a file name such as network.yaml")


def plain_name(name: Any) -> bool:
    """Whether a name is one word of lower-case letters, digits and hyphens."""
    allowed = set(string.ascii_lowercase + string.digits + "-")
    return isinstance(name, str) and name.strip("-") == name != "" and set(name) <= allowed


def _wrong(line: str, message: str, known: Iterable[str] = ()) -> VocabularyProblem:
    return VocabularyProblem(DECLARATION, (line,), message, nearest(line, known))


def check_shape(
    schema: Mapping[str, Any], *, behaviour: bool = False
) -> Iterator[VocabularyProblem]:
    """Yield what stands in the way of merging a schema, or the part that a behaviour brings."""
    shapes: dict[str, type] = {
        "properties": dict,
        "$defs": dict,
        "required": list,
        "dependentRequired": dict,
        "x-refused": dict,
    }
    for word, shape in shapes.items():
        if not isinstance(schema.get(word, shape()), shape):
            kind = "a list" if shape is list else "a mapping"
            yield VocabularyProblem(KEYWORD, (word,), f"`{word}` must be {kind}")
    required = schema.get("required", [])
    if isinstance(required, list) and not all(isinstance(name, str) for name in required):
        yield VocabularyProblem(KEYWORD, ("required",), "`required` lists the names of fields")
    for word in schema if behaviour else ():
        if word not in BROUGHT:
            yield VocabularyProblem(
                KEYWORD, (word,), f"`{word}` is not something a behaviour can bring"
            )
