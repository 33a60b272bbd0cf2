"""``api/*.parquet`` and ``api/*.csv``: every list of the registry as a table, to be stacked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.fields.discovery import resources
from handbook.outputs.fields.parquet import as_parquet
from handbook.outputs.fields.tables import as_csv
from handbook.outputs.fields.writing import FOLDER
from handbook.outputs.model import Output
from handbook.render.files import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

CSV = "text/csv"
PARQUET = "application/vnd.apache.parquet"


def _files(context: Context) -> Iterator[OutputFile]:
    for resource in resources():
        title = f"{resource.name.capitalize()} as a table"
        for ending, media_type, make in (("parquet", PARQUET, as_parquet), ("csv", CSV, as_csv)):
            path = f"{FOLDER}{resource.name}.{ending}"
            made = partial(make, resource, context)
            yield OutputFile(path, title, resource.about, media_type, made)


OUTPUT = Output(
    "The registry as tables",
    "Every list of the registry as Parquet and CSV, for DuckDB, Spark and the like.",
    _files,
)
