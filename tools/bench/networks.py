"""Many registries joined by ``handbook federate``: what it takes, and how that grows.

`python -m bench.networks --help`. Only what registries publish is made, straight from the declared
fields, with the same random words for the same seed; the index of them is made by the command as
anybody runs it, in a process of its own, from files on the disk. So nothing here tells how long
a hundred servers take to answer.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bench.tables import about
from bench.timing import Costs, RunProblem, measure
from handbook.federation.published import INDEX as INDEXED
from handbook.federation.settings import DAYS
from handbook.outputs.fields.envelope import ENVELOPE
from handbook.outputs.fields.model import Form
from handbook.outputs.fields.writing import path_of, with_rows
from handbook.outputs.index import FIELDS
from handbook.outputs.resources.coverage import RESOURCE as COVERAGE
from handbook.outputs.resources.documents import RESOURCE as DOCUMENTS
from handbook.outputs.resources.network_links import RESOURCE as LINKS
from handbook.render.files import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handbook.outputs.fields.model import Field, Resource

TODAY = "2026-11-30"
_ITEMS = 140
_TAKEN = 50
"""One document of so many was taken over from the network before."""
_SHELVES = [f"Shelf {number}" for number in range(12)]
_TOPICS = [f"topic {number}" for number in range(300)]
_STATES = ["in force"] * 17 + ["proposed", "suspended", "withdrawn"]


def network_of(number: int) -> str:
    """The id of a made network."""
    return f"network-{number:03}"


def published(number: int, documents: int) -> dict[str, bytes]:
    """What one made registry publishes, by path."""
    chance = random.Random(number)  # noqa: S311 - nothing is kept secret by it
    own, neighbour = network_of(number), network_of(max(0, number - 1))
    head = {
        "schema_version": 1,
        "network": {"id": own, "title": own},
        "today": TODAY,
        "commit": "c" * 40,
        "edition": "public",
        "notices": [],
        "meaning": "Made to be measured.",
    }
    listed: dict[Resource, Sequence[Mapping[str, Any]]] = {
        DOCUMENTS: [_document(chance, own, neighbour, at) for at in range(documents)],
        COVERAGE: [_item(chance, at) for at in range(_ITEMS)],
        LINKS: [_link(neighbour)] if number else [],
    }
    files = {}
    for resource, rows in listed.items():
        plain = [_whole(resource.fields, row) for row in rows]
        files[path_of(resource)] = with_rows(_whole(ENVELOPE, head), resource.name, plain)
    named = [
        {"path": path, "bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        for path, raw in files.items()
    ]
    index = _whole(FIELDS, {**head, "files": named})
    return {**files, INDEX: with_rows(index, "files", index.pop("files"))}


_BLANK: Mapping[Form, Any] = {
    Form.TEXT: "", Form.FLAG: False, Form.NUMBER: 0, Form.TEXTS: [], Form.ROWS: []
}  # fmt: skip


def _whole(fields: Iterable[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """One row with every field that is declared; those that are not given are empty."""
    return {field.name: _value(field, given.get(field.name)) for field in fields}


def _value(field: Field, given: Any) -> Any:
    if given is None:
        return None if field.nullable else _BLANK.get(field.form)
    return [_whole(field.fields, row) for row in given] if field.form is Form.ROWS else given


def _document(chance: random.Random, network: str, neighbour: str, at: int) -> dict[str, Any]:
    name = f"document-{at:04}"
    state = chance.choice(_STATES)
    in_force = state == "in force"
    taken = at % _TAKEN == 0 and network != neighbour
    return {
        "id": name,
        "type": "guideline",
        "title": f"Document {at} of {network}",
        "page": f"guidelines/{name}/",
        "in_force": in_force,
        "state": state,
        "timeliness": "current" if in_force else None,
        "version": "1.0",
        "digest": _digest(network, name),
        "until": "2028-01-31" if in_force else None,
        "visibility": "public",
        "category": chance.choice(_SHELVES),
        "keywords": chance.sample(_TOPICS, 3),
        "summary": " ".join(chance.choices(_TOPICS, k=20)),
        "taken_over": {
            "network": neighbour,
            "network_title": neighbour,
            "document": name,
            "version": "1.0",
            "digest": _digest(neighbour, name),
        }
        if taken
        else None,
    }


def _digest(network: str, name: str) -> str:
    return f"v1:sha256:{hashlib.sha256(f'{network}/{name}'.encode()).hexdigest()}"


def _item(chance: random.Random, at: int) -> dict[str, Any]:
    extent = chance.choice(["full", "partial", "none"])
    return {
        "policy": "ng61",
        "policy_title": "NG61",
        "identifier": "NG61",
        "item": f"1.{at}",
        "place": f"{at:04}",
        "topic": f"What item {at} asks for",
        "verification": "checked",
        "judged": extent,
        "holds": extent,
        "policy_edition": "2019-07-25",
        "page": f"policies/ng61/#item-1-{at}",
    }


def _link(neighbour: str) -> dict[str, Any]:
    return {
        "id": "next-door",
        "title": f"The network next door, {neighbour}",
        "other_network": neighbour,
        "address": "https://handbook.example.org/",
        "overlap": "Children of the border.",
        "documents": ["document-0000"],
        "visibility": "public",
        "page": "network-links/next-door/",
    }


@dataclass(frozen=True, slots=True)
class NetworksSize:
    """What joining so many registries took. ``first`` of nothing known, ``again`` of all known."""

    registries: int
    documents: int
    read: int
    written: int
    files: int
    first: Costs
    again: Costs


def lay_networks(registries: int, documents: int, folder: Path) -> int:
    """Put so many registries and a configuration of them into a folder: bytes that are there."""
    lines, size = ["title: Made to be measured", f"days: {DAYS}", "registries:"], 0
    for number in range(registries):
        own = network_of(number)
        for path, raw in published(number, documents).items():
            place = folder / own / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(raw)
            size += len(raw)
        lines += [f"  - id: {own}", f"    title: Made network {number}", f"    path: {own}"]
    (folder / "networks.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return size


def measured_networks(registries: int, documents: int, folder: Path) -> NetworksSize:
    """Join so many registries twice, in an empty folder. ``RunProblem`` if any is not read."""
    read = lay_networks(registries, documents, folder)
    words = [sys.executable, "-m", "handbook", "federate", "networks.yaml", "--today", TODAY]
    # Texts were taken over of which some were stopped at the source: that is the exit code 1.
    first, again = (
        measure(words, folder, repeat=1, accept=frozenset({0, 1})) for _ in ("first", "again")
    )
    index = folder / "index-of-networks"
    for network in json.loads((index / INDEXED).read_bytes())["networks"]:
        if network["answer"] != "answered":
            raise RunProblem(f"{network['id']} was not read: {network['why']}")
    made = [path for path in index.rglob("*") if path.is_file()]
    written = sum(path.stat().st_size for path in made)
    return NetworksSize(registries, documents, read, written, len(made), first, again)


def as_lines(sizes: Sequence[NetworksSize]) -> Iterator[str]:
    """What was measured, as a table in Markdown, and how it grew from the least to the most."""
    machine = about()
    yield f"Measured on {machine['machine']}, {machine['system']}, Python {machine['python']}."
    yield ""
    yield (
        "| registries | documents of each | read, MB | written, MB, files | first run: processor,"
        " clock | most memory | again: processor, clock | most memory |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|"
    for size in sizes:
        runs = [
            f"{costs.processor:.1f} s, {costs.elapsed:.1f} s | {costs.memory:,.0f} MB"
            for costs in (size.first, size.again)
        ]
        yield (
            f"| {size.registries} | {size.documents:,} | {size.read / 1e6:,.1f}"
            f" | {size.written / 1e6:,.1f}, {size.files:,} | {' | '.join(runs)} |"
        )
    if len(sizes) > 1:
        least, most = sizes[0], sizes[-1]
        step = math.log(
            most.registries * most.documents / (least.registries * least.documents),
        )
        time, memory = (
            math.log(after / before) / step
            for before, after in (
                (least.first.processor, most.first.processor),
                (least.first.memory, most.first.memory),
            )
        )
        yield ""
        yield (
            f"With the number of documents, time grows by the power of {time:.2f} and memory by"
            f" that of {memory:.2f}."
        )


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--registries", "counts", type=click.IntRange(1, 1000), multiple=True, default=(10, 100),
    show_default=True, help="How many registries; may be given several times.",
)  # fmt: skip
@click.option(
    "--documents", type=click.IntRange(1, 50_000), default=1000, show_default=True,
    help="How many documents each has.",
)  # fmt: skip
def main(counts: tuple[int, ...], documents: int) -> None:
    """Measure `handbook federate` on many made registries; takes minutes for a hundred."""
    sizes = []
    for registries in sorted(set(counts)):
        with tempfile.TemporaryDirectory(prefix="handbook-networks-") as folder:
            sizes.append(measured_networks(registries, documents, Path(folder)))
    click.echo("\n".join(as_lines(sizes)))


if __name__ == "__main__":
    sys.exit(main())
