"""The list of known faults only ever gets shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Finding
from handbook.rules.aside.known_faults import BAS001, PATH, TYPE, faults_in
from handbook.rules.engine import rule
from handbook.rules.reading import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.rules.comparison import Branch

_HINT = "Mend what is new. `handbook baseline --shrink` brings the list back to what was known."


@rule(BAS001)
def only_shorter(branch: Branch) -> Iterator[Finding]:
    """A branch begins the list only where there never was one, and adds nothing to it."""
    now = faults_in(branch.head.loaded)
    if PATH in branch.base.paths:
        more = now - faults_in(branch.base.loaded)
    elif PATH in branch.former or PATH in branch.before_reading.paths:
        more = now
    else:
        return
    if more:
        number = sum(more.values())
        many = "1 fault is" if number == 1 else f"{number} faults are"
        files = sorted({path for path, _, _ in more})
        message = f"{many} added to the list of known faults, in {choices(files, 3)}"
        yield Finding(BAS001, PATH, message, _HINT, route=("files",), about=TYPE)
