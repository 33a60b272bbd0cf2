"""What built files would load from other servers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_STYLE = re.compile(
    r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)|image-set\(\s*["']([^"']+)""", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCHEME = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def styles_from_elsewhere(text: str) -> Iterator[str]:
    """Addresses on other servers that a style sheet would ask for."""
    for match in _IN_STYLE.findall(_COMMENT.sub(" ", text)):
        yield from _foreign(next(part for part in match if part))


def _foreign(address: str) -> Iterator[str]:
    address = address.strip()
    if _SCHEME.match(address) and not address.lower().startswith("data:"):
        yield address
