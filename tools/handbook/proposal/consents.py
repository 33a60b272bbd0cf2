"""Who must agree to a change: which agreements it needs, each with what says so.

What cannot be read or told apart goes to those who endorse, never to an owner alone. Where nobody
can decide, that is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.difference.judging.settings import USUAL
from handbook.proposal.authority import BasePowers
from handbook.proposal.model import ACCEPTANCE, GROUP, MEDICINES, NOBODY, OWNER, UNTOLD, Consent
from handbook.rules.acceptance import acceptors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.model import Assessment
    from handbook.proposal.documents import Sides
    from handbook.proposal.model import DocumentChange, NextMeeting, OtherChange
    from handbook.rules.acceptance import Acceptors
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
    powers = BasePowers(sides.before)
    each: list[Consent] = []
    for document in documents:
        each += _for_document(document, sides, powers)
    each += _for_others(branch, powers, tuple(others))
    return tuple(_joined(each))


def _for_document(change: DocumentChange, sides: Sides, powers: BasePowers) -> Iterator[Consent]:
    """The agreements that the text of one document needs before readers get it."""
    before = sides.before
    if change.what in ("removed", "renamed") and change.decided_about:
        why = (
            "a document that was decided about keeps its id and its page for good; a group can"
            " withdraw it (handbook decide withdraw)"
        )
        yield Consent(NOBODY, (), (change.id,), why)
    new = change.what in _NEW
    if change.what == "removed" or not (change.details or change.untold or new):
        return
    if change.taken_back:
        return
    if _owner_may(change, before):
        yield _by_owner(change, powers)
        return
    yield from _by_group(change, sides, powers)


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


def _by_owner(change: DocumentChange, powers: BasePowers) -> Consent:
    families = {code for detail in change.details for code in detail.codes} & _MINOR.keys()
    owner = _owner(change, powers.before)
    return Consent(
        OWNER,
        (owner,),
        (change.id,),
        "every change is of a kind that the network's settings call minor: "
        + ", ".join(_MINOR[family] for family in sorted(families)),
        (
            powers.setting(
                "minor-changes",
                without=f"these are minor: {', '.join(_MINOR[name] for name in sorted(USUAL))}",
            ),
        ),
        given=change.given,
        typed=f"handbook decide correct {change.id} --post {owner} --statement ...",
    )


def _by_group(change: DocumentChange, sides: Sides, powers: BasePowers) -> Iterator[Consent]:
    groups = powers.endorsers(change.id, change.type)
    if not groups:
        yield Consent(NOBODY, (), (change.id,), _why_nobody(change, sides, powers))
        return
    meetings = powers.meetings(groups)
    yield Consent(
        UNTOLD if change.untold or change.what == "retyped" else GROUP,
        groups,
        (change.id,),
        _why_group(change, powers.before),
        tuple(
            c for group in groups for c in powers.clauses(group, DecisionKind.ENDORSE, change.type)
        ),
        tuple(c for group in groups for c in powers.quorum(group)),
        meetings,
        tuple(c for group in groups for c in powers.chairs_action(group, DecisionKind.ENDORSE)),
        change.given,
        _typed(DecisionKind.ENDORSE, change.became or change.id, meetings),
    )
    yield from _medicines(change, powers, groups)


def _why_nobody(change: DocumentChange, sides: Sides, powers: BasePowers) -> str:
    """Why no group can decide about a document."""
    if powers.distrust:
        return f"no decision at all can be believed as the base stands: {powers.distrust}"
    kind = sides.types.get(change.type)
    plural = kind.plural.lower() if kind else "documents of this kind"
    return f"no group's terms of reference in force let it endorse {plural}"


def _typed(kind: str, document: str, meetings: tuple[NextMeeting, ...]) -> str:
    """The words to type once a group has decided, at the next meeting that still can."""
    meeting = next((m.id for m in meetings if m.open), "MEETING")
    return f"handbook decide {kind} {document} --meeting {meeting} --item ITEM --statement ..."


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


def _medicines(
    change: DocumentChange, powers: BasePowers, groups: tuple[str, ...]
) -> Iterator[Consent]:
    """The groups that must have given their view before a text with medicines is endorsed."""
    asked = tuple(g for g in powers.before.settings.medicines_groups if g not in groups)
    if not asked or not change.medicines:
        return
    holds = "it says that it holds medicines"
    if change.untold:
        holds = "nobody can tell whether it holds medicines"
    meetings = powers.meetings(asked)
    yield Consent(
        MEDICINES,
        asked,
        (change.id,),
        f"{holds}, so each of these must have recorded its view before it is endorsed",
        (
            powers.setting("medicines", "groups", without="none is asked"),
            *(
                c
                for group in asked
                for c in powers.clauses(group, DecisionKind.RECORD, change.type)
            ),
        ),
        tuple(c for group in asked for c in powers.quorum(group)),
        meetings,
        typed=_typed(DecisionKind.RECORD, change.became or change.id, meetings),
    )


def _for_others(
    branch: Branch, powers: BasePowers, others: tuple[OtherChange, ...]
) -> Iterator[Consent]:
    """The acceptance that changes of authority, and of what readers see besides, need."""
    named = tuple(change for change in others if change.named)
    if not named:
        return
    who = acceptors(branch.base)
    about = tuple(change.path for change in named)
    if who is None:
        why = (
            "the settings name nobody who must accept other changes of who may decide, or of what"
            " readers see, so whoever merges is the last who can object"
        )
        yield Consent(
            ACCEPTANCE,
            (),
            about,
            why,
            (powers.setting("changes", without="nobody need accept them"),),
        )
    elif not who.ids:
        yield Consent(NOBODY, (), about, "the settings of the base cannot be read, so nobody can")
    else:
        yield _acceptance(who, named, powers)


def _acceptance(who: Acceptors, named: tuple[OtherChange, ...], powers: BasePowers) -> Consent:
    waiting = tuple(change.path for change in named if not change.accepted)
    meetings = () if who.by_post else powers.meetings(who.ids)
    meeting = next((m.id for m in meetings if m.open), "MEETING")
    post = who.ids[0] if len(who.ids) == 1 else "POST"
    words = f"--post {post}" if who.by_post else f"--meeting {meeting} --item ITEM"
    return Consent(
        ACCEPTANCE,
        who.ids,
        waiting or tuple(change.path for change in named),
        "it changes who may decide, or what readers see as soon as it is merged",
        (powers.setting("changes", without="nobody need accept them"),),
        () if who.by_post else tuple(c for group in who.ids for c in powers.quorum(group)),
        meetings,
        given=() if waiting else tuple(sorted({a for c in named for a in c.accepted})),
        typed=f"handbook decide accept --base BASE {words} --statement ..." if waiting else "",
    )


def _joined(each: Iterable[Consent]) -> Iterator[Consent]:
    """The same agreement about several documents, asked for once."""
    joined: dict[tuple[object, ...], Consent] = {}
    for consent in each:
        key = (consent.kind, consent.who, consent.why, consent.citations, consent.given)
        if key in joined:
            about = (*joined[key].about, *consent.about)
            typed = consent.typed.replace(consent.about[0], "DOCUMENT") if consent.typed else ""
            joined[key] = replace(joined[key], about=about, typed=typed)
        else:
            joined[key] = consent
    yield from joined.values()
