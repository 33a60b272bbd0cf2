"""``handbook explain``: the page of a rule, in the terminal."""

from __future__ import annotations

import textwrap

import click

from handbook.cli.cases import rule_example
from handbook.cli.session import Command, Session, unknown
from handbook.rules.catalogue import all_codes

EPILOG = """\b
Examples:
  handbook explain SRC007
  handbook explain            lists every code
"""
_WIDTH = 88
_WAIVED = {
    True: "It can be waived for a time, by a post that may (docs/waivers.md).",
    False: "What it finds can be neither waived nor put on the list of known faults.",
}


@click.command(cls=Command, name="explain", epilog=EPILOG)
@click.argument("code", required=False)
@click.pass_obj
def command(session: Session, code: str | None) -> None:
    """Explain one kind of finding, with a good and a bad example.

    CODE is what `handbook check` prints beside a finding. Without it, all codes are listed.
    """
    del session  # a rule means the same in every registry
    codes = {declared.id: declared for declared in all_codes()}
    if code is None:
        for listed in codes.values():
            click.echo(f"{listed.id}  {listed.severity.word:7}  {listed.title}")
        return
    known = codes.get(code.upper())
    if known is None:
        raise unknown("finding", code.upper(), list(codes))
    click.echo(f"{known.id}: {known.title}\n")
    click.echo(f"Severity: {known.severity.word}.")
    click.echo(_WAIVED[known.waivable])
    click.echo("\n" + textwrap.fill(known.explanation, _WIDTH))
    example = rule_example(known.id)
    for heading, text in (("Bad", example.bad), ("Good", example.good)):
        if text:
            click.echo(f"\n{heading}:\n\n{textwrap.indent(text, '    ')}")
