"""How far the network's documents do what a policy asks, item by item.

A judgement says how far; the standing of the documents it names says whether that still holds.
``docs/standing.md`` says how parts combine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.coverage.model import Claim, Coverage, Judged
from handbook.assess.texts import Texts
from handbook.assess.words import Extent, State
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record

    Hindsight = Callable[[str, date | None], str]
    """Why a judgement made on a day says nothing of a document's text on the day asked about."""

NOT_JUDGED = Extent.NOT_JUDGED
_WORDS = {
    str(extent).replace(" ", "-"): extent for extent in Extent if extent is not Extent.NOT_JUDGED
}


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One judgement, and the id of the mapping that it stands in."""

    mapping: str
    data: Mapping[str, Any]


def coverage_of(
    registry: Registry, standings: Mapping[str, Standing], hindsight: Hindsight | None = None
) -> dict[str, Coverage]:
    """The coverage of every policy, by its id, given how the documents stand on the day.

    ``hindsight`` is given when the day is not today: a judgement is of the text that stood when it
    was made, and must not speak for another.
    """
    texts = Texts(registry)
    judgements: dict[tuple[str, str], list[_Judgement]] = {}
    for mapping in registry.of_type(KnownType.POLICY_MAPPING):
        for data in mapping.get("judgements") or ():
            key = (str(mapping.get("policy")), str(data.get("item")))
            judgements.setdefault(key, []).append(_Judgement(mapping.id, data))
    return {
        policy.id: Coverage(
            policy.id,
            tuple(
                _judged(
                    texts,
                    standings,
                    policy,
                    item,
                    judgements.get((policy.id, item["id"]), []),
                    hindsight,
                )
                for item in policy.get("items") or ()
            ),
        )
        for policy in registry.of_type(KnownType.POLICY)
    }


def combine(judged: str, claims: Iterable[Claim]) -> str:
    """What holds of a judgement once claims that do not count are left out.

    Parts never add up by themselves: several make the whole only where the judgement says that
    they do, and all of them count.
    """
    named = tuple(claims)
    counting = [claim for claim in named if claim.counts]
    if judged not in {Extent.FULL, Extent.PARTIAL}:
        return judged
    if not counting:
        return Extent.NONE
    whole = len(counting) == len(named) or any(c.extent == Extent.FULL for c in counting)
    return Extent.FULL if judged == Extent.FULL and whole else Extent.PARTIAL


def _named(policy: Record, item: Mapping[str, Any]) -> dict[str, Any]:
    """What an item of a policy says of itself."""
    return {
        "policy": policy.id,
        "item": str(item["id"]),
        "topic": str(item.get("topic", "")),
        "section": str(item.get("section", "")),
        "verification": str(item.get("verification", "")),
    }


def _judged(
    texts: Texts,
    standings: Mapping[str, Standing],
    policy: Record,
    item: Mapping[str, Any],
    judgements: list[_Judgement],
    hindsight: Hindsight | None,
) -> Judged:
    """One item of a policy. An item judged twice is not judged: nobody can say which holds."""
    about = _named(policy, item)
    if len(judgements) != 1:
        where = ", ".join(sorted(j.mapping for j in judgements))
        why = f"it is judged more than once, in {where}" if judgements else ""
        return Judged(**about, judged=NOT_JUDGED, holds=NOT_JUDGED, why=why, suspect=False)
    (judgement,) = judgements
    data = judgement.data
    judged = _WORDS.get(str(data.get("judgement")), NOT_JUDGED)
    when = day_or_none(data.get("judged-on"))
    served_by = data.get("served-by") or ()
    claims = tuple(
        _claims(texts, standings, served_by, lambda document: _late(hindsight, document, when))
    )
    holds = combine(judged, claims)
    return Judged(
        **about,
        judged=judged,
        holds=holds,
        why="" if holds == judged else _why(judged, claims),
        suspect=data.get("edition") != policy.get("edition"),
        rationale=str(data.get("rationale", "")),
        gap=str(data.get("gap", "")),
        action=str(data.get("action", "")),
        edition=str(data.get("edition", "")),
        judged_on=when,
        judged_by=str(data.get("judged-by", "")),
        claims=claims,
        mapping=judgement.mapping,
    )


def _late(hindsight: Hindsight | None, document: str, when: date | None) -> str:
    return hindsight(document, when) if hindsight else ""


def _claims(
    texts: Texts,
    standings: Mapping[str, Standing],
    served_by: Iterable[Mapping[str, Any]],
    late: Callable[[str], str],
) -> Iterator[Claim]:
    """What each document named is worth: it counts only while it is in force.

    A section counts only if it is in the text that was endorsed.
    """
    registry = texts.registry
    for entry in served_by:
        document = str(entry.get("document"))
        section = str(entry.get("section", ""))
        standing = standings.get(document)
        if standing is None:
            why = f"{registry.label(document)} cannot be found or read"
        elif standing.in_force:
            why = _hindered(texts, standing, section, late(document))
        else:
            why = f"{registry.label(document)} is {_state(standing)}"
        yield Claim(document, section, str(entry.get("extent", "")), not why, why)


def _hindered(texts: Texts, standing: Standing, section: str, late: str) -> str:
    """Why a claim on a document in force does not count; empty if it does."""
    label = texts.registry.label(standing.document)
    if late:
        return f"{label} {late}"
    seal = texts.registry.seals.get((standing.document, standing.version))
    there = not section or (seal is not None and section in texts.anchors(seal.record))
    return "" if there else _no_section(texts.registry, standing, section)


def _no_section(registry: Registry, standing: Standing, section: str) -> str:
    label = registry.label(standing.document)
    return f"the endorsed text of {label}, version {standing.version}, has no section {section}"


def _state(standing: Standing) -> str:
    """A state that is no longer, or not yet, in force, as it stands in a sentence."""
    return {
        State.UNKNOWN: "of unknown standing",
        State.PROPOSED: "only proposed",
        State.LAPSED: "past the date that it was endorsed until",
    }.get(standing.state, str(standing.state))


def _why(judged: str, claims: tuple[Claim, ...]) -> str:
    """Why less holds than was judged."""
    lost = [claim.why for claim in claims if claim.why]
    return f"it was judged {judged}, but " + (
        "; ".join(dict.fromkeys(lost)) if lost else "no document is named that serves it"
    )
