"""Local adoption in words: what one organisation said of one document, and what all of them did.

Everything here comes from adoption records. How the network stands to a document is said beside it
and never instead of it; and a tag is never calmer than what its answer leads to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.adoption import follow_up
from handbook.assess.adoption.model import Answer, Position
from handbook.assess.words import LOCAL, Local, State, Tone, Word
from handbook.render.markdown.writing import Md, inline, plain_tag, sentence, small, tag, until
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.render.context import Context

PAGE = "adoption/index.md"
ANCHOR = "hb-adoption"

_ONLY_VERSION = "Answered about version {version} only"
_USES = {
    State.SUSPENDED: "Uses a suspended text",
    State.SUPERSEDED: "Uses a superseded text",
    State.WITHDRAWN: "Uses a withdrawn text",
    State.LAPSED: "Uses a lapsed text",
    State.UNKNOWN: "Uses a text whose standing cannot be told",
    State.PROPOSED: "Uses a text that is not in force",
    State.IN_CONSULTATION: "Uses a text that is not in force",
}


def of_document(context: Context, document: str) -> tuple[Position, ...]:
    """The positions on one document, as far as they can be shown."""
    found = context.assessment.adoption.of_document(document)
    return tuple(_shown(context, one) for one in found)


def of_organisation(context: Context, organisation: str) -> tuple[Position, ...]:
    """The positions of one organisation, as far as they can be shown."""
    found = context.assessment.adoption.of_organisation(organisation)
    return tuple(_shown(context, one) for one in found)


def _shown(context: Context, one: Position) -> Position:
    """A position; one that rests on anything held back cannot be told."""
    rests_on = (one.organisation, one.document, *(answer.record for answer in one.answers))
    why = tuple(f"{each} cannot be shown" for each in rests_on if each in context.quarantined)
    if not why or one.local is Local.UNKNOWN:
        return one
    return Position(
        one.organisation, one.document, Local.UNKNOWN, one.intended,
        outstanding=one.outstanding, due=one.due, why=why, answers=one.answers,
    )  # fmt: skip


def word_of(one: Position) -> Word:
    """The word for a position. Its tone says as well what the version in use leads to."""
    word = LOCAL[one.local]
    if one.unsupported:
        return replace(word, tone=Tone.STOP)
    if one.behind and not one.only_corrected and word.tone is Tone.GOOD:
        return replace(word, tone=Tone.CARE)
    return word


def used_text(context: Context, one: Position) -> str:
    """What is wrong with the text that it uses, in words; empty where nothing is."""
    standing = context.standing(one.document)
    if not one.unsupported or standing is None:
        return ""
    if follow_up.in_error(one, standing):
        return "Uses a text published in error"
    return _USES.get(standing.state, _USES[State.UNKNOWN])


def marks(context: Context, one: Position) -> list[Md]:
    """Tags beside the word: a text out of use, an older version."""
    found = []
    if one.unsupported:
        found.append(plain_tag(used_text(context, one), Tone.STOP))
    if one.behind and one.answer:
        version = one.answer.version
        if one.in_use and one.only_corrected:
            label = f"Behind by a minor correction only: version {version}"
            found.append(plain_tag(label, Tone.QUIET))
        elif one.in_use:
            found.append(plain_tag(f"Behind: version {version}", Tone.CARE))
        elif not one.only_corrected:
            found.append(plain_tag(_ONLY_VERSION.format(version=version), Tone.CARE))
    return found


def answer_tags(context: Context, here: str, one: Position) -> Md:
    """A position as tags; the first leads to the record that it comes from."""
    word = tag(word_of(one))
    first = context.link(here, one.answer.record, word) if one.answer else word
    return Md(" ".join([first, *marks(context, one)]))


def since(one: Position) -> Md:
    """Since when its answer holds, and about which version; nothing where there is none."""
    if one.answer is None:
        return Md("")
    version = small(f"Version {one.answer.version}")
    return Md(f"{inline(one.answer.holds)} {version}")


def briefly(answer: Answer) -> str:
    """One answer in a few words: what, about which version, when."""
    said = LOCAL[answer.local].label if answer.local is not Local.NOT_RECORDED else "Taken back"
    return f"{said}: version {answer.version}, {long_date(answer.decided)}"


def details(context: Context, here: str, one: Position) -> Md:
    """What else there is to say of a position: a line each, in the organisation's own words."""
    answer, lines = one.answer, list[Md]()
    if one.why:
        lines.append(sentence(f"Why: {'; '.join(one.why)}"))
    if answer:
        own = (
            ("What is done differently", answer.how),
            ("Why", answer.reason),
            ("Its own reference", answer.local_reference),
            ("Written down in", answer.evidence),
        )
        lines += [sentence(f"{name}: {value}") for name, value in own if value]
    if one.earlier:
        lines.append(_earlier(one.earlier))
    if one.coming:
        lines.append(_coming(context, here, one.coming))
    if one.outstanding and not one.why:
        lines.append(awaited(context, one))
    if not one.intended:
        lines.append(Md("The document is not meant for it: it was not asked."))
    before = [each for each in one.answers if each not in (answer, one.coming)]
    if before:
        links = (context.link(here, each.record, briefly(each)) for each in reversed(before))
        name = "Recorded, and not counted while that is so" if one.why else "Before"
        lines.append(Md(f"{name}: {'; '.join(links)}"))
    return Md(" ".join(small(line) for line in lines))


def _earlier(before: Answer) -> Md:
    since = long_date(before.holds)
    return inline(
        f"Version {before.version} was in use there from {since}: copies of it may still lie about."
    )


def still_ahead(context: Context, document: str) -> str:
    """From when there is something to answer about, where no version was in force yet."""
    standing = context.standing(document)
    if standing is None or standing.version or standing.upcoming is None:
        return ""
    later = standing.upcoming
    day = long_date(later.event.effective)
    return f"Version {later.version} takes effect on {day}. No answer is due before."


def _coming(context: Context, here: str, coming: Answer) -> Md:
    link = context.link(here, coming.record, briefly(coming))
    return Md(f"Recorded already, and counting from {inline(coming.holds)}: {link}")


def awaited(context: Context, one: Position) -> Md:
    """That an answer about the version in force is waited for, and until when."""
    standing = context.standing(one.document)
    version = inline(f"version {standing.version}") if standing else Md("it")
    if one.due is None:
        return Md(f"No answer about {version} yet.")
    if is_late(context, one):
        late = plain_tag("Late", Tone.CARE)
        return Md(f"An answer about {version} was due by {inline(one.due)} {late}")
    return Md(f"An answer about {version} is due by {until(one.due)}")


def is_late(context: Context, one: Position) -> bool:
    """Whether an answer should have been there before the day of the build."""
    return follow_up.is_late(one, context.stamp.today)


def counted(number: int, one: str, many: str) -> str:
    """A number with the words that go with it."""
    return f"{number} {one if number == 1 else many}"
