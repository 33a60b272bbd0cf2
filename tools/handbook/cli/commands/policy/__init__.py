"""``handbook policy``: what to do when a national policy changes."""

from __future__ import annotations

import click

from handbook.cli.commands.policy import diff

EPILOG = """\b
Examples:
  handbook policy diff NG61 new/ng61.yaml   what the new edition means, before it is taken in
  handbook policy diff NG61@main NG61       what you changed in the policy since main
  handbook --root ../network policy diff NG61@main NG61     in a registry that lies elsewhere
"""


@click.group(
    name="policy",
    epilog=EPILOG,
    commands={"diff": diff.command},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def command() -> None:
    """Compare two editions of a national policy, and say which judgements must be made again."""
