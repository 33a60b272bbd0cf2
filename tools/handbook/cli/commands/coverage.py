"""``handbook coverage``: what the network's documents do for a national policy."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from handbook.cli.as_at import HELP, assessment_for, day_options
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import as_json, clean, table

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment, Claim, Coverage, Judged

WORDS = {
    "full": "addressed",
    "partial": "partly addressed",
    "none": "not addressed",
    "not applicable": "not applicable",
    "not judged": "not judged",
}
"""What holds of an item, in words for people, in the order in which it is counted."""

EPILOG = """\b
Examples:
  handbook coverage                      every policy, in numbers
  handbook coverage NG61                 one policy, item by item
  handbook coverage NG61 --only none     only the items that are not addressed
  handbook coverage NG61 --format json
  handbook coverage NG61 --as-at 2026-06-01
"""


@click.command(cls=Command, name="coverage", epilog=f"{HELP}\n{EPILOG}")
@click.argument("policy", required=False)
@click.option(
    "--only",
    type=click.Choice(["full", "partial", "none", "not-applicable", "not-judged", "suspect"]),
    help="Only the items of which this holds.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@day_options
@click.pass_obj
def command(
    session: Session,
    policy: str | None,
    only: str | None,
    form: str,
    as_at: date | None,
    as_known: date | None,
) -> None:
    """Show which items of a policy are addressed, by which documents, and the gaps.

    An item counts as addressed only while the documents that serve it are in force; where one is
    not, its line says why. POLICY is the id of a policy, such as NG61; capitals do not matter.
    A judgement is of the text that was in force when it was made: as at another day, it counts
    only where that same version was in force.
    """
    question = assessment_for(session, as_at, as_known)
    assessment = question.assessment
    shown = list(assessment.coverage.values()) if policy is None else [_find(assessment, policy)]
    if form == "json":
        facts = dict(question.plain) if question.day else {}
        policies = [_plain(assessment, each, only) for each in shown]
        click.echo(as_json({**facts, "policies": policies}))
        return
    for said in question.said:
        click.echo(f"{said}\n")
    if policy is None:
        click.echo(_overview(assessment, shown))
    else:
        click.echo(_text(assessment, shown[0], only))


def _find(assessment: Assessment, name: str) -> Coverage:
    for each in assessment.coverage.values():
        if each.policy.casefold() == name.casefold():
            return each
    raise unknown("policy", name.lower(), sorted(assessment.coverage))


def _kept(coverage: Coverage, only: str | None) -> list[Judged]:
    if only is None:
        return list(coverage.items)
    if only == "suspect":
        return [item for item in coverage.items if item.suspect]
    return [item for item in coverage.items if item.holds == only.replace("-", " ")]


def _overview(assessment: Assessment, shown: list[Coverage]) -> str:
    rows = []
    for each in shown:
        counts = each.counts()
        suspect = sum(item.suspect for item in each.items)
        numbers = [str(counts[word]) for word in WORDS]
        rows.append([each.policy, *numbers, str(suspect), assessment.registry.label(each.policy)])
    headings = ["Policy", *(word.capitalize() for word in WORDS.values()), "Suspect", "Title"]
    return table(headings, rows) if rows else "The registry holds no policy."


def _text(assessment: Assessment, coverage: Coverage, only: str | None) -> str:
    counts = coverage.counts()
    suspect = sum(item.suspect for item in coverage.items)
    lines = [f"{clean(assessment.registry.label(coverage.policy))} ({coverage.policy})", ""]
    lines += [f"{counts[word]:4} {said}" for word, said in WORDS.items()]
    lines.append(f"{len(coverage.items):4} items in all; {suspect} suspect")
    if suspect:
        lines.append("     Suspect: the policy's edition has moved on since the item was judged.")
    for item in _kept(coverage, only):
        lines += ["", *_item(assessment, item)]
    return "\n".join(lines)


def _item(assessment: Assessment, item: Judged) -> list[str]:
    suspect = ", suspect: judged against an earlier edition" if item.suspect else ""
    lines = [f"{item.item}  {clean(item.topic)}: {WORDS[item.holds]}{suspect}"]
    if item.why:
        lines.append(f"    {clean(item.why)}")
    if item.rationale:
        lines.append(f"    Reason: {clean(item.rationale)}")
    lines += [f"    {_claim(assessment, claim)}" for claim in item.claims]
    if item.gap:
        lines.append(f"    Gap: {clean(item.gap)}")
    if item.action:
        lines.append(f"    Action: {clean(assessment.registry.label(item.action))} ({item.action})")
    return lines


def _claim(assessment: Assessment, claim: Claim) -> str:
    part = f", section {claim.section}" if claim.section else ""
    name = f"{clean(assessment.registry.label(claim.document))} ({claim.document}{part})"
    counts = "counts" if claim.counts else f"does not count: {clean(claim.why)}"
    extent = {"full": " in full", "partial": " in part"}.get(claim.extent, "")
    return f"Served{extent} by {name}; {counts}"


def _plain(assessment: Assessment, coverage: Coverage, only: str | None) -> dict[str, Any]:
    return {
        "policy": coverage.policy,
        "title": assessment.registry.label(coverage.policy),
        "counts": coverage.counts(),
        "suspect": sum(item.suspect for item in coverage.items),
        "items": [_plain_item(item) for item in _kept(coverage, only)],
    }


def _plain_item(item: Judged) -> dict[str, Any]:
    return asdict(item)
