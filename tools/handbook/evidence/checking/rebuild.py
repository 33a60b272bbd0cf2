"""What an evidence bundle is compared with: itself rebuilt, and the register of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook import __version__
from handbook.assess import assess
from handbook.check import check
from handbook.evidence.bundle import bundle, takers
from handbook.evidence.checking.manifest_diff import since, unlike
from handbook.evidence.model import BundleVerdict, Origin
from handbook.evidence.pack import packed_one
from handbook.history import History
from handbook.history.reached import committed, is_reached
from handbook.load import GitTree, NoRepositoryError
from handbook.publish.problem import NotPublishedError
from handbook.quarantine import held_back, quarantine
from handbook.render.labels import reader_labels
from handbook.source.dates import DateProblem, long_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.evidence.reading import ReadBundle
    from handbook.history.signatures import SignatureReader
    from handbook.load.trees.base import Tree


class NotRebuiltError(Exception):
    """Why a bundle cannot be made anew here, in words that begin a sentence small."""


@dataclass(frozen=True, slots=True)
class RegisterCopy:
    """A copy of the register: where it lies and by which day it is judged.

    ``signatures`` asks git for signatures. ``day_in`` gives the day that a moment falls on in the
    time zone of a name.
    """

    root: Path
    today: date
    signatures: SignatureReader
    day_in: Callable[[str, datetime], date]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A bundle made anew: its files, and what is wrong or unknown about its day."""

    files: Mapping[str, bytes]
    day: BundleVerdict


def day_of(register: RegisterCopy, bundle: ReadBundle) -> date:
    """The day of a bundle; ``NotRebuiltError`` for one that is none, or has yet to come."""
    try:
        day = parse_date(bundle.manifest["day"])
    except DateProblem:
        raise NotRebuiltError("it names no day that can be read") from None
    if day > register.today:
        raise NotRebuiltError("the day that it names has not come yet")
    return day


def tree_of(register: RegisterCopy, commit: str) -> Tree:
    """The files of a commit that this register has arrived at. Raises ``NotRebuiltError``."""
    if not is_reached(register.root, commit):
        raise NotRebuiltError(
            f"commit {commit[:12]}, which it names, is not among those of this copy of the register"
        )
    try:
        return GitTree(register.root, commit)
    except NoRepositoryError as problem:
        raise NotRebuiltError(f"{problem}") from problem


def rebuild(register: RegisterCopy, bundle: ReadBundle, tree: Tree) -> Rebuilt:
    """The same bundle, made anew for the day that it names. Raises ``NotRebuiltError``."""
    manifest, day = bundle.manifest, day_of(register, bundle)
    checked_then = check(
        tree, today=day, history=History(manifest["commit"]), signatures=register.signatures
    )
    assessment, held = _usable(checked_then)
    if manifest["organisation"] not in takers(assessment, held):
        raise NotRebuiltError("the register that it names gives no bundle for this organisation")
    back, of_day = _looking_back(register, manifest, day, assessment.settings.time_zone)
    origin = Origin(manifest["commit"], __version__, manifest["uncommitted"], back)
    try:
        files = packed_one(assessment, tree, origin, manifest["organisation"], held)
    except NotPublishedError as problem:
        raise NotRebuiltError(str(problem).rstrip(".")) from problem
    return Rebuilt(files, of_day)


def _usable(checked: Checked) -> tuple[Assessment, Mapping[str, str]]:
    """An assessment with what is in doubt held back, and what that is."""
    sorted_out = quarantine(checked)
    if checked.assessment is None or sorted_out.blocking:
        raise NotRebuiltError("the register that it names has errors, and nothing is made from it")
    return held_back(checked.assessment, sorted_out.reasons), sorted_out.reasons


def _looking_back(
    register: RegisterCopy, manifest: Mapping[str, Any], day: date, zone: str
) -> tuple[bool, BundleVerdict]:
    """Whether a bundle must say that it looks back, and whether it hides that it does.

    Nobody could have made it on a day before that of its commit. Of a later day it may have been
    made on another one as well, and then says so of itself, which takes nothing away.
    """
    commit, admits = manifest["commit"], manifest["looks_back"]
    if not commit or not is_reached(register.root, commit):
        return admits, BundleVerdict()
    moment = committed(register.root, commit)
    if moment is None:
        return admits, BundleVerdict(untold=("On which day the commit that it names was made.",))
    made = register.day_in(zone, moment)
    if made <= day or admits:
        return admits, BundleVerdict()
    hidden = (
        f"It is of {long_date(day)}, and its commit of {long_date(made)}: it looks back, and does"
        " not say so."
    )
    return True, BundleVerdict(wrong=(hidden,))


def with_today_of_that_day(
    register: RegisterCopy, bundle: ReadBundle, today: Checked
) -> BundleVerdict:
    """What the register of today tells otherwise of the bundle's day, and of today."""
    manifest = bundle.manifest
    try:
        day = day_of(register, bundle)
        assessment, held = _usable(today)
    except NotRebuiltError:
        return BundleVerdict(untold=("Whether this register says the same of that day by now.",))
    present = _rebuilt(assessment, held, manifest["organisation"])
    if day == assessment.today:
        return BundleVerdict(moved=unlike(manifest, present, manifest["day"]))
    back = assess(assessment.registry, assessment.history, assessment.today, day)
    then = _rebuilt(held_back(back, held), held, manifest["organisation"])
    return BundleVerdict(
        moved=unlike(manifest, then, manifest["day"]), since=since(then, present, manifest["day"])
    )


def _rebuilt(
    assessment: Assessment, held: Mapping[str, str], organisation: str
) -> Mapping[str, Any]:
    """What the manifest of an organisation's bundle tells; of nothing where it gets none."""
    if organisation not in takers(assessment, held):
        return {"tool_version": __version__, "documents": [], "answers": []}
    labels = reader_labels(assessment, held)
    return bundle(assessment, organisation, labels, held, Origin(tool_version=__version__)).manifest
