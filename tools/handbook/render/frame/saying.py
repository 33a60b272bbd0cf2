"""What stands at the end of a page: how its reader can say something about it, or change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.contacts import tel
from handbook.forge.addresses import page_address
from handbook.forge.mail import mailto
from handbook.forge.mailboxes import of_document, of_safety
from handbook.forge.messages import safety_message
from handbook.forge.model import PageSubject, Purpose
from handbook.forge.ways import ways_in
from handbook.render.frame.besides import reference_of
from handbook.render.model import page_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.forge.mailboxes import Mailbox
    from handbook.forge.model import WayIn
    from handbook.load.model import Record
    from handbook.render.context import Context

_HEADS: Mapping[Purpose, str] = {
    Purpose.PROBLEM: "Report a problem",
    Purpose.CHANGE: "Ask for a change",
    Purpose.ADOPTION: "Say whether your organisation uses it",
}
_WORKING = "It changes the working text, not the text above"
_KEPT = "readers keep the text above until a group has decided"
_DIFFERS = ", which it differs from already"


def about(
    context: Context,
    record: Record,
    path: str,
    *,
    file: str = "",
    version: str = "",
    digest: str = "",
    adoptable: bool = False,
) -> PageSubject:
    """What the page ``path`` of a record is about, for a message; see ``PageSubject``."""
    return PageSubject(
        id=record.id,
        title=context.label(record.id),
        page=page_address(context.assessment.settings, page_url(path)),
        file=file,
        reference=reference_of(record),
        version=version,
        digest=digest,
        adoptable=adoptable and context.kind(record).has("adoptable"),
    )


def saying(
    context: Context,
    record: Record,
    subject: PageSubject,
    *,
    sealed: bool = False,
    ahead: bool = False,
) -> dict[str, Any]:
    """The ways in for the theme, by purpose; and whom to write to, in words, where there is none.

    ``sealed`` says that the page shows an endorsed text, which a change of the file leaves as it
    is; ``ahead`` that the file says something else than that already.
    """
    every = ways_in(context.assessment, record, subject)
    # A build that says it is not to be relied on has no form to lead to.
    ways = [way for way in every if ":" in way.href or not context.stamp.notice]
    registry = context.registry
    to, safety = of_document(registry, record), of_safety(registry)
    changed = f"{_WORKING}{_DIFFERS if ahead else ''}; {_KEPT}."
    return {
        "said": [
            {"head": head, "ways": _links(ways, purpose)}
            for purpose, head in _HEADS.items()
            if _links(ways, purpose)
        ],
        "edit": _links(ways, Purpose.EDIT),
        "history": _links(ways, Purpose.HISTORY),
        "file": subject.file,
        "keeps": changed if sealed and subject.file else "",
        "to": {"name": to.name, "words": to.in_words},
        "safety": _safety(safety, subject),
    }


def _safety(safety: Mailbox, subject: PageSubject) -> dict[str, str]:
    """Whom to tell of a danger, by a message that is written already, or by telephone."""
    message = safety_message(subject)
    href = mailto(safety.email, message.subject, message.lines) if safety.email else ""
    return {
        "name": safety.name,
        "email": safety.email,
        "email_href": href,
        "phone": safety.phone,
        "phone_href": tel(safety.phone) if safety.phone else "",
    }


def _links(ways: Iterable[WayIn], purpose: Purpose) -> list[dict[str, str]]:
    """The ways of one purpose, their addresses apart by whether they lead out of the handbook."""
    return [
        {
            "label": way.label,
            "away": way.href if ":" in way.href else "",
            "href": "" if ":" in way.href else way.href,
            "note": way.note,
        }
        for way in ways
        if way.purpose is purpose
    ]
