"""``handbook federate``: what many registries publish, in one index of static files."""

from __future__ import annotations

from pathlib import Path

import click

from handbook.cli.clock import now, today_in
from handbook.cli.federating.fetching import SiteReader
from handbook.cli.federating.gathering import bases, gather
from handbook.cli.federating.placing import earlier, put_index
from handbook.cli.federating.taking import taken_lines
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.federate import FederateAnswer
from handbook.cli.problem import FOUND, USAGE, StopError
from handbook.cli.session import Command, Session
from handbook.cli.web import guarded
from handbook.federation.joining import joined
from handbook.federation.making import federation_files
from handbook.federation.settings import SettingsError, read_settings
from handbook.load.trees.base import read_regular

EPILOG = """\b
Examples:
  handbook federate networks.yaml                       into index-of-networks/
  handbook federate networks.yaml --output /var/www/all
  handbook federate networks.yaml --only my-network     what my own network has to look at
  handbook federate networks.yaml --take north/rapid-transfer
                                  what to write above a text that you take over from there
\b
The configuration, networks.yaml:
  title: Palliative care networks of the north
  registries:
    - id: larch-network                       as its registry says it
      title: Larch network
      address: https://handbook.example.org/    read by https, or
      path: ../site                             a built site on this computer
\b
A network that does not answer, or whose files do not hold together, stays in the index, as last
known. The exit code is then 1, and also if a text that was taken over must be looked at.
"""
_ZONE = "Europe/London"
_LARGEST = 1_000_000


@click.command(cls=Command, name="federate", epilog=EPILOG)
@click.argument("config", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("index-of-networks"),
    show_default=True,
    help="The folder of the index. What it knew of each network is kept.",
)
@click.option("--only", metavar="NETWORK", help="Tell only what this network has to look at.")
@click.option(
    "--take",
    metavar="NETWORK/DOCUMENT",
    help="Print the lines by which a document of yours says that it was taken over from there.",
)
@format_option("federate")
@click.pass_obj
def command(
    session: Session, config: Path, output: Path, only: str | None, take: str | None, form: str
) -> None:
    """Join what many registries publish into one index of documents and policies.

    Only the servers that CONFIG names are asked, by https, and what they give is verified.
    """
    try:
        settings = read_settings(read_regular(config, _LARGEST), str(config))
    except SettingsError as problem:
        raise StopError(str(problem), USAGE) from problem
    except OSError as problem:
        raise StopError(f"{config} cannot be read: {problem.strerror or problem}.") from problem
    if only is not None and only not in {source.id for source in settings.sources}:
        raise StopError(f"{config} names no network {only}.", USAGE)
    kept = earlier(output, session.where() if session.has_registry() else None)
    today = session.today or today_in(_ZONE, now())
    reader = SiteReader(guarded.Guarded(guarded.anybody_reaches, guarded.system_proxy))
    readings = gather(settings, config.parent, reader.read)
    index = joined(settings, readings, kept, today)
    lines = taken_lines(index, take) if take else ""
    put_index(federation_files(index, bases(settings, config.parent, output)), output)
    answer = FederateAnswer(index, str(output), only or "")
    click.echo(lines or formats_of("federate")[form](answer))
    if lines:
        return
    if answer.to_look_at:
        raise SystemExit(FOUND)
