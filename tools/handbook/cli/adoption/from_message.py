"""``handbook adopt --from-message``: an answer from an e-mail or a form, and what it cannot prove.

Whether a message is true only a person can find out, so what is needed for that is shown first.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.author.adoption.adopt import prepare
from handbook.author.adoption.mail import MessageProblem, read_mail
from handbook.author.adoption.message import read_request
from handbook.author.model import Plan, Refused
from handbook.cli.assessing import assessment_of, signatures_of
from handbook.cli.clock import now
from handbook.cli.consenting import refusal
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.table import clean

if TYPE_CHECKING:
    from handbook.author.adoption.mail import Mail
    from handbook.cli.session import Session
    from handbook.load.model import Record

PASTED = "-"
"""In place of a file: what is pasted into the terminal."""


def plan_from_message(session: Session, name: str) -> Plan:
    """What a message would write; says on stdout whom to ask whether it is true.

    Raises ``StopError`` for a message that is not as a page or a form prepared it.
    """
    mail = _read(name)
    assessment = assessment_of(session)
    request = read_request(assessment, mail.texts)
    if isinstance(request, Refused):
        raise StopError(refusal("nothing was written from this message:", request), FOUND)
    day, asked = session.day(now()), signatures_of(session)
    plan = prepare(session.where(), request, today=day, signatures=asked)
    if not isinstance(plan, Plan):
        raise StopError(refusal("nothing was written from this message:", plan), FOUND)
    registry = assessment.registry
    organisation = registry.records[request.organisation]
    post = registry.records.get(request.by or str(organisation.get("champion")))
    known = [_reached(record) for record in (post, organisation) if record]
    click.echo(f"The message says it is from: {clean(mail.sender) or 'nobody; it does not say'}")
    click.echo(
        f"In the register, {clean(registry.label(organisation.id))} is reached at:"
        f" {'; '.join(filter(None, known)) or 'no address is recorded'}"
    )
    click.echo(
        "Anybody can write any sender into a message. Before you say yes, ask there whether this is"
        "\ntheir answer: at that address, and not by replying to the message.\n"
    )
    return plan


def _read(name: str) -> Mail:
    try:
        raw = sys.stdin.buffer.read() if name == PASTED else Path(name).read_bytes()
        return read_mail(raw)
    except OSError as problem:
        raise StopError(f"{name} cannot be read: {problem.strerror}.", USAGE) from problem
    except MessageProblem as problem:
        raise StopError(f"this message cannot be read: {problem}.", FOUND) from problem


def _reached(record: Record) -> str:
    given = record.get("contact")
    contact = given if isinstance(given, dict) else {}
    return clean(", ".join(str(contact[name]) for name in ("email", "phone") if contact.get(name)))
