"""What an organisation answers about a document: who, when and which version, worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess import standings_of
from handbook.assess.adoption.follow_up import vacant_since
from handbook.assess.ledger.reading import read_ledger
from handbook.author.adoption.version import meant_version
from handbook.author.model import Obstacle, Refused
from handbook.source.dates import DateProblem, long_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.model import Assessment, Standing
    from handbook.load.model import Record

ANSWERS: Mapping[str, str] = {
    "adopted": "adopts",
    "adapted": "adopts, in a form of its own,",
    "declined": "declines",
    "not-applicable": "has no use for",
    "retracted": "takes back its last answer about",
}
"""What an organisation can answer, and how that is said of it."""

NEEDS: Mapping[str, Mapping[str, str]] = {
    "adapted": {
        "how": "say in one or two sentences what the organisation does differently",
        "local-reference": "give the number that the organisation's own document has there",
    },
    "declined": {"reason": "say why, so that others can learn from it"},
    "not-applicable": {"reason": "say why it does not apply there"},
    "retracted": {"reason": "say why the answer is taken back"},
}
"""What must be said with an answer, by the name of its option."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """An answer to be written down, as it was typed. Empty is what is to be worked out.

    ``fields`` are the further lines of the record: ``how``, ``reason``, ``local-reference``,
    ``evidence``.
    """

    organisation: str
    document: str
    answer: str
    version: str = ""
    date: str = ""
    by: str = ""
    corrects: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """The day, the post and the version of an answer.

    ``said`` are sentences on what was worked out rather than typed, and might be taken wrongly.
    """

    day: date
    post: str
    version: str
    said: tuple[str, ...] = ()


def filled(assessment: Assessment, request: AnswerRequest, today: date) -> Filled | Refused:
    """The answer with everything that can be worked out, or every reason why it makes no sense."""
    inquiry = _AnswerInquiry(assessment, request, today)
    organisation, document = inquiry.organisation(), inquiry.document()
    inquiry.words()
    day = inquiry.day()
    post = inquiry.post(organisation, day) if organisation else ""
    stood = inquiry.stood(document.id, day) if organisation and document and day else None
    meant = meant_version(assessment, request, stood, day) if stood and day else None
    if isinstance(meant, Obstacle):
        inquiry.reasons.append(meant)
    if inquiry.reasons or day is None or meant is None or isinstance(meant, Obstacle):
        return Refused(tuple(inquiry.reasons))
    undated = f"The day is {long_date(day)}: today, as no --date was given."
    said = (*(() if request.date else (undated,)), *((meant.said,) if meant.said else ()))
    return Filled(day, post, meant.version, said)


@dataclass(slots=True)
class _AnswerInquiry:
    """Reasons gathered on the way, so that all of them are told together."""

    assessment: Assessment
    request: AnswerRequest
    today: date
    reasons: list[Obstacle] = field(default_factory=list)

    def refuse(self, message: str, hint: str = "") -> None:
        self.reasons.append(Obstacle(message, hint))

    def organisation(self) -> Record | None:
        """The organisation's record, or a reason."""
        name = self.request.organisation
        record = self.assessment.registry.records.get(name)
        if record is None or record.type != "organisation":
            hint = "run `handbook check` to see why" if self._broken(name) else ""
            self.refuse(f"there is no organisation {name} that can be read", hint)
            return None
        return record

    def document(self) -> Record | None:
        """The document's record, or a reason."""
        name = self.request.document
        registry = self.assessment.registry
        record = registry.records.get(name)
        if record is None:
            hint = "run `handbook check` to see why" if self._broken(name) else ""
            self.refuse(f"there is no document {name} that can be read", hint)
            return None
        if not registry.types[record.type].has("adoptable"):
            kinds = sorted(t.plural.lower() for t in registry.types.values() if t.has("adoptable"))
            hint = f"organisations answer about {' and '.join(kinds)}"
            self.refuse(f"{name} is not a document that can be adopted", hint)
            return None
        return record

    def _broken(self, name: str) -> bool:
        """Whether there is a file of that name, which cannot be used."""
        return any(each.id == name for each in self.assessment.registry.broken)

    def words(self) -> None:
        """What must be said with an answer is there, and nothing that speaks against it."""
        given = self.request.fields
        for name, what in NEEDS.get(self.request.answer, {}).items():
            if not (given.get(name) or "").strip():
                self.refuse(f"--answer {self.request.answer} needs --{name}", what)
        if given.get("how") and self.request.answer != "adapted":
            self.refuse(
                f"--how does not go with --answer {self.request.answer}",
                "an organisation that does something differently answers adapted",
            )

    def day(self) -> date | None:
        """The day of the answer, which has come."""
        if not self.request.date:
            return self.today
        try:
            day = parse_date(self.request.date)
        except DateProblem as problem:
            self.refuse(f"the date cannot be read: {problem.message}", problem.hint)
            return None
        if day > self.today:
            self.refuse(
                f"{long_date(day)} has not come yet",
                "--date is the day on which the organisation decided; write it down once it has",
            )
            return None
        return day

    def post(self, organisation: Record, day: date | None) -> str:
        """The post that answers for the organisation: one of its own, its champion by default."""
        registry = self.assessment.registry
        name = self.request.by or str(organisation.get("champion") or "")
        posts = [p for p in registry.of_type("post") if p.get("organisation") == organisation.id]
        held = [post for post in posts if day is None or not _vacant_on(post, day)]
        listed = ", ".join(f"{post.id} ({registry.label(post.id)})" for post in held)
        hint = f"name one of its own posts with --by: {listed}"
        if not held:
            hint = "none of its posts is held on that day; give it one: `handbook new post ID`"
        if not posts:
            hint = "give it a post first: `handbook new post ID`, with its organisation"
        own = next((post for post in posts if post.id == name), None)
        said = name if self.request.by else f"its champion, {name},"
        if not name:
            self.refuse(f"{organisation.id} has no champion who answers for it", hint)
        elif own is None:
            self.refuse(f"{said} is not a post of {organisation.id} that can be read", hint)
        elif day is not None and (vacant := _vacant_on(own, day)):
            since, then = long_date(vacant), long_date(day)
            why = f"nobody holds it since {since}, so nobody in it could answer on {then}"
            self.refuse(f"{said.rstrip(',')}: {why}", hint)
        return name

    def stood(self, document: str, day: date) -> Standing:
        """The document as it stood on the day of the answer."""
        if day == self.today:
            return self.assessment.standings[document]
        registry = self.assessment.registry
        ledger = read_ledger(registry, self.today)
        return standings_of(registry, ledger, day, self.assessment.settings)[document]


def _vacant_on(post: Record, day: date) -> date | None:
    """Since when nobody held a post on a day; ``None`` if somebody did."""
    since = vacant_since(post)
    return since if since is not None and since <= day else None
