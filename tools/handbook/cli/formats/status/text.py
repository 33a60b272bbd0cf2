"""How documents stand, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.standing.wording import all_words
from handbook.assess.words import Timeliness
from handbook.cli.adoption.positions import status_lines
from handbook.cli.applied import applied_lines, decision_lines, where
from handbook.cli.table import clean, table
from handbook.render.frame.notes import will_stop
from handbook.render.frame.replacement import replacement
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.ledger.model import Event
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.cli.as_at import DatedAssessment
    from handbook.cli.formats.status import StatusAnswer


def write(answer: StatusAnswer) -> str:
    """A table of all documents; or one, with its decisions and what applied when."""
    question = answer.question
    if answer.merged is None:
        return question.heading + _register(question, answer.standings)
    (standing,) = answer.standings
    lines = [*_document(question, standing), *decision_lines(question, answer.merged, standing)]
    return question.heading + "\n".join([*lines, "", *applied_lines(question, standing)])


def _register(question: DatedAssessment, shown: Sequence[Standing]) -> str:
    assessment = question.assessment
    if not shown:
        return "The registry holds no documents."
    rows = [
        [
            standing.document,
            standing.version or "none",
            ", ".join([*(word.label for word in all_words(standing)), *_ahead(standing)]),
            _until(standing),
            assessment.registry.label(standing.document),
        ]
        for standing in shown
    ]
    how = "How it stood" if question.day else "How it stands"
    return table(["Document", "Version", how, "Use until", "Title"], rows)


def _is_late(standing: Standing) -> bool:
    return standing.timeliness is Timeliness.OVERDUE


def _until(standing: Standing) -> str:
    """The day until which it may be used; of a review that is late, that it was due."""
    if _is_late(standing) and standing.review_due:
        return f"review was due {standing.review_due.isoformat()}"
    return standing.until.isoformat() if standing.until else ""


def _document(question: DatedAssessment, standing: Standing) -> list[str]:
    assessment = question.assessment
    registry = assessment.registry
    record = registry.records.get(standing.document)
    kind = registry.types[record.type].title if record else "cannot be read"
    lines = [f"{clean(registry.label(standing.document))} ({standing.document}, {kind})", ""]
    if question.day:
        stood = ", ".join(word.label for word in all_words(standing))
        lines.append(f"How it stood on {long_date(question.day)}: {stood}")
    else:
        lines += [f"{word.label}: {word.meaning}" for word in all_words(standing)]
    lines += [f"Why: {clean(reason)}" for reason in standing.why]
    lines += _facts(assessment, standing, then=question.day is not None)
    owner = record.get("owner") if record else None
    if isinstance(owner, str) and not question.day:
        lines.append(f"Owner: {clean(registry.label(owner))} ({owner})")
    return [*lines, *status_lines(assessment, standing.document), ""]


def _facts(assessment: Assessment, standing: Standing, *, then: bool) -> list[str]:
    registry = assessment.registry
    lines = []
    if standing.version:
        label = "Last version that applied" if then else "Version that readers get"
        lines.append(f"{label}: {standing.version}")
    if standing.event is not None:
        lines.append(f"By: {_decided(assessment, standing.event)}")
    if standing.state_event is not None and standing.state_event != standing.event:
        lines.append(f"Then: {_decided(assessment, standing.state_event)}")
        if standing.state_event.reason:
            lines.append(f"Reason: {clean(standing.state_event.reason)}")
    if instead := replacement(standing, assessment.standings.get, registry.label):
        lines.append(clean(instead.sentence(registry.label)))
    late = _is_late(standing) and not then
    for label, day in (
        ("Use until", None if late else standing.until),
        ("Review was due" if late else "Review due", standing.review_due),
        ("Expires", standing.expires),
    ):
        if day is not None:
            lines.append(f"{label}: {long_date(day)}")
    if standing.text_hidden:
        lines.append("Published in error: the text is not shown to readers.")
    return [*lines, *_coming(standing)]


def _coming(standing: Standing) -> list[str]:
    """The version and the stop that are decided and take effect on a later day."""
    lines = []
    if standing.upcoming is not None:
        effective = long_date(standing.upcoming.event.effective)
        lines.append(f"Upcoming: version {standing.upcoming.version}, from {effective}")
    if standing.stopping is not None:
        lines.append(f"Decided: {_stopping(standing)} (decision {standing.stopping.decision})")
        if standing.stopping.reason:
            lines.append(f"Reason: {clean(standing.stopping.reason)}")
    return lines


def _ahead(standing: Standing) -> list[str]:
    """What is decided and takes effect on a later day, in few words."""
    parts = []
    if standing.upcoming is not None:
        day = standing.upcoming.event.effective.isoformat()
        parts.append(f"version {standing.upcoming.version} from {day}")
    if standing.stopping is not None:
        parts.append(f"{standing.stopping.kind} from {standing.stopping.effective.isoformat()}")
    return parts


def _stopping(standing: Standing) -> str:
    sentence = will_stop(standing)
    return sentence[:1].lower() + sentence[1:]


def _decided(assessment: Assessment, event: Event) -> str:
    return f"{event.kind}, {where(assessment, event)} (decision {event.decision})"
