"""What the forms for issues are called, and how an address fills them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.forge.model import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.forge.model import PageSubject

FORMS: Mapping[Purpose, str] = {
    Purpose.PROBLEM: "report-a-problem",
    Purpose.CHANGE: "please-change",
    Purpose.ADOPTION: "do-we-use-it",
}
"""The names of the forms, without their endings."""


def choice(label: str, record_id: str) -> str:
    """A record among the choices of a form: its name, and its id, which is what counts."""
    return f"{' '.join(label.split())} ({record_id})"


def chosen(entered: str) -> str:
    """The id in what was chosen; what was entered, where it is no choice of a form."""
    _, bracket, rest = entered.rpartition("(")
    return rest[:-1] if bracket and rest.endswith(")") else entered


def entered(subject: PageSubject) -> dict[str, str]:
    """What an address fills in, by the fields of the forms."""
    return {
        "document": choice(subject.title, subject.id),
        "version": subject.version,
        "page": subject.page,
    }
