"""From a coordinator's answers to every file that the folder of a new network begins with."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from handbook.starting.editor import editor_files
from handbook.starting.founding.beginning import COORDINATOR, POSTS, TERMS, BeginningPost
from handbook.starting.founding.identifiers import identifier
from handbook.starting.steps import step_files
from handbook.starting.templates import filled
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.starting.founding.answers import NetworkAnswers
    from handbook.types.model import Types

_ANCHOR = 60
_SOON, _CYCLE = 90, 24
"""A text is due soon so many days before its review, for a cycle of so many months or more."""


def network_files(
    answers: NetworkAnswers, types: Types, readme: str = "README.md"
) -> dict[str, str]:
    """The texts by their paths from the folder's top; the coordinator's is called ``readme``."""
    ids = identifiers(answers)
    values = {**asdict(answers), "ids": ids, "due_soon": _due_soon(answers.review_months)}

    def text(template: str, **more: Any) -> str:
        return filled(f"network/{template}", {**values, **more})

    posts = (BeginningPost("coordinator", answers.coordinator, COORDINATOR), *POSTS)
    records = {
        "network.yaml": text("network.yaml"),
        f"organisations/{ids['host']}.yaml": text("organisation.yaml"),
        f"terms-of-reference/{ids['group']}.md": text("group.md"),
        f"meetings/{ids['meeting']}.yaml": text("meeting.yaml"),
        **{
            f"posts/{ids[post.key]}.yaml": text("post.yaml", post=post, post_id=ids[post.key])
            for post in posts
        },
        **{
            f"{types[KnownType.GLOSSARY_TERM].folder}/{t.id}.yaml": text("term.yaml", term=t)
            for t in TERMS
        },
    }
    return {
        **{f"registry/{path}": words for path, words in records.items()},
        **step_files(types),
        **editor_files(types),
        ".gitignore": text("gitignore"),
        ".gitattributes": text("gitattributes"),
        readme: text("README.md"),
    }


def identifiers(answers: NetworkAnswers) -> Mapping[str, str]:
    """The ids of the records, by what the templates call them; made from names, no two alike."""
    ids: dict[str, str] = {}
    taken = {term.id for term in TERMS}
    named = [
        ("network", answers.name, "network"),
        ("host", answers.host, "host"),
        ("group", answers.group, "group"),
        ("coordinator", answers.coordinator, "coordinator"),
        *((post.key, post.title, "post") for post in POSTS),
    ]
    for key, name, otherwise in named:
        ids[key] = identifier(name, otherwise, taken)
        taken.add(ids[key])
    urgent = identifier(answers.urgent_name, "urgent")[:_ANCHOR].strip("-")
    return ids | {"meeting": f"{ids['group']}-{answers.first_meeting}", "urgent": urgent}


def _due_soon(months: int) -> int:
    """How many days before its review a text is due soon: fewer where reviews are frequent."""
    return _SOON if months >= _CYCLE else max(7, _SOON * months // _CYCLE)
