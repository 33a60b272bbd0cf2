"""What follows from all records, as far as anybody may know it: coverage, dues, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from handbook.assess.adoption.derive import local_adoption
from handbook.assess.adoption.model import Audience, Position
from handbook.assess.adoption.positions import is_asked, member
from handbook.assess.authority.mandate import Basis, Mandate
from handbook.assess.coverage.derive import NOT_JUDGED
from handbook.assess.coverage.model import Claim, Coverage, Judged
from handbook.assess.due.model import Due
from handbook.assess.settings.reading import read_settings
from handbook.assess.words import Local
from handbook.audience.shown import hidden_pairs, pair_of
from handbook.audience.stand_ins import RECORD
from handbook.audience.standings import KEPT_DOUBT
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from handbook.assess.adoption.model import Adoption
    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record

    Adopted = tuple[Mapping[str, Standing], Mapping[str, str]]

PART_KEPT = "part of what serves it is for members"


def public_settings(
    whole: Settings, network: Record | None, registry: Registry, shown: frozenset[str]
) -> Settings:
    """The settings as the ``network`` says them that is shown, without ids of what is not.

    Whoever gave an answer that is not shown is not asked, so that silence is never said of them.
    """
    return replace(read_settings(network), adoption_asked=dict(_asked(whole, registry, shown)))


def _only(names: tuple[str, ...], shown: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in shown)


def _asked(settings: Settings, registry: Registry, shown: frozenset[str]) -> Mapping[str, Audience]:
    """Who is asked about each public document that not everybody is asked about."""
    members = [
        member(each) for each in registry.of_type(KnownType.ORGANISATION) if each.id in shown
    ]
    hidden = hidden_pairs(registry, shown)
    of_note = {document for _, document in hidden} | settings.adoption_asked.keys()
    asked = {}
    for document in sorted(of_note & shown):
        asked[document] = Audience(
            organisations=frozenset(
                each.id
                for each in (replace(each, joined=None, left=None) for each in members)
                if (each.id, document) not in hidden
                and is_asked(each, document, date.min, settings)
            )
        )
    return asked


def public_adoption(
    whole: Assessment, registry: Registry, settings: Settings, public: Adopted
) -> Adoption:
    """Adoption by what is shown; what cannot be told by everything cannot be told by that either.

    ``public`` are the public standings, and what is held back.
    """
    standings, held = public
    lost = {pair for pair, place in whole.adoption.positions.items() if _unknown(place)}
    doubted = {
        each.id: KEPT_DOUBT
        for each in registry.of_type(KnownType.ADOPTION)
        if pair_of(each) in lost
    }
    made = local_adoption(registry, standings, settings, whole.today, held_back={**doubted, **held})
    positions = {
        pair: Position(
            place.organisation,
            place.document,
            Local.UNKNOWN,
            place.intended,
            outstanding=place.outstanding,
            due=place.due,
            why=(KEPT_DOUBT,),
        )
        if pair in lost and not _unknown(place)
        else place
        for pair, place in made.positions.items()
    }
    return replace(made, positions=positions)


def _unknown(place: Position) -> bool:
    return place.local is Local.UNKNOWN


def public_coverage(whole: Assessment, shown: frozenset[str]) -> dict[str, Coverage]:
    """The coverage of public policies, as everything together makes it.

    A judgement for members is none, and what it names is not told.
    """
    return {
        policy: Coverage(policy, tuple(_judged(item, shown) for item in coverage.items))
        for policy, coverage in whole.coverage.items()
        if policy in shown
    }


def _judged(whole: Judged, shown: frozenset[str]) -> Judged:
    bare = Judged(
        policy=whole.policy,
        item=whole.item,
        topic=whole.topic,
        section=whole.section,
        verification=whole.verification,
        judged=NOT_JUDGED,
        holds=NOT_JUDGED,
        why="",
        suspect=False,
    )
    if whole.mapping not in shown:
        return bare
    claims = tuple(
        Claim(claim.document, claim.section, claim.extent, claim.counts, claim.why)
        for claim in whole.claims
        if claim.document in shown
    )
    all_told = len(claims) == len(whole.claims)
    return replace(
        bare,
        judged=whole.judged,
        holds=whole.holds,
        why=whole.why if all_told else PART_KEPT,
        suspect=whole.suspect,
        rationale=whole.rationale,
        gap=whole.gap,
        action=whole.action if whole.action in shown else "",
        edition=whole.edition,
        judged_on=whole.judged_on,
        judged_by=whole.judged_by if whole.judged_by in shown else "",
        claims=claims,
        mapping=whole.mapping,
    )


def public_mandates(whole: Assessment, shown: frozenset[str]) -> dict[str, Mandate]:
    """What the groups that are shown may decide, without what names a record that is not.

    The act that constituted the network leaves a group to terms that need not be public ones.
    """
    return {
        group: Mandate(
            group=group,
            basis=mandate.basis,
            why=KEPT_DOUBT if mandate.why else "",
            parent=mandate.parent if mandate.parent in shown else "",
            powers=mandate.powers,
            quorum=mandate.quorum if mandate.basis is Basis.TERMS else None,
            posts=_only(mandate.posts, shown),
            in_writing=mandate.in_writing,
            by_chair=mandate.by_chair,
            ends=mandate.ends,
            meeting=mandate.meeting if mandate.meeting in shown else "",
            meeting_on=mandate.meeting_on if mandate.meeting in shown else None,
            meeting_kept=bool(mandate.meeting) and mandate.meeting not in shown,
        )
        for group, mandate in whole.mandates.items()
        if group in shown
    }


def public_dues(whole: Assessment, shown: frozenset[str]) -> tuple[Due, ...]:
    """What falls due of public records. Where it can be decided is told if all meetings are.

    Who has sent what, and who has not, is for members.
    """
    meetings = all(meeting.id in shown for meeting in whole.registry.of_type(KnownType.MEETING))
    return tuple(
        Due(
            what=due.what,
            record=due.record,
            owner=due.owner if due.owner in shown or not due.owner else RECORD,
            on=due.on,
            days=due.days,
            meetings=_only(due.meetings, shown),
            too_late=due.too_late if meetings else "",
            since=due.since,
            why=KEPT_DOUBT if due.why else "",
            dated=due.dated,
            by=due.by,
            was=due.was,
            groups=_only(due.groups, shown),
        )
        for due in whole.due
        if due.record in shown and not due.awaited
    )
