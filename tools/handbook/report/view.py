"""What of the findings is shown, and how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """What of a report is shown. JSON always holds every finding.

    ``left_out`` counts what a branch did not bring; ``None`` where no base was named. ``touched``
    are the paths that the branch changes, whose findings come first where not all can be shown.
    With ``every`` nothing is folded together; with ``errors_only`` nothing else is shown.
    """

    colour: bool = False
    left_out: int | None = None
    touched: frozenset[str] = frozenset()
    every: bool = False
    errors_only: bool = False


PLAIN = View()
