"""Who must agree to a change: which agreements it needs, each with what says so.

What cannot be read or told apart goes to those who endorse, never to an owner alone. Where nobody
can decide, that is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.words import State
from handbook.difference import read_rules
from handbook.proposal.authority import (
    chairs_action,
    endorsers,
    meetings_of,
    power,
    quorum,
    setting,
)
from handbook.proposal.model import ACCEPTANCE, GROUP, MEDICINES, NOBODY, OWNER, UNTOLD, Consent
from handbook.rules.acceptance import acceptors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.model import Assessment
    from handbook.proposal.documents import Sides
    from handbook.proposal.model import DocumentChange, OtherChange
    from handbook.rules.comparison import Branch

_MINOR = {
    "contacts": "telephone numbers and e-mail addresses",
    "links": "addresses of web pages",
    "layout": "layout",
    "spelling": "known misspellings",
}


def consents(
    branch: Branch,
    sides: Sides,
    documents: Iterable[DocumentChange],
    others: Iterable[OtherChange],
) -> tuple[Consent, ...]:
    """Every agreement that a branch needs, those about documents first; the same asked once."""
    each: list[Consent] = []
    for document in documents:
        each += _for_document(document, sides)
    each += _for_others(branch, sides.before, tuple(others))
    return tuple(_joined(each))


def _for_document(change: DocumentChange, sides: Sides) -> Iterator[Consent]:
    """The agreements that the text of one document needs before readers get it."""
    before = sides.before
    if change.what in ("removed", "renamed") and change.state not in ("", State.PROPOSED):
        why = (
            "a document that was decided about keeps its id and its page for good, so nobody can"
            " agree to its removal; a group can withdraw it (handbook decide withdraw)"
        )
        yield Consent(NOBODY, (), (change.id,), why)
    if change.what == "removed":
        return
    if not (change.details or change.untold or change.what in ("added", "renamed", "retyped")):
        return
    if change.in_force is not None and not change.in_force.changes:
        return  # the text is once more what readers get
    if _owner_may(change, before):
        yield _by_owner(change, before)
        return
    yield from _by_group(change, sides)


def _owner_may(change: DocumentChange, before: Assessment) -> bool:
    """Whether every difference from what readers get is minor, and it is in force and told."""
    standing = before.standings.get(change.id)
    return (
        change.what == "edited"
        and not change.untold
        and not change.clinical
        and change.in_force is not None
        and change.in_force.minor
        and standing is not None
        and standing.in_force
        and bool(_owner(change, before))
    )


def _owner(change: DocumentChange, before: Assessment) -> str:
    """The post that owns a document on the base, if there is such a post."""
    record = before.registry.records.get(change.id)
    owner = str(record.get("owner") or "") if record else ""
    return owner if owner in before.registry.records else ""


def _by_owner(change: DocumentChange, before: Assessment) -> Consent:
    families = sorted(
        {family for detail in change.details for family in detail.codes if family in _MINOR}
    )
    allowed = read_rules(before.registry.network()).minor
    named = ", ".join(_MINOR[family] for family in sorted(allowed))
    owner = _owner(change, before)
    return Consent(
        OWNER,
        (owner,),
        (change.id,),
        "every change is of a kind that the network's settings call minor: "
        + ", ".join(_MINOR[family] for family in families),
        (setting(f"An owner alone may change: {named}.", "minor-changes"),),
        typed=f"handbook decide correct {change.id} --post {owner} --statement ...",
    )


def _by_group(change: DocumentChange, sides: Sides) -> Iterator[Consent]:
    before = sides.before
    groups = endorsers(before, change.id, change.type)
    why = _why_group(change, before)
    kind = UNTOLD if change.untold or change.what == "retyped" else GROUP
    if not groups:
        plural = sides.types[change.type].plural.lower() if change.type in sides.types else "it"
        reason = f"no group's terms of reference in force let it endorse {plural}"
        yield Consent(NOBODY, (), (change.id,), f"{reason}, so nobody can decide this")
        return
    yield Consent(
        kind,
        groups,
        (change.id,),
        why,
        tuple(c for group in groups for c in power(before, group, "endorse", change.type)),
        tuple(quorum(before, group) for group in groups),
        meetings_of(before, groups),
        tuple(c for group in groups for c in chairs_action(before, group, "endorse")),
        typed=f"handbook decide endorse {change.id} --meeting MEETING --item ITEM --statement ...",
    )
    yield from _medicines(change, sides, groups)


def _why_group(change: DocumentChange, before: Assessment) -> str:
    """Why the owner alone cannot settle it, in words that follow "because"."""
    if change.untold:
        return f"nobody can tell what changes: {change.untold}"
    if change.what in _NEW:
        return _NEW[change.what]
    if change.clinical:
        return "what it says changes, and no machine can show that its meaning does not"
    standing = before.standings.get(change.id)
    if standing is None or not standing.in_force:
        return f"it is not in force ({change.state or 'nothing was ever decided about it'})"
    if change.pending:
        return (
            "every change here is minor, but the working text held another change before, which"
            " the group has not decided about"
        )
    return "it names no owner that could settle it alone"


_NEW = {
    "added": "it is new, and a draft until a group endorses it",
    "renamed": "it has another id, so it is another document to everything that names it",
    "retyped": "it becomes another kind of document, which no machine can compare",
}


def _medicines(change: DocumentChange, sides: Sides, groups: tuple[str, ...]) -> Iterator[Consent]:
    """The groups that must have given their view before a text with medicines is endorsed."""
    before = sides.before
    asked = tuple(g for g in before.settings.medicines_groups if g not in groups)
    if not asked:
        return
    holds = _holds_medicines(change, sides)
    if not holds:
        return
    yield Consent(
        MEDICINES,
        asked,
        (change.id,),
        f"{holds}, so each of these must have recorded its view before it is endorsed",
        (
            setting(
                "Texts with medicines need the view of these groups first.", "medicines", "groups"
            ),
            *(c for group in asked for c in power(before, group, "record", change.type)),
        ),
        tuple(quorum(before, group) for group in asked),
        meetings_of(before, asked),
        typed=f"handbook decide record {change.id} --meeting MEETING --item ITEM --statement ...",
    )


def _holds_medicines(change: DocumentChange, sides: Sides) -> str:
    """Why medicines are at stake, in words; empty if every text says that they are not."""
    standing = sides.before.standings.get(change.id)
    seal = sides.before.registry.seals.get((change.id, standing.version)) if standing else None
    readings = (sides.then, sides.now)
    texts = [r.data for side in readings for r in side.loaded.records if r.id == change.id]
    if seal is not None:
        texts.append(
            {"medicines": True} if "medicines" in seal.administrative else seal.record.data
        )
    if any(text.get("medicines") is True for text in texts):
        return "it says that it holds medicines"
    if change.untold:
        return "nobody can tell whether it holds medicines"
    return ""


def _for_others(
    branch: Branch, before: Assessment, others: tuple[OtherChange, ...]
) -> Iterator[Consent]:
    """The acceptance that changes of authority, and of what readers see besides, need."""
    named = tuple(change for change in others if change.named)
    if not named:
        return
    who = acceptors(branch.base)
    about = tuple(change.path for change in named)
    if who is None:
        why = (
            "the settings name nobody who must accept such a change (settings.changes), so whoever"
            " merges is the last who can object"
        )
        yield Consent(ACCEPTANCE, (), about, why)
        return
    waiting = tuple(change.path for change in named if not change.accepted)
    given = tuple(sorted({name for change in named for name in change.accepted}))
    if not who.ids:
        yield Consent(NOBODY, (), about, "the settings of the base cannot be read, so nobody can")
        return
    how = "by the approval of a post" if who.by_post else "by a decision of a group"
    key = "posts" if who.by_post else "groups"
    citation = setting(f"Such changes are accepted {how}.", "changes", key)
    words = "--post POST" if who.by_post else "--meeting MEETING --item ITEM"
    consent = Consent(
        ACCEPTANCE,
        who.ids,
        waiting or about,
        "it changes who may decide, or what readers see as soon as it is merged",
        (citation,),
        () if who.by_post else tuple(quorum(before, group) for group in who.ids),
        () if who.by_post else meetings_of(before, who.ids),
        given=() if waiting else given,
        typed=f"handbook decide accept --base BRANCH {words} --statement ..." if waiting else "",
    )
    yield consent


def _joined(each: Iterable[Consent]) -> Iterator[Consent]:
    """The same agreement about several documents, asked for once."""
    joined: dict[tuple[object, ...], Consent] = {}
    for consent in each:
        key = (consent.kind, consent.who, consent.why, consent.citations)
        if key in joined:
            about = (*joined[key].about, *consent.about)
            typed = consent.typed.replace(consent.about[0], "DOCUMENT") if consent.typed else ""
            joined[key] = replace(joined[key], about=about, typed=typed)
        else:
            joined[key] = consent
    yield from joined.values()
