"""Whom to ring about adoption: texts in use that the network stopped, and answers still to come.

The order is that of ``assess.adoption.follow_up``, which the commands follow too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.follow_up import (
    copies_left,
    in_error,
    outstanding_by_organisation,
    unsupported,
)
from handbook.assess.words import Tone
from handbook.render.adoption.words import briefly, counted, is_late, of_organisation, used_text
from handbook.render.context import Context, named
from handbook.render.markdown.writing import (
    Columns,
    Md,
    heading,
    inline,
    plain_tag,
    small,
    until,
    written_date,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handbook.assess.adoption.model import Position

RING_FIRST = "hb-ring-first"
ANSWERS = "hb-answers"

_STOPPED = (
    "By their own answers these organisations use a text that the network does not stand behind "
    "today. Ring them before anybody else. It ends when they record that they do not use it."
)
_LYING_ABOUT = (
    "These say no longer that they use a text which the network stopped, and not that its copies "
    "are gone. They may still lie about:"
)
_ASKED = (
    "Member organisations that are asked about a version in force and have not answered about it. "
    "Until they do, nobody may take it as adopted there. Those with the most late answers first."
)


def in_use_but_stopped(context: Context) -> list[Position]:
    """Who uses a text that the network does not stand behind, the most urgent first."""
    return unsupported(_every(context), context.assessment.standings, context.label)


def _every(context: Context) -> list[Position]:
    organisations = context.assessment.adoption.organisations
    return [
        position
        for organisation in organisations
        for position in of_organisation(context, organisation)
    ]


def champion(context: Context, here: str, organisation: str) -> Md:
    """The post to ring at an organisation: who it is, and whether anybody holds it."""
    if organisation not in context.registry.records:
        return Md("cannot be told, as the organisation's own record cannot be read")
    post = str(context.value(organisation, "champion") or "")
    if not post:
        return Md("nobody named")
    vacant = context.value(post, "vacant-since")
    since = Md(f" (nobody holds it since {written_date(vacant)})") if vacant else ""
    return Md(f"{context.link(here, post)}{since}")


def pointer(context: Context, address: str) -> list[str]:
    """One line that leads to whoever uses a stopped text; nothing where nobody does."""
    in_use = in_use_but_stopped(context)
    if not in_use:
        return []
    many = len({position.organisation for position in in_use})
    uses = counted(many, "organisation uses", "organisations use")
    tag = plain_tag(f"{uses} a text that the network does not stand behind", Tone.STOP)
    return [f"{tag} [Whom to ring]({address}#{RING_FIRST})"]


def ring_first(context: Context, here: str) -> list[str]:
    """A section on the texts in use that the network stopped, each with the post to ring."""
    in_use, parts = in_use_but_stopped(context), list[str]()
    if in_use:
        table = Columns("Organisation", "Document", "Ring").table(
            (
                context.link(here, position.organisation, anchor="hb-meant"),
                _text_in_use(context, here, position),
                champion(context, here, position.organisation),
            )
            for position in in_use
        )
        parts += [_STOPPED, table]
    standings = context.assessment.standings
    before = copies_left(_every(context), standings, context.label)
    left = [_left(context, here, position) for position in before]
    if left:
        parts += [_LYING_ABOUT, "\n".join(left)]
    title = "In use, and not supported by the network" if in_use else "Copies of stopped texts"
    return [heading(2, title, RING_FIRST), *parts] if parts else []


def _text_in_use(context: Context, here: str, position: Position) -> Md:
    wrong = plain_tag(used_text(context, position), Tone.STOP)
    answer = (
        context.link(here, position.answer.record, briefly(position.answer))
        if position.answer
        else ""
    )
    return Md(f"{context.link(here, position.document)} {wrong} {small(answer)}")


def _left(context: Context, here: str, position: Position) -> Md:
    version = inline(f"version {position.earlier.version}") if position.earlier else ""
    organisation = context.link(here, position.organisation, anchor="hb-meant")
    ring = champion(context, here, position.organisation)
    standing, text = context.standing(position.document), named(context, here, position.document)
    if standing is not None and in_error(position, standing):
        text = Md(
            f"{context.link(here, position.document)} {plain_tag('Published in error', Tone.STOP)}"
        )
    return Md(f"* {organisation}: {text}, {version}. Ring: {ring}")


def outstanding_answers(context: Context, here: str) -> list[str]:
    """A section on who is still to answer, in the order in which they are rung."""
    owed = outstanding_by_organisation(_every(context), context.stamp.today, context.label)
    if not owed:
        return []
    table = Columns("Organisation", "Answers outstanding", "First due").table(
        (
            _who(context, here, organisation),
            _how_many(context, positions),
            _first(context, positions),
        )
        for organisation, positions in owed.items()
    )
    return [heading(2, "Answers outstanding", ANSWERS), _ASKED, table]


def _who(context: Context, here: str, organisation: str) -> Md:
    link = context.link(here, organisation, anchor="hb-meant")
    return Md(f"{link} {small(Md(f'Champion: {champion(context, here, organisation)}'))}")


def _how_many(context: Context, positions: Sequence[Position]) -> Md:
    words = inline(counted(len(positions), "answer", "answers"))
    late = sum(is_late(context, position) for position in positions)
    return Md(f"{words} {plain_tag(f'{late} late', Tone.CARE)}") if late else words


def _first(context: Context, positions: Sequence[Position]) -> Md:
    """The first day by which one of them should be there."""
    day: date | None = positions[0].due
    if day is None:
        return Md("No day is set")
    return inline(day) if day < context.stamp.today else until(day)
