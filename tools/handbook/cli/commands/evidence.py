"""``handbook evidence``: what an organisation can hand to whoever inspects, and checking it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook import __version__
from handbook.cli.assessing import checked, signatures_of
from handbook.cli.clock import now, today_in
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.evidence import BundleAnswer
from handbook.cli.making import UnsoundError, sound
from handbook.cli.next_steps import hand_on
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.evidence.bundle import takers
from handbook.evidence.checking.judge import judged
from handbook.evidence.checking.rebuild import RegisterCopy
from handbook.evidence.pack import packed, packed_one, sha256
from handbook.evidence.placing import refuse_place
from handbook.evidence.reading import read_bundle
from handbook.evidence.zipping import Zipper
from handbook.gate.making import origin_of
from handbook.history.moment import look
from handbook.publish.placing import place_folder, put_file
from handbook.publish.problem import NotPublishedError
from handbook.render import Stamp
from handbook.render.evidence_link import SUMS, top
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.model import Assessment
    from handbook.evidence.model import Origin
    from handbook.load.trees.base import Tree

EPILOG = """\b
Examples:
  handbook evidence childrens-hospice     a zip file in this folder
  handbook evidence childrens-hospice --output ~/inspection.zip
  handbook evidence childrens-hospice --output ~/inspection
                                                     the same as a folder
  handbook evidence --all --output ~/evidence        one zip for each organisation
  handbook evidence --check ~/inspection.zip         is it what it says?
  handbook evidence --check ~/inspection.zip --format json

\b
Exit codes of --check: 0 it matches, 1 something does not, or the register says something else
of that very day by now, 3 nothing was found wrong, but not everything could be compared.
"""


@click.command(cls=Command, name="evidence", epilog=EPILOG)
@click.argument("organisation", required=False, shell_complete=ids(KnownType.ORGANISATION))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where it goes: a zip file if the name ends in .zip, otherwise a folder.",
)
@click.option("--all", "everybody", is_flag=True, help="One zip for each organisation.")
@click.option(
    "--check",
    "bundle",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Compare a bundle, zip or folder, with itself and with this registry.",
)
@format_option("evidence", default=None, help="How --check answers; in words if not given.")
@click.pass_obj
def command(
    session: Session,
    organisation: str | None,
    output: Path | None,
    everybody: bool,
    bundle: Path | None,
    form: str | None,
) -> int:
    """Gather the evidence of what ORGANISATION decided about the network's documents.

    It holds the sealed texts, the decisions and meetings about them, the organisation's answers,
    and directions for checking all of it with ordinary tools. It is for evidence, not for care.
    """
    if bundle is not None:
        if organisation or everybody or output:
            raise StopError("--check looks at a bundle and makes none: give its path alone.", USAGE)
        return _check(session, bundle, form or "text")
    if form is not None:
        raise StopError("--format says how --check answers: give it with --check PATH.", USAGE)
    if everybody == bool(organisation):
        raise StopError("Name one organisation, or say --all.", USAGE)
    if everybody and output is None:
        raise StopError("--all needs a folder to put the bundles in: name it with --output.", USAGE)
    assessment, tree, origin = _sound(session)
    if organisation:
        _make_one(session, assessment, tree, origin, organisation, output)
    elif output is not None:
        _each(session, assessment, tree, origin, output)
    return 0


def _check(session: Session, path: Path, form: str) -> int:
    """Say what of a bundle matches, what does not, and what could not be told; the exit code.

    ``form`` is one of the formats of ``handbook evidence``; all say the same, with the same code.
    """
    try:
        bundle = read_bundle(path)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    root, moment = session.where(), now()
    seen = look(root)
    register = RegisterCopy(root, session.day(moment), signatures_of(session), today_in)
    verdict = judged(register, bundle, seen.tree, checked(session, moment, seen=seen))
    answer = BundleAnswer(bundle, verdict)
    click.echo(formats_of("evidence")[form](answer))
    return answer.code


def _sound(session: Session) -> tuple[Assessment, Tree, Origin]:
    """The registry, without errors. Raises ``UnsoundError`` with what is wrong on stderr."""
    moment = now()
    seen = look(session.where())
    result = checked(session, moment, seen=seen)
    try:
        sound(result)
    except UnsoundError as unsound:
        click.echo(unsound.report, err=True)
        raise
    assessment = result.assessment
    if assessment is None:
        raise StopError("The registry could not be put together, so there is no evidence in it.")
    real = today_in(assessment.settings.time_zone, moment)
    stamp = Stamp(assessment.history.commit, moment, assessment.today, __version__, real)
    if stamp.notice:
        click.echo(f"handbook: the bundle says: {stamp.notice}", err=True)
    origin = origin_of(assessment, stamp)
    caution = _not_from_a_commit(origin)
    if caution:
        click.echo(f"handbook: {caution}", err=True)
    return assessment, seen.tree, origin


def _not_from_a_commit(origin: Origin) -> str:
    """What to know, and to do, where no commit holds what the evidence is made from."""
    later = (
        "Its first page says so, and `handbook evidence --check` will not say that all of it"
        " matches (exit code 3)."
    )
    if not origin.commit:
        return (
            f"this evidence is made from files that git does not know. {later} Make it from a"
            " clone of the register."
        )
    if origin.uncommitted:
        return (
            f"this evidence is made from files that are not committed. {later} Commit them, or"
            " put them back as they were, and make it again before you hand it on."
        )
    return ""


def _make_one(
    session: Session,
    assessment: Assessment,
    tree: Tree,
    origin: Origin,
    organisation: str,
    output: Path | None,
) -> None:
    known = takers(assessment, {})
    if organisation not in known:
        raise _no_bundle(assessment, organisation, list(known))
    place = output or Path(f"{top(organisation)}-{assessment.today.isoformat()}.zip")
    try:
        refuse_place(place, session.where(), organisation)
        files = packed_one(assessment, tree, origin, organisation)
        if place.suffix.lower() == ".zip":
            put_file(Zipper().zipped(files, top(organisation)), place)
        else:
            place_folder(files.items(), place)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    _say(place, files)
    click.echo(hand_on([place]))


def _each(
    session: Session, assessment: Assessment, tree: Tree, origin: Origin, folder: Path
) -> None:
    if folder.suffix.lower() == ".zip":
        raise StopError("--all makes several bundles: --output must name a folder.", USAGE)
    root = session.where()
    made: list[Path] = []
    zipper = Zipper()
    try:
        if not folder.exists() and not folder.is_symlink():
            refuse_place(folder, root, "")
            folder.mkdir()
        for taker in takers(assessment, {}):
            refuse_place(folder / f"{taker}.zip", root, taker)
        for taker, files in packed(assessment, tree, origin, {}):
            place = folder / f"{taker}.zip"
            put_file(zipper.zipped(files, top(taker)), place)
            _say(place, files)
            made.append(place)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    if made:
        click.echo(hand_on(made))


def _no_bundle(assessment: Assessment, organisation: str, known: list[str]) -> StopError:
    record = assessment.registry.records.get(organisation)
    if record is not None and record.type == KnownType.ORGANISATION:
        return StopError(
            f"{organisation} is asked about no document and has answered about none, so there is"
            " nothing to show for it."
        )
    return unknown("organisation", organisation, known)


def _say(place: Path, files: Mapping[str, bytes]) -> None:
    begin = ". Begin with index.html." if place.is_dir() else ""
    click.echo(f"{place} ({len(files)} files){begin}")
    click.echo(f"  SHA-256 of its {SUMS}: {sha256(files[SUMS])}")
