"""YAML events to plain data and places, in one pass; nothing is constructed by PyYAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from handbook.finding import Code, Finding, Place, Route
from handbook.source import codes
from handbook.source.references import decoded
from handbook.source.screen import refused
from handbook.source.yaml.comments import Held, swallowing
from handbook.source.yaml.parsers import EventParser, default_parser
from handbook.source.yaml.sharing import below, place_at, shared, shared_places
from handbook.source.yaml.syntax import explain, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_LEVELS = 20
MAX_DIGITS = 15
MAX_RESUMED = 9
"""How often reading is taken up again below a line that cannot be read."""

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]*)\Z")
_BLOCK_HEADER = re.compile(r"[|>][-+]?(?: +#.*| *)\Z")
_DETAIL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*:(?: |\Z)")
_CLOSE_COLON = re.compile(r":[\[\]{},]")
_WORDS: dict[str, Any] = {"": None, "null": None, "true": True, "false": False}


@dataclass(slots=True)
class Document:
    """What one document holds. ``data`` is ``None`` when there is any finding."""

    data: dict[str, Any] | None
    places: dict[Route, Place]
    findings: list[Finding]


class _StopReadingError(Exception):
    """Raised where going on would be unsafe or say nothing new; the finding is made already."""


def read_document(
    text: str,
    path: str,
    line_offset: int = 0,
    parser: Callable[[str], EventParser] | None = None,
    resumed: int = 0,
) -> Document:
    """Read one YAML document; places are moved down by ``line_offset`` lines. Raises nothing.

    Below a line that cannot be read, reading is taken up again at the next detail, so that all
    that is wrong is told in one run; ``resumed`` counts how often.
    """
    reader = _Reader(text, path, line_offset, text.split("\n"))
    make = parser or default_parser()
    stopped = False
    try:
        reader.read(make)
    except _StopReadingError:
        reader.data, stopped = None, True
    reader.remarks(stopped=stopped)
    if stopped and resumed < MAX_RESUMED and (rest := reader.rest()):
        text, further = rest
        later = read_document(text, path, line_offset + further, parser, resumed + 1)
        reader.findings += later.findings
    if reader.findings or not isinstance(reader.data, dict):
        reader.data = None
    return Document(reader.data, shared_places(reader.places), reader.findings)


@dataclass(slots=True)
class _Reader:
    """The state of one reading."""

    text: str
    path: str
    offset: int
    lines: list[str]
    data: Any = None
    places: dict[Route, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    brackets: list[Place] = field(default_factory=list)
    remarked: bool = field(init=False)
    held: list[Held] = field(default_factory=list)
    under: int | None = None
    closing: Any = None

    def __post_init__(self) -> None:
        self.remarked = "#" in self.text

    def read(self, make: Callable[[str], EventParser]) -> None:
        """The whole stream: one document whose root is a mapping."""
        events = self._events(make)
        documents = 0
        for event in events:
            if type(event) is DocumentStartEvent:
                documents += 1
                self._document_start(event, documents)
            elif type(event) not in {StreamStartEvent, StreamEndEvent, DocumentEndEvent}:
                self.places[()] = self._place(event)
                self.data = self._node(event, events, (), 1)
                if type(event) is not MappingStartEvent and not self.findings:
                    self._root_problem(event)
        if not documents and not self.findings:
            message = "The file is empty, or holds only comments"
            hint = "Start from 'handbook new', or delete the file."
            self._report(codes.NOT_A_MAPPING, Place(1 + self.offset), message, hint)

    def _events(self, make: Callable[[str], EventParser]) -> Iterator[Event]:
        """Events until the end; whatever the parser raises becomes a finding."""
        parser: EventParser | None = None
        try:
            parser = make(self.text)
            while (event := parser.get_event()) is not None:
                yield event
        except MarkedYAMLError as problem:
            self._syntax(problem.problem_mark or problem.context_mark, problem.context_mark)
        except (YAMLError, ValueError, KeyError, IndexError, AttributeError, RecursionError):
            mark = getattr(parser, "scalar_start", None)
            self._syntax(mark, mark)

    def _syntax(self, problem: Any, context: Any) -> None:
        """Report what the parser could not read, and stop."""
        at = Place(problem.line + 1, problem.column + 1) if problem else Place(1)
        began = Place(context.line + 1, context.column + 1) if context else None
        if self.brackets and not quoted(self.text, began):
            began = self.brackets[-1]
        place, message, hint = explain(self.text, at, began)
        self._report(codes.SYNTAX, Place(place.line + self.offset, place.column), message, hint)
        raise _StopReadingError

    def _document_start(self, event: DocumentStartEvent, number: int) -> None:
        if number > 1:
            message = "A second set of details begins here"
            self._report(codes.SEVERAL, self._place(event), message, "Put it in a file of its own.")
            raise _StopReadingError
        if event.version or event.tags:
            message = "A line that begins with % gives instructions to the computer"
            self._report(codes.SEVERAL, Place(1 + self.offset), message, "Delete that line.")

    def rest(self) -> tuple[str, int] | None:
        """The text from the first detail below a line that could not be read, and its line."""
        unread = [f.place.line for f in self.findings if f.code is codes.SYNTAX and f.place]
        for number in range(
            unread[-1] - self.offset if unread else len(self.lines), len(self.lines)
        ):
            if _DETAIL.match(self.lines[number]):
                return "\n".join(self.lines[number:]), number
        return None

    def remarks(self, *, stopped: bool) -> None:
        """Refuse every remark that takes part of a value away."""
        if not self.remarked:
            return
        unread = {f.place.line for f in self.findings if f.code is codes.SYNTAX and f.place}
        for line, column in swallowing(self.lines, self.held, stopped=stopped):
            if line + 1 + self.offset in unread:
                continue
            message = "What stands behind this # would vanish, as a remark of the file's author"
            hint = (
                "Put the whole value between quotation marks, or the remark on a line of its own "
                "above, set in as far as the name."
            )
            place = Place(line + 1 + self.offset, column + 1)
            self._report(codes.REMARK, place, message, hint)

    def _root_problem(self, event: Event) -> None:
        kind = "a list" if type(event) is SequenceStartEvent else "a single value"
        message = f"The file holds {kind}, not details with names"
        self._report(
            codes.NOT_A_MAPPING, self._place(event), message, "Write each detail as 'name: value'."
        )

    def _node(self, event: Any, events: Iterator[Event], route: Route, level: int) -> Any:
        """The value that ``event`` begins."""
        if type(event) is ScalarEvent:
            self._marks(event)
            self._hold(event)
            return self._scalar(event)
        if type(event) is AliasEvent:
            message = f"*{event.anchor} stands for a value elsewhere in the file"
            hint = "Write the value out, or put it between quotation marks if the * is meant."
            self._report(codes.ALIAS, self._place(event), message, hint)
            return None
        self._marks(event)
        if level > MAX_LEVELS:
            message = f"Lists and groups are nested more than {MAX_LEVELS} levels deep here"
            hint = "Look for brackets that were opened and never closed."
            self._report(codes.TOO_DEEP, self._place(event), message, hint)
            raise _StopReadingError
        under = self.under
        if event.flow_style:
            mark: Any = event.start_mark
            self.brackets.append(Place(mark.line + 1, mark.column + 1))
        if type(event) is SequenceStartEvent:
            value: Any = self._sequence(events, route, level, self._place(event).column - 1)
        else:
            value = self._mapping(events, route, level)
        if event.flow_style:
            self.brackets.pop()
            self._hold_end(under)
        return value

    def _hold(self, event: Any) -> None:
        """Note where a name or value stands, in a file that may hold remarks."""
        if not self.remarked:
            return
        start, end = event.start_mark, event.end_mark
        under = -1 if self.brackets else self.under
        block = event.style in {"|", ">"}
        self.held.append(Held(start.line, start.column, end.line, end.column, block, under))

    def _hold_end(self, under: int | None) -> None:
        """Note where a list or group in brackets ends."""
        if self.remarked:
            end = self.closing.end_mark
            under = -1 if self.brackets else under
            held = Held(end.line, end.column, end.line, end.column, block=False, under=under)
            self.held.append(held)

    def _sequence(self, events: Iterator[Event], route: Route, level: int, dash: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event) is SequenceEndEvent:
                self.closing = event
                break
            here = below(route, len(items))
            self.places[here] = self._place(event)
            self.under = dash
            items.append(self._node(event, events, here, level + 1))
        return items

    def _mapping(self, events: Iterator[Event], route: Route, level: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if type(event) is MappingEndEvent:
                self.closing = event
                break
            self.under = None
            key = self._key(event, events, route, level)
            value = next(events)
            self.under = self._place(event).column - 1
            if self.brackets:
                self._close_colon(event, value)
            if key is None or key in values:
                if key is not None:
                    self._duplicate(event, key, self.places[(*route, key)])
                kept, self.places = self.places, {}
                self._node(value, events, below(route, key or ""), level + 1)
                self.places = kept
                continue
            here = below(route, key)
            self.places[here] = self._place(event)
            values[key] = None
            values[key] = self._node(value, events, here, level + 1)
        return values

    def _key(self, event: Event, events: Iterator[Event], route: Route, level: int) -> str | None:
        """The name that ``event`` gives, or ``None`` with a finding."""
        value = self._node(event, events, below(route, ""), level + 1)
        if type(event) is AliasEvent:
            return None
        if type(event) is ScalarEvent and event.implicit[0] and value == "<<":
            message = "<< merges details in from elsewhere"
            self._report(codes.MERGE, self._place(event), message, "Write the details out in full.")
            return None
        if isinstance(value, str) and value.strip():
            return value
        kind = "a list or group" if isinstance(value, (list, dict)) else "not text"
        if value is None or value == "":
            kind = "empty"
        message = f"The name of this detail is {kind}"
        hint = "Write a word before the colon (between quotation marks if it looks like a number)."
        self._report(codes.ODD_KEY, self._place(event), message, hint)
        return None

    def _close_colon(self, key: Any, value: Any) -> None:
        """Refuse ``{a:}``, which only one of the two parsers takes for a name without a value."""
        mark = key.end_mark
        if type(value) is ScalarEvent and not value.value and value.style not in {"'", '"'}:
            line = self.lines[mark.line]
            if _CLOSE_COLON.match(line, mark.column):
                self._syntax(mark, mark)

    def _duplicate(self, event: Event, key: str, first: Place) -> None:
        message = f"'{key}' is given twice: it stands in line {first.line} already"
        self._report(
            codes.DUPLICATE_KEY, self._place(event), message, "Keep one and delete the other."
        )

    def _marks(self, event: Any) -> None:
        """Anchors and tags, on any value."""
        if event.anchor is not None:
            message = f"&{event.anchor} gives a value a name to be used elsewhere"
            hint = "Delete it, or put the value between quotation marks if the & is meant."
            self._report(codes.ALIAS, self._place(event), message, hint)
        if event.tag is not None:
            message = "An exclamation mark at the start of a value gives it a type"
            hint = "Delete it, or put the value between quotation marks if the ! is meant."
            self._report(codes.TAG, self._place(event), message, hint)

    def _scalar(self, event: ScalarEvent) -> Any:
        """Nothing, true, false, a whole number, or text; quoted is always text."""
        value: str = shared(event.value)
        if "&" in value:
            self._decoded(event, decoded(value)[0])
        if event.implicit[0] and event.style not in {"'", '"', "|", ">"}:
            if value in _WORDS:
                return _WORDS[value]
            if _INTEGER.match(value):
                return self._integer(event, value)
        elif event.style == '"':
            self._escaped(event, value)
        elif event.style in {"|", ">"}:
            self._block_header(event)
        return value

    def _block_header(self, event: Any) -> None:
        """Refuse ``|#text``, whose text the C parser silently takes for a comment."""
        mark = event.start_mark
        line = self.lines[mark.line]
        marked = event.tag is not None or event.anchor is not None
        if not marked and not _BLOCK_HEADER.match(line[mark.column :]):
            self._syntax(mark, mark)

    def _integer(self, event: Event, value: str) -> int:
        if len(value.lstrip("-")) > MAX_DIGITS:
            message = f"This number has more than {MAX_DIGITS} digits"
            hint = "Put it between quotation marks, so that it is kept exactly as typed."
            self._report(codes.LONG_NUMBER, self._place(event), message, hint)
            return 0
        return int(value)

    def _escaped(self, event: ScalarEvent, value: str) -> None:
        """Refused signs written as escapes, which the look at the raw text cannot see."""
        if any("\ud800" <= character <= "\udfff" for character in value):
            mark = event.start_mark
            self._syntax(mark, mark)
        self._decoded(event, value)

    def _decoded(self, event: Event, value: str) -> None:
        """Refuse what may stand nowhere in a value as it comes out, each sign once."""
        for sign in {each.sign: each for each in reversed([*refused(value)])}.values():
            message = sign.message.replace("stands here", "is written here")
            self._report(sign.code, self._place(event), message, sign.hint)

    def _place(self, event: Event) -> Place:
        mark: Any = event.start_mark
        return place_at(mark.line + 1 + self.offset, mark.column + 1)

    def _report(self, code: Code, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(code, self.path, message, hint, place=place))
