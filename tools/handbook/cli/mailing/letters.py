"""The week's letters as messages, for a file or for a mail server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.cli.clock import now, zone_of
from handbook.cli.problem import StopError
from handbook.remind.addresses import address_of, bare_address
from handbook.remind.digest import mailing_of
from handbook.remind.message import Envelope, message_of
from handbook.render.context import DEMONSTRATION

if TYPE_CHECKING:
    from email.message import EmailMessage

    from handbook.assess.model import Assessment
    from handbook.remind.digest import Letter
    from handbook.remind.parcels import DigestQuestion


@dataclass(frozen=True, slots=True)
class WrittenLetters:
    """Messages by the letters that they are, and what somebody must be told besides."""

    messages: tuple[tuple[Letter, EmailMessage], ...]
    notes: tuple[str, ...] = ()
    lost: bool = False


def written(
    question: DigestQuestion,
    doubts: tuple[str, ...] = (),
    sender: str | None = None,
    owner: str | None = None,
) -> WrittenLetters:
    """Every message of the week, or the one of a post. Raises ``StopError`` without a sender."""
    mailing = mailing_of(question)
    envelope = _envelope(question.assessment, doubts, sender)
    messages = tuple(
        (letter, message_of(letter, envelope))
        for letter in mailing.letters
        if owner in (None, letter.post)
    )
    return WrittenLetters(messages, mailing.notes, mailing.lost)


def _envelope(assessment: Assessment, doubts: tuple[str, ...], sender: str | None) -> Envelope:
    network = assessment.registry.network()
    home = network.id if network else "network"
    address = address_of(assessment, home) if sender is None else bare_address(sender)
    if not address:
        raise StopError(
            "There is no address to write from. Give one with --from, or write the network's own"
            " e-mail address under `contact` in registry/network.yaml."
            if sender is None
            else f"{sender!r} is not an e-mail address such as network@example.org."
        )
    return Envelope(
        sender=address,
        network=home,
        title=assessment.registry.label(home),
        today=assessment.today,
        written=now().astimezone(zone_of(assessment.settings.time_zone)),
        doubts=doubts,
        notice=DEMONSTRATION if assessment.settings.demonstration else "",
    )
