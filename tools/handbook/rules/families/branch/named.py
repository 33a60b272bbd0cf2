"""What a branch changes of who may decide, or of what readers see: each such change is named.

Like those of the family ``branch``, these rules are run only where a base was named. What is known
to be harmless is passed by: decisions, meetings, answers and actions, which other rules judge, and
the texts of documents, which nobody relies on until they are endorsed. Everything else is named.
Whether somebody accepted it is worked out in ``acceptance``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, Severity
from handbook.rules.acceptance import Acceptors, acceptors, takers
from handbook.rules.aside.known_faults import TYPE as KNOWN_FAULTS
from handbook.rules.engine import rule
from handbook.rules.reaching_back import reaching_back
from handbook.rules.reading import choices
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.rules.comparison import Branch

_HEADING = "This branch changes who may decide, or what readers see"

BRA015 = Code(
    id="BRA015",
    severity=Severity.WARNING,
    heading=_HEADING,
    title=_HEADING,
    explanation=(
        "Some files say who may decide, what is asked of whom, and how pages look and what they say"
        " beside the texts: the network's own record with its settings, posts, organisations,"
        " groups, owners, the glossary, policies, keys, content types and their templates, and"
        " files outside the registry such as mkdocs.yml and .gitattributes. Each change is named"
        " here, with what it was and what it becomes. This network's settings name nobody who must"
        " accept it (`settings.changes` in network.yaml), so whoever merges is the last who can"
        " object. A check with `--fail-on warning` stops at it."
    ),
    awaits_decision=True,
)
BRA016 = Code(
    id="BRA016",
    severity=Severity.ERROR,
    heading=_HEADING,
    title="This branch changes who may decide, or what readers see, and nobody accepted it",
    explanation=(
        "The network's settings, as the base branch has them, say who must accept a change of who"
        " may decide, or of what readers see. Nobody has accepted this one. `handbook decide accept"
        " --base BRANCH` writes it down once they have: the decision of a group at its meeting, or"
        " the approval of a post. It names the file with what it held and what it will hold, so it"
        " holds for that change alone, and must be among what the branch brings. If the base branch"
        " or this one changes the file again, it must be accepted again."
    ),
    integrity=True,
    awaits_decision=True,
)
BRA017 = Code(
    id="BRA017",
    severity=Severity.NOTE,
    heading=_HEADING,
    title="This branch changes who may decide, or what readers see, and it was accepted",
    explanation=(
        "Those whom the network's settings name for it accepted this change of who may decide, or"
        " of what readers see. It is named all the same, so that whoever merges has read it."
    ),
)

_JUDGED = frozenset({KnownType.DECISION, KnownType.MEETING, KnownType.ADOPTION, KnownType.ACTION})
"""Types whose records other rules judge, or that change nothing for readers of a text."""

_APART = ("registry/decisions/", "registry/_endorsed/", "registry/attachments/")
_PLAIN = frozenset({"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs", "tests"})
"""Files and folders outside the registry from which no page and no rule is made."""
_NETWORK = "registry/network.yaml"
_SHOWN = 6
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Named:
    """A change that is named: its files, with what they held and will hold, and words for it."""

    marks: tuple[tuple[str, str, str], ...]
    words: str

    @property
    def path(self) -> str:
        """The file beside which it is told."""
        return self.marks[0][0]


def named_changes(branch: Branch) -> Iterator[Named]:
    """Every change of a branch that is not known to be harmless, in order of its files."""
    before = {record.path: record for record in branch.base.loaded.records}
    after = {record.path: record for record in branch.head.loaded.records}
    for path, what in sorted(branch.changes.items()):
        message = _effect(branch, path, what, before.get(path), after.get(path))
        if message:
            yield Named(((path, *branch.marks.get(path, ("", ""))),), message)
    for top in sorted({path.partition("/")[0] for path in branch.outside} - _PLAIN):
        mine = [path for path in branch.outside if path.partition("/")[0] == top]
        marks = tuple((path, *branch.outside[path]) for path in mine)
        yield Named(marks, f"outside the registry, {choices(mine, 3)} changed")


@rule(BRA015, BRA016, BRA017)
def changes_are_named(branch: Branch) -> Iterator[Finding]:
    """Every change that is not known to be harmless is named, and accepted where it must be."""
    who = acceptors(branch.base)
    for change in named_changes(branch):
        message = f"this branch changes who may decide, or what readers see: {change.words}"
        taken = [takers(branch, who, mark) for mark in change.marks] if who else []
        if who is None or (not who.ids and change.path == _NETWORK):
            # Or a branch could never mend the record that says who accepts, once it is broken.
            hint = (
                "Merge it only once those whom it concerns have agreed to it. The settings name"
                " nobody who must accept it (settings.changes), so nothing here can tell."
            )
            yield Finding(BRA015, change.path, message, hint)
        elif all(taken):
            by = choices(sorted({name for each in taken for name in each}), 3)
            yield Finding(BRA017, change.path, f"{message}; accepted by the decision {by}")
        else:
            yield Finding(BRA016, change.path, message, _how(who))


def all_accepted(branch: Branch) -> bool:
    """Whether a branch names changes, and those who must accept them accepted every one."""
    who = acceptors(branch.base)
    marks = [mark for change in named_changes(branch) for mark in change.marks]
    return who is not None and bool(marks) and all(takers(branch, who, mark) for mark in marks)


def _how(who: Acceptors) -> str:
    names = " or ".join(f"“{name}”" for name in who.ids) or "nobody that can be read"
    if who.by_post:
        return (
            f"It needs the approval of the post {names}: `handbook decide accept --base BRANCH"
            " --post POST --statement ...`, once that post has read it."
        )
    return (
        f"It needs a decision of the group {names}: `handbook decide accept --base BRANCH"
        " --meeting MEETING --item ITEM --statement ...`, once the group has decided."
    )


def _effect(branch: Branch, path: str, what: str, then: Record | None, now: Record | None) -> str:
    """What a change does, in words; empty if it is known to be harmless."""
    record = now or then
    shorter = record is not None and record.type == KNOWN_FAULTS and then is not None  # or BAS001
    if path.startswith(_APART) or shorter or (record is not None and record.type in _JUDGED):
        return reaching_back(branch, now) if then is None and now is not None else ""
    if record is None:
        return f"this file is {what}"
    kind = branch.base.types.get(record.type)
    text = kind is not None and kind.has("endorsable")
    if then is None or now is None:
        return "" if text else f"this {record.type} is {what}"
    if kind is not None and text:
        beside = kind.administrative
        return differing(_only(then.data, beside), _only(now.data, beside))
    if (then.data, then.body) == (now.data, now.body):
        return ""  # another layout, or another remark, of the same words
    return differing(then.data, now.data) or f"its text is {what}"


def _only(data: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name in names}


def differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Each field that differs, with what it was and what it becomes."""
    old, new = dict(_fields(then)), dict(_fields(now))
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    differences = [f"{n}: {_short(old.get(n, 'nothing'))} becomes {_short(new.get(n, 'nothing'))}"
            for n in names[:_SHOWN]]  # fmt: skip
    more = len(names) - _SHOWN
    return "; ".join([*differences, *([f"and {more} more"] if more > 0 else [])])


def _fields(data: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{start}{name}.")
        elif isinstance(value, list):
            yield from _entries(value, f"{start}{name}")
        else:
            yield f"{start}{name}", str(value)


def _entries(listed: list[Any], name: str) -> Iterator[tuple[str, str]]:
    """A list of words as one field; a list of parts as one field for each line of each part."""
    plain = [str(each) for each in listed if not isinstance(each, Mapping)]
    if plain:
        yield name, ", ".join(plain)
    for number, each in enumerate(listed, start=1):
        if isinstance(each, Mapping):
            called = each.get("id") or each.get("item") or number
            yield from _fields(each, f"{name} {called}, ")


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _LONGEST else plain[:_LONGEST] + '…'}”"
