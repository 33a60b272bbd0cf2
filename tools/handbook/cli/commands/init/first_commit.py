"""The first commit of a new registry: by whom git knows, or else by the network's own post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.load.trees.repository import scrubbed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

MESSAGE = "Begin the registry of the network"
LEFT = f"""\
  git config user.name "Your post"
  git config user.email "your-mailbox@your-network.example"
  git add --all
  git commit -m "{MESSAGE}\""""


def commit_first(
    folder: Path, files: Collection[str], moment: datetime, post: tuple[str, str]
) -> str:
    """Save ``files`` as a commit of ``folder``, and say so; or say exactly what is left to do.

    Where git knows nobody, this one commit is made in the name of the network's ``post`` (its
    title and its mailbox); nothing is set for later. The folder becomes a repository if it is in
    none. In somebody else's, nothing is saved.
    """
    with scrubbed():
        try:
            import git  # noqa: PLC0415  slow to import, and fails where git is not installed
        except ImportError:
            return _left("git is not installed on this computer")
        try:
            if not (folder / ".git").exists():
                if _within(folder):
                    return "This folder lies in a repository already: save the new files there."
                git.Repo.init(folder, initial_branch="main").close()
            here = git.Git(folder)
            known = _setting(folder, "user.name") and _setting(folder, "user.email")
            here.add("--", *files)
            by = {} if known else _as(*post)
            when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), moment.isoformat())
            here.commit("--quiet", "-m", MESSAGE, "--", *files, env=by | when)
        except (git.exc.GitError, OSError):
            return _left("git could not do it")
    saved = f"Saved as the first commit, “{MESSAGE}”"
    if known:
        return f"{saved}."
    return (
        f"{saved}, in the name of {post[0]} ({post[1]}), as this computer does not know yet who"
        " saves. docs/saving.md says how to tell it."
    )


def _as(name: str, address: str) -> dict[str, str]:
    """What tells git, for one commit alone, who makes it."""
    return {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": address,
    }


def _within(folder: Path) -> bool:
    import git  # noqa: PLC0415  slow to import

    try:
        return bool(git.Git(folder).rev_parse("--show-toplevel"))
    except git.exc.GitCommandError:
        return False


def _setting(folder: Path, name: str) -> str:
    import git  # noqa: PLC0415  slow to import

    try:
        return str(git.Git(folder).config("--get", name)).strip()
    except git.exc.GitCommandError:
        return ""


def _left(reason: str) -> str:
    return f"The first commit was not made: {reason}. What is left to do, in this folder:\n{LEFT}"
