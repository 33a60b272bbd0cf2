"""What ``handbook decide accept`` accepts: every change that its branch names, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.cli.assessing import compared
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.load.trees.outside import CLASHES
from handbook.rules.acceptance import acceptors, takers
from handbook.rules.families.branch.named import named_changes

if TYPE_CHECKING:
    from handbook.cli.session import Session


def accepted(session: Session, base: str) -> list[dict[str, str]]:
    """The changes that are still to be accepted, in the fields of a decision; told on stdout.

    Raises ``StopError`` if there is nothing to accept, or no base to compare with.
    """
    if not base:
        raise StopError("Say with --base what the branch is to be merged into.", USAGE)
    branch = compared(session, base).branch
    if branch is None:
        raise StopError("What this branch changes cannot be told; `handbook check` says why.")
    who = acceptors(branch.base)
    named = [
        change
        for change in named_changes(branch)
        if who is None or not all(takers(branch, who, mark) for mark in change.marks)
    ]
    if not named:
        raise StopError("This branch names no change that is still to be accepted.", FOUND)
    clash = [path for change in named for path, _, becomes in change.marks if becomes == CLASHES]
    if clash:
        raise StopError(
            f"{clash[0]} was changed by the base branch too, so nobody can tell yet what would be"
            " accepted: merge the base branch into this one first.",
            FOUND,
        )
    click.echo("Changes of who may decide, or of what readers see:")
    for change in named:
        click.echo(f"  {change.path}: {change.words}")
    click.echo()
    return [
        {
            "path": path,
            **({"was": was} if was else {}),
            **({"becomes": becomes} if becomes else {}),
        }
        for change in named
        for path, was, becomes in change.marks
    ]
