"""Signatures of decisions, where the network's settings ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.authority.keys import KeyProblem, keys_of, read_key
from handbook.assess.authority.signing import GROUNDS
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.ledger.decisions import entry_route
from handbook.source.dates import DateProblem, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.finding import Finding
    from handbook.link import Registry

SIG001 = Code(
    id="SIG001",
    severity=Severity.ERROR,
    title="A decision that is not signed",
    explanation=(
        "This network's settings say from which day decisions must be signed, by whoever holds a"
        " post that may. This one is not: the commit that brought its file bears no signature, or"
        " the file is not committed as it is. Until that is mended the decision does not count,"
        " and the standing of the documents it is about is unknown. A signature is lost when a"
        " branch is merged by squash or rebase, so let it be merged by a merge commit. What was"
        " merged unsigned is taken back by whoever protects the main branch, and committed again,"
        " signed."
    ),
    integrity=True,
)
SIG002 = Code(
    id="SIG002",
    severity=Severity.ERROR,
    title="A decision signed by somebody who may not sign it",
    explanation=(
        "A decision is signed with the key of a post that sits in the group that decided (or"
        " deputises there) by its terms of reference of that day, of the post that decided alone,"
        " or of one that the network's settings name for all. The key must hold on the day of the"
        " decision and on that of its commit, and for a new decision today as well. This signature"
        " is by another key or post, out of its time, or does not fit what was signed. The decision"
        " does not count, and the standing of its documents is unknown."
    ),
    integrity=True,
)
SIG003 = Code(
    id="SIG003",
    severity=Severity.ERROR,
    title="A signature that cannot be verified",
    explanation=(
        "This network asks for signed decisions, and nobody can tell here whether this one is: git"
        " or ssh-keygen is missing, the copy of the repository lacks its older history, or a date"
        " in it cannot be. The decision may well be signed. But what cannot be verified counts as"
        " not verified, so the standing of its documents is unknown here. The message says what is"
        " missing."
    ),
    integrity=True,
)
SIG004 = Code(
    id="SIG004",
    severity=Severity.ERROR,
    title="A signing key that cannot be used",
    explanation=(
        "The record holds a public key, and a part of it is missing or mistyped, it is of a kind"
        " that is not used here, its post is not there, or its term ends before it begins. Nobody"
        " can sign with it until that is mended. Copy the first two words of the file that ends in"
        " .pub, whole."
    ),
)
SIG005 = Code(
    id="SIG005",
    severity=Severity.WARNING,
    title="Signatures are required, and nobody has a key",
    explanation=(
        "From the day in the network's settings decisions count only if they are signed, and no"
        " signing key holds on this day. So nobody can decide anything that counts, nor stop a"
        " document. Record the keys of the posts first."
    ),
)

_HINTS: Mapping[str, tuple[Code, str]] = {
    "unsigned": (
        SIG001,
        "Save it signed, and merge by a merge commit: docs/branches.md says how.",
    ),
    "signer": (
        SIG002,
        "Let a post that may sign it commit it, signed with the key recorded for that post.",
    ),
    "unverified": (
        SIG003,
        "Check a full clone, on a computer with git and ssh-keygen.",
    ),
}


@rule(SIG001, SIG002, SIG003)
def decisions_are_signed(assessment: Assessment) -> Iterator[Finding]:
    """Every decision that had to be signed is, by somebody who may."""
    for refusal in assessment.refusals:
        if refusal.ground in GROUNDS:
            code, hint = _HINTS[refusal.ground]
            record = assessment.registry.records[refusal.decision]
            route = entry_route(record, refusal.document) if refusal.document else ()
            yield finding(code, record, f"this decision {refusal.why}", hint=hint, route=route)


@rule(SIG004)
def keys_can_be_used(registry: Registry) -> Iterator[Finding]:
    """Every signing key is one, and its term begins before it ends."""
    for record in registry.of_type(KnownType.SIGNING_KEY):
        try:
            key = read_key(record)
        except KeyProblem as problem:
            message = f"this is not a key that can be used: {problem}"
            hint = "Copy the first two words of the .pub file, whole."
            yield finding(SIG004, record, message, hint=hint, route=("key",))
            continue
        except DateProblem:
            continue  # the schema tells of it
        if key.until is not None and key.until < key.since:
            message = f"its last day, {long_date(key.until)}, comes before its first"
            hint = "Put the two days right."
            yield finding(SIG004, record, message, hint=hint, route=("until",))


@rule(SIG005)
def somebody_can_sign(assessment: Assessment, today: date) -> Iterator[Finding]:
    """Where signatures are required, somebody has a key."""
    since, network = assessment.settings.signatures_since, assessment.registry.network()
    if since is None or network is None or today < since:
        return
    if not any(key.holds(today) for key in keys_of(assessment.registry)):
        message = f"decisions must be signed since {long_date(since)}, and no key holds today"
        hint = "Add a record of a signing key for each post that is to sign."
        route = ("settings", "signatures")
        yield finding(SIG005, network, message, hint=hint, route=route)
