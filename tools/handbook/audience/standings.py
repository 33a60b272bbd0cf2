"""How public documents stand, by decisions of which some are for members.

A standing is worked out from all decisions. What is passed on of a decision for members is on a
list: what it did, to which document and version, when, and until when. Not its name, its number in
the minutes, who made it, its words or its reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.ledger.model import Event
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.standing.succession import way_to
from handbook.assess.words import State
from handbook.assess.workflow import UNBINDING
from handbook.audience.stand_ins import DECISION, DOCUMENT, alias
from handbook.source.words.runs import strings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from handbook.link import Registry

KEPT_REASON = "It is told to members."
KEPT_DOUBT = "something that its standing rests on cannot be read or believed"
KEPT_DIGEST = "of a text for members"


class PublicStandings:
    """The standings of the documents that are shown, and how many decisions had to be renamed."""

    def __init__(
        self, registry: Registry, standings: Mapping[str, Standing], shown: Container[str]
    ) -> None:
        self._registry, self._whole, self._shown = registry, standings, shown
        self.renamed = 0
        self.standings = {
            name: self._standing(standing) for name, standing in standings.items() if name in shown
        }

    def _standing(self, whole: Standing) -> Standing:
        names = self._names(whole)
        kept = kept_versions(whole)

        def public(event: Event | None) -> Event | None:
            return None if event is None else self._event(event, names, kept)

        return Standing(
            document=whole.document,
            state=whole.state,
            timeliness=whole.timeliness,
            flags=whole.flags,
            version=whole.version,
            digest=whole.digest,
            event=public(whole.event),
            state_event=public(whole.state_event),
            review_due=whole.review_due,
            expires=whole.expires,
            usable_after_expiry=whole.usable_after_expiry,
            until=whole.until,
            successor=self._successor(whole.document, whole.successor),
            text_hidden=whole.text_hidden,
            why=(KEPT_DOUBT,) if whole.why and whole.state is State.UNKNOWN else (),
            versions=tuple(self._version(each, names, kept) for each in whole.versions),
            upcoming=self._version(whole.upcoming, names, kept) if whole.upcoming else None,
            stopping=public(whole.stopping),
            events=tuple(
                self._event(event, names, kept)
                for event in whole.events
                if event.decision in self._shown or event.kind not in UNBINDING
            ),
            review=public(whole.review),
            consultation=public(whole.consultation),
            stops=_named(whole.stops, names),
            unlifting=_named(whole.unlifting, names),
            doubts=(KEPT_DOUBT,) if whole.doubts else (),
        )

    def _names(self, whole: Standing) -> dict[str, str]:
        """What each decision about a document is called."""
        names: dict[str, str] = {}
        number = 0
        singly = (whole.event, whole.state_event, whole.stopping, whole.review, whole.consultation)
        versions = (*whole.versions, *((whole.upcoming,) if whole.upcoming else ()))
        for event in (*whole.events, *singly, *(version.event for version in versions)):
            if event is None:
                continue
            if event.decision in self._shown:
                names[event.decision] = event.decision
            elif event.decision not in names:
                number += 1
                names[event.decision] = alias(number)
        self.renamed = max(self.renamed, number)
        return names

    def _version(
        self, version: VersionStanding, names: Mapping[str, str], kept: frozenset[str]
    ) -> VersionStanding:
        return VersionStanding(
            version=version.version,
            state=version.state,
            digest=_digest(version.version, version.digest, kept),
            event=self._event(version.event, names, kept),
            review_due=version.review_due,
            expires=version.expires,
            hidden=version.hidden,
        )

    def _event(self, event: Event, names: Mapping[str, str], kept: frozenset[str]) -> Event:
        bare = Event(
            decision=names[event.decision],
            kind=event.kind,
            document=event.document,
            title="",
            decided=event.decided,
            effective=event.effective,
            version=event.version,
            digest=_digest(event.version, event.digest, kept),
            review_due=event.review_due,
            expires=event.expires,
            usable_after_expiry=event.usable_after_expiry,
            closes=event.closes,
            outcome=event.outcome,
            exit=event.exit,
            successor=self._successor(event.document, event.successor),
            no_replacement=event.no_replacement,
            reason=KEPT_REASON if event.reason else "",
            evidence_held=event.evidence_held,
            endorsed_on=event.endorsed_on,
            lifts=_named(event.lifts, names),
            wrong=tuple(text for text in event.wrong if self._stands(event.document, text, kept)),
            ratifies=_named(event.ratifies, names),
            urgent=event.urgent,
            corrects=event.corrects,
            corrects_digest=_digest(event.corrects, event.corrects_digest, kept),
            ratify_by=event.ratify_by,
            ratified_by=names.get(event.ratified_by, DECISION if event.ratified_by else ""),
        )
        if event.decision not in self._shown:
            return bare
        return replace(
            bare,
            title=event.title,
            group=self._name(event.group),
            meeting=self._name(event.meeting),
            item=event.item,
            post=self._name(event.post),
            reason=event.reason,
            evidence=event.evidence,
            endorsed_by=event.endorsed_by,
            wrong=event.wrong,
        )

    def _name(self, record: str) -> str:
        return record if record in self._shown else ""

    def _successor(self, document: str, successor: str) -> str:
        """What took a document's place: the public text at the end of the chain, if it is not."""
        if not successor or successor in self._shown:
            return successor
        live = way_to(document, successor, self._whole.get).live
        return live if live in self._shown else DOCUMENT

    def _stands(self, document: str, passage: str, kept: Iterable[str]) -> bool:
        """Whether a passage that a decision for members names as wrong is one of a public text."""
        wanted = " ".join(passage.split())
        seals = (self._registry.seals.get((document, version)) for version in kept)
        texts = (_words(seal.record.data, seal.record.body) for seal in seals if seal)
        return any(wanted in text for text in texts)


def kept_versions(standing: Standing) -> frozenset[str]:
    """The versions of a public document whose texts anybody may read: today's, and the next.

    Whether an earlier one was for members when it was sealed, nothing says.
    """
    upcoming = standing.upcoming.version if standing.upcoming else ""
    return frozenset(filter(None, (standing.version, upcoming)))


def _digest(version: str, digest: str, kept: Container[str]) -> str:
    """The digest of a text that is shown; of another, words that tell one from another."""
    return digest if not digest or version in kept else f"version {version}, {KEPT_DIGEST}"


def _named(decisions: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[decision] for decision in decisions if decision in names)


def _words(data: object, body: str | None) -> str:
    """Everything that a sealed text says, in one run of words."""
    parts = [body or "", *strings(data)]
    return " ".join(" ".join(parts).split())
