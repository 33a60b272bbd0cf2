"""Whom to ring: the network says it, and a text that sends somebody to ring leads there."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from handbook.assess.contacts import FIELD, urgent_contacts
from handbook.assess.standing.succession import ENDED
from handbook.assess.texts import place_in_body
from handbook.assess.words import Flag, State
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, rows, word
from handbook.source.words.ringing import promised, promised_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.assess.texts import Texts
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

RNG001 = Code(
    id="RNG001",
    severity=Severity.WARNING,
    title="The network names nobody to ring",
    explanation=(
        "Whoever opens a page at night and is told not to use it needs a number. The network's"
        " record names none, so every page says that no urgent number is recorded. Give"
        " `network.yaml` its `urgent-contacts`: who answers, the number, when, and for what."
    ),
)
RNG002 = Code(
    id="RNG002",
    severity=Severity.WARNING,
    title="A text says to ring, and gives no number",
    explanation=(
        "The text sends its readers to a telephone (“ring the ward”, “the advice line”, “speak to"
        " the consultant on call”) and leads to no number. Whoever cares for a child has the number"
        " of the family, and everybody knows 999, so “ring the family” is not meant. Link those"
        " words to one of the network's urgent contacts, as in"
        " `[advice line](../network.yaml#advice-line)`: when that number changes, no text has to."
        " A number that is only this text's can be linked as `tel:01632960001`."
    ),
    waivable=True,
)
RNG003 = Code(
    id="RNG003",
    severity=Severity.NOTE,
    title="Endorsed texts say to ring, and lead to no number of their own",
    explanation=(
        "These texts were endorsed as they are, so nobody may add a link to them now. Their pages"
        " show the network's urgent contacts in the box at the top. Link the words to a number"
        " when the text is next changed."
    ),
    waivable=True,
)


@rule(RNG001)
def somebody_can_be_rung(registry: Registry) -> Iterator[Finding]:
    """The network names at least one number that is answered."""
    network = registry.network()
    if network is not None and not urgent_contacts(network):
        hint = f"Add '{FIELD}:' with a name, a number, its hours and what it is for."
        message = "the network names no urgent contact, so no page can say whom to ring"
        yield finding(RNG001, network, message, hint=hint, route=("title",))


@rule(RNG002, RNG003)
def who_says_ring_gives_a_number(assessment: Assessment, texts: Texts) -> Iterator[Finding]:
    """A text that sends its readers to a telephone leads to a number."""
    registry, sealed = assessment.registry, []
    for record in registry.records.values():
        if not registry.types[record.type].has("endorsable"):
            continue
        standing = assessment.standings.get(record.id)
        if standing and standing.state in (*ENDED, State.UNKNOWN):
            continue
        unled = _unled(record, registry, texts)
        if unled is None:
            continue
        if standing and _endorsed_as_it_is(standing):
            sealed.append(record.id)
        else:
            yield unled
    network = registry.network()
    if sealed and network is not None:
        many = f"{len(sealed)} endorsed texts say" if len(sealed) > 1 else "an endorsed text says"
        message = f"{many} to ring and give no number: {choices(sorted(sealed))}"
        hint = "Their pages show the urgent contacts; link the words at the next change."
        yield finding(RNG003, network, message, hint=hint, route=("title",))


def _endorsed_as_it_is(standing: Standing) -> bool:
    sealed = bool(standing.version) or standing.upcoming is not None
    return sealed and Flag.CHANGED not in standing.flags


def _unled(record: Record, registry: Registry, texts: Texts) -> Finding | None:
    """The first place at which a text says to ring, if the text leads to no number at all."""
    at = promised_at(record.body or "")
    recommended = [
        (index, phrase)
        for index, row in rows(record.data, "recommendations")
        if (phrase := promised(word(row, "text")))
    ]
    if (at is None and not recommended) or _leads_to_a_number(record, registry, texts):
        return None
    hint = "Link the words, as in [advice line](../network.yaml#advice-line)."
    where: dict[str, Any] = {}
    if at is not None:
        line, column, phrase = at
        where["place"] = place_in_body(record, line, column)
    else:
        index, phrase = recommended[0]
        where["route"] = ("recommendations", index, "text")
    message = f"the text says “{phrase}” and leads to no number"
    return finding(RNG002, record, message, hint=hint, **where)


def _leads_to_a_number(record: Record, registry: Registry, texts: Texts) -> bool:
    network = registry.network()
    known = {contact.id for contact in urgent_contacts(network)}
    for link in texts.of(record).links:
        if link.href.startswith("tel:"):
            return True
        href, _, anchor = link.href.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), unquote(href)))
        if network is not None and path == network.path and unquote(anchor) in known:
            return True
    return False
