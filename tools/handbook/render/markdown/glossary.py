"""Which terms of the glossary a page explains, and what it says of each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.render.markdown.places import relative
from handbook.source.closed_list import EXPLAINED, EXPLAINS
from handbook.source.terms import Term
from handbook.source.words.plain import sound
from handbook.source.words.skeleton import looks
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.render.markdown.places import Places
    from handbook.source.html.tree import Element

_WORD = re.compile(r"\w+")
_FORM = re.compile(r"\w[\w .&/()'\u2019-]*")
_SHORTEST = 2
_KINDS_OF_NAME = ("abbreviation", "title")


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms by the first word of each way to write them; addresses are paths in the tree."""

    by_first_word: Mapping[str, Sequence[tuple[str, Term]]]

    def lines(self, here: str, markdown: str) -> str:
        """The lines of the terms that occur on the page ``here``, unless it is their own page."""
        if not self.by_first_word:
            return ""
        present = self.by_first_word.keys() & set(_WORD.findall(markdown))
        if not present:
            return ""
        flat = " ".join(markdown.split())
        used: dict[str, Term] = {}
        for word in present:
            for form, term in self.by_first_word[word]:
                if form in flat and term.address != here:
                    used[term.id] = term
        addressed = (
            replace(term, address=relative(here, term.address) if term.meaning else "")
            for _, term in sorted(used.items())
        )
        return "\n".join(term.line() for term in addressed)


NO_TERMS = Glossary({})


def glossary(registry: Registry, places: Places, held_back: Container[str]) -> Glossary:
    """The terms of a registry, without those records that may not be shown (``held_back``).

    What could be taken for two terms is explained as neither, nor is one by what is no name: on an
    endorsed page a wrong meaning is worse than none.
    """
    terms = [t for t in registry.of_type(KnownType.GLOSSARY_TERM) if t.id not in held_back]
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for term in terms:
        for name in _every_name(term):
            for look in looks(name):
                meant[look].add(term.id)
    for look in registry.unclear:
        meant[look].add("")
    by_first_word: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in terms:
        for made in _made(term, places.page(term.id), meant):
            for form in made.forms:
                by_first_word[_WORD.findall(form)[0]].append((form, made))
    return Glossary(dict(by_first_word))


def _every_name(term: Record) -> Iterator[str]:
    """Every word for a term: those it is written as on pages, and those people use besides."""
    yield from (str(term.get(name, "")) for name in _KINDS_OF_NAME)
    also = term.get("also", ())
    yield from map(str, also if isinstance(also, (list, tuple)) else ())


def _made(record: Record, page: str, meant: Mapping[str, set[str]]) -> Iterator[Term]:
    """A record as what is explained, and as what only keeps shorter terms out of its words."""
    clear: list[str] = []
    doubtful: list[str] = []
    for name in _KINDS_OF_NAME:
        written = " ".join(str(record.get(name, "")).split())
        if len(written) < _SHORTEST or not _FORM.fullmatch(written):
            continue
        alone = all(meant[look] == {record.id} for look in looks(written))
        (clear if alone else doubtful).extend(_as_written(written))
    meaning = _meaning(record)
    if clear:
        yield Term(record.id, page, tuple(dict.fromkeys(clear)), meaning)
    if doubtful:
        yield Term(f"{record.id}--doubtful", "", tuple(dict.fromkeys(doubtful)), "")


def _as_written(name: str) -> tuple[str, ...]:
    """A name as it is, and as it stands within a sentence: an abbreviation stays as it is."""
    if name[1:2].islower() or name[1:2] == " ":
        return (name, name[:1].lower() + name[1:])
    return (name,)


def _meaning(record: Record) -> str:
    """What a page says of a term: its title, and its definition unless that says too much."""
    title, definition = (" ".join(str(record.get(n, "")).split()) for n in ("title", "definition"))
    if not sound("name", title):
        return ""
    return f"{title.rstrip('.')}. {definition}" if sound("meaning", definition) else title


def explained_amiss(elements: Sequence[Element], terms: Iterable[Term]) -> Iterator[str]:
    """What a built page explains otherwise than by the ``terms`` of its Markdown."""
    meanings = {f"{EXPLAINS}{term.meaning}": term for term in terms if term.meaning}
    for link in (e for e in elements if EXPLAINED in e.classes):
        term = meanings.get(link.attributes.get("title", ""))
        leads = term is not None and link.attributes.get("href") in _addresses(term.address)
        if term is None or not leads or link.words() not in term.forms:
            yield f"an explanation of “{link.words()[:40]}” that is not the glossary's"


def _addresses(path: str) -> tuple[str, str]:
    """How an engine may write a link to a page of the tree."""
    return (path.removesuffix("index.md"), path)
