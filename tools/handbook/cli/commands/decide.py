"""``handbook decide``: write a decision down, with everything that can be worked out filled in."""

from __future__ import annotations

from typing import Any

import click

from handbook.assess.workflow import DecisionKind
from handbook.author.decision.decide import prepare
from handbook.author.model import KINDS, Plan, Request
from handbook.author.write import WriteProblem, write
from handbook.cli.assessing import signatures_of
from handbook.cli.clock import now
from handbook.cli.completion import ids
from handbook.cli.consenting import ask, refusal
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.proposing.accepting import accepted
from handbook.cli.session import Command, Session
from handbook.cli.table import clean
from handbook.report.tally import counted
from handbook.types.awaiting import MINUTES, SHOWN, WHO
from handbook.types.known import KnownType

EPILOG = """\b
Examples:
  handbook decide endorse rapid-transfer --meeting clinical-steering-group-2026-11-05
      --item 4 --statement "The group endorses the guideline, to be reviewed in two years."
  handbook decide withdraw old-guide --meeting clinical-steering-group-2026-11-05 --item 5
      --statement "The group withdraws the guideline." --reason "Replaced by practice elsewhere."
      --exit withdrawn --no-replacement
  handbook decide suspend seizure-planning --post clinical-safety-officer
      --statement "Suspended at once." --reason "A contact number in it is wrong."
  handbook decide suspend rapid-transfer --post clinical-safety-officer --wrong "60 minutes"
      --statement "Suspended at once." --reason "The time in it is wrong."
  handbook decide correct rapid-transfer --post nursing-lead
      --statement "The ward has a new telephone number."
  handbook decide accept --base origin/main --post network-coordinator
      --statement "The new bleep number of the ward was rung and answered."

\b
The version, the digest of the text and the review date are worked out; name them only
to choose others. Nothing is written before you have seen what it will mean.
"""

_OF_DOCUMENT = (
    "version",
    "review-due",
    "expires",
    "closes",
    "outcome",
    "successor",
    "no-replacement",
    "exit",
)
_OF_DECISION = (
    "reason",
    "conditions",
    "dissent",
    "evidence",
    "evidence-held",
    "endorsed-by",
    "endorsed-on",
    "reviewer",
    "risk-check",
    "post",
    "date",
)


@click.command(cls=Command, name="decide", epilog=EPILOG)
@click.argument("kind", type=click.Choice([str(kind) for kind in KINDS]))
@click.argument("documents", nargs=-1, metavar="DOC...", shell_complete=ids(having="endorsable"))
@click.option(
    "--meeting",
    metavar="ID",
    default="",
    shell_complete=ids(KnownType.MEETING),
    help="The meeting that decided.",
)
@click.option("--item", metavar="ITEM", default="", help="The item of its minutes, such as 4a.")
@click.option("--statement", metavar="TEXT", required=True, help="The words of the minutes.")
@click.option("--title", metavar="TEXT", default="", help="A title; worked out if not given.")
@click.option("--effective", metavar="DATE", default="", help="From when, if not at once.")
@click.option("--version", metavar="N.N", help="The version to endorse, if not the next one.")
@click.option("--review-due", metavar="DATE", help="If not one review cycle on.")
@click.option("--expires", metavar="DATE", help="After which the endorsement no longer holds.")
@click.option("--closes", metavar="DATE", help="consult: the last day for comments.")
@click.option(
    "--outcome",
    type=click.Choice(["no-change", "minor", "clinical"]),
    help="review: what it found.",
)
@click.option(
    "--successor",
    metavar="DOC",
    shell_complete=ids(having="endorsable"),
    help="withdraw, supersede: what takes its place.",
)
@click.option("--no-replacement", is_flag=True, default=None, help="Nothing takes its place.")
@click.option(
    "--exit",
    type=click.Choice(["withdrawn", "published-in-error"]),
    help="withdraw: show the text, marked; or hide it.",
)
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--conditions", metavar="TEXT", help="What must be done for it to hold.")
@click.option("--dissent", metavar="TEXT", help="Who disagreed, by seat, and why.")
@click.option("--evidence", metavar="TEXT", help="attest: what shows the earlier endorsement.")
@click.option(
    "--evidence-held/--evidence-not-held",
    default=None,
    help="attest: whether the network holds that evidence.",
)
@click.option("--endorsed-by", metavar="TEXT", help="attest: who endorsed it then.")
@click.option("--endorsed-on", metavar="DATE", help="attest: when.")
@click.option(
    "--was-endorsed",
    nargs=2,
    multiple=True,
    metavar="DOC DATE",
    help="attest: when this one of several was endorsed. May be repeated.",
)
@click.option(
    "--although",
    multiple=True,
    type=click.Choice(["consultation-open", "rests-on-stopped"]),
    help="endorse, attest: what was known and accepted. May be repeated.",
)
@click.option(
    "--reviewer",
    metavar="POST",
    shell_complete=ids(KnownType.POST),
    help="review: the post that did it.",
)
@click.option(
    "--checked",
    nargs=3,
    multiple=True,
    metavar="SOURCE DATE RESULT",
    help="review: a source looked at, when, and what was found. May be repeated.",
)
@click.option("--risk-check", metavar="TEXT", help="extend: why waiting longer is safe.")
@click.option(
    "--post",
    metavar="POST",
    shell_complete=ids(KnownType.POST),
    help="suspend, correct, accept: the post that does it.",
)
@click.option("--date", metavar="DATE", help="suspend, correct, accept: the day, if not today.")
@click.option(
    "--ratifies",
    multiple=True,
    shell_complete=ids(KnownType.DECISION),
    metavar="DECISION",
    help="record: a chair's action that the group ratifies. May be repeated.",
)
@click.option(
    "--lifts",
    multiple=True,
    shell_complete=ids(KnownType.DECISION),
    metavar="DECISION",
    help="endorse, attest: the stop that it lifts. May be repeated.",
)
@click.option(
    "--base",
    metavar="REV",
    default="",
    help="accept: what the branch is to be merged into, whose changes it accepts.",
)
@click.option(
    "--wrong",
    multiple=True,
    metavar="TEXT",
    help="suspend: what is wrong, as readers see it; it is struck through. May be repeated.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def command(
    session: Session, /, kind: str, documents: tuple[str, ...], yes: bool, **given: Any
) -> None:
    """Write down what a group decided about one or more documents.

    KIND says what the decision does: endorse (the text as it is now is sealed, and readers get
    it), attest, review, extend, consult, correct, suspend, supersede, withdraw, record, or accept
    (what this branch changes of who may decide, or of what readers see; it needs --base). DOC is
    the id of a document. What it will mean is shown first; then you are asked.
    """
    _refuse_suggested(given)
    root = session.where()
    request = Request(
        kind=kind,
        documents=tuple(
            {
                "document": name,
                **_named(given, _OF_DOCUMENT),
                **_lifts(given["lifts"]),
                **_wrong(given["wrong"]),
                **_then(given, name),
            }
            for name in _all(documents, given)
        ),
        statement=given["statement"],
        meeting=given["meeting"],
        item=given["item"],
        title=given["title"],
        effective=given["effective"],
        fields=_named(given, _OF_DECISION)
        | _earliest_then(given, _all(documents, given))
        | _sources(given["checked"])
        | ({"although": list(given["although"])} if given["although"] else {})
        | ({"ratifies": list(given["ratifies"])} if given["ratifies"] else {})
        | ({"accepts": accepted(session, given["base"])} if kind == DecisionKind.ACCEPT else {}),
    )
    day, asked = session.day(now()), signatures_of(session)
    result = prepare(root, request, today=day, signatures=asked)
    if not isinstance(result, Plan):
        raise StopError(refusal("this decision cannot be written:", result), FOUND)
    _write(result, session, yes=yes)


def _refuse_suggested(given: dict[str, Any]) -> None:
    """Refuse what a suggested command says where the words of the minutes belong."""
    for words in (MINUTES, SHOWN, WHO):
        if words in (given["statement"].strip(), given["evidence"], given["endorsed_by"]):
            raise StopError(
                f"“{words}” stands for your own words. Write those in its place.", USAGE
            )


def _all(documents: tuple[str, ...], given: dict[str, Any]) -> tuple[str, ...]:
    """Every document that is named, also only with the day of its earlier endorsement."""
    return tuple(dict.fromkeys([*documents, *(name for name, _ in given["was_endorsed"])]))


def _then(given: dict[str, Any], name: str) -> dict[str, str]:
    """The day of the earlier endorsement of one document, if it has one of its own."""
    days = [day for of, day in given["was_endorsed"] if of == name]
    return {"endorsed-on": days[-1]} if days else {}


def _earliest_then(given: dict[str, Any], documents: tuple[str, ...]) -> dict[str, str]:
    """The earliest day of an endorsement then, where each document has one and none is for all."""
    days = dict(given["was_endorsed"])
    if given["endorsed_on"] or not days or set(days) != set(documents):
        return {}
    return {"endorsed-on": min(days.values())}


def _named(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: given[name.replace("-", "_")] for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _lifts(named: tuple[str, ...]) -> dict[str, Any]:
    return {"lifts": list(named)} if named else {}


def _wrong(named: tuple[str, ...]) -> dict[str, Any]:
    return {"wrong": [{"text": text} for text in named]} if named else {}


def _sources(checked: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    lines = [{"source": source, "on": day, "result": result} for source, day, result in checked]
    return {"checked": lines} if lines else {}


def _write(plan: Plan, session: Session, *, yes: bool) -> None:
    click.echo("This would be written:")
    for path in plan.files:
        click.echo(f"  {path}")
    click.echo("\nWhat it will mean:")
    for sentence in plan.preview:
        click.echo(f"  {sentence}")
    if not yes:
        ask()
    try:
        written = write(plan, session.where())
    except WriteProblem as problem:
        raise StopError(str(problem)) from problem
    click.echo(f"\nWritten: {counted(len(written), 'file')}.")
    click.echo(next_steps(session, written))
    for sentence in plan.then:
        click.echo(clean(sentence))
