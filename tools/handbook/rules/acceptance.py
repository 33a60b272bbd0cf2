"""Who must accept a change of who may decide, or of what readers see, and who did.

Read from the base branch: a branch cannot name those who accept what it brings. An acceptance
counts if it is among what the branch brings, if the base's posts, terms and attendance carry it,
and if it names the very contents. One that came before is spent: what was undone since must be
accepted anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.workflow import By
from handbook.rules.reading import part, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from handbook.rules.comparison import Branch, TreeReading


@dataclass(frozen=True, slots=True)
class Acceptors:
    """Those any one of whom may accept a change: posts, or else groups, by their ids."""

    by_post: bool
    ids: tuple[str, ...]


def acceptors(base: TreeReading) -> Acceptors | None:
    """Whom the base's settings name; ``None`` if they ask for no acceptance.

    Settings that cannot be read may have asked for it, so then nobody can accept anything.
    """
    network = next(
        (record for record in base.loaded.records if record.type == KnownType.NETWORK), None
    )
    if network is None:
        return Acceptors(False, ())
    settings = part(network.data, "settings")
    if "changes" not in settings:
        return None
    asked = part(settings, "changes")
    if asked.get("accepted-by") == By.POST:
        return Acceptors(True, tuple(asked.get("posts") or (word(network.data, "coordinator"),)))
    founding = word(part(network.data, "constituted"), "group")
    return Acceptors(False, tuple(asked.get("groups") or (founding,)))


def takers(branch: Branch, who: Acceptors, mark: tuple[str, str, str]) -> tuple[str, ...]:
    """The decisions of the branch by which one change of a file was accepted.

    ``mark`` is its path, with the fingerprints of what it holds on the base and once merged.
    """
    if branch.decided is None:
        return ()
    new = {decision.id for decision in branch.new_decisions()}
    return tuple(
        acceptance.decision
        for acceptance in branch.decided.accepted
        if acceptance.decision in new
        and mark in acceptance.changes
        and (acceptance.post if who.by_post else acceptance.group) in who.ids
    )
