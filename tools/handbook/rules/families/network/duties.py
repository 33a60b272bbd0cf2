"""Who is to do what: owners, posts and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.due.derive import stale_on
from handbook.assess.standing.succession import ENDED
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import day, part, word
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

DUT001 = Code(
    id="DUT001",
    severity=Severity.WARNING,
    title="The owner's post is vacant",
    explanation=(
        "Nobody holds the post that keeps this document up to date, and the post names no deputy,"
        " so questions about it reach no one. Name another owner; that changes no endorsement."
    ),
    waivable=True,
)
DUT002 = Code(
    id="DUT002",
    severity=Severity.WARNING,
    title="An action is overdue",
    explanation="The day by which this action was to be done has passed, and it is not done.",
    waivable=True,
)
DUT003 = Code(
    id="DUT003",
    severity=Severity.WARNING,
    title="A post's funding has ended",
    explanation="The post was funded until a day that has passed. Renew it, or say it is vacant.",
    waivable=True,
)
DUT004 = Code(
    id="DUT004",
    severity=Severity.NOTE,
    title="Nobody to ask",
    explanation=(
        "The network gives no contact of its own, so a page without one tells its readers nowhere"
        " to ask. Give `network.yaml` a contact."
    ),
    waivable=True,
)
DUT005 = Code(
    id="DUT005",
    severity=Severity.WARNING,
    title="A day has passed on which somebody was to act",
    explanation=(
        "The type of this record says when one of its days goes stale: when something has to be"
        " checked again, renewed or sent in. That day has passed. What the record says may be true"
        " no longer, until somebody looks."
    ),
    waivable=True,
)
_CODES_OF_THEIR_OWN = frozenset(
    {(KnownType.ACTION, "due"), (KnownType.POST, "funded-until"), (KnownType.WAIVER, "expires")}
)
"""Types and fields that DUT002, DUT003 and WAV004 judge."""


@rule(DUT001)
def owner_is_there(record: Record, assessment: Assessment) -> Iterator[Finding]:
    """Somebody holds the post that owns a document still in use, or stands in for it."""
    registry, today = assessment.registry, assessment.today
    owner = registry.records.get(word(record.data, "owner"))
    if owner is None or not registry.types[record.type].has("controlled"):
        return
    standing = assessment.standings.get(record.id)
    if standing is not None and standing.state in ENDED:
        return
    since = day(owner.data, "vacant-since")
    if since and since <= today and not word(owner.data, "deputy"):
        message = f"“{owner.id}”, which owns this, has been vacant since {long_date(since)}"
        hint = "Name another owner, or a deputy for the post."
        yield finding(DUT001, record, message, hint=hint, route=("owner",))


@rule(DUT002)
def actions_are_done(record: Record, today: date) -> Iterator[Finding]:
    """An action is done by its day."""
    due = day(record.data, "due")
    if record.type == KnownType.ACTION and due and due < today and not word(record.data, "done"):
        message = f"this was due on {long_date(due)} and is not done"
        hint = "Write 'done' and its outcome, or agree a new day."
        yield finding(DUT002, record, message, hint=hint, route=("due",))


@rule(DUT003)
def posts_are_funded(record: Record, today: date) -> Iterator[Finding]:
    """A post that is filled is funded."""
    until = day(record.data, "funded-until")
    vacant = word(record.data, "vacant-since")
    if record.type == KnownType.POST and until and until < today and not vacant:
        message = f"this post was funded until {long_date(until)}"
        hint = "Write the new end of its funding, or 'vacant-since' if nobody holds it."
        yield finding(DUT003, record, message, hint=hint, route=("funded-until",))


@rule(DUT004)
def somebody_answers(registry: Registry) -> Iterator[Finding]:
    """The network says where to ask."""
    network = registry.network()
    if network is not None and not part(network.data, "contact"):
        hint = "Add 'contact:' with a shared mailbox or a telephone number."
        yield finding(DUT004, network, "the network gives no contact", hint=hint, route=("title",))


@rule(DUT005)
def nothing_is_stale(record: Record, registry: Registry, today: date) -> Iterator[Finding]:
    """No day that a type's schema watches (``x-stale``) has passed."""
    for mark in registry.types[record.type].stale:
        on = stale_on(mark, record.data)
        if on is None or on >= today or (record.type, mark.field) in _CODES_OF_THEIR_OWN:
            continue
        written = word(record.data, mark.field)
        since = f" ('{mark.field}' says {written})" if mark.months or mark.before else ""
        message = f"this {mark.was[:1].lower()}{mark.was[1:]} {long_date(on)}{since}"
        instead = "".join(f", or '{name}'" for name in mark.until)
        hint = f"Act, then write the new day in '{mark.field}'{instead}."
        yield finding(DUT005, record, message, hint=hint, route=(mark.field,))
