"""``handbook status``: the register, or one document's standing and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from handbook.cli.session import Command, Session, assessed, unknown
from handbook.cli.table import as_json, clean, table

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment, Event, Standing
    from handbook.assess.words import Word

EPILOG = """\b
Examples:
  handbook status                        every document
  handbook status rapid-transfer         one document, why it stands so, and its history
  handbook status --format json
"""


@click.command(cls=Command, name="status", epilog=EPILOG)
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(session: Session, document: str | None, form: str) -> None:
    """Show how every document stands today, or one document with its history.

    DOC is the id of a document: the name of its file, without the ending.
    """
    assessment = assessed(session)
    if document is not None and document not in assessment.standings:
        raise unknown("document", document, sorted(assessment.standings))
    if document is None:
        shown = list(assessment.standings.values())
    else:
        shown = [assessment.standings[document]]
    if form == "json":
        plain = [_plain(assessment, each) for each in shown]
        click.echo(as_json({"today": assessment.today, "documents": plain}))
    elif document is None:
        click.echo(_register(assessment, shown))
    else:
        click.echo("\n".join(_one(assessment, shown[0])))


def words(standing: Standing) -> list[Word]:
    """The words for how a document stands: its state, its timeliness, its flags."""
    from handbook.assess.words import WORDS, Flag  # noqa: PLC0415 - not needed for --help

    found = [WORDS[standing.state]]
    if standing.timeliness:
        found.append(WORDS[standing.timeliness])
    return [*found, *(WORDS[flag] for flag in Flag if flag in standing.flags)]


def _register(assessment: Assessment, shown: list[Standing]) -> str:
    if not shown:
        return "The registry holds no documents."
    rows = [
        [
            standing.document,
            standing.version or "none",
            ", ".join([*(word.label for word in words(standing)), *_ahead(standing)]),
            standing.until.isoformat() if standing.until else "",
            assessment.registry.label(standing.document),
        ]
        for standing in shown
    ]
    return table(["Document", "Version", "How it stands", "Use until", "Title"], rows)


def _one(assessment: Assessment, standing: Standing) -> list[str]:
    registry = assessment.registry
    record = registry.records.get(standing.document)
    kind = registry.types[record.type].title if record else "cannot be read"
    lines = [f"{clean(registry.label(standing.document))} ({standing.document}, {kind})", ""]
    lines += [f"{word.label}: {word.meaning}" for word in words(standing)]
    lines += [f"Why: {clean(reason)}" for reason in standing.why]
    lines += _facts(assessment, standing)
    owner = record.get("owner") if record else None
    if isinstance(owner, str):
        lines.append(f"Owner: {clean(registry.label(owner))} ({owner})")
    lines.append("Local adoption: not recorded")
    lines += ["", "Decisions, oldest first"]
    if not standing.events:
        return [*lines, "  None is recorded."]
    return [*lines, _history(assessment, standing.events)]


def _facts(assessment: Assessment, standing: Standing) -> list[str]:
    registry = assessment.registry
    lines = []
    if standing.version:
        lines.append(f"Version that readers get: {standing.version}")
    if standing.event is not None:
        lines.append(f"By: {_decided(assessment, standing.event)}")
    if standing.state_event is not None and standing.state_event != standing.event:
        lines.append(f"Then: {_decided(assessment, standing.state_event)}")
        if standing.state_event.reason:
            lines.append(f"Reason: {clean(standing.state_event.reason)}")
    if standing.successor:
        lines.append(f"Replaced by: {clean(registry.label(standing.successor))}")
    for said, day in (
        ("Use until", standing.until),
        ("Review due", standing.review_due),
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
    from handbook.render.notes import will_stop  # noqa: PLC0415 - not needed for --help

    said = will_stop(standing)
    return said[:1].lower() + said[1:]


def _decided(assessment: Assessment, event: Event) -> str:
    return f"{event.kind}, {_where(assessment, event)} (decision {event.decision})"


def _where(assessment: Assessment, event: Event) -> str:
    label = assessment.registry.label
    if event.meeting:
        item = f", item {event.item}" if event.item else ""
        return clean(f"{label(event.meeting)}{item}")
    if event.post:
        return clean(f"{label(event.post)}, {_long(event.decided)}")
    return _long(event.decided)


def _history(assessment: Assessment, events: tuple[Event, ...]) -> str:
    rows = [
        [
            event.decided.isoformat(),
            event.effective.isoformat(),
            event.kind,
            event.version or "",
            _where(assessment, event),
            event.decision,
        ]
        for event in events
    ]
    return table(["Decided", "Effective", "Kind", "Version", "Where", "Decision"], rows, "  ")


def _long(day: date) -> str:
    from handbook.source.dates import long_date  # noqa: PLC0415 - heavy

    return long_date(day)


def _plain(assessment: Assessment, standing: Standing) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415 - the one use

    record = assessment.registry.records.get(standing.document)
    plain = asdict(standing) | {"flags": sorted(standing.flags)}
    facts = {
        "title": assessment.registry.label(standing.document),
        "type": record.type if record else "",
        "in_force": standing.in_force,
        "words": [word.label for word in words(standing)],
    }
    return plain | facts
