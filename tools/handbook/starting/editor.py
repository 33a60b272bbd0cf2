"""Settings for Visual Studio Code, with which it knows the fields of a network's YAML records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.starting.marking import marked
from handbook.starting.schemas import schema_of
from handbook.types.known import BY_COMMAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.types.model import ContentType, Types

_HERE = ".vscode"
_WRITTEN = "handbook:written"
_HEAD = f"""\
// Written by `handbook init editor`, which writes it anew while nobody has changed it.
// {_WRITTEN}
"""
YAML, MARKDOWN = "redhat.vscode-yaml", "DavidAnson.vscode-markdownlint"
_AS_THE_CHECK = (
    "heading-increment",
    "no-missing-space-atx",
    "no-hard-tabs",
    "no-empty-links",
    "no-alt-text",
    "table-column-count",
)
"""What markdownlint looks for that ``handbook check`` or ``handbook format`` would say as well."""


def editor_files(types: Types, folder: str = "") -> dict[str, str]:
    """The files by their paths; the registry lies in ``folder`` of what is opened."""
    yaml = [known for known in types.values() if known.format == "yaml"]
    files = {schema_path(known): _schema(known) for known in yaml}
    top = f"{folder}/" if folder else ""
    return files | {
        f"{_HERE}/settings.json": _commented(_settings(types, f"{top}registry")),
        f"{_HERE}/extensions.json": _commented({"recommendations": [YAML, MARKDOWN]}),
    }


def schema_path(content_type: ContentType) -> str:
    """Where the schema of a type goes."""
    return f"{_HERE}/handbook/{content_type.name}.schema.json"


def _schema(content_type: ContentType) -> str:
    schema = schema_of(content_type)
    draft = schema.pop("$schema")
    return marked(_json({"$schema": draft, "$comment": _WRITTEN, **schema}))


def _settings(types: Types, registry: str) -> dict[str, Any]:
    """Which schema is for which files, and how files are saved."""
    return {
        "yaml.schemas": {
            f"./{schema_path(known)}": f"{registry}/{known.singleton or f'{known.folder}/*.yaml'}"
            for known in types.values()
            if known.format == "yaml"
        },
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "files.eol": "\n",
        "files.encoding": "utf8",
        "files.insertFinalNewline": True,
        "files.trimTrailingWhitespace": True,
        "[markdown]": {"files.trimTrailingWhitespace": False},
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.readonlyInclude": {
            f"{registry}/{folder}/**": True
            for folder in [
                *(types[name].folder for name in BY_COMMAND if name in types),
                "_endorsed",
            ]
        },
        "markdownlint.config": {"default": False, **dict.fromkeys(_AS_THE_CHECK, True)},
    }


def _commented(data: Mapping[str, Any]) -> str:
    return marked(_HEAD + _json(data))


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
