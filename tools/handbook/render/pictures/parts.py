"""What pictures are made of: words with or without a link, and the same again as a table.

A picture is handed to the theme as plain data. It draws boxes and lines around words; nothing is
said by a line alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from handbook.assess.words import Word
    from handbook.render.context import Context

Piece = dict[str, str]
"""A few words: ``text``, and perhaps ``href``, an address in the site, or ``until``, a day."""


def words(text: str) -> Piece:
    """Words that lead nowhere."""
    return {"text": text}


def leads(context: Context, record_id: str, text: str = "") -> Piece:
    """The name of a record (or other words), leading to its page if it has one."""
    shown = text or context.label(record_id)
    href = context.places.url(record_id)
    return {"text": shown, "href": href} if href else {"text": shown}


def until(day: date, before: str = "") -> Piece:
    """A day in words, which the page marks once it has passed."""
    return {"text": f"{before}{long_date(day)}", "until": day.isoformat()}


def badge(word: Word) -> dict[str, str]:
    """A word as a tag."""
    return {"label": word.label, "tone": str(word.tone)}


def same_as_table(
    caption: str, columns: Sequence[str], rows: Iterable[Iterable[Sequence[Piece]]]
) -> dict[str, Any]:
    """The data of a picture as a table: in each cell some pieces, each on a line of its own."""
    return {
        "caption": caption,
        "columns": list(columns),
        "rows": [[list(cell) for cell in row] for row in rows],
    }


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names with commas, and a word before the last."""
    if len(names) < 2:  # noqa: PLR2004 - a list of one needs no word
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with the word that goes with it."""
    return f"{number} {singular if number == 1 else plural or f'{singular}s'}"


def capital(text: str) -> str:
    """Words with a capital at their beginning, and as they are otherwise."""
    return f"{text[:1].upper()}{text[1:]}"
