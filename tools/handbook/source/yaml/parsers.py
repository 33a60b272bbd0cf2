"""PyYAML's two parsers, stripped to what is safe: text in, one event after another out."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import Mark
    from yaml.events import Event


class EventParser(Protocol):
    """What both of PyYAML's parsers offer: one event after another."""

    def get_event(self) -> Event | None:
        """Return the next event, or ``None`` after the last."""


@functools.cache
def default_parser() -> Callable[[str], EventParser]:
    """PyYAML's C parser where it was built, else its Python one."""
    try:
        from yaml._yaml import CParser  # noqa: PLC0415  # not every PyYAML has it
    except ImportError:
        return pure_parser()
    return CParser


@functools.cache
def pure_parser() -> Callable[[str], EventParser]:
    """PyYAML's Python parser, without resolver, composer or constructor."""
    from yaml.parser import Parser  # noqa: PLC0415  # not needed where the C parser is
    from yaml.reader import Reader  # noqa: PLC0415  # the same
    from yaml.scanner import Scanner  # noqa: PLC0415  # the same

    class PureParser(Reader, Scanner, Parser):
        """Text to events. ``scalar_start`` is where the quoted text being read began."""

        scalar_start: Mark | None = None

        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

        def scan_flow_scalar(self, style: str) -> Any:
            self.scalar_start = self.get_mark()
            return super().scan_flow_scalar(style)

    return PureParser
