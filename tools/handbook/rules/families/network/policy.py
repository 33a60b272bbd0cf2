"""Policies and what the network says it does about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import Extent
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, rows, word
from handbook.source.words.spelling import nearest
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.assess.texts import Texts
    from handbook.finding import Finding, Route
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.rules.reading import Row

_IN_A_ROW = len(("rows", "*", "policy"))

POL001 = Code(
    id="POL001",
    severity=Severity.ERROR,
    title="Judges an item that the policy does not have",
    explanation=(
        "The policy's record lists its items, and this is none of them. A mistyped number would put"
        " the judgement on no item at all, and leave the true one not judged."
    ),
)
POL002 = Code(
    id="POL002",
    severity=Severity.ERROR,
    title="The same policy item judged twice",
    explanation=(
        "One item has one judgement in the whole registry. With two, which may differ, nobody could"
        " say what the network claims. Several documents can serve one item: list them in one"
        " judgement."
    ),
)
POL003 = Code(
    id="POL003",
    severity=Severity.ERROR,
    title="Judged full on one partial document",
    explanation=(
        "The judgement says that the item is fully addressed, and the only document it names is"
        " said to serve it in part. Name what does the rest, or judge it partial."
    ),
)
POL004 = Code(
    id="POL004",
    severity=Severity.WARNING,
    title="Partly addressed, and the gap is not named",
    explanation=(
        "An item that is addressed in part leaves something undone. Say what, in one sentence under"
        " `gap`, so that somebody can close it."
    ),
    waivable=True,
)
POL005 = Code(
    id="POL005",
    severity=Severity.ERROR,
    title="Names a section that the document does not have",
    explanation=(
        "The judgement says which part of a document serves the item, and that document has no"
        " heading, stage or recommendation with this anchor. The claim cannot be followed."
    ),
)
POL006 = Code(
    id="POL006",
    severity=Severity.WARNING,
    title="The section is not in the endorsed text yet",
    explanation=(
        "The part of the document that serves the item is in the working text and not in the text"
        " in force. Readers who follow the link do not find it until the change is endorsed."
    ),
    waivable=True,
)
POL007 = Code(
    id="POL007",
    severity=Severity.WARNING,
    title="Judged against another edition",
    explanation=(
        "The policy has moved on since this item was judged, so the judgement is suspect: the item"
        " may now ask for something else. Read the item again, and record the new edition and day."
    ),
    waivable=True,
)
POL008 = Code(
    id="POL008",
    severity=Severity.ERROR,
    title="Names a section or item that the policy does not have",
    explanation=(
        "Within a policy's record, items name their section and parts name their first and last"
        " item. This one names something that the record does not list."
    ),
)

POL009 = Code(
    id="POL009",
    severity=Severity.ERROR,
    title="Points at an item that the policy does not have",
    explanation=(
        "A gap, an audit or another record says which item of a policy it is about, and the"
        " policy's record has no such item. Whoever looks for what is done about the true one would"
        " not find this."
    ),
)


@rule(POL009)
def named_items_exist(registry: Registry) -> Iterator[Finding]:
    """Wherever a row names a policy and an item of it, the policy has that item."""
    for kind in registry.types.values():
        for field in kind.references:
            if field.to == (KnownType.POLICY,) and len(field.route) == _IN_A_ROW:
                for record in registry.of_type(kind.name):
                    yield from _named_items(registry, record, *field.route)


def _named_items(
    registry: Registry, record: Record, name: str, _every: str, by: str
) -> Iterator[Finding]:
    for index, row in rows(record.data, name):
        policy, item = registry.records.get(word(row, by)), word(row, "item")
        known = [word(each, "id") for _, each in rows(policy.data, "items")] if policy else []
        if policy and item and item not in known:
            message = f"the policy “{policy.id}” has no item “{item}”"
            hint = nearest(item, known) or f"Its items are: {choices(known)}."
            yield finding(POL009, record, message, hint=hint, route=(name, index, "item"))


@rule(POL001, POL002, POL003, POL004)
def judged_once_and_consistently(registry: Registry) -> Iterator[Finding]:
    """Every judgement is about an item of its policy, is the only one, and agrees with itself."""
    first: dict[tuple[str, str], str] = {}
    for mapping, index, judgement in judgements(registry):
        at = ("judgements", index)
        policy_id, item = word(mapping.data, "policy"), word(judgement, "item")
        policy = registry.records.get(policy_id)
        if policy is not None:
            known = [word(row, "id") for _, row in rows(policy.data, "items")]
            if item not in known:
                message = f"the policy “{policy_id}” has no item “{item}”"
                hint = nearest(item, known) or f"Its items are: {choices(known)}."
                yield finding(POL001, mapping, message, hint=hint, route=(*at, "item"))
        before = first.setdefault((policy_id, item), f"{mapping.path}, judgement {index + 1}")
        if before != f"{mapping.path}, judgement {index + 1}":
            message = f"item “{item}” of “{policy_id}” is judged already, in {before}"
            hint = "Bring the two together in one judgement, or correct the item's number."
            yield finding(POL002, mapping, message, hint=hint, route=(*at, "item"))
        yield from _consistent(mapping, judgement, at)


def _consistent(mapping: Record, judgement: Row, at: Route) -> Iterator[Finding]:
    judged = word(judgement, "judgement")
    extents = [word(claim, "extent") for _, claim in rows(judgement, "served-by")]
    if judged == Extent.FULL and extents == [Extent.PARTIAL]:
        message = "judged full, but its one document serves it in part"
        hint = "Name what does the rest, or write 'judgement: partial' and the gap."
        yield finding(POL003, mapping, message, hint=hint, route=(*at, "judgement"))
    if judged == Extent.PARTIAL and not word(judgement, "gap"):
        message = f"item “{word(judgement, 'item')}” is addressed in part, and no gap is named"
        hint = "Add a line 'gap:' that says what is missing."
        yield finding(POL004, mapping, message, hint=hint, route=(*at, "judgement"))


@rule(POL005, POL006)
def sections_exist(registry: Registry, assessment: Assessment, texts: Texts) -> Iterator[Finding]:
    """The part of a document that serves an item is there, in the text that readers get."""
    for mapping, index, judgement in judgements(registry):
        for place, claim in rows(judgement, "served-by"):
            section = word(claim, "section")
            record = registry.records.get(word(claim, "document"))
            if not section or record is None:
                continue
            route = ("judgements", index, "served-by", place, "section")
            anchors = texts.anchors(record)
            if section not in anchors:
                message = f"“{record.id}” has no section “{section}”"
                hint = nearest(section, anchors) or f"Its sections are: {choices(sorted(anchors))}."
                yield finding(POL005, mapping, message, hint=hint, route=route)
                continue
            standing = assessment.standings.get(record.id)
            seal = standing and registry.seals.get((record.id, standing.version))
            if (
                standing
                and seal
                and standing.in_force
                and section not in texts.anchors(seal.record)
            ):
                message = f"version {seal.version} of “{record.id}” has no section “{section}”"
                hint = "Have the change endorsed, or name a section that is there."
                yield finding(POL006, mapping, message, hint=hint, route=route)


@rule(POL007)
def same_edition(registry: Registry) -> Iterator[Finding]:
    """An item was judged against the edition that the registry holds."""
    for mapping, index, judgement in judgements(registry):
        policy = registry.records.get(word(mapping.data, "policy"))
        held = word(policy.data, "edition") if policy else ""
        judged = word(judgement, "edition")
        if policy and judged != held:
            message = f"judged against “{judged}”; the policy is now at “{held}”"
            route = ("judgements", index, "edition")
            yield finding(POL007, mapping, message, hint="Judge the item again.", route=route)


@rule(POL008)
def policy_hangs_together(record: Record) -> Iterator[Finding]:
    """Items name sections, and parts name items, that the policy has."""
    if record.type != KnownType.POLICY:
        return
    sections = [word(row, "number") for _, row in rows(record.data, "sections")]
    items = [word(row, "id") for _, row in rows(record.data, "items")]
    named: list[tuple[Route, str, list[str], str]] = []
    if sections:
        named += [
            (("items", index, "section"), word(row, "section"), sections, "section")
            for index, row in rows(record.data, "items")
        ]
    for index, section in rows(record.data, "sections"):
        for place, part in rows(section, "parts"):
            at = ("sections", index, "parts", place)
            named += [((*at, end), word(part, end), items, "item") for end in ("first", "last")]
    for route, name, known, called in named:
        if name and name not in known:
            message = f"this policy has no {called} “{name}”"
            hint = nearest(name, known) or f"There are: {choices(known)}."
            yield finding(POL008, record, message, hint=hint, route=route)


def judgements(registry: Registry) -> Iterator[tuple[Record, int, Row]]:
    """Every judgement of every mapping, with its position in it."""
    for mapping in registry.of_type(KnownType.POLICY_MAPPING):
        for index, judgement in rows(mapping.data, "judgements"):
            yield mapping, index, judgement
