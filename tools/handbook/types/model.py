"""What a content type is, once its declaration has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.types.counting.model import PeopleCount
    from handbook.types.counting.rows import CountedRows
    from handbook.types.pointing.model import Counted, Expectation, Need


@dataclass(frozen=True, slots=True)
class RefField:
    """A reference found in a schema by its ``x-ref`` keyword.

    ``route`` uses ``"*"`` for "every item of this list", e.g. ``("stages", "*", "guidelines",
    "*")``. ``to`` names the content types allowed; ``inverse`` is the heading of the backlink
    ("Used by", "Owns"), in words.
    """

    route: tuple[str, ...]
    to: tuple[str, ...]
    inverse: str


@dataclass(frozen=True, slots=True)
class KeyedList:
    """A list whose rows are told apart by one of their fields, from the keyword ``x-key``.

    ``route`` leads to the list, with ``"*"`` for "every row"; ``by`` is the field, ``row`` what a
    row is called.
    """

    route: tuple[str, ...]
    by: str
    row: str


@dataclass(frozen=True, slots=True)
class StaleDate:
    """A day after which somebody must act, from the keyword ``x-stale`` of a date field.

    The record is due ``months`` after the day in ``field``, or ``before`` so many months ahead of
    it; with neither, on that day. ``what`` names what falls due in a word or two; ``by`` stands
    before a day to come, ``was`` before one that has passed. ``owner`` is the field that names the
    post that must act; without one there, the network's coordinator must. Nothing is due once one
    of the fields ``until`` is filled in.
    """

    field: str
    what: str
    by: str
    was: str
    months: int = 0
    before: int = 0
    owner: str = "owner"
    until: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list of a type's records, from ``columns`` of its ``type.yaml``.

    Without a ``field`` it links to the record itself. ``value`` names what the handbook works out
    in its place, ``count`` a type of whose records as many are counted as name this one. ``small``
    is a field shown in small print below. ``before`` stands before a value, ``empty`` in place of
    one that is not there.
    """

    title: str
    field: str = ""
    small: str = ""
    before: str = ""
    empty: str = ""
    value: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class ListPart:
    """A part of a list, under a heading of its own: the records that no part before it took.

    With ``having``, only those in which that field is ``being``; with ``without``, only those in
    which that field is not filled in. ``sort`` and ``newest`` as for a whole list.
    """

    title: str
    having: str = ""
    being: str = ""
    without: str = ""
    sort: str = ""
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """What a score is called from ``begins`` on, until the next band begins."""

    begins: int
    title: str


@dataclass(frozen=True, slots=True)
class Score:
    """What puts records in an order: the product of the whole numbers in the fields ``of``."""

    of: tuple[str, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list as words with their meaning: the field ``text`` under the name and ``short`` form."""

    text: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list down or to browse it, from ``filters`` of a ``type.yaml``.

    ``field`` is a field of the record, ``rows.field`` one of the rows of a list. With ``through``,
    the name of a type, it is a field of the records of that type that name the record: of the very
    row that names it, where there are rows. ``browse`` is the title of a page that lists records
    under each value; with ``ordered`` the values of one record stand together there, in its order.
    """

    title: str
    field: str
    through: str = ""
    browse: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class FormOffer:
    """Which records of a type the form editor offers: all, none, or those with one value.

    With a ``field``, only records in which it has the ``value`` are offered.
    """

    offered: bool = True
    field: str = ""
    value: str = ""

    def takes(self, data: Mapping[str, Any]) -> bool:
        """Whether a record with these fields can be changed in the form."""
        return self.offered and (not self.field or data.get(self.field) == self.value)


BUILT_IN = "built in"
"""The origin of a type of which every file came with the tool."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A field that is never before, or if it is a ``number`` never below, ``others`` beside it.

    ``route`` leads to the field in a record's data, ``*`` being every row of a list.
    """

    route: tuple[str, ...]
    others: tuple[str, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class ContentType:
    """A content type, built from the files of one folder under ``types/``.

    ``format`` is ``"yaml"`` or ``"markdown"``. ``folder`` is relative to ``registry/``; a
    ``singleton`` type has one file, ``registry/<singleton>``, and no folder. ``schema`` is the
    whole JSON Schema (2020-12) with the parts of its behaviours already merged in.
    ``administrative`` names top-level fields left out of the digest of texts sealed from now on.
    ``label`` is a format string over fields, such as ``"{title}"`` or ``"{group}, {date}"``
    (references become their target's label, dates are written out).
    """

    name: str
    title: str
    plural: str
    description: str
    folder: str
    singleton: str
    format: str
    label: str
    behaviours: frozenset[str]
    schema: Mapping[str, Any]
    references: tuple[RefField, ...]
    administrative: frozenset[str]
    template: str
    """The Jinja source of its page template (``page.md.j2``)."""
    example: str
    """The text of its worked example, with every field."""
    example_name: str
    start: str
    """The text from which ``handbook new`` starts: the example, or what comes before its end."""
    origin: str
    """Where it was declared, for messages: ``built in`` or a path in the registry."""
    own_template: bool = False
    """Whether its page template is a network's own."""
    section: str = ""
    """The heading of the menu it stands under; ``none`` for no line in the menu."""
    order: int = 0
    """Its place among the other types; lines and headings of the menu come lowest first."""
    columns: tuple[Column, ...] = ()
    """The columns of the list of its records; without any, a name and a summary."""
    filters: tuple[Facet, ...] = ()
    """The ways to narrow its list down, besides by how a document stands."""
    sort: str = ""
    """The field that its list goes by before the names; values of an enum in the enum's order."""
    newest: bool = False
    """Whether its list begins with the last."""
    parts: tuple[ListPart, ...] = ()
    """The parts into which its list falls; without any it is one."""
    entries: Entries | None = None
    """Its list as words with their meaning, in place of a table."""
    search: str = "first"
    """When its records are found: ``first``, ``late`` (after what serves care) or ``never``."""
    names: tuple[str, ...] = ()
    """Its fields that hold what people look for a record by, besides its title."""
    keyed: tuple[KeyedList, ...] = ()
    stale: tuple[StaleDate, ...] = ()
    ends: tuple[str, ...] = ()
    """The fields of which one, once filled in, ends the record."""
    hours: tuple[str, ...] = ()
    """The fields that hold hours of the week."""
    happened: tuple[str, ...] = ()
    """The fields that hold a day on which something has happened."""
    bounds: tuple[Bound, ...] = ()
    """What is not before, or not below, something beside it."""
    counted: tuple[CountedRows, ...] = ()
    people: tuple[PeopleCount, ...] = ()
    """Its single numbers that count people who could be known, where there are few."""
    needs: tuple[Need, ...] = ()
    """By which types' records each of its records must be named."""
    progress: tuple[Counted, ...] = ()
    """Which records make up how far each of its records has come."""
    score: Score | None = None
    """What is worked out from whole numbers of a record, to put its records in an order."""
    expects: tuple[Expectation, ...] = ()
    """Which records must come for each of its records, by a schedule."""
    form: FormOffer = FormOffer()

    def has(self, behaviour: str) -> bool:
        """Whether records of this type have the behaviour, e.g. ``endorsable``."""
        return behaviour in self.behaviours

    @property
    def suffix(self) -> str:
        """The ending of its files: ``.md`` or ``.yaml``."""
        return ".md" if self.format == "markdown" else ".yaml"


Types = Mapping[str, ContentType]
"""All content types of a registry, by name, in the order in which they are shown."""
