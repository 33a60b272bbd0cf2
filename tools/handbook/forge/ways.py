"""The ways in which the reader of a page can say something about it, or propose a change.

A further way is one function in ``WAYS``: it gives the way for a page, or ``None`` where there is
none, and stands in the order in which readers are offered them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.forge import addresses, messages
from handbook.forge.issue_fields import FORMS, entered
from handbook.forge.mail import mailto
from handbook.forge.mailboxes import of_document, of_network, of_safety
from handbook.forge.model import Purpose, WayIn
from handbook.types.declaring.form import entry_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Forge
    from handbook.forge.model import PageSubject
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Ground:
    """What ways are worked out from, for one page."""

    assessment: Assessment
    record: Record
    subject: PageSubject
    forge: Forge | None


def ways_in(assessment: Assessment, record: Record, subject: PageSubject) -> tuple[WayIn, ...]:
    """Every way there is for a page about a record, in the order in which they are offered."""
    forge = addresses.forge_of(assessment.settings, assessment.history)
    ground = Ground(assessment, record, subject, forge)
    ways = (way for make in WAYS for way in [make(ground)] if way is not None)
    return tuple(ways)


def _mail(purpose: Purpose) -> Callable[[Ground], WayIn | None]:
    """The way of an e-mail that is written already, where there is somebody to write to."""

    def make(ground: Ground) -> WayIn | None:
        if purpose is Purpose.ADOPTION and not ground.subject.adoptable:
            return None
        registry = ground.assessment.registry
        network = of_network(registry)
        to = network if purpose is Purpose.ADOPTION else of_document(registry, ground.record)
        if not to.email:
            return None
        message = messages.WRITE[purpose](ground.subject, of_safety(registry))
        return WayIn(purpose, "by e-mail", mailto(to.email, message.subject, message.lines))

    return make


def _issue(purpose: Purpose) -> Callable[[Ground], WayIn | None]:
    """The way of a form on the server, where the network has said that its forms are there."""

    def make(ground: Ground) -> WayIn | None:
        forge = ground.forge
        if forge is None or not forge.issue_forms:
            return None
        if purpose is Purpose.ADOPTION and not ground.subject.adoptable:
            return None
        safety = of_safety(ground.assessment.registry)
        message = messages.WRITE[purpose](ground.subject, safety)
        address = addresses.issue_address(
            forge, FORMS[purpose], message.subject, entered(ground.subject), message.lines
        )
        return WayIn(purpose, "by a form (you need an account)", address)

    return make


def _form(ground: Ground) -> WayIn | None:
    """Where the record opens in the site's own form, if the network has said where it is kept."""
    own = ground.assessment.settings.forge
    if own is None or not own.form or not ground.subject.file:
        return None
    record = ground.record
    address = entry_address(ground.assessment.registry.types[record.type], record.data)
    note = f"You need an account on {addresses.server(own)}; what you save is a proposal."
    return WayIn(Purpose.EDIT, "Suggest a change in a form", address, note) if address else None


def _edit(ground: Ground) -> WayIn | None:
    """Where the file itself is changed in a browser; every such change is a proposal."""
    settings, forge, path = ground.assessment.settings, ground.forge, ground.subject.file
    if not path:
        return None
    name = "Change the file itself" if _form(ground) else "Suggest a change to this page"
    if settings.edit_url.startswith(("https://", "http://")):
        address = settings.edit_url.replace("{path}", addresses.within(forge, path))
        return WayIn(Purpose.EDIT, name, address)
    if forge is None:
        return None
    where, edit = addresses.server(forge), addresses.edit_address(forge, path)
    if edit:
        note = f"It opens on {where}, where you need an account."
        return WayIn(Purpose.EDIT, name, edit, note)
    note = f"Open it on {where}, choose the pencil, and propose the change."
    return WayIn(
        Purpose.EDIT, "See the file of this page", addresses.file_address(forge, path), note
    )


def _history(ground: Ground) -> WayIn | None:
    """Who changed the file, when and why."""
    if ground.forge is None or not ground.subject.file:
        return None
    address = addresses.history_address(ground.forge, ground.subject.file)
    return WayIn(Purpose.HISTORY, "What was changed in this file, and when", address)


WAYS: tuple[Callable[[Ground], WayIn | None], ...] = (
    _mail(Purpose.PROBLEM),
    _issue(Purpose.PROBLEM),
    _mail(Purpose.CHANGE),
    _issue(Purpose.CHANGE),
    _mail(Purpose.ADOPTION),
    _issue(Purpose.ADOPTION),
    _form,
    _edit,
    _history,
)
"""The ways, in the order in which they are offered."""
