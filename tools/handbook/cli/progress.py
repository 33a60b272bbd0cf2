"""What long work says of itself: on a terminal only, and never among the results."""

from __future__ import annotations

import sys

import click


def say(step: str) -> None:
    """Tell people what is being done now; silent in a pipe or a log."""
    if sys.stderr.isatty():
        click.echo(f"{step} ...", err=True)
