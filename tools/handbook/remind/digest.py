"""Who is written to about what falls due, and in which words: one letter for each post.

Each owner is told what is theirs, each champion what their organisation has yet to answer, each
group's secretary, or the coordinator, what its next meetings can decide. What belongs to nobody,
or to somebody who cannot be written to, goes to the coordinator, and is said to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.remind.addresses import address_of
from handbook.remind.gathering import coordinator_of, is_vacant
from handbook.remind.parcels import parcels
from handbook.remind.wording import owner_words
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.remind.parcels import DigestQuestion, LetterPart, Parcel


@dataclass(frozen=True, slots=True)
class Letter:
    """What one post is told. ``address`` is its mailbox, as the register has it."""

    post: str
    name: str
    address: str
    parts: tuple[LetterPart, ...]
    due: int = 0
    late: int = 0
    """Of what falls due, its own and what it is told of in the place of others."""
    stopped: int = 0
    """Texts in use that the network does not stand behind."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """All letters of a week, and what went to another post or reached nobody, in sentences."""

    letters: tuple[Letter, ...]
    notes: tuple[str, ...] = ()
    lost: bool = False
    """Whether there is anything that nobody at all is told of."""


def mailing_of(question: DigestQuestion) -> Mailing:
    """Every letter that there is to write, in order of the ids of posts."""
    assessment = question.assessment
    delivered: dict[str, list[Parcel]] = {}
    notes: dict[str, None] = {}
    lost = False
    for parcel in parcels(question):
        reader, why = _reader(assessment, parcel.post)
        if why:
            to = f"what is for it goes to {reader}" if reader else "what is for it reaches nobody"
            notes[f"{parcel.post or 'No post'}: {why}, so {to}."] = None
        if reader:
            delivered.setdefault(reader, []).append(_for_another(assessment, parcel, reader))
        lost = lost or not reader
    letters = (
        Letter(
            post,
            assessment.registry.label(post),
            address_of(assessment, post),
            tuple(parcel.part for parcel in delivered[post]),
            sum(parcel.due for parcel in delivered[post]),
            sum(parcel.late for parcel in delivered[post]),
            sum(parcel.stopped for parcel in delivered[post]),
        )
        for post in sorted(delivered)
    )
    return Mailing(tuple(letters), tuple(notes), lost)


def _for_another(assessment: Assessment, parcel: Parcel, reader: str) -> Parcel:
    """A part that goes to another post says for whom it was meant."""
    if parcel.post == reader:
        return parcel
    title = f"{parcel.part.title} (for {owner_words(assessment, parcel.post)})"
    return replace(parcel, part=replace(parcel.part, title=title))


def _reader(assessment: Assessment, post: str) -> tuple[str, str]:
    """Who is written to in place of a post, and why, if that is another; nobody if none can be."""
    why = _unreachable(assessment, post)
    if not why:
        return post, ""
    coordinator = coordinator_of(assessment)
    return "" if _unreachable(assessment, coordinator) else coordinator, why


def _unreachable(assessment: Assessment, post: str) -> str:
    """Why a post cannot be written to; empty if it can be."""
    if not post:
        return "nobody is named"
    record = assessment.registry.records.get(post)
    if record is None or record.type != KnownType.POST:
        return "there is no such post"
    if is_vacant(assessment, post):
        return "nobody holds this post"
    return "" if address_of(assessment, post) else "the post has no e-mail address"
