"""The page on adoption: every document beside every organisation, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.notes import NoteKind
from handbook.assess.adoption.uptake import count
from handbook.assess.words import LOCAL, Local, Tone, Word
from handbook.render.adoption.follow_up import champion, in_use_but_stopped
from handbook.render.adoption.parts import letters, link_to, page_of, title_of, ways
from handbook.render.adoption.uptake import UPTAKE, together
from handbook.render.adoption.words import (
    ANCHOR,
    PAGE,
    counted,
    is_late,
    notes_of,
    of_document,
    of_organisation,
    used_text,
    word_of,
)
from handbook.render.context import Context, named
from handbook.render.frame.meta import make_page
from handbook.render.markdown.writing import (
    Columns,
    Md,
    bullets,
    heading,
    inline,
    plain_tag,
    small,
    tag,
)
from handbook.render.offering import offered_on
from handbook.render.pictures.uptake import uptake_picture
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.assess.adoption.model import Position
    from handbook.render.model import Page

_LEAD = (
    "Which organisation uses which document, by what each recorded itself. The network's "
    "endorsement is not adoption, and nothing here is taken from it."
)
_NONE = "No document has been offered to any organisation yet."
_NOT_MEANT = "Not meant for it"
_NOTHING = "No answer"
_SUMS = (
    "*Use it* counts those that use the version in force, as it is or adapted, of those asked to "
    "whom it applies. Below it stands how many of all that were asked have answered: about that "
    "version, or by using an older one."
)
_SIDEWAYS = (
    "If the table is cut off at the right, scroll it sideways: there are more organisations there."
    "\n{: .hb-sideways }"
)
_IN_PARTS = (
    "There are too many documents for one table. They stand by the first letter of their names; "
    "all that one organisation is asked about stands on its own page."
)
_FEW = 12
"""Pairs that cannot be told are named up to here; if all are in doubt, the number says more."""
_BEHIND = "Behind"
_IN_A_CELL = (NoteKind.UNSUPPORTED, NoteKind.BEHIND, NoteKind.OUTSTANDING, NoteKind.NOT_ASKED)
_UNSUPPORTED = "Uses a withdrawn text"


def adoption_page(context: Context) -> Page:
    """Who uses what, in one table; what its words mean; and uptake over time."""
    parts = [f"{_LEAD}\n{{: .hb-lead }}"]
    adoption = context.assessment.adoption
    if adoption.positions:
        parts += [*_first(context), heading(2, "Who uses what", "hb-matrix")]
        documents = _documents(context)
        under = letters(context, documents)
        parts += _index(context, under) if under else [_SIDEWAYS, matrix(context, PAGE, documents)]
        parts += [heading(2, "What the words mean", "hb-words"), _legend()]
        if adoption.uptake.get(""):
            parts += together(context, PAGE)
        parts.append(f"[Uptake of each document]({UPTAKE.removeprefix('adoption/')})")
    else:
        parts.append(_NONE)
    if any(kind.name == KnownType.ADOPTION for kind in context.registry.types.values()):
        parts.append("[Every answer, newest first](../adoptions/index.md)")
    parts.append(bullets(offered_on(context, PAGE)))
    return make_page(
        context, PAGE, "Local adoption", "\n\n".join(parts), kind="adoption",
        picture=uptake_picture(context, [""]),
        trail=[("Home", "index.md")],
    )  # fmt: skip


def adoption_parts(context: Context) -> Iterator[Page]:
    """The table for the documents of each letter, where there are too many for one page."""
    under = letters(context, _documents(context))
    for letter, documents in under.items():
        here = page_of(PAGE, letter)
        parts = [
            ways(here, PAGE, under, letter), heading(2, "Who uses what", "hb-matrix"), _SIDEWAYS,
            matrix(context, here, documents), heading(2, "What the words mean", "hb-words"),
            _legend(),
        ]  # fmt: skip
        yield make_page(
            context, here, f"Local adoption: {title_of(letter)}", "\n\n".join(parts),
            kind="adoption", searched=False, trail=[("Home", "index.md"), ("Local adoption", PAGE)],
        )  # fmt: skip


def _index(context: Context, under: Mapping[str, Sequence[str]]) -> list[str]:
    """Where the table stands in parts: the sums of each part, and of each organisation."""
    parts = (
        (link_to(PAGE, PAGE, letter), len(documents), _sum_of(context, documents))
        for letter, documents in under.items()
    )
    members = (
        (context.link(PAGE, organisation), _sum(context, of_organisation(context, organisation)))
        for organisation in context.assessment.adoption.organisations
    )
    return [
        _IN_PARTS,
        Columns("Names", "Documents", "Use them").table(parts),
        Columns("Organisation", "In use, of what it is asked about").table(members),
    ]


def _sum_of(context: Context, documents: Sequence[str]) -> Md:
    return _sum(context, [p for document in documents for p in of_document(context, document)])


def _first(context: Context) -> list[str]:
    """What needs somebody, before the table: what is wrong by name, what is late by number."""
    every = [
        position
        for document in context.assessment.adoption.documents
        for position in of_document(context, document)
    ]
    lines = [_stopped(context, position) for position in in_use_but_stopped(context)]
    unknown = [position for position in every if position.local is Local.UNKNOWN]
    waiting = sum(position.outstanding for position in every)
    late = sum(is_late(context, position) for position in every)
    if len(unknown) > _FEW:
        lines.append(inline(f"{len(unknown)} answers cannot be told"))
    else:
        lines += [_pair(context, position, tag(LOCAL[Local.UNKNOWN])) for position in unknown]
    if waiting:
        words = f"{counted(waiting, 'answer is', 'answers are')} outstanding, {late} of them late"
        lines.append(Md(f"[{inline(words)}](../due/index.md#hb-answers)"))
    if not lines:
        return []
    return [heading(2, "What needs somebody first", "hb-first"), "\n".join(f"* {x}" for x in lines)]


def _stopped(context: Context, position: Position) -> Md:
    wrong = plain_tag(used_text(context, position), Tone.STOP)
    ring = small(Md(f"Ring: {champion(context, PAGE, position.organisation)}"))
    return _pair(context, position, Md(f"{wrong} {ring}"))


def _pair(context: Context, position: Position, what: Md) -> Md:
    link = context.link(PAGE, position.document, anchor=ANCHOR)
    return Md(f"{context.link(PAGE, position.organisation)}: {link} {what}")


def matrix(context: Context, here: str, documents: Sequence[str]) -> Md:
    """Documents in rows, organisations in columns, in each cell a word and not only a colour."""
    members = context.assessment.adoption.organisations
    names = " | ".join(
        f"{_short(context, here, organisation)} {{ .hb-m-organisation }}"
        for organisation in members
    )
    rows = [
        f"| Document {{ .hb-m-document }} | Use it {{ .hb-m-count }} | {names} |",
        f"|{' --- |' * (len(members) + 2)}",
    ]
    rows += [_row(context, here, document, members) for document in documents]
    listed = frozenset(documents)
    sums = " | ".join(
        _sum(context, [p for p in of_organisation(context, member) if p.document in listed])
        for member in members
    )
    rows.append(f"| In use, of what it is asked about | | {sums} |")
    return Md("\n".join(rows))


def _documents(context: Context) -> list[str]:
    """Those in force first, then the rest; each by its name."""

    def rank(document: str) -> tuple[bool, str, str]:
        standing = context.standing(document)
        out = standing is None or not standing.in_force
        return out, context.label(document).casefold(), document

    return sorted(context.assessment.adoption.documents, key=rank)


def _short(context: Context, here: str, organisation: str) -> Md:
    name = str(context.value(organisation, "short-name") or context.label(organisation))
    return context.link(here, organisation, name)


def _row(context: Context, here: str, document: str, members: Sequence[str]) -> str:
    positions = {position.organisation: position for position in of_document(context, document)}
    standing = context.standing(document)
    version = f"Version {standing.version}" if standing and standing.in_force else ""
    name = Md(f"{named(context, here, document)} {small(version)}")
    offered = standing is not None and (standing.in_force or standing.upcoming is not None)
    silent = small(_NOT_MEANT if offered else _NOTHING)
    cells = " | ".join(
        _cell(context, here, positions[organisation]) if organisation in positions else silent
        for organisation in members
    )
    total = _sum(context, tuple(positions.values())) if version else ""
    return f"| {name} | {total} | {cells} |"


def _cell(context: Context, here: str, position: Position) -> Md:
    """A short word that leads to the record; under it what is not as it should be."""
    word = tag(word_of(position))
    if position.answer:
        word = context.link(here, position.answer.record, word)
    elif position.why:
        word = context.link(here, position.document, word, ANCHOR)
    return Md(" ".join([word, *(small(line) for line in _under(context, here, position))]))


def _under(context: Context, here: str, position: Position) -> Iterator[object]:
    """What stands under the word: a line for each note that a cell has room for."""
    for note in notes_of(context, position):
        if note.kind is NoteKind.COMING and position.coming:
            answer = position.coming
            link = context.link(here, answer.record, LOCAL[answer.local].label)
            yield Md(f"{link} from {inline(answer.holds)}")
        elif note.kind is NoteKind.OF_ANOTHER and note.brief and position.answer:
            yield f"About version {position.answer.version} only"
        elif note.kind in _IN_A_CELL and note.brief:
            yield note.brief


def _asked(context: Context, positions: Sequence[Position]) -> list[Position]:
    """Those that are in force and meant for the organisation: what numbers count."""
    return [
        position for position in positions if position.intended and _in_force(context, position)
    ]


def _in_force(context: Context, position: Position) -> bool:
    standing = context.standing(position.document)
    return standing is not None and standing.in_force


def _sum(context: Context, positions: Sequence[Position]) -> Md:
    """Both numbers with what each is counted of: those to whom it applies, and all asked."""
    now = count("", context.assessment.today, "", _asked(context, positions))
    if not now.asked:
        return Md("")
    heard = now.asked - now.not_recorded - now.unknown
    return Md(f"{now.current} of {now.of} {small(f'Answered: {heard} of {now.asked} asked')}")


def _legend() -> Md:
    behind = Word(_BEHIND, Tone.CARE, "It uses, or answered about, an older version.")
    wrong = Word(
        _UNSUPPORTED, Tone.STOP,
        "It recorded that it uses a text which the network has withdrawn since; or superseded, "
        "suspended, or let lapse. Do not use it.",
    )  # fmt: skip
    rows = [(tag(word), word.meaning) for word in (*LOCAL.values(), behind, wrong)]
    rows.append((Md(_NOT_MEANT), "The organisation is not asked about this document."))
    rows.append((Md(_NOTHING), "The document is out of use, and it never answered about it."))
    return Md(f"{Columns('Badge', 'What it means').table(rows)}\n\n{_SUMS}")
