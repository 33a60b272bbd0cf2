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
    from handbook.assess.model import Event
    from handbook.load.model import Record, Signature

GROUNDS = frozenset({"unsigned", "signer", "unverified"})
"""Why a decision can be refused for the sake of its signature."""

_NOBODY_ASKED = Signatures(cannot="git was not asked")


def check_signed(authority: AuthorityLedger, event: Event, decision: Record) -> None:
    """Raise ``UnbelievableError`` if a decision had to be signed by somebody who may, and is not.

    ``authority`` knows everything that had been decided before the day of the decision.
    """
    since = authority.settings.signatures_since
    said = authority.registry.signatures or _NOBODY_ASKED
    if since is None or decision.path in said.awaited:
        return
    if said.cannot:
        why = f"cannot be told to be signed: {said.cannot}"
        raise UnbelievableError(why, "unverified")
    found = said.of.get(decision.path, ())
    if event.decided < since and any(one.arrived and one.arrived < since for one in found):
        return
    if not found:
        raise UnbelievableError(
            "is not signed: no commit has it as it is now, so nobody can have signed it",
            "unsigned",
        )
    faults = [_fault(authority, event, one, new=decision.path in said.new) for one in found]
    if all(faults):
        why, ground = next(fault for fault in faults if fault)
        raise UnbelievableError(f"{why}{_late(event, found, since)}", ground)


def _late(event: Event, found: Collection[Signature], since: date) -> str:
    """Why a decision older than the day in the settings needs a signature all the same."""
    days = [one.arrived for one in found if one.arrived]
    if event.decided >= since or not days:
        return ""
    return (
        f"; it was made before {long_date(since)}, since when decisions must be signed, but came"
        f" onto this line only by {long_date(min(days))}"
    )


Fault = tuple[str, str] | None
"""What is wrong with a signature, in words that follow the decision's name, and the ground."""


def _fault(authority: AuthorityLedger, event: Event, one: Signature, *, new: bool) -> Fault:
    commit = f"commit {one.commit[:12]}"
    if one.signed is Signed.ABSENT:
        why = f"is not signed: {commit}, which brought it, bears no signature"
        return f"{why} (merging by squash or rebase leaves signatures out)", "unsigned"
    if one.signed is Signed.BAD:
        why = f"bears a signature that does not fit: {commit} was changed after it was signed"
        return why, "signer"
    if one.signed is Signed.UNTOLD:
        return f"cannot be told to be signed: git cannot verify {commit}", "unverified"
    keys = [key for key in keys_of(authority.registry) if key.fingerprint == one.key]
    if one.signed is Signed.STRANGE or not keys:
        why = f"is signed ({commit}) with a key that is no post's here: {one.key or 'unknown'}"
        return why, "signer"
    dated = _dated(event, one, commit)
    if dated is not None:
        return dated
    said = authority.registry.signatures
    today = said.today if new and said else None
    faults = [_key_fault(authority, event, one, key) or _over(key, today) for key in keys]
    return None if not all(faults) else (next(filter(None, faults)), "signer")


def _dated(event: Event, one: Signature, commit: str) -> Fault:
    """What the commit's date says that cannot be."""
    if one.day is None or one.backwards:
        odd = "dated before what it builds on" if one.backwards else "of no day that can be told"
        return f"cannot be told to be signed in time: {commit} is {odd}", "unverified"
    if one.day < event.decided:
        made = long_date(event.decided)
        why = f"is signed before it was made: {commit} is dated {long_date(one.day)}"
        return f"{why}, the decision {made}", "signer"
    return None


def _key_fault(authority: AuthorityLedger, event: Event, one: Signature, key: Key) -> str:
    """Why a key's post could not sign a decision; empty if it could."""
    label = authority.registry.label(key.post)
    if key.post not in signing_posts(authority, event):
        return f"is signed by the post {label}, which may not sign it: {_who(authority, event)}"
    for what, day in (("was made", event.decided), ("was signed", one.day)):
        if day is None or not key.holds(day):
            return (
                f"is signed with the key {key.id} of the post {label}, which holds"
                f" {key.term()}; the decision {what} on {long_date(day) if day else 'no day'}"
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
    said = signatures or _NOBODY_ASKED
    return replace(said, awaited=said.awaited | frozenset(paths))
