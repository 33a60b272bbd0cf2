"""The settings of the form editor: content types and the network's settings, nothing else.

One collection for each type that its ``type.yaml`` does not keep out. Nothing that is saved is
published: each save is a proposal, on a branch of its own. What is written is the canonical form
of ``handbook format``.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.editor.fields import Asking, Question, reached
from handbook.editor.policy import USUAL, api_of
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.assess.settings.model import Forge
    from handbook.types.model import ContentType, Types

SCHEMA = "https://unpkg.com/@sveltia/cms/schema/sveltia-cms.json"
"""What the editor calls its own schema. Nothing is fetched from there."""
_IN_NO_ID = "_"
"""What stands for signs that no id has. Of what stands for them the editor leaves one where there
are several: were it the hyphen, `a--b` would become the file `a-b`."""
PICKED = "pick-"
"""How the hidden collections begin that references are picked from."""
BODY = "body"
_FIRST = frozenset({"id", "title", "visibility", "summary"})
"""What is asked above the text; where the text is asked for changes nothing in what is written."""
_TEXT = (
    "The text itself, with its marks, as it is stored. How this works, above, says what they mean."
)
_SHELF_OF_TEXTS = f"{PICKED}documents"


def configuration(types: Types, forge: Forge) -> dict[str, Any]:
    """The editor's settings, ready for JSON. ``forge`` is the server that proposals go to."""
    top = f"{forge.folder}/registry" if forge.folder else "registry"
    shelves = _shelves(types)
    offered = [each for each in types.values() if each.form.offered]
    return {
        "$schema": SCHEMA,
        "backend": _backend(forge),
        "publish_mode": "editorial_workflow",
        "app_title": "Suggest a change",
        "show_preview_links": False,
        "media_folder": f"{top}/_uploads",
        "media_libraries": {"default": {"config": {"max_file_size": 1}}},
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": _IN_NO_ID},
        "editor": {"preview": False},
        "output": {
            "omit_empty_optional_fields": True,
            "yaml": {"indent_size": 2, "indent_sequences": True, "quote": "none"},
        },
        "collections": [
            *(_collection(each, top, types, shelves) for each in offered if each.folder),
            *_picked(types, shelves, top),
        ],
        "singletons": [_file(each, top, types, shelves) for each in offered if each.singleton],
    }


def _backend(forge: Forge) -> dict[str, Any]:
    """Where proposals go, and how people sign in."""
    parts = urlsplit(forge.url)
    backend: dict[str, Any] = {
        "name": forge.kind,
        "repo": parts.path.strip("/"),
        "branch": forge.branch,
        "squash_merges": True,
        "commit_messages": {
            "create": "Propose a new record: {{slug}}",
            "update": "Propose a change to {{slug}}",
        },
    }
    origin = f"{parts.scheme}://{parts.netloc}"
    if parts.netloc not in USUAL or forge.api:
        backend["api_root"] = api_of(forge)
    methods = ["token"]
    if forge.kind == "gitlab" and forge.application:
        backend |= {"auth_type": "pkce", "app_id": forge.application, "base_url": origin}
        methods.insert(0, "oauth")
    elif forge.kind == "github" and forge.sign_in:
        backend["base_url"] = forge.sign_in
        methods.insert(0, "oauth")
    return {**backend, "auth_methods": methods}


def _collection(
    each: ContentType, top: str, types: Types, shelves: Mapping[frozenset[str], str]
) -> dict[str, Any]:
    """The records of one type."""
    made: dict[str, Any] = {
        "name": each.name,
        "label": each.plural,
        "label_singular": each.title,
        "description": " ".join(each.description.split()),
        "folder": f"{top}/{each.folder}",
        "extension": each.suffix.removeprefix("."),
        "format": "yaml-frontmatter" if each.format == "markdown" else "yaml",
        "identifier_field": "title" if "title" in _label_fields(each) else "id",
        "slug": {"template": "{{fields.id}}", "editable": False},
        "summary": summary(each),
        "publish": False,
        "delete": False,
        "duplicate": False,
        "fields": _questions(each, types, shelves),
    }
    if each.form.field:
        made["filter"] = {"field": each.form.field, "value": each.form.value}
    return made


def _file(
    each: ContentType, top: str, types: Types, shelves: Mapping[frozenset[str], str]
) -> dict[str, Any]:
    """The one record of a type that has one."""
    return {
        "name": each.name,
        "label": each.plural,
        "file": f"{top}/{each.singleton}",
        "format": "yaml-frontmatter" if each.format == "markdown" else "yaml",
        "fields": _questions(each, types, shelves),
    }


def _questions(
    each: ContentType, types: Types, shelves: Mapping[frozenset[str], str]
) -> list[Question]:
    r"""The questions of a type, among them its text, word for word as it is stored.

    The text is plain: the editor's formatted view reads ``2*3*4 mg`` as emphasis and moves a cell
    of ``5 \\| 10`` into the next column (decision 0028).
    """
    asking = Asking(types, each.schema.get("$defs", {}), shelves)
    questions = asking.questions(each.schema)
    if each.singleton:
        questions = [{**q, "readonly": True} if q["name"] == "id" else q for q in questions]
    if each.format == "markdown":
        text: Question = {"name": BODY, "label": "Text", "hint": _TEXT, "required": True}
        text |= {"widget": "text", "use_emoji_autocomplete": False}
        after = max(n for n, q in enumerate(questions, 1) if q["name"] in _FIRST)
        questions.insert(after, text)
    return questions


def summary(each: ContentType) -> str:
    """How a record is called in lists, in the editor's own way of writing a label."""
    parts = string.Formatter().parse(each.label)
    return "".join(
        f"{words}{{{{fields.{field}}}}}" if field else words for words, field, *_ in parts
    )


def _label_fields(each: ContentType) -> list[str]:
    return [field for _, field, *_ in string.Formatter().parse(each.label) if field]


def _shelves(types: Types) -> dict[frozenset[str], str]:
    """The collection from which each kind of reference of an offered type is picked.

    One type: its own collection, or a hidden one where the form keeps some of its records out.
    Several types of Markdown files: one hidden collection of all texts. Others cannot be picked.
    """
    shelves = {}
    for target in _targets(types):
        if len(target) == 1:
            only = types[next(iter(target))]
            whole = only.form.offered and not only.form.field
            shelves[target] = only.name if whole else f"{PICKED}{only.name}"
        elif target and all(types[n].format == "markdown" and types[n].folder for n in target):
            shelves[target] = _SHELF_OF_TEXTS
    return shelves


def _targets(types: Types) -> set[frozenset[str]]:
    """What the references of offered types may lead to."""
    offered = (each for each in types.values() if each.form.offered)
    return {
        reached(reference, types)
        for each in offered
        for reference in _references(each.schema, each.schema.get("$defs", {}))
    }


def _references(
    schema: Mapping[str, Any], definitions: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Every ``x-ref`` of a schema."""
    whole = resolve(schema, definitions)
    if "x-ref" in whole:
        yield whole["x-ref"]
    for part in [
        *whole.get("properties", {}).values(),
        *([whole["items"]] if "items" in whole else []),
    ]:
        yield from _references(part, definitions)


def _picked(
    types: Types, shelves: Mapping[frozenset[str], str], top: str
) -> Iterator[dict[str, Any]]:
    """The hidden collections: they are picked from, and nothing in them can be changed."""
    named: dict[str, Iterable[str]] = {shelf: target for target, shelf in shelves.items()}
    for shelf, target in sorted(named.items()):
        if not shelf.startswith(PICKED):
            continue
        only = types[next(iter(target))] if shelf != _SHELF_OF_TEXTS else None
        fields = ["id", "title", *(["folder"] if only is None else _label_fields(only))]
        yield {
            "name": shelf,
            "label": "Documents" if only is None else only.plural,
            "folder": top if only is None else f"{top}/{only.folder}",
            **({"path": "{{folder}}/{{slug}}"} if only is None else {}),
            "extension": "md" if only is None else only.suffix.removeprefix("."),
            "format": "yaml-frontmatter" if only is None or only.format == "markdown" else "yaml",
            "identifier_field": "title" if only is None else "id",
            "hide": True,
            "create": False,
            "delete": False,
            "duplicate": False,
            "publish": False,
            "fields": [
                {"name": name, "widget": "string", "readonly": True, "required": False}
                for name in dict.fromkeys(fields)
            ],
        }
