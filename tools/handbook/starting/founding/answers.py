"""What is asked before a network's registry is written, and whether an answer can stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.validate import faults_in

if TYPE_CHECKING:
    from datetime import date

    from handbook.types.model import Types


@dataclass(frozen=True, slots=True)
class NetworkAnswers:
    """What the coordinator said, each checked by the schema of the record that it goes into."""

    name: str
    kind: str
    host: str
    host_kind: str
    email: str
    coordinator: str
    group: str
    agreed_on: date
    first_meeting: date
    time_zone: str
    review_months: int
    forge: str = ""
    """The kind of server on which the registry is kept; empty if it is on none yet."""
    repository: str = ""
    tool: str = ""
    tool_commit: str = ""
    site_host: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the answer's name, its words, and the field of a record that it goes into."""

    name: str
    words: str
    type: str
    route: tuple[str, ...]
    usual: str = ""
    """What is offered; without it there is no answer but one's own."""


QUESTIONS = (
    Question("name", "What is the network called?", "network", ("title",)),
    Question("kind", "What draws its members together?", "network", ("kind",)),
    Question("host", "Which organisation hosts it?", "organisation", ("title",)),
    Question("host_kind", "What kind of organisation is that?", "organisation", ("kind",)),
    Question("email", "Which shared mailbox reaches the network?", "network", ("contact", "email")),
    Question(
        "coordinator",
        "What is the post called that coordinates it? (a role, never a person's name)",
        "post", ("title",), "Network coordinator",
    ),
    Question(
        "group", "What is the group called that decides for it?",
        "terms-of-reference", ("title",), "Steering group",
    ),
    Question(
        "agreed_on", "On which day did the members agree to set it up? (as in 2026-11-23)",
        "network", ("constituted", "on"),
    ),
    Question(
        "time_zone", "In which time zone are its days counted?",
        "network", ("time-zone",), "Europe/London",
    ),
    Question(
        "first_meeting", "On which day does the group meet first?", "meeting", ("date",)
    ),
    Question(
        "review_months", "After how many months is a text reviewed?",
        "network", ("settings", "review", "cycle-months"), "24",
    ),
)  # fmt: skip

"""What is asked of everybody, in this order."""
FORGE = ("settings", "forge")
ON_A_FORGE = (
    Question("forge", "Which kind of server keeps it?", "network", (*FORGE, "kind")),
    Question("repository", "At which address is it kept?", "network", (*FORGE, "url")),
    Question("tool", "Where is the program kept?", "network", (*FORGE, "tool", "url")),
    Question("tool_commit", "Which commit of it?", "network", (*FORGE, "tool", "commit")),
    Question("site_host", "What serves the handbook?", "network", (*FORGE, "site", "host")),
    Question("site", "At which address is it read?", "network", (*FORGE, "site", "url")),
)
"""What only options say, since at the beginning there may be no server."""
TOGETHER = (("forge", "repository", "tool", "tool_commit"), ("site_host", "site"))
"""Answers of which none means anything without the others."""


def fault_of(question: Question, value: object, types: Types) -> str:
    """Why a value cannot answer a question, with how to mend it; empty if it can."""
    data: Any = value
    for key in reversed(question.route):
        data = {key: data}
    for fault in faults_in(types, question.type, data):
        if fault.route == question.route:
            message = fault.message.removeprefix(f"{question.route[-1]}: ")
            return f"{message}. {fault.hint}".strip() if fault.hint else message
    return ""


def choices(question: Question, types: Types) -> tuple[str, ...]:
    """The answers among which one chooses, or none where any words will do."""
    part: Any = types[question.type].schema
    for key in question.route:
        part = part["properties"][key]
        if reference := part.get("$ref"):
            part = types[question.type].schema["$defs"][reference.rpartition("/")[2]] | part
    return tuple(part.get("enum", ()))
