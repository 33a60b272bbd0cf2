"""``handbook adopt``: write down what one organisation decided about one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from handbook.assess.adoption.model import ANSWERS
from handbook.author.adoption.adopt import doubts, prepare
from handbook.author.adoption.model import AnswerRequest
from handbook.author.model import Plan, Refused
from handbook.author.write import WriteProblem, write
from handbook.cli.adoption.from_message import PASTED, plan_from_message
from handbook.cli.assessing import assessment_of, signatures_of
from handbook.cli.clock import now
from handbook.cli.completion import ids, versions
from handbook.cli.consenting import ask, refusal
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import clean
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from handbook.link import Registry
    from handbook.load.model import Record

EPILOG = """\b
What an organisation can answer:
  adopted         it uses the document as the network agreed it
  adapted         it uses it in a form of its own (say how, and its own reference)
  declined        it decided not to use it (say why)
  not-applicable  it has no use for it (say why)
  retracted       it takes back its last answer (say why), and has none until it
                  answers again

\b
Examples:
  handbook adopt larch-hospital rapid-transfer --answer adopted --date 2026-11-10
  handbook adopt childrens-hospice rapid-transfer --answer adapted
      --how "The hospice's own night rota stands in place of the on-call list."
      --local-reference WCH-CP-014
  handbook adopt larch-hospital sibling-support --answer declined
      --reason "Its own offer to brothers and sisters goes further."
      --date 2026-11-10 --evidence "Minutes of its children's board, item 4"
  handbook adopt larch-hospital rapid-transfer --answer declined --date 2026-11-10
      --reason "It keeps its own plan. The first answer was a slip."
      --corrects larch-hospital--rapid-transfer--2026-11-10

\b
From a message that a page of the handbook prepared (an e-mail saved as .eml, or its
text, or the text of a form), with nothing else typed:
  handbook adopt --from-message answer.eml
  handbook adopt --from-message -      then paste it, and end with Ctrl-D

\b
The version, the post and the day are worked out; name them only to choose others.
Without --date the day is today. A text that is in force no longer can be declined:
its version is then the one that the organisation last answered about.
An answer entered in error keeps its day: the one in its place gets the same name with
--2 after it.
Nothing is written before you have seen what it will mean.
"""


@click.command(cls=Command, name="adopt", epilog=EPILOG)
@click.argument(
    "organisation", required=False, default="", shell_complete=ids(KnownType.ORGANISATION)
)
@click.argument("document", required=False, default="", shell_complete=ids(having="adoptable"))
@click.option("--answer", type=click.Choice(tuple(ANSWERS)), help="What it decided.")
@click.option(
    "--from-message",
    metavar="FILE",
    default="",
    help="Read all of that from a saved e-mail or a pasted form; - reads what you paste.",
)
@click.option(
    "--version",
    metavar="N.N",
    default="",
    shell_complete=versions("document"),
    help="The version that it had before it, if not the one in force.",
)
@click.option("--date", metavar="DATE", default="", help="When it decided, if not today.")
@click.option(
    "--by",
    metavar="POST",
    default="",
    shell_complete=ids(KnownType.POST),
    help="The post of the organisation that answers for it, if not its champion.",
)
@click.option("--how", metavar="TEXT", default="", help="adapted: what it does differently.")
@click.option(
    "--reason", metavar="TEXT", default="", help="Why: for declined, not-applicable, retracted."
)
@click.option(
    "--local-reference",
    metavar="TEXT",
    default="",
    help="The organisation's own number for its document.",
)
@click.option("--evidence", metavar="TEXT", default="", help="Where its decision is written down.")
@click.option(
    "--corrects",
    metavar="ID",
    default="",
    shell_complete=ids(KnownType.ADOPTION, within=("organisation", "document")),
    help="An earlier answer that was entered in error.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def command(
    session: Session,
    /,
    organisation: str,
    document: str,
    answer: str | None,
    from_message: str,
    yes: bool,
    **given: Any,
) -> None:
    """Write down what an organisation decided about a document of the network.

    ORGANISATION and DOCUMENT are ids, such as larch-hospital and rapid-transfer. The network's
    endorsement is not adoption: each organisation decides for itself, and a post of its own
    answers for it. Answers are added, never edited.
    """
    if from_message:
        if yes or any((organisation, document, answer, *given.values())):
            raise StopError(
                "with --from-message nothing else is given, nor --yes: a message proves nothing"
                " about who wrote it, so you are asked before anything is written.",
                USAGE,
            )
        plan = plan_from_message(session, from_message)
        _write(plan, session, yes=False, pasted=from_message == PASTED)
        return
    if not organisation or not document or not answer:
        raise StopError(
            "name the organisation, the document and the --answer, or a message with"
            " --from-message; see `handbook adopt --help`.",
            USAGE,
        )
    fields = {
        "how": given["how"],
        "reason": given["reason"],
        "local-reference": given["local_reference"],
        "evidence": given["evidence"],
    }
    request = AnswerRequest(
        organisation=organisation,
        document=document,
        answer=answer,
        version=given["version"],
        date=given["date"],
        by=given["by"],
        corrects=given["corrects"],
        fields=fields,
    )
    day, asked = session.day(now()), signatures_of(session)
    result = prepare(session.where(), request, today=day, signatures=asked)
    if not isinstance(result, Plan):
        _names(assessment_of(session).registry, request)
        raise StopError(refusal("this answer cannot be written:", result), FOUND)
    _write(result, session, yes=yes)


def _names(registry: Registry, request: AnswerRequest) -> None:
    """Every id that was typed is one that is there; a file that cannot be read counts as there."""
    broken = [unreadable.id for unreadable in registry.broken]
    asked: list[tuple[str, str, tuple[Record, ...]]] = [
        ("organisation", request.organisation, registry.of_type(KnownType.ORGANISATION)),
        ("document", request.document, registry.with_behaviour("adoptable")),
    ]
    if request.by:
        asked.append(("post", request.by, registry.of_type(KnownType.POST)))
    if request.corrects:
        asked.append(("answer", request.corrects, registry.of_type(KnownType.ADOPTION)))
    for what, name, known in asked:
        ids = sorted(record.id for record in known)
        if name not in (*ids, *broken, *registry.records):
            raise unknown(what, name, ids)


def _write(plan: Plan, session: Session, *, yes: bool, pasted: bool | None = None) -> None:
    (path,) = plan.files
    click.echo(f"This would be written:\n  {path}\n\nWhat it will mean:")
    for sentence in plan.preview:
        click.echo(f"  {clean(sentence)}")
    if not yes:
        ask(pasted=pasted)
    try:
        write(plan, session.where())
    except WriteProblem as problem:
        raise StopError(str(problem)) from problem
    day, asked = session.day(now()), signatures_of(session)
    left = doubts(session.where(), plan.id, today=day, signatures=asked)
    if left:
        what = f"{path} was written, but it does not count:"
        raise StopError(refusal(what, Refused(left)), FOUND)
    click.echo(f"\nWritten, read back, and it counts: {path}")
    click.echo(next_steps(session, plan.files))
