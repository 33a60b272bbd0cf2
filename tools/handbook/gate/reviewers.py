"""Whether ``CODEOWNERS``, where there is one, asks those whom the registry names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handbook.finding import Finding, Place
from handbook.rules.building import OWN001

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.starting.asked import Misasked

_LARGEST = 1024 * 1024
_NAMED = 3


def reviewers(
    root: Path, checked: Checked, against: Against | None, judged: Callable[[Tree], Checked]
) -> tuple[Finding, ...]:
    """What is wrong with the file, at most one finding.

    With ``against``, what was so on the base already is left out, unless the branch changes the
    file. ``judged`` checks one tree.
    """
    if checked.assessment is None:
        return ()
    finding = _finding(root, checked.assessment)
    if finding is None:
        return ()
    if against is not None and finding.path not in against.outside:
        before = judged(against.base).assessment
        known = _finding(root, before) if before is not None else None
        if known is not None and known.message == finding.message:
            return ()
    return (finding,)


def _finding(root: Path, assessment: Assessment) -> Finding | None:
    from handbook.starting.asked import misasked, read_codeowners  # noqa: PLC0415  seldom needed
    from handbook.starting.codeowners import PLACES, owned_paths  # noqa: PLC0415  seldom needed

    forge = assessment.settings.forge
    if forge is None:
        return None
    parts = Path(forge.folder).parts
    top = root.resolve()
    if parts and top.parts[-len(parts) :] != parts:
        return None  # `handbook init ci` says so
    top = top.parents[len(parts) - 1] if parts else top
    place = next((path for path in PLACES[forge.kind] if (top / path).is_file()), None)
    if place is None:
        return None
    if (top / place).stat().st_size > _LARGEST:
        return _misasked(place, 1, "it is too large to be read", "")
    text = (top / place).read_text(encoding="utf-8", errors="replace")
    wrong = list(misasked(owned_paths(assessment, forge), read_codeowners(text, forge.kind)))
    if not wrong:
        return None
    more = f"; and so for {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    examples = "; ".join(_difference(each) for each in wrong[:_NAMED])
    nobody = any(not each.named for each in wrong)
    first = "Say under settings.forge who stands behind each post and group. " if nobody else ""
    return _misasked(place, wrong[0].line, f"{examples}{more}", first)


def _difference(wrong: Misasked) -> str:
    asked = " and ".join(wrong.asked) or "nobody"
    named = " and ".join(wrong.named)
    whom = f"the registry names {named}" if named else "the registry names nobody either"
    return f"about {wrong.path} it asks {asked}, and {whom}"


def _misasked(place: str, line: int, message: str, first: str) -> Finding:
    hint = f"{first}The coordinator has it written anew by `handbook init ci`."
    return Finding(OWN001, place, message, hint, place=Place(line))
