"""Lists: one page per content type, and the register of all documents in all standings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State, Timeliness
from handbook.render.context import Context, named
from handbook.render.frame.meta import make_page
from handbook.render.frame.notes import will_stop
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import (
    DOCUMENT,
    STANDING,
    Columns,
    Md,
    bullets,
    heading,
    inline,
    small,
    until,
)
from handbook.render.offering import offered_on
from handbook.render.pictures.groups import groups_picture
from handbook.render.pictures.network import network_picture
from handbook.render.registers.listings import listed
from handbook.render.registers.narrowing import ORDER, Listing, narrowing
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record
    from handbook.render.model import Page
    from handbook.types.model import ContentType

DATES = "Dates"
"""The column of the day until which a text may be used, or on which its review was due."""

_DAYS = {
    State.IN_FORCE: DATES,
    State.IN_CONSULTATION: "Comment by",
    State.PROPOSED: "In effect from",
}
"""The day that matters in each standing; the others have none."""


def index_pages(context: Context) -> Iterator[Page]:
    """A list for every content type that has one."""
    for kind in context.registry.types.values():
        if context.has_list(kind):
            yield _index(context, kind)


def _index(context: Context, kind: ContentType) -> Page:
    here = f"{kind.folder}/index.md"
    records = shown_by_name(context, context.registry.of_type(kind.name))
    if kind.has("endorsable"):
        listing = by_standing(context, here, records)
    else:
        listing = listed(context, here, kind, records)
    empty = "" if records else f"There are no {inline(kind.plural.lower())} yet."
    parts = [
        f"{inline(kind.description)}\n{{: .hb-lead }}",
        listing.markdown or empty,
        _not_shown(context, here, kind),
        bullets(offered_on(context, here)),
    ]
    markdown = "\n\n".join(filter(None, parts))
    return make_page(
        context, here, kind.plural, markdown, kind="index", trail=HOME,
        kind_of_record=kind.name, narrow=narrowing(context, listing),
        picture=_picture(context, kind, records),
    )  # fmt: skip


def _picture(context: Context, kind: ContentType, records: Sequence[Record]) -> dict[str, Any]:
    """What is drawn above a list: the network above its organisations, powers above groups."""
    if kind.name == KnownType.ORGANISATION:
        return network_picture(context, records)
    return groups_picture(context) if kind.has("group") and records else {}


def shown_by_name(context: Context, records: Sequence[Record]) -> tuple[Record, ...]:
    """Those of some records that can be shown, by what readers know them by."""
    kept = (record for record in records if record.id not in context.quarantined)
    return tuple(sorted(kept, key=lambda r: (context.label(r.id).casefold(), r.id)))


def _not_shown(context: Context, here: str, kind: ContentType) -> str:
    ids = [
        record_id for record_id in sorted(context.quarantined)
        if context.places.page(record_id).startswith(f"{kind.folder}/")
    ]  # fmt: skip
    if not ids:
        return ""
    lines = [f"* {context.link(here, record_id)}" for record_id in ids]
    return "\n".join([heading(2, "Cannot be shown", "hb-quarantined"), "", *lines])


def by_standing(context: Context, here: str, records: Sequence[Record]) -> Listing:
    """Documents in tables, one for each state, each row with its words and its date.

    However they are sorted, what may not be used never stands among what may.
    """
    grouped: dict[State, list[tuple[Record, Standing]]] = {}
    for record in records:
        standing = context.standing(record.id)
        if standing is not None:
            grouped.setdefault(standing.state, []).append((record, standing))
    parts: list[str] = []
    rows: list[Record] = []
    for state in ORDER:
        if state in grouped:
            word = WORDS[state]
            rows += [record for record, _ in grouped[state]]
            parts += [
                heading(2, word.label, f"hb-{state.replace(' ', '-')}"),
                inline(word.meaning),
                _documents(context, here, grouped[state], _DAYS.get(state, "")),
            ]
    return Listing(Md("\n\n".join(parts)), tuple(rows), (DOCUMENT, DATES, "Owner"))


def _documents(
    context: Context, here: str, rows: Sequence[tuple[Record, Standing]], day: str
) -> Md:
    """Documents with how each stands, and under the name ``day`` the day that matters, if any."""
    return Columns(DOCUMENT, STANDING, day or DATES, "Owner").table(
        (
            context.link(here, record.id),
            _stands(context, standing, here),
            _day(standing) if day else "",
            _owner(context, here, record),
        )
        for record, standing in rows
    )


def of_any_standing(context: Context, here: str, records: Sequence[Record]) -> Md:
    """Documents with how each stands, what may be used first, and days that say what they are."""
    standings = [(record, standing) for record in records
                 if (standing := context.standing(record.id)) is not None]  # fmt: skip
    return Columns(DOCUMENT, STANDING, DATES).table(
        (
            context.link(here, record.id),
            _stands(context, standing, here),
            _named_day(standing),
        )
        for record, standing in sorted(standings, key=lambda pair: ORDER.index(pair[1].state))
    )


def _stands(context: Context, standing: Standing, here: str) -> Md:
    """How a document stands, then what to use instead: no badge is read as that of the other."""
    lines = [context.tags(standing)]
    instead = context.replacement(standing)
    if instead is not None:
        named = context.link(here, instead.document) if instead.live else ""
        words = Md(". ".join(filter(None, (named, inline(instead.text)))))
        lines.append(small(Md(f"{inline(instead.label)}: {words}")))
    if standing.stopping:
        lines.append(small(Md(f"{inline(will_stop(standing))}.")))
    return Md(" ".join(lines))


def _owner(context: Context, here: str, record: Record) -> Md:
    """Who looks after a document."""
    owner = str(record.get("owner", ""))
    return context.link(here, owner) if owner else Md("")


def _named_day(standing: Standing) -> Md:
    """The day that matters, with what it is."""
    day = _day(standing)
    called = _DAYS.get(standing.state, DATES)
    return Md(f"{inline(called)} {day}") if day and called != DATES else day


def _day(standing: Standing) -> Md:
    match standing.state:
        case State.IN_FORCE:
            return in_force_until(standing)
        case State.IN_CONSULTATION:
            return until(standing.consultation.closes if standing.consultation else None)
        case _:
            return inline(standing.upcoming.event.effective if standing.upcoming else None)


def in_force_until(standing: Standing | None) -> Md:
    """Until when a document may be used; of a day that has passed, what was due on it."""
    if standing is None or standing.until is None:
        return inline("Check first")
    if standing.timeliness is Timeliness.EXPIRED and standing.expires:
        return inline(f"Endorsed until {long_date(standing.expires)}, which has passed")
    if standing.timeliness is Timeliness.OVERDUE and standing.review_due:
        return inline(f"Review was due {long_date(standing.review_due)}")
    return until(standing.until, before="Use until ")


def register_page(context: Context) -> Page:
    """Every document of the network, whatever its standing."""
    here = "register/index.md"
    intro = (
        "Every document of the network, whatever its standing. Only what is in force may be relied "
        "on, and only until the date beside it.\n{: .hb-lead }"
    )
    listing = by_standing(context, here, endorsable(context))
    parts = [intro, listing.markdown]
    hidden = [f"* {named(context, here, record_id)}" for record_id in sorted(context.quarantined)]
    if hidden:
        parts += [heading(2, "Cannot be shown", "hb-quarantined"), "\n".join(hidden)]
    parts.append(bullets(offered_on(context, here)))
    return make_page(
        context, here, "Register", "\n\n".join(parts), kind="index", trail=HOME,
        narrow=narrowing(context, listing),
    )  # fmt: skip


def endorsable(context: Context) -> tuple[Record, ...]:
    """Every document that can be shown, whatever its standing, by its name."""
    return shown_by_name(context, context.registry.with_behaviour("endorsable"))
