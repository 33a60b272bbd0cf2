"""A toy registry in memory that shows every kind of page, and the handbook made of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.finding import Code, Finding, Severity
from handbook.history import NO_HISTORY
from handbook.link import link
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.outputs.making import handbook
from handbook.render import RuleExample, Site, Stamp
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.types import load_types
from handbook.types.overviews.reading import load_overviews
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.model import Assessment
    from handbook.types.model import Types
    from handbook.types.overviews.model import Overview

TODAY = date(2026, 11, 23)
STAMP = Stamp("f" * 40, datetime(2026, 11, 23, 7, 30, tzinfo=UTC), TODAY, "0.1.0")
FIRST = (
    "## Ringing\n\nRing [the lead](../posts/lead.yaml). "
    "See [the way](../care-pathways/way.md#home).\n"
)
SECOND = (
    "## Ringing {#ring}\n\nRing within 5 minutes, then read "
    "[the map](../attachments/rapid/map.pdf)\n"
    "and [the standard](https://example.org/standard). The ACP travels too.\n\n"
    "| Weight | Minutes |\n| --- | --- |\n| 5-10 kg | 50 |\n"
)
CODE = Code("TOY001", Severity.WARNING, "Toys are put away", "A toy left out is *found*.")
FINDING = Finding(CODE, "registry/guidelines/rapid.md", "a toy | was left <out>")


def guideline(name: str, title: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": title, "summary": f"What {name} says.", "owner": "lead", **more}


@dataclass
class Toy:
    """Files by path, which a test changes before it makes a handbook of them."""

    files: dict[str, bytes] = field(default_factory=dict)
    overviews: tuple[Overview, ...] = field(default_factory=lambda: load_overviews({}, types())[0])

    def put(self, path: str, data: Mapping[str, Any], body: str | None = None) -> None:
        text = yaml_text(data) if body is None else markdown_text(data, body)
        self.files[f"registry/{path}"] = text.encode()

    def seal(self, path: str, version: str) -> str:
        """Seal the text as it stands; its digest."""
        found = load(MemoryTree(self.files), types())
        record = next(r for r in found.records if r.path == f"registry/{path}")
        kind = types()[record.type]
        contents = {a.name: self.files[a.path] for a in record.attachments}
        self.files.update(seal_files(record, kind.suffix, version, kind.administrative, contents))
        return working_digest(record, kind.administrative)

    def decide(self, item: int, kind: str, *documents: Mapping[str, Any], **more: Any) -> None:
        meeting = more.pop("meeting", "board-2025-03-04")
        place = {"meeting": meeting, "item": str(item)} if meeting else {}
        name = (
            f"{meeting}--{item}" if meeting else f"suspend--{documents[0]['document']}--2026-10-01"
        )
        data = {
            "id": name,
            "title": f"Item {item}",
            "kind": kind,
            **place,
            "statement": "It was so decided.",
            **more,
            "documents": [dict(one) for one in documents],
        }
        self.put(f"decisions/{name}.yaml", data)

    def endorse(self, item: int, path: str, version: str = "1.0", **more: Any) -> None:
        name = path.rpartition("/")[2].partition(".")[0]
        digest = self.seal(path, version)
        due = more.pop("due", "2028-01-01")
        one = {"document": name, "version": version, "digest": digest, "review-due": due}
        if "expires" in more:
            one["expires"] = more.pop("expires")
        if "lifts" in more:
            one["lifts"] = more.pop("lifts")
        self.decide(item, "endorse", one, **more)

    def assessment(self) -> Assessment:
        read = validate(load(MemoryTree(self.files), types()), types())
        registry = link(read, types(), overviews=self.overviews)
        assert not registry.broken, registry.broken
        return assess(registry, NO_HISTORY, TODAY)

    def site(self, **more: Any) -> Site:
        made: dict[str, Any] = {
            "findings": (FINDING,),
            "codes": (CODE,),
            "examples": {"TOY001": RuleExample("toys: away\n", "toys: out\n")},
        }
        return handbook(self.assessment(), STAMP, **{**made, **more})

    def titled(self, title: str) -> Toy:
        """The same, with another title for the guideline that was never endorsed."""
        other = replace(self, files=dict(self.files))
        other.put("guidelines/idea.md", guideline("idea", title), "## Idea\n\nPerhaps.\n")
        return other


@cache
def types() -> Types:
    found, findings = load_types()
    assert not findings
    return found


def _people(toy: Toy) -> None:
    toy.put(
        "network.yaml",
        {
            "id": "heron",
            "title": "Heron Network",
            "summary": "An invented network.",
            "demonstration": True,
            "constituted": {"act": "An agreement.", "group": "board"},
            "coordinator": "lead",
            "urgent-contacts": [
                {
                    "id": "night-line",
                    "name": "Night line",
                    "number": "01632 960 002",
                    "hours": "All night",
                    "for": "Any child",
                }
            ],
        },
    )
    toy.put(
        "organisations/mill.yaml",
        {"id": "mill", "title": "Mill Hospice", "kind": "childrens-hospice", "role": "hub"},
    )
    toy.put("posts/lead.yaml", {"id": "lead", "title": "Lead nurse", "organisation": "mill"})
    toy.put("posts/safety.yaml", {"id": "safety", "title": "Safety", "organisation": "mill"})
    toy.put(
        "glossary/acp.yaml",
        {
            "id": "acp",
            "title": "Advance care plan",
            "abbreviation": "ACP",
            "definition": "A plan made in time.",
        },
    )


def _group(toy: Toy) -> None:
    toy.put(
        "terms-of-reference/board.md",
        {
            "id": "board",
            "title": "Board",
            "summary": "It decides.",
            "owner": "lead",
            "purpose": "To decide.",
            "seats": [{"id": "chair", "title": "Chair", "post": "lead", "required": True}],
            "quorum": {"at-least": 1, "seats": ["chair"]},
            "authority": [
                {
                    "kinds": ["endorse", "attest", "withdraw", "supersede", "review", "extend"],
                    "types": ["guideline", "care-pathway"],
                }
            ],
        },
        "## How\n\nBy talking.\n",
    )
    for day in ("2025-03-04", "2025-09-02"):
        toy.put(
            f"meetings/board-{day}.yaml",
            {
                "id": f"board-{day}",
                "group": "board",
                "date": day,
                "state": "held",
                "attendance": [{"seat": "chair", "presence": "present"}],
                "agenda": [{"item": str(n), "title": f"Matter {n}"} for n in range(1, 9)],
            },
        )
    toy.put(
        "meetings/board-2026-12-01.yaml",
        {"id": "board-2026-12-01", "group": "board", "date": "2026-12-01", "state": "scheduled"},
    )


def _policy(toy: Toy) -> None:
    toy.put(
        "policies/quiet.yaml",
        {
            "id": "quiet",
            "title": "Quiet standard",
            "identifier": "Q1",
            "publisher": "Nobody",
            "edition": "2",
            "sections": [{"number": "1", "title": "Calls"}],
            "items": [
                {"id": "1.1", "section": "1", "topic": "Answer.", "verification": "counted"},
                {"id": "1.2", "section": "1", "topic": "Ring back."},
                {"id": "1.3", "section": "1", "topic": "Write down."},
            ],
        },
    )
    judged = {"edition": "1", "judged-on": "2025-04-01", "judged-by": "board"}
    toy.put(
        "policy-mappings/quiet-1.yaml",
        {
            "id": "quiet-1",
            "title": "Quiet standard, section 1",
            "policy": "quiet",
            "judgements": [
                {
                    "item": "1.1",
                    "judgement": "full",
                    "rationale": "The guideline says who rings.",
                    "served-by": [{"document": "rapid", "section": "ring", "extent": "full"}],
                    **judged,
                },
                {
                    "item": "1.2",
                    "judgement": "full",
                    "rationale": "It did.",
                    "served-by": [{"document": "stopped", "extent": "full"}],
                    **judged,
                },
            ],
        },
    )


def _documents(toy: Toy) -> None:
    toy.files["registry/attachments/rapid/map.pdf"] = b"%PDF-1.4 map"
    toy.put("guidelines/rapid.md", guideline("rapid", "Rapid moves"), FIRST)
    toy.endorse(1, "guidelines/rapid.md")
    second = guideline(
        "rapid", "Rapid transfer", recommendations=[{"id": "r1", "text": "Name *one* lead."}]
    )
    toy.put("guidelines/rapid.md", second, SECOND)
    toy.endorse(1, "guidelines/rapid.md", "2.0", meeting="board-2025-09-02")
    changed = {**second, "title": "Rapid transfer, third", "contact": {"phone": "01632 960001"}}
    toy.put("guidelines/rapid.md", changed, SECOND.replace("5 minutes", "50 minutes"))
    for number, name in enumerate(("night", "wrong", "stopped", "old"), start=2):
        toy.put(f"guidelines/{name}.md", guideline(name, name.title()), f"## Of {name}\n\nText.\n")
        toy.endorse(number, f"guidelines/{name}.md")
    second_meeting = {"meeting": "board-2025-09-02", "reason": "It did harm."}
    toy.decide(
        2,
        "withdraw",
        {"document": "night", "exit": "withdrawn", "successor": "rapid"},
        **second_meeting,
    )
    error = {"document": "wrong", "exit": "published-in-error", "no-replacement": True}
    toy.decide(3, "withdraw", error, **second_meeting)
    toy.decide(
        4, "supersede", {"document": "old", "successor": "rapid"}, meeting="board-2025-09-02"
    )
    toy.decide(
        0,
        "suspend",
        {"document": "stopped"},
        meeting=None,
        post="safety",
        date="2026-10-01",
        reason="A number is wrong.",
    )
    toy.put("guidelines/idea.md", guideline("idea", "Idea"), "## Idea\n\nPerhaps.\n")
    toy.put(
        "care-pathways/way.md",
        {
            **guideline("way", "The way"),
            "stages": [
                {"id": "home", "title": "Home", "guidelines": ["rapid"], "next": ["after"]},
                {"id": "after", "title": "After"},
            ],
        },
        "## Words\n\nAll of them.\n",
    )
    toy.endorse(6, "care-pathways/way.md", due="2026-11-01")
    toy.endorse(7, "terms-of-reference/board.md")


@cache
def _complete() -> Toy:
    made = Toy()
    _people(made)
    _group(made)
    _policy(made)
    _documents(made)
    return made


@pytest.fixture(scope="session")
def complete() -> Toy:
    """The toy, for tests that change nothing in it."""
    return _complete()


@pytest.fixture
def toy() -> Toy:
    return Toy(dict(_complete().files))


@pytest.fixture(scope="session")
def site() -> Site:
    return _complete().site()
