"""The standing box: what stands at the top of every document's page.

Labels, and the marks along a text, are those of ``assess/words.py``; what to do about them is said
by ``advice.py``. Words only, no Markdown: the theme draws them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import MARKS, WORDS, State, Tone
from handbook.assess.workflow import DecisionKind
from handbook.render.frame.advice import advice
from handbook.render.frame.besides import besides
from handbook.render.frame.notes import STOPPED_BY, comments, note, notes, replaced
from handbook.render.frame.ringing import must_ring, whom_to_ring
from handbook.render.model import page_url
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.ledger.model import Event
    from handbook.assess.standing.model import Standing, VersionStanding
    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView


def mark(state: State) -> str:
    """What stands all along a text that may not be relied on; empty for one in force."""
    return MARKS.get(state, "")


def _ring(context: Context, *, in_force: bool, shown: Record | None) -> dict[str, Any] | None:
    """Whom to ring, beside a text that may not be relied on or that sends its readers to ring."""
    return None if in_force and not must_ring(shown) else whom_to_ring(context.assessment)


def box(context: Context, view: DocumentView, adopted: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The standing box of a document's own page.

    ``adopted`` are facts about its adoption by organisations: no standing of the network says any.
    """
    standing, shown = view.standing, view.seal.record if view.seal else None
    return {
        "tone": str(_tone(view)),
        "unknown": standing.state is State.UNKNOWN,
        "heading": WORDS[standing.state].label,
        "badges": [badge(word.label, word.tone) for word in view.words],
        "advice": advice(standing),
        "ring": _ring(context, in_force=standing.in_force, shown=shown),
        "go": standing.in_force,
        "notes": notes(context, view),
        "facts": [*facts(context, view), *adopted],
        "besides": besides(context, view.record, standing),
        "history": page_url(view.history) if standing.events else "",
        "as_at": f"As recorded on {long_date(context.assessment.today)}.",
    }


def badge(label: str, tone: Tone) -> dict[str, str]:
    """One tag of the box."""
    return {"label": label, "tone": str(tone)}


def _found_wanting(standing: Standing) -> list[Tone]:
    """A review found that what it says must change, and nothing was endorsed since."""
    return [Tone.CARE] if standing.review and standing.review.outcome == "clinical" else []


def _tone(view: DocumentView) -> Tone:
    """The loudest of all that is said of a document as it stands."""
    return _loudest([*(word.tone for word in view.words), *_found_wanting(view.standing)])


def _loudest(tones: Sequence[Tone]) -> Tone:
    order = (Tone.STOP, Tone.CARE, Tone.GOOD, Tone.QUIET)
    return min(tones, key=order.index)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def facts(context: Context, view: DocumentView) -> list[dict[str, Any]]:
    """The dated facts under the advice, as pairs of a name and words, some with a link."""
    standing = view.standing
    sealed = view.seal.record if view.seal and standing.in_force else None
    source = sealed.get("taken-over") if sealed else None
    endorsed = "Endorsed here by" if source else "Endorsed by"
    label = endorsed if standing.in_force else "Last endorsement recorded by"
    rows = _endorsement(context, standing.event, label=label)
    if source:
        there = f"{source['network-title']}, version {source['version']} there"
        rows.append(fact("Taken over from", there))
    if standing.version:
        rows.append(fact("Version", standing.version))
    if standing.event:
        rows.append(fact("In effect from", long_date(standing.event.effective)))
    if standing.review_due and (standing.in_force or standing.state is State.LAPSED):
        late = standing.review_due < context.assessment.today
        rows.append(
            fact("Review was due" if late else "Next review due", long_date(standing.review_due))
        )
    if standing.expires:
        rows.append(fact("Endorsed until", long_date(standing.expires)))
    return rows


def fact(label: str, text: str, page: str = "", href: str = "", link: str = "") -> dict[str, Any]:
    """One fact; ``page`` is a page of the tree, ``href`` an address outside it.

    ``link`` are words of their own that lead to ``href``; without them the fact itself does.
    """
    return {
        "label": label,
        "text": " ".join(text.split()),
        "href": page_url(page) if page else "",
        "away": href,
        **({"link": link} if link else {}),
    }


def _endorsement(context: Context, event: Event | None, *, label: str) -> list[dict[str, Any]]:
    """By whom and at which meeting, under the words that fit the text."""
    if event is None:
        return []
    places, rows = context.places, []
    if event.group:
        label = "Taken over by" if event.kind == DecisionKind.ATTEST else label
        rows.append(fact(label, context.label(event.group), places.page(event.group)))
    if event.meeting:
        item = f", item {event.item}" if event.item else ""
        sitting = f"{long_date(event.decided)}{item}"
        rows.append(fact("At the meeting of", sitting, places.page(event.meeting)))
    elif event.decided and not event.post:
        rows.append(fact("Decided on", long_date(event.decided)))
    return rows


def version_box(
    context: Context,
    view: DocumentView,
    version: VersionStanding,
    adopted: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    """The box of the page of one sealed version: current, yet to come, or past."""
    standing, title = view.standing, f"Version {version.version}"
    current = standing.in_force and version.version == standing.version
    coming = standing.upcoming is not None and version.version == standing.upcoming.version
    if current:
        tone, words = _tone(view), "This is the version in force."
    elif coming:
        tone = Tone.CARE
        words = f"Takes effect on {long_date(version.event.effective)}. Do not rely on it before."
    else:
        tone = Tone.QUIET if _only_past(standing, version) else Tone.STOP
        words = "This is not the version in force. Do not rely on it."
    label = "In force" if current else "Not yet in effect" if coming else "Past version"
    if not current and not coming and version.version == standing.version:
        label = WORDS[standing.state].label
    if version.hidden:
        label = "Published in error"
    seal = view.seals.get(version.version)
    return {
        "tone": str(tone),
        "heading": f"{title}: {_lower_first(label)}",
        "badges": [badge(label, tone)],
        "ring": _ring(context, in_force=current, shown=seal.record if seal else None),
        "go": current,
        "advice": [words, *(advice(standing) if current else [])],
        "notes": [
            note("The document", "", "How it stands today", view.page),
            note("The days", "", "What applied when", view.history),
            *replaced(context, view),
            *adopted,
        ],
        "digest": version.digest,
        "facts": [
            *_endorsement(
                context, version.event, label="Endorsed by" if current else "Endorsed then by"
            ),
            fact("Version", version.version),
            fact("In effect from", long_date(version.event.effective)),
        ],
        "as_at": f"As recorded on {long_date(context.assessment.today)}.",
    }


def _only_past(standing: Standing, version: VersionStanding) -> bool:
    """Whether a version is history and nothing worse: replaced in its turn, and never stopped."""
    stopped = any(
        event.kind in STOPPED_BY and event.version in ("", version.version)
        for event in standing.events
    )
    replaced_since = version.state is State.SUPERSEDED and not version.hidden
    return standing.in_force and replaced_since and not stopped


def _what_changes(view: DocumentView) -> list[dict[str, Any]]:
    if not view.is_compared:
        return []
    return [note("What would change", "", "Compare it with the endorsed text", view.changes)]


def draft_box(context: Context, view: DocumentView) -> dict[str, Any]:
    """The box of the page of a working text."""
    standing, opened = view.standing, view.standing.consultation
    ahead = standing.in_force or standing.state in (State.PROPOSED, State.IN_CONSULTATION)
    tone = Tone.CARE if ahead else Tone.STOP
    words = ["This is a draft. Nobody has endorsed it. Do not rely on it."]
    if standing.version and standing.in_force:
        words.append("The endorsed text is on the document's own page.")
    return {
        "tone": str(tone),
        "heading": "Draft: not endorsed",
        "badges": [badge("Draft", tone)],
        "ring": whom_to_ring(context.assessment),
        "advice": words,
        "notes": [
            note("The document", "", "How it stands today", view.page),
            *replaced(context, view),
            *_what_changes(view),
            *([note("Consultation", comments(opened))] if opened else []),
        ],
        "facts": [],
        "besides": besides(context, view.record, None),
        "as_at": f"As recorded on {long_date(context.assessment.today)}.",
    }
