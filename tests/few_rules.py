"""The command as most tests build with it: pages for some of the rules, instead of for each.

Of 285 pages of the smallest site, 226 tell of a rule each, and are the same in every one. What they
say is tested where they are made (``tests/render``); all of them are built, looked at and compared
in ``tests/cli/test_cli_build.py``, where plain MkDocs gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.cli import cli
from handbook.outputs import making

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handbook.finding import Code, Finding

_KIND = 3
"""So many letters of a code say of which kind its rule is."""


def few(codes: Iterable[Code], found: Iterable[Finding]) -> tuple[Code, ...]:
    """One code of each kind, the first, and those that were found, to which pages lead."""
    first: dict[str, Code] = {}
    for code in codes:
        first.setdefault(code.id[:_KIND], code)
    return tuple({*first.values(), *(finding.code for finding in found)})


def few_rules(handbook: Callable[..., Any]) -> Callable[..., Any]:
    """``outputs.making.handbook`` or ``looked_through``, with pages of a few rules."""

    def made(
        *given: Any, codes: Iterable[Code] = (), findings: Iterable[Finding] = (), **more: Any
    ) -> Any:
        return handbook(*given, codes=few(codes, findings), findings=findings, **more)

    return made


if __name__ == "__main__":
    making.handbook = few_rules(making.handbook)
    making.looked_through = few_rules(making.looked_through)
    cli(prog_name="handbook")
