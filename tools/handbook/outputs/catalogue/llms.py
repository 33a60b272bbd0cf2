"""``llms.txt``: what a language model is told, and what it must not rely on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.llms import PATH, llms_text, read_llms
from handbook.outputs.model import Output
from handbook.render.files import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

ABOUT = (
    "What a language model is told of this handbook: what is in force, and what must not be used."
)


def _files(context: Context) -> Iterator[OutputFile]:
    made = partial(llms_text, context)
    yield OutputFile(PATH, "For language models", ABOUT, "text/plain", made, reads=read_llms)


OUTPUT = Output("For language models", ABOUT, _files)
