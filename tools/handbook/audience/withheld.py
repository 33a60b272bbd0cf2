"""Words by which what is for members would be known in a site that anybody can read.

The public edition holds none of them. That it holds none when it is built is looked at all the
same (``audience.leaks``): a second guard, which knows nothing of how the first one works.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.source.words.runs import names_in, strings, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.link import Registry
    from handbook.load.model import Record

WINDOW = 8
"""So many words in one run are not said twice by chance."""
_STRIDE = 4
_TITLE = 4
_NAME, _PARTS = 12, 3
"""The letters and the parts from which on an id is no ordinary word."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Runs of words, and names, that stand in records for members alone; each with its record."""

    runs: Mapping[str, str]
    names: Mapping[str, str]


def withheld(whole: Registry, public: Registry, besides: Iterable[str]) -> Withheld:
    """What tells apart the records and sealed texts that ``public`` leaves out of ``whole``.

    Whatever is said in public as well, or in ``besides`` (the words of the tool itself), does not.
    """
    texts = [*besides, *_every_text(public), *(record.id for record in public.records.values())]
    public_text = f" {' '.join(word for text in texts for word in (*words_in(text), '/'))} "
    known = frozenset(name for text in texts for name in names_in(text))
    runs: dict[str, str] = {}
    names: dict[str, str] = {}
    for source, texts_of in _left_out(whole, public):
        for text in texts_of:
            for run in _runs(text):
                if f" {run} " not in public_text:
                    runs.setdefault(run, source)
    hidden = [record for name, record in whole.records.items() if name not in public.records]
    for record in hidden:
        marks = [record.id] if _is_telling(record.id) else []
        marks += [attachment.sha256 for attachment in record.attachments]
        names.update({mark: record.id for mark in marks if mark not in known})
        title = " ".join(words_in(str(record.get("title", ""))))
        if len(title.split()) >= _TITLE and f" {title} " not in public_text:
            runs.setdefault(title, record.id)
    for key, seal in whole.seals.items():
        if key not in public.seals or public.seals[key].kept_back:
            digest = seal.digest.rpartition(":")[2]
            names.update({digest: seal.document} if digest and digest not in known else {})
    return Withheld(runs, names)


def _is_telling(name: str) -> bool:
    return len(name) >= _NAME and len(name.split("-")) >= _PARTS


def _left_out(whole: Registry, public: Registry) -> Iterator[tuple[str, Iterable[str]]]:
    """The texts of each record, and of each sealed text, that is left out."""
    for name, record in whole.records.items():
        if name not in public.records:
            yield name, _texts(record)
    for key, seal in whole.seals.items():
        if key not in public.seals or public.seals[key].kept_back:
            yield f"{seal.document}, version {seal.version}", _texts(seal.record)


def _every_text(registry: Registry) -> Iterator[str]:
    """Everything that the records and sealed texts of a registry say, and what they are called."""
    for record in registry.records.values():
        yield from _texts(record)
        yield record.path
    for seal in registry.seals.values():
        yield from _texts(seal.record)
    yield from registry.labels.values()


def _texts(record: Record) -> Iterator[str]:
    if record.body:
        yield record.body
    yield from strings(record.data)


def _runs(text: str) -> Iterator[str]:
    words = words_in(text)
    for begin in range(0, len(words) - WINDOW + 1, _STRIDE):
        yield " ".join(words[begin : begin + WINDOW])
