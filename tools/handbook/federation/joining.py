"""Many networks joined: how each text stands in our words, which are joint, what has moved on."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, Flag, State, Timeliness
from handbook.federation.model import (
    AnswerState,
    DocumentRow,
    FederationIndex,
    FederationSettings,
    JoinedDocument,
    JoinedLink,
    NetworkView,
    Published,
    RegistryReading,
)
from handbook.federation.sources import source_changes
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


_STOPPED = frozenset({State.SUSPENDED, State.WITHDRAWN, State.SUPERSEDED, State.UNKNOWN})


def view_of(
    reading: RegistryReading, last: Published | None, today: date, days: int
) -> NetworkView:
    """What is known of a network: what it told now, or the last that it told, and why.

    What was for members is not kept once that edition may not be read. What is older than before,
    from a day to come, or older than ``days``, is not its word of today.
    """
    source, published = reading.source, reading.published
    if last is not None and last.edition != "public" and not source.members:
        last = None
    if published is None:
        return NetworkView(source, reading.answer, reading.why, last)
    if published.day > today + timedelta(days=1):
        why = f"it speaks of a day to come, {long_date(published.day)}"
        return NetworkView(source, AnswerState.DOUBTFUL, why, last)
    if last is not None and published.day < last.day:
        why = (
            f"it speaks of {long_date(published.day)}, and has already told of"
            f" {long_date(last.day)}: an older copy must not undo a newer one"
        )
        return NetworkView(source, AnswerState.DOUBTFUL, why, last)
    if back := _given_back(published, last):
        why = f"it has told already of {long_date(published.day)} that {back} is no longer in force"
        return NetworkView(source, AnswerState.DOUBTFUL, why, last)
    if (today - published.day).days > days:
        why = f"it was last brought up to date on {long_date(published.day)}"
        return NetworkView(source, AnswerState.OLD, why, published)
    return NetworkView(source, AnswerState.ANSWERED, "", published)


def _given_back(published: Published, last: Published | None) -> str:
    """A document that a copy of the same day calls in force again, though it was stopped; or "".

    Within a day nobody can tell which of two copies is the older: the one that stops is believed.
    """
    if last is None or published.day != last.day:
        return ""
    stopped = {row.id: row.digest for row in last.documents if State(row.state) in _STOPPED}
    rows = published.documents
    back = (row.id for row in rows if row.in_force and stopped.get(row.id) == row.digest)
    return next(back, "")


def joined(
    settings: FederationSettings,
    readings: Iterable[RegistryReading],
    kept: Mapping[str, Published],
    today: date,
) -> FederationIndex:
    """The index of all networks that the configuration names, whatever became of asking them."""
    views = tuple(
        view_of(reading, kept.get(reading.source.id), today, settings.days)
        for reading in sorted(readings, key=lambda reading: reading.source.id)
    )
    entries = tuple(entry_of(view, row, today) for view in views for row in view.documents)
    by_key = {entry.key: entry for entry in entries}
    by_network = {view.source.id: view for view in views}
    return FederationIndex(
        settings.title,
        today,
        views,
        entries,
        tuple(joint(entries, by_key)),
        tuple(source_changes(entries, by_key, by_network)),
        tuple(links_between(by_network, by_key)),
    )


def entry_of(view: NetworkView, row: DocumentRow, today: date) -> JoinedDocument:
    """How one document stands on a day, as far as anybody but its network can say."""
    labels = [WORDS[State(row.state)].label]
    if row.timeliness:
        labels.append(WORDS[Timeliness(row.timeliness)].label)
    labels += [WORDS[Flag(flag)].label for flag in row.flags]
    words = ", ".join(labels)
    if view.answer is not AnswerState.ANSWERED:
        day = long_date(view.day) if view.day else "an unknown day"
        return JoinedDocument(view, row, False, f"Not known today. On {day}: {words}.")
    if row.in_force and row.until is not None and today > row.until:
        gone = f"Its last day was {long_date(row.until)}. Before that: {words}."
        return JoinedDocument(view, row, False, gone)
    if row.in_force and row.until is not None:
        words = f"{words}, until {long_date(row.until)}"
    return JoinedDocument(view, row, row.in_force and not view.notices, f"{words}.")


def joint(
    entries: Sequence[JoinedDocument], by_key: Mapping[tuple[str, str], JoinedDocument]
) -> Iterable[tuple[JoinedDocument, ...]]:
    """Documents that more than one network has: the same text, or one taken over from another."""
    group: dict[tuple[str, str], tuple[str, str]] = {}

    def first(key: tuple[str, str]) -> tuple[str, str]:
        while group.get(key, key) != key:
            key = group[key]
        return key

    def join(key: tuple[str, str], other: tuple[str, str]) -> None:
        earlier, later = sorted((first(key), first(other)))
        group[later] = earlier

    by_digest: dict[str, tuple[str, str]] = {}
    for entry in entries:
        if entry.row.digest:
            join(entry.key, by_digest.setdefault(entry.row.digest, entry.key))
        taken = entry.row.taken
        if taken and (taken.network, taken.document) in by_key:
            join(entry.key, (taken.network, taken.document))
    members: dict[tuple[str, str], list[JoinedDocument]] = defaultdict(list)
    for entry in entries:
        members[first(entry.key)].append(entry)
    for _, together in sorted(members.items()):
        if len({entry.view.source.id for entry in together}) > 1:
            yield tuple(together)


def links_between(
    views: Mapping[str, NetworkView], by_key: Mapping[tuple[str, str], JoinedDocument]
) -> Iterable[JoinedLink]:
    """What each network says of others that it has to do with."""
    stated = {
        (view.source.id, link.network)
        for view in views.values()
        for link in (view.published.links if view.published else None) or ()
    }
    for own, view in views.items():
        for link in (view.published.links if view.published else None) or ():
            documents = (by_key.get((own, document)) for document in link.documents)
            yield JoinedLink(
                view,
                link,
                views.get(link.network),
                (link.network, own) in stated,
                tuple(entry for entry in documents if entry is not None),
            )


def topics(entries: Iterable[JoinedDocument]) -> dict[str, list[JoinedDocument]]:
    """Documents by topic, which are their categories and keywords, whatever their capitals."""
    by_topic: dict[str, list[JoinedDocument]] = defaultdict(list)
    for entry in entries:
        words = (entry.row.category, *entry.row.keywords)
        for topic in dict.fromkeys(" ".join(word.casefold().split()) for word in words if word):
            by_topic[topic].append(entry)
    return {topic: sorted(by_topic[topic], key=_order) for topic in sorted(by_topic)}


def _order(entry: JoinedDocument) -> tuple[bool, str, tuple[str, str]]:
    return not entry.rely_on, entry.row.title.casefold(), entry.key
