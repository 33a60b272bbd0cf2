"""What else the standing box says: reasons, replacements, changes ahead, each with its link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.sources import source_notes
from handbook.assess.words import WORDS, Flag
from handbook.assess.workflow import DecisionKind
from handbook.render.frame.replacement import coming
from handbook.render.model import page_url
from handbook.source.dates import long_date
from handbook.source.words.claims import claimed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.ledger.model import Event
    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView
    from handbook.render.frame.replacement import Replacement


def notes(context: Context, view: DocumentView) -> list[dict[str, Any]]:
    """What else a reader should know, each with a link where there is one."""
    standing, box_notes = view.standing, list[dict[str, Any]]()
    stopping = standing.state_event if not standing.in_force else None
    if stopping and stopping.reason:
        box_notes.append(note("Reason", stopping.reason))
    if stopping and stopping.kind in STOPPED_BY:
        box_notes.append(_stopped_by(context, stopping))
    box_notes += replaced(context, view)
    box_notes += _sources(context, view)
    if standing.event and standing.event.kind == DecisionKind.ATTEST:
        box_notes.append(_attested(context, standing.event))
    if Flag.CHANGED in standing.flags and standing.version:
        box_notes.append(_proposed(view))
    if Flag.EXTENDED in standing.flags:
        box_notes.append(_extension(context, standing))
    box_notes += _ahead(context, view)
    box_notes += _reviews(context, standing)
    return box_notes


def _sources(context: Context, view: DocumentView) -> list[dict[str, Any]]:
    """That the text was changed or stopped where it was taken over from."""
    notes = source_notes(context.registry, {view.id: view.standing})
    ask = "Ask its owner before you rely on it"
    return [
        note(
            "Its source",
            f"{ask}: {each.words}.",
            "The other network",
            context.places.page(each.link.id),
        )
        for each in notes
    ]


def _proposed(view: DocumentView) -> dict[str, Any]:
    words = (
        "The text on this page is the endorsed one. A changed text is being worked on and is not "
        "endorsed."
    )
    if not view.is_compared:
        return note("A change is proposed", words, "See the draft", view.draft)
    made = note("A change is proposed", words, "See what would change", view.changes)
    return {**made, "also": "See the draft", "also_href": page_url(view.draft)}


STOPPED_BY = {
    DecisionKind.SUSPEND: "Suspended by",
    DecisionKind.SUPERSEDE: "Decided by",
    DecisionKind.WITHDRAW: "Withdrawn by",
}


def _stopped_by(context: Context, event: Event) -> dict[str, Any]:
    who = context.label(event.meeting or event.post or event.group)
    page = context.places.page(event.decision)
    return note(STOPPED_BY[event.kind], f"{who}.", "The decision", page)


def note(label: str, text: str, link: str = "", page: str = "") -> dict[str, Any]:
    """One note: a label, a sentence, and perhaps a link to a page of the tree."""
    text = " ".join(text.split())
    return {"label": label, "text": text, "link": link, "href": page_url(page) if page else ""}


def with_wrong(box: dict[str, Any], passages: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """A box that also says what was named as wrong, after the reason (see ``Struck.passages``)."""
    wrong = [note("Named as wrong", _how_struck(*passage)) for passage in passages]
    at = sum(1 for first in box["notes"][:1] if first["label"] == "Reason")
    return {**box, "notes": [*box["notes"][:at], *wrong, *box["notes"][at:]]}


def _how_struck(passage: str, places: int, struck: int) -> str:
    """Where a passage is struck through; one that speaks of a standing is quoted from the text."""
    quoted = f"“{passage}”"
    if places == 0:
        words = "what the decision quotes" if claimed(passage) else quoted
        return f"{words}. It was not found in this text, so nothing is struck through for it."
    if struck == places:
        return f"{quoted}, struck through below."
    return f"{quoted}. Not every place where it stands below is struck through."


def _attested(context: Context, event: Event) -> dict[str, Any]:
    words = f"Endorsed before this register was kept. Evidence: {event.evidence or 'not named'}"
    page = context.places.page(event.decision)
    return note("Earlier endorsement", words.rstrip(".") + ".", "The decision", page)


def replaced(context: Context, view: DocumentView) -> list[dict[str, Any]]:
    """What to use instead of a document that left use, or that nothing may be used."""
    return [_replaced(context, view.replacement)] if view.replacement else []


def _replaced(context: Context, instead: Replacement) -> dict[str, Any]:
    """A replacement by its own name if it may be used; otherwise what keeps it from being used."""
    if not instead.document:
        return note(instead.label, instead.text)
    title, page = context.label(instead.document), context.places.page(instead.document)
    if not instead.live:
        return note(instead.label, instead.text, f"How {title} stands", page)
    return {**note(instead.label, "", title, page), "after": instead.text}


def _extension(context: Context, standing: Standing) -> dict[str, Any]:
    event = next((e for e in reversed(standing.events) if e.kind == DecisionKind.EXTEND), None)
    if event is None:
        return note("Extended", WORDS[Flag.EXTENDED].meaning)
    who = context.label(event.group or event.post) or "a group that is not named"
    text = f"Its review was put off on {long_date(event.decided)}, by: {who}. {event.reason}"
    return note("Extended", text, "The decision", context.places.page(event.decision))


def will_stop(standing: Standing) -> str:
    """That a document will be taken out of use, by which day; empty if nobody has decided so."""
    stop = standing.stopping
    if stop is None:
        return ""
    return f"It will be {STOPPED[stop.kind]} from {long_date(stop.effective)}"


STOPPED = {
    DecisionKind.SUSPEND: "suspended",
    DecisionKind.SUPERSEDE: "superseded",
    DecisionKind.WITHDRAW: "withdrawn",
}


def _ahead(context: Context, view: DocumentView) -> list[dict[str, Any]]:
    standing, ahead = view.standing, list[dict[str, Any]]()
    stop = standing.stopping
    if stop is not None:
        text = f"{will_stop(standing)}: {stop.reason}" if stop.reason else will_stop(standing)
        page = context.places.page(stop.decision)
        ahead.append(note("Coming", text.rstrip(".") + ".", "The decision", page))
        instead = coming(standing, context.standing, context.label)
        ahead += [_replaced(context, instead)] if instead else []
    later = standing.upcoming
    if later is not None:
        text = f"Version {later.version} takes effect on {long_date(later.event.effective)}."
        text += " From that day, use it instead." if standing.in_force else ""
        page = view.versions[later.version]
        ahead.append(note("Coming", text, f"Version {later.version}", page))
    if standing.consultation is not None and not standing.text_hidden:
        draft = view.draft if view.has_draft else ""
        link = "Read the draft" if draft else ""
        ahead.append(note("Consultation", comments(standing.consultation), link, draft))
    return ahead


def comments(consultation: Event) -> str:
    """Until when a text is open for comment."""
    closes = consultation.closes
    return f"Open for comment until {long_date(closes)}." if closes else "Open for comment."


def _reviews(context: Context, standing: Standing) -> list[dict[str, Any]]:
    """A review that found that the content must change is shown until the next endorsement."""
    last = standing.review
    if last is None or last.outcome != "clinical":
        return []
    text = f"A review on {long_date(last.decided)} found that the clinical content must change."
    return [note("Review", text, "The review", context.places.page(last.decision))]
