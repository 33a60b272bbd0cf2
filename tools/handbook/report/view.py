"""What of the findings is shown, and how."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.finding import Finding
    from handbook.report.locate import Located


class Kind(enum.StrEnum):
    """Why something that was found is shown apart."""

    BEFORE = "before"
    """It is so on the base branch already."""
    WAIVED = "waived"
    KNOWN = "known"
    """It stands in the list of known faults."""


@dataclass(frozen=True, slots=True)
class Aside:
    """One finding that is shown apart, and why; ``waiver`` is the path of the file that says so."""

    located: Located
    kind: Kind
    reason: str = ""
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What of a report is shown. JSON always holds every finding.

    ``base`` names the branch that a branch was compared with; empty where there is none. ``before``
    are the words that findings have there; ``aside`` is what is not held against anybody.
    ``touched`` are the paths that the branch changes, whose findings come first where not all can
    be shown. With ``every`` nothing is folded together; with ``errors_only`` nothing else is shown.
    """

    colour: bool = False
    base: str = ""
    before: Mapping[Finding, str] = field(default_factory=dict)
    aside: tuple[Aside, ...] = ()
    touched: frozenset[str] = frozenset()
    owners: Mapping[str, str] = field(default_factory=dict)
    """By path of a record, what its owner's post is called."""
    address: Callable[[str, int], str] | None = None
    """Where a browser shows a line of a file, or nothing; given by whoever knows the forge."""
    every: bool = False
    errors_only: bool = False

    def of_kind(self, kind: Kind) -> list[Located]:
        """The findings that are shown apart for one reason."""
        return [aside.located for aside in self.aside if aside.kind is kind]

    def was(self, finding: Finding) -> str:
        """What is said of a finding's past: nothing, if it is new or nothing was compared."""
        words = self.before.get(finding)
        if not self.base or words is None:
            return ""
        if words == finding.message:
            return f"It is so on {self.base} too; mend it with this change."
        return f"On {self.base} it was: {words}"


PLAIN = View()
