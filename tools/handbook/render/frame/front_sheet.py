"""The parts that every controlled document shares: recommendations, sources, the front sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.render.context import Context, named
from handbook.render.markdown.writing import (
    Columns,
    Md,
    attribute,
    facts,
    heading,
    inline,
    small,
    web,
    written_date,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_SHORT = 4
"""Names of recommendations no longer than this stand in a column of their own."""
_TEXTS = (
    ("For", "audience"),
    ("Scope", "scope"),
    ("Category", "category"),
    ("Keywords", "keywords"),
    ("Says anything about medicines", "medicines"),
    ("Changes from the version before", "summary-of-changes"),
    ("Consultation", "consultation"),
    ("Equality impact", "equality-impact"),
    ("Training", "training"),
    ("Monitoring", "monitoring"),
)


def shared_parts(
    context: Context, here: str, data: Mapping[str, Any]
) -> dict[str, Md | Callable[..., Md]]:
    """What a document's template may place on its page, ready made."""
    return {
        "recommendations": recommendations(data.get("recommendations") or ()),
        "evidence": evidence(data.get("evidence") or ()),
        "front_sheet": partial(front_sheet, context, here, data),
    }


def recommendations(given: Iterable[Mapping[str, Any]]) -> Md:
    """The recommendations as a list, each with its own anchor."""
    given = list(given)
    short = (
        " .hb-short"
        if all(len(str(recommendation["id"])) <= _SHORT for recommendation in given)
        else ""
    )
    lines = [
        f"* **{inline(recommendation['id'])}** {inline(recommendation['text'])}\n"
        f"    {{: #{attribute(recommendation['id'])} .hb-recommendation{short} }}"
        for recommendation in given
    ]
    if not lines:
        return Md("")
    return Md("\n".join([heading(2, "Recommendations", "hb-recommendations"), "", *lines]))


def _source(source: Mapping[str, Any]) -> Md:
    link = web(source["title"], source.get("url", ""))
    return Md(f"{link} {small(source.get('publisher', ''))}")


def evidence(given: Iterable[Mapping[str, Any]]) -> Md:
    """The sources a text rests on, and when each was last looked at."""
    table = Columns("Source", "Year", "Last looked at").table(
        (
            _source(source),
            source.get("year", ""),
            written_date(source.get("checked", "")),
        )
        for source in given
    )
    return Md(f"{heading(2, 'Sources', 'hb-evidence')}\n\n{table}") if table else Md("")


def _taken_over(source: Mapping[str, Any]) -> str:
    """From which network, document and version a text came, and whose word counts here."""
    if not source:
        return ""
    return (
        f"{source['network-title']}: “{source['document']}”, version {source['version']} there."
        " What holds here is decided by this network alone."
    )


def front_sheet(
    context: Context, here: str, data: Mapping[str, Any], rows: Iterable[Any] = ()
) -> Md:
    """The front sheet: a type's own rows first, then those that all documents share."""
    author = str(data.get("author") or "")
    rests = [named(context, here, pathway) for pathway in data.get("rests-on") or ()]
    shared = [
        *rows,
        ("Taken over from", _taken_over(data.get("taken-over") or {})),
        *((label, data.get(name)) for label, name in _TEXTS),
        ("Rests on", Md(", ".join(rests))),
        ("Written by", context.link(here, author) if author else ""),
    ]
    table = facts(shared)
    return Md(f"{heading(2, 'Front sheet', 'hb-front-sheet')}\n\n{table}") if table else Md("")
