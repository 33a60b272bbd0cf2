"""What git can say of the commit that a tree came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.history.files import Moment
from handbook.load.trees.base import WorkingTree
from handbook.load.trees.committed import differences
from handbook.load.trees.repository import NoRepositoryError, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from git import Repo

    from handbook.load.trees.base import Tree
    from handbook.load.trees.committed import UncommittedFile


@dataclass(frozen=True, slots=True)
class History:
    """Facts about the commit that a tree came from; every one may be missing.

    ``commit`` is the full hash of HEAD, ``committed`` its committer date (with zone), ``dirty``
    whether what was read differs from it or may do so, ``differs`` the files that do, ``remote``
    the web address of a known forge, ``folder`` that of the repository which holds ``registry/``,
    empty for its top. ``why`` says, in words for people, what could not be learnt
    and why ("this is not a git repository"); empty when all is known.
    """

    commit: str = ""
    committed: datetime | None = None
    dirty: bool = False
    shallow: bool = False
    branch: str = ""
    remote: str = ""
    why: str = ""
    differs: tuple[UncommittedFile, ...] = ()
    folder: str = ""


NO_HISTORY = History(why="git was not asked")

_FORGES = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org"})
_SCP = re.compile(r"(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+):(?!//)(.+)")
_PATH = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+")


def read_history(root: Path) -> History:
    """What git can say about the folder that holds ``registry/``. Never raises.

    Whatever git cannot say is left empty, and ``why`` says so.
    The caller's ``GIT_*`` variables and replace objects have no say in it, nor has git's index.
    """
    return history_around(root, lambda: WorkingTree(root))[1]


def history_around(root: Path, read: Callable[[], Tree]) -> tuple[Tree, History]:
    """What ``read`` reads in ``root``, and what git can say about it; git is opened once for both.

    HEAD is asked before anything is read. What git cannot say is told as by ``read_history``.
    Raises what ``read`` raises.
    """
    tree: Tree | None = None
    try:
        with repository(root) as repo:
            commit = _head(repo)
            tree = read()
            return tree, _facts(repo, Moment(root, tree), commit)
    except NoRepositoryError as problem:
        why = str(problem)
    except Exception as problem:  # noqa: BLE001  history is a witness only; its absence is told
        why = f"git could not be read ({type(problem).__name__})"
    return read() if tree is None else tree, History(why=why)


def _head(repo: Repo) -> str:
    try:
        return str(repo.head.commit.hexsha) if repo.head.is_valid() else ""
    except Exception:  # noqa: BLE001  history is a witness only; ``read_history`` tells its absence
        return ""


def branch_of(root: Path) -> str | None:
    """The branch that is checked out, empty for none; ``None`` if nobody can tell. Never raises."""
    try:
        with repository(root) as repo:
            return _branch(repo)
    except Exception:  # noqa: BLE001  what cannot be told is said as if there were none
        return None


def _facts(repo: Repo, moment: Moment, commit: str) -> History:
    remote, folder = web_address(_origin(repo)), _folder(repo, moment.root)
    if not repo.head.is_valid():
        return History(
            dirty=True,
            branch=_branch(repo),
            remote=remote,
            why="nothing has been committed yet",
            folder=folder,
        )
    head = repo.commit(commit) if commit else repo.head.commit
    shallow = repo.git.rev_parse("--is-shallow-repository") == "true"
    why = ["this is a shallow copy that lacks the older history"] if shallow else []
    committed, reason = _committed(head)
    why += [reason] if reason else []
    differs: tuple[UncommittedFile, ...] = ()
    cannot = ""
    try:
        differs = differences(repo, moment.root, head.hexsha, moment.files())
    except NoRepositoryError as problem:
        cannot = f"nobody can tell whether the files are those of the commit: {problem}"
        why.append(cannot)
    return History(
        commit=head.hexsha,
        committed=committed,
        dirty=bool(differs or cannot),
        shallow=shallow,
        branch=_branch(repo),
        remote=remote,
        why="; ".join(why),
        differs=differs,
        folder=folder,
    )


def _committed(commit: Any) -> tuple[datetime | None, str]:
    """When a commit was made; or why that is not known, for dates that no calendar has."""
    try:
        committed: datetime = commit.committed_datetime
        committed.isoformat()
    except (ValueError, OverflowError, OSError):
        return None, "the last commit has a date that no calendar has"
    return committed, ""


def _branch(repo: Repo) -> str:
    """The name of the branch; empty when a commit is checked out instead of one."""
    if repo.head.is_detached:
        return ""
    return str(repo.head.reference.name)


def _folder(repo: Repo, root: Path) -> str:
    """Where ``root`` lies in its repository, with strokes; empty for the top of it."""
    inside = root.resolve().relative_to(Path(repo.working_tree_dir or root).resolve())
    return "" if inside == Path() else inside.as_posix()


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
    match = _SCP.fullmatch(remote)
    if match and "://" not in remote:
        host, path = match[1], match[2]
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
