"""``handbook evidence --check``: a bundle compared with itself and with this registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from handbook import __version__
from handbook.cli.assessing import checked
from handbook.cli.evidence_rebuild import NotAnewError, made_anew, tree_of, with_today_of_that_day
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.table import as_json, clean
from handbook.evidence.compare import with_anew, with_today, with_what_lies_here
from handbook.evidence.integrity import BundleVerdict, with_itself
from handbook.evidence.pack import top, zipped
from handbook.evidence.reading import read_bundle
from handbook.history.moment import look
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.cli.session import Session
    from handbook.evidence.manifest_diff import Unlike
    from handbook.evidence.reading import Found
    from handbook.load.trees.base import Tree

NOT_PROVED = (
    "Who made it, or handed it on: it is not signed.",
    "That anybody works by a text: it shows what was decided and recorded.",
    "Who attended a meeting: minutes attest that, and nothing here can.",
)

_NO_COMMIT = "From which commit of the register it was made: no commit holds exactly this."
_NOT_LATER = "It can be compared only with the register as it lies here, for as long as that stays."
_RESULT = {0: "matches", FOUND: "does not match", CANNOT_RUN: "cannot tell"}


def check_bundle(session: Session, path: Path, form: str) -> int:
    """Say what of a bundle matches, what does not, and what could not be told; the exit code.

    ``form`` is ``text`` or ``json``; both say the same, with the same code.
    """
    try:
        found = read_bundle(path)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    verdict = _judged(session, found)
    if form == "json":
        click.echo(as_json(_plain(found, verdict)))
    else:
        for line in _text(found, verdict):
            click.echo(clean(line))
    return _code(verdict)


def _judged(session: Session, found: Found) -> BundleVerdict:
    seen = look(session.where())
    tree, today = seen.tree, checked(session, seen=seen)
    verdict = with_itself(found, today.types)
    try:
        verdict += _with_anew(session, found, tree)
    except NotAnewError as why:
        verdict += with_today(found, tree) + BundleVerdict(
            untold=(f"The bundle as a whole: {why}.",)
        )
    return verdict + with_today_of_that_day(session, found, today)


def _with_anew(session: Session, found: Found, tree: Tree) -> BundleVerdict:
    """Compare with the same bundle made anew from the commit it names, or from what is here."""
    commit = found.manifest["commit"]
    same_tool = found.manifest["tool_version"] == __version__
    then, untold = tree, f"{_NO_COMMIT} {_NOT_LATER}"
    if commit and not found.manifest["uncommitted"]:
        try:
            then = tree_of(session, commit)
        except NotAnewError as why:
            untold = f"The bundle as a whole: {why}."
    anew = made_anew(session, found, then)
    if then is tree:
        verdict = with_what_lies_here(
            found, anew.files, tree, "this register as it lies here", same_tool=same_tool
        )
        return verdict + anew.day + BundleVerdict(untold=(untold,))
    whence = f"commit {commit[:12]} of this register"
    verdict = anew.day + with_anew(found, anew.files, whence, same_tool=same_tool)
    if found.archive is None or verdict.wrong or verdict.untold:
        return verdict
    if zipped(anew.files, top(found.manifest["organisation"])) == found.archive:
        return verdict + BundleVerdict(
            ("The zip file itself is, byte for byte, the one made anew.",)
        )
    return verdict + BundleVerdict(
        ("The zip file was packed by other means; its files are the same.",)
    )


def _code(verdict: BundleVerdict) -> int:
    if verdict.wrong or verdict.moved:
        return FOUND
    return CANNOT_RUN if verdict.untold else 0


def _moved(verdict: BundleVerdict) -> list[str]:
    return [one.sentence("in the bundle", "in this register") for one in verdict.moved]


def _since(verdict: BundleVerdict) -> list[str]:
    return [one.sentence("on that day", "today") for one in verdict.since]


def _plain(found: Found, verdict: BundleVerdict) -> dict[str, Any]:
    """The same sentences for other programs; ``result`` is the one word that matters."""
    said = found.manifest
    no_longer = verdict.moved and not verdict.wrong
    return {
        "organisation": said["organisation"],
        "day": said["day"],
        "commit": said["commit"],
        "uncommitted": said["uncommitted"],
        "result": "no longer so" if no_longer else _RESULT[_code(verdict)],
        "does_not_match": list(verdict.wrong),
        "told_otherwise_of_that_day": _moved(verdict),
        "could_not_be_told": list(verdict.untold),
        "matches": list(verdict.holds),
        "since_that_day": _since(verdict),
        "not_proved_by_any_check": list(NOT_PROVED),
    }


def _text(found: Found, verdict: BundleVerdict) -> list[str]:
    said = found.manifest
    commit = f", commit {said['commit'][:12]}" if said["commit"] else ""
    lines = [f"Evidence of {said['organisation']}, as on {said['day']}{commit}", ""]
    for heading, each in (
        ("What does not match:", verdict.wrong),
        ("What this register tells otherwise of that day:", _moved(verdict)),
        ("What could not be told:", verdict.untold),
        ("What matches:", verdict.holds),
        ("Since that day:", _since(verdict)),
        ("What no check can prove:", NOT_PROVED),
    ):
        if each:
            lines += [heading, *(f"  {one}" for one in each), ""]
    return [*lines, _last(verdict)]


def _last(verdict: BundleVerdict) -> str:
    """What it comes to, in one line."""
    if verdict.wrong:
        return "This bundle is not what it says. Do not rely on it."
    since = f"since then this has changed: {_names(verdict.since)}."
    if verdict.moved:
        own = "It agrees with itself" if verdict.untold else "It matches its own commit"
        return (
            f"{own}; since then the register tells otherwise of that very day:"
            f" {_names(verdict.moved)}. Do not rely on it for that."
        )
    if verdict.untold:
        wrong = "Nothing was found wrong, but not everything could be compared."
        return f"{wrong} And {since}" if verdict.since else wrong
    return f"It matches its own commit; {since}" if verdict.since else "All of it matches."


def _names(those: tuple[Unlike, ...]) -> str:
    """Which documents and answers, in few words."""
    return ", ".join(dict.fromkeys(one.about[:120] for one in those))
