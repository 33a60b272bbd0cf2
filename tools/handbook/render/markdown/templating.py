"""The sandbox in which page templates run.

Whatever a template prints is escaped unless it is Markdown of ours, so a front-matter string can
be nothing but words on a page, in a template of a network's own as much as in the tool's.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.writing import (
    Columns,
    Md,
    bullets,
    facts,
    heading,
    in_words,
    inline,
    marked,
    paragraphs,
    until,
    web,
    written_date,
)
from handbook.render.problem import PageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment


_BLANK_LINES = re.compile(r"\n{3,}")


class TemplateProblem(PageProblem):
    """A page template could not be used. The message says which and why, for people."""


@dataclass(frozen=True, slots=True)
class ForbiddenMarkup:
    """What one page holds that only the handbook may draw: ``met``, each as the end of a sentence.

    ``file`` is where it comes from (a template of the network's, or else a record), ``type`` the
    content type, ``page`` the path of the page in the tree.
    """

    file: str
    type: str
    page: str
    met: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: the page {self.page} would hold {'; '.join(self.met)}."


class RefusedOutput(TemplateProblem):
    """What templates and records yield holds what only the handbook may draw (I12).

    ``refusals`` are all of them, in the order of the pages.
    """

    def __init__(self, refusals: Iterable[ForbiddenMarkup]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined, Undefined  # noqa: PLC0415 - heavy, only when rendering
    from jinja2.exceptions import SecurityError  # noqa: PLC0415 - the same
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - the same
    from jinja2.utils import Namespace  # noqa: PLC0415 - the same

    def finalize(value: object) -> object:
        return value if isinstance(value, Undefined) else inline(value)

    class Sandbox(ImmutableSandboxedEnvironment):
        """A sandbox in which records cannot be changed and sums stay small."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: object, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(
                isinstance(number, int | float) for number in (left, right)
            ):
                raise SecurityError(f"a template may multiply numbers only, without `{operator}`")
            return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]

    environment = Sandbox(
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals = {
        "columns": Columns,
        "facts": facts,
        "web": web,
        "bullets": bullets,
        "heading": heading,
        "marked": marked,
        "namespace": Namespace,
        "until": until,
    }
    environment.filters["date"] = written_date
    environment.filters["words"] = in_words
    environment.filters["paragraphs"] = paragraphs
    return environment


@cache
def _compiled(source: str) -> Template:
    return _environment().from_string(source)


def fill(name: str, source: str, values: Mapping[str, Any]) -> Md:
    """A template's text with ``values`` in it. ``name`` is for messages.

    Raises:
        TemplateProblem: the template is broken, asks for something that is not there, or tries
            what the sandbox forbids.

    """
    import jinja2  # noqa: PLC0415 - heavy, only when rendering

    try:
        return Md(_compiled(source).render(values))
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        RecursionError,
        MemoryError,
    ) as problem:
        why = f"The page template of {name} cannot be used: {problem}"
        raise TemplateProblem(why, _line(problem)) from problem


def _line(problem: BaseException) -> int:
    """The line of the template at which it failed; 0 if nobody can say."""
    line = getattr(problem, "lineno", None)
    if isinstance(line, int):
        return line
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return (lines[-1] if lines else 0) or 0


def without_blank_lines(markdown: Md) -> Md:
    """What a template wrote, with one empty line where its conditions left several."""
    return Md(_BLANK_LINES.sub("\n\n", markdown))


@cache
def built_in(name: str) -> str:
    """The source of one of the templates that ship with the stage."""
    return (
        resources.files("handbook.render").joinpath("templates", name).read_text(encoding="utf-8")
    )
