"""Words of the program, and values of a worked example, that nobody has replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import State
from handbook.finding import Code, Place, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import in_words
from handbook.types.awaiting import awaited
from handbook.types.examples import left_over
from handbook.types.known import BY_COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.finding import Finding
    from handbook.load.model import Record

_LONG = 60

EXA001 = Code(
    id="EXA001",
    severity=Severity.WARNING,
    title="A value of the example still stands here",
    explanation=(
        "A record starts as a copy of the worked example of its type. This line is still that of"
        " the example, so it is not about your network: a telephone number in it reaches nobody. A"
        " draft may hold such lines while it is being written; it cannot be endorsed with them."
    ),
    waivable=True,
)
EXA002 = Code(
    id="EXA002",
    severity=Severity.ERROR,
    title="A text was endorsed with a value of the example in it",
    explanation=(
        "The text that readers get holds a line of the worked example of its type, such as an"
        " invented telephone number. Readers would take it for the network's own. Replace it in the"
        " working text and endorse that, or stop the document until it is done."
    ),
)
EXA003 = Code(
    id="EXA003",
    severity=Severity.ERROR,
    title="A record that is published as it is holds a value of the example",
    explanation=(
        "Posts, organisations, meetings and other records that no group endorses are shown as they"
        " stand. This one still has a line of the worked example of its type, such as an invented"
        " telephone number, so it must not be published. Replace it, or take the line out."
    ),
)
EXA004 = Code(
    id="EXA004",
    severity=Severity.ERROR,
    title="A text was endorsed that still waits for somebody's words",
    explanation=(
        "`handbook import` writes what is still missing from a draft: its text has not been brought"
        " in, nobody has written what it is for, or a sign, a formula or a picture of the original"
        " is missing. The text that readers get says so still, so a group endorsed what is not"
        " whole. Put your own words there and have that endorsed, or stop the document until it is"
        " done."
    ),
)


@rule(EXA001, EXA003)
def no_value_of_the_example(record: Record, assessment: Assessment) -> Iterator[Finding]:
    """What stands in a record is its author's own, not what the example of its type says."""
    kind = assessment.registry.types[record.type]
    if kind.name in BY_COMMAND:
        return
    standing = assessment.standings.get(record.id)
    for route, line, text in left_over(kind, record.data, record.body):
        # What was left out of a sealed text is shown beside it as it stands today.
        beside = standing and standing.version and line == 0 and route[0] in kind.administrative
        code = EXA003 if standing is None or beside else EXA001
        shown = text if len(text) <= _LONG else f"{text[:_LONG]}..."
        place = Place(record.body_line + line - 1) if line else None
        message = f"“{shown}” is what the example of {in_words(kind)} says"
        hint = "Write your own, or take the line out if it does not apply."
        yield finding(code, record, message, hint=hint, route=route, place=place)


@rule(EXA002)
def no_value_of_the_example_endorsed(assessment: Assessment) -> Iterator[Finding]:
    """What readers get holds nothing of the example."""
    for record, version, sealed in _offered_texts(assessment):
        kind = assessment.registry.types[record.type]
        for _, _, text in list(left_over(kind, sealed.data, sealed.body))[:1]:
            message = f"version {version}, which was endorsed, holds “{text[:_LONG]}”"
            hint = "Replace it in the working text and have that endorsed."
            yield finding(EXA002, record, f"{message} from the example", hint=hint)


@rule(EXA004)
def nothing_awaited_endorsed(assessment: Assessment) -> Iterator[Finding]:
    """What readers get waits for nobody's words."""
    for record, version, sealed in _offered_texts(assessment):
        for words in awaited(sealed.data, sealed.body):
            message = f"version {version}, which was endorsed, says “{words}”"
            hint = "Bring in what is missing, or write it anew, and have that endorsed."
            yield finding(EXA004, record, message, hint=hint)


def _offered_texts(assessment: Assessment) -> Iterator[tuple[Record, str, Record]]:
    """Each sealed text that readers get: its document, its version, the record as it was sealed."""
    registry = assessment.registry
    for standing in assessment.standings.values():
        record = registry.records.get(standing.document)
        for version in offered(standing) if record is not None else ():
            seal = registry.seals.get((standing.document, version))
            if seal is not None and record is not None:
                yield record, version, seal.record


def offered(standing: Standing) -> Iterator[str]:
    """The versions that readers get for use, or will get."""
    if standing.state in (State.IN_FORCE, State.UNKNOWN) and standing.version:
        yield standing.version
    if standing.upcoming is not None:
        yield standing.upcoming.version
