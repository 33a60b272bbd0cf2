"""Whether a decision is signed by somebody who may sign it, where the network asks for that.

Git says with which key the commit that brought a decision was signed; the records of signing keys
say whose post's key that is, and while which days; the terms of reference in force on the day of
the decision say which posts sit in the group. Off unless the network's settings say from when. Once
on, whatever is not signed so, or cannot be told to be, does not count.

Dates of commits are what a computer claimed. So a commit may not be dated before the decision or
before what it builds on; a key must hold on the commit's day *and* on that of the decision; on a
branch, today as well; and a decision is old enough to need no signature only if it also came onto
the main line before that day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.authority.keys import Key, keys_of
from handbook.assess.ledger.event import UnbelievableError
from handbook.load.model import Signatures, Signed
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from handbook.assess.authority.judge import AuthorityLedger
    from handbook.assess.ledger.model import Event
    from handbook.load.model import Record, Signature

GROUNDS = frozenset({"unsigned", "signer", "unverified"})
"""Why a decision can be refused for the sake of its signature."""

_NOBODY_ASKED = Signatures(cannot="git was not asked")


def check_signed(authority: AuthorityLedger, event: Event, decision: Record) -> None:
    """Raise ``UnbelievableError`` if a decision had to be signed by somebody who may, and is not.

    ``authority`` knows everything that had been decided before the day of the decision.
    """
    since = authority.settings.signatures_since
    known = authority.registry.signatures or _NOBODY_ASKED
    if since is None or decision.path in known.awaited:
        return
    if known.cannot:
        why = f"cannot be told to be signed: {known.cannot}"
        raise UnbelievableError(why, "unverified")
    signatures = known.of.get(decision.path, ())
    if event.decided < since and any(
        signature.arrived and signature.arrived < since for signature in signatures
    ):
        return
    if not signatures:
        raise UnbelievableError(
            "is not signed: no commit has it as it is now, so nobody can have signed it",
            "unsigned",
        )
    faults = [
        _fault(authority, event, signature, new=decision.path in known.new)
        for signature in signatures
    ]
    if all(faults):
        why, ground = next(fault for fault in faults if fault)
        raise UnbelievableError(f"{why}{_late(event, signatures, since)}", ground)


def _late(event: Event, signatures: Collection[Signature], since: date) -> str:
    """Why a decision older than the day in the settings needs a signature all the same."""
    days = [signature.arrived for signature in signatures if signature.arrived]
    if event.decided >= since or not days:
        return ""
    return (
        f"; it was made before {long_date(since)}, since when decisions must be signed, but came"
        f" onto this line only by {long_date(min(days))}"
    )


Fault = tuple[str, str] | None
"""What is wrong with a signature, in words that follow the decision's name, and the ground."""


def _fault(authority: AuthorityLedger, event: Event, signature: Signature, *, new: bool) -> Fault:
    commit = f"commit {signature.commit[:12]}"
    if signature.signed is Signed.ABSENT:
        why = f"is not signed: {commit}, which brought it, bears no signature"
        return f"{why} (merging by squash or rebase leaves signatures out)", "unsigned"
    if signature.signed is Signed.BAD:
        why = f"bears a signature that does not fit: {commit} was changed after it was signed"
        return why, "signer"
    if signature.signed is Signed.UNTOLD:
        return f"cannot be told to be signed: git cannot verify {commit}", "unverified"
    keys = [key for key in keys_of(authority.registry) if key.fingerprint == signature.key]
    if signature.signed is Signed.STRANGE or not keys:
        why = (
            f"is signed ({commit}) with a key that is no post's here: {signature.key or 'unknown'}"
        )
        return why, "signer"
    day = _day_signed(event, signature, commit)
    if isinstance(day, tuple):
        return day
    known = authority.registry.signatures
    today = known.today if new and known else None
    faults = [_key_fault(authority, event, day, key) or _over(key, today) for key in keys]
    return None if not all(faults) else (next(filter(None, faults)), "signer")


def _day_signed(event: Event, signature: Signature, commit: str) -> date | tuple[str, str]:
    """The day of the commit, or what its date says that cannot be, with the ground."""
    if signature.day is None or signature.backwards:
        odd = (
            "dated before what it builds on"
            if signature.backwards
            else "of no day that can be told"
        )
        return f"cannot be told to be signed in time: {commit} is {odd}", "unverified"
    if signature.day < event.decided:
        made = long_date(event.decided)
        why = f"is signed before it was made: {commit} is dated {long_date(signature.day)}"
        return f"{why}, the decision {made}", "signer"
    return signature.day


def _key_fault(authority: AuthorityLedger, event: Event, signed_on: date, key: Key) -> str:
    """Why a key's post could not sign a decision; empty if it could."""
    label = authority.registry.label(key.post)
    if key.post not in signing_posts(authority, event):
        return f"is signed by the post {label}, which may not sign it: {_who(authority, event)}"
    for what, day in (("was made", event.decided), ("was signed", signed_on)):
        if not key.holds(day):
            return (
                f"is signed with the key {key.id} of the post {label}, which holds"
                f" {key.term()}; the decision {what} on {long_date(day)}"
            )
    return ""


def _over(key: Key, today: date | None) -> str:
    if today is None or key.holds(today):
        return ""
    return (
        f"is new, and signed with the key {key.id}, which holds {key.term()}: whoever signs now"
        " must hold the post today"
    )


def signing_posts(authority: AuthorityLedger, event: Event) -> frozenset[str]:
    """The posts that may sign a decision: those in the group, or the one that decided alone."""
    anyway = frozenset(authority.settings.signing_posts)
    if not event.group:
        return anyway | {event.post}
    seats = authority.terms(event.group, event.decided).data.get("seats") or ()
    named = {seat.get(name) for seat in seats for name in ("post", "deputy")}
    return anyway | {post for post in named if isinstance(post, str)}


def _who(authority: AuthorityLedger, event: Event) -> str:
    if not event.group:
        return f"it was made by the post {authority.registry.label(event.post)}"
    label = authority.registry.label(event.group)
    return f"it has no seat in the {label} by the terms of {long_date(event.decided)}"


def awaiting(signatures: Signatures | None, paths: Collection[str]) -> Signatures:
    """What git said, with some decisions that are about to be written taken as signed."""
    known = signatures or _NOBODY_ASKED
    return replace(known, awaited=known.awaited | frozenset(paths))
