"""A branch beside its base, as ``--base`` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.cli.problem import StopError
from handbook.cli.session import Session, checked

if TYPE_CHECKING:
    from handbook.check import Checked


def compared(session: Session, base: str, *, pages: bool = False) -> Checked:
    """Check a branch against its base, and say on stderr what it was compared with.

    With ``pages`` what cannot be built is found too. Raises ``StopError`` if it cannot be judged.
    """
    from handbook.history.moment import look  # noqa: PLC0415 - heavy
    from handbook.load import NoRepositoryError  # noqa: PLC0415 - heavy
    from handbook.load.trees.against import read_against  # noqa: PLC0415 - heavy

    seen = look(session.where())
    try:
        against = read_against(session.where(), base, seen.tree)
    except NoRepositoryError as problem:
        raise StopError(f"This branch cannot be judged: {problem}.") from problem
    moved = " What is judged is what merging would give." if against.result else ""
    click.echo(
        f"handbook: authority is read from {base} ({against.base_commit[:12]}); changes are told"
        f" from where this branch left it ({against.before_commit[:12]}).{moved}",
        err=True,
    )
    return checked(session, against=against, seen=seen, pages=pages)
