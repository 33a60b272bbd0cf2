"""Which records the public edition holds: an allow-list, in which every doubt leaves one out."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from handbook.source.words.skeleton import looks
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from handbook.link import Registry
    from handbook.load.model import Record


def shown_ids(registry: Registry) -> frozenset[str]:
    """The ids of the records that anybody may read.

    Each says so itself, and so does every record that it is called by: an answer of an organisation
    that is for members is for members too. One answer for members takes with it every
    other of that organisation about that document, since without it they would say what no longer
    holds.
    """
    shown = {record.id for record in registry.records.values() if record.public}
    hidden = hidden_pairs(registry, shown)
    shown -= {
        answer.id for answer in registry.of_type(KnownType.ADOPTION) if pair_of(answer) in hidden
    }
    needs = {name: tuple(needed(registry, registry.records[name])) for name in shown}
    while lost := {name for name in shown if not shown.issuperset(needs[name])}:
        shown -= lost
    return frozenset(shown)


def hidden_pairs(registry: Registry, shown: Container[str]) -> frozenset[tuple[str, str]]:
    """Each organisation with each document about which not all that it answered is public."""
    answers = registry.of_type(KnownType.ADOPTION)
    broken = (each.id for each in registry.broken if each.type == KnownType.ADOPTION)
    return frozenset(
        (
            *(pair_of(answer) for answer in answers if answer.id not in shown),
            *map(_pair_named, broken),
        )
    )


def pair_of(answer: Record) -> tuple[str, str]:
    """The organisation whose answer it is, and the document that it is about."""
    return str(answer.get("organisation")), str(answer.get("document"))


def _pair_named(name: str) -> tuple[str, str]:
    """The same of an answer that cannot be read, by its name."""
    organisation, _, rest = name.partition("--")
    return organisation, rest.partition("--")[0]


def needed(registry: Registry, record: Record) -> Iterator[str]:
    """The records that one is called by: what it is about, or whose it is."""
    kind = registry.types[record.type]
    called = frozenset(name for _, name, _, _ in string.Formatter().parse(kind.label) if name)
    for reference in kind.references:
        name = reference.route[0]
        if len(reference.route) == 1 and name in called:
            yield str(record.get(name))


def unclear(registry: Registry, shown: Container[str]) -> frozenset[str]:
    """How those names of public terms look that also mean something to members."""
    sides: tuple[set[str], set[str]] = set(), set()
    for term in registry.of_type(KnownType.GLOSSARY_TERM):
        also = term.get("also")
        names = (term.get("title"), term.get("abbreviation"), *(also or ()))
        sides[term.id in shown].update(look for name in names if name for look in looks(str(name)))
    return frozenset.intersection(*map(frozenset, sides))
