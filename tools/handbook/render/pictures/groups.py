"""Who decides what, as a picture: groups below those to which they report, with their powers.

Powers, quorum and seats are those by which decisions are judged that day (``assess.governance``);
how a group's terms stand is said in the words of every other list.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.mandate import Basis
from handbook.assess.governance import unheld
from handbook.assess.standing.wording import notable_words
from handbook.assess.words import WORDS, State, Tone, Word
from handbook.assess.workflow import DecisionKind
from handbook.render.markdown.writing import in_words
from handbook.render.pages.linked import POWERS
from handbook.render.pictures.parts import (
    badge,
    capital,
    counted,
    leads,
    listed,
    same_as_table,
    until,
    words,
)
from handbook.render.pictures.tree import Subtree, forest
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.authority.mandate import Mandate, Power, QuorumRule
    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context
    from handbook.render.pictures.parts import Piece
    from handbook.types.model import ContentType

_COLUMNS = ("Group", "Terms", "Reports to", "May endorse", "May also", "Quorum", "Next meeting")
_CANNOT = Word("May decide nothing", Tone.STOP, "")
_RENEW = Word("May only renew its own terms", Tone.STOP, "")
_NOTHING, _VIEW = "Nothing", "Nothing about a document: it records its view"
_ENDS = Word("Ends soon", Tone.CARE, "")
_UNHELD = "May be decided by nobody"


def groups_picture(context: Context) -> dict[str, Any]:
    """The picture of all groups for the theme; empty if there are none that can be shown."""
    mandates = {
        group: mandate
        for group, mandate in context.assessment.mandates.items()
        if group not in context.quarantined
    }
    if not mandates:
        return {}
    above = {group: mandate.parent for group, mandate in mandates.items()}
    trees = sorted(
        forest({group: above[group] for group in sorted(above, key=context.label)}),
        key=lambda tree: -sum(1 for _ in _in_order([tree])),
    )
    return {
        "shape": "groups",
        "title": "Who decides what",
        "open": True,
        "lead": _lead(len(mandates)),
        "alarms": list(_alarms(context, mandates)),
        "trees": [_branch(context, mandates, tree) for tree in trees],
        "stops": _stops(context),
        "table": same_as_table(
            "Groups, what each may decide, and when each meets next",
            _COLUMNS,
            (_row(context, mandates[group]) for group in _in_order(trees)),
        ),
    }


def _lead(number: int) -> str:
    are = "1 group." if number == 1 else f"{number} groups, each below the one to which it reports."
    return (
        f"{are} A group may decide what its terms of reference in force hand over, when its quorum "
        "is there."
    )


def _in_order(trees: Iterable[Subtree]) -> Iterator[str]:
    for tree in trees:
        yield tree.name
        yield from _in_order(tree.below)


def _branch(context: Context, mandates: Mapping[str, Mandate], tree: Subtree) -> dict[str, Any]:
    mandate = mandates[tree.name]
    return {
        **leads(context, tree.name),
        "tags": [badge(word) for word in _tags(context, mandate)],
        "lines": [
            {"label": label, "pieces": pieces}
            for label, pieces in _lines(context, mandate)
            if pieces
        ],
        "below": [_branch(context, mandates, branch) for branch in tree.below],
    }


def _tags(context: Context, mandate: Mandate) -> Iterator[Word]:
    """How its terms stand, unless they simply are in force, and what that leaves it."""
    standing = context.standing(mandate.group)
    if standing is not None:
        shown = notable_words(standing)
        yield from (word for word in shown if word is not WORDS[State.IN_FORCE])
    if mandate.basis is Basis.NOTHING:
        yield _CANNOT
    elif mandate.basis is Basis.RENEWAL:
        yield _RENEW
    else:
        last = _last_day(mandate, standing)
        soon = timedelta(days=context.assessment.settings.due_soon_days)
        if last is not None and last - context.assessment.today <= soon:
            yield _ENDS


def _last_day(mandate: Mandate, standing: Standing | None) -> date | None:
    """The last day on which it may decide, if that is settled."""
    stops = [mandate.ends - timedelta(days=1)] if mandate.ends else []
    if standing is not None and standing.expires and not standing.usable_after_expiry:
        stops.append(standing.expires)
    if standing is not None and standing.stopping:
        stops.append(standing.stopping.effective - timedelta(days=1))
    return min(stops, default=None)


def _lines(context: Context, mandate: Mandate) -> Iterator[tuple[str, Sequence[Piece]]]:
    """What a box says of a group, line by line."""
    if mandate.why:
        yield "Why", [words(capital(mandate.why))]
    if mandate.may_decide:
        endorsed, also = _endorsed(context, mandate), _also(context, mandate)
        if endorsed or also:
            yield "May endorse", [words(endorsed or _NOTHING)]
            yield "May also", [words(also)] if also else []
        else:
            yield "May decide", [words(_VIEW)]
        yield "Quorum", [words(_quorum(mandate.quorum, brief=True))] if mandate.quorum else []
    yield "Next meeting", _next(context, mandate)
    yield "Terms", _terms(context, mandate)


def _endorsed(context: Context, mandate: Mandate) -> str:
    types = [name for kind, name in mandate.holds() if kind is DecisionKind.ENDORSE]
    return capital(_types(context, types))


def _also(context: Context, mandate: Mandate) -> str:
    """The other kinds of decision, those about the same types together."""
    parts = []
    for power in mandate.powers:
        kinds = [
            POWERS[kind]
            for kind in power.kinds
            if kind not in {DecisionKind.ENDORSE, DecisionKind.RECORD}
        ]
        if kinds:
            parts.append(f"{listed(kinds)} ({_types(context, power.types)})")
    return capital("; ".join(parts))


def _types(context: Context, names: Sequence[str]) -> str:
    types = context.registry.types
    return listed([_type(types[name]) if name in types else in_words(name) for name in names])


def _type(kind: ContentType) -> str:
    """What records of a type are called; what a group endorses of a group is its terms."""
    return (kind.title if kind.has("group") else kind.plural).lower()


def _quorum(quorum: QuorumRule, *, brief: bool = False) -> str:
    parts = [f"{quorum.needed} of {counted(quorum.seats, 'seat')}"]
    if quorum.must:
        parts.append(f"always {listed(quorum.must)}")
    if brief and quorum.some:
        parts.append("others named in its terms")
    elif quorum.some:
        parts += [f"one of: {listed(titles, 'or')}" for titles in quorum.some]
    return "; ".join(parts)


def _next(context: Context, mandate: Mandate) -> list[Piece]:
    if mandate.meeting and mandate.meeting_on:
        return [leads(context, mandate.meeting, long_date(mandate.meeting_on))]
    return [] if mandate.meeting_kept else [words("None is planned")]


def _terms(context: Context, mandate: Mandate) -> list[Piece]:
    """By what it may decide, until when, and who gave it that."""
    if mandate.basis is Basis.FOUNDING:
        return [words("None yet: it acts by the act that constituted the network")]
    standing = context.standing(mandate.group)
    if standing is None or standing.event is None or not standing.version:
        return []
    event, pieces = standing.event, list[dict[str, str]]()
    last = _last_day(mandate, standing)
    if mandate.basis is Basis.TERMS and last is not None:
        pieces.append(until(last, "Last day "))
    elif mandate.basis is Basis.TERMS and standing.until:
        pieces.append(until(standing.until, "Use until "))
    given = f"given on {long_date(event.decided)}"
    by = f"{given} by the {context.label(event.group)}" if event.group else given
    pieces.append(leads(context, event.decision, capital(by)))
    return pieces


def _row(context: Context, mandate: Mandate) -> Iterator[list[Piece]]:
    able = mandate.may_decide
    tags = [words(word.label) for word in _tags(context, mandate)]
    why = [words(mandate.why)] if mandate.why else []
    yield [leads(context, mandate.group)]
    yield [*tags, *why, *_terms(context, mandate)]
    yield [leads(context, mandate.parent)] if mandate.parent else [words("No group")]
    yield [words((able and _endorsed(context, mandate)) or _NOTHING)]
    yield [words((able and _also(context, mandate)) or (_VIEW if able else _NOTHING))]
    yield [words(_quorum(mandate.quorum))] if mandate.quorum else []
    yield _next(context, mandate)


def _alarms(context: Context, mandates: Mapping[str, Mandate]) -> Iterator[dict[str, str]]:
    """What nobody may decide, as far as that can be told of all groups."""
    if not context.assessment.all_groups:
        return
    missing = unheld(context.registry, mandates)
    held_back = len(mandates) < len(context.assessment.mandates)
    if missing is None or held_back:
        yield {
            "label": "Cannot tell",
            "text": "Not every group can be shown, so what nobody may decide is not known.",
        }
        return
    for power in missing:
        yield {"label": _UNHELD, "text": f"{_unheld(context, power)}."}


def _unheld(context: Context, power: Power) -> str:
    kinds = listed([POWERS[kind] for kind in power.kinds], "or")
    return f"No group may {kinds}: {_types(context, power.types)}"


def _stops(context: Context) -> list[dict[str, Any]]:
    """The posts that may stop a document at once, without a group."""
    shown = []
    for post in context.assessment.settings.suspension_posts:
        vacant = str(context.value(post, "vacant-since"))
        shown.append({**leads(context, post), "vacant": bool(vacant)})
    return shown
