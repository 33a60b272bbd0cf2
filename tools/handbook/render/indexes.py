"""Lists: one page per content type, and the register of all documents in all standings."""

from __future__ import annotations


from handbook.assess.words import WORDS, State
from handbook.render.context import Context, named
from handbook.render.meta import make_page
from handbook.render.writing import Columns, Md, heading, in_words, inline, until, written_date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.types.model import ContentType
    from handbook.render.model import Page
    from handbook.load.model import Record
    from handbook.assess.model import Standing
    from collections.abc import Iterator, Sequence

ORDER = (
    State.IN_FORCE,
    State.IN_CONSULTATION,
    State.PROPOSED,
    State.SUSPENDED,
    State.UNKNOWN,
    State.LAPSED,
    State.SUPERSEDED,
    State.WITHDRAWN,
)
"""The order in which standings are listed: what may be used first, what is gone last."""

_HOME = (("Home", "index.md"),)


def index_pages(context: Context) -> Iterator[Page]:
    """An index for every content type that has a folder."""
    for kind in context.registry.types.values():
        if kind.folder:
            yield _index(context, kind)


def _index(context: Context, kind: ContentType) -> Page:
    here = f"{kind.folder}/index.md"
    records = _shown(context, context.registry.of_type(kind.name))
    if kind.has("endorsable"):
        body = by_standing(context, here, records)
    else:
        body = _listed(context, here, kind, records)
    empty = "" if records else f"There are no {inline(kind.plural.lower())} yet."
    parts = [
        f"{inline(kind.description)}\n{{: .hb-lead }}",
        body or empty,
        _not_shown(context, here, kind),
    ]
    markdown = "\n\n".join(filter(None, parts))
    return make_page(
        context, here, kind.plural, markdown, kind="index", trail=_HOME,
        kind_of_record=kind.name,
    )  # fmt: skip


def _shown(context: Context, records: Sequence[Record]) -> tuple[Record, ...]:
    kept = (record for record in records if record.id not in context.quarantined)
    return tuple(sorted(kept, key=lambda r: (context.label(r.id).casefold(), r.id)))


def _not_shown(context: Context, here: str, kind: ContentType) -> str:
    ids = [
        one for one in sorted(context.quarantined)
        if context.places.page(one).startswith(f"{kind.folder}/")
    ]  # fmt: skip
    if not ids:
        return ""
    lines = [f"* {context.link(here, one)}" for one in ids]
    return "\n".join([heading(2, "Cannot be shown", "hb-quarantined"), "", *lines])


def by_standing(context: Context, here: str, records: Sequence[Record]) -> str:
    """Documents in tables, one for each state, each row with its words and its date."""
    grouped: dict[State, list[tuple[Record, Standing]]] = {}
    for record in records:
        standing = context.standing(record.id)
        if standing is not None:
            grouped.setdefault(standing.state, []).append((record, standing))
    parts = []
    for state in ORDER:
        if state in grouped:
            word = WORDS[state]
            parts += [
                heading(2, word.label, f"hb-{state.replace(' ', '-')}"),
                inline(word.meaning),
                _documents(context, here, grouped[state], in_force=state is State.IN_FORCE),
            ]
    return "\n\n".join(parts)


def _documents(
    context: Context, here: str, rows: Sequence[tuple[Record, Standing]], *, in_force: bool
) -> Md:
    names = ("Document", "Standing", "Use until", "Owner")
    if not in_force:
        names = ("Document", "Standing", "Use instead", "Owner")
    return Columns(*names).table(
        (
            context.link(here, record.id),
            context.tags(standing),
            until(standing.until, otherwise="Check first")
            if in_force
            else _instead(context, here, standing),
            _owner(context, here, record),
        )
        for record, standing in rows
    )


def _instead(context: Context, here: str, standing: Standing) -> Md:
    return context.link(here, standing.successor) if standing.successor else Md("")


def _owner(context: Context, here: str, record: Record) -> Md:
    owner = str(record.get("owner", ""))
    return context.link(here, owner) if owner else Md("")


def _listed(context: Context, here: str, kind: ContentType, records: Sequence[Record]) -> str:
    """Records that have no standing: what they are called and a line about each."""
    listing = _LISTINGS.get(kind.name, _plainly)
    return listing(context, here, records)


def _plainly(context: Context, here: str, records: Sequence[Record]) -> str:
    rows = ((context.link(here, r.id), r.get("summary", "")) for r in records)
    return Columns("Name", "What it is").table(rows)


def _organisations(context: Context, here: str, records: Sequence[Record]) -> str:
    order = {"hub": 0, "spoke": 1, "partner": 2}
    ranked = sorted(records, key=lambda r: order.get(str(r.get("role")), 3))
    return Columns("Organisation", "Kind", "Part in the network", "Area").table(
        (
            context.link(here, r.id),
            in_words(r.get("kind", "")),
            in_words(r.get("role", "")),
            r.get("area", ""),
        )
        for r in ranked
    )


def _posts(context: Context, here: str, records: Sequence[Record]) -> str:
    return Columns("Post", "Organisation", "Now").table(
        (
            context.link(here, r.id),
            context.link(here, str(r.get("organisation", ""))),
            Md(f"Vacant since {written_date(r.get('vacant-since'))}")
            if r.get("vacant-since")
            else "Filled",
        )
        for r in records
    )


def _meetings(context: Context, here: str, records: Sequence[Record]) -> str:
    newest = sorted(records, key=lambda r: (str(r.get("date")), r.id), reverse=True)
    ahead = [r for r in reversed(newest) if r.get("state") == "scheduled"]
    past = [r for r in newest if r.get("state") != "scheduled"]
    parts = []
    for title, some in (("To come", ahead), ("Held or called off", past)):
        if some:
            table = Columns("Date", "Meeting", "State", "Decisions").table(
                (
                    written_date(r.get("date")),
                    context.link(here, r.id),
                    in_words(r.get("state", "")),
                    str(len(context.pointing_at(r.id, "decision")) or ""),
                )
                for r in some
            )
            parts += [heading(2, title), table]
    return "\n\n".join(parts)


def _decisions(context: Context, here: str, records: Sequence[Record]) -> str:
    from handbook.render.linked import KINDS  # noqa: PLC0415 - linked is a sibling that lists too

    def day(record: Record) -> str:
        return str(record.get("date") or context.value(str(record.get("meeting")), "date"))

    newest = sorted(records, key=lambda r: (day(r), r.id), reverse=True)
    return Columns("Date", "Decision", "What it did", "Documents").table(
        (
            written_date(day(r)),
            context.link(here, r.id),
            KINDS.get(str(r.get("kind")), ""),
            Md(", ".join(
                context.link(here, str(d.get("document", ""))) for d in r.get("documents") or ()
            )),
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
            parts += [heading(2, title), table]
    return "\n\n".join(parts)


def _policies(context: Context, here: str, records: Sequence[Record]) -> str:
    def counted(record: Record) -> tuple[object, ...]:
        coverage = context.assessment.coverage.get(record.id)
        counts = coverage.counts() if coverage else {}
        words = ("full", "partial", "none", "not applicable", "not judged")
        return tuple(str(counts.get(word, 0)) for word in words)

    names = ("Addressed", "Partly", "Not addressed", "Not applicable", "Not judged")
    table = Columns("Policy", "Publisher", *names)
    return table.table(
        (context.link(here, r.id), r.get("publisher", ""), *counted(r)) for r in records
    )


def _mappings(context: Context, here: str, records: Sequence[Record]) -> str:
    return Columns("Mapping", "Policy", "Items judged").table(
        (
            context.link(here, r.id),
            context.link(here, str(r.get("policy", ""))),
            str(len(r.get("judgements") or ())),
        )
        for r in records
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
    "organisation": _organisations,
    "post": _posts,
    "meeting": _meetings,
    "decision": _decisions,
    "action": _actions,
    "policy": _policies,
    "policy-mapping": _mappings,
    "glossary-term": _glossary,
}
"""Content types whose index shows more than a name and a summary."""


def register_page(context: Context) -> Page:
    """Every document of the network, whatever its standing."""
    here = "register/index.md"
    intro = (
        "Every document of the network, whatever its standing. Only what is in force may be relied "
        "on, and only until the date beside it.\n{: .hb-lead }"
    )
    documents = _shown(context, context.registry.with_behaviour("endorsable"))
    parts = [intro, by_standing(context, here, documents)]
    hidden = [f"* {named(context, here, one)}" for one in sorted(context.quarantined)]
    if hidden:
        parts += [heading(2, "Cannot be shown", "hb-quarantined"), "\n".join(hidden)]
    return make_page(context, here, "Register", "\n\n".join(parts), kind="index", trail=_HOME)
