"""What git can say about a registry, read in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.load.repository import NoRepositoryError, explain, repository

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from git import Repo


@dataclass(frozen=True, slots=True)
class History:
    """Facts about the commit that a tree came from; every one may be missing.

    ``commit`` is the full hash of HEAD, ``committed`` its committer date (with zone), ``dirty``
    whether the working copy differs from it, ``remote`` the web address of a known forge.
    ``why`` says, in words for people, what could not be learnt and why ("this is not a git
    repository"); empty when all is known.
    """

    commit: str = ""
    committed: datetime | None = None
    dirty: bool = False
    shallow: bool = False
    branch: str = ""
    remote: str = ""
    why: str = ""


NO_HISTORY = History(why="git was not asked")

_FORGES = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org"})
_SCP = re.compile(r"(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+):(?!//)(.+)")
_PATH = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+")


def read_history(root: Path) -> History:
    """What git can say about the folder that holds ``registry/``. Never raises.

    Whatever git cannot say is left empty, and ``why`` says so. The caller's ``GIT_*`` variables and
    replace objects have no say in it.
    """
    try:
        with repository(root) as repo:
            return _facts(repo, root)
    except NoRepositoryError as problem:
        return History(why=str(problem))
    except Exception as problem:  # noqa: BLE001  history is a witness only; its absence is told
        return History(why=f"git could not be read ({type(problem).__name__})")


def _facts(repo: Repo, root: Path) -> History:
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    remote = web_address(_origin(repo))
    if not repo.head.is_valid():
        return History(
            dirty=True, branch=_branch(repo), remote=remote, why="nothing has been committed yet"
        )
    shallow = repo.git.rev_parse("--is-shallow-repository") == "true"
    why = ["this is a shallow copy that lacks the older history"] if shallow else []
    committed, said = _committed(repo.head.commit)
    try:
        changed = repo.git.status("--porcelain", "--no-renames", "--", str(root.resolve()))
        dirty = bool(changed)
    except GitCommandError as problem:
        dirty = True
        said = explain(str(problem.stderr))
    return History(
        commit=repo.head.commit.hexsha,
        committed=committed,
        dirty=dirty,
        shallow=shallow,
        branch=_branch(repo),
        remote=remote,
        why="; ".join([*why, said] if said else why),
    )


def _committed(commit: Any) -> tuple[datetime | None, str]:
    """When a commit was made; or why that is not known, for dates that no calendar has."""
    try:
        found: datetime = commit.committed_datetime
        found.isoformat()
    except (ValueError, OverflowError, OSError):
        return None, "the last commit has a date that no calendar has"
    return found, ""


def _branch(repo: Repo) -> str:
    """The name of the branch; empty when a commit is checked out instead of one."""
    if repo.head.is_detached:
        return ""
    return str(repo.head.reference.name)


def _origin(repo: Repo) -> str:
    names = [remote.name for remote in repo.remotes]
    if not names:
        return ""
    name = "origin" if "origin" in names else names[0]
    return str(repo.remotes[name].config_reader.get_value("url", ""))


def web_address(remote: str) -> str:
    """The web page of a repository, from the address that git fetches it from.

    Empty for anything but a well-known forge. Passwords in the address are left out.
    """
    found = _SCP.fullmatch(remote)
    if found and "://" not in remote:
        host, path = found[1], found[2]
    else:
        try:
            parts = urlsplit(remote)
            host, path = parts.hostname or "", parts.path
        except ValueError:
            return ""
        if parts.scheme not in ("https", "http", "ssh", "git"):
            return ""
    host = host.lower()
    path = path.strip("/").removesuffix(".git")
    known = host in _FORGES or host.split(".")[0] in ("github", "gitlab")
    plain = _PATH.fullmatch(path) and not {".", ".."} & set(path.split("/"))
    return f"https://{host}/{path}" if known and plain else ""
