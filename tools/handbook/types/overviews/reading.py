"""The overviews of a registry: those that come with the tool, and the network's own over them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from handbook.finding import Finding
from handbook.source import read_yaml
from handbook.types.codes import OVERVIEW
from handbook.types.declaring.declare import plain_name
from handbook.types.declaring.listing import ELSEWHERE, LAST
from handbook.types.folders import OVERRIDES, File, nearest
from handbook.types.overviews.declaring import check_overview
from handbook.types.overviews.model import DECLARED, FOLDER, TEMPLATE, Overview

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from handbook.types.model import Types

_OWN = f"{OVERRIDES}{FOLDER}/"


def load_overviews(
    overrides: Mapping[str, bytes], types: Types
) -> tuple[tuple[Overview, ...], tuple[Finding, ...]]:
    """All overviews in the order in which they are shown, and what is wrong with them.

    ``overrides`` are the files below ``registry/_types/``, by path from the repository's top: each
    adds a file to an overview, or takes the place of the file that came with the tool. One that
    cannot be used is left out, with findings; one that came with the tool is then used as it came.
    """
    own = {path: raw for path, raw in overrides.items() if path.startswith(_OWN)}
    return _overviews(own, types) if own else _shipped(tuple(types))


@cache
def _shipped(types: tuple[str, ...]) -> tuple[tuple[Overview, ...], tuple[Finding, ...]]:
    """The overviews that come with the tool, which cannot change while it runs."""
    return _overviews({}, types)


def _overviews(
    own: Mapping[str, bytes], types: Collection[str]
) -> tuple[tuple[Overview, ...], tuple[Finding, ...]]:
    files = dict(shipped_files())
    shipped = sorted({name for name, _ in files})
    for path, raw in sorted(own.items()):
        name, _, file = path.removeprefix(_OWN).partition("/")
        if file in (DECLARED, TEMPLATE) and plain_name(name):
            files[name, file] = File(path, raw, own=True)
    overviews: list[Overview] = []
    findings: list[Finding] = []
    for name in sorted({name for name, _ in files}):
        overview = _read(name, files, types, findings)
        if overview is None and name in shipped:
            overview = _read(name, shipped_files(), types, [])
        if overview is not None:
            overviews.append(overview)
    in_order = sorted(overviews, key=lambda overview: (overview.order, overview.name))
    return tuple(in_order), tuple(findings)


@cache
def shipped_files() -> Mapping[tuple[str, str], File]:
    """The files that come with the tool, by the name of the overview and that of the file."""
    from importlib.resources import files  # noqa: PLC0415  only where files are read

    top = files("handbook.types").joinpath(FOLDER)
    shipped = {
        (folder.name, file.name): File(
            f"tools/handbook/types/{FOLDER}/{folder.name}/{file.name}", file.read_bytes(), own=False
        )
        for folder in top.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.is_file()
    }
    return dict(sorted(shipped.items()))


def _read(
    name: str,
    files: Mapping[tuple[str, str], File],
    types: Collection[str],
    findings: list[Finding],
) -> Overview | None:
    """One overview; ``None``, with findings, if it cannot be used."""
    wrong = list(_missing(name, files))
    declared, template = files.get((name, DECLARED)), files.get((name, TEMPLATE))
    declaration: Mapping[str, Any] | None = None
    if declared is not None:
        source = read_yaml(declared.raw, declared.path)
        wrong += source.findings
        declaration = source.data
        wrong += [
            Finding(
                problem.code, declared.path, problem.message, problem.hint, problem.route,
                nearest(source, problem.route),
            )
            for problem in (check_overview(declaration, types) if declaration is not None else ())
        ]  # fmt: skip
    text = _text(template, wrong)
    findings += wrong
    if wrong or declaration is None or template is None:
        return None
    return Overview(
        name=name,
        title=declaration["title"],
        description=declaration["description"],
        shows=tuple(declaration["shows"]),
        section=declaration.get("section", ELSEWHERE),
        order=declaration.get("order", LAST),
        template=text,
        source=template.path,
        own=template.own,
        known=frozenset(types),
        yearly="each" in declaration,
    )


def _missing(name: str, files: Mapping[tuple[str, str], File]) -> Iterator[Finding]:
    for file in (DECLARED, TEMPLATE):
        if (name, file) not in files:
            yield Finding(OVERVIEW, f"{_OWN}{name}", f"the overview {name} has no {file}")


def _text(template: File | None, wrong: list[Finding]) -> str:
    try:
        return template.raw.decode("utf-8").replace("\r\n", "\n") if template else ""
    except UnicodeDecodeError:
        if template:
            wrong.append(Finding(OVERVIEW, template.path, "this file is not UTF-8 text"))
        return ""
