"""What a suspension names as wrong: it is looked for in the text, and never stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.markdown.passages import stands
from handbook.source.screen import refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.author.decision.model import Desk

LONGEST = 200
"""Characters of a passage, as in the schema of decisions."""
MOST = 20


def fit(given: Mapping[str, Any]) -> dict[str, Any]:
    """The lines of a stop with only those passages that a decision can hold, each once."""
    kept = dict.fromkeys(text for text in _asked(given) if _holds(text))
    rest = {name: value for name, value in given.items() if name != "wrong"}
    wrong = [{"text": text} for text in list(kept)[:MOST]]
    return {**rest, "wrong": wrong} if wrong else rest


def not_struck(desk: Desk, documents: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A sentence on each passage that will not be struck through, and why."""
    for given in documents:
        name = str(given.get("document"))
        shown = desk.standings.get(name)
        seal = desk.registry.seals.get((name, shown.version)) if shown else None
        asked = list(dict.fromkeys(_asked(given)))
        written = {passage["text"] for passage in fit(given).get("wrong", ())}
        for text in asked:
            quoted = f"“{text[:LONGEST]}”"
            if text not in written:
                yield (
                    f"Note: {quoted} is left out, and nothing is struck through for it: name at"
                    f" most {MOST} passages, of at most {LONGEST} plain characters each."
                )
            elif seal and not stands(text, seal.record.body, seal.record.data):
                yield (
                    f"Note: {quoted} was not found in the text of {desk.registry.label(name)}, so"
                    " nothing is struck through for it; its page quotes it all the same. Name it"
                    " exactly as readers see it, in whole words."
                )


def _asked(given: Mapping[str, Any]) -> Iterator[str]:
    for passage in given.get("wrong") or ():
        yield " ".join(str(passage.get("text", "")).split())


def _holds(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable() and not list(refused(text))
