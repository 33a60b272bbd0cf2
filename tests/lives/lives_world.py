"""A network in memory whose documents live through days: two guidelines, a board, its readers.

Two organisations belong to it, and answer whether they take the guidelines into use. The readers
are the group for medicines.

Every act of the network is written into the files of the register, as a member would write it, and
into a plain list that the toy model reads. The two know nothing of each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.check import Checked, check
from handbook.history import NO_HISTORY
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.types import load_types

TYPES, _ = load_types()
FOLDERS = {
    "alpha": "guidelines",
    "beta": "guidelines",
    "board": "terms-of-reference",
    "readers": "terms-of-reference",
}
GUIDES = ("alpha", "beta")
STOPPING = ("suspend", "supersede", "withdraw")
EVERYTHING = ("endorse", "withdraw", "supersede", "review", "extend", "consult", "record")
LITTLE = ("review", "consult", "record")
RATIFIED_WITHIN = 14
POSTS = {
    "lead-nurse": "mill",
    "coordinator": "mill",
    "safety": "mill",
    "dale-champion": "dale",
}
CHAMPIONS = {"mill": "lead-nurse", "dale": "dale-champion"}
SEATS = {"board": ("chair", "secretary"), "readers": ("reader",)}
START = date(2026, 1, 5)

Act = dict[str, Any]


def first_version(number: int, *, medicines: bool = False) -> str:
    ward = "[01632 960100](tel:01632960100)"
    text = f"## What to do\n\nTake step-{number}-of-the-way. Ring the ward on {ward}.\n"
    return f"{text}{MEDICINES}\n" if medicines else text


MEDICINES = "Give the medicine in the blue box."


def called(document: str) -> str:
    """The title of a document: its id backwards, because no title may say "suspended"."""
    return f"Guideline {document[::-1]}"


@dataclass
class World:
    """The files of the register, the day, and what was done, one act after another."""

    files: dict[str, bytes] = field(default_factory=dict)
    today: date = START
    texts: dict[str, str] = field(default_factory=dict)
    """The working text of each document."""
    sealed: dict[tuple[str, str], str] = field(default_factory=dict)
    """The text of each sealed version."""
    meetings: dict[date, dict[str, Any]] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    answers: list[Act] = field(default_factory=list)
    """What the organisations answered, one after another."""
    damaged: dict[str, bytes] = field(default_factory=dict)
    """Files that were damaged, as they were before."""
    number: int = 0

    def __post_init__(self) -> None:
        self.put(
            "network.yaml",
            {
                "id": "life-network",
                "title": "Life Network",
                "summary": "An invented network.",
                "visibility": "public",
                "demonstration": True,
                "constituted": {"act": "An agreement.", "on": "2025-12-01", "group": "board"},
                "coordinator": "coordinator",
                "contact": {"email": "life@example.org"},
                "settings": {
                    "review": {"due-soon-days": 90},
                    "suspension": {"posts": ["safety"], "ratify-within-days": 28},
                    "medicines": {"groups": ["readers"]},
                },
            },
        )
        for one, role in (("mill", "hub"), ("dale", "spoke")):
            data = {"id": one, "title": f"{one.capitalize()} Hospice", "visibility": "public"}
            data |= {"kind": "childrens-hospice", "role": role, "champion": CHAMPIONS[one]}
            self.put(f"organisations/{one}.yaml", data)
        for post, organisation in POSTS.items():
            title = post.replace("-", " ").capitalize()
            self.put(
                f"posts/{post}.yaml",
                {"id": post, "title": title, "visibility": "public", "organisation": organisation},
            )
        for document in ("alpha", "beta"):
            self.write(document, first_version(self.count()))
        for group in ("board", "readers"):
            self.write_terms(group, EVERYTHING)

    def put(self, path: str, data: dict[str, Any], body: str | None = None) -> None:
        text = yaml_text(data) if body is None else markdown_text(data, body)
        self.files[f"registry/{path}"] = text.encode()

    def count(self) -> int:
        self.number += 1
        return self.number

    def write(self, document: str, body: str) -> None:
        """Change the working text of a guideline."""
        self.texts[document] = body
        data = {
            "id": document,
            "title": called(document),
            "visibility": "public",
            "summary": f"How to do {document}.",
            "owner": "lead-nurse",
            "medicines": MEDICINES in body,
        }
        self.put(f"guidelines/{document}.md", data, body)

    def write_terms(self, group: str, kinds: tuple[str, ...]) -> None:
        """Change the working text of a group's terms: what it may decide about guidelines."""
        body = f"## How it works\n\nBy talking, says rule-{self.count()}-of-the-{group}.\n"
        self.texts[group] = body
        posts = ("lead-nurse", "coordinator")
        seats = [
            {"id": seat, "title": seat.capitalize(), "post": post}
            for seat, post in zip(SEATS[group], posts, strict=False)
        ]
        powers = [{"kinds": list(kinds), "types": ["guideline"], "clause": "As they think fit."}]
        if group == "board":
            own = {"kinds": list(EVERYTHING), "types": ["terms-of-reference"]}
            powers.append({**own, "clause": "Who decides."})
        alone = {"seat": "chair", "ratify-within-days": RATIFIED_WITHIN, "clause": "In need."}
        data: dict[str, Any] = {
            "id": group,
            "title": f"The {group}",
            "visibility": "public",
            "summary": "It decides.",
            "owner": "coordinator",
            "purpose": "To decide.",
            "seats": seats,
            "quorum": {"at-least": len(seats)},
            "authority": powers,
        }
        data |= {"chairs-action": alone} if group == "board" else {"parent": "board"}
        self.put(f"terms-of-reference/{group}.md", data, body)

    def meet(self, group: str, *, quorate: bool, alone: bool = False) -> dict[str, Any]:
        """Today's meeting: the one that was begun already, or a new one. One a day.

        ``alone`` is the chair's action, which is quorate if it was the chair's.
        """
        if self.today not in self.meetings:
            there = {"id": f"{group}-{self.today}", "group": group, "quorate": quorate}
            self.meetings[self.today] = {**there, "alone": alone, "agenda": []}
        return self.meetings[self.today]

    def minute(self, day: date) -> None:
        """Write the minutes of a meeting as they stand."""
        meeting = self.meetings[day]
        seats = SEATS[meeting["group"]]
        there = seats[:1] if meeting["alone"] else seats
        came = there if meeting["quorate"] else there[:-1]
        rows = [{"seat": s, "presence": "present" if s in came else "apologies"} for s in seats]
        data = {
            "id": meeting["id"],
            "group": meeting["group"],
            "visibility": "public",
            "date": str(day),
            "state": "held",
            "attendance": rows,
            "agenda": [
                {"item": str(n), "title": f"About {document}", "documents": [document]}
                for n, document in enumerate(meeting["agenda"], start=1)
            ],
        }
        data |= {"held-as": "chairs-action"} if meeting["alone"] else {}
        self.put(f"meetings/{meeting['id']}.yaml", data)

    def decide(
        self,
        kind: str,
        document: str,
        group: str = "board",
        *,
        quorate: bool = True,
        alone: bool = False,
        entry: dict[str, Any] | None = None,
        more: dict[str, Any] | None = None,
        after: int = 0,
    ) -> Act:
        """A decision of today's meeting about one document; the act, as the toy model reads it."""
        meeting = self.meet(group, quorate=quorate, alone=alone)
        meeting["agenda"].append(document)
        self.minute(self.today)
        item, extra = len(meeting["agenda"]), dict(more or {})
        effective = self.today + timedelta(days=after)
        if after:
            extra["effective"] = str(effective)
        one = {"document": document, **(entry or {})}
        stops = [a for a in self.acts if a["kind"] in STOPPING and a["document"] == document]
        if kind == "endorse" and stops:
            one["lifts"] = [act["file"] for act in stops]
        place = {"meeting": meeting["id"], "item": str(item)}
        self.record(f"{meeting['id']}--{item}", kind, {**place, **extra}, one)
        return self.done(
            kind,
            document,
            {**extra, **one},
            file=f"{meeting['id']}--{item}",
            group=meeting["group"],
            alone=meeting["alone"],
            item=item,
            effective=effective,
        )

    def act_alone(
        self, kind: str, document: str, post: str, entry: dict[str, Any], more: dict[str, Any]
    ) -> Act | None:
        """What one post does today without a meeting; nothing, if it was done today already."""
        name = f"{kind}--{document}--{self.today}"
        if f"registry/decisions/{name}.yaml" in self.files:
            return None
        one = {"document": document, **entry}
        self.record(name, kind, {"post": post, "date": str(self.today), **more}, one)
        return self.done(
            kind,
            document,
            {**more, **one},
            file=name,
            post=post,
            item=0,
            effective=self.today,
        )

    def record(self, name: str, kind: str, more: dict[str, Any], entry: dict[str, Any]) -> None:
        data = {
            "id": name,
            "title": f"Decision {name}",
            "visibility": "public",
            "kind": kind,
            "statement": "It was so decided.",
            **more,
            "documents": [entry],
        }
        self.put(f"decisions/{name}.yaml", data)

    def done(self, kind: str, document: str, said: dict[str, Any], **more: Any) -> Act:
        act = {"kind": kind, "document": document, "decided": self.today, **said, **more}
        self.acts.append(act)
        return act

    def answer(
        self, organisation: str, document: str, version: str, said: str, **more: Any
    ) -> Act | None:
        """What an organisation answers today; nothing, if it has answered today already."""
        name = f"{organisation}--{document}--{self.today}"
        if any(one["record"] == name for one in self.answers):
            return None
        data = {"organisation": organisation, "document": document, "version": version}
        data |= {"answer": said, "date": str(self.today), "by": CHAMPIONS[organisation], **more}
        if said == "adapted":
            data |= {"how": "With a rota of its own.", "local-reference": "OWN-7"}
        elif said != "adopted":
            data["reason"] = "It does without."
        self.put(f"adoptions/{name}.yaml", {"id": name, **data})
        self.answers.append({**data, "record": name, "date": self.today})
        return self.answers[-1]

    def seal(self, document: str, version: str) -> str:
        """Seal the working text; its digest."""
        found = load(MemoryTree(self.files), TYPES)
        record = next(r for r in found.records if r.id == document)
        kind = TYPES[record.type]
        self.files.update(seal_files(record, kind.suffix, version, kind.administrative, {}))
        self.sealed[document, version] = self.texts[document]
        return working_digest(record, kind.administrative)

    def seal_file(self, document: str, version: str) -> str:
        return f"registry/_endorsed/{document}/{version}/record.md"

    def latest(self, document: str) -> str:
        """The highest version that was ever sealed, or nothing."""
        versions = [v for d, v in self.sealed if d == document]
        return max(versions, key=_counted, default="")

    def checked(self) -> Checked:
        return check(MemoryTree(self.files), today=self.today, history=NO_HISTORY)


def _counted(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
