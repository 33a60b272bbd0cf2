"""What a reminder on a forge says, whom it is given to, and what it says when it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.remind.gathering import LEDGER, coordinator_of, is_vacant
from handbook.remind.model import LABEL, OVERDUE, QUIET, Reminder
from handbook.remind.plain import plain_title, plain_words
from handbook.remind.wording import NO_PATIENTS, chance_words, due_words, owner_words
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handbook.assess.model import Assessment
    from handbook.remind.model import Matter


@dataclass(frozen=True, slots=True)
class ReminderLinks:
    """Where a record's page is, and where it is changed; each gives an empty string for nowhere."""

    page: Callable[[str], str] = lambda _: ""
    form: Callable[[str], str] = lambda _: ""


def accounts_named(assessment: Assessment, matters: Iterable[Matter]) -> frozenset[str]:
    """The accounts, without at-sign, to whom any of these matters might be given."""
    return frozenset(
        name for matter in matters for name in _accounts(_names(assessment, matter.owner))
    )


def reminder_of(
    assessment: Assessment, matter: Matter, links: ReminderLinks, assignable: frozenset[str]
) -> Reminder:
    """The reminder of one matter. ``assignable`` are accounts that the forge lets it be given to.

    Whoever else stands behind its owner is named in the text instead, so that they are told: a
    team, which cannot be given an issue, or an account that may not be.
    """
    names = _names(assessment, matter.owner)
    given = tuple(name for name in _accounts(names) if name in assignable)
    called = tuple(name for name in names if name.removeprefix("@") not in given)
    labels = {LABEL, OVERDUE} if matter.late else {LABEL}
    first = due_words(matter.items[0], assessment.today)
    return Reminder(
        key=matter.key,
        title=plain_title(f"{first}: {matter.title}"),
        part="\n".join(_lines(assessment, matter, links, called)),
        state=matter.state,
        labels=frozenset(labels),
        assignees=given,
        called=called,
        pressing=matter.pressing,
    )


def _names(assessment: Assessment, owner: str) -> tuple[str, ...]:
    """Who stands behind a post on the forge; the coordinator's too where that is nobody."""
    forge = assessment.settings.forge
    if forge is None:
        return ()
    own = forge.names.get(owner, ())
    if own and not is_vacant(assessment, owner):
        return own
    theirs = forge.names.get(coordinator_of(assessment), ())
    return tuple(dict.fromkeys([*own, *theirs]))


def _accounts(names: Iterable[str]) -> tuple[str, ...]:
    """What may be an account: a name with a stroke is a team."""
    return tuple(name.removeprefix("@") for name in names if "/" not in name)


def _lines(
    assessment: Assessment, matter: Matter, links: ReminderLinks, called: tuple[str, ...]
) -> Iterable[str]:
    yield f"**{plain_words(matter.title)}**"
    yield ""
    for item in matter.items:
        yield f"- **Due:** {plain_words(due_words(item, assessment.today))}."
        chance = chance_words(assessment, item)
        if chance:
            yield f"  {plain_words(chance)}"
    yield f"- **Owner:** {plain_words(owner_words(assessment, matter.owner))}."
    if called:
        yield f"- **For:** {' '.join(called)}"
    page, form = links.page(matter.key), links.form(matter.key)
    if page:
        yield f"- **Where it is read:** <{page}>"
    if form:
        yield f"- **Where it is changed:** <{form}>"
    yield ""
    yield (
        "This is a reminder from the network's register. It closes by itself once the register says"
        f" that this is settled{_settled_by(matter)}; closing it here settles nothing. Whoever"
        f" gives it the label `{QUIET}` is left alone until something else of it falls due. What"
        " you write above or below these lines stays."
    )
    yield ""
    yield NO_PATIENTS


def _settled_by(matter: Matter) -> str:
    decided = any(item.groups for item in matter.items)
    return ", by a decision that is recorded there" if decided else ""


def farewell(assessment: Assessment, key: str) -> str:
    """Our part of a reminder that is closed since nothing is due any more."""
    day = long_date(assessment.today)
    if key != LEDGER and key not in assessment.registry.records:
        return f"Closed: on {day} the register no longer held this record."
    return (
        f"Closed: on {day} the register no longer said that anything of this falls due. It is"
        " opened again when something does."
    )
