"""Findings to what people and other programs read: text, JSON, GitHub."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

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
    view = replace(view, left_out=checked.left_out, touched=checked.touched)
    return FORMATS[form](located(checked), files, view)
