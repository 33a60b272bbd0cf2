"""What a branch changes of who may decide, or of what readers see: each such change is named.

Like those of the family ``branch``, these rules are run only where a base was named. What is known
to be harmless is passed by: decisions, meetings, answers and actions, which other rules judge, and
the texts of documents, which nobody relies on until they are endorsed. Everything else is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import rule
from handbook.rules.reading import choices, part, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.rules.comparison import Branch

BRA015 = Code(
    id="BRA015",
    severity=Severity.WARNING,
    title="This branch changes who may decide, or what readers see",
    explanation=(
        "Some files say who may decide, what is asked of whom, and how pages look and what they say"
        " beside the texts: the network's own record with its settings, posts, organisations,"
        " groups, owners, the glossary, policies, keys, content types and their templates, and"
        " files outside the registry such as mkdocs.yml and .gitattributes. No decision is needed"
        " to change them, so whoever merges is the last who can object. Each is named here, with"
        " what it was and what it becomes. A check with `--fail-on warning` stops at it."
    ),
)

_JUDGED = frozenset({"decision", "meeting", "adoption", "action"})
"""Types whose records other rules judge, or that change nothing for readers of a text."""

_APART = ("registry/decisions/", "registry/_endorsed/", "registry/attachments/")
_PLAIN = frozenset({"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs", "tests"})
"""Files and folders outside the registry from which no page and no rule is made."""
_SHOWN = 6
_LONGEST = 80


@rule(BRA015)
def changes_are_named(branch: Branch) -> Iterator[Finding]:
    """Every change that is not known to be harmless is named."""
    before = {one.path: one for one in branch.base.loaded.records}
    after = {one.path: one for one in branch.head.loaded.records}
    group = _group(before.values())
    for path, what in sorted(branch.changes.items()):
        told = _told(branch, path, what, before.get(path), after.get(path))
        if told:
            yield _named(path, told, group)
    for top in sorted({path.partition("/")[0] for path in branch.outside} - _PLAIN):
        mine = [path for path in branch.outside if path.partition("/")[0] == top]
        yield _named(mine[0], f"outside the registry, {choices(mine, 3)} changed", group)


def _named(path: str, told: str, group: str) -> Finding:
    message = f"this branch changes who may decide, or what readers see: {told}"
    hint = (
        f"Merge it only once those whom it concerns have agreed to it; {group}."
        " Nothing here can tell whether they have."
    )
    return Finding(BRA015, path, message, hint)


def _group(records: Any) -> str:
    network = next((one for one in records if one.type == "network"), None)
    name = word(part(network.data, "constituted"), "group") if network else ""
    return f"the network's own authority is with the group “{name}”" if name else "ask the network"


def _told(branch: Branch, path: str, what: str, then: Record | None, now: Record | None) -> str:
    """What a change does, in words; empty if it is known to be harmless."""
    one = now or then
    if path.startswith(_APART) or (one is not None and one.type in _JUDGED):
        return ""
    if one is None or path.startswith("registry/_types/"):
        return f"this file is {what}"
    kind = branch.base.types.get(one.type)
    text = kind is not None and kind.has("endorsable")
    if then is None or now is None:
        return "" if text else f"this {one.type} is {what}"
    if kind is not None and text:
        beside = kind.administrative
        return _differing(_only(then.data, beside), _only(now.data, beside))
    return _differing(then.data, now.data) or f"its text is {what}"


def _only(data: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name in names}


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Each field that differs, with what it was and what it becomes."""
    old, new = dict(_fields(then)), dict(_fields(now))
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    told = [f"{n}: {_short(old.get(n, 'nothing'))} becomes {_short(new.get(n, 'nothing'))}"
            for n in names[:_SHOWN]]  # fmt: skip
    more = len(names) - _SHOWN
    return "; ".join([*told, *([f"and {more} more"] if more > 0 else [])])


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
