"""Which commit brought each decision as it is now, and what git says of the signature on it.

Git verifies, with the keys that are handed in and by nothing else: no setting of the user's or the
repository's can name another program, another list of keys or another format. What counts is the
commit that brought the file in its present form, not one that merely has it: a signed commit on top
of an unsigned one lends it nothing.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from handbook.history.lineage import Lineage, read_lineage
from handbook.load.model import Signature, Signatures, Signed
from handbook.load.trees.base import TOP
from handbook.load.trees.committed import blob_name, plain
from handbook.load.trees.past import inside, is_shallow, named_commit
from handbook.load.trees.repository import NoRepositoryError, explain, repository

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, tzinfo

    from git import Repo

OLDEST = (2, 34)
"""The first git that verifies signatures made with SSH keys."""

_KEY = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}")
_VERDICTS = {"G": Signed.GOOD, "U": Signed.STRANGE, "N": Signed.ABSENT, "B": Signed.BAD}
_SKEW = 24 * 60 * 60
"""Seconds by which the clocks of two computers may differ."""

Answer = tuple[Signed, str]
"""What git says of one commit, and the fingerprint of the key, if there is one."""


@dataclass(frozen=True, slots=True)
class SignatureReader:
    """Asks git in ``root`` for signatures; days are those of ``zone``."""

    root: Path
    zone: tzinfo = UTC
    known: dict[tuple[str, frozenset[str]], Answer] = field(default_factory=dict)
    """What was asked already: verifying a signature takes its time."""

    def __call__(
        self, commit: str, files: Mapping[str, bytes], keys: Collection[str]
    ) -> Signatures:
        """The signatures on ``files`` as seen from a commit, ``""`` for what is checked out.

        ``files`` are contents by path below ``root``, ``keys`` public keys (kind and letters).
        Never raises: whatever git cannot say is told in ``cannot``.
        """
        try:
            with repository(self.root) as repo:
                return self._read(repo, commit, files, frozenset(filter(_KEY.fullmatch, keys)))
        except NoRepositoryError as problem:
            return Signatures(cannot=str(problem))
        except Exception as problem:  # noqa: BLE001  what cannot be verified must never count
            return Signatures(cannot=f"git could not be read ({type(problem).__name__})")

    def _read(
        self, repo: Repo, commit: str, files: Mapping[str, bytes], keys: frozenset[str]
    ) -> Signatures:
        from git.exc import GitCommandError  # noqa: PLC0415  slow to import

        _demand_able(repo)
        head = named_commit(repo, commit or "HEAD")
        where = inside(repo, self.root)
        try:
            lineage = read_lineage(repo, head, f"{where}/decisions", len(where) - len(TOP))
            brought = {path: _brought(lineage, path, raw) for path, raw in files.items()}
            wanted = {commit for commits in brought.values() for commit in commits}
            self._verify(
                repo, sorted(commit for commit in wanted if (commit, keys) not in self.known), keys
            )
        except GitCommandError as problem:
            raise NoRepositoryError(explain(str(problem.stderr))) from None
        arrived = lineage.arrivals() if wanted else {}
        signatures = {
            commit: self._signature(
                lineage, commit, arrived.get(commit, 0), self.known[commit, keys]
            )
            for commit in wanted
        }
        return Signatures(
            {p: tuple(signatures[commit] for commit in of) for p, of in brought.items() if of}
        )

    def _verify(self, repo: Repo, commits: Collection[str], keys: frozenset[str]) -> None:
        """Have git verify the signatures on some commits, with these keys alone."""
        if not commits:
            return
        with tempfile.TemporaryDirectory() as folder:
            signers = Path(folder, "signers")
            lines = (f'a-post namespaces="git" {key}\n' for key in sorted(keys))
            signers.write_text("".join(lines), encoding="ascii")
            listed = Path(folder, "commits")
            listed.write_text("".join(f"{commit}\n" for commit in commits), encoding="ascii")
            with listed.open("rb") as stream:
                output = repo.git(c=_pinned(folder)).log(
                    "--no-walk=unsorted",
                    "--stdin",
                    "--no-patch",
                    "--no-show-signature",
                    "--no-color",
                    "--format=tformat:%H %G? %GF",
                    istream=stream,
                )
        for line in str(output).splitlines():
            commit, verdict, key = [*line.split(" "), "", ""][:3]
            self.known[commit, keys] = (_VERDICTS.get(verdict, Signed.UNTOLD), key)

    def _signature(self, lineage: Lineage, commit: str, arrived: int, answer: Answer) -> Signature:
        when, parents = lineage.steps[commit]
        latest = max((lineage.steps[parent][0] for parent in parents), default=when)
        signed, key = answer
        return Signature(
            commit=commit,
            day=_day(when, self.zone),
            arrived=_day(arrived, self.zone),
            signed=signed,
            key=key,
            backwards=when + _SKEW < latest,
        )


def _demand_able(repo: Repo) -> None:
    if which("ssh-keygen") is None:
        raise NoRepositoryError("ssh-keygen is not installed on this computer")
    if repo.git.version_info[:2] < OLDEST:
        least = ".".join(map(str, OLDEST))
        raise NoRepositoryError(f"this computer's git is too old for it ({least} is needed)")
    if is_shallow(repo):
        raise NoRepositoryError(
            "this is a shallow copy, in which the commits that brought the decisions may be missing"
            " (`git fetch --unshallow`; in CI, a fetch depth of 0)"
        )


def _pinned(folder: str) -> list[str]:
    """Settings that stand above all others: what may be run, and whose keys count."""
    nowhere = f"{folder}/nothing-here"
    return [
        "gpg.format=ssh",
        f"gpg.ssh.allowedSignersFile={folder}/signers",
        "gpg.ssh.program=ssh-keygen",
        f"gpg.ssh.revocationFile={nowhere}",
        f"gpg.program={nowhere}",
        f"gpg.openpgp.program={nowhere}",
        f"gpg.x509.program={nowhere}",
        "gpg.minTrustLevel=undefined",
        "core.commitGraph=false",
        "log.mailmap=false",
    ]


def _brought(lineage: Lineage, path: str, raw: bytes) -> tuple[str, ...]:
    """The commits that brought a file as it is now, the latest that touched it."""
    commits = lineage.touched.get(path, {})
    latest = lineage.latest(frozenset(commits))
    names = {blob_name(text, len(commit)) for commit in latest for text in (raw, plain(raw))}
    return tuple(commit for commit in latest if commits[commit] in names)


def _day(when: int, zone: tzinfo) -> date | None:
    """A day; ``None`` for what no calendar has. Git writes 0 where it could not read a date."""
    try:
        return datetime.fromtimestamp(when, zone).date() if when > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
