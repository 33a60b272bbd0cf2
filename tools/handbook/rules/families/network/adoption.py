"""What organisations answered about documents. Whether an answer counts is judged in ``assess``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.model import IN_USE
from handbook.assess.standing.timeline import Label, on_day, timeline_of
from handbook.assess.words import WORDS, Local, State
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import day, word
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from handbook.assess.adoption.model import Answer
    from handbook.assess.model import Assessment
    from handbook.assess.standing.timeline import Period
    from handbook.finding import Finding

_UNTIL_MENDED = "Until it is mended, the organisation's page says that nobody can tell."

ADO001 = Code(
    id="ADO001",
    severity=Severity.ERROR,
    title="An answer that is not called what it says",
    explanation=(
        "The id of an adoption record, and so its file name, is the organisation, two hyphens, the"
        " document, two hyphens and the day of the answer. So two people who write answers at the"
        " same time never take the same name, and the name cannot say one thing and the lines"
        f" another. Here they differ, and nobody knows which is meant. {_UNTIL_MENDED}"
    ),
)
ADO002 = Code(
    id="ADO002",
    severity=Severity.ERROR,
    title="An answer about a version that was never agreed",
    explanation=(
        "An organisation answers about one version of a document, the one it had before it. No"
        " decision of the network ever endorsed a version with this number, so there is no text"
        f" that the answer could be about. {_UNTIL_MENDED}"
    ),
)
ADO003 = Code(
    id="ADO003",
    severity=Severity.ERROR,
    title="An answer on a day on which it could not be given",
    explanation=(
        "An answer is recorded after it was given, and about a text that had been agreed by then."
        " This one carries a day that has not come, or one before its version was agreed. For a"
        " text that was endorsed before this register began, the day of that endorsement counts."
        f" {_UNTIL_MENDED}"
    ),
)
ADO004 = Code(
    id="ADO004",
    severity=Severity.ERROR,
    title="An answer by a post that cannot answer for the organisation",
    explanation=(
        "Only an organisation itself can say whether it uses a document. The post that gives this"
        " answer belongs to another organisation, or nobody held it on that day, so nobody has"
        " answered. A post that moves to another organisation is a new post, with a record of its"
        " own; the old record stays with the old organisation, and so do its answers."
        f" {_UNTIL_MENDED}"
    ),
)
ADO005 = Code(
    id="ADO005",
    severity=Severity.ERROR,
    title="An answer that cannot stand in place of another",
    explanation=(
        "An answer that was entered in error is not changed: another one is added, whose `corrects`"
        " names it, and from then on the one in error counts on no day. That can be done once for"
        " each answer, only for answers of the same organisation, and never in a circle."
        f" {_UNTIL_MENDED}"
    ),
)
ADO006 = Code(
    id="ADO006",
    severity=Severity.WARNING,
    title="Taken into use when the network did not stand behind it",
    explanation=(
        "An organisation said that it uses a text, and on the day from which that counts the text"
        " was suspended, withdrawn or replaced, or its endorsement had run out. Perhaps it had an"
        " old copy before it. Ask which text its staff use. If the record was entered in error,"
        " add an answer that corrects it."
    ),
)
ADO007 = Code(
    id="ADO007",
    severity=Severity.NOTE,
    title="Nobody speaks for the network in an organisation",
    explanation=(
        "The organisation is asked whether it adopts documents, and its record names no champion:"
        " no post of its own that brings them to the right people and records what they decided."
        " Write one under `champion`. Without it, questions about adoption reach no one."
    ),
    waivable=True,
)
ADO008 = Code(
    id="ADO008",
    severity=Severity.NOTE,
    title="An answer about a document that the organisation is not asked about",
    explanation=(
        "An organisation may use any document, also one that is not meant for it. Its answer is"
        " shown, and it is not counted in uptake. If the document is meant for it after all, say"
        " so in the settings of `network.yaml`, under `adoption`."
    ),
    follows=True,
    waivable=True,
)

_BY_GROUND = {
    "name": ADO001,
    "version": ADO002,
    "date": ADO003,
    "post": ADO004,
    "corrects": ADO005,
}
_REPORTED = "reference"
"""The ground of what the family ``references``, or the reader of a broken file, says already."""

_STOPPED = frozenset(
    {State.SUSPENDED, State.WITHDRAWN, State.SUPERSEDED, State.LAPSED, State.UNKNOWN}
)


@rule(*_BY_GROUND.values())
def answers_can_count(assessment: Assessment) -> Iterator[Finding]:
    """Every answer is called, dated, given and put right so that it can be believed."""
    for fault in assessment.adoption.faults:
        if fault.ground == _REPORTED:
            continue
        record = assessment.registry.records[fault.record]
        message = f"this answer {fault.why}"
        code = _BY_GROUND[fault.ground]
        yield finding(code, record, message, hint=fault.hint, route=fault.route)


@rule(ADO006)
def taken_while_it_stood(assessment: Assessment) -> Iterator[Finding]:
    """What an organisation took into use, the network stood behind on that day."""
    for document in assessment.adoption.documents:
        standing = assessment.standings.get(document)
        taken = list(_taken_into_use(assessment, document))
        if standing is None or standing.doubts or not taken:
            continue
        periods = timeline_of(standing, assessment.settings)
        same_text = _same_texts(periods)
        for answer in taken:
            why = _not_behind(answer, on_day(periods, answer.holds), same_text)
            if not why:
                continue
            yield finding(
                ADO006,
                assessment.registry.records[answer.record],
                f"taken into use from {long_date(answer.holds)}, and on that day {why}",
                hint="Ask which text its staff use; if this is an error, add one that corrects it.",
                route=("version",),
            )


def _taken_into_use(assessment: Assessment, document: str) -> Iterator[Answer]:
    """Every answer by which an organisation took a document into use, by today."""
    for position in assessment.adoption.of_document(document):
        for answer in position.answers:
            if answer.local in IN_USE and answer.holds <= assessment.today:
                yield answer


def _not_behind(answer: Answer, then: Period, same_text: Mapping[str, AbstractSet[str]]) -> str:
    """Why the network did not stand behind the text of an answer on its day; empty if it did."""
    if then.state in _STOPPED:
        return f"the standing of “{answer.document}” was: {WORDS[then.state].label.lower()}"
    if then.in_force and answer.version not in same_text[then.version]:
        return f"version {then.version} was in force, not version {answer.version}"
    return ""


def _same_texts(periods: Sequence[Period]) -> dict[str, set[str]]:
    """For each version, itself and those that differ from it by minor corrections alone."""
    runs: list[set[str]] = []
    for period in periods:
        if period.in_force and not (runs and period.version in runs[-1]):
            if period.label is Label.CORRECTED and runs:
                runs[-1].add(period.version)
            else:
                runs.append({period.version})
    same: dict[str, set[str]] = {}
    for run in runs:
        for version in run:
            same.setdefault(version, set()).update(run)
    return same


@rule(ADO007)
def somebody_speaks_for_it(assessment: Assessment) -> Iterator[Finding]:
    """Every organisation that is asked has a champion of its own."""
    records = assessment.registry.records
    for name in assessment.adoption.organisations:
        organisation = records.get(name)
        positions = assessment.adoption.of_organisation(name)
        if organisation is None or not any(position.intended for position in positions):
            continue
        champion = word(organisation.data, "champion")
        post = records.get(champion)
        if not champion:
            message = "this organisation is asked which documents it adopts, and has no champion"
            hint = "Write under 'champion' the post that speaks for the network inside it."
            yield finding(ADO007, organisation, message, hint=hint, route=("title",))
        elif post is not None and word(post.data, "organisation") != name:
            message = f"the champion “{champion}” is a post of another organisation"
            hint = "Name a post of its own; no other can answer for it."
            yield finding(ADO007, organisation, message, hint=hint, route=("champion",))


@rule(ADO008)
def answered_unasked(assessment: Assessment) -> Iterator[Finding]:
    """An organisation answered about what is meant for it."""
    for position in assessment.adoption.positions.values():
        last = position.answers[-1] if position.answers else None
        organisation = assessment.registry.records.get(position.organisation)
        if position.intended or last is None or last.local is Local.NOT_RECORDED:
            continue
        left = day(organisation.data, "left") if organisation else None
        if organisation is None or (left and left <= assessment.today):
            continue  # it was asked when it answered
        message = f"“{position.document}” is not meant for “{position.organisation}”"
        hint = "If it is, say so in registry/network.yaml, under settings, adoption."
        record = assessment.registry.records[last.record]
        yield finding(ADO008, record, message, hint=hint, route=("document",))
