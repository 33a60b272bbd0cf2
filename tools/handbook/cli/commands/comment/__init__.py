"""``handbook comment``: what the check of a proposal says, as one comment on it."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable
from pathlib import Path

import click

from handbook.cli.commands.comment.posting import Proposals
from handbook.cli.commands.comment.words import CheckRun, comment
from handbook.cli.forge.connection import Connection, secure_opener
from handbook.cli.forge.limits import Pace
from handbook.cli.forge.problem import ForgeError
from handbook.cli.problem import StopError
from handbook.cli.session import Command, Session

EPILOG = """\b
Examples:
  handbook comment proposal --repository network/handbook --commit SHA --run ADDRESS --base main

\b
handbook-comment.yml, which `handbook init ci` writes, runs this where nothing of the proposal is
fetched. The folder holds what the check left behind: the files `number` and `proposal.md`.
The token comes from GITHUB_TOKEN alone.
"""
PACE = Pace(time.sleep, time.time)
_LARGEST = 512 * 1024
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_RUN = re.compile(r"https://[A-Za-z0-9._:/-]+")


Callback = Callable[[click.Context, click.Parameter, str], str]


def _fits(pattern: re.Pattern[str], what: str) -> Callback:
    """A check of an option: whatever does not fit is a usage error."""

    def check(context: click.Context, parameter: click.Parameter, value: str) -> str:
        if not pattern.fullmatch(value):
            raise click.BadParameter(f"{value!r} is no {what}.", context, parameter)
        return value

    return check


@click.command(cls=Command, name="comment", epilog=EPILOG)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--repository",
    callback=_fits(_REPOSITORY, "owner and name"),
    required=True,
    help="Owner and name of the repository on GitHub, as in network/handbook.",
)
@click.option(
    "--commit",
    callback=_fits(_COMMIT, "commit"),
    required=True,
    help="The commit that was checked, as the forge says; the proposal must be at it.",
)
@click.option(
    "--run",
    "url",
    callback=_fits(_RUN, "address"),
    required=True,
    help="Where its run can be seen.",
)
@click.option(
    "--base",
    required=True,
    help="The published branch: no proposal for another one gets a comment.",
)
@click.option(
    "--api", default="https://api.github.com", show_default=True, help="Where programs ask."
)
@click.option(
    "--author",
    default="github-actions[bot]",
    show_default=True,
    help="Who we are there: no comment of anybody else is changed.",
)
@click.pass_obj
def command(
    session: Session,
    folder: Path,
    repository: str,
    commit: str,
    url: str,
    base: str,
    api: str,
    author: str,
) -> None:
    """Write what the check of a proposal says as one comment on it, or bring that up to date.

    What the check left behind may be anybody's words, so they are bounded and cleaned. They are not
    repeated if the proposal changes how it is checked, is not the one that was checked, or is meant
    for another branch than the published one.
    """
    del session
    number = _read(folder, "number").strip()
    if not _NUMBER.fullmatch(number):
        raise StopError("Nothing was posted: the file `number` holds no number of a proposal.")
    words, token = _read(folder, "proposal.md"), os.environ.get("GITHUB_TOKEN", "")
    if not token:
        raise StopError("Nothing was posted: there is no token in GITHUB_TOKEN.")
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {token}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    try:
        connection = Connection(api, headers, token, PACE, secure_opener())
        proposals = Proposals(connection, repository, author)
        why_not = proposals.why_not(int(number), commit, base)
        if why_not:
            click.echo(f"Nothing was posted. {why_not}")
            return
        body = comment(words, CheckRun(commit, url), proposals.files(int(number)))
        click.echo(f"The comment on #{number} is {proposals.post(int(number), body)}.")
    except ForgeError as problem:
        raise StopError(f"The comment could not be written: GitHub: {problem}.") from problem


def _read(folder: Path, name: str) -> str:
    """A small ordinary file of words. Raises ``StopError`` for anything else."""
    place = folder / name
    try:
        seen = place.lstat()
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > _LARGEST:
            raise StopError(f"Nothing was posted: {name} is not an ordinary small file.")
        return place.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise StopError(f"Nothing was posted: the check left no {name} behind.") from None
    except UnicodeDecodeError:
        raise StopError(f"Nothing was posted: {name} holds bytes that are no words.") from None
