"""Two editions of a policy, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.formats.policy_diff import CAUTION, HEADINGS
from handbook.cli.table import clean, counted, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.agenda.edition import ItemToJudge
    from handbook.cli.formats.policy_diff import PolicyDiffAnswer
    from handbook.difference.items import PolicyItem


def write(answer: PolicyDiffAnswer) -> str:
    """What became of the items, in numbers; then each that needs looking at, and the documents."""
    return "\n".join(folded(line) for line in _lines(answer))


def _lines(answer: PolicyDiffAnswer) -> Iterator[str]:
    change = answer.change
    yield f"{clean(change.title)} ({change.policy})"
    yield f"Old: edition {clean(change.old_edition)}, {clean(answer.old)}"
    yield f"New: edition {clean(change.new_edition)}, {clean(answer.new)}"
    yield ""
    if change.nothing:
        yield "Nothing differs."
        return
    for fate, heading in HEADINGS.items():
        yield f"{len(change.of(fate)):4} {heading[0].lower()}{heading[1:]}"
    yield from _editions(answer)
    for fate, heading in HEADINGS.items():
        shown = answer.shown(fate)
        if shown:
            yield from ("", f"{heading}:")
        for item in shown:
            yield from _item(answer, item)
    yield from _rest(answer)


def _editions(answer: PolicyDiffAnswer) -> Iterator[str]:
    change = answer.change
    if change.old_edition == change.new_edition:
        yield ""
        yield (
            "Both have the same edition, so no judgement will be shown as suspect. If the policy"
            " itself has changed, give the new record the edition that it is."
        )
    elif answer.suspect:
        yield ""
        yield (
            f"{counted(answer.suspect, 'judgement')} will be suspect under the new edition, until"
            " somebody has read the item in it and renewed the judgement."
        )


def _item(answer: PolicyDiffAnswer, item: ItemToJudge) -> Iterator[str]:
    change = item.change
    old, new = change.old, change.new
    yield ""
    if old is not None and new is not None and old.wording == new.wording:
        number = old.id if old.id == new.id else f"{old.id}, now {new.id}"
        yield f"  {number}: {_words(new)}"
    else:
        if old is not None:
            yield f"  {old.id}{' was' if new else ''}: {_words(old)}"
        if new is not None:
            yield f"  {new.id}{' is' if old else ''}: {_words(new)}"
    if change.section_moved and old and new:
        yield f"    It stood in section {old.section or 'none'}, and is in {new.section or 'none'}."
    for judgement in item.judgements:
        yield f"    It was {clean(answer.judged(judgement))}."
        for document in judgement.documents:
            yield f"    Served by {clean(answer.registry.label(document))} ({document})."
    if change.taken and old:
        yield (
            f"    Take care: {old.id} is another item now: {_words(change.taken)}."
            + (" A judgement left there would speak for it." if item.judgements else "")
        )
    yield f"    {item.todo}"


def _rest(answer: PolicyDiffAnswer) -> Iterator[str]:
    change = answer.change
    if change.stray:
        yield from ("", "Judgements of numbers that the old edition does not have:")
    for judgement in change.stray:
        yield f"  {judgement.item}: {clean(answer.judged(judgement))}."
    if change.documents:
        yield from ("", "Documents that serve items, to hold against the new edition:")
    for document, items in change.documents.items():
        label = clean(answer.registry.label(document))
        yield f"  {label} ({document}): {', '.join(items)}"
    if change.details:
        yield from ("", f"Other details that differ: {', '.join(change.details)}.")
    yield from ("", CAUTION)


def _words(item: PolicyItem) -> str:
    return clean(f"{item.title}: {item.topic}" if item.title else item.topic).rstrip(".")
