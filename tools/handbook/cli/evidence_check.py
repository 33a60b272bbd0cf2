"""``handbook evidence --check``: a bundle compared with itself and with this registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from handbook import __version__
from handbook.cli.clock import now
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.session import Session, checked
from handbook.cli.table import as_json, clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.load.tree import Tree
    from handbook.publish.evidence_check import Verdict
    from handbook.publish.evidence_reading import Found

NOT_PROVED = (
    "Who made it, or handed it on: it is not signed.",
    "That anybody works by a text: it shows what was decided and recorded.",
    "Who attended a meeting: minutes attest that, and nothing here can.",
)


_NO_COMMIT = "From which commit of the register it was made: no commit holds exactly this."
_NOT_LATER = "It can be compared only with the register as it lies here, for as long as that stays."


class _NotAnewError(Exception):
    """Why a bundle cannot be made anew here, in words."""


def check_bundle(session: Session, path: Path, form: str) -> int:
    """Say what of a bundle matches, what does not, and what could not be told; the exit code.

    ``form`` is ``text`` or ``json``; both say the same, with the same code.
    """
    from handbook.load import WorkingTree  # noqa: PLC0415 - heavy
    from handbook.publish.evidence_check import with_itself, with_today  # noqa: PLC0415 - heavy
    from handbook.publish.evidence_reading import read_bundle  # noqa: PLC0415 - heavy
    from handbook.publish.problem import NotPublishedError  # noqa: PLC0415 - heavy

    try:
        found = read_bundle(path)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    tree = WorkingTree(session.where())
    today = checked(session, tree=tree)
    verdict = with_itself(found, today.types)
    try:
        verdict += _with_anew(session, found, tree)
    except _NotAnewError as why:
        from handbook.publish.evidence_check import Verdict  # noqa: PLC0415 - heavy

        verdict += with_today(found, tree) + Verdict(untold=(f"The bundle as a whole: {why}.",))
    if form == "json":
        click.echo(as_json(_plain(found, verdict, today.assessment)))
    else:
        for line in _text(found, verdict, today.assessment):
            click.echo(clean(line))
    return _code(verdict)


def _code(verdict: Verdict) -> int:
    if verdict.wrong:
        return FOUND
    return CANNOT_RUN if verdict.untold else 0


def _plain(found: Found, verdict: Verdict, today: Assessment | None) -> dict[str, Any]:
    """The same sentences for other programs; ``result`` is the one word that matters."""
    said = found.manifest
    result = {FOUND: "does not match", CANNOT_RUN: "cannot tell"}
    return {
        "organisation": said["organisation"],
        "day": said["day"],
        "commit": said["commit"],
        "uncommitted": said["uncommitted"],
        "result": result.get(_code(verdict), "matches"),
        "does_not_match": list(verdict.wrong),
        "could_not_be_told": list(verdict.untold),
        "matches": list(verdict.holds),
        "since_that_day": _since(found, today),
        "not_proved_by_any_check": list(NOT_PROVED),
    }


def _with_anew(session: Session, found: Found, tree: Tree) -> Verdict:
    """Compare with the same bundle made anew from the commit it names, or from what is here."""
    from handbook.publish.evidence import top, zipped  # noqa: PLC0415 - heavy
    from handbook.publish.evidence_check import Verdict, with_anew  # noqa: PLC0415 - heavy

    commit = found.manifest["commit"]
    if commit and not found.manifest["uncommitted"]:
        then, whence = _tree_of(session, commit), f"commit {commit[:12]} of this register"
    else:
        then, whence = tree, "this register as it lies here"
    anew = _anew(session, found, then)
    same_tool = found.manifest["tool_version"] == __version__
    verdict = with_anew(found, anew, whence, same_tool=same_tool)
    if then is tree:
        verdict += Verdict(untold=(f"{_NO_COMMIT} {_NOT_LATER}",))
    if then is tree and verdict.wrong:
        raise _NotAnewError("it was made from files that no commit holds, and they differ by now")
    if found.archive is None or verdict.wrong or verdict.untold:
        return verdict
    organisation = found.manifest["organisation"]
    if zipped(anew, top(organisation)) == found.archive:
        return verdict + Verdict(("The zip file itself is, byte for byte, the one made anew.",))
    return verdict + Verdict(("The zip file was packed by other means; its files are the same.",))


def _tree_of(session: Session, commit: str) -> Tree:
    """The files of a commit that this register has arrived at."""
    from handbook.history.reached import is_reached  # noqa: PLC0415 - heavy
    from handbook.load import GitTree, NoRepositoryError  # noqa: PLC0415 - heavy

    root = session.where()
    if not is_reached(root, commit):
        raise _NotAnewError(
            f"commit {commit[:12]}, which it names, is not among those of this copy of the register"
        )
    try:
        return GitTree(root, commit)
    except NoRepositoryError as problem:
        raise _NotAnewError(f"{problem}") from problem


def _anew(session: Session, found: Found, tree: Tree) -> Mapping[str, bytes]:
    """The same bundle, made anew for the day that it names."""
    from handbook.check import check  # noqa: PLC0415 - heavy
    from handbook.history import History  # noqa: PLC0415 - heavy
    from handbook.publish.evidence import packed_one  # noqa: PLC0415 - heavy
    from handbook.publish.problem import NotPublishedError  # noqa: PLC0415 - heavy
    from handbook.publish.quarantine import held_back, quarantine  # noqa: PLC0415 - heavy
    from handbook.render.evidence import Origin, takers  # noqa: PLC0415 - heavy

    said = found.manifest
    checked_then = check(tree, today=_day(session, said["day"]), history=History(said["commit"]))
    sorted_out = quarantine(checked_then)
    if checked_then.assessment is None or sorted_out.blocking:
        raise _NotAnewError("the register that it names has errors, and nothing is made from it")
    held = sorted_out.reasons
    assessment = held_back(checked_then.assessment, held)
    if said["organisation"] not in takers(assessment, held):
        raise _NotAnewError("the register that it names gives no bundle for this organisation")
    origin = Origin(said["commit"], __version__, said["uncommitted"], said["looks_back"])
    try:
        return packed_one(assessment, tree, origin, said["organisation"], held)
    except NotPublishedError as problem:
        raise _NotAnewError(str(problem).rstrip(".")) from problem


def _day(session: Session, text: str) -> date:
    from handbook.source.dates import DateProblem, parse_date  # noqa: PLC0415 - heavy

    try:
        day = parse_date(text)
    except DateProblem:
        raise _NotAnewError("it names no day that can be read") from None
    if day > session.day(now()):
        raise _NotAnewError("the day that it names has not come yet")
    return day


def _text(found: Found, verdict: Verdict, today: Assessment | None) -> list[str]:
    said = found.manifest
    commit = f", commit {said['commit'][:12]}" if said["commit"] else ""
    lines = [f"Evidence of {said['organisation']}, as on {said['day']}{commit}", ""]
    for heading, each in (
        ("What does not match:", verdict.wrong),
        ("What could not be told:", verdict.untold),
        ("What matches:", verdict.holds),
        ("Since that day:", tuple(_since(found, today))),
        ("What no check can prove:", NOT_PROVED),
    ):
        if each:
            lines += [heading, *(f"  {one}" for one in each), ""]
    if verdict.wrong:
        return [*lines, "This bundle is not what it says. Do not rely on it."]
    if verdict.untold:
        return [*lines, "Nothing was found wrong, but not everything could be compared."]
    return [*lines, "All of it matches."]


def _since(found: Found, today: Assessment | None) -> list[str]:
    """What the bundle shows as in force and is not, or is another version, today."""
    from handbook.assess.words import WORDS  # noqa: PLC0415 - heavy

    lines = []
    for one in found.manifest["documents"]:
        if not isinstance(one, dict) or not one.get("version_in_force"):
            continue
        name, version = str(one.get("document")), str(one["version_in_force"])
        standing = today.standings.get(name) if today else None
        if standing is None:
            lines.append(f"{name}: how it stands today cannot be told.")
        elif not standing.in_force:
            lines.append(f"{name}: {WORDS[standing.state].label.lower()} today.")
        elif standing.version != version:
            lines.append(f"{name}: version {standing.version} is in force today, not {version}.")
    return lines
