"""A table as Parquet, which DuckDB, Spark and pandas load with the kind of every column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.outputs.fields.model import Form
from handbook.outputs.fields.tables import columns, table
from handbook.outputs.model import CannotMakeError

if TYPE_CHECKING:
    from handbook.outputs.fields.model import Field, Resource
    from handbook.render.context import Context

MISSING = (
    "Tables in Parquet need pyarrow, which is not installed here: install the tool with"
    " its extra, handbook-registry[data], if anybody takes them."
)


def as_parquet(resource: Resource, context: Context) -> bytes:
    """The bytes of a table. The same input and version of pyarrow give the same bytes.

    It is not compressed, so that whatever looks for words in the site (``audience.leaks``) finds
    those that stand here, too. Raises ``CannotMakeError`` where pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - heavy, and perhaps not there
        import pyarrow.parquet as pq  # noqa: PLC0415 - the same
    except ImportError as problem:
        raise CannotMakeError(MISSING) from problem
    kinds = {
        Form.TEXT: pa.string(),
        Form.DAY: pa.date32(),
        Form.FLAG: pa.bool_(),
        Form.NUMBER: pa.int64(),
        Form.TEXTS: pa.list_(pa.string()),
    }
    named = columns(resource)
    schema = pa.schema(
        [
            pa.field(field.name, kinds[field.form], metadata={"description": field.about})
            for field in named
        ],
        metadata={"title": resource.about, "version": str(resource.version)},
    )
    rows = table(resource, context)
    values = {field.name: [_value(field, row[field.name]) for row in rows] for field in named}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(values, schema=schema), sink, compression="none")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _value(field: Field, value: Any) -> Any:
    return date.fromisoformat(value) if field.form is Form.DAY and value is not None else value
