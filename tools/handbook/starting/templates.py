"""The texts that files are made from: data of this package, with a few values put in.

Values stand between ``[[`` and ``]]``, so that a forge's own ``${{ }}`` is left as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.source.yaml.emit import scalar
from handbook.starting.marking import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "templates"
"""Where they lie in this package."""


def filled(name: str, values: Mapping[str, Any]) -> str:
    """One template with its values, marked as written by the tool.

    ``| quoted`` in a template makes a value a string of YAML, JSON or nginx, whatever it holds;
    ``| scalar`` makes it one of YAML as `handbook format` writes it.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  heavy

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  these are no pages: what is put in is quoted by a filter
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = lambda value: json.dumps(str(value), ensure_ascii=False)
    environment.filters["scalar"] = scalar
    return marked(environment.get_template(name).render(values))
