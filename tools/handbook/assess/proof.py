"""What can be proved of the whole ledger: seals, decisions, and what git saw happen to them.

Pure: in go what was assessed and what git's log said; out comes what holds, what does not, and what
nobody can tell from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.belief import SEALED
from handbook.assess.seals import FOLDER, fault
from handbook.assess.verdicts import Verdict, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.assess.adoption import Adoption
    from handbook.assess.model import Assessment
    from handbook.link import Registry
    from handbook.load.past import Change, Past

DECISIONS = "registry/decisions/"
MEETINGS = "registry/meetings/"
ANSWERS = "registry/adoptions/"
_DONE = {"M": "edited", "T": "replaced by something else", "D": "removed", "A": "added to"}


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed text; ``why`` says what is wrong with it, and is empty if nothing is."""

    document: str
    version: str
    digest: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One organisation's answer; ``why`` says why it cannot count, and is empty if it can."""

    record: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Disturbed:
    """Something that was to stay as it was, and did not. ``commit`` is empty if not committed."""

    path: str
    done: str
    what: str
    commit: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that was looked at. ``past`` is ``None`` if git was not to be asked."""

    sealed: tuple[Sealed, ...]
    decisions: tuple[Verdict, ...]
    answers: tuple[Answered, ...]
    disturbed: tuple[Disturbed, ...]
    new: tuple[str, ...]
    """Decisions, sealed files and answers that no commit has yet."""
    past: Past | None

    @property
    def wrong(self) -> bool:
        """Whether anything was found that is not as it must be."""
        reasons = [one.why for one in self.sealed] + [one.why for one in self.decisions]
        reasons += [one.why for one in self.answers]
        return bool(self.disturbed) or any(reasons)

    @property
    def untold(self) -> bool:
        """Whether git was asked and could not tell the whole history."""
        return self.past is not None and bool(self.past.cannot)


def prove(found: Assessment, past: Past | None, paths: Iterable[str]) -> Proof:
    """All that can be proved of a registry. ``paths`` are the files that it has now."""
    registry, today = found.registry, found.today
    return Proof(
        sealed=tuple(_sealed(registry)),
        decisions=verdicts(registry, today),
        answers=tuple(_answers(registry, found.adoption)),
        disturbed=tuple(_disturbed(past, paths)) if past else (),
        new=tuple(
            change.path
            for change in (past.dirty if past else ())
            if change.what == "A" and change.path.startswith((DECISIONS, ANSWERS, f"{FOLDER}/"))
        ),
        past=past,
    )


def _sealed(registry: Registry) -> Iterator[Sealed]:
    endorsed: dict[tuple[str, str], set[str]] = {}
    for decision in registry.of_type("decision"):
        for row in decision.get("documents") or () if decision.get("kind") in SEALED else ():
            key = (str(row.get("document")), str(row.get("version")))
            endorsed.setdefault(key, set()).add(str(row.get("digest")))
    for key, seal in sorted(registry.seals.items()):
        why = fault(seal)
        if not why and key not in endorsed:
            why = "no decision endorses it"
        elif not why and seal.digest not in endorsed[key]:
            why = "the decision about this version names another digest"
        yield Sealed(*key, seal.digest, why)
    for one in registry.broken:
        if one.kind == "seal":
            yield Sealed(one.id, one.version, "", "it cannot be read")


def _answers(registry: Registry, adoption: Adoption) -> Iterator[Answered]:
    """Every answer but those entered in error, of which nothing is claimed any more."""
    for record in registry.of_type("adoption"):
        why = adoption.refused.get(record.id, "")
        if why or record.id not in adoption.corrected:
            yield Answered(record.id, why)
    for one in registry.broken:
        if one.kind == "record" and one.type == "adoption":
            yield Answered(one.id, "cannot be read")


def _disturbed(past: Past, paths: Iterable[str]) -> Iterator[Disturbed]:
    """What the commits, and then the working copy, did to things that were to stay."""
    fixed = _Fixed()
    added = {c.path for commit in past.commits for c in commit.changes if c.what == "A"}
    added |= {change.path for change in past.dirty}
    # What was there before the first commit that could be read was there all the time.
    fixed.keep(path for path in paths if path not in added)
    for commit in past.commits:
        for change in commit.changes:
            what = fixed.disturbs(change)
            if what:
                done = _DONE.get(change.what, "changed")
                yield Disturbed(change.path, done, what, commit.hash, commit.when)
        fixed.keep(change.path for change in commit.changes if change.what != "D")
    for change in past.dirty:
        what = fixed.disturbs(change)
        if what:
            yield Disturbed(change.path, _DONE.get(change.what, "changed"), what)


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

    def disturbs(self, change: Change) -> str:
        """What a change does that it must not, as the name of what it was done to; or nothing."""
        path, new = change.path, change.what == "A"
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
