"""Findings to what people and other programs read, a format each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from handbook.report.aside import asides
from handbook.report.locate import Located, locate, located
from handbook.report.view import PLAIN, View
from handbook.report.writers import Writers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.check import Checked

__all__ = ["FORMATS", "Located", "View", "locate", "located", "report"]


class Format(Protocol):
    """A way to write findings down."""

    def __call__(self, findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
        """The whole report as text, ending in a line feed."""


FORMATS: Mapping[str, Format] = Writers("handbook.report.formats")


def report(checked: Checked, form: str = "text", view: View = PLAIN) -> str:
    """The findings of a check in one of ``FORMATS``; raises ``KeyError`` for another."""
    loaded = checked.loaded
    files = len(loaded.records) + len(loaded.seals) + len(loaded.broken) if loaded else 0
    if checked.left_out is not None:
        view = replace(view, base=view.base or _BASE)
    view = replace(
        view,
        before=checked.before,
        aside=asides(checked),
        touched=checked.touched,
        owners=_owners(checked),
    )
    return FORMATS[form](located(checked), files, view)


_BASE = "the base branch"


def _owners(checked: Checked) -> Mapping[str, str]:
    """By path of a record that has one, what its owner's post is called."""
    if checked.assessment is None:
        return {}
    registry = checked.assessment.registry
    owned = ((r.path, r.get("owner")) for r in registry.records.values())
    return {path: registry.label(owner) for path, owner in owned if owner in registry.records}
