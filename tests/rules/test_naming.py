"""Near a badge, a name is a name: through every door by which words reach one."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.check import check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base
from handbook.types import load_types

GUIDELINE = "registry/guidelines/calm-transfer.md"
TERM = "id: {}\ntitle: {}\nvisibility: public\nabbreviation: {}\ndefinition: A word.\n"
IN_FORCE = "\uff29n f\u043erce"


def errors(files: dict[str, bytes]) -> list[str]:
    found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY).errors
    return [f"{one.path} {one.code.id}" for one in found]


def changed(path: str, line: str, new: str) -> dict[str, bytes]:
    files = dict(base())
    text = files[path].decode()
    before, found, after = text.partition(line)
    assert found
    files[path] = f"{before}{new}\n{after.partition(chr(10))[2]}".encode()
    return files


def shipped(name: str, line: str) -> dict[str, bytes]:
    """The base, with one line of a type's declaration in the network's own words."""
    kind = load_types()[0][name]
    lines = {
        "title": kind.title,
        "plural": kind.plural,
        "description": kind.description,
        "order": "80",
        "folder": kind.folder,
        "format": kind.format,
        "label": f"'{kind.label}'",
        "behaviours": "[controlled, endorsable, adoptable, implements-policy]",
    }
    lines[line.partition(":")[0]] = line.partition(":")[2].strip()
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return {**base(), f"registry/_types/{name}/type.yaml": text.encode()}


@pytest.mark.parametrize(
    "line",
    [
        'label: "In force: {title}"',
        'label: "{title} (current)"',
        'label: "Put up by mistake {title}"',
        f'label: "{IN_FORCE} {{title}}"',
        'label: "{summary}"',
        'label: "{reference} {title}"',
        'title: "In force. The group has renewed it"',
        'title: "Guideline, endorsed"',
        f'title: "{IN_FORCE}"',
        'plural: "Endorsed guidelines"',
        'plural: "Guidelines that may be used"',
        'title: "Give 10 mg"',
        'description: "What is still in force."',
    ],
)
def test_a_network_cannot_word_a_type_so_that_its_documents_seem_in_force(line: str) -> None:
    assert set(errors(shipped("guideline", line))) == {"registry/_types/guideline/type.yaml TYP001"}


@pytest.mark.parametrize(
    ("title", "unfit"),
    [
        ("In force. Quiet rooms may be used until 2031", True),
        (f"{IN_FORCE} again", True),
        ("Suspended in error: quiet rooms", True),
        ("Quiet rooms no longer suspended", True),
        ("Endorsed: quiet rooms", True),
        ("Quiet rooms endorsed", False),
        ("Quiet rooms: withdrawn", False),
        ("The suspension of quiet rooms was right", False),
    ],
)
def test_the_name_of_what_was_decided_says_what_was_done_and_not_how_it_stands(
    title: str, *, unfit: bool
) -> None:
    """Fails if decisions, meetings and items of agendas are left alone. It is a warning, since what
    was merged is never edited."""
    path, line = "registry/decisions/board-2025-03-04--3.yaml", "title:"
    agenda = changed(
        "registry/meetings/board-2025-03-04.yaml", "    title:", f'    title: "{title}"'
    )
    for files in (changed(path, line, f'title: "{title}"'), agenda):
        found = check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY)
        assert not found.errors
        assert ("NAM003" in {one.code.id for one in found.findings}) is unfit


def test_a_type_in_the_network_s_own_harmless_words_is_used() -> None:
    assert errors(shipped("guideline", "title: Clinical agreement")) == []


@pytest.mark.parametrize(
    "title",
    [
        "In force: calm transfer",
        "Calm transfer (endorsed)",
        "Calm transfer 1n-f0rce",
        f"Calm transfer, {IN_FORCE}",
        "Calm transfer \u2013 go on using this",
    ],
)
def test_a_title_cannot_say_how_its_document_stands(title: str) -> None:
    files = changed(GUIDELINE, "title: ", f'title: "{title}"')
    assert f"{GUIDELINE} NAM001" in errors(files)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("registry/posts/coordinator.yaml", "title: ", 'title: "In force"'),
        ("registry/posts/coordinator.yaml", "title: ", 'title: "Give 10 times the stated dose"'),
        ("registry/posts/coordinator.yaml", "title: ", f'title: "Lead, {IN_FORCE}"'),
        ("registry/glossary/lead.yaml", "title: ", 'title: "Give 10 mg"'),
        ("registry/glossary/lead.yaml", "title: ", 'title: "May be used"'),
        ("registry/network.yaml", "title: ", 'title: "Everything here is in force"'),
    ],
)
def test_a_name_is_no_order_and_no_standing(path: str, old: str, new: str) -> None:
    assert f"{path} SCH005" in errors(changed(path, old, new))


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("reference: give 10 times the stated dose", "SCH005"),
        ("reference: IN-FORCE", "SCH005"),
        ("contact: {phone: go on using it}", "SCH005"),
        ("contact: {email: in-force@use-it.example}", "NAM001"),
        ("contact: {web: 'https://www.example.org/in-force'}", "NAM001"),
    ],
)
def test_number_and_contact_of_a_document_are_just_that(field: str, code: str) -> None:
    assert f"{GUIDELINE} {code}" in errors(changed(GUIDELINE, "title:", f"{field}\ntitle: A room"))


@pytest.mark.parametrize(
    "setting",
    [
        "expired: {use: forbidden, wording: In force. The group has renewed it.}",
        "expired: {use: allowed, wording: It is fine.}",
        "overdue: {wording: Nothing has changed.}",
        "wording: {suspended: 'This was put up by mistake: go on using it.'}",
        "wording: {withdrawn: Carry on.}",
        f"wording: {{superseded: Ring {IN_FORCE}}}",
    ],
)
def test_a_network_cannot_contradict_the_mark_in_its_wording(setting: str) -> None:
    files = dict(base())
    path = "registry/network.yaml"
    files[path] += f"settings:\n  {setting}\n".encode()
    assert f"{path} SCH005" in errors(files)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Advance care plan", "ACP"), ("Acute crisis plan", "ACP")),
        (("Advance care plan", "ACP"), ("Acute crisis plan", "AcP")),
        (("Integrated care board", "ICB"), ("Intensive care bed", "IC8B")),
        (("Advance care plan", "ACP"), ("ACP", "XYZ")),
        (("Advance care plan", "ACP"), ("Advance care plan", "XYZ")),
        (("Advance care plan", "ACP"), ("advance-care plan", "XYZ")),
        (("Advance care plan", "ACP"), ("\u0410\u0421\u0420", "XYZ")),
        (("Team one", "TI2"), ("Team two", "T12")),
    ],
)
def test_an_abbreviation_has_one_meaning(one: tuple[str, str], other: tuple[str, str]) -> None:
    files = {
        **base(),
        "registry/glossary/a-term.yaml": TERM.format("a-term", *one).encode(),
        "registry/glossary/b-term.yaml": TERM.format("b-term", *other).encode(),
    }
    differ = other[1] == "IC8B"
    assert errors(files) == ([] if differ else ["registry/glossary/b-term.yaml NAM002"])
