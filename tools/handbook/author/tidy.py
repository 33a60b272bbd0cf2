"""Which files of a registry may be tidied, and what tidying each would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.digest import digest
from handbook.finding import Severity
from handbook.layout import Tidied, tidy_file
from handbook.load.model import BrokenKind
from handbook.load.places import FileKind, Map
from handbook.source import read_markdown, read_yaml
from handbook.source.dates import DateProblem, parse_date
from handbook.source.markdown import parsing
from handbook.source.markdown.fidelity import compare, outline_of_html, outline_of_markdown, to_html
from handbook.types.known import BY_COMMAND, KnownType
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from handbook.load import Loaded, Record
    from handbook.load.trees.base import Tree
    from handbook.types.model import ContentType, Types

AS_ENDORSED = "its text is as it was endorsed, and stays so"
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Neat:
    """One file: what it holds, what it would hold when tidied, and what a person has to do.

    ``changes_digest`` says that its text was endorsed as it is, and would no longer be.
    """

    path: str
    before: bytes
    tidied: Tidied
    by_hand: tuple[tuple[int, str], ...] = ()
    changes_digest: bool = False

    @property
    def changed(self) -> bool:
        """Whether tidying does anything."""
        return self.tidied.raw != self.before


@dataclass(frozen=True, slots=True)
class TidyContext:
    """What deciding about a file needs: the files as loaded, and the day."""

    tree: Tree
    types: Types
    loaded: Loaded
    today: date

    def untouchable(self, path: str) -> str:
        """Why a file may never be rewritten, in words; nothing if it may."""
        spot = Map(self.types).spot(path)
        if spot.kind is FileKind.SEALED:
            return "a sealed text is never edited"
        if spot.kind is not FileKind.RECORD:
            return "it is no record"
        if spot.type in BY_COMMAND:
            return "decisions and answers are never edited"
        if spot.type == KnownType.MEETING and not self._ahead(path):
            return "a meeting that was held, or that a decision rests on, is never edited"
        return ""

    def _ahead(self, path: str) -> bool:
        """Whether a meeting is surely still to come and nothing rests on it yet."""
        record = next((r for r in self.loaded.records if r.path == path), None)
        if record is None or record.get("state") != "scheduled":
            return False
        try:
            day = parse_date(record.get("date"))
        except (DateProblem, TypeError, AttributeError):
            return False
        sound = [record.data for record in self.loaded.records if record.type in BY_COMMAND]
        cited = any(record.id in str(data.get("meeting", "")) for data in sound)
        doubtful = any(
            b.type == KnownType.DECISION or b.kind == BrokenKind.SEAL for b in self.loaded.broken
        )
        return day > self.today and not cited and not doubtful

    def neat(self, path: str, *, endorsed: bool = False) -> Neat:
        """What tidying does to a file that may be; with ``endorsed``, also to an endorsed text."""
        before = self.tree.read(path)
        content_type = self.types[Map(self.types).spot(path).type]
        order = order_of(content_type)
        whole = tidy_file(before, path, order)
        sealed = whole.raw != before and self._sealed(path, before, whole.raw)
        if sealed and not endorsed:
            part = tidy_file(before, path, order, body=False)
            whole = Tidied(part.raw, part.changes, (*part.left, AS_ENDORSED))
        return Neat(path, before, whole, tuple(_by_hand(whole.raw, path)), sealed and endorsed)

    def _sealed(self, path: str, before: bytes, after: bytes) -> bool:
        """Whether a text is one that was endorsed, or may be, and would not be when tidied."""
        record = next((r for r in self.loaded.records if r.path == path), None)
        name = record.id if record else path.rpartition("/")[2].partition(".")[0]
        seals = [seal for seal in self.loaded.seals if seal.document == name]
        broken = any(b.kind == BrokenKind.SEAL and b.id == name for b in self.loaded.broken)
        if record is None or broken:
            old, new = read_markdown(before, path), read_markdown(after, path)
            return bool(seals or broken) and (old.body or "").strip("\n") != (new.body or "").strip(
                "\n"
            )
        source = read_markdown(after, path)
        for seal in seals:
            was = _digest(record, record.data, record.body, seal.administrative)
            if was == seal.digest:
                data = source.data or {}
                return _digest(record, data, source.body, seal.administrative) != was
        return False


def _digest(record: Record, data: Mapping[str, Any], body: str | None, left: frozenset[str]) -> str:
    try:
        return digest(record.type, record.id, data, body, record.attachments, left)
    except ValueError:
        return ""


def order_of(content_type: ContentType) -> dict[str, Any]:
    """The order of a type's details, as its schema has it, at every depth."""
    schema = content_type.schema
    return _order(schema, schema.get("$defs", {}), 0)


def _order(part: Any, definitions: Mapping[str, Any], depth: int) -> dict[str, Any]:
    if not hasattr(part, "get") or depth > _DEEPEST:
        return {}
    whole = resolve(part, definitions)
    faults = {
        name: _order(inner, definitions, depth + 1)
        for name, inner in whole.get("properties", {}).items()
    }
    if "items" in whole:
        faults["*"] = _order(whole["items"], definitions, depth + 1)
    return faults


def _by_hand(raw: bytes, path: str) -> Iterator[tuple[int, str]]:
    """What the reader still refuses in a file, line by line, in words."""
    if not path.endswith(".md"):
        findings: Iterable[Any] = read_yaml(raw, path).findings
        yield from ((f.place.line if f.place else 1, f"{f.message}. {f.hint}") for f in findings)
        return
    source = read_markdown(raw, path)
    yield from ((f.place.line if f.place else 1, f"{f.message}. {f.hint}") for f in source.findings)
    if source.body is None:
        return
    above = source.body_line - 1
    faults = parsing.parse(source.body).problems
    problems = [problem for problem in faults if problem.code.severity is Severity.ERROR]
    yield from (
        (above + problem.line, f"{problem.message}. {problem.hint}") for problem in problems
    )
    if not problems:
        shown = outline_of_html(to_html(source.body))
        for mismatch in compare(outline_of_markdown(source.body), shown):
            yield above + (mismatch.line or 1), f"{mismatch.message}."
