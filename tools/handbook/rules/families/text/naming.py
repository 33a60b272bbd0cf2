"""What things are called: near the mark of a page, a name is a name and nothing else.

Names, numbers and contacts come from files that no group has sealed, and stand in the heading of a
page, in the browser's tab, in search results, in lists, and beside the standing box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import part, rows, word
from handbook.source.words.claims import claimed
from handbook.source.words.plain import faults
from handbook.source.words.skeleton import looks
from handbook.source.words.typed_status import begins_as_a_standing
from handbook.types.known import APPEND_ONLY, KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Finding, Route
    from handbook.link import Registry
    from handbook.load.model import Record

NAM001 = Code(
    id="NAM001",
    severity=Severity.ERROR,
    title="A name that says how something stands",
    explanation=(
        "The name of a record stands in the heading of its page, in the browser's tab, in lists and"
        " in search results, where no mark stands beside it. A name that says that something is in"
        " force, endorsed, current, withdrawn or may be used would be taken for the mark, and would"
        " go on saying so after it had stopped being true. It counts how the words look, whatever"
        " letters, spaces or signs they are written with. The same holds for the number and the"
        " contact of a document. Take those words out; the handbook shows the true standing."
    ),
    integrity=True,
)
NAM002 = Code(
    id="NAM002",
    severity=Severity.ERROR,
    title="One abbreviation with two meanings",
    explanation=(
        "What the glossary says of an abbreviation is shown wherever the abbreviation stands, on"
        " endorsed pages too. So no two terms of the glossary share an abbreviation or a name, and"
        " no abbreviation is the name of another term, not even in other capitals or in letters"
        " that look the same. Keep one of the two, or give one another abbreviation."
    ),
    integrity=True,
)
NAM003 = Code(
    id="NAM003",
    severity=Severity.WARNING,
    title="A name of what was decided that says how something stands now",
    explanation=(
        "The name of a decision, of a meeting or of an item of its agenda stands on first pages, in"
        " lists, in search results and in the history of a document. It may say what was done"
        " (“Rapid transfer endorsed”), and not how something stands, as “In force” or “may be used"
        " until 2031” would: it would go on saying so. What was merged is never edited, so this is"
        " no error; but readers are shown the id in place of such a name. Before it is merged,"
        " choose another."
    ),
)

_WORK = frozenset({KnownType.ACTION, KnownType.POLICY_MAPPING})
"""Records of work on documents, whose names may say so, but not first."""


@rule(NAM001)
def names_say_no_standing(registry: Registry, record: Record) -> Iterator[Finding]:
    """No name, as it is shown, says how something stands."""
    if record.type in APPEND_ONLY:
        return
    label = registry.label(record.id)
    if record.type in _WORK:
        if begins_as_a_standing(label):
            yield _named(record, "begins with how something stands", route=("title",))
        return
    title = word(record.data, "title")
    claims = list(dict.fromkeys(faults("title", label)))
    of_title = bool(claims) and claims == list(dict.fromkeys(faults("title", title)))
    for each in claims:
        yield _named(record, each, route=("title",) if of_title else ())
    if claim := claimed(word(record.data, "identifier")):
        yield _named(record, f"says how something stands (“{claim}”)", route=("identifier",))
    yield from _beside_the_box(record)


@rule(NAM003)
def what_was_decided_says_no_standing(registry: Registry, record: Record) -> Iterator[Finding]:
    """No name of what was decided says how something stands now."""
    for route, name in names_of_what_was_decided(record, registry.label(record.id)).items():
        if fault := next(faults("told", name), ""):
            hint = "Say what was done. Until then readers are shown no name in its place."
            yield finding(NAM003, record, f"this name {fault}", hint=hint, route=route)


def names_of_what_was_decided(record: Record, label: str) -> dict[Route, str]:
    """What a decision, a meeting and its items, or an answer are called, by route; else nothing."""
    if record.type not in APPEND_ONLY:
        return {}
    items = rows(record.data, "agenda")
    return {("title",): label} | {("agenda", n, "title"): word(item, "title") for n, item in items}


def _beside_the_box(record: Record) -> Iterator[Finding]:
    """Number and contact, whatever form a type of the network's own gives them."""
    if problem := next(faults("reference", word(record.data, "reference") or "0"), ""):
        yield _named(record, problem, route=("reference",))
    contact: Mapping[str, object] = part(record.data, "contact")
    for name in contact:
        if claim := claimed(word(contact, str(name))):
            message = f"says how something stands (“{claim}”)"
            yield _named(record, message, route=("contact", str(name)))


def _named(record: Record, problem: str, *, route: tuple[str, ...]) -> Finding:
    what = {("title",): "this name", (): "the name that readers see"}
    return finding(
        NAM001,
        record,
        f"{what.get(route, 'this')} {problem}",
        hint="Take those words out. The handbook shows the true standing at the top of the page."
        if route
        else "Mend what the name is made of: the fields that `label` in its type.yaml names.",
        route=route,
    )


@rule(NAM002)
def abbreviations_have_one_meaning(registry: Registry) -> Iterator[Finding]:
    """No term of the glossary can be taken for another."""
    taken: dict[str, Record] = {}
    for record in registry.of_type(KnownType.GLOSSARY_TERM):
        reported: set[str] = set()
        for field in ("abbreviation", "title"):
            text = word(record.data, field)
            for look in sorted(looks(text)):
                other = taken.setdefault(look, record)
                if other is not record and field not in reported:
                    reported.add(field)
                    message = f"“{text}” could be taken for what {other.path} explains"
                    hint = "Keep one of the two terms, or give one of them another abbreviation."
                    yield finding(NAM002, record, message, hint=hint, route=(field,))
