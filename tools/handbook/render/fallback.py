"""A record whose page cannot be made is shown in a plainer way, and it is said why.

A network's own template can fail, or yield what is refused. The text of a record and how it stands
do not depend on it: first the template that came with the tool takes its place, then a plain page
with the same box, and at last the page that says that nothing can be shown. So a stop reaches its
readers whatever somebody wrote into a template.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.render.markdown.output import refuse_strange
from handbook.render.markdown.templating import RefusedOutput, built_in
from handbook.render.model import FailedPage
from handbook.render.pages.quarantined import quarantine_page
from handbook.render.pages.records import record_pages
from handbook.render.problem import PageProblem
from handbook.types import shipped_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.render.markdown.templating import ForbiddenMarkup
    from handbook.render.markdown.texts import Shown
    from handbook.render.model import Page


PLAIN = "plain.md.j2"
_NOTHING = "a page that says that it cannot be shown"


@dataclass(frozen=True, slots=True)
class RecordPages:
    """The pages of one record, each looked through, and the texts whose attachments they need.

    ``fault`` says what was wrong with the first way to make them, and what readers get instead;
    ``refusals`` what is refused of a page for which there is no other way.
    """

    pages: tuple[Page, ...]
    texts: tuple[Shown, ...] = ()
    fault: FailedPage | None = None
    refusals: tuple[ForbiddenMarkup, ...] = ()


def safe_pages(context: Context, record: Record) -> RecordPages:
    """The pages of a record, made in the best way that works."""
    first: PageProblem | None = None
    for instead, source in _ways(context, record):
        changed = context if source is None else _with_template(context, record, source)
        try:
            made = list(record_pages(changed, record))
            refuse_strange((page for page, _ in made), context.registry.bodies)
        except PageProblem as problem:
            first = first or problem
            continue
        fault = _fault(context, record, first, instead) if first else None
        texts = tuple(text for _, text in made if text is not None)
        return RecordPages(tuple(page for page, _ in made), texts, fault)
    held = replace(context, quarantined={**context.quarantined, record.id: _why(first)})
    page = quarantine_page(held, record.id)
    refuse_strange((page,), context.registry.bodies)
    fault = _fault(context, record, first, _NOTHING) if first else None
    return RecordPages((page,), fault=fault)


def _fault(context: Context, record: Record, first: PageProblem, instead: str) -> FailedPage:
    """What went wrong the first way, at the template if that is the network's own and to blame."""
    blamed = context.kind(record).own_template and instead != _NOTHING
    path = f"registry/_types/{record.type}/page.md.j2" if blamed else record.path
    line = first.line if blamed else 0
    return FailedPage(record.id, record.type, path, _why(first), instead, line)


def _why(problem: PageProblem | None) -> str:
    """What was wrong, without the page that it was wrong on: the same for all that it befell."""
    if isinstance(problem, RefusedOutput):
        met = dict.fromkeys(strange for refusal in problem.refusals for strange in refusal.met)
        return f"The page would hold what only the handbook may: {'; '.join(met)}"
    return str(problem)


def _ways(context: Context, record: Record) -> Iterator[tuple[str, str | None]]:
    """The templates to try one after the other, and what readers then get, in words."""
    yield "", None
    shipped = shipped_template(record.type)
    if shipped and shipped != context.kind(record).template:
        yield "the page of this type that comes with the tool", shipped
    yield "a plain page, with how it stands and its text", built_in(PLAIN)


def _with_template(context: Context, record: Record, source: str) -> Context:
    return replace(context, templates={**context.templates, record.type: source})
