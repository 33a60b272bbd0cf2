"""What the network says besides the standing box: its own words, set apart and quoted as such.

Nobody has sealed them, so they stand outside the box. Each is asked again whether it is what its
field is for; what is not is left out, and the handbook's own advice stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.contacts import tel
from handbook.assess.words import Flag, State, Timeliness
from handbook.render.model import page_url
from handbook.source.words.claims import claimed
from handbook.source.words.plain import sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record
    from handbook.render.context import Context

NETWORK_SAYS = "The network says"


def besides(context: Context, record: Record, standing: Standing | None) -> dict[str, Any]:
    """What stands under the box: words that fit the standing, and whom to ask about the document.

    ``says`` are the network's words, ``facts`` its owner, contact and number, as the working record
    has them today: a new owner's post changes no endorsed text.
    """
    words = wording(context.assessment.settings, standing) if standing else ()
    return {"says": list(words), "facts": list(_people(context, record))}


def wording(settings: Settings, standing: Standing) -> tuple[str, ...]:
    """The network's own words for a document that stands so; those that are no such words, not."""
    words = dict.fromkeys(filter(None, _wording(settings, standing)))
    return tuple(sentence for sentence in words if sound("wording", sentence))


def quoted(*words: str) -> str:
    """Words of the network within a sentence of ours; nothing if they are not fit to be shown."""
    fit = [sentence for sentence in words if sentence and sound("wording", sentence)]
    return f" {NETWORK_SAYS}: “{' '.join(fit)}”" if fit else ""


def _wording(settings: Settings, standing: Standing) -> Iterator[str]:
    if standing.text_hidden:
        yield settings.wording.get("published-in-error", "")
    elif standing.state in (State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN):
        yield settings.wording.get(str(standing.state), "")
    elif standing.state is State.LAPSED or standing.timeliness is Timeliness.EXPIRED:
        yield settings.expired_wording
    elif standing.in_force and standing.timeliness is Timeliness.OVERDUE:
        yield settings.overdue_wording
    if Flag.EXTENDED in standing.flags and standing.in_force:
        yield settings.wording.get("extended", "")


def _people(context: Context, record: Record) -> Iterator[dict[str, Any]]:
    owner = str(record.get("owner", ""))
    if owner and sound("title", context.label(owner)):
        page = context.places.page(owner)
        yield _fact("Owner", context.label(owner), href=page_url(page) if page else "")
    contact = record.get("contact") or {}
    for name, scheme in (("email", "mailto:"), ("phone", "tel:"), ("web", "")):
        address = str(contact.get(name, ""))
        if address and not claimed(address):
            href = tel(address) if scheme == "tel:" else scheme + address
            yield _fact("Contact", address, away=href if _safe(href) else "")
    number = reference_of(record)
    if number:
        yield _fact("Reference", number)


def reference_of(record: Record) -> str:
    """The network's own number of a record; empty if it has none that may stand near a badge."""
    number = str(record.get("reference") or "")
    return number if number and sound("reference", number) else ""


def _fact(label: str, text: str, *, href: str = "", away: str = "") -> dict[str, Any]:
    return {"label": label, "text": " ".join(text.split()), "href": href, "away": away}


def _safe(href: str) -> bool:
    return href.startswith(("https://", "http://", "mailto:", "tel:"))
