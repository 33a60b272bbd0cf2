"""Where a record is read and where it is changed, as whole addresses for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.forge.addresses import edit_address
from handbook.remind.issues import ReminderLinks
from handbook.render.markdown.places import home

if TYPE_CHECKING:
    from handbook.assess.model import Assessment


def links_of(assessment: Assessment) -> ReminderLinks:
    """The addresses of the records of a registry; none where the settings do not say where it is.

    What a record says is changed where the forge shows its file in a form; an answer or a decision
    is not changed but followed by another.
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
        return "" if forge is None or record is None else edit_address(forge, record.path)

    return ReminderLinks(page, form)
