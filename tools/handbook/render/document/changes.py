"""What a change would change: a page of its own, in words and marks, about a draft.

What goes is struck through and called "Removed", what comes is underlined and called "Added", so
that nothing hangs on colour. It judges nothing itself: ``difference`` does, as `handbook diff`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.agreement import agreement
from handbook.assess.words import Tone
from handbook.difference import CORE, compare, read_rules
from handbook.difference.telling import WHAT, by_section, pieces, tally, whereabouts
from handbook.render.frame.meta import make_page
from handbook.render.frame.notes import comments, note
from handbook.render.frame.standing import badge
from handbook.render.markdown.writing import Md, heading, inline, plain_tag, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.agreement import Agreement
    from handbook.difference import Change, Difference, Span
    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView
    from handbook.render.model import Page

MARK = "Proposed changes: not endorsed"
READING = (
    "Words in square brackets would change. What would go is struck through and called *Removed*; "
    "what would come is underlined and called *Added*."
)
_MARKS = {"removed": ("Removed", "del"), "added": ("Added", "ins")}


def changes_page(context: Context, view: DocumentView) -> Page:
    """What the working text would change in the sealed text that the document's page is about.

    The caller makes sure that there is such a text (``view.is_compared``).
    """
    path, record, standing = view.changes, view.record, view.standing
    seal = view.seals[standing.version]
    rules = read_rules(context.registry.network())
    difference = compare(seal.record, record, rules, seal.administrative)
    who = agreement(
        context.registry, context.assessment.settings, standing, (seal.record, record), difference
    )
    stands = "in force" if standing.in_force else "the last that was endorsed"
    beside = f"The draft is compared with version {inline(standing.version)}, which is {stands}."
    parts = [
        f"{beside} {inline(tally(difference))}",
        READING if difference.changes else "",
        heading(2, "Who must agree", "hb-agree"),
        _who(context, path, who, difference),
        heading(2, "What would change", "hb-changes") if difference.changes else "",
        change_list(difference, 3),
    ]
    return make_page(
        context, path, view.label, "\n\n".join(filter(None, parts)), kind="changes",
        eyebrow=f"{view.kind.title}: proposed changes",
        found_as=f"Proposed changes, not endorsed: {view.label}", trail=view.under,
        source=record.path, box=_box(context, view), mark=MARK, searched=False,
        kind_of_record=record.type, members=not record.public, view=view,
    )  # fmt: skip


def _box(context: Context, view: DocumentView) -> dict[str, object]:
    opened = view.standing.consultation
    words = [
        "This page shows what a draft would change. Nobody has endorsed it. Do not rely on it."
    ]
    if view.standing.in_force:
        words.append("The endorsed text is on the document's own page.")
    return {
        "tone": str(Tone.STOP),
        "heading": MARK,
        "badges": [badge("Draft", Tone.STOP)],
        "advice": words,
        "notes": [
            note("The document", "", "How it stands today", view.page),
            note("The draft", "", "Read the whole draft", view.draft),
            *([note("Consultation", comments(opened))] if opened else []),
        ],
        "facts": [],
        "as_at": f"As recorded on {context.today_words}.",
    }


def _who(context: Context, here: str, who: Agreement, difference: Difference) -> Md:
    """Who must agree, in sentences that link to them."""
    if not difference.changes:
        return Md("Nobody needs to agree to anything.")
    if who.owner:
        owner = context.link(here, who.owner)
        return Md(f"The owner alone, as every change is minor: {owner}.")
    groups = " or ".join(context.link(here, group) for group in who.groups)
    agreeing = f"{groups or 'A group whose terms let it endorse this'}."
    if not who.medicines:
        return Md(agreeing)
    first = ", ".join(context.link(here, group) for group in who.medicines)
    return Md(f"{agreeing} It says something about medicines, so before that it goes to: {first}.")


def change_list(difference: Difference, level: int, anchor: str = "hb-change") -> Md:
    """Every change under its section, the headings of that level; nothing if nothing changes."""
    parts: list[str] = []
    for number, (section, changes) in enumerate(by_section(difference).items(), start=1):
        parts.append(heading(level, section, f"{anchor}-{number}"))
        parts += [_item(change) for change in changes]
    return Md("\n\n".join(parts))


def _item(change: Change) -> Md:
    """One change: what it counts as and why, then its words."""
    counts = plain_tag("Clinical", Tone.CARE) if change.clinical else plain_tag("Minor", Tone.QUIET)
    nature = f"{WHAT[change.what]}: {'; '.join(reason.words for reason in change.reasons)}"
    where = whereabouts(change)
    why = sentence(f"{where}. {nature}" if where else nature)
    words = _words(pieces(change))
    item = f"* {counts} {why}"
    return Md(f"{item}\n\n    {words}\n    {{: .hb-words }}" if words else item)


def _words(spans: Sequence[Span]) -> Md:
    """Words of both texts in one order; two whole texts on a line each."""
    written = [_span(span) for span in spans]
    whole = [span.what for span in spans] == ["removed", "same", "added"]
    return Md(f"{written[0]}<br>{written[2]}" if whole else "".join(written).strip(" "))


def _span(span: Span) -> str:
    """One run of words, marked. Blanks at its ends stand outside the marks."""
    before = " " if span.text[:1].isspace() else ""
    after = " " if span.text[-1:].isspace() else ""
    if span.what == "same":
        return f"{before}{inline(span.text)}{after}" if span.text.strip() else before
    word, element = _MARKS[span.what]
    words = inline(span.text) or "a space"
    return f"{before}&#91;**{word}:** <{element}>{words}</{element}>&#93;{after}"


def corrected(context: Context, document: str, old: str, new: str) -> Md:
    """What a correction corrected, from the two sealed texts; nothing unless both have a page."""
    standing, seals = context.standing(document), context.registry.seals
    before, after = seals.get((document, old)), seals.get((document, new))
    if standing is None or standing.text_hidden or before is None or after is None:
        return Md("")
    if not {old, new} <= {sealed.version for sealed in standing.versions if not sealed.hidden}:
        return Md("")
    difference = compare(before.record, after.record, CORE, before.administrative)
    return change_list(difference, 4, f"hb-corrected-{document}")
