"""A proposal as blocks to write: what stands under which heading, told once for every format.

Blocks hold words as they are; whoever writes them escapes them. ``Limits`` says how much is told,
and what is left out is counted, never passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.difference import Span
from handbook.difference.telling import shortened
from handbook.proposal.documents import details_of
from handbook.proposal.model import NOBODY
from handbook.proposal.statement import agreeing, place
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handbook.proposal.model import (
        Citation,
        Consent,
        Detail,
        DocumentChange,
        OtherChange,
        Proposal,
    )

Runs = tuple[tuple[str, bool], ...]
"""Words in order, each run with whether it changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows a list may have, how many documents are told, how long one text may be."""

    rows: int = 10_000
    documents: int = 10_000
    letters: int = 4_000


_ALL = Limits()


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of level 2 or 3."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """A paragraph; ``loud`` for the few that must be read."""

    words: str
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list, each point with what is quoted or typed below it."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of somebody's terms or settings, and where they stand."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ToType:
    """Words to type."""

    before: str
    words: str


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One change: where, what it counts as, and both texts."""

    where: str
    verdict: str
    old: Runs
    new: Runs
    clinical: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Changes, old and new side by side."""

    caption: str
    rows: tuple[BesideRow, ...] = field(default=())


Told = Title | Sentences | Points | Quoted | ToType | Beside

_KEPT = 40
"""Letters of what stayed the same that are always shown on each side of a change."""
_WHAT = {"added": "Added", "removed": "Removed", "moved": "Moved", "reworded": "Changed"}
_DOCUMENT = {
    "added": "It is new.",
    "removed": "It is removed.",
    "renamed": "It is given another id.",
    "retyped": "It becomes another kind of document.",
}


def account(
    proposal: Proposal, limits: Limits | None = None, *, in_force: bool = False
) -> tuple[Told, ...]:
    """Everything to tell of a proposal. ``in_force`` also compares with what readers get."""
    return tuple(_told(proposal, limits or _ALL, in_force=in_force))


def _told(proposal: Proposal, limits: Limits, *, in_force: bool) -> Iterator[Told]:
    for number, sentence in enumerate(proposal.statement):
        yield Sentences(sentence, loud=number == 0)
    if proposal.nothing:
        yield from _compared(proposal)
        return
    yield from _agree(proposal)
    shown = proposal.documents[: limits.documents]
    for document in shown:
        yield from _document(document, proposal, limits, in_force=in_force)
    left = proposal.documents[limits.documents :]
    if left:
        changes = sum(len(document.details) for document in left)
        yield Sentences(
            f"Left out here: {len(left)} more documents, with {changes} changes"
            f" ({sum(len(d.clinical) for d in left)} of them clinical).",
            loud=True,
        )
    yield from _besides(proposal, limits)
    yield from _compared(proposal)


def _agree(proposal: Proposal) -> Iterator[Told]:
    yield Title(2, "Who must agree")
    if not proposal.consents:
        yield Sentences("Nobody need agree to anything.")
    for consent in proposal.consents:
        yield from _consent(consent, proposal)


def _consent(consent: Consent, proposal: Proposal) -> Iterator[Told]:
    yield Sentences(agreeing(consent, proposal), loud=True)
    if consent.kind != NOBODY and consent.who:
        yield Sentences(f"Why: {consent.why}.")
    for citation in (*consent.citations, *consent.between):
        yield _quoted(citation)
    for citation in consent.quorum:
        yield _quoted(citation, "Needed: ")
    if consent.meetings:
        yield Points(
            tuple(
                f"{m.label}: " + (
                    f"papers by {long_date(m.papers)}"
                    if m.open
                    else f"too late, papers were due by {long_date(m.papers)}"
                )
                for m in consent.meetings
            )
        )  # fmt: skip
    if consent.typed:
        yield ToType("Once that is given, type", consent.typed)


def _quoted(citation: Citation, before: str = "") -> Quoted:
    words = f"“{citation.words}”" if citation.quoted else citation.words
    return Quoted(f"{before}{words}", f"{citation.source}: {citation.path}")


def _document(
    document: DocumentChange, proposal: Proposal, limits: Limits, *, in_force: bool
) -> Iterator[Told]:
    yield Title(2, f"{document.label} ({document.id})")
    yield Sentences(" ".join(_standing(document)))
    if document.untold:
        yield Sentences(f"Nobody can tell what changes: {document.untold}.", loud=True)
    if document.details:
        yield from beside("What it says", document.details, limits)
    if document.at_once:
        rows = tuple(_beside_text(detail, proposal) for detail in document.at_once)
        yield Beside("Seen by readers as soon as it is merged", rows)
    if document.dose_without_medicines:
        yield Sentences(_DOSE, loud=True)
    if document.in_force is not None and (in_force or document.pending or document.untold):
        yield from _in_force(document, limits, whole=in_force)


_DOSE = (
    "An amount that may be one of a medicine changes, and the text does not say that it holds"
    " medicines (medicines: true). If it does, say so in it: those who see medicines are then asked"
    " first."
)


def _beside_text(detail: Detail, proposal: Proposal) -> BesideRow:
    """A line beside the text, whole; ids with what they are called."""

    def whole(value: str) -> Runs:
        name = proposal.labels.get(value, "")
        return ((f"{name} ({value})" if name else value, True),) if value else ()

    return BesideRow(
        place(detail), _WHAT[detail.what], whole(detail.old), whole(detail.new), clinical=False
    )


def _standing(document: DocumentChange) -> Iterator[str]:
    if document.what in _DOCUMENT:
        yield _DOCUMENT[document.what]
    if document.became:
        yield f"Most of its words stand under {document.became} now."
    if document.lost:
        yield (
            f"Version {document.version}, which is {document.state}, would not be there any more"
            " once this is merged as it is; handbook check --base refuses it."
        )
    elif document.taken_back:
        yield f"This takes it back to what readers get already: version {document.version}."
    elif document.given:
        yield f"This very text was decided about, in {', '.join(document.given)}."
    elif document.version and document.state == "in force":
        if document.details or document.untold:
            yield (
                f"Readers go on getting version {document.version}, which is in force, until"
                " those who must agree have decided."
            )
        else:
            yield f"Version {document.version} stays in force."
    elif document.version:
        yield f"Readers get version {document.version}, which is {document.state}."
    else:
        yield "It was never endorsed: readers see a draft, this one as soon as it is merged."
    if document.details:
        clinical = len(document.clinical)
        minor = len(document.details) - clinical
        yield f"Of its text, {clinical} {_changes(clinical)} clinical and {minor} minor."


def _changes(number: int) -> str:
    return "change is" if number == 1 else "changes are"


def _in_force(document: DocumentChange, limits: Limits, *, whole: bool) -> Iterator[Told]:
    assert document.in_force is not None  # noqa: S101  asked by the caller
    changes = document.in_force.changes
    clinical = len(document.in_force.clinical)
    version = f"version {document.version}"
    if not changes:
        return
    begin = "The working text was not what readers get before this change, either. " * (
        document.pending
    )
    yield Sentences(
        f"{begin}Against {version}, which readers get, the proposed text has {len(changes)}"
        f" {'change' if len(changes) == 1 else 'changes'}, {clinical} of them clinical; whoever"
        " decides, decides about all of them."
    )
    if whole:
        details = details_of(document.in_force)
        yield from beside(f"Against {version}, which readers get", details, limits)


def beside(caption: str, details: Sequence[Detail], limits: Limits = _ALL) -> Iterator[Told]:
    """Changes side by side. The clinical changes first where not all of them can be shown."""
    shown = list(details)
    if len(shown) > limits.rows:
        shown = sorted(shown, key=lambda detail: not detail.clinical)[: limits.rows]
    yield Beside(caption, tuple(_row(detail, limits) for detail in shown))
    left = len(details) - len(shown)
    if left:
        clinical = sum(d.clinical for d in details) - sum(d.clinical for d in shown)
        yield Sentences(
            f"Left out here: {left} more {'change' if left == 1 else 'changes'},"
            f" {clinical} of them clinical.",
            loud=True,
        )


def _row(detail: Detail, limits: Limits) -> BesideRow:
    counts = "clinical" if detail.clinical else "minor"
    return BesideRow(
        place(detail),
        f"{_WHAT[detail.what]}, {counts}: {'; '.join(detail.reasons)}",
        _runs(detail, "removed", limits) if detail.old else (),
        _runs(detail, "added", limits) if detail.new else (),
        detail.clinical,
    )


def _runs(detail: Detail, side: str, limits: Limits) -> Runs:
    """One text of a change, with the words that went or came marked, and what stayed cut short."""
    spans = _joined([span for span in detail.spans if span.what in ("same", side)], side)
    kept = max(_KEPT, limits.letters // 8)
    runs: list[tuple[str, bool]] = []
    left = limits.letters
    for number, span in enumerate(spans):
        text = span.text
        if span.what == "same":
            text = shortened(text, kept, first=number == 0, last=number == len(spans) - 1)
        if len(text) > left:
            text = f"{text[:left]} ... (cut short)"
        left -= len(text)
        runs.append((text, span.what == side))
        if left <= 0:
            break
    return tuple(runs)


def _joined(spans: Sequence[Span], side: str) -> list[Span]:
    """Runs of words that changed as one, where nothing but a blank stands between them."""
    joined: list[Span] = []
    for span in spans:
        between = len(joined) > 1 and joined[-1].what == "same" and not joined[-1].text.strip()
        if span.what == side and between and joined[-2].what == side:
            blank, before = joined.pop(), joined.pop()
            joined.append(Span(side, before.text + blank.text + span.text))
        else:
            joined.append(span)
    return joined


def _besides(proposal: Proposal, limits: Limits) -> Iterator[Told]:
    """Whatever is not the text of a document."""
    lists = (
        ("Decisions that this brings", [_other(d) for d in proposal.decisions]),
        (
            "How documents stand, as soon as it is merged",
            [
                f"{s.label} ({s.document}): {'; '.join(s.words)}"
                + ("" if s.decided else ". No decision says so")
                for s in proposal.shifts
            ],
        ),
        (
            "Posts, groups, settings and other records",
            [_other(other) for other in proposal.others],
        ),
        (
            "Policy items that are served otherwise",
            [
                f"{c.policy}, item {c.item} ({c.topic}): “{c.before}” becomes “{c.after}”"
                + ("" if c.merged else " once this text is endorsed")
                + (f": {c.why}" if c.why else "")
                for c in proposal.coverage
            ],
        ),
        (
            "Links and references that lead nowhere now",
            [f"{link.label} ({link.path}): {link.words}" for link in proposal.links],
        ),
        (
            "Files that cannot be read",
            [f"{file.path}: {file.why}" for file in proposal.unread],
        ),
    )
    for title, lines in lists:
        if lines:
            yield Title(2, title)
            yield Points(tuple(_some(lines, limits.rows)))


def _other(change: OtherChange) -> str:
    name = f"{change.label}: " if change.label else ""
    end = f" (accepted: {', '.join(change.accepted)})" if change.accepted else ""
    return f"{name}{change.words} [{change.path}]{end}"


def _some(lines: Sequence[str], most: int) -> Iterable[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"Left out here: {len(lines) - most} more."


def _compared(proposal: Proposal) -> Iterator[Told]:
    ends = proposal.ends
    head = f"{ends.head} ({ends.head_commit[:12]})" if ends.head_commit else "the working copy"
    moved = "" if ends.fork_commit == ends.base_commit else (
        f" The change began at {ends.fork_commit[:12]}; what the base gained since is not told."
    )  # fmt: skip
    yield Title(2, "What was compared")
    yield Sentences(
        f"Compared: {ends.base} ({ends.base_commit[:12]}) and {head}, as on"
        f" {long_date(proposal.today)}.{moved} Who may decide is read from {ends.base}. A machine worked this out: it shows what"
        " changed, not whether that is right."
    )
