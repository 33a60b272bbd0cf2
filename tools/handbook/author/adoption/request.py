"""What an organisation answers about a document: who, when and which version, worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess import standings_of
from handbook.assess.adoption.follow_up import vacant_since
from handbook.assess.adoption.model import ANSWERS
from handbook.assess.ledger.reading import read_ledger
from handbook.assess.words import Local
from handbook.author.adoption.model import NEEDS, AnswerRequest, FilledAnswer
from handbook.author.adoption.version import answer_version
from handbook.author.model import Obstacle, Refused
from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record


def filled(assessment: Assessment, request: AnswerRequest, today: date) -> FilledAnswer | Refused:
    """The answer with everything that can be worked out, or every reason why it makes no sense."""
    inquiry = _AnswerInquiry(assessment, request, today)
    organisation, document = inquiry.organisation(), inquiry.document()
    inquiry.words()
    day = inquiry.day()
    post = inquiry.post(organisation, day) if organisation else ""
    stood = inquiry.stood(document.id, day) if organisation and document and day else None
    version = answer_version(assessment, request, stood, day) if stood and day else None
    if isinstance(version, Obstacle):
        inquiry.reasons.append(version)
    if inquiry.reasons or day is None or version is None or isinstance(version, Obstacle):
        return Refused(tuple(inquiry.reasons))
    undated = f"The day is {long_date(day)}: today, as no --date was given."
    remarks = (() if request.date else (undated,)) + ((version.remark,) if version.remark else ())
    return FilledAnswer(day, post, version.version, remarks)


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
        if record is None or record.type != KnownType.ORGANISATION:
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
        return any(broken.id == name for broken in self.assessment.registry.broken)

    def words(self) -> None:
        """What must be said with an answer is there, and nothing that speaks against it."""
        fields = self.request.fields
        for name, what in NEEDS.get(self.request.answer, {}).items():
            if not (fields.get(name) or "").strip():
                self.refuse(f"--answer {self.request.answer} needs --{name}", what)
        if fields.get("how") and ANSWERS.get(self.request.answer) is not Local.ADAPTED:
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
        posts = [
            p for p in registry.of_type(KnownType.POST) if p.get("organisation") == organisation.id
        ]
        held = [post for post in posts if day is None or not _vacant_on(post, day)]
        listed = ", ".join(f"{post.id} ({registry.label(post.id)})" for post in held)
        hint = f"name one of its own posts with --by: {listed}"
        if not held:
            hint = "none of its posts is held on that day; give it one: `handbook new post ID`"
        if not posts:
            hint = "give it a post first: `handbook new post ID`, with its organisation"
        chosen = next((post for post in posts if post.id == name), None)
        called = name if self.request.by else f"its champion, {name},"
        if not name:
            self.refuse(f"{organisation.id} has no champion who answers for it", hint)
        elif chosen is None:
            self.refuse(f"{called} is not a post of {organisation.id} that can be read", hint)
        elif day is not None and (vacant := _vacant_on(chosen, day)):
            since, then = long_date(vacant), long_date(day)
            why = f"nobody holds it since {since}, so nobody in it could answer on {then}"
            self.refuse(f"{called.rstrip(',')}: {why}", hint)
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
