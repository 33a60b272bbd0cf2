"""From a site in memory to a site that people read, with the old one safe until the last step."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from handbook.offline.built import BuiltFiles
from handbook.offline.edition import wanted
from handbook.offline.making import parts
from handbook.offline.problem import OfflineError
from handbook.publish import engine, stage, swap
from handbook.publish.lock import only_build
from handbook.publish.manifest import files_of
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.record import (
    Build,
    refuse_members,
    refuse_older,
    refuse_older_than_published,
    refuse_preview,
    with_record,
)
from handbook.publish.unchanged import keep_times
from handbook.publish.verified import FoundRight
from handbook.publish.verify import Expected, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from handbook.offline.order import OfflineOrder
    from handbook.publish.engine.kept_pages import KeptPages
    from handbook.render.model import Site


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published: the site, where its registry is, and what it must carry.

    ``project`` are the engine's settings (``config.project_config``), ``environment`` the variables
    of the process.
    """

    site: Site
    root: Path
    project: Mapping[str, Any]
    expected: Expected
    build: Build
    environment: Mapping[str, str]
    marks: Mapping[str, bytes] = field(default_factory=dict)
    """What tells whether the files are still those that were read (``history.moment``)."""
    kept: KeptPages | None = None
    """Pages made before, and where new ones are kept."""
    offline: OfflineOrder | None = None
    """What is to be made for reading without a network, if anything."""
    published: Path | None = None
    """The record of the site that this one is to replace elsewhere, if it was fetched."""

    def with_record(self) -> Site:
        """The site together with the record of this build."""
        return with_record(self.site, self.expected.stamp, self.build.committed)


def publish(order: Order, output: Path, *, allow_older: bool, say: Callable[[str], None]) -> Path:
    """Stage, build, verify and put in place. Returns the folder in which the new site lives.

    ``say`` is told what is being done. Whatever stops it, the site that stood at ``output`` stands
    as it did. Raises ``NotPublishedError``, also for what the system refuses (a full disk, a folder
    that cannot be written).
    """
    with _in_words(output):
        swap.refuse_strange_output(swap.store_of(output, order.root))
        store = swap.open_store(output, order.root)
        with only_build(store.lock):
            swap.refuse_strange_output(store)
            refuse_preview(output, order.build)
            refuse_members(output, order.build)
            if not allow_older:
                refuse_older(output, order.build)
                if order.published is not None:
                    refuse_older_than_published(order.published, order.build)
            working = swap.working_folder(store)
            try:
                return _publish(order, store, working, say)
            finally:
                rmtree(working, ignore_errors=True)


def _publish(order: Order, store: swap.Store, working: Path, say: Callable[[str], None]) -> Path:
    site = order.with_record()
    staged, built = working / "staged", working / "site"
    say(f"Staging {len(site.pages)} pages")
    stage.stage(site, staged, root=order.root, project=order.project)
    say("Building the site")
    engine.build(
        staged,
        built,
        built=order.build.built,
        environment=order.environment,
        kept=order.kept,
    )
    site = with_offline(site, built, order.offline, say)
    say("Verifying what was built")
    known = FoundRight.beside_the_code() if order.kept is not None else None
    verify(site, built, root=order.root, expected=order.expected, known=known)
    keep_times(built, store.output)
    refuse_moved(order)
    return swap.publish(store, built, _name(order.build), public=order.build.public)


def with_offline(
    site: Site, built: Path, order: OfflineOrder | None, say: Callable[[str], None]
) -> Site:
    """The site with what is read without a network, put into the folder ``built`` as well.

    Raises ``VerificationError`` for a copy that is not what was built.
    """
    if order is None:
        return site
    say("Making what is read without a network")
    places = {
        path: place
        for path, place in files_of(built)
        if wanted(path) and place.is_file() and not place.is_symlink()
    }
    try:
        made = parts(BuiltFiles(places), order)
    except OfflineError as problem:
        raise VerificationError((str(problem),)) from problem
    if made.problems:
        raise VerificationError(made.problems)
    for url in made.no_room:
        say(f"No room among what every browser saves unasked: {url}")
    for path, content in {**made.pages, **made.files}.items():
        place = built / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)  # never into a file that may be somebody else's too
        place.write_bytes(content)
    return replace(site, assets={**site.assets, **made.files})


def refuse_moved(order: Order) -> None:
    """Raise ``NotPublishedError`` if a file is not as it was read for this order."""
    from handbook.history.moment import moved  # noqa: PLC0415 - reads everything

    changed = moved(order.root, order.marks) if order.marks else ()
    if changed:
        more = f" and {len(changed) - 1} more files" if len(changed) > 1 else ""
        raise NotPublishedError(
            f"{changed[0]}{more} changed while the handbook was being made, so it was not"
            " published. Make it again."
        )


def _name(build: Build) -> str:
    when = build.built.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{when}-{build.commit[:12]}" if build.commit else when


@contextmanager
def _in_words(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise NotPublishedError(f"{_refused(problem)} {standing_of(output)}") from problem


def standing_of(output: Path) -> str:
    """What readers have after a build that failed."""
    if output.exists():
        return f"The site in {output} stands as it was."
    return "No site was there before, and none is there now."


def _refused(problem: OSError) -> str:
    where = f" ({problem.filename})" if problem.filename else ""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full{where}."
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"The site cannot be written here{where}: {problem.strerror}."
    return f"The system refused{where}: {problem.strerror or type(problem).__name__}."
