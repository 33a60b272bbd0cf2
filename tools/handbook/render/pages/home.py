"""The first page: what is new, what is in force, what falls due, and how to read a badge."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State, Timeliness
from handbook.render.adoption.follow_up import pointer
from handbook.render.adoption.words import PAGE
from handbook.render.context import Context, named
from handbook.render.frame.meta import make_page
from handbook.render.markdown.writing import Columns, Md, heading, inline, tag
from handbook.render.pages.due import HERE as DUE
from handbook.render.pages.due import with_owners
from handbook.render.pages.linked import did
from handbook.render.registers.indexes import DATES, in_force_until

if TYPE_CHECKING:
    from handbook.assess.model import Event
    from handbook.load.model import Record
    from handbook.render.model import Page

HERE = "index.md"
_NEW_DAYS = 183
_NEW_MOST = 6
_DUE_MOST = 6
_LEAD = "What this network has agreed, and whether it may be relied on today."
_WAYS = frozenset({"guidelines", "care-pathways", "glossary"})
_HOW = (
    "Every document carries its standing at the top. Nobody types it: it is worked out from the "
    "decisions of the network's groups, and a text shows as in force only while it is the very "
    "text that was endorsed."
)
_NOT_ADOPTION = (
    "says that the network stands behind a text. It does not say that your own organisation has "
    "adopted it."
)


def home_page(context: Context) -> Page:
    """The page a member sees first."""
    network = context.registry.network()
    summary = network.get("summary") if network else None
    parts = [f"{_LEAD}\n{{: .hb-lead }}", f"{_ways_in(context)}\n{{: .hb-ways }}"]
    parts += [*_in_force(context), *_new(context), *_due(context), *_badges()]
    if network and summary:
        whole = context.link(HERE, network.id, "More about the network")
        parts += [heading(2, "Whose handbook this is", "hb-network"), inline(summary), whole]
    return make_page(
        context, HERE, context.network_title, "\n\n".join(parts), kind="home", found_as="Home",
        source=network.path if network else "",
    )  # fmt: skip


def _ways_in(context: Context) -> Md:
    """Links to the lists that a member at work is looking for."""
    kinds = [kind for kind in context.registry.types.values() if kind.folder in _WAYS]
    ways = [f"[{inline(kind.plural)}]({kind.folder}/index.md)" for kind in kinds]
    ways += ["[Every document](register/index.md)", f"[Local adoption]({PAGE})"]
    return Md(" ".join(ways))


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
    parts: list[str] = []
    for kind in context.registry.types.values():
        if not kind.has("endorsable") or kind.has("group"):
            continue
        rows = [r for r in context.registry.of_type(kind.name) if _is_in_force(context, r)]
        if rows:
            rows.sort(key=lambda r: (context.label(r.id).casefold(), r.id))
            table = Columns("Document", "Standing", DATES).table(
                (
                    context.link(HERE, r.id),
                    _words(context, r),
                    in_force_until(context.standing(r.id)),
                )
                for r in rows
            )
            all_of_them = f"[All {inline(kind.plural.lower())}]({kind.folder}/index.md)"
            parts += [heading(3, kind.plural, f"hb-{kind.name}"), table, all_of_them]
    return [heading(2, "In force", "hb-in-force"), *parts] if parts else []


def _is_in_force(context: Context, record: Record) -> bool:
    standing = context.standing(record.id)
    return standing is not None and standing.in_force


def _words(context: Context, record: Record) -> Md:
    standing = context.standing(record.id)
    return context.tags(standing) if standing else Md("")


def _due(context: Context) -> list[str]:
    items = context.assessment.due[:_DUE_MOST]
    first = pointer(context, DUE)
    if not items and not first:
        return []
    return [
        heading(2, "Falling due", "hb-due"),
        *first,
        with_owners(context, HERE, items),
        "[All that falls due](due/index.md)",
    ]


def _badges() -> list[str]:
    rows = ((tag(word), word.meaning) for at, word in WORDS.items() if at is not Timeliness.CURRENT)
    return [
        heading(2, "How to read a badge", "hb-badges"),
        _HOW,
        Columns("Badge", "What it means").table(rows),
        f"{tag(WORDS[State.IN_FORCE])} {_NOT_ADOPTION} [Who uses what]({PAGE})",
    ]
