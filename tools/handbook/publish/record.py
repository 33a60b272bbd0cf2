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
_MARKS = frozenset({"schema_version", "commit", "built", "tool_version", "pages"})


@dataclass(frozen=True, slots=True)
class Build:
    """One build: from which commit and when, made when. ``committed`` is unknown outside git."""

    commit: str
    committed: datetime | None
    built: datetime

    @classmethod
    def of(cls, stamp: Stamp, committed: datetime | None) -> Build:
        """The build that a stamp belongs to."""
        return cls(stamp.commit, committed, stamp.built)


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
    }
    text = json.dumps(content, ensure_ascii=True, indent=2, sort_keys=True) + "\n"
    return replace(site, assets={**site.assets, FILE: text.encode()})


def refuse_older(output: Path, build: Build) -> None:
    """Raise ``NotPublishedError`` if the site at ``output`` is newer than this build.

    A site without a readable record (the first one, or a plain folder) stops nothing.
    """
    standing = _read(output / FILE)
    if standing is None:
        return
    if standing.committed and build.committed and standing.committed > build.committed:
        raise NotPublishedError(
            f"The site in {output} comes from a newer commit ({_short(standing)}) than this "
            f"registry ({_short(build)}). Fetch the newer commits, or use --allow-older."
        )
    if standing.committed and not build.committed:
        raise NotPublishedError(
            f"The site in {output} comes from a known commit ({_short(standing)}), and nobody can "
            "tell from which one this registry comes, so it may be older. Build from a clone that "
            "has its history, or use --allow-older."
        )
    if standing.built > build.built:
        raise NotPublishedError(
            f"The site in {output} was built at {standing.built.isoformat()}, after this build's "
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
        return Build(str(content.get("commit", "")), when, built)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
