"""``handbook verify``: the whole ledger, its sealed texts, and what git saw happen to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from handbook.assess.ledger.proof import prove
from handbook.cli.assessing import checked
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import Command, Session
from handbook.cli.table import as_json, clean, counted
from handbook.cli.verify_signed import signed_plain, signed_text, told_of
from handbook.history.past import read_past
from handbook.load import NoRepositoryError, WorkingTree

if TYPE_CHECKING:
    from handbook.assess.ledger.disturbed import Disturbed
    from handbook.assess.ledger.proof import Proof
    from handbook.assess.model import Assessment
    from handbook.history.past import Past

EPILOG = """\b
Examples:
  handbook verify
  handbook verify --since 3f2a91c        what came before was looked at already
  handbook verify --no-history           the files alone, where there is no git
  handbook verify --format json

\b
Exit codes: 0 all of it holds, 1 something does not, 3 nothing was found wrong,
but nobody can tell all that happened.
"""


@click.command(cls=Command, name="verify", epilog=EPILOG)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--since", metavar="COMMIT", help="Look only at the history after this commit.")
@click.option("--no-history", is_flag=True, help="Do not ask git.")
@click.pass_obj
def command(session: Session, form: str, since: str | None, no_history: bool) -> int:
    """Verify every decision, sealed text and answer, and that nobody changed one afterwards.

    It needs no network. At the end it says what it could prove and what it could not.
    """
    if since is not None and no_history:
        raise StopError("--since asks about the history, and --no-history leaves it out.", USAGE)
    found = _found(session, history=not no_history)
    proof = _proof(session, found, since, history=not no_history)
    told = told_of(session, found, history=not no_history)
    if form == "json":
        click.echo(as_json(_plain(proof) | {"signatures": signed_plain(told)}))
    else:
        click.echo("\n".join(_text(proof, [*signed_text(told, found.registry)])))
    if proof.wrong:
        return FOUND
    return CANNOT_RUN if proof.untold else 0


def _found(session: Session, *, history: bool) -> Assessment:
    found = checked(session, history=history)
    if found.assessment is None:
        raise StopError(
            "The registry could not be put together, so nothing can be verified. "
            "`handbook check` says what is wrong."
        )
    return found.assessment


def _proof(session: Session, found: Assessment, since: str | None, *, history: bool) -> Proof:
    root = session.where()
    try:
        past = read_past(root, since) if history else None
    except NoRepositoryError as problem:
        raise StopError(f"The history cannot be read: {problem}.") from problem
    paths = WorkingTree(root).paths()
    return prove(found, past, paths)


def _text(proof: Proof, signed: list[str]) -> list[str]:
    bad_seals = [f"{s.document} version {s.version}: {s.why}" for s in proof.sealed if s.why]
    bad_decisions = [f"{one.decision} {one.why}" for one in proof.decisions if one.why]
    bad_answers = [f"{one.record} {one.why}" for one in proof.answers if one.why]
    bad_history = [_told(one) for one in proof.disturbed]
    lines: list[str] = []
    for heading, found in (
        ("Sealed texts that do not hold", bad_seals),
        ("Decisions that cannot be believed", bad_decisions),
        ("Answers of organisations that cannot count", bad_answers),
        ("Changed although it had to stay as it was", bad_history),
        (
            "Changed on another line, before it was merged as far as this history tells",
            [_told(one) for one in proof.unsettled],
        ),
        ("Not committed yet, so git cannot vouch for it", list(proof.new)),
    ):
        if found:
            lines += [f"{heading}:", *(f"  {clean(one)}" for one in found), ""]
    lines += ["Signatures of decisions:", *(f"  {clean(one)}" for one in signed), ""]
    proved, not_proved = _proved(proof), _not_proved(proof)
    lines += ["What this proves:", *(f"  {clean(one)}" for one in proved or ["Nothing."]), ""]
    lines += ["What it does not prove:", *(f"  {clean(one)}" for one in not_proved), ""]
    if proof.wrong:
        return [*lines, "Not everything holds."]
    if proof.past is not None and proof.past.cannot:
        return [*lines, "Nothing was found wrong, but the whole history could not be read."]
    if proof.unsettled:
        return [*lines, *_UNSETTLED]
    return [*lines, "All of it holds."]


_UNSETTLED = (
    "Nothing was found wrong for certain. But nobody can tell from here whether what is listed",
    "above was put right before it was merged, or was changed after it had been in force, on a",
    "line that was the main one then. Look into it. If it is right, note the last commit",
    "elsewhere, and go on with --since.",
)


def _told(one: Disturbed) -> str:
    where = f"commit {one.commit[:12]} of {one.when}" if one.commit else "not committed"
    where += f", {one.how}" if one.how else ""
    return f"{one.path}: {one.what} was {one.done} ({where})"


def _proved(proof: Proof) -> list[str]:
    whole = [one for one in proof.sealed if not one.why]
    binding = [one for one in proof.decisions if one.binds]
    believed = [one for one in binding if not one.why]
    lines = []
    if whole:
        lines.append(
            f"{len(whole)} of {counted(len(proof.sealed), 'sealed text')}: word for word what a"
            " decision endorsed, by its digest."
        )
    if believed:
        lines.append(
            f"{len(believed)} of {counted(len(binding), 'decision')} that bind documents: by those"
            " who could make them, on their day."
        )
    counting = [one for one in proof.answers if not one.why]
    if counting:
        lines.append(
            f"{len(counting)} of {counted(len(proof.answers), 'answer')} of organisations: by a"
            " post of their own, about a version that was agreed by then."
        )
    if proof.past is not None and proof.past.head:
        lines.append(_history_proved(proof, proof.past))
    return lines


def _history_proved(proof: Proof, past: Past) -> str:
    reach = "on every line that leads"
    if past.since:
        reach = f"on every line that leads on from {past.since[:12]}"
    elif past.cannot:
        reach = "on the part that is here of what leads"
    seen = counted(len(past.commits) + len(past.sides), "commit")
    kept = [one for one in proof.disturbed if one.commit]
    end = f"{counted(len(kept), 'change')} of what had to stay" if kept else "nothing that had to"
    end += ", listed above" if kept else " stay was changed"
    return f"{seen} that touched the registry, {reach} to {past.head[:12]}: {end}."


def _not_proved(proof: Proof) -> list[str]:
    past = proof.past
    lines = ["Who really attended: minutes attest that, and nothing here can."]
    if proof.answers:
        lines.append("That an organisation does as it answered: only the organisation can say so.")
    if past is None:
        return [*lines, "Whether anything was changed afterwards: git was not asked."]
    if past.cannot:
        lines.append(f"Whether anything was changed afterwards: cannot tell; {past.cannot}.")
    if past.head:
        lines.append(
            "That the history itself was not rewritten, or its dates made up: compare the commit"
            f" {past.head[:12]} with one that was noted elsewhere."
        )
        lines.append("What happened before a file first came into this branch.")
    if past.since:
        lines.append(f"What was done before {past.since[:12]}: it was not looked at.")
    return [*lines, *(f"For the reader's information: {one}." for one in past.odd)]


def _plain(proof: Proof) -> dict[str, Any]:
    past = proof.past
    return {
        "holds": not proof.wrong and not proof.untold,
        "wrong": proof.wrong,
        "sealed": [
            {"document": s.document, "version": s.version, "digest": s.digest, "why": s.why}
            for s in proof.sealed
        ],
        "decisions": [
            {
                "decision": one.decision,
                "documents": list(one.documents),
                "binds": one.binds,
                "believed": not one.why if one.binds else None,
                "why": one.why,
            }
            for one in proof.decisions
        ],
        "answers": [
            {"answer": one.record, "counts": not one.why, "why": one.why} for one in proof.answers
        ],
        "changed": [_plain_change(one) for one in proof.disturbed],
        "changed_before_it_was_merged": [_plain_change(one) for one in proof.unsettled],
        "not_committed": list(proof.new),
        "history": {
            "asked": past is not None,
            "commit": past.head if past else "",
            "since": past.since if past else "",
            "commits": len(past.commits) + len(past.sides) if past else 0,
            "cannot_tell": past.cannot if past else "git was not asked",
            "odd": list(past.odd) if past else [],
        },
        "proved": _proved(proof),
        "not_proved": _not_proved(proof),
    }


def _plain_change(one: Disturbed) -> dict[str, str]:
    return {
        "path": one.path,
        "what": one.what,
        "done": one.done,
        "commit": one.commit,
        "date": one.when,
        "how": one.how,
    }
