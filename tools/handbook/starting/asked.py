"""Whom a ``CODEOWNERS`` file asks about a path, and whether that is whom the registry names.

The file may be a person's own work, so it is read as a forge reads it, and judged by its answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.starting.codeowners import OwnedPath

_WORDS = re.compile(r"(?:\\.|[^\s\\])+")
_SECTION = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?(?P<rest>.*)")
_ANY_FILE = "any-file"


@dataclass(frozen=True)
class AskingLine:
    """One line: which paths it fits, whom it asks, and the section that it stands in (GitLab)."""

    pattern: str
    names: tuple[str, ...]
    line: int
    section: int = 0

    def fits(self, path: str) -> bool:
        """Whether it fits a path from the top of the repository, or a folder that holds that."""
        if self._regex.fullmatch(path):
            return not self.pattern.endswith("/")
        if self.pattern.endswith("/*"):
            return False
        parents = path.split("/")[:-1]
        return any(
            self._regex.fullmatch("/".join(parents[:depth])) for depth in range(1, len(parents) + 1)
        )

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        pattern = self.pattern.rstrip("/") or "**"
        anchored = "/" in pattern
        begin = "" if anchored else "(?:.*/)?"
        return re.compile(begin + _as_regex(pattern.removeprefix("/")), re.DOTALL)


def _as_regex(pattern: str) -> str:
    parts = re.findall(r"\*\*/|\*\*|\*|\?|\\.|.", pattern, re.DOTALL)
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(known.get(part) or re.escape(part.removeprefix("\\")) for part in parts)


@dataclass(frozen=True, slots=True)
class Misasked:
    """A path about which a file asks others than the registry names, and the line that says so."""

    path: str
    asked: tuple[str, ...]
    named: tuple[str, ...]
    line: int


def read_codeowners(text: str, kind: str) -> tuple[AskingLine, ...]:
    """The lines of a file, as this kind of forge reads them."""
    lines: list[AskingLine] = []
    section = 0
    usual: tuple[str, ...] = ()
    for number, written in enumerate(text.splitlines(), 1):
        heading = _SECTION.fullmatch(written.strip()) if kind == "gitlab" else None
        if heading:
            section, usual = section + 1, tuple(_before_comment(heading["rest"]))
            continue
        words = _before_comment(written)
        if words:
            lines.append(AskingLine(words[0], tuple(words[1:]) or usual, number, section))
    return tuple(lines)


def _before_comment(written: str) -> list[str]:
    words: list[str] = []
    for word in _WORDS.findall(written):
        if word.startswith("#"):
            break
        words.append(word)
    return words


def misasked(expected: Iterable[OwnedPath], lines: tuple[AskingLine, ...]) -> Iterator[Misasked]:
    """Where those who are asked are not those who are named.

    About a document somebody may be asked besides. About what says who decides, nobody may: a forge
    is content with the word of any one whom it asks.
    """
    for owned in expected:
        probe = f"{owned.path}{_ANY_FILE}" if owned.path.endswith("/") else owned.path
        last: dict[int, AskingLine] = {line.section: line for line in lines if line.fits(probe)}
        asked = {name.casefold() for line in last.values() for name in line.names}
        named = {name.casefold() for name in owned.names}
        if (
            (not named and owned.guarded)
            or not named <= asked
            or (owned.guarded and named != asked)
        ):
            number = max((line.line for line in last.values()), default=1)
            names = tuple(name for line in last.values() for name in line.names)
            yield Misasked(owned.path, names, owned.names, number)
