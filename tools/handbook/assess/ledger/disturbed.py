"""What was to stay as it was and did not: decisions, sealed texts, answers, meetings that decided.

Git tells what was done on every line of the history that leads to what is here. On the line of the
branch itself, and in a merge that is no honest one, whatever disturbs them is wrong. On another
line it may have been put right before anybody relied on it; or that line was once the main one, and
was made to look like another. Nobody can tell from here, so it is named and proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.ledger.seals import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from handbook.history.past import Past
    from handbook.load.trees.past import Commit, FileChange

DECISIONS = "registry/decisions/"
MEETINGS = "registry/meetings/"
ANSWERS = "registry/adoptions/"
_DONE = {"M": "edited", "T": "replaced by something else", "D": "removed", "A": "added to"}
_BY_MERGE = "a merge, which no side of it accounts for"
_MADE_UP = "put in"


@dataclass(frozen=True, slots=True)
class Disturbed:
    """Something that was to stay as it was, and did not. ``commit`` is empty if not committed."""

    path: str
    done: str
    what: str
    commit: str = ""
    when: str = ""
    how: str = ""
    """What else is to be known of the place, in words that follow it; empty on the main line."""


def disturbances(past: Past, paths: Iterable[str]) -> Iterator[Disturbed]:
    """What the commits, and then the working copy, did to things that were to stay."""
    fixed = _Fixed()
    added = {c.path for commit in past.commits for c in commit.changes if c.what == "A"}
    added |= {change.path for change in past.dirty if change.what == "A"}
    # What was there before the first commit that could be read was there all the time.
    fixed.keep(past.before)
    fixed.keep(path for path in paths if path not in added)
    named: set[tuple[str, str]] = set()
    for disturbance in (*_on_the_line(past, fixed), *_in_merges(past, fixed)):
        if (disturbance.path, disturbance.commit) not in named:
            named.add((disturbance.path, disturbance.commit))
            yield disturbance
    seen = {path for path, _ in named}
    yield from _missing(past, fixed, seen)
    for change in past.dirty:
        what = fixed.disturbs(change.path, new=change.what == "A")
        if what:
            yield Disturbed(change.path, _DONE.get(change.what, "changed"), what)


def _on_the_line(past: Past, fixed: _Fixed) -> Iterator[Disturbed]:
    for commit in past.commits:
        yield from _of(commit, fixed)
        fixed.keep(change.path for change in commit.changes)


def _of(commit: Commit, fixed: _Fixed, how: str = "") -> Iterator[Disturbed]:
    for change in commit.changes:
        what = fixed.disturbs(change.path, new=change.what == "A")
        if what:
            done = _DONE.get(change.what, "changed")
            yield Disturbed(change.path, done, what, commit.hash, commit.when, how)


def _in_merges(past: Past, fixed: _Fixed) -> Iterator[Disturbed]:
    """What merges lost or changed; and what they made up, which no side had brought."""
    for commit in past.merges:
        yield from _of(commit, fixed, _BY_MERGE)
        for change in commit.changes:
            if change.what == "A" and change.path.startswith((DECISIONS, ANSWERS)):
                what = fixed.name(change.path)
                yield Disturbed(change.path, _MADE_UP, what, commit.hash, commit.when, _BY_MERGE)


def _missing(past: Past, fixed: _Fixed, named: Collection[str]) -> Iterator[Disturbed]:
    """What the commit to start from had and HEAD has not, or has otherwise, if nothing says why."""
    for path, name in sorted(past.before.items()):
        now = past.now.get(path)
        what = fixed.disturbs(path) if now != name else ""
        if what and path not in named:
            yield Disturbed(path, "edited" if now else "removed", what)
    known = {change.path for commit in past.sides for change in commit.changes} | {*named}
    for path in past.lines.ever() if not past.since else ():
        lost = path not in past.now and path not in known
        what = fixed.disturbs(path) if lost else ""
        if what:
            yield Disturbed(path, "lost", what)


def on_other_lines(past: Past, disturbed: Iterable[Disturbed]) -> Iterator[Disturbed]:
    """What was changed on other lines than the branch's own, and is not named already."""
    named = {earlier.path for earlier in disturbed}
    for commit in past.sides:
        fixed = _Fixed()
        for change in commit.changes:
            fixed.keep(_ground(past, commit.hash, change))
        for disturbance in _of(commit, fixed):
            if disturbance.path not in named:
                yield disturbance


def _ground(past: Past, commit: str, change: FileChange) -> Iterator[str]:
    """What makes a change one of something that was to stay, if it was there before the commit."""
    path = change.path
    if path.startswith(MEETINGS):
        cited = f"{DECISIONS}{_stem(path)}--"
        if past.lines.known(commit, cited):
            yield f"{cited}.yaml"
    elif path.startswith(f"{FOLDER}/") and past.lines.known(commit, f"{_version(path)}/"):
        yield path


class _Fixed:
    """What had to stay as it was, at one moment of the history."""

    def __init__(self) -> None:
        self.sealed: set[str] = set()
        self.cited: set[str] = set()

    def keep(self, paths: Iterable[str]) -> None:
        """From now on these are there."""
        for path in paths:
            if path.startswith(DECISIONS):
                # A decision is called after its meeting and the item of its minutes.
                self.cited.add(_stem(path).rpartition("--")[0])
            elif path.startswith(f"{FOLDER}/"):
                self.sealed.add(_version(path))

    @staticmethod
    def name(path: str) -> str:
        """What a decision or an answer is called."""
        return "a decision" if path.startswith(DECISIONS) else "an organisation's answer"

    def disturbs(self, path: str, *, new: bool = False) -> str:
        """The name of what a change of a file, or a new one, must not be done to; or nothing."""
        if path.startswith(DECISIONS) and not new:
            return "a decision"
        if path.startswith(ANSWERS) and not new:
            return "an organisation's answer"
        if path.startswith(f"{FOLDER}/") and (not new or _version(path) in self.sealed):
            return "a sealed text"
        if path.startswith(MEETINGS) and not new and _stem(path) in self.cited:
            return "the record of a meeting that had decided"
        return ""


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _version(path: str) -> str:
    """The folder of a sealed text that a path lies in."""
    return "/".join(path.split("/")[:4])
