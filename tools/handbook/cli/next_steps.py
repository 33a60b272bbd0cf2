"""What to do next, after a command has written files: the one place that says it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from handbook.history.facts import branch_of
from handbook.load.trees.base import read_regular
from handbook.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from handbook.cli.session import Session

_NETWORK = "registry/network.yaml"


def next_steps(session: Session, files: Collection[str]) -> str:
    """The words that end a command which wrote ``files``: what makes them count.

    They fit what is there: no repository, the published branch itself, or a branch of one's own.
    """
    root = session.where()
    them = "it" if len(files) == 1 else "them together"
    branch = branch_of(root)
    if branch is None:
        return f"Next: keep {them} with the whole register. This folder is in no repository."
    if branch and branch == _published(root):
        return (
            f"Next: save {them}, as a proposal apart from others, so that somebody looks before it"
            " is published (docs/saving.md says how)."
        )
    return f"Next: save {them}, and propose the change (docs/saving.md says how)."


def hand_on(places: Collection[Path]) -> str:
    """The words that end a command which made ``places`` to be given away, not kept: a bundle."""
    if len(places) == 1:
        (place,) = places
        example = shlex.quote(str(place))
        return f"Next: hand it on. Whoever has it can check it: handbook evidence --check {example}"
    return "Next: hand them on. Each can be checked: handbook evidence --check PATH"


def _published(root: Path) -> str:
    """The branch that is published, as the settings say it, as far as they can be read."""
    try:
        data: Any = read_yaml(read_regular(root / _NETWORK), _NETWORK).data or {}
        forge = (data.get("settings") or {}).get("forge") or {}
        return str(forge.get("branch") or "main")
    except (OSError, AttributeError):
        return "main"
