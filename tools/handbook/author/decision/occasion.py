"""Where and when a decision was made, and from when it applies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess.workflow import MAY_PRECEDE, DecisionKind
from handbook.author.model import KINDS, EntryKind, Obstacle, Refused, Request
from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.link import Registry

MOST_A_DAY = 9
"""A post may correct or stop a document so often on one day: ``--2`` to ``--9`` after the first."""


_ACTS: Mapping[str, str] = {
    DecisionKind.CORRECT: "a correction",
    DecisionKind.SUSPEND: "a suspension",
    DecisionKind.ACCEPT: "an approval",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day of a decision, the day from which it applies, and the id that follows from it."""

    id: str
    decided: date
    effective: date


@dataclass(slots=True)
class _OccasionInquiry:
    """Reasons gathered on the way, so that all of them are told together."""

    registry: Registry
    today: date
    reasons: list[Obstacle] = field(default_factory=list)

    def refuse(self, message: str, hint: str = "") -> None:
        self.reasons.append(Obstacle(message, hint))

    def day(self, value: object, what: str) -> date | None:
        """A date as it was typed, or a reason why it is none."""
        try:
            return parse_date(str(value))
        except DateProblem as problem:
            self.refuse(f"{what} cannot be read: {problem.message}", problem.hint)
            return None

    def past_day(self, value: object, what: str) -> date | None:
        """A date that has come."""
        day = self.day(value, f"the date of {what}")
        if day is not None and day > self.today:
            self.refuse(f"{what} is on {long_date(day)}, which has not come yet")
        return day

    def at_meeting(self, name: str, item: str) -> date | None:
        """The day of the meeting, with a reason if nothing can have been decided there."""
        if not name or not item:
            self.refuse("a decision needs a meeting and an item of its minutes")
            return None
        meeting = self.registry.records.get(name)
        if meeting is None or meeting.type != KnownType.MEETING:
            self.refuse(f"there is no meeting {name} that can be read", self._last_held())
            return None
        if meeting.get("state") != "held":
            self.refuse(
                f"the meeting {name} is {meeting.get('state')}, not held",
                "once it has been held, set its state to held and write its items into it",
            )
        group = self.registry.records.get(str(meeting.get("group")))
        if group is None or not self.registry.types[group.type].has("group"):
            self.refuse(
                f"the meeting {name} is of the group {meeting.get('group')}, which has no terms of"
                " reference that can be read"
            )
        items = [str(line.get("item")) for line in meeting.get("agenda") or ()]
        if item not in items:
            hint = f"its items are {', '.join(items)}" if items else "it has no items yet"
            self.refuse(f"the meeting {name} has no item {item}", hint)
        return self.past_day(meeting.get("date"), f"the meeting {name}")

    def _last_held(self) -> str:
        held = [m for m in self.registry.of_type(KnownType.MEETING) if m.get("state") == "held"]
        if not held:
            return ""
        return f"the last one held is {max(held, key=lambda m: str(m.get('date'))).id}"

    def by_post(self, request: Request) -> date | None:
        """The day on which a post stopped or corrected a document: today, unless given."""
        what = _ACTS[request.kind]
        post = self.registry.records.get(str(request.fields.get("post")))
        if (post is None or post.type != KnownType.POST) and not self._unread_stop(request):
            self.refuse(f"there is no post {request.fields.get('post')} that can be read")
        if len(request.documents) != (0 if request.kind == DecisionKind.ACCEPT else 1):
            about = (
                "names no document"
                if request.kind == DecisionKind.ACCEPT
                else "is about one document"
            )
            self.refuse(f"{what} {about}")
        elif request.kind == DecisionKind.CORRECT:
            self._owned(str(request.documents[0].get("document")), request.fields.get("post"))
            if request.effective:
                self.refuse("a correction applies from the day on which it is made")
        return self.past_day(
            request.fields.get("date") or self.today, f"the {what.partition(' ')[2]}"
        )

    def _unread_stop(self, request: Request) -> bool:
        """Whether it is a stop by a post whose file is there, but cannot be read just now."""
        name = request.fields.get("post")
        there = any(b.id == name and b.type == KnownType.POST for b in self.registry.broken)
        return there and KINDS[request.kind].stops_at_once

    def _owned(self, document: str, post: object) -> None:
        """Only the post that owns a document today may correct it."""
        record = self.registry.records.get(document)
        owner = record.get("owner") if record else None
        if record is not None and owner != post:
            self.refuse(
                f"{document} is owned by the post {owner}, and a correction is made by its owner",
                "give that post with --post, once it has agreed",
            )


def occasion(
    registry: Registry, request: Request, kind: EntryKind, today: date
) -> Occasion | Refused:
    """The occasion of a request, or every reason why it could not have been one."""
    asked = _OccasionInquiry(registry, today)
    alone = kind.alone(request)
    decided = asked.by_post(request) if alone else asked.at_meeting(request.meeting, request.item)
    effective = decided
    if request.effective:
        effective = asked.day(request.effective, "the day from which it applies")
    if effective and decided and effective < decided and request.kind not in MAY_PRECEDE:
        asked.refuse(
            f"it cannot apply from {long_date(effective)}: it was decided on {long_date(decided)}"
        )
    if asked.reasons or decided is None or effective is None:
        return Refused(tuple(asked.reasons))
    taken = {*registry.records, *(broken.id for broken in registry.broken)}
    first = f"{request.meeting}--{request.item}"
    hint = "decisions are added, never edited; another decision is another item of the minutes"
    names = [first]
    if alone:
        about = request.documents[0].get("document") if request.documents else None
        first = f"{request.kind}--{about or request.fields.get('post')}--{decided.isoformat()}"
        names = [first, *(f"{first}--{number}" for number in range(2, MOST_A_DAY + 1))]
        hint = f"there can be {MOST_A_DAY} of one day, and there are"
    free = next((name for name in names if name not in taken), None)
    if free is None:
        return Refused((Obstacle(f"there is already a decision {first}", hint),))
    return Occasion(free, decided, effective)
