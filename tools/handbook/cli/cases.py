"""The good and bad cases of the rules as text to show, for `explain` and for the rules' pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.render.model import RuleExample
from handbook.rules.examples import cases, example

if TYPE_CHECKING:
    from handbook.rules.examples import Example

_EXPECTATION = re.compile(r"[ \t]*#\s*expect:.*$", re.MULTILINE)
_LINES = 40


def rule_example(code: str) -> RuleExample:
    """The cases of one code; empty text where there is none or where it cannot be shown as text."""
    return RuleExample(good=_text(example(code, "good")), bad=_text(example(code, "bad")))


def rule_examples() -> dict[str, RuleExample]:
    """The cases of every code that has any."""
    return {code: rule_example(code) for code in cases()}


def _text(case: Example | None) -> str:
    if case is None:
        return ""
    files = [_file(path, raw) for path, raw in case.shown.items()]
    gone = [f"{path}\n\n(this file is not there)\n" for path in case.removed]
    links = [f"{path}\n\n(a link to {target})\n" for path, target in case.links.items()]
    return "\n".join(part for part in (*files, *gone, *links) if part).strip()


def _file(path: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "(bytes that are not UTF-8 text)"
    lines = _EXPECTATION.sub("", text).splitlines()
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], "(and so on)"]
    shown = "\n".join(_visible(line) for line in lines)
    return f"{path}\n\n{shown}\n"


def _visible(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else f"<U+{ord(c):04X}>" for c in line)
