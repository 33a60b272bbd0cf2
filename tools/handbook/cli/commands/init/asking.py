"""Asking what a new network is, or taking it from options; the records' schemas check each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from handbook.cli.clock import now, today_in
from handbook.cli.problem import USAGE, StopError
from handbook.source.dates import long_date, parse_date
from handbook.starting.founding.answers import (
    ON_A_FORGE,
    QUESTIONS,
    TOGETHER,
    NetworkAnswers,
    Question,
    choices,
    fault_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.cli.session import Session
    from handbook.types.model import Types

_DAYS_TO_MEETING = 28


def option_of(name: str) -> str:
    """How the option is typed that answers a question."""
    return f"--{name.replace('_', '-')}"


def answered(
    given: Mapping[str, str | None], types: Types, session: Session, *, asking: bool
) -> NetworkAnswers:
    """Every answer, from options or, while ``asking``, from a person. Raises ``StopError``.

    Without ``asking``, the usual answer stands where there is one. All faults are told at once.
    """
    taken, faults = _typed(given, types)
    if faults := faults or _halves(taken):
        raise _refusal(faults)
    for number, question in enumerate(QUESTIONS, 1):
        if question.name in taken or (question.name in _WITH and _WITH[question.name] not in taken):
            continue
        usual = _usual(question, taken, session)
        if asking:
            answer = _asked(question, usual, types, f"{number} of {len(QUESTIONS)}")
        else:
            answer = _read(question, usual, types)[0] if usual else ""
        if answer:
            taken[question.name] = answer
    if missing := [option_of(q.name) for q in QUESTIONS if q.name not in taken | _optional()]:
        raise _refusal([f"There is no answer to {', '.join(missing)}. Add what is missing."])
    if taken["first_meeting"] < taken["agreed_on"]:
        day = long_date(taken["agreed_on"])
        sentence = (
            f"The group cannot meet before {day}, the day on which the members agreed to set the"
            " network up. Correct --first-meeting or --agreed-on."
        )
        raise _refusal([sentence])
    return NetworkAnswers(**taken)


def _typed(given: Mapping[str, str | None], types: Types) -> tuple[dict[str, Any], list[str]]:
    """The answers that options gave, and what is wrong with any of them."""
    taken: dict[str, Any] = {}
    faults = []
    for question in (*QUESTIONS, *ON_A_FORGE):
        text = given.get(question.name)
        if text is None:
            continue
        taken[question.name], fault = _read(question, text, types)
        if fault:
            faults.append(f"{option_of(question.name)}: {fault}")
    return taken, faults


def _refusal(faults: list[str]) -> StopError:
    return StopError("\n".join(["nothing was written.", *(f"  {f}" for f in faults)]), USAGE)


def _halves(taken: Mapping[str, Any]) -> list[str]:
    """Which options need others beside them that were not typed."""
    lines = []
    for names in TOGETHER:
        absent = [option_of(name) for name in names if name not in taken]
        if absent and len(absent) < len(names):
            lines.append(f"{', '.join(map(option_of, names))} belong together. Add {absent[0]}.")
    lines += [
        f"{option_of(name)} is about {option_of(other)}. Add {option_of(other)}."
        for name, other in _WITH.items()
        if name in taken and other not in taken
    ]
    if "site" in taken and "repository" not in taken and not lines:
        lines.append("--site says where --repository is published. Add --repository.")
    return lines


def _usual(question: Question, taken: Mapping[str, Any], session: Session) -> str:
    if question.name != "first_meeting":
        return question.usual
    today = session.today or today_in(taken["time_zone"], now())
    return str(max(today + timedelta(days=_DAYS_TO_MEETING), taken.get("agreed_on", today)))


def _read(question: Question, text: str, types: Types) -> tuple[Any, str]:
    """The answer as the record holds it, and why it cannot stand there."""
    text = text.strip()
    number = question.name == "review_months" and text.isascii() and text.isdecimal()
    value: Any = int(text) if number else text
    if fault := fault_of(question, value, types):
        return value, fault
    return (parse_date(text) if question.name in _DAYS else value), ""


_DAYS = ("agreed_on", "first_meeting")
_WITH = {"urgent_name": "urgent_number"}
"""Answers that say more of another, without which they are not asked for."""


def _optional() -> dict[str, str]:
    return {question.name: "" for question in QUESTIONS if question.optional}


def _asked(question: Question, usual: str, types: Types, place: str) -> Any:
    """Ask until an answer can stand; empty where there need be none."""
    click.echo(f"\n{place}. {question.words}", err=True)
    click.echo(f"    {question.about} For example: {question.example}.", err=True)
    among = choices(question, types)
    if among:
        click.echo(f"    One of: {', '.join(among)}.", err=True)
    default = usual or ("" if question.optional else None)
    while True:
        text = click.prompt("Answer", default=default, show_default=bool(usual), err=True)
        if question.optional and not str(text).strip():
            return ""
        value, fault = _read(question, str(text), types)
        if not fault:
            return value
        click.echo(f"  {fault}", err=True)
