"""Other programs that do part of the same work, pinned, and installed outside of any repository.

They get the very files that the handbook gets; of Markdown files the details at the top, as YAML,
since none of them reads those. Each does less than the handbook: schemas alone, history alone, or
pages alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load import WorkingTree, load
from handbook.source.yaml.emit import yaml_text
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHECK_JSONSCHEMA = "check-jsonschema==0.39.0"
NODE = {"js-yaml": "5.5.0", "ajv": "8.20.0"}
_SCRIPT = Path(__file__).with_name("schemas.mjs")
_AT_ONCE = 4000
"""So many file names fit on one command line everywhere."""


@dataclass(frozen=True, slots=True)
class Peers:
    """The programs that are there, and why others are not."""

    check_jsonschema: Path | None
    node: Path | None
    missing: Mapping[str, str]


def install() -> Peers:
    """Install what is not there yet, below the user's cache. What cannot be had is named."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "handbook-bench"
    missing: dict[str, str] = {}
    python = _try(missing, CHECK_JSONSCHEMA, lambda: _python(home / CHECK_JSONSCHEMA))
    name = "-".join(f"{package}-{version}" for package, version in NODE.items())
    node = _try(missing, f"node with {name}", lambda: _node(home / name))
    return Peers(python, node, missing)


def _try(missing: dict[str, str], name: str, get: Callable[[], Path]) -> Path | None:
    try:
        return get()
    except (OSError, subprocess.CalledProcessError) as problem:
        missing[name] = str(problem).splitlines()[0]
        return None


def _python(where: Path) -> Path:
    program = where / "bin" / "check-jsonschema"
    if not program.exists():
        shutil.rmtree(where, ignore_errors=True)
        _run(sys.executable, "-m", "venv", str(where))
        _run(str(where / "bin" / "pip"), "install", "--quiet", CHECK_JSONSCHEMA)
    return program


def _node(where: Path) -> Path:
    if not (where / "node_modules").is_dir():
        shutil.rmtree(where, ignore_errors=True)
        where.mkdir(parents=True)
        (where / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
        _run("npm", "install", "--silent", "--prefix", str(where), *map("@".join, NODE.items()))
    shutil.copy(_SCRIPT, where / _SCRIPT.name)
    return where / _SCRIPT.name


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


@dataclass(frozen=True, slots=True)
class Plain:
    """A registry for programs that know nothing of it: YAML files by type, and their schemas."""

    folder: Path

    def commands(self, program: Path) -> list[list[str]]:
        """What check-jsonschema is to be run with, type by type, as its command line allows."""
        commands = []
        for schema in sorted(self.folder.glob("*.schema.json")):
            files = sorted(str(f) for f in (self.folder / schema.name.split(".")[0]).iterdir())
            for first in range(0, len(files), _AT_ONCE):
                some = files[first : first + _AT_ONCE]
                commands.append([str(program), "--schemafile", str(schema), *some])
        return commands


def plain(root: Path, folder: Path) -> Plain:
    """Write the records of the registry in ``root`` into ``folder``, one folder for each type."""
    types, _ = load_types()
    for record in load(WorkingTree(root), types).records:
        place = folder / record.type
        if not place.is_dir():
            place.mkdir(parents=True)
            schema = json.dumps(types[record.type].schema)
            (folder / f"{record.type}.schema.json").write_text(schema, "utf-8")
        # Dates in quotes: these programs' readers would make something else of them.
        data = json.loads(json.dumps(record.data))
        (place / f"{record.id}.yaml").write_text(_quoted(yaml_text(data)), "utf-8")
    return Plain(folder)


def _quoted(text: str) -> str:
    import re  # noqa: PLC0415 - the one use

    return re.sub(r"(?m)(: |- )([0-9]{4}-[0-9]{2}-[0-9]{2})$", r'\1"\2"', text)
