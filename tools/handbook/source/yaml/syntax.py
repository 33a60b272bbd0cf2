"""What went wrong where YAML cannot be read: judged from the text, in words.

The parser's own sentences are written for programmers and differ between its two builds, so only
the places it names are used.
"""

from __future__ import annotations

import re

from handbook.finding import Place

_PAIRS = {"[": "]", "{": "}"}
_KEY = re.compile(r"\s*(?:- +)*([^\s:#'\"\[{][^:#]*): ")


def explain(text: str, problem: Place, context: Place | None) -> tuple[Place, str, str]:
    """Place, message and hint for a parser that stopped at ``problem`` in ``text``.

    ``context`` is where the thing that could not be finished began, if the parser said so.
    """
    lines = text.split("\n")
    if context is not None and (opened := _unfinished(lines, problem, context)):
        return opened
    here = _character(lines, problem)
    if not here and not any(line.strip() for line in lines[problem.line - 1 :]):
        return _last(lines), "The details end in the middle of something", "Finish the last line."
    if here == ":":
        hint = _second_colon(lines[problem.line - 1])
        return problem, "There is a second colon in this line", hint
    explanation = _CANNOT_BEGIN.get(here)
    if explanation is not None:
        return problem, explanation[0], explanation[1]
    return (
        problem,
        "This line does not fit the lines above it",
        "Give it the form 'name: value' and set it in as far as its neighbours.",
    )


def quoted(text: str, place: Place | None) -> bool:
    """Whether a quotation begins at a place."""
    return _character(text.split("\n"), place) in {"'", '"'}


def _unfinished(lines: list[str], problem: Place, context: Place) -> tuple[Place, str, str] | None:
    """A quotation, list or group whose beginning is known."""
    began = _character(lines, context)
    if began in {"'", '"'}:
        return _quoted(lines, problem, context, began)
    if began in _PAIRS:
        return (
            context,
            f"The list or group opened by {began} here cannot be read to its end",
            f"Close it with {_PAIRS[began]}, and put a comma between its values.",
        )
    if began in {"|", ">"}:
        return context, "The text that begins here cannot be read", _QUOTE
    return None


_QUOTE = "Put the whole value between quotation marks."

_CANNOT_BEGIN = {
    "-": ("A list item cannot begin here", "Put each '- ' on a line of its own."),
    **{mark: (f"A value cannot begin with {mark}", _QUOTE) for mark in "@`%"},
    **{mark: (f"A {mark} stands here without an opening bracket", _QUOTE) for mark in "]},"},
}
"""Characters at which reading stops, with what to say."""


def _quoted(lines: list[str], problem: Place, context: Place, quote: str) -> tuple[Place, str, str]:
    """A quotation that is not closed, or holds a backslash that means nothing."""
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    if quote == '"' and "\\" in line[max(0, problem.column - 3) : problem.column]:
        return (
            context,
            "This text in quotation marks holds a backslash that means nothing",
            "Use ' quotation marks instead, or write the backslash twice.",
        )
    return (
        context,
        f"The quotation mark {quote} that opens here is not closed",
        f"Put {quote} at the end of the value.",
    )


def _second_colon(line: str) -> str:
    """A hint that shows the mended line when it is short and simple."""
    match = _KEY.match(line)
    value = line[match.end() :].strip() if match else ""
    if match and value and "'" not in value and "#" not in value and len(value) < 60:  # noqa: PLR2004  # fits one line
        return f"Put the value between quotation marks: {match[1].strip()}: '{value}'."
    return _QUOTE


def _character(lines: list[str], place: Place | None) -> str:
    """The character at a place, or nothing beyond the end."""
    if place is None or place.line > len(lines):
        return ""
    return lines[place.line - 1][place.column - 1 : place.column]


def _last(lines: list[str]) -> Place:
    """The last line that holds anything."""
    number = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
    return Place(number)
