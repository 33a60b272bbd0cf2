"""The whole index as files, by their paths in its folder."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from handbook.federation.fields import OF_INDEX, OF_NETWORK, VERSION
from handbook.federation.pages import pages
from handbook.federation.published import INDEX, file_of, index_json, network_json
from handbook.federation.table import documents_csv
from handbook.outputs.fields.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.federation.model import FederationIndex, JoinedDocument


def federation_files(
    index: FederationIndex, bases: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Every file, one after the other. The same input gives the same bytes.

    ``bases`` are where the pages of each network begin, as ``pages`` takes them.
    """
    by_network: dict[str, list[JoinedDocument]] = defaultdict(list)
    for entry in index.entries:
        by_network[entry.view.source.id].append(entry)
    made = {}
    for view in index.views:
        if view.published is not None:
            listed = by_network[view.source.id]
            made[file_of(view.source.id)] = network_json(index, view, listed)
    yield from made.items()
    yield INDEX, index_json(index, made)
    made.clear()
    yield "federation.schema.json", schema("federation", "Many registries.", OF_INDEX, VERSION)
    yield "network.schema.json", schema("federation-network", "One of them.", OF_NETWORK, VERSION)
    yield "documents.csv", documents_csv(index)
    yield from pages(index, bases)
