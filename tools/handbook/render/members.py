"""A member organisation's own page, and the answers that are still to come from all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import Local, Tone
from handbook.render.adoption import (
    answer_tags,
    counted,
    details,
    is_late,
    of_organisation,
    since,
    still_ahead,
)
from handbook.render.answers import now, said
from handbook.render.context import Context, named
from handbook.render.evidence_link import bundle_link
from handbook.render.writing import (
    Columns,
    Md,
    heading,
    inline,
    plain_tag,
    small,
    until,
    written_date,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from handbook.assess.adoption import Position

_NOT_ASKED = "This organisation is not asked to adopt documents, and has recorded no answer."
_ASKED = (
    "Member organisations that are asked about a version in force and have not answered about it. "
    "Until they do, nobody may take it as adopted there."
)
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
    applies = [one for one in asked if one.local is not Local.NOT_APPLICABLE]
    of = counted(len(applies), "document", "documents")
    using = sum(one.up_to_date for one in asked)
    rows = [
        f"Uses {using} of {of} in the version in force (of those meant for it that apply there)",
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
    own = [r for r in context.registry.of_type("adoption") if r.get("organisation") == organisation]
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
    return Md(f"{heading(2, 'What it adopted when', 'hb-answered')}\n\n{table}")


def outstanding_answers(context: Context, here: str) -> list[str]:
    """A section for the page of what falls due: who is still to answer, those late first."""
    rows = []
    for organisation in context.assessment.adoption.organisations:
        waiting = [one for one in of_organisation(context, organisation) if one.outstanding]
        if waiting:
            late = sum(is_late(context, one) for one in waiting)
            days = sorted(one.due for one in waiting if one.due is not None)
            rows.append((late, days, organisation, len(waiting)))
    if not rows:
        return []
    rows.sort(key=lambda row: (-row[0], not row[1], row[1], context.label(row[2])))
    table = Columns("Organisation", "Answers outstanding", "First due").table(
        (_who(context, here, organisation), _how_many(number, late), _first(context, days))
        for late, days, organisation, number in rows
    )
    return [heading(2, "Answers outstanding", "hb-answers"), _ASKED, table]


def _who(context: Context, here: str, organisation: str) -> Md:
    champion = str(context.value(organisation, "champion") or "")
    speaks = context.link(here, champion) if champion else "nobody named"
    link = context.link(here, organisation, anchor="hb-meant")
    return Md(f"{link} {small(Md(f'Champion: {speaks}'))}")


def _how_many(number: int, late: int) -> Md:
    words = inline(counted(number, "answer", "answers"))
    return Md(f"{words} {plain_tag(f'{late} late', Tone.CARE)}") if late else words


def _first(context: Context, days: Sequence[date]) -> Md:
    """The first day by which one of them should be there."""
    if not days:
        return Md("No day is set")
    return inline(days[0]) if days[0] < context.stamp.today else until(days[0])
