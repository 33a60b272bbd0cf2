"""A registry of any size, the same for the same seed: demonstration words, no real content.

For each document there is a sealed text, the decision that endorsed it, a fifth of a meeting and
three answers of members. The texts are about 6 KB, with 28 lines of details and five links.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.link import link
from handbook.load import load
from handbook.load.trees.base import MemoryTree
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.types import load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.load.model import Record
    from handbook.types.model import Types

TODAY = date(2026, 11, 23)
"""The day as on which a registry made here is judged."""

_FOUNDED = date(2018, 12, 3)
_BEGIN = date(2019, 1, 2)
_PER_MEETING = 5
_ANSWERS = 3
_MEMBERS = 20
_ITEMS = 140
_SEATS = ("chair", "nursing", "families")
_VERSION = "1.0"
_BATCH = 500
"""So many documents are read together when they are sealed, which keeps memory small."""

_WORDS = [
    "family",
    "ward",
    "team",
    "plan",
    "home",
    "night",
    "nurse",
    "doctor",
    "hospice",
    "transfer",
    "rota",
    "phone",
    "record",
    "review",
    "agree",
    "ask",
    "write",
    "check",
    "listen",
    "name",
    "place",
    "journey",
    "school",
    "sibling",
    "visit",
    "comfort",
    "rest",
    "quiet",
    "early",
    "late",
    "shared",
    "copy",
    "handover",
    "morning",
    "evening",
    "weekend",
    "meeting",
    "teacher",
    "neighbour",
    "letter",
    "answer",
    "worry",
]


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a registry, commit by commit: each a message, a day, and the files it adds."""

    commits: tuple[tuple[str, date, Mapping[str, bytes]], ...]

    def files(self) -> dict[str, bytes]:
        """All files, by path from the top of the repository."""
        return {path: raw for _, _, files in self.commits for path, raw in files.items()}


def make(documents: int, seed: int = 1) -> Made:
    """A registry of so many guidelines that ``handbook check`` finds no error in."""
    types, _ = load_types()
    chance = random.Random(seed)  # noqa: S311  the same words each time, not a secret
    start = _frame(documents)
    board = _records(types, start)["board"]
    terms = _sealed(types, board) | _decided(types, board, _FOUNDED, 1)
    commits = [("Set up the network", _BEGIN, {**start, **terms})]
    for first in range(0, documents, _BATCH):
        numbers = range(first, min(first + _BATCH, documents))
        texts = {_path(number): _guideline(number, documents, chance) for number in numbers}
        records = _records(types, {**start, **texts})
        for begin in range(numbers.start, numbers.stop, _PER_MEETING):
            group = range(begin, min(begin + _PER_MEETING, numbers.stop))
            day = _day(begin // _PER_MEETING)
            files = {_path(number): texts[_path(number)] for number in group}
            files |= _meeting(day, group)
            for item, number in enumerate(group, 1):
                record = records[_name(number)]
                files |= _sealed(types, record) | _decided(types, record, day, item)
                files |= _answered(number, day)
            commits.append((f"Record the meeting of {day}", day + timedelta(days=1), files))
    return Made(tuple(commits))


def edit(files: Mapping[str, bytes], many: int = 10) -> dict[str, bytes]:
    """One more sentence in the first ``many`` guidelines."""
    paths = [path for path in sorted(files) if path.startswith("registry/guidelines/")][:many]
    return {path: files[path] + b"\nOne more sentence was written here.\n" for path in paths}


def _name(number: int) -> str:
    return f"guideline-{number:05}"


def _path(number: int) -> str:
    return f"registry/guidelines/{_name(number)}.md"


def _day(meeting: int) -> date:
    return _BEGIN + timedelta(days=7 + meeting)


def _member(number: int) -> str:
    return f"member-{number:02}"


def _yaml(folder: str, data: Mapping[str, Any]) -> tuple[str, bytes]:
    return f"registry/{folder}/{data['id']}.yaml", yaml_text(data).encode()


def _frame(documents: int) -> dict[str, bytes]:
    """What every network has: its own record, members, posts, the board, a policy mapped."""
    network = {
        "id": "bench-network",
        "title": "Network made for measuring (demonstration)",
        "summary": "Invented, to measure the tool with.",
        "demonstration": True,
        "constituted": {
            "act": "An act.",
            "on": str(_FOUNDED),
            "by": "All members",
            "group": "board",
        },
        "coordinator": "post-00",
        "clinical-safety-officer": "post-00",
        "contact": {"phone": "01632 960100"},
        "settings": {"review": {"cycle-months": 120}, "adoption": {"answer-within-days": 90}},
    }
    files = {"registry/network.yaml": yaml_text(network).encode()}
    for number in range(_MEMBERS):
        role = "spoke" if number else "hub"
        files |= [
            _yaml("organisations", _organisation(number, role)),
            _yaml("posts", _post(number)),
        ]
    files["registry/terms-of-reference/board.md"] = _board()
    files |= _meeting(_FOUNDED, ())
    items = [{"id": f"1.{n}", "topic": f"Topic {n}"} for n in range(1, _ITEMS + 1)]
    policy = {"id": "policy", "title": "A policy", "publisher": "Nobody", "edition": "2019"}
    files |= [_yaml("policies", {**policy, "items": items})]
    judged = [_judged(item["id"], number % documents) for number, item in enumerate(items)]
    mapping = {"id": "mapping", "title": "How it is served", "policy": "policy"}
    files |= [_yaml("policy-mappings", {**mapping, "judgements": judged})]
    return files


def _judged(item: str, number: int) -> dict[str, Any]:
    return {
        "item": item,
        "judgement": "full",
        "rationale": "It is said there.",
        "served-by": [{"document": _name(number), "section": "r1", "extent": "full"}],
        "edition": "2019",
        "judged-on": str(_FOUNDED),
        "judged-by": "board",
    }


def _organisation(number: int, role: str) -> dict[str, Any]:
    return {
        "id": _member(number),
        "title": f"Member {number}",
        "kind": "district-general-hospital",
        "role": role,
        "sector": "nhs",
        "summary": "A member made for measuring.",
        "champion": f"post-{number:02}",
    }


def _post(number: int) -> dict[str, Any]:
    return {"id": f"post-{number:02}", "title": f"Post {number}", "organisation": _member(number)}


def _board() -> bytes:
    data = {
        "id": "board",
        "title": "Board",
        "summary": "The board of a network made for measuring.",
        "owner": "post-00",
        "purpose": "To decide.",
        "seats": [
            {"id": seat, "title": seat.title(), "post": f"post-{number:02}"}
            for number, seat in enumerate(_SEATS)
        ],
        "quorum": {"at-least": 2},
        "authority": [{"kinds": ["endorse", "review"], "types": ["guideline"]}],
    }
    return markdown_text(data, "## What it does {#what}\n\nIt decides.\n").encode()


def _meeting(day: date, group: Sequence[int]) -> dict[str, bytes]:
    agenda = [
        {"item": str(item), "title": f"Item {item}", "documents": [_name(number)]}
        for item, number in enumerate(group, 1)
    ]
    data = {
        "id": f"board-{day}",
        "group": "board",
        "date": str(day),
        "state": "held",
        "attendance": [{"seat": seat, "presence": "present"} for seat in _SEATS],
        "agenda": agenda or [{"item": "1", "title": "Terms", "documents": ["board"]}],
    }
    return dict([_yaml("meetings", data)])


def _guideline(number: int, documents: int, chance: random.Random) -> bytes:
    """A text of about 6 KB with five links, and 28 lines of details."""
    title = " ".join(chance.sample(_WORDS, 4)).capitalize()
    data: dict[str, Any] = {
        "id": _name(number),
        "title": f"{title} {number}",
        "summary": f"{_sentence(chance)} {_sentence(chance)}",
        "owner": f"post-{number % _MEMBERS:02}",
        "author": f"post-{(number + 1) % _MEMBERS:02}",
        "contact": {"email": "bench@example.org", "phone": "01632 960100"},
        "reference": f"BN-{number:05}",
        "category": chance.choice(("Home", "Ward", "Night")),
        "audience": ["Ward teams", "Community nurses"],
        "keywords": chance.sample(_WORDS, 3),
        "scope": _sentence(chance),
        "summary-of-changes": "First version.",
        "consultation": _sentence(chance),
        "medicines": False,
        "recommendations": [{"id": f"r{n}", "text": _sentence(chance)} for n in range(1, 5)],
        "settings": ["Home", "Ward"],
        "population": "Children known to a member.",
    }
    others = [chance.randrange(documents) for _ in range(5)]
    return markdown_text(
        data, "\n".join(_part(n, o, chance) for n, o in enumerate(others))
    ).encode()


def _part(number: int, other: int, chance: random.Random) -> str:
    paragraphs = "\n\n".join(" ".join(_sentence(chance) for _ in range(4)) for _ in range(2))
    items = "\n".join(f"{n}. {_sentence(chance)}" for n in range(1, 4))
    row = " | ".join(chance.choice(_WORDS) for _ in range(3))
    return (
        f"## Part {number} {{#part-{number}}}\n\n{paragraphs}\n\n{items}\n\n"
        f"| Who | What | When |\n| --- | --- | --- |\n| {row} |\n\n"
        f"See [the other one]({_name(other)}.md#part-{number}).\n"
    )


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=12)).capitalize() + "."


def _records(types: Types, files: Mapping[str, bytes]) -> dict[str, Record]:
    read = validate(load(MemoryTree(files), types), types)
    return dict(link(read, types).records)


def _sealed(types: Types, record: Record) -> dict[str, bytes]:
    return seal_files(record, ".md", _VERSION, types[record.type].administrative, {})


def _decided(types: Types, record: Record, day: date, item: int) -> dict[str, bytes]:
    entry = {
        "document": record.id,
        "version": _VERSION,
        "digest": working_digest(record, types[record.type].administrative),
        "review-due": str(day + timedelta(days=3650)),
    }
    data = {
        "id": f"board-{day}--{item}",
        "title": f"{record.id}, first version",
        "kind": "endorse",
        "meeting": f"board-{day}",
        "item": str(item),
        "statement": "The board endorses it.",
        "documents": [entry],
    }
    return dict([_yaml("decisions", data)])


def _answered(number: int, day: date) -> dict[str, bytes]:
    on = str(day + timedelta(days=1))
    members = [1 + (number + step) % (_MEMBERS - 1) for step in range(_ANSWERS)]
    return dict(
        _yaml(
            "adoptions",
            {
                "id": f"{_member(who)}--{_name(number)}--{on}",
                "organisation": _member(who),
                "document": _name(number),
                "version": _VERSION,
                "answer": "adopted",
                "date": on,
                "by": f"post-{who:02}",
                "evidence": "Minutes.",
            },
        )
        for who in members
    )
