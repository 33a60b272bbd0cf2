"""The files of the declarations: those that come with the tool, and the network's own over them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, Place, Route
from handbook.source import read_yaml
from handbook.source.yaml.shipped import shipped_data
from handbook.types.codes import DECLARATION
from handbook.types.declaring.declare import Parts, plain_name
from handbook.types.model import BUILT_IN
from handbook.types.overviews.model import DECLARED, FOLDER, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.source.yaml.model import Source
    from handbook.types.vocabulary import VocabularyProblem

OVERRIDES = "registry/_types/"
BEHAVIOURS = "_behaviours"
_READ = ("/type.yaml", "/schema.yaml", "_shared.yaml")
"""How the names of files end that every command reads, besides behaviours."""
NEEDED = ("type.yaml", "schema.yaml", "page.md.j2")


@dataclass(frozen=True, slots=True)
class File:
    """One file of a declaration, and the path to name in messages."""

    path: str
    raw: bytes
    own: bool
    """Whether it is the network's own."""


def built_in() -> dict[str, File]:
    """The files that come with the tool, by path below ``types/``."""
    shipped: dict[str, File] = {}
    top = Path(__file__).parent
    for folder in (top, *filter(Path.is_dir, top.iterdir())):
        for file in folder.iterdir():
            if not file.name.endswith((".py", ".pyc")) and file.is_file():
                name = file.name if folder is top else f"{folder.name}/{file.name}"
                shipped[name] = File(f"tools/handbook/types/{name}", file.read_bytes(), own=False)
    return dict(sorted(shipped.items()))


class DeclarationReader:
    """Reads declarations and gathers what is wrong with them."""

    def __init__(self, overrides: Mapping[str, bytes]) -> None:
        self.files = built_in()
        self.findings: list[Finding] = []
        self.sources: dict[str, Source] = {}
        read = {
            name: f.raw
            for name, f in self.files.items()
            if name.endswith(_READ) or name.startswith(f"{BEHAVIOURS}/")
        }
        self._shipped = shipped_data(read, self._clean)
        for path, raw in sorted(overrides.items()):
            name = path.removeprefix(OVERRIDES)
            if self.misplaced(name):
                hint = "A type is one folder with type.yaml, schema.yaml, page.md.j2 and example.md"
                self.say(DECLARATION, path, "this file is no part of a content type", hint + ".")
            elif not name.startswith(f"{FOLDER}/"):
                self.files[name] = File(path, raw, own=True)
        self._with_own = {name.partition("/")[0] for name, f in self.files.items() if f.own}

    @staticmethod
    def misplaced(name: str) -> bool:
        """Whether a path below ``_types`` is not one that a declaration has."""
        folder, _, file = name.partition("/")
        if folder == BEHAVIOURS:
            return "/" in file or not file.endswith(".yaml")
        if folder == FOLDER:
            overview, _, file = file.partition("/")
            return not plain_name(overview) or file not in (DECLARED, TEMPLATE)
        known = (*NEEDED, "example.yaml", "example.md", "start.yaml", "start.md")
        return folder.startswith(("_", ".")) or file not in known

    def say(self, code: Code, path: str, message: str, hint: str = "") -> None:
        """Note a finding about a whole file."""
        self.findings.append(Finding(code, path, message, hint))

    def report(self, name: str, problem: VocabularyProblem) -> None:
        """Note a problem of a file's contents, at its line."""
        file = self.files.get(name)
        path = file.path if file else f"{OVERRIDES}{name}"
        if file and name not in self.sources:
            self.sources[name] = read_yaml(file.raw, file.path)
        place = nearest(self.sources.get(name), problem.route)
        finding = Finding(problem.code, path, problem.message, problem.hint, problem.route, place)
        self.findings.append(finding)

    def report_all(self, name: str, problems: Iterable[VocabularyProblem]) -> None:
        """Note several problems of a file's contents."""
        for problem in problems:
            self.report(name, problem)

    def yaml(self, name: str) -> dict[str, Any] | None:
        """The data of a YAML file, ``None`` if it is not there or cannot be read."""
        if not self._own_file(name) and name in self._shipped:
            return self._shipped[name]
        file = self.files.get(name)
        if file is None:
            return None
        source = read_yaml(file.raw, file.path)
        self.sources[name] = source
        self.findings.extend(source.findings)
        return source.data

    def _clean(self, name: str) -> dict[str, Any] | None:
        """The data of one of the tool's own files, in which nothing was found."""
        file = self.files[name]
        return read_yaml(file.raw, file.path).data

    def text(self, name: str) -> str:
        """The text of a file; empty if it is not there."""
        file = self.files.get(name)
        if file is None:
            return ""
        try:
            return file.raw.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            self.say(DECLARATION, file.path, "this file is not UTF-8 text")
            return ""

    def names(self, *, behaviours: bool = False) -> list[str]:
        """The names of all types, or of all behaviours."""
        pairs = [name.partition("/") for name in self.files if "/" in name]
        if behaviours:
            return [file.removesuffix(".yaml") for folder, _, file in pairs if folder == BEHAVIOURS]
        return list(dict.fromkeys(folder for folder, _, _ in pairs if folder != BEHAVIOURS))

    def own(self, name: str) -> bool:
        """Whether any file of a type is the network's own."""
        return name in self._with_own

    def _own_file(self, name: str) -> bool:
        file = self.files.get(name)
        return file is not None and file.own

    def has_own(self, name: str, route: Route) -> bool:
        """Whether a file is the network's own and, if it can, speaks of the route's field."""
        file, source = self.files.get(name), self.sources.get(name)
        if file is None or not file.own or source is None:
            return False
        spoken = [step for step in route[:2] if isinstance(step, str)]
        return len(spoken) < len(("properties", "field")) or route[:2] in source.places

    def parts(self, name: str) -> Parts:
        """What the folder of one type holds; what of it cannot be used is in ``unread``."""
        missing = [file for file in NEEDED if f"{name}/{file}" not in self.files]
        declaration, schema = self.yaml(f"{name}/type.yaml"), self.yaml(f"{name}/schema.yaml")
        where = f"{OVERRIDES}{name}" if self.own(name) else f"tools/handbook/types/{name}"
        for file in missing:
            self.say(DECLARATION, where, f"the content type {name} has no {file}")
        wanted = self._example(name, declaration, where)
        read = {"type.yaml": declaration, "schema.yaml": schema}
        return Parts(
            name=name,
            declaration=declaration or {},
            schema=schema or {},
            template=self.text(f"{name}/page.md.j2"),
            example=self.text(f"{name}/{wanted}"),
            example_name=wanted,
            start=self.text(f"{name}/{wanted.replace('example', 'start')}"),
            origin=where if self.own(name) else BUILT_IN,
            own_template=self._own_file(f"{name}/page.md.j2"),
            unread=frozenset(file for file, data in read.items() if data is None),
        )

    def _example(self, name: str, declaration: Mapping[str, Any] | None, where: str) -> str:
        """The name of a type's example. If its format cannot be known, either will do."""
        examples = [e for e in ("example.yaml", "example.md") if f"{name}/{e}" in self.files]
        form = (declaration or {}).get("format")
        if form not in ("yaml", "markdown") and examples:
            return examples[0]
        wanted = "example.md" if form == "markdown" else "example.yaml"
        if wanted not in examples:
            self.say(DECLARATION, where, f"the content type {name} has no {wanted}")
        return wanted


def nearest(source: Source | None, route: Route) -> Place | None:
    """The place of a route in a file, or of the nearest thing around it."""
    if source is None:
        return None
    for end in range(len(route), -1, -1):
        if route[:end] in source.places:
            return source.places[route[:end]]
    return Place(1)
