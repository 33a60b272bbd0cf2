"""The whole handbook: its pages, and every file for other systems that is made beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.outputs.discovery import outputs
from handbook.outputs.index import index_file, index_json, index_schema
from handbook.outputs.model import CannotMakeError
from handbook.render.files import INDEX
from handbook.render.gathering import gather
from handbook.render.looking import look_through
from handbook.render.site import ClashError, pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handbook.assess.model import Assessment
    from handbook.finding import Code, Finding
    from handbook.outputs.model import Output
    from handbook.render.context import Context
    from handbook.render.files import OutputFile
    from handbook.render.model import LookedThrough, RuleExample, Site, Stamp


def handbook(
    assessment: Assessment,
    stamp: Stamp,
    *,
    findings: Sequence[Finding] = (),
    quarantined: Mapping[str, str] | None = None,
    codes: Sequence[Code] = (),
    examples: Mapping[str, RuleExample] | None = None,
    evidence: Mapping[str, bytes] | None = None,
) -> Site:
    """Every page and every output, as ``render.site.render`` makes the pages.

    A file that cannot be made is not there, and ``left_out`` of the site says why: whatever went
    wrong with it, nothing keeps a stop of a document from being published. Raises as ``render``.
    """
    bundles = evidence or {}
    context = gather(assessment, stamp, findings, quarantined or {}, codes, examples or {}, bundles)
    return with_outputs(context, outputs(), bundles)


def looked_through(
    assessment: Assessment,
    stamp: Stamp,
    *,
    findings: Sequence[Finding],
    quarantined: Mapping[str, str],
    codes: Sequence[Code],
    evidence: Iterable[str],
) -> LookedThrough:
    """Draw the pages of ``handbook`` one at a time and keep none; its files are not made.

    ``evidence`` are the organisations that have a bundle. Raises as ``render``.
    """
    bundles = dict.fromkeys(evidence, b"")
    context = gather(assessment, stamp, findings, quarantined, codes, {}, bundles)
    return with_offers(context, outputs(), bundles)


def with_offers(
    context: Context, all_outputs: Iterable[Output], bundles: Iterable[str]
) -> LookedThrough:
    """The pages of a context, looked through, and the paths of the files of some outputs.

    Raises ``ClashError`` as ``with_outputs``.
    """
    offered = tuple(_offered(context, all_outputs, {}))
    looked = look_through(replace(context, offered=offered), bundles)
    for file in offered:
        if file.path in looked.files:
            raise ClashError(f"Two files want the address /{file.path}")
    return replace(looked, files=looked.files + tuple(file.path for file in offered))


def with_outputs(
    context: Context, all_outputs: Iterable[Output], bundles: Mapping[str, bytes]
) -> Site:
    """The pages of a context, and the files of some outputs with the index of them all.

    Raises ``ClashError`` if two files, or a file and one of the pages', want one address.
    """
    left_out: dict[str, str] = {}
    offered = tuple(_offered(context, all_outputs, left_out))
    made = _made(offered, left_out)
    made[INDEX] = index_json(context, offered, made, left_out)
    kept = tuple(file for file in offered if file.path in made)
    site = pages_of(replace(context, offered=kept), bundles)
    for path in made.keys() & site.assets.keys():
        raise ClashError(f"Two files want the address /{path}")
    return replace(
        site,
        assets={**site.assets, **made},
        left_out=left_out,
        readers={file.path: file.reads for file in kept if file.reads is not None},
    )


def _offered(
    context: Context, all_outputs: Iterable[Output], left_out: dict[str, str]
) -> Iterator[OutputFile]:
    """Every file that this edition of the handbook has, each at an address of its own.

    An output that cannot say which files it has is put into ``left_out`` by its name.
    """
    seen: set[str] = set()
    for output in all_outputs:
        if context.stamp.public and not output.public:
            continue
        try:
            files = tuple(output.files(context))
        except Exception as problem:  # noqa: BLE001  no file for programs may hold back a stop
            left_out[output.name] = _failed(problem)
            continue
        for file in files:
            if file.path in seen:
                raise ClashError(f"Two files want the address /{file.path}")
            seen.add(file.path)
        yield from files
    yield index_schema()
    yield index_file()


def _made(offered: Iterable[OutputFile], left_out: dict[str, str]) -> dict[str, bytes]:
    """The bytes of each file; why there are none of some is put into ``left_out``."""
    made: dict[str, bytes] = {}
    for file in offered:
        try:
            made[file.path] = file.make()
        except CannotMakeError as problem:
            left_out[file.path] = str(problem)
        except Exception as problem:  # noqa: BLE001  no file for programs may hold back a stop
            left_out[file.path] = _failed(problem)
    return made


def _failed(problem: Exception) -> str:
    return f"Making it failed ({type(problem).__name__}: {problem})."
