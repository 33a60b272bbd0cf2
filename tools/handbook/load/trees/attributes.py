"""Which files git would give to others with other bytes than they were written with.

Attributes can have git fill in identifiers, pass files through a program or change their encoding,
and it changes the ends of lines in what it takes for text. A sealed text must come out of every
clone as it was sealed, or its digest no longer fits.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.load.trees.base import is_attachment
from handbook.load.trees.repository import NoRepositoryError, explain, repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git import Repo

_ASKED = ("filter", "working-tree-encoding", "ident", "text")
_NOT = ("unspecified", "unset")
_LOOKED_AT = 8000
"""Bytes in which git itself looks for a sign that a file is no text."""


def rewritten(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Why files (paths below ``root``, and contents) would not stay as they are, in sentences.

    Where there is no repository, nothing rewrites them. Raises ``NoRepositoryError`` if there is
    one and git does not say what it would do.
    """
    from git.exc import GitCommandError  # noqa: PLC0415  slow to import

    if not files or not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return ()
    with repository(root) as repo:
        try:
            attributes = _attributes(repo, root, files)
        except (GitCommandError, ValueError) as problem:
            raise NoRepositoryError(explain(str(getattr(problem, "stderr", "")))) from None
    return tuple(
        reason
        for path, raw in sorted(files.items())
        for reason in _reasons(path, raw, attributes[path])
    )


def _attributes(
    repo: Repo, root: Path, files: Mapping[str, bytes]
) -> Mapping[str, Mapping[str, str]]:
    """What git says of each file, by path and name of the attribute."""
    top = Path(str(repo.working_tree_dir)).resolve()
    before = "".join(f"{step}/" for step in root.resolve().relative_to(top).parts)
    with tempfile.TemporaryFile() as stream:
        stream.write("".join(f"{before}{path}\0" for path in files).encode())
        stream.seek(0)
        output = repo.git.check_attr(
            "-z", "--stdin", *_ASKED, istream=stream, stdout_as_string=False
        )
    words = bytes(output).decode("utf-8").split("\0")
    attributes: dict[str, dict[str, str]] = {path: {} for path in files}
    for path, name, value in zip(words[::3], words[1::3], words[2::3], strict=False):
        attributes[path.removeprefix(before)][name] = value
    return attributes


def _reasons(path: str, raw: bytes, attributes: Mapping[str, str]) -> Iterator[str]:
    for name, does in (("filter", "passes it through a program"), (_ASKED[1], "recodes it")):
        if attributes[name] not in _NOT:
            yield f"{path} would not stay as it is: git {does} (`{name}={attributes[name]}`)"
    if attributes["ident"] not in _NOT and b"$Id" in raw:
        yield f"{path} would not stay as it is: git fills in $Id$ (`ident`)"
    if is_attachment(path) and attributes["text"] != "unset" and b"\0" not in raw[:_LOOKED_AT]:
        yield f"{path} may not stay as it is: git takes it for text and changes its line ends"
