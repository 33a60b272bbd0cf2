"""The first page: the ways in, whom to ring, what not to use now, what is in force, what is new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.render.adoption.follow_up import pointer
from handbook.render.adoption.words import PAGE
from handbook.render.context import Context, named
from handbook.render.frame.meta import make_page
from handbook.render.frame.ringing import numbers
from handbook.render.markdown.navigation import in_menu
from handbook.render.markdown.writing import DOCUMENT, STANDING, Columns, Md, heading, inline, tag
from handbook.render.pages.due import HERE as DUE
from handbook.render.pages.help import BADGES
from handbook.render.pages.linked import did
from handbook.render.registers.browse import ways
from handbook.render.registers.indexes import DATES, endorsable, in_force_until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.ledger.model import Event
    from handbook.load.model import Record
    from handbook.render.model import Page

HERE = "index.md"
_NEW_DAYS = 183
_NEW_MOST = 6
_LISTED_MOST = 60
"""So many documents in force are listed here; of more, only how many, and where they are."""
_LEAD = "What this network has agreed, and whether it may be relied on today."
_STOPPED = (State.SUSPENDED, State.UNKNOWN, State.LAPSED)
"""What somebody may hold in their hands and must not use, for as long as it is so."""
_STOPPED_MOST = 12
_GONE = (State.WITHDRAWN, State.SUPERSEDED)
"""The same for some time after it was decided."""
_HOW = "Nobody types a badge: it follows from the decisions of the network's groups."
_NOT_ADOPTION = (
    "says that the network stands behind a text. It does not say that your own organisation has "
    "adopted it."
)


_NOTHING_YET = (
    "No guideline or pathway is in force yet. [Every document, by how it stands](register/index.md)"
)


def home_page(context: Context) -> Page:
    """The page a member sees first."""
    network = context.registry.network()
    summary = network.get("summary") if network else None
    parts = [f"{_LEAD}\n{{: .hb-lead }}", f"{_ways_in(context)}\n{{: .hb-ways }}"]
    parts += [*_ring(context), *_not_now(context), *_in_force(context), *_new(context)]
    parts += [*_due(context), *_badges()]
    if network and summary:
        whole = context.link(HERE, network.id, "More about the network")
        parts += [heading(2, "Whose handbook this is", "hb-network"), inline(summary), whole]
    return make_page(
        context, HERE, context.network_title, "\n\n".join(parts), kind="home", found_as="Home",
        source=network.path if network else "",
    )  # fmt: skip


def _ways_in(context: Context) -> Md:
    """Links to the pages that a member at work is looking for: those of the menu's first part."""
    kinds = list(context.registry.types.values())
    first = [
        kind for kind in kinds
        if kind.folder and kind.section == kinds[0].section and in_menu(context, kind)
    ]  # fmt: skip
    links = [f"[{inline(way.title)}]({way.page})" for way in ways(context)]
    links += [f"[{inline(kind.plural)}]({kind.folder}/index.md)" for kind in first]
    links += ["[Every document](register/index.md)", f"[Local adoption]({PAGE})"]
    return Md(" ".join(links))


def _ring(context: Context) -> list[str]:
    """The network's urgent contacts, before anything that has to be read."""
    lines = [
        f"* [{inline(given['number'])}]({given['href']}) {inline(given['name'])}"
        f"{': ' if given['about'] else ''}{inline(given['about'])}"
        for given in numbers(context.assessment)
    ]
    return [heading(2, "Whom to ring", "hb-whom-to-ring"), "\n".join(lines)] if lines else []


def _not_now(context: Context) -> list[str]:
    """What may be in somebody's hands and may not be used, each with what to use instead."""
    since = context.assessment.today - timedelta(days=_NEW_DAYS)
    rows: list[tuple[int, str]] = []
    for record in endorsable(context):
        standing = context.standing(record.id)
        left = standing.state_event if standing else None
        lately = left is not None and left.decided >= since
        if standing and (standing.state in _STOPPED or (standing.state in _GONE and lately)):
            line = f"* {named(context, HERE, record.id)}"
            rows.append(((*_STOPPED, *_GONE).index(standing.state), line))
    if not rows:
        return []
    lines = [line for _, line in sorted(rows, key=lambda row: row[0])]
    if len(lines) > _STOPPED_MOST:
        more = len(lines) - _STOPPED_MOST
        lines[_STOPPED_MOST:] = [f"* and {more} more, in [Every document](register/index.md)"]
    return [heading(2, "Not to be used now", "hb-not-now"), "\n".join(lines)]


def _events(context: Context) -> list[Event]:
    today = context.assessment.today
    seen = {
        (event.decision, event.document): event
        for document, standing in context.assessment.standings.items()
        if document not in context.quarantined
        for event in standing.events
        if today - timedelta(days=_NEW_DAYS) <= event.decided <= today
    }
    return sorted(seen.values(), key=lambda e: (e.decided, e.decision, e.document), reverse=True)


def _new(context: Context) -> list[str]:
    events = _events(context)[:_NEW_MOST]
    if not events:
        return []
    table = Columns("Document", "What was decided", "On").table(
        (
            named(context, HERE, event.document),
            context.link(HERE, event.decision, did(context, event)),
            event.decided,
        )
        for event in events
    )
    return [heading(2, "What is new", "hb-new"), table]


def _in_force(context: Context) -> list[str]:
    kinds = [
        kind for kind in context.registry.types.values()
        if kind.has("endorsable") and not kind.has("group")
    ]  # fmt: skip
    rows = [
        (kind, [r for r in context.registry.of_type(kind.name) if _is_in_force(context, r)])
        for kind in kinds
    ]
    in_full = sum(len(records) for _, records in rows) <= _LISTED_MOST
    parts: list[str] = []
    for kind, records in rows:
        if not records:
            continue
        everything = f"[All {inline(kind.plural.lower())}]({kind.folder}/index.md)"
        parts.append(heading(3, kind.plural, f"hb-{kind.name}"))
        if in_full:
            parts += [_table(context, records), everything]
        else:
            parts.append(f"{len(records)} are in force. {everything}")
    return [heading(2, "In force", "hb-in-force"), *(parts or [_NOTHING_YET])]


def _table(context: Context, records: Sequence[Record]) -> Md:
    return Columns(DOCUMENT, STANDING, DATES).table(
        (context.link(HERE, r.id), _words(context, r), in_force_until(context.standing(r.id)))
        for r in sorted(records, key=lambda r: (context.label(r.id).casefold(), r.id))
    )


def _is_in_force(context: Context, record: Record) -> bool:
    standing = context.standing(record.id)
    return standing is not None and standing.in_force


def _words(context: Context, record: Record) -> Md:
    standing = context.standing(record.id)
    return context.tags(standing) if standing else Md("")


def _due(context: Context) -> list[str]:
    """What falls due in a line: those who see to it have a page of their own."""
    first, number = pointer(context, DUE), len(context.assessment.due)
    if not number and not first:
        return []
    words = "1 thing falls due" if number == 1 else f"{number} things fall due"
    every = "[All that falls due](due/index.md)"
    return [heading(2, "Falling due", "hb-due"), *first, f"{words} before long. {every}"]


def _badges() -> list[str]:
    """What a badge says and does not say; what each means is on the page about the handbook."""
    return [
        heading(2, "How to read a badge", "hb-badges"),
        f"{_HOW} {tag(WORDS[State.IN_FORCE])} {_NOT_ADOPTION}",
        f"[What each badge means]({BADGES}). [Who uses what]({PAGE}).",
    ]
