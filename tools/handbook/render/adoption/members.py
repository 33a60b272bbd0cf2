"""A member organisation's own page: what is meant for it, and what it answered when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.uptake import count
from handbook.assess.words import Local
from handbook.render.adoption.records import record_label, record_mark
from handbook.render.adoption.words import (
    answer_tags,
    counted,
    details,
    is_late,
    of_organisation,
    since,
    still_ahead,
)
from handbook.render.context import Context, named
from handbook.render.evidence_link import bundle_link
from handbook.render.markdown.writing import Columns, Md, heading, inline, small, written_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handbook.assess.adoption.model import Position

_NOT_ASKED = "This organisation is not asked to adopt documents, and has recorded no answer."
_EXPLAINED = (
    "What the network endorsed, and what this organisation recorded that it does about it. Only "
    "its own records count; what needs somebody first stands first."
)


def member_questions(context: Context, here: str, record_id: str) -> dict[str, Callable[..., Md]]:
    """For the template of organisations: what is meant for it, and what it answered when."""
    return {
        "meant_for_it": lambda: meant_for_it(context, here, record_id),
        "answered_when": lambda: answered_when(context, here, record_id),
        "evidence_bundle": lambda: bundle_link(context, here, record_id),
    }


def meant_for_it(context: Context, here: str, organisation: str) -> Md:
    """Every document that an organisation is asked about or answered about, most urgent first."""
    positions = of_organisation(context, organisation)
    if not positions:
        return Md(_NOT_ASKED)
    ranked = sorted(
        positions,
        key=lambda position: (_urgency(context, position), context.label(position.document)),
    )
    table = Columns("Document", "Its answer", "Since", "Notes").table(
        _row(context, here, position) for position in ranked
    )
    title = heading(2, "What is meant for it", "hb-meant")
    return Md("\n\n".join([title, _EXPLAINED, numbers(context, positions), table]))


def _urgency(context: Context, position: Position) -> int:
    """What needs somebody first: a text out of use, what cannot be told, what is late, ..."""
    if position.unsupported:
        return 0
    if position.local is Local.UNKNOWN:
        return 1
    if position.outstanding:
        return 2 if is_late(context, position) else 3 if position.behind else 4
    return 5 if position.behind else 6


def _row(context: Context, here: str, position: Position) -> tuple[object, ...]:
    standing = context.standing(position.document)
    version = standing.version if standing and standing.in_force else ""
    under = small(f"Version {version} is in force" if version else "")
    by = small(Md(f"By: {context.link(here, position.answer.post)}")) if position.answer else ""
    ahead = small(still_ahead(context, position.document))
    return (
        Md(f"{named(context, here, position.document)} {under}"),
        answer_tags(context, here, position),
        since(position),
        Md(f"{by}{ahead} {details(context, here, position)}".strip()),
    )


def numbers(context: Context, positions: Sequence[Position]) -> Md:
    """How an organisation stands in numbers, as a list of sentences."""
    intended = [
        position for position in positions if position.intended and _in_force(context, position)
    ]
    late = sum(is_late(context, position) for position in positions)
    waiting = sum(position.outstanding for position in positions)
    today = count("", context.assessment.today, "", intended)
    of = counted(today.of, "document", "documents")
    those = "(of those meant for it that apply there)"
    older = sum(
        position.in_use and position.behind and not position.only_corrected for position in intended
    )
    unsupported = sum(position.unsupported for position in positions)
    untold = sum(position.local is Local.UNKNOWN for position in positions)
    stopped = "in use although the network does not stand behind the text"
    rows = [
        f"Uses {today.current} of {of} in the version in force {those}",
        _line(older, "in use in an older version"),
        _line(waiting, "answer outstanding", "answers outstanding")
        + (f", of which {late} late" if late else ""),
        _line(unsupported, stopped),
        _line(untold, "answer that cannot be told", "answers that cannot be told"),
    ]
    return Md("\n".join(f"* {inline(row)}" for row in rows if row))


def _line(number: int, singular: str, many: str = "") -> str:
    return counted(number, singular, many or singular) if number else ""


def _in_force(context: Context, position: Position) -> bool:
    standing = context.standing(position.document)
    return standing is not None and standing.in_force


def answered_when(context: Context, here: str, organisation: str) -> Md:
    """Every adoption record of an organisation, newest first, those that do not count marked."""
    names = context.assessment.adoption.records_by.get(organisation, ())
    own = [context.registry.records[name] for name in names]
    if not own:
        return Md("")
    newest = sorted(own, key=lambda r: (str(r.get("date")), r.id), reverse=True)
    links = {record.id: context.link(here, record.id, record_label(record)) for record in newest}
    table = Columns("Document", "Its answer", "On").table(
        (
            context.link(here, str(record.get("document"))),
            Md(f"{links[record.id]} {record_mark(context, here, record)}"),
            written_date(record.get("date")),
        )
        for record in newest
    )
    return Md(f"{heading(2, 'What it answered when', 'hb-answered')}\n\n{table}")
