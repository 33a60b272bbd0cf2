"""What a document says of the text that it was taken over from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import near

if TYPE_CHECKING:
    from handbook.federation.model import FederationIndex, NetworkView


def taken_lines(index: FederationIndex, named: str) -> str:
    """The lines for the details of a document, from ``network/document``.

    Raises ``StopError`` unless that network told today that the text is in force there.
    """
    network, _, own = named.partition("/")
    known = {entry.key: entry for entry in index.entries}
    entry = known.get((network, own))
    view = next((each for each in index.views if each.source.id == network), None)
    if entry is None and view is not None and view.why:
        raise StopError(f"{named} cannot be taken over: {_says_nothing(view)}.")
    if entry is None:
        hint = near(named, ["/".join(key) for key in known])
        raise StopError(f"No network in the index has {named} (NETWORK/DOCUMENT).{hint}", USAGE)
    row = entry.row
    if not row.in_force or not (entry.rely_on or entry.view.notices):
        raise StopError(f"{named} cannot be taken over. {entry.words}")
    words = {
        "network": network,
        "network-title": entry.view.source.title,
        "document": own,
        "version": row.version,
        "digest": row.digest,
    }
    lines = [f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in words.items()]
    return "\n".join(["taken-over:", *lines])


def _says_nothing(view: NetworkView) -> str:
    return f"{view.source.title} {view.answer}, because {view.why}"
