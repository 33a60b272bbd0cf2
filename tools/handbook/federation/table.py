"""All documents as a table for spreadsheets, a row each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from handbook.outputs.cells import harmless

if TYPE_CHECKING:
    from handbook.federation.model import FederationIndex, JoinedDocument

COLUMNS = (
    "network",
    "network_title",
    "network_answer",
    "network_day",
    "asked_on",
    "notices",
    "id",
    "type",
    "title",
    "rely_on",
    "words",
    "until",
    "version",
    "digest",
    "category",
    "keywords",
    "taken_over_from",
    "page",
)


def documents_csv(index: FederationIndex) -> bytes:
    """The table. The same input gives the same bytes; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in index.entries:
        writer.writerow([harmless(cell) for cell in _row(entry, index.today.isoformat())])
    return out.getvalue().encode()


def _row(entry: JoinedDocument, today: str) -> tuple[str, ...]:
    view, row, taken = entry.view, entry.row, entry.row.taken
    site = view.source.address
    return (
        view.source.id,
        view.source.title,
        str(view.answer),
        view.day.isoformat() if view.day else "",
        today,
        "; ".join(view.notices),
        row.id,
        row.type,
        row.title,
        "yes" if entry.rely_on else "no",
        entry.words,
        row.until.isoformat() if row.until else "",
        row.version,
        row.digest,
        row.category,
        "; ".join(row.keywords),
        f"{taken.network}/{taken.document} {taken.version}" if taken else "",
        urljoin(site, quote(row.page, safe="/#")) if site else row.page,
    )
