"""The messages that a page has prepared, each with what must never be in it said first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.forge.answer_lines import prepared
from handbook.forge.model import Message, Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.forge.mailboxes import Mailbox
    from handbook.forge.model import PageSubject

NO_PATIENTS = "Please send no patient details: no name, number, date of birth or address."


_HOW_TO_ANSWER = (
    "Answer: adopted, adapted (say how, and your reference), declined or not applicable (say why)."
    " Fill in behind the colons; leave all of the lines."
)


def danger(safety: Mailbox) -> str:
    """The sentence that leads a danger to a patient to those who can stop a text at once."""
    to = safety.in_words
    how = ", ".join(filter(None, (safety.name, to))) if to else "ring the network"
    return f"Could it harm a patient? Do not use this way. At once: {how}."


def _head(safety: Mailbox) -> list[str]:
    return [NO_PATIENTS, danger(safety), ""]


def _foot(subject: PageSubject) -> list[str]:
    return ["", f"About: {subject.called}", f"Page: {subject.page}", f"Id: {subject.id}"]


def _problem(subject: PageSubject, safety: Mailbox) -> Message:
    lines = [*_head(safety), "What is wrong, and where on the page?", "", ""]
    return Message(f"Problem: {subject.called}", (*lines, *_foot(subject)))


def _change(subject: PageSubject, safety: Mailbox) -> Message:
    asked = ["What should it say, in place of what?", "", "", "Why, and how do you know?", "", ""]
    lines = [*_head(safety), *asked, *_foot(subject)]
    return Message(f"Please change: {subject.called}", tuple(lines))


def _adoption(subject: PageSubject, safety: Mailbox) -> Message:
    lines = [
        *_head(safety),
        _HOW_TO_ANSWER,
        "",
        *prepared(subject.id, subject.version, subject.digest),
        "",
        f"About: {subject.called}",
        f"Page: {subject.page}",
    ]
    return Message(f"Do we use it? {subject.called}", tuple(lines))


def safety_message(subject: PageSubject) -> Message:
    """The message that reports a danger to a patient to those who can stop a text at once."""
    asked = ["What is the danger, and where on the page?", "", ""]
    return Message(f"Safety: {subject.called}", (NO_PATIENTS, "", *asked, *_foot(subject)))


WRITE: Mapping[Purpose, Callable[[PageSubject, Mailbox], Message]] = {
    Purpose.PROBLEM: _problem,
    Purpose.CHANGE: _change,
    Purpose.ADOPTION: _adoption,
}
"""What writes the message of each purpose, from what the page is about and the safety mailbox."""
