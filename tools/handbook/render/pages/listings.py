"""Lists of records that have no standing: what each is called, and what matters about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import COVERAGE
from handbook.render.adoption.records import record_label, record_mark
from handbook.render.markdown.writing import (
    Columns,
    Md,
    heading,
    in_words,
    inline,
    slug,
    small,
    written_date,
)
from handbook.render.pages.columns import declared
from handbook.render.pages.linked import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType


def listed(context: Context, here: str, kind: ContentType, records: Sequence[Record]) -> str:
    """Records that have no standing: what they are called, and what matters about each."""
    listing = _LISTINGS.get(kind.name)
    if listing is not None:
        return listing(context, here, records)
    return declared(context, here, kind, records)


def _meetings(context: Context, here: str, records: Sequence[Record]) -> str:
    newest = sorted(records, key=lambda r: (str(r.get("date")), r.id), reverse=True)
    ahead = [r for r in reversed(newest) if r.get("state") == "scheduled"]
    past = [r for r in newest if r.get("state") != "scheduled"]
    parts = []
    for title, some in (("To come", ahead), ("Held or called off", past)):
        if some:
            table = Columns("Meeting", "State", "Decisions").table(
                (
                    context.link(here, r.id),
                    in_words(r.get("state", "")),
                    str(len(context.pointing_at(r.id, "decision")) or ""),
                )
                for r in some
            )
            parts += [heading(2, title, f"hb-{slug(title)}"), table]
    return "\n\n".join(parts)


def _decisions(context: Context, here: str, records: Sequence[Record]) -> str:
    def day(record: Record) -> str:
        return str(record.get("date") or context.value(str(record.get("meeting")), "date"))

    newest = sorted(records, key=lambda r: (day(r), r.id), reverse=True)
    return Columns("Decision", "Documents", "Date").table(
        (
            Md(f"{context.link(here, r.id)} {small(KINDS.get(str(r.get('kind')), ''))}"),
            Md(", ".join(
                context.link(here, str(d.get("document", ""))) for d in r.get("documents") or ()
            )),
            written_date(day(r)),
        )
        for r in newest
    )  # fmt: skip


def _actions(context: Context, here: str, records: Sequence[Record]) -> str:
    parts = []
    waiting = [r for r in records if not r.get("done")]
    over = [r for r in records if r.get("done")]
    for title, some, name in (("To do", waiting, "due"), ("Done", over, "done")):
        if some:
            ranked = sorted(some, key=lambda r: (str(r.get(name)), r.id))
            table = Columns("Action", "Owner", "Done on" if name == "done" else "Due").table(
                (
                    context.link(here, r.id),
                    context.link(here, str(r.get("owner", ""))),
                    written_date(r.get(name)),
                )
                for r in ranked
            )
            parts += [heading(2, title, f"hb-{slug(title)}"), table]
    return "\n\n".join(parts)


def _policies(context: Context, here: str, records: Sequence[Record]) -> str:
    def counted(record: Record) -> str:
        coverage = context.assessment.coverage.get(record.id)
        counts = coverage.counts() if coverage else {}
        numbers = ((counts.get(extent, 0), word) for extent, word in COVERAGE.items())
        return ", ".join(f"{number} {word.label.lower()}" for number, word in numbers if number)

    return Columns("Policy", "What holds today").table(
        (
            Md(f"{context.link(here, r.id)} {small(r.get('publisher', ''))}"),
            counted(r),
        )
        for r in records
    )


def _adoptions(context: Context, here: str, records: Sequence[Record]) -> str:
    newest = sorted(records, key=lambda r: (str(r.get("date")), r.id), reverse=True)
    return Columns("Document", "Organisation", "Its answer", "On").table(
        (
            context.link(here, str(r.get("document", ""))),
            context.link(here, str(r.get("organisation", ""))),
            Md(f"{context.link(here, r.id, record_label(r))} {record_mark(context, here, r)}"),
            written_date(r.get("date")),
        )
        for r in newest
    )


def _glossary(context: Context, here: str, records: Sequence[Record]) -> str:
    parts = []
    for record in records:
        short = record.get("abbreviation")
        words = f"{record.get('title', record.id)}{f' ({short})' if short else ''}"
        parts.append(heading(2, words, f"term-{record.id}"))
        parts.append(inline(record.get("definition", "")))
        if any(record.get(name) for name in ("source", "see-also", "adopted-by")):
            more = f"More about {record.get('title', record.id)}"
            parts.append(context.link(here, record.id, more))
    return "\n\n".join(parts)


_LISTINGS = {
    "meeting": _meetings,
    "decision": _decisions,
    "action": _actions,
    "adoption": _adoptions,
    "policy": _policies,
    "glossary-term": _glossary,
}
"""Types of the core whose list joins other records, or falls into parts. All others: `columns`."""
