"""A proposal as blocks to write: what stands under which heading, told once for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import State
from handbook.proposal.blocks import ALL, Beside, Points, Quoted, Sentences, Title, ToType
from handbook.proposal.documents import details_of
from handbook.proposal.model import NOBODY
from handbook.proposal.side_by_side import beside, beside_text
from handbook.proposal.statement import agreeing
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handbook.proposal.blocks import AccountBlock, Limits
    from handbook.proposal.model import Citation, Consent, DocumentChange, OtherChange, Proposal

_DOCUMENT = {
    "added": "It is new.",
    "removed": "It is removed.",
    "renamed": "It is given another id.",
    "retyped": "It becomes another kind of document.",
}


def account(
    proposal: Proposal, limits: Limits | None = None, *, in_force: bool = False
) -> tuple[AccountBlock, ...]:
    """Everything to tell of a proposal. ``in_force`` also compares with what readers get."""
    return tuple(_statements(proposal, limits or ALL, in_force=in_force))


def _statements(proposal: Proposal, limits: Limits, *, in_force: bool) -> Iterator[AccountBlock]:
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


def _agree(proposal: Proposal) -> Iterator[AccountBlock]:
    yield Title(2, "Who must agree")
    if not proposal.consents:
        yield Sentences("Nobody need agree to anything.")
    for consent in proposal.consents:
        yield from _consent(consent, proposal)


def _consent(consent: Consent, proposal: Proposal) -> Iterator[AccountBlock]:
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
) -> Iterator[AccountBlock]:
    yield Title(2, f"{document.label} ({document.id})")
    yield Sentences(" ".join(_standing(document)))
    if document.untold:
        yield Sentences(f"Nobody can tell what changes: {document.untold}.", loud=True)
    if document.details:
        yield from beside("What it says", document.details, limits)
    if document.at_once:
        rows = tuple(beside_text(detail, proposal.labels) for detail in document.at_once)
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
    elif document.version and document.state == State.IN_FORCE:
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


def _in_force(document: DocumentChange, limits: Limits, *, whole: bool) -> Iterator[AccountBlock]:
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


def _besides(proposal: Proposal, limits: Limits) -> Iterator[AccountBlock]:
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


def _compared(proposal: Proposal) -> Iterator[AccountBlock]:
    ends = proposal.ends
    head = f"{ends.head} ({ends.head_commit[:12]})" if ends.head_commit else "the working copy"
    moved = "" if ends.fork_commit == ends.base_commit else (
        f" The change began at {ends.fork_commit[:12]}; what the base gained since is not told."
    )  # fmt: skip
    yield Title(2, "What was compared")
    yield Sentences(
        f"Compared: {ends.base} ({ends.base_commit[:12]}) and {head}, as on"
        f" {long_date(proposal.today)}.{moved} Who may decide is read from {ends.base}. A machine"
        " worked this out: it shows what changed, not whether that is right."
    )
