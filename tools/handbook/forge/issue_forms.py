"""The forms in which somebody with an account reports, asks and answers: for GitHub and GitLab.

They are made from the schema of answers and from the registry: its documents and organisations are
their choices. Each says first what must never be in it, and where a danger to a patient goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.forge.addresses import GITHUB, GITLAB, file_address, page_address
from handbook.forge.answer_lines import CONFIRMED, LINES, MEANS, prepared
from handbook.forge.issue_fields import FORMS, choice
from handbook.forge.mailboxes import of_safety
from handbook.forge.messages import NO_PATIENTS, danger
from handbook.forge.model import Purpose
from handbook.source.yaml.emit import yaml_text
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.settings.model import Forge, Settings
    from handbook.link import Registry
    from handbook.load.model import Record

_ABOUT: Mapping[Purpose, tuple[str, str]] = {
    Purpose.PROBLEM: ("Report a problem", "Something in the handbook is wrong, missing or unclear"),
    Purpose.CHANGE: ("Please change", "Propose in your own words what a text should say"),
    Purpose.ADOPTION: ("Do we use it?", "Say for your organisation whether it uses a document"),
}
_ASKED: Mapping[Purpose, tuple[tuple[str, str, str], ...]] = {
    Purpose.PROBLEM: (("what", "What is wrong, and where on the page?", ""),),
    Purpose.CHANGE: (
        ("what", "What should it say, in place of what?", ""),
        ("why", "Why, and how do you know?", "A source, a rule, or what happened on the ward."),
    ),
}
_LONG = frozenset({"how", "reason"})
_ALWAYS = frozenset({"document", "version", "organisation", "answer", "date"})
_WRITTEN = "# Written by `handbook init forms`.\n# handbook:written\n"
"""The head of a file: where it comes from, and the line by which an edit of it is known."""
_PRIVATE = "/confidential"
"""What keeps an issue of GitLab from everybody but the members of its project."""


def issue_forms(registry: Registry, settings: Settings) -> dict[str, str]:
    """The files of the forms; nothing if the settings name no server.

    Their paths begin at the top of the repository, wherever in it the registry lies.
    """
    if settings.forge is None:
        return {}
    write = {GITHUB: _of_github, GITLAB: _of_gitlab}[settings.forge.kind]
    return write(registry, settings.forge, page_address(settings, ""))


def _of_github(registry: Registry, forge: Forge, site: str) -> dict[str, str]:
    folder = ".github/ISSUE_TEMPLATE"
    safety = danger(of_safety(registry))
    forms = {
        f"{folder}/{FORMS[purpose]}.yml": _WRITTEN
        + yaml_text(
            {
                "name": name,
                "description": about,
                "title": f"{name}: ",
                "body": [
                    _words(f"**{NO_PATIENTS}**\n\n**{safety}**"),
                    *_body(registry, purpose),
                    _box(safety),
                ],
            }
        )
        for purpose, (name, about) in _ABOUT.items()
    }
    return {**forms, f"{folder}/config.yml": _chooser(registry, forge, site)}


def _body(registry: Registry, purpose: Purpose) -> list[dict[str, Any]]:
    if purpose is Purpose.ADOPTION:
        return list(_answer(registry))
    asked = [_area(name, label, hint, needed=True) for name, label, hint in _ASKED[purpose]]
    documents = [choice(registry.label(r.id), r.id) for r in _documents(registry)]
    other = "Another page, or none of these"
    return [
        _choices("document", "Document", "Which document is it about?", [*documents, other]),
        _line("page", "Page", "The address of the page, if you have it.", needed=False),
        *asked,
    ]


def _answer(registry: Registry) -> list[dict[str, Any]]:
    """A field for each line of an answer, with the words of its schema."""
    properties = registry.types[KnownType.ADOPTION].schema["properties"]
    choices = {
        "document": [choice(registry.label(r.id), r.id) for r in _adoptable(registry)],
        "organisation": [choice(registry.label(r.id), r.id) for r in _members(registry)],
        "answer": [f"{name}: {MEANS[name]}" for name in properties["answer"]["enum"]],
    }
    fields = []
    for label, name in LINES.items():
        if name == "text":
            continue
        hint = _HINTS.get(name) or " ".join(str(properties[name].get("description", "")).split())
        if name in choices:
            fields.append(_choices(_id(name), label, hint, choices[name]))
        elif name in _LONG:
            fields.append(_area(_id(name), label, hint, needed=False))
        else:
            fields.append(_line(_id(name), label, hint, needed=name in _ALWAYS))
    return fields


_HINTS: Mapping[str, str] = {
    "version": "As it stands under the title of the document's page, such as 2.0.",
    "date": "The day on which your organisation decided, such as 2026-05-04.",
    "by": "The post that answers for it, if not the network's champion there. No person's name.",
    "how": "For adapted: what your organisation does differently.",
    "local-reference": "For adapted: your organisation's own number for its document.",
    "reason": "For declined, not applicable and retracted: why.",
}


def _id(field: str) -> str:
    return {"date": "decided-on", "by": "answered-by"}.get(field, field)


def _documents(registry: Registry) -> tuple[Record, ...]:
    return tuple(r for r in registry.with_behaviour("controlled") if r.public)


def _adoptable(registry: Registry) -> tuple[Record, ...]:
    return tuple(r for r in registry.with_behaviour("adoptable") if r.public)


def _members(registry: Registry) -> tuple[Record, ...]:
    members = registry.of_type(KnownType.ORGANISATION)
    return tuple(r for r in members if r.public and not r.get("left"))


def _words(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _box(safety: str) -> dict[str, Any]:
    label = "No patient is named or can be recognised in it, and it reports no danger to a patient."
    return {
        "type": "checkboxes",
        "id": "confirmed",
        "attributes": {
            "label": CONFIRMED,
            "description": safety,
            "options": [{"label": label, "required": True}],
        },
    }


def _line(name: str, label: str, hint: str, *, needed: bool) -> dict[str, Any]:
    attributes = {"label": label, "description": hint}
    return {
        "type": "input",
        "id": name,
        "attributes": attributes,
        "validations": {"required": needed},
    }


def _area(name: str, label: str, hint: str, *, needed: bool) -> dict[str, Any]:
    attributes = {"label": label} | ({"description": hint} if hint else {})
    return {
        "type": "textarea",
        "id": name,
        "attributes": attributes,
        "validations": {"required": needed},
    }


def _choices(name: str, label: str, hint: str, options: list[str]) -> dict[str, Any]:
    return {
        "type": "dropdown",
        "id": name,
        "attributes": {"label": label, "description": hint, "options": options},
        "validations": {"required": True},
    }


def _chooser(registry: Registry, forge: Forge, site: str) -> str:
    """No issue without a form, and the way of a danger to a patient above all forms."""
    box = of_safety(registry)
    network = registry.network()
    post = str(network.get("clinical-safety-officer") or "") if network else ""
    record = registry.records.get(post) or network
    file = record.path if record else "registry/network.yaml"
    folder = registry.types[record.type].folder if record else ""
    page = f"{site}{folder}/{post}/" if site and folder and record is not network else ""
    link = {
        "name": "Could it harm a patient? Do not write it here",
        "url": page or file_address(forge, file),
        "about": f"{danger(box)} {NO_PATIENTS}",
    }
    return _WRITTEN + yaml_text({"blank_issues_enabled": False, "contact_links": [link]})


def _of_gitlab(registry: Registry, _forge: Forge, _site: str) -> dict[str, str]:
    """Texts to be filled in; the answer stands in a block of code, which keeps its lines apart."""
    safety = danger(of_safety(registry))
    texts = {}
    for purpose, (_, about) in _ABOUT.items():
        lines = [f"**{NO_PATIENTS}**", "", f"**{safety}**", "", f"{about}.", ""]
        if purpose is Purpose.ADOPTION:
            lines += [f"- {name}: {meaning}" for name, meaning in MEANS.items()]
            lines += ["", "```", *prepared("", "", ""), "```", "", "Documents:", ""]
            lines += [f"- {choice(registry.label(r.id), r.id)}" for r in _adoptable(registry)]
            lines += ["", "Organisations:", ""]
            lines += [f"- {choice(registry.label(r.id), r.id)}" for r in _members(registry)]
        else:
            lines += ["**Which page?**", "", ""]
            for _, label, hint in _ASKED[purpose]:
                lines += [f"**{label}** {hint}".rstrip(), "", ""]
        lines += ["", _PRIVATE, ""]
        texts[f".gitlab/issue_templates/{FORMS[purpose]}.md"] = "\n".join(lines)
    return texts
