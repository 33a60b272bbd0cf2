"""The file that says when people were last reminded: kept by ``due``, and read by ``build``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from handbook.cli.clock import now
from handbook.remind.last import NOT_KNOWN, LastReminded, LastRemindedProblem, read_last

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def last_of(path: Path | None, moment: datetime) -> LastReminded:
    """What a file says, with a word on stderr if that cannot be believed. It stops no build."""
    if path is None:
        return NOT_KNOWN
    try:
        return read_last(path.read_bytes(), moment)
    except FileNotFoundError:
        why = "there is no such file"
    except OSError as refused:
        why = refused.strerror or "it cannot be read"
    except LastRemindedProblem as wrong:
        why = str(wrong)
    click.echo(
        f"handbook: {path}: {why}, so the site says that it is not known when people were last"
        " reminded.",
        err=True,
    )
    return NOT_KNOWN


def note(path: Path, *, letters: bool) -> None:
    """Write down that people were reminded now, and keep what is known of the other way."""
    moment = now()
    before = last_of(path, moment) if path.exists() else NOT_KNOWN
    after = replace(before, letters=moment) if letters else replace(before, issues=moment)
    path.write_bytes(after.as_json())
