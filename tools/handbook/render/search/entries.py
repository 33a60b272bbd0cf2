"""What can be found in a handbook, from its records and the pages made of them.

Standing, dates and names are those of the pages themselves: nothing is worked out anew here.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State, Timeliness
from handbook.render.pages.linked import item_anchor
from handbook.render.search.model import FIRST, NEVER, SearchEntry
from handbook.render.search.words import plain, run_of, words_of, words_of_markdown
from handbook.source.dates import long_date
from handbook.source.words.claims import claimed
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.render.model import Page
    from handbook.types.model import ContentType

CLINICAL = 3.0
"""The weight of a text in force that members adopt: what somebody at a bedside looks for."""
ENDORSED = 1.5
"""Of any other text in force, such as terms of reference."""
PLAIN = 1.0
TERMS = 0.5
"""Of a term of the glossary, which stands behind the guideline of the same name."""
ITEMS = 0.1
"""Of one item of a policy: there are many, and each leads to documents that serve it."""
LISTS = 0.7
ADMINISTRATION = 0.08
NOT_IN_FORCE = 0.15
"""Of a document that may not be relied on, whatever the reason."""
DRAFTS = 0.05

_BELOW = {"draft": "Draft", "version": "Version"}
"""Pages below a document's own that can be found, last of all: but not the text in force again."""
_LISTS = frozenset(
    {
        "index",
        "browse",
        "home",
        "help",
        "due",
        "adoption",
        "uptake",
        "search",
        "offline",
        "overview",
    }
)


def entries_of(context: Context, pages: Iterable[Page]) -> tuple[SearchEntry, ...]:
    """Everything that can be found, what serves care first, each half in order of addresses."""
    finder = Finder(context)
    entries = chain.from_iterable(finder.entries(page) for page in pages)
    return tuple(sorted(entries, key=lambda entry: (entry.late, entry.url)))


class Finder:
    """Says what can be found on a page of a handbook."""

    def __init__(self, context: Context, *, read: bool = True) -> None:
        """Know the own page of every record. Unless ``read``, no words of texts are gathered."""
        self._context, self._read = context, read
        self._homes = {
            context.places.page(record.id): record for record in context.registry.records.values()
        }

    def entries(self, page: Page) -> Iterator[SearchEntry]:
        """What can be found on a page: the page itself, and places on it."""
        return _entries(self._context, page, self._homes.get(page.path), read=self._read)


def same_words(context: Context) -> tuple[tuple[str, ...], ...]:
    """What means the same: each term of the glossary with its short form and its other words."""
    named = {
        " ".join(words_of(name)): record.id
        for record in context.registry.records.values()
        for name in (str(record.get("title", "")), context.label(record.id))
    }
    groups = []
    for term in context.registry.of_type(KnownType.GLOSSARY_TERM):
        if term.id in context.quarantined:
            continue
        # What is the name of something else is no other word for this.
        others = [
            str(word)
            for word in term.get("also") or ()
            if named.get(" ".join(words_of(str(word))), term.id) == term.id
        ]
        group = [term.get("title"), term.get("abbreviation"), *others]
        groups.append(tuple(str(word) for word in group if word))
    return tuple(sorted(group for group in groups if len(group) > 1))


def _entries(
    context: Context, page: Page, record: Record | None, *, read: bool
) -> Iterator[SearchEntry]:
    handbook = page.meta.get("handbook") or {}
    kind = str(handbook.get("kind", ""))
    if record is not None and record.id not in context.quarantined:
        yield from _of_record(context, page, record, read=read)
    elif kind in _BELOW and WORDS[State.IN_FORCE].label not in page.badge:
        yield _below(page, handbook)
    elif kind == "quarantined":
        title, word = str(handbook["found_as"]), WORDS[State.UNKNOWN]
        yield SearchEntry(
            page.url, title, "Cannot be shown", label=word.label, tone=word.tone,
            weight=NOT_IN_FORCE,
        )  # fmt: skip
    elif kind in _LISTS and "search" not in page.meta:
        yield SearchEntry(page.url, str(handbook["found_as"]), "Page of the handbook", weight=LISTS)


def _of_record(
    context: Context, page: Page, record: Record, *, read: bool
) -> Iterator[SearchEntry]:
    kind = context.kind(record)
    if kind.search == NEVER:
        return
    standing = context.standing(record.id)
    seal = context.seals.get(record.id, {}).get(standing.version) if standing else None
    data = {**record.data, **(seal.record.data if seal else {})}
    data |= {name: record.data[name] for name in kind.administrative if name in record.data}
    names = [*_marked(kind, data), *_items(context, record.id)]
    late = kind.search != FIRST
    summary = str(data.get("summary") or data.get("definition") or "")
    yield SearchEntry(
        url=page.url,
        title=context.label(record.id),
        kind=kind.title,
        names=tuple(name for name in dict.fromkeys(names) if not claimed(name)),
        summary=_shown_on(page, summary) if read else summary,
        weight=_weight(kind, standing, late=late),
        late=late,
        words=words_of_markdown(page.markdown) if read else frozenset(),
        **_stands(context, standing, page),
    )
    if kind.name == KnownType.POLICY:
        yield from _of_policy(context, page, record)


def _shown_on(page: Page, summary: str) -> str:
    """A summary, where its page shows it: one whose text is hidden does not, nor every template.

    None that says itself how something stands: in a result only the tag beside it may.
    """
    if claimed(summary):
        return ""
    return summary if f" {run_of(summary)} " in f" {run_of(plain(page.markdown))} " else ""


def _stands(context: Context, standing: Standing | None, page: Page) -> dict[str, str]:
    """How a document stands, in the words of its own page, and what to use instead of it."""
    if standing is None or not page.badge:
        return {}
    label, state = page.badge[0], standing.state
    words: dict[str, str] = {"label": label, "tone": str(WORDS[state].tone)}
    if state is not State.IN_FORCE:
        return {**words, "dates": _instead(context, standing)}
    if standing.timeliness is Timeliness.EXPIRED and standing.expires:
        return {
            **words,
            "tone": str(WORDS[Timeliness.EXPIRED].tone),
            "dates": f"Endorsed until {long_date(standing.expires)}, which has passed",
        }
    if standing.timeliness is Timeliness.OVERDUE and standing.review_due:
        return {**words, "dates": f"Review was due {long_date(standing.review_due)}"}
    if standing.until is None:
        return {**words, "dates": "Check first"}
    until = standing.until
    return {**words, "until": until.isoformat(), "dates": f"Use until {long_date(until)}"}


def _instead(context: Context, standing: Standing) -> str:
    instead = context.replacement(standing)
    if instead is None or not instead.live:
        return ""
    return f"{instead.label}: {context.label(instead.document)}"


def _weight(kind: ContentType, standing: Standing | None, *, late: bool) -> float:
    if standing is not None:
        if not standing.in_force or standing.timeliness is Timeliness.EXPIRED:
            return NOT_IN_FORCE
        return CLINICAL if kind.has("adoptable") else ENDORSED
    if kind.name == KnownType.GLOSSARY_TERM:
        return TERMS
    return ADMINISTRATION if late else PLAIN


def _marked(kind: ContentType, data: Mapping[str, Any]) -> Iterator[str]:
    """The words in fields that the type marks as what people look for it by."""
    for name in kind.names:
        value = data.get(name)
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and word:
                yield word


def _items(context: Context, document: str) -> Iterator[str]:
    """The policy items that a document serves, as people cite them."""
    for policy, judged, _ in context.claims.get(document, ()):
        yield _cited(context, policy, judged.item)


def _cited(context: Context, policy: str, item: str) -> str:
    identifier = str(context.value(policy, "identifier") or context.label(policy))
    return item if item.startswith(identifier) else f"{identifier} {item}"


def _of_policy(context: Context, page: Page, record: Record) -> Iterator[SearchEntry]:
    """The items of a policy, each at its place on the policy's page."""
    coverage = context.assessment.coverage.get(record.id)
    titles = {str(row.get("id")): str(row.get("title") or "") for row in _rows(record)}
    for judged in coverage.items if coverage else ():
        title = titles.get(judged.item) or judged.topic.rstrip(".")
        yield SearchEntry(
            f"{page.url}#{item_anchor(judged.item)}",
            f"{_cited(context, record.id, judged.item)}: {title}",
            "Policy item",
            summary=judged.topic if titles.get(judged.item) else "",
            weight=ITEMS,
            late=True,
        )


def _rows(record: Record) -> Iterable[Mapping[str, Any]]:
    rows = record.get("items")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else ()


def _below(page: Page, handbook: Mapping[str, Any]) -> SearchEntry:
    badge = page.badge[0] if page.badge else ""
    return SearchEntry(
        page.url,
        str(handbook["found_as"]),
        _BELOW[str(handbook["kind"])],
        label=badge,
        tone="stop",
        weight=DRAFTS,
        late=True,
    )
