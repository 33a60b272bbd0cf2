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
    urgent_number: str = ""
    """A number that is answered day and night; empty if nobody has named one yet."""
    urgent_name: str = ""
    forge: str = ""
    """The kind of server on which the registry is kept; empty if it is on none yet."""
    repository: str = ""
    tool: str = ""
    tool_commit: str = ""
    site_host: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the answer's name, its words, and the field of a record that it goes into.

    ``about`` says what the answer is for; with ``example`` it stands below the question.
    """

    name: str
    words: str
    type: str
    route: tuple[str | int, ...]
    usual: str = ""
    """What is offered; without it there is no answer but one's own."""
    about: str = ""
    example: str = ""
    optional: bool = False
    """Whether nobody need answer it at the beginning."""


QUESTIONS = (
    Question(
        "name", "What is the network called?", "network", ("title",),
        about="The name stands at the top of every page.", example="Larch Children's Network",
    ),
    Question(
        "kind", "What draws its members together?", "network", ("kind",),
        about="One illness (disease), one field of medicine (specialty), the people whom they all"
        " look after, such as children (client-group), or one kind of work, such as moving"
        " patients (function).",
        example="client-group",
    ),
    Question(
        "host", "Which organisation hosts the network?", "organisation", ("title",),
        about="The member that gives it a desk, and answers for it on paper.",
        example="Larch Hospital",
    ),
    Question(
        "host_kind", "What kind of organisation is that?", "organisation", ("kind",),
        about="The nearest of these; it can be changed.", example="district-general-hospital",
    ),
    Question(
        "email", "Which shared mailbox reaches the network?", "network", ("contact", "email"),
        about="A mailbox that several people read, never one person's own. It stands on the pages.",
        example="network@larch.example",
    ),
    Question(
        "coordinator", "What is the post called that coordinates the network?",
        "post", ("title",), "Network coordinator",
        about="A role, never a person's name: people change, and the post stays.",
        example="Network coordinator",
    ),
    Question(
        "group", "What is the group called that decides for the network?",
        "terms-of-reference", ("title",), "Steering group",
        about="A text counts once this group has decided so.", example="Steering group",
    ),
    Question(
        "agreed_on", "On which day did the members agree to set the network up?",
        "network", ("constituted", "on"),
        about="All authority comes from that agreement, so there is no usual answer. Write it as"
        " year-month-day.",
        example="2026-11-02",
    ),
    Question(
        "time_zone", "In which time zone do its members live?",
        "network", ("time-zone",), "Europe/London",
        about="It says when a day ends, and so when a review falls due.", example="Europe/London",
    ),
    Question(
        "first_meeting", "On which day does the group meet for the first time?",
        "meeting", ("date",),
        about="A guess will do; it can be changed until the meeting is held. Write it as"
        " year-month-day.",
        example="2026-12-14",
    ),
    Question(
        "review_months", "After how many months is a text looked at again?",
        "network", ("settings", "review", "cycle-months"), "24",
        about="Digits alone. A group can set another day for any text.",
        example="24, for every two years",
    ),
    Question(
        "urgent_number", "Which telephone number is answered day and night?",
        "network", ("urgent-contacts", 0, "number"),
        about="Pages show it to whoever must not rely on a text and needs help now. Ring it first."
        " If you do not know it yet, leave this empty: the check will remind you.",
        example="the number of the host's switchboard",
        optional=True,
    ),
    Question(
        "urgent_name", "Who answers that number?",
        "network", ("urgent-contacts", 0, "name"), "Switchboard",
        about="As you would say it to a colleague.", example="Switchboard", optional=True,
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
        data = [data] if isinstance(key, int) else {key: data}
    for fault in faults_in(types, question.type, data):
        if fault.route == question.route:
            message = fault.message.removeprefix(f"{question.route[-1]}: ")
            return f"{message}. {fault.hint}".strip() if fault.hint else message
    return ""


def choices(question: Question, types: Types) -> tuple[str, ...]:
    """The answers among which one chooses, or none where any words will do."""
    part: Any = types[question.type].schema
    for key in question.route:
        part = part["items"] if isinstance(key, int) else part["properties"][key]
        if reference := part.get("$ref"):
            part = types[question.type].schema["$defs"][reference.rpartition("/")[2]] | part
    return tuple(part.get("enum", ()))
