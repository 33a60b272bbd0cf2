"""Whose signatures are asked for, and of whom: of the tree, and on a branch of its base as well.

Pure but for ``Ask``, the one who is asked, which the command line hands in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.authority.keys import keys_of, usable
from handbook.assess.settings.reading import read_settings
from handbook.load.model import Signatures
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.link import Registry
    from handbook.rules.comparison import Branch

Ask = Callable[[str, Mapping[str, bytes], Collection[str]], Signatures]
"""Says what git knows of the signatures on files (their contents by path), made with some keys, as
seen from a commit; ``""`` is the commit that is checked out."""

Base = tuple[str, Mapping[str, bytes]]
"""The commit at the tip of the base branch, and its files."""


def signatures_on(
    registry: Registry,
    read: Callable[[str], bytes],
    ask: Ask | None,
    *,
    commit: str,
    branch: Branch | None,
    base: Base | None,
    today: date,
) -> Signatures | None:
    """What git says of the signatures on a registry's decisions; ``None`` if nobody wants to know.

    On a branch the base's settings count as well as its own. What the base has word for word is
    looked for in the base's own history; the rest is new, and its keys must hold ``today``.
    """
    if not _wanted(registry, branch):
        return None
    if ask is None:
        return Signatures(cannot="git was not asked")
    files = {
        decision.path: read(decision.path) for decision in registry.of_type(KnownType.DECISION)
    }
    keys = _keys(registry, branch)
    if base is None:
        return ask(commit, files, keys)
    tip, theirs = base
    same = {p: raw for p, raw in files.items() if p in theirs and _plain(theirs[p]) == _plain(raw)}
    own = {path: raw for path, raw in files.items() if path not in same}
    there, here = ask(tip, same, keys), ask(commit, own, keys)
    return replace(
        here,
        of={**there.of, **here.of},
        cannot=here.cannot or there.cannot,
        new=frozenset(own),
        today=today,
    )


def _wanted(registry: Registry, branch: Branch | None) -> bool:
    networks = [registry.network()]
    if branch is not None:
        networks += [
            record for record in branch.base.loaded.records if record.type == KnownType.NETWORK
        ]
    return any(read_settings(network).signatures_since is not None for network in networks)


def _keys(registry: Registry, branch: Branch | None) -> frozenset[str]:
    """Every key that anybody here knows; whose counts is judged later, by the base's records."""
    batches = [keys_of(registry)]
    if branch is not None:
        records = branch.base.loaded.records
        batches.append(
            usable(records, {record.id for record in records if record.type == KnownType.POST})
        )
    return frozenset(key.line for keys in batches for key in keys)


def _plain(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")
