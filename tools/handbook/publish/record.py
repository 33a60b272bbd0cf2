"""What a build says of itself in the site it makes, and what that means for the next one (I10)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.render.model import Site, Stamp

FILE = "build.json"
PUBLIC = "public"
_MARKS = frozenset({"schema_version", "commit", "built", "tool_version", "pages"})


@dataclass(frozen=True, slots=True)
class Build:
    """One build: from which commit and when, made when. ``committed`` is unknown outside git.

    ``preview``: it shows a proposal. ``public``: it is the public edition.
    """

    commit: str
    committed: datetime | None
    built: datetime
    preview: bool = False
    public: bool = False

    @classmethod
    def of(cls, stamp: Stamp, committed: datetime | None) -> Build:
        """The build that a stamp belongs to."""
        return cls(stamp.commit, committed, stamp.built, stamp.preview, stamp.public)


def with_record(site: Site, stamp: Stamp, committed: datetime | None) -> Site:
    """The site with one more file, ``build.json``, that says where it came from."""
    content = {
        "schema_version": 1,
        "commit": stamp.commit,
        "committed": committed.isoformat() if committed else None,
        "uncommitted_changes": stamp.uncommitted,
        "built": stamp.built.isoformat(),
        "today": stamp.today.isoformat(),
        "tool_version": stamp.tool_version,
        "pages": len(site.pages),
        **({"preview": True} if stamp.preview else {}),
        **({"audience": PUBLIC} if stamp.public else {}),
    }
    text = json.dumps(content, ensure_ascii=True, indent=2, sort_keys=True) + "\n"
    return replace(site, assets={**site.assets, FILE: text.encode()})


def refuse_preview(output: Path, build: Build) -> None:
    """Raise ``NotPublishedError`` if a preview would take the place of what is none."""
    standing = _read(output / FILE)
    if build.preview and output.exists() and not (standing and standing.preview):
        raise NotPublishedError(
            f"What is in {output} is not a preview, so a preview never takes its place. "
            "Choose another place with --output."
        )


def refuse_members(output: Path, build: Build) -> None:
    """Raise ``NotPublishedError`` if members' pages would stand where the public edition does."""
    standing = _read(output / FILE)
    if standing is not None and standing.public and not build.public:
        raise NotPublishedError(
            f"What is in {output} is the public edition, which anybody can read, so the handbook"
            " for members never takes its place. Build with --audience public, or choose another"
            " place with --output."
        )


def is_public(folder: Path) -> bool:
    """Whether a folder holds a public edition, as far as its record can be read."""
    standing = _read(folder / FILE)
    return standing is not None and standing.public


def refuse_older(output: Path, build: Build) -> None:
    """Raise ``NotPublishedError`` if the site at ``output`` is newer than this build.

    A site without a readable record (the first one, or a plain folder) stops nothing.
    """
    standing = _read(output / FILE)
    if standing is not None:
        _refuse_older(standing, f"The site in {output}", build)


def refuse_older_than_published(record: Path, build: Build) -> None:
    """Raise ``NotPublishedError`` if what is published elsewhere is newer than this build.

    ``record`` is the ``build.json`` that was fetched from there. One that cannot be read stops the
    build, since nobody can then tell what would be replaced.
    """
    published = _read(record)
    if published is None:
        raise NotPublishedError(
            f"{record} is not the build.json of a handbook, so nobody can tell whether what is "
            "published is newer. Look at the address that it came from, or use --allow-older."
        )
    if published.public and not build.public:
        raise NotPublishedError(
            "The site that is published is the public edition, which anybody can read, so the"
            " handbook for members never takes its place. Build with --audience public."
        )
    _refuse_older(published, "The site that is published", build)


def _refuse_older(standing: Build, name: str, build: Build) -> None:
    if standing.preview:
        return  # it should never have been there
    if standing.committed and build.committed and standing.committed > build.committed:
        raise NotPublishedError(
            f"{name} comes from a newer commit ({_short(standing)}) than this "
            f"registry ({_short(build)}). Fetch the newer commits, or use --allow-older."
        )
    if standing.committed and not build.committed:
        raise NotPublishedError(
            f"{name} comes from a known commit ({_short(standing)}), and nobody can "
            "tell from which one this registry comes, so it may be older. Build from a clone that "
            "has its history, or use --allow-older."
        )
    if standing.built > build.built:
        raise NotPublishedError(
            f"{name} was built at {standing.built.isoformat()}, after this build's "
            f"time, {build.built.isoformat()}. Set the clock right, or use --allow-older."
        )


def _short(build: Build) -> str:
    when = f" of {build.committed.isoformat()}" if build.committed else ""
    return f"{build.commit[:12] or 'unknown'}{when}"


def holds_record(folder: Path) -> bool:
    """Whether a folder holds the record of a build, so that it is a site that this tool made."""
    path = folder / FILE
    if path.is_symlink() or not path.is_file():
        return False
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.keys() >= _MARKS


def _read(path: Path) -> Build | None:
    try:
        content = json.loads(path.read_bytes())
        committed = content.get("committed")
        built = datetime.fromisoformat(content["built"])
        when = datetime.fromisoformat(committed) if committed else None
        if built.tzinfo is None or (when is not None and when.tzinfo is None):
            return None
        preview, public = content.get("preview") is True, content.get("audience") == PUBLIC
        return Build(str(content.get("commit", "")), when, built, preview, public)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
