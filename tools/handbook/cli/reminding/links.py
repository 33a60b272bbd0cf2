"""Where a record is read and where it is changed, as whole addresses for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.forge.addresses import edit_address
from handbook.remind.issues import ReminderLinks
from handbook.render.markdown.places import home
from handbook.types.declaring.form import entry_address

if TYPE_CHECKING:
    from handbook.assess.model import Assessment


def links_of(assessment: Assessment) -> ReminderLinks:
    """The addresses of the records of a registry; none where the settings do not say where it is.

    A record is changed in the form that the handbook brings, or else in the one of the forge.
    """
    forge = assessment.settings.forge
    registry = assessment.registry

    def page(record_id: str) -> str:
        record = registry.records.get(record_id)
        if forge is None or forge.site is None or record is None:
            return ""
        return f"{forge.site.url}{home(registry.types[record.type], record_id)}/"

    def form(record_id: str) -> str:
        record = registry.records.get(record_id)
        if forge is None or record is None:
            return ""
        entry = entry_address(registry.types[record.type], record.data) if forge.site else ""
        if forge.site and entry:
            return f"{forge.site.url}{entry}"
        return edit_address(forge, record.path)

    return ReminderLinks(page, form)
