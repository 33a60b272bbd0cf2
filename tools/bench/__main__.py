"""Measure the handbook on made registries, beside other programs: `python -m bench --help`."""

from __future__ import annotations

import compileall
import json
import sys
import tempfile
from pathlib import Path

import click

import handbook
from bench.peers import install
from bench.tables import as_json, as_markdown
from bench.work import Size, measured


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--documents", "sizes", type=int, multiple=True, default=(100, 1000), show_default=True,
    help="How many documents a registry has; may be given several times.",
)  # fmt: skip
@click.option(
    "--repeat", type=click.IntRange(1), default=3, show_default=True, help="Runs of each."
)
@click.option(
    "--site-up-to", type=int, default=1000, show_default=True,
    help="Build no site of a larger registry than this.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("bench-results"),
    show_default=True, help="Where bench.md and bench.json go.",
)  # fmt: skip
def main(sizes: tuple[int, ...], repeat: int, site_up_to: int, output: Path) -> None:
    """Measure every stage and command of the handbook on registries made for it.

    Beside them run other programs, on the same files, in the same run: only the ratios say
    anything on another machine. Takes from two minutes to an hour, as the sizes are.
    """
    compileall.compile_dir(handbook.__path__[0], quiet=1)
    peers = install()
    for name, why in peers.missing.items():
        click.echo(f"Not measured, because it could not be installed: {name} ({why})", err=True)
    measurements: list[Size] = []
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as folder:
        for documents in sorted(set(sizes)):
            click.echo(f"{documents} documents", err=True)
            site = documents <= site_up_to
            measurements.append(measured(documents, Path(folder), peers, repeat=repeat, site=site))
    output.mkdir(parents=True, exist_ok=True)
    table = as_markdown(measurements, peers.missing)
    (output / "bench.md").write_text(table, "utf-8")
    (output / "bench.json").write_text(
        json.dumps(as_json(measurements, peers.missing), indent=2), "utf-8"
    )
    click.echo(table)


if __name__ == "__main__":
    sys.exit(main())
