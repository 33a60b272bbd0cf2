"""Links and images in the text of a record."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from handbook.assess.texts import place_in_body
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices
from handbook.source.words.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.texts import Texts
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.source.markdown.parsing import Link

LNK001 = Code(
    id="LNK001",
    severity=Severity.ERROR,
    title="Links to a file that is not there",
    explanation=(
        "A link between pages is written as the way from this file to the other, such as"
        " `[advance care planning](../guidelines/advance-care-planning.md)`, so that it also works"
        " where the files are kept. This one leads to no file of the registry. `../` means one"
        " folder up."
    ),
    waivable=True,
)
LNK002 = Code(
    id="LNK002",
    severity=Severity.ERROR,
    title="Links to a file that is not a page",
    explanation=(
        "The file exists but readers get no page for it: only records have pages, and only a"
        " record's own attachments are published with it. Link to the page of a record, or put the"
        " file under `registry/attachments/` in the folder named after this record."
    ),
)
LNK003 = Code(
    id="LNK003",
    severity=Severity.ERROR,
    title="Links to a place that is not on the page",
    explanation=(
        "The part of a link after `#` names a heading, a stage or a recommendation of the page it"
        " leads to. There is none with that name, so the reader would land at the top of the page"
        " and might read the wrong part."
    ),
    waivable=True,
)
LNK004 = Code(
    id="LNK004",
    severity=Severity.ERROR,
    title="Links out of the registry",
    explanation=(
        "A link between pages may only lead to files of the registry, and starts from this file:"
        " it never climbs out of `registry/`. For a page on the web"
        " write its whole address, beginning with `https://`."
    ),
)
LNK005 = Code(
    id="LNK005",
    severity=Severity.WARNING,
    title="A public page links to a page for members",
    explanation=(
        "This page is public and the page it links to is for members, so in the public handbook"
        " the link is shown as plain words. Either may be right: say so by changing the visibility"
        " of one of them, or leave it."
    ),
    waivable=True,
)
LNK006 = Code(
    id="LNK006",
    severity=Severity.ERROR,
    title="An image that is not kept with the record",
    explanation=(
        "Images are shown only from the record's own attachments. An image from elsewhere could"
        " change without anybody deciding so, and would tell that other place who reads the page."
        " Keep it in `registry/attachments/`, in the folder named after this record."
    ),
)

OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@rule(LNK001, LNK002, LNK003, LNK004, LNK005, LNK006)
def lead_somewhere(record: Record, registry: Registry, texts: Texts) -> Iterator[Finding]:
    """Every link in a text leads to a page and a place that exist."""
    if not record.body:
        return
    links = texts.of(record).links
    broken = {file.path for file in registry.broken} if links else set()
    for link in links:
        for code, message, hint in _judge(link, record, registry.by_path, broken, texts):
            place = place_in_body(record, link.line, link.column)
            yield finding(code, record, message, hint=hint, place=place)


def _judge(
    link: Link, record: Record, by_path: Mapping[str, Record], broken: set[str], texts: Texts
) -> Iterator[tuple[Code, str, str]]:
    if OUTSIDE.match(link.href):
        return
    href, _, anchor = link.href.partition("#")
    if href.startswith("/"):
        return  # the profile of Markdown refuses it
    path = record.path
    if href:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
    if not path.startswith("registry/"):
        yield LNK004, f"the link “{link.href}” leads out of the registry", _WEB
        return
    if path in {attachment.path for attachment in record.attachments}:
        return
    if link.image:
        yield LNK006, f"“{link.href}” is not an attachment of this record", _attach(record)
        return
    target = by_path.get(path)
    if target is None:
        if path not in broken:
            yield _no_page(link, path, by_path)
        return
    yield from _arrive(anchor, record, target, texts)


_NAMED = "Give the one you mean an address of its own, ## Words {#a-name}, and link to that."
_WEB = "For a page on the web, write its whole address, beginning with https://"


def _attach(record: Record) -> str:
    return f"Put it in registry/attachments/{record.id}/ and link to it there."


def _no_page(link: Link, path: str, by_path: Mapping[str, Record]) -> tuple[Code, str, str]:
    if path.startswith(("registry/attachments/", "registry/_")):
        return LNK002, f"“{link.href}” is not a page of the handbook", "Link to a record's page."
    same_name = [
        known for known in by_path if posixpath.basename(known) == posixpath.basename(path)
    ]
    hint = f"Did you mean “{same_name[0]}”?" if same_name else nearest(path, by_path)
    hint = hint or "Check the name of the file, and how many folders up it is."
    return LNK001, f"the link “{link.href}” leads to “{path}”, which is not there", hint


def _arrive(
    anchor: str, record: Record, target: Record, texts: Texts
) -> Iterator[tuple[Code, str, str]]:
    anchors = texts.anchors(target) if anchor else frozenset()
    if anchor and unquote(anchor) not in anchors:
        where = "this page" if target is record else f"the page of “{target.id}”"
        if unquote(anchor) in texts.ambiguous(target):
            message = f"several headings on {where} could be “#{anchor}”"
            yield LNK003, message, _NAMED
        else:
            hint = nearest(unquote(anchor), anchors) or f"There are: {choices(sorted(anchors))}."
            yield LNK003, f"there is no place called “#{anchor}” on {where}", hint
    if record.get("visibility") == "public" and target.get("visibility") != "public":
        message = f"this page is public; “{target.id}”, to which it links, is for members"
        yield LNK005, message, "In the public handbook the link becomes plain words."
