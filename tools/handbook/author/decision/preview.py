"""What a decision will mean, in plain sentences, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess import standings_of
from handbook.assess.ledger.reading import read_ledger
from handbook.assess.standing.succession import Arrival, way_from
from handbook.assess.words import WORDS
from handbook.assess.workflow import DecisionKind
from handbook.author.model import KINDS, Request
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.author.decision.model import Desk, Entry
    from handbook.author.decision.occasion import Occasion
    from handbook.link import Registry


def preview(
    desk: Desk,
    after: Registry,
    request: Request,
    when: Occasion,
    entries: Sequence[Entry],
    today: date,
) -> Iterator[str]:
    """One sentence after another: what was decided, what it writes, and how things stand then.

    ``after`` is the registry with the decision in it; the standing is worked out from that, not
    foretold.
    """
    yield f"{_who(desk.registry, request, when)} {_what(desk.registry, request, entries)}."
    day = max(today, when.effective)
    ledger = read_ledger(after, today)
    standings = standings_of(after, ledger, day, desk.settings)
    for entry in entries:
        name = desk.registry.label(entry.document)
        if entry.files:
            yield (
                f"A sealed copy of the text of {name} is kept as version {entry.data['version']}."
            )
        if entry.document not in standings:
            yield (
                f"{name} cannot be read just now, so nobody can tell how it stands; nobody may rely"
                " on it, and once it can be read again it will be stopped."
            )
            continue
        later = standings[entry.document]
        before = desk.standings[entry.document]
        if request.kind == DecisionKind.CORRECT and later.version == entry.data["version"]:
            yield f"{name} stays endorsed as it was, with the same dates; only minor things change."
        elif entry.seal and (later.event is None or later.event.decision != when.id):
            yield f"It changes nothing for {name}: a later decision stands above it."
        yield from _standing(name, before, later, when.effective > today, when.effective)
    without = standings_of(desk.registry, read_ledger(desk.registry, today), day, desk.settings)
    yield from _led_on(desk.registry.label, without, standings)


def _led_on(
    name: Callable[[str], str], before: Mapping[str, Standing], after: Mapping[str, Standing]
) -> Iterator[str]:
    """Where readers are sent from each document that has left use, if that is elsewhere now."""
    for document, standing in sorted(after.items()):
        way = way_from(standing, after.get)
        earlier = before.get(document)
        if way is None or (earlier and way == way_from(earlier, before.get)):
            continue
        if way.live:
            yield f"Readers of {name(document)} are led on to: {name(way.live)}."
        elif way.end and way.arrival is not Arrival.CIRCLE:
            state = WORDS[after[way.end].state].label.lower() if way.end in after else "not read"
            yield (
                f"Readers of {name(document)} are told that there is nothing to use instead:"
                f" {name(way.end)} is: {state}."
            )
        else:
            yield f"Readers of {name(document)} are told that there is nothing to use instead."


def _who(registry: Registry, request: Request, when: Occasion) -> str:
    if KINDS[request.kind].alone(request):
        post = registry.label(str(request.fields.get("post")))
        return f"On {long_date(when.decided)} the post {post}"
    meeting = registry.records[request.meeting]
    label = registry.label(str(meeting.get("group")))
    group = label if label[:4].lower() == "the " else f"the {label}"
    return f"At its meeting of {long_date(when.decided)}, item {request.item}, {group}"


def _what(registry: Registry, request: Request, entries: Sequence[Entry]) -> str:
    names = [_named(registry, entry) for entry in entries]
    if accepts := request.fields.get("accepts"):
        return (
            f"{KINDS[request.kind].verb} {', '.join(str(accepted['path']) for accepted in accepts)}"
        )
    if not names:
        return "made a decision that binds no document"
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{KINDS[request.kind].verb} {listed}"


def _named(registry: Registry, entry: Entry) -> str:
    version = entry.data.get("version")
    name = registry.label(entry.document)
    return f"{name}, version {version}" if version else name


def _standing(
    name: str, before: Standing, later: Standing, is_later: bool, effective: date
) -> Iterator[str]:
    """How a document stands once the decision applies, and what happens until then."""
    if is_later:
        state = WORDS[before.state].label.lower()
        yield f"Until {long_date(effective)} nothing changes: {name} stays as it is, {state}."
    start = f"From {long_date(effective)}" if is_later else "Now"
    words = [WORDS[later.state]]
    if later.timeliness is not None:
        words.append(WORDS[later.timeliness])
    label = ", ".join(word.label.lower() for word in words)
    yield f"{start} {name} is: {label}. {words[0].meaning}"
    for why in later.why:
        yield f"The reason: {why}."
    if later.in_force and later.review_due is not None:
        yield f"It is to be reviewed by {long_date(later.review_due)}."
    if later.in_force and later.expires is not None:
        after = "; after that day it may still be used, marked as expired"
        after = after if later.usable_after_expiry else ", and not after"
        yield f"It is endorsed until {long_date(later.expires)}{after}."
    if later.text_hidden:
        yield "Readers will not see its text."
