"""Whether a commit belongs to what this copy of the repository has arrived at."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from handbook.load.trees.repository import NoRepositoryError, repository

if TYPE_CHECKING:
    from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def is_reached(root: Path, commit: str) -> bool:
    """Whether ``commit``, a full hash, is HEAD or lies before it. ``False`` if git cannot tell.

    A commit that merely lies about in a repository, as those of other people's branches do, is
    not reached.
    """
    if not _HASH.fullmatch(commit):
        return False
    try:
        from git.exc import GitCommandError  # noqa: PLC0415  slow to import

        with repository(root) as repo:
            repo.git.merge_base("--is-ancestor", commit, "HEAD")
    except (NoRepositoryError, ImportError):
        return False
    except GitCommandError:
        return False
    return True


def committed(root: Path, commit: str) -> datetime | None:
    """When a commit, a full hash, was made, with its zone; ``None`` if git cannot tell."""
    if not _HASH.fullmatch(commit):
        return None
    try:
        from git.exc import GitCommandError  # noqa: PLC0415  slow to import

        with repository(root) as repo:
            seconds = int(str(repo.git.rev_list("--max-count=1", "--timestamp", commit)).split()[0])
            # Git writes 0 where it could not read a date.
            return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (NoRepositoryError, ImportError):
        return None
    except (GitCommandError, ValueError, IndexError, OverflowError, OSError):
        return None
