"""How far a policy is addressed, as a bar that is also a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import COVERAGE, Extent, Tone
from handbook.render.markdown.writing import (
    Columns,
    Md,
    heading,
    in_words,
    inline,
    marked,
    plain_tag,
    slug,
    small,
)
from handbook.render.pages.linked import extent_tag, item_anchor
from handbook.render.pages.serves import HOW_FAR
from handbook.render.pictures.policy_map import Cell, policy_map, props
from handbook.render.registers.indexes import DATES, in_force_until
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from handbook.assess.coverage.model import Judged
    from handbook.render.context import Context
    from handbook.render.markdown.fields import Fields


def bar(context: Context, policy: str) -> list[dict[str, Any]]:
    """The parts of a policy's coverage bar; empty for anything that is no policy.

    Each has a key, a label, a count, where it begins and its share, in per cent to one place.
    """
    coverage = context.assessment.coverage.get(policy)
    if coverage is None or not coverage.items:
        return []
    counts, whole, before = coverage.counts(), len(coverage.items), 0
    parts = []
    for extent, word in COVERAGE.items():
        parts.append(
            {
                "key": slug(extent),
                "label": word.label,
                "count": counts[extent],
                "begin": f"{100 * before / whole:.1f}",
                "share": f"{100 * counts[extent] / whole:.1f}",
            }
        )
        before += counts[extent]
    return parts


def cells(context: Context, policy: str) -> list[dict[str, str]]:
    """The cells of a policy's map; empty for anything that is no policy.

    Each has a key, where it leads, the item, its topic, what holds, and on what alone it rests.
    """
    return [
        {
            "key": slug(cell.holds),
            "href": f"#{item_anchor(cell.item)}",
            "item": cell.item,
            "topic": cell.topic,
            "label": COVERAGE[cell.holds].label,
            "rests": _rests(cell, context.assessment.today),
        }
        for cell in _map(context, policy)
    ]


def _map(context: Context, policy: str) -> tuple[Cell, ...]:
    coverage = context.assessment.coverage.get(policy)
    return policy_map(coverage, context.assessment.standings) if coverage else ()


def _rests(cell: Cell, today: date) -> str:
    if cell.prop is None:
        return ""
    day = cell.prop.until
    if day is None:
        return "Rests on one document"
    when = "late since" if day < today else "until"
    return f"Rests on one document, {when} {long_date(day)}"


def _resting(context: Context, here: str, policy: str) -> list[Md]:
    """The documents on which items rest alone while their review is near or past, with those."""
    rows = [
        (
            context.link(here, prop.document),
            in_force_until(context.standing(prop.document)),
            _items(items),
        )
        for prop, items in props(_map(context, policy))
    ]
    if not rows:
        return []
    table = Columns("Document", DATES, "Items that nothing else serves").table(rows)
    return [heading(2, "Items that rest on one document", "hb-resting"), table]


def _items(items: Sequence[str]) -> Md:
    return Md(", ".join(f"[{inline(item)}](#{item_anchor(item)})" for item in items))


def policy_questions(context: Context, here: str, policy: str) -> dict[str, Callable[..., Any]]:
    """Functions for the templates of policies and policy mappings."""
    return {
        "policy_items": lambda: items_table(context, here, policy),
        "item_anchor": item_anchor,
        "topic": lambda other, item: _topic(context, other, item),
        "in_policy": lambda other, item: context.link(
            here, other, "In the policy", item_anchor(item)
        ),
        "in_order": lambda other, judgements: _in_order(context, other, judgements),
        "judgement": lambda other, item, extent: _judgement(context, other, item, extent),
        "served": lambda other, item: _served(context, here, _judged(context, other, item)),
    }


def _judged(context: Context, policy: str, item: str) -> Judged | None:
    coverage = context.assessment.coverage.get(policy)
    return (
        next((judged for judged in coverage.items if judged.item == item), None)
        if coverage
        else None
    )


def items_table(context: Context, here: str, policy: str) -> Md:
    """Every item of a policy under its section: what was judged, what holds, and why."""
    record, coverage = context.registry.records.get(policy), context.assessment.coverage.get(policy)
    if record is None or coverage is None:
        return Md("")
    given = {str(item.get("id")): item for item in record.get("items") or ()}
    sections = {str(s.get("number")): str(s.get("title")) for s in record.get("sections") or ()}
    parts: list[str] = [*_resting(context, here, policy)]
    for section in dict.fromkeys(judged.section for judged in coverage.items):
        some = [judged for judged in coverage.items if judged.section == section]
        title = f"{section} {sections.get(section, '')}".strip() or "Items"
        anchor = f"section-{item_anchor(section).removeprefix('item-')}" if section else "hb-items"
        table = Columns("Item", "What it asks, and what we do", "Addressed today").table(
            _item(context, here, judged, given.get(judged.item, {})) for judged in some
        )
        parts += [heading(2, title, anchor), _counted(some), table]
    return Md("\n\n".join(parts))


def _counted(items: Sequence[Judged]) -> str:
    """Of how many items of a section what holds: what there is to see before it is opened."""
    numbers = ((sum(judged.holds == extent for judged in items), extent) for extent in Extent)
    held = [f"{number} {COVERAGE[extent].label.lower()}" for number, extent in numbers if number]
    whole = "1 item" if len(items) == 1 else f"{len(items)} items"
    return f"{whole}: {', '.join(held)}\n{{: .hb-counted }}"


def _item(
    context: Context, here: str, judged: Judged, given: Mapping[str, Any]
) -> tuple[Md, Md, Md]:
    title = inline(given.get("title") or "")
    details: list[tuple[str, Any]] = [
        ("Why it is less than was judged", judged.why),
        ("Served by", _served(context, here, judged)),
        ("Gap", judged.gap),
        ("Action", context.link(here, judged.action) if judged.action else ""),
        ("Edition judged", judged.edition if judged.suspect else ""),
    ]
    lines = [
        f"**{inline(judged.topic)}**",
        small(title),
        small(judged.rationale),
        *(small(Md(f"{name}: {inline(value)}")) for name, value in details if value),
        small(_last_line(context, here, judged, given)),
    ]
    cell = Md(" ".join(line for line in lines if line))
    return marked(judged.item, item_anchor(judged.item)), cell, _tags(judged)


def _last_line(context: Context, here: str, judged: Judged, given: Mapping[str, Any]) -> Md:
    parts = [inline(_sureness(judged, given))]
    if judged.mapping:
        words = f"Judged on {inline(judged.judged_on)}" if judged.judged_on else "Judged"
        parts.append(context.link(here, judged.mapping, words, item_anchor(judged.item)))
    return Md(". ".join(part.rstrip(".") for part in parts if part))


def _tags(judged: Judged) -> Md:
    tags = [extent_tag(judged.holds)]
    if judged.judged != judged.holds:
        tags.append(Md(f"judged as: {inline(in_words(judged.judged).lower())}"))
    if judged.suspect:
        tags.append(plain_tag("Suspect: the policy has a newer edition", Tone.CARE))
    return Md(" ".join(tags))


_UNSURE = {
    "counted": "Number counted, not seen in the original",
    "unverified": "Number not verified",
    "partly": "Number partly verified",
    "memory": "Number from memory, not verified",
}


def _sureness(judged: Judged, given: Mapping[str, Any]) -> str:
    note = str(given.get("verification-note") or "")
    words = _UNSURE.get(judged.verification, "")
    return f"{words}. {note}".strip() if words and note else words or note


def _served(context: Context, here: str, judged: Judged | None) -> Md:
    served = []
    for claim in judged.claims if judged else ():
        link = context.link(here, claim.document, anchor=claim.section)
        extent = f", {words}" if (words := HOW_FAR.get(claim.extent, "")) else ""
        why = "" if claim.counts else f" (does not count: {inline(claim.why)})"
        served.append(f"{link}{extent}{why}")
    return Md("; ".join(served))


def _topic(context: Context, policy: str, item: str) -> str:
    judged = _judged(context, policy, item)
    return judged.topic if judged else "this item is not in the policy's record"


def _in_order(context: Context, policy: str, judgements: Sequence[Fields]) -> list[Fields]:
    """Judgements in the order of the policy's own items."""
    coverage = context.assessment.coverage.get(policy)
    places = {judged.item: at for at, judged in enumerate(coverage.items)} if coverage else {}
    return sorted(judgements, key=lambda judgement: places.get(str(judgement.item), len(places)))


def _judgement(context: Context, policy: str, item: str, extent: str) -> Md:
    judged = _judged(context, policy, item)
    return _tags(judged) if judged else extent_tag(extent)
