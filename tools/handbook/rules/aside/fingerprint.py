"""What makes two findings the same one, though lines have moved and other records have new names.

The **key** of a finding is its code, its file, and what it is about: the value at its route, with
the rows of lists called by their own ids, or the words of its line. Only a finding about a whole
file has its message in its key. So a line that moves, a row put in before another, a new title
elsewhere, or better words in a later release change no key; other words at the place itself do.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from handbook.finding import Finding, Route
    from handbook.load.model import Loaded

LENGTH = 16
"""Hexadecimal digits of a key."""
_LINES = re.compile(r"\blines? \d+(?:(?:,| and| to) \d+)*")
_NAMES = ("id", "item", "document", "organisation", "seat", "version")
"""Fields by which a row of a list is told from the others, the surest first."""


def key_of(finding: Finding, data: Any = None, line: str = "") -> str:
    """The key of one finding, given the details of its file and the words of its line."""
    parts = [finding.code.id, finding.path, finding.about]
    parts += _steps(finding.route, data)
    if finding.place is not None:
        parts.append(" ".join(line.split()))
    if not finding.route and not line.strip():
        parts.append(words_of(finding))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:LENGTH]


def words_of(finding: Finding) -> str:
    """What a finding says, without the numbers of lines that it may name."""
    return _LINES.sub("line", finding.message)


def keys_of(
    findings: Iterable[Finding], loaded: Loaded | None, read: Callable[[str], bytes]
) -> dict[Finding, str]:
    """The key of each finding. ``read`` gives the contents of a file, or raises ``OSError``."""
    data = _details(loaded)
    lines: dict[str, list[str]] = {}
    keys = {}
    for finding in findings:
        if finding.place is not None and finding.path not in lines:
            lines[finding.path] = _lines(finding.path, read)
        line = _line(finding, lines.get(finding.path, []))
        keys[finding] = key_of(finding, data.get(finding.path), line)
    return keys


def numbered(keys: Iterable[str]) -> list[str]:
    """Keys made unique: the second of the same key ends in ``-2``, and so on, in the order given.

    Which is which does not matter to whoever compares two lists: as many are the same.
    """
    seen: Counter[str] = Counter()
    unique = []
    for key in keys:
        seen[key] += 1
        unique.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return unique


def _details(loaded: Loaded | None) -> Mapping[str, Any]:
    if loaded is None:
        return {}
    data: dict[str, Any] = {record.path: record.data for record in loaded.records}
    data |= {seal.record.path: seal.record.data for seal in loaded.seals}
    return data | {broken.path: broken.data for broken in loaded.broken}


def _lines(path: str, read: Callable[[str], bytes]) -> list[str]:
    try:
        return read(path).decode("utf-8", "replace").splitlines()
    except OSError:
        return []  # a file that is not there, or outside the registry: its words are not known


def _line(finding: Finding, lines: list[str]) -> str:
    number = finding.place.line if finding.place else 0
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _steps(route: Route, data: Any) -> list[str]:
    """A route whose numbers of rows are replaced by their names, and the value that it leads to."""
    steps = []
    for step in route:
        data = _below(data, step)
        steps.append(_row(data) if isinstance(step, int) else step)
    leaf = data if isinstance(data, (str, int)) else None
    return [*steps, *([str(leaf)] if leaf is not None else [])]


def _below(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        return data[step]
    return None


def _row(row: Any) -> str:
    """What a row of a list is called: by its own name, or else by all that it holds."""
    if isinstance(row, dict):
        name = next((row[name] for name in _NAMES if isinstance(row.get(name), (str, int))), None)
        if name is not None:
            return str(name)
    return json.dumps(row, sort_keys=True, default=str)
