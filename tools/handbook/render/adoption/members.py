"""A member organisation's own page: what is meant for it, and what it answered when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.uptake import count
from handbook.assess.words import Local
from handbook.render.adoption.records import now, said
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
    found = of_organisation(context, organisation)
    if not found:
        return Md(_NOT_ASKED)
    ranked = sorted(found, key=lambda one: (_urgency(context, one), context.label(one.document)))
    table = Columns("Document", "Its answer", "Since", "What there is to know").table(
        _row(context, here, one) for one in ranked
    )
    title = heading(2, "What is meant for it", "hb-meant")
    return Md("\n\n".join([title, _EXPLAINED, numbers(context, found), table]))


def _urgency(context: Context, one: Position) -> int:
    """What needs somebody first: a text out of use, what cannot be told, what is late, ..."""
    if one.unsupported:
        return 0
    if one.local is Local.UNKNOWN:
        return 1
    if one.outstanding:
        return 2 if is_late(context, one) else 3 if one.behind else 4
    return 5 if one.behind else 6


def _row(context: Context, here: str, one: Position) -> tuple[object, ...]:
    standing = context.standing(one.document)
    version = standing.version if standing and standing.in_force else ""
    under = small(f"Version {version} is in force" if version else "")
    by = small(Md(f"By: {context.link(here, one.answer.post)}")) if one.answer else ""
    return (
        Md(f"{named(context, here, one.document)} {under}"),
        answer_tags(context, here, one),
        since(one),
        Md(
            f"{by}{small(still_ahead(context, one.document))} {details(context, here, one)}".strip()
        ),
    )


def numbers(context: Context, found: Sequence[Position]) -> Md:
    """How an organisation stands in numbers, as a list of sentences."""
    asked = [one for one in found if one.intended and _in_force(context, one)]
    late = sum(is_late(context, one) for one in found)
    waiting = sum(one.outstanding for one in found)
    today = count("", context.assessment.today, "", asked)
    of = counted(today.of, "document", "documents")
    those = "(of those meant for it that apply there)"
    rows = [
        f"Uses {today.current} of {of} in the version in force {those}",
        _line(sum(one.in_use and one.behind and not one.only_corrected for one in asked),
              "in use in an older version"),
        _line(waiting, "answer outstanding", "answers outstanding")
        + (f", of which {late} late" if late else ""),
        _line(sum(one.unsupported for one in found), "in use although the network does not stand "
              "behind the text"),
        _line(sum(one.local is Local.UNKNOWN for one in found), "answer that cannot be told",
              "answers that cannot be told"),
    ]  # fmt: skip
    return Md("\n".join(f"* {inline(row)}" for row in rows if row))


def _line(number: int, one: str, many: str = "") -> str:
    return counted(number, one, many or one) if number else ""


def _in_force(context: Context, one: Position) -> bool:
    standing = context.standing(one.document)
    return standing is not None and standing.in_force


def answered_when(context: Context, here: str, organisation: str) -> Md:
    """Every adoption record of an organisation, newest first, those that do not count marked."""
    names = context.assessment.adoption.records_by.get(organisation, ())
    own = [context.registry.records[name] for name in names]
    if not own:
        return Md("")
    newest = sorted(own, key=lambda r: (str(r.get("date")), r.id), reverse=True)
    table = Columns("Document", "Its answer", "On").table(
        (
            context.link(here, str(record.get("document"))),
            Md(f"{context.link(here, record.id, said(record))} {now(context, here, record)}"),
            written_date(record.get("date")),
        )
        for record in newest
    )
    return Md(f"{heading(2, 'What it answered when', 'hb-answered')}\n\n{table}")
