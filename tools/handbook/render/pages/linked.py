"""What hangs together with a record: the questions that templates ask, and the lists they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.assess.pointing.progress import Progress, progress
from handbook.assess.standing.timeline import Label
from handbook.assess.words import COVERAGE, WORDS, State, Tone
from handbook.assess.workflow import MOVES, DecisionKind
from handbook.render.context import Context, named
from handbook.render.markdown.fields import Fields
from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Columns, Md, heading, inline, plain_tag, slug, tag
from handbook.render.pages.due import by
from handbook.types.declaring.score import band_of, product

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from handbook.assess.due.model import Due
    from handbook.assess.ledger.model import Event
    from handbook.assess.pointing.model import Awaited
    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record
    from handbook.render.document.view import DocumentView

KINDS: Mapping[str, str] = {move.kind: move.did for move in MOVES}
"""What each kind of decision did, in words."""

LABELS = {
    Label.NEW: "New",
    Label.REVIEWED: "Reviewed, no change",
    Label.CORRECTED: "Corrected",
    Label.AMENDED: "Amended",
}
"""What was new about a text, in words for readers."""

POWERS = {move.kind: move.power for move in MOVES}
"""What a group may do, in words."""


_ASKED = ("settings", "adoption")
"""Where the network's record says who is asked about what: told in the sections on adoption."""


@dataclass(frozen=True, slots=True)
class Row:
    """Another record as a template sees it: its id and its fields."""

    id: str
    data: Fields


def questions(context: Context, here: str, record_id: str) -> dict[str, Callable[..., Any]]:
    """The functions that a page template may call, apart from those every template has.

    ``link(id)`` and ``named(id)`` (with its standing) give Markdown; ``label(id)`` and
    ``value(id, field)`` give plain text; ``pointing(*types)`` gives the records that refer to this
    one and ``mentions(id, *types)`` those that refer to another; ``records(type)`` gives all of a
    type; ``linked(without=[...])`` the backlinks; ``due(id)`` what an owner has falling due;
    ``progress()`` how far this record, or another, has come. ``complete()`` says whether every
    record is shown: in a public edition what is not there may be for members, and "none" or
    "nothing" would be a statement that nobody made.
    """
    return {
        "link": partial(context.link, here),
        "named": partial(named, context, here),
        "names": lambda ids: Md(
            ", ".join(named(context, here, record_id) for record_id in ids or ())
        ),
        "label": context.label,
        "value": context.value,
        "pointing": partial(_by_label, context, record_id),
        "mentions": lambda other, *names: _by_label(context, other, *names),
        "records": partial(rows, context),
        "linked": partial(linked, context, here, record_id),
        "due": partial(_due_by, context),
        "progress": lambda other=record_id: progress_of(context, other),
        "expected": lambda other=record_id: context.assessment.awaited.get(other, ()),
        "asked_of": partial(_asked_of, context),
        "due_by": partial(by, context),
        "list_of": partial(_list_of, context, here),
        "score": partial(score_words, context),
        "standing": context.standing,
        "complete": lambda: not context.stamp.public,
        "kind_words": lambda kind: KINDS.get(kind, str(kind)),
    }


def score_words(context: Context, record_id: str) -> str:
    """What the score of a record comes to, in words and as a number; empty if it has none."""
    record = context.registry.records.get(record_id)
    score = context.kind(record).score if record else None
    number = product(score, record.data) if record and score else None
    if score is None or number is None:
        return ""
    return f"{band_of(score, number)} ({number})".strip()


def progress_of(context: Context, record_id: str) -> Progress:
    """How far a record has come.

    A public edition has a part of what makes it up at most, and so does not tell.
    """
    if context.stamp.public:
        return Progress()
    return progress(context.registry, record_id, context.assessment.today)


def _asked_of(context: Context, whose: str) -> tuple[Awaited, ...]:
    """What is asked of somebody by a schedule, for whichever record, in order of its day."""
    rows = (row for rows in context.assessment.awaited.values() for row in rows)
    return tuple(sorted((row for row in rows if row.whose == whose), key=lambda row: row.due))


def _list_of(context: Context, here: str, name: str, text: str) -> Md:
    """A link to the list of a type, if there is one."""
    kind = context.registry.types.get(name)
    if kind is None or not context.has_list(kind):
        return Md("")
    return Md(f"[{inline(text)}]({relative(here, f'{kind.folder}/index.md')})")


def _by_label(context: Context, record_id: str, *names: str) -> tuple[Row, ...]:
    referring = context.pointing_at(record_id, *names)
    ranked = sorted(referring, key=lambda record: (context.label(record.id), record.id))
    return tuple(_row(context, record) for record in ranked)


def rows(context: Context, name: str) -> tuple[Row, ...]:
    """Every record of a type that can be shown."""
    shown = (r for r in context.registry.of_type(name) if r.id not in context.quarantined)
    return tuple(_row(context, record) for record in shown)


def _row(context: Context, record: Record) -> Row:
    return Row(record.id, Fields(record.data, context.kind(record).schema.get("properties", {})))


def _due_by(context: Context, owner: str) -> tuple[Due, ...]:
    return tuple(item for item in context.assessment.due if item.owner == owner)


def extent_tag(extent: str) -> Md:
    """How far a policy item is addressed, as a tag; nothing when nobody said."""
    if not extent:
        return Md("")
    words = {str(known): word for known, word in COVERAGE.items()}
    word = words.get(extent.replace("-", " "))
    return tag(word) if word else plain_tag(extent, Tone.QUIET)


def linked(
    context: Context,
    here: str,
    record_id: str,
    without: Iterable[str] = (),
    title: str = "Where this is used",
) -> Md:
    """Every record that refers to this one, under the name of the reference as seen from here."""
    leave_out = {without} if isinstance(without, str) else set(without)
    groups: dict[str, dict[str, None]] = {}
    for reference in context.references_to(record_id):
        elsewhere = reference.route[: len(_ASKED)] == _ASKED
        if not elsewhere and context.registry.records[reference.source].type not in leave_out:
            groups.setdefault(reference.inverse, {})[reference.source] = None
    parts = []
    for inverse in sorted(groups):
        lines = [
            f"* {named(context, here, source)}" for source in _in_order(context, groups[inverse])
        ]
        parts.append("\n".join([heading(3, inverse, f"hb-linked-{slug(inverse)}"), "", *lines]))
    if not parts:
        return Md("")
    return Md("\n\n".join([heading(2, title, "hb-linked"), *parts]))


def _in_order(context: Context, ids: Iterable[str]) -> list[str]:
    """Meetings from the newest; everything else by its name."""
    by_name = sorted(ids, key=lambda ident: (context.label(ident), ident))
    return sorted(
        by_name, key=lambda record_id: str(context.value(record_id, "date")), reverse=True
    )


def item_anchor(item: str) -> str:
    """The anchor of one policy item on its policy's page."""
    return "item-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in item.lower())


def decisions_and_versions(context: Context, view: DocumentView) -> Md:
    """The document's history: each decision about it, newest first, and each sealed version."""
    standing, parts = view.standing, []
    if standing.events:
        rows = (_decided(context, view.page, event) for event in reversed(standing.events))
        table = Columns("Date", "What was decided", "Version", "By").table(rows)
        parts += [heading(2, "Decisions", "hb-decisions"), table]
    versions = [version for version in standing.versions if version.version in view.seals]
    if versions and not standing.text_hidden:
        labels = _labels(view)
        lines = Columns("Version", "Standing", "In effect from", "Label").table(
            (
                Md(f"[Version {inline(v.version)}](versions/{v.version}/index.md)"),
                plain_tag("Published in error", Tone.STOP)
                if v.hidden
                else version_tag(standing, v.version, v.state),
                v.event.effective,
                labels.get(v.version),
            )
            for v in reversed(versions)
        )
        parts += [heading(2, "Versions", "hb-versions"), lines]
    return Md("\n\n".join(parts))


def _labels(view: DocumentView) -> dict[str, str]:
    """What was new about each version when it was first in force, as its history says."""
    labels: dict[str, str] = {}
    for period in view.periods:
        if period.label is not None:
            labels.setdefault(period.version, LABELS[period.label])
    return labels


def version_tag(standing: Standing, version: str, state: State) -> Md:
    """How one version stands; only the version that readers get may be in force."""
    if state is State.IN_FORCE and not (standing.in_force and version == standing.version):
        return plain_tag("Past version", Tone.STOP)
    if standing.upcoming and version == standing.upcoming.version:
        return plain_tag("Not yet in effect", Tone.CARE)
    return tag(WORDS[state])


def did(context: Context, event: Event) -> str:
    """What a decision did, in words; one that bound nothing is known by its title."""
    if event.kind == DecisionKind.RECORD:
        return context.label(event.decision)
    return KINDS.get(event.kind, event.kind)


def _decided(context: Context, here: str, event: Event) -> tuple[object, ...]:
    by = event.group or event.post
    return (
        event.decided,
        context.link(here, event.decision, did(context, event)),
        event.version,
        context.link(here, by) if by else "",
    )
