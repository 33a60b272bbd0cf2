"""``handbook status``: the register, or one document's standing and history."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from handbook.assess.standing.as_dict import plain
from handbook.assess.standing.as_dict import words as found
from handbook.assess.words import Timeliness
from handbook.cli.adoption.positions import status_lines
from handbook.cli.adoption.serialise import position_as_dict
from handbook.cli.applied import applied_lines, decision_lines, plain_past, where
from handbook.cli.as_at import HELP, assessment_for, day_options
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, near, unknown
from handbook.cli.table import as_json, clean, table
from handbook.render.frame.notes import will_stop
from handbook.render.frame.replacement import replacement
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment, Event, Standing
    from handbook.assess.words import Word
    from handbook.cli.as_at import DatedAssessment

EPILOG = """\b
Examples:
  handbook status                        every document
  handbook status rapid-transfer         one document, why it stands so, and its history
  handbook status --format json
  handbook status --as-at 2025-06-01     every document as it stood on that day
  handbook status rapid-transfer --as-at 2025-06-01
  handbook status rapid-transfer --as-known 2025-06-01
"""


@click.command(cls=Command, name="status", epilog=f"{HELP}\n{EPILOG}")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@day_options
@click.pass_obj
def command(
    session: Session, document: str | None, form: str, as_at: date | None, as_known: date | None
) -> None:
    """Show how every document stands today, or one document with its history.

    DOC is the id of a document: the name of its file, without the ending. For one document, each
    decision is shown with the day it was decided, took effect and was merged, and below them what
    applied when.

    This goes by decisions, sealed texts and records, and says so when one of them has an error.
    What texts say is not judged here: `handbook check` does that.
    """
    question = assessment_for(session, as_at, as_known)
    assessment = question.assessment
    if document is not None and document not in assessment.standings:
        raise _unknown(question, document)
    if document is None:
        shown = list(assessment.standings.values())
    else:
        shown = [assessment.standings[document]]
    if form == "json":
        plain = [_plain(assessment, each) for each in shown]
        if document is not None:
            plain[0] |= plain_past(question, session, shown[0])
            plain[0]["local_adoption"] = [
                position_as_dict(assessment, each)
                for each in assessment.adoption.of_document(document)
            ]
        click.echo(as_json({**question.plain, "documents": plain}))
        return
    for said in question.said:
        click.echo(f"{said}\n")
    if document is None:
        click.echo(_register(question, shown))
    else:
        lines = [*_one(question, shown[0]), *decision_lines(question, session, shown[0])]
        click.echo("\n".join([*lines, "", *applied_lines(question, shown[0])]))


def _unknown(question: DatedAssessment, document: str) -> StopError:
    """There is no such document; on a past day it may have had another id, or none yet."""
    known = sorted(question.assessment.standings)
    if "as_known" not in question.plain or question.day is None:
        return unknown("document", document, known)
    return StopError(
        f"On {_long(question.day)} the register held no document called {document}."
        f"{near(document, known)}",
        USAGE,
    )


def words(standing: Standing) -> list[Word]:
    """The words for how a document stands: its state, its timeliness, its flags."""
    return found(standing)


def _register(question: DatedAssessment, shown: list[Standing]) -> str:
    assessment = question.assessment
    if not shown:
        return "The registry holds no documents."
    rows = [
        [
            standing.document,
            standing.version or "none",
            ", ".join([*(word.label for word in words(standing)), *_ahead(standing)]),
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


def _one(question: DatedAssessment, standing: Standing) -> list[str]:
    assessment = question.assessment
    registry = assessment.registry
    record = registry.records.get(standing.document)
    kind = registry.types[record.type].title if record else "cannot be read"
    lines = [f"{clean(registry.label(standing.document))} ({standing.document}, {kind})", ""]
    if question.day:
        stood = ", ".join(word.label for word in words(standing))
        lines.append(f"How it stood on {_long(question.day)}: {stood}")
    else:
        lines += [f"{word.label}: {word.meaning}" for word in words(standing)]
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
        said = "Last version that applied" if then else "Version that readers get"
        lines.append(f"{said}: {standing.version}")
    if standing.event is not None:
        lines.append(f"By: {_decided(assessment, standing.event)}")
    if standing.state_event is not None and standing.state_event != standing.event:
        lines.append(f"Then: {_decided(assessment, standing.state_event)}")
        if standing.state_event.reason:
            lines.append(f"Reason: {clean(standing.state_event.reason)}")
    if instead := replacement(standing, assessment.standings.get, registry.label):
        lines.append(clean(instead.sentence(registry.label)))
    late = _is_late(standing) and not then
    for said, day in (
        ("Use until", None if late else standing.until),
        ("Review was due" if late else "Review due", standing.review_due),
        ("Expires", standing.expires),
    ):
        if day is not None:
            lines.append(f"{said}: {_long(day)}")
    if standing.text_hidden:
        lines.append("Published in error: the text is not shown to readers.")
    return [*lines, *_coming(standing)]


def _coming(standing: Standing) -> list[str]:
    """The version and the stop that are decided and take effect on a later day."""
    lines = []
    if standing.upcoming is not None:
        effective = _long(standing.upcoming.event.effective)
        lines.append(f"Upcoming: version {standing.upcoming.version}, from {effective}")
    if standing.stopping is not None:
        lines.append(f"Decided: {_stopping(standing)} (decision {standing.stopping.decision})")
        if standing.stopping.reason:
            lines.append(f"Reason: {clean(standing.stopping.reason)}")
    return lines


def _ahead(standing: Standing) -> list[str]:
    """What is decided and takes effect on a later day, in few words."""
    said = []
    if standing.upcoming is not None:
        day = standing.upcoming.event.effective.isoformat()
        said.append(f"version {standing.upcoming.version} from {day}")
    if standing.stopping is not None:
        said.append(f"{standing.stopping.kind} from {standing.stopping.effective.isoformat()}")
    return said


def _stopping(standing: Standing) -> str:
    said = will_stop(standing)
    return said[:1].lower() + said[1:]


def _decided(assessment: Assessment, event: Event) -> str:
    return f"{event.kind}, {where(assessment, event)} (decision {event.decision})"


def _long(day: date) -> str:
    return long_date(day)


def _plain(assessment: Assessment, standing: Standing) -> dict[str, Any]:
    """All that is known of a standing, and in the words of the published register what counts."""
    return asdict(standing) | plain(assessment, standing)
