"""The sealed texts of an evidence bundle: which go in, how each stands, and their canonical form.

A copy outlives the day on which it was made. So beside every text lies a note that says how it
stood then, and a text that was published in error, or whose document cannot be told, stays out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.ledger.digest import PREFIX, canonical
from handbook.assess.ledger.event import SEALED
from handbook.assess.words import WORDS, State, Timeliness
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Seal

CANONICAL = "canonical-form.json"
STATUS = "STATUS.txt"
ONLY_EVIDENCE = "for evidence, not for care"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the registry to lay into a bundle; ``sha256`` is known for attachments only."""

    path: str
    source: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SealedText:
    """One sealed text in a bundle. ``status`` is how it stood, in few words."""

    record: str
    version: str
    title: str
    folder: str
    status: str
    usable: bool
    """Whether it was the version in force."""
    digest: str
    decisions: tuple[str, ...]
    """The decisions that name this digest."""
    copies: tuple[Copy, ...] = ()
    canonical: bytes = b""

    @property
    def main(self) -> str:
        """The file that holds the words."""
        return next(
            copy.path for copy in self.copies if copy.path.rpartition("/")[2] != "seal.yaml"
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not in a bundle, and why, as a sentence without its full stop."""

    name: str
    why: str
    digest: str = ""


def status_of(standing: Standing, version: str) -> tuple[str, bool]:
    """How one version stood, in few words, and whether it was the one in force."""
    if version == standing.version:
        if not standing.in_force:
            return WORDS[standing.state].label, False
        late = standing.timeliness in (Timeliness.OVERDUE, Timeliness.EXPIRED)
        added = f", {WORDS[standing.timeliness].label.lower()}" if standing.timeliness else ""
        return f"In force{added if late else ''}", True
    if standing.upcoming is not None and version == standing.upcoming.version:
        return f"Not in effect before {long_date(standing.upcoming.event.effective)}", False
    if standing.in_force:
        return "Past version", False
    return f"Past version of a document that is {WORDS[standing.state].label.lower()}", False


class SealedTexts:
    """The sealed texts of one assessment, each worked out once for however many bundles hold it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[str, SealedText | LeftOut] = {}

    def text(self, standing: Standing, version: str, folder: str) -> SealedText | LeftOut:
        """A sealed text as it goes into ``folder`` of a bundle, or why it stays out.

        The folder names document and version, and ``standing`` is the one that was assessed.
        """
        if folder not in self._known:
            self._known[folder] = text_of(self._registry, standing, version, folder)
        return self._known[folder]


def text_of(
    registry: Registry, standing: Standing, version: str, folder: str
) -> SealedText | LeftOut:
    """A sealed text as it goes into ``folder`` of a bundle, or why it stays out."""
    events = [e for e in standing.events if e.version == version and e.kind in SEALED]
    digest = events[-1].digest if events else ""
    name = f"Version {version}"
    if standing.state is State.UNKNOWN:
        return LeftOut(name, "how the document stands cannot be told", digest)
    seal = registry.seals.get((standing.document, version))
    if seal is None or not events:
        return LeftOut(name, "no decision that counts agreed such a text", digest)
    if standing.text_hidden or any(v.hidden for v in standing.versions if v.version == version):
        why = "it was published in error, and its text is shown nowhere"
        return LeftOut(name, why, digest)
    form = canonical_form(seal)
    if PREFIX + hashlib.sha256(form).hexdigest() != digest:
        return LeftOut(name, "its text is not the one that was decided", digest)
    status, usable = status_of(standing, version)
    return SealedText(
        record=standing.document,
        version=version,
        title=str(seal.record.get("title") or standing.document),
        folder=folder,
        status=status,
        usable=usable,
        digest=digest,
        decisions=_named_by(standing.events, digest),
        copies=_copies(seal, folder),
        canonical=form,
    )


def canonical_form(seal: Seal) -> bytes:
    """The bytes whose SHA-256 is a sealed text's digest; none if it has no canonical form."""
    text = seal.record
    try:
        return canonical(
            seal.type, seal.document, text.data, text.body, text.attachments, seal.administrative
        )
    except ValueError:
        return b""


def _named_by(events: tuple[Event, ...], digest: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.decision for e in events if e.digest == digest))


def _copies(seal: Seal, folder: str) -> tuple[Copy, ...]:
    home = seal.path.rpartition("/")[0]
    own = (seal.record.path, seal.path)
    return (
        *(Copy(f"{folder}{path.removeprefix(home)}", path) for path in own),
        *(
            Copy(f"{folder}/attachments/{attachment.name}", attachment.path, attachment.sha256)
            for attachment in seal.record.attachments
        ),
    )


def status_text(text: SealedText, day: date) -> str:
    """The note beside a sealed text: how it stood on ``day``, and that it is no text to work by."""
    made = long_date(day)
    if text.usable:
        loud = f"COPY FOR EVIDENCE: NOT FOR USE IN CARE. {text.status} on {made}."
        then = f"It was the version in force on {made}. It may have been stopped or replaced since."
    else:
        loud = f"DO NOT USE: {text.status.upper()}"
        then = f"It was not a version in force on {made}. It is kept as evidence only."
    lines = [
        loud,
        "",
        f"{text.title}, version {text.version} ({text.record})",
        then,
        f"This copy was made on {made}; {ONLY_EVIDENCE}.",
        "The network's handbook says how the document stands today.",
        "",
        f"Digest: {text.digest}",
        f"It is {PREFIX} followed by the SHA-256 of {CANONICAL} in this folder.",
    ]
    return "\r\n".join([*lines, ""])
