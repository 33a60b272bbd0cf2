"""The first sentences: what changes, in a few words that cannot be misread, and who must agree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.difference.judging.substitutions import ORDER
from handbook.proposal.model import ACCEPTANCE, GROUP, MEDICINES, NOBODY, OWNER, UNTOLD
from handbook.source.dates import long_date
from handbook.source.words.units import SPANS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.difference.judging.substitutions import Substitution
    from handbook.proposal.model import Consent, Detail, DocumentChange, Proposal

_SHOWN = 3
"""How many changes the first sentence names."""
_WORDS = re.compile(r"[^\W\d_]+")
_GRAVEST = ("unit", "negation", *(k for k in ORDER if k not in ("unit", "negation")))
"""The kinds of what can change within words, the gravest first."""
_LONGEST = 80
"""Letters of old or new words that it quotes."""


def statement(proposal: Proposal) -> Proposal:
    """The proposal with its first sentences."""
    return replace(proposal, statement=tuple(_sentences(proposal)))


def _sentences(proposal: Proposal) -> Iterator[str]:
    if proposal.nothing:
        yield "Nothing that the handbook says, and nobody who may decide, changes."
        return
    yield from _unknown(proposal)
    back = [d for d in proposal.documents if d.taken_back]
    if back:
        yield f"This takes {_names(back)} back to what readers get already."
    says = [d for d in proposal.documents if d.clinical and not d.taken_back]
    if says:
        yield _says(says)
    minor = [d for d in proposal.documents if d.details and not (d.clinical or d.taken_back)]
    if minor:
        yield _minor(minor)
    for what, words in _WHOLE.items():
        these = [d for d in proposal.documents if d.what == what]
        if these:
            yield f"This {words} {_plain(these)}: {_names(these)}."
    if not any(d.details or d.untold or d.what in _WHOLE for d in proposal.documents):
        yield "This changes no text that a group endorses."
    yield from _at_once(proposal)
    for consent in proposal.consents:
        yield agreeing(consent, proposal)


_WHOLE = {
    "added": "adds",
    "removed": "removes",
    "renamed": "gives another id to",
    "retyped": "makes another kind of document of",
}


def _unknown(proposal: Proposal) -> Iterator[str]:
    """What nobody can tell comes before everything else."""
    untold = [d for d in proposal.documents if d.untold]
    if untold:
        names = ", ".join(f"{d.label} ({d.untold})" for d in untold[:_SHOWN])
        yield f"Nobody can tell what this changes in {_plain(untold)}: {names}."
    apart = {d.path for d in untold}
    other = [u for u in proposal.unread if u.path not in apart]
    if other:
        names = ", ".join(f"{u.path} ({u.why})" for u in other[:_SHOWN])
        more = f" and {len(other) - _SHOWN} more" if len(other) > _SHOWN else ""
        noun = "1 file" if len(other) == 1 else f"{len(other)} files"
        yield f"{noun} that this touches cannot be read: {names}{more}."
    if proposal.clashes:
        names = ", ".join(proposal.clashes[:_SHOWN])
        yield (
            f"This cannot be merged as it stands: it and {proposal.ends.base} both changed {names}."
            " What follows is told from where it began; what a merge gives, nobody can tell."
        )


def _says(documents: list[DocumentChange]) -> str:
    """What documents say to do, changed: the gravest changes, old and new."""
    ranked = sorted(
        ((rank(detail), number, document, detail)
         for document in documents
         for number, detail in enumerate(document.clinical)),
        key=lambda each: each[:2],
    )  # fmt: skip
    named, last = [], ""
    for _, _, document, detail in ranked[:_SHOWN]:
        name = "" if document.id == last else f"{document.label}, "
        named.append(f"{_in_a_word(detail)} ({name}{place(detail)})")
        last = document.id
    left = len(ranked) - len(named)
    more = f"; and {left} more {'change' if left == 1 else 'changes'}" if left else ""
    return (
        f"This changes what {_plain(documents)} {_verb(documents)} to do: {'; '.join(named)}{more}."
    )


def gravity(substitution: Substitution) -> int:
    """How grave it is that words took the place of others: the lower, the graver.

    An amount (a number with its unit) comes before a bare number, which may be that of a page, and
    so do words that turn a sentence round: what is grave must not drown in what is not.
    """
    words = set(_WORDS.findall(f"{substitution.old} {substitution.new}".lower()))
    if "number" in substitution.kinds and words & (UNITS | SPANS):
        return -1
    kinds = [_GRAVEST.index(kind) for kind in substitution.kinds]
    return min(kinds, default=len(_GRAVEST))


def rank(detail: Detail) -> int:
    """The gravity of the gravest of what changes in a detail."""
    return min(map(gravity, detail.substitutions), default=len(_GRAVEST))


def gravest(detail: Detail, most: int = _SHOWN) -> str:
    """The gravest of what changes in a detail, in words."""
    graded = sorted(detail.substitutions, key=gravity)[:most]
    return "; ".join(_substituted(substitution) for substitution in graded)


def _in_a_word(detail: Detail) -> str:
    """One change: ``four hours becomes six hours``."""
    if detail.what == "moved":
        if detail.old != detail.new:
            return f"{_short(detail.old)} becomes {_short(detail.new)}"
        return f"“{_short(detail.new)}” stands in another place"
    if detail.what != "reworded":
        return f"“{_short(detail.new or detail.old)}” is {detail.what}"
    return gravest(detail, 1) or "; ".join(detail.reasons)


def _substituted(first: Substitution) -> str:
    """Words that took the place of others; amounts stand without quotation marks."""
    old, new = _short(first.old), _short(first.new)
    if not old or not new:
        return f"“{new or old}” is {'added' if new else 'removed'}"
    return f"{old} becomes {new}" if "number" in first.kinds else f"“{old}” becomes “{new}”"


def place(detail: Detail) -> str:
    """Where in its document a change is, in words: ``recommendation 7``, a row and a column."""
    section = detail.section
    return f"{section[:1].lower()}{section[1:]}" + (f", {detail.within}" if detail.within else "")


def _minor(documents: list[DocumentChange]) -> str:
    reasons = dict.fromkeys(r for d in documents for detail in d.details for r in detail.reasons)
    return f"In {_plain(documents)} only small things change ({_names(documents)}): " + (
        "; ".join(list(reasons)[:_SHOWN]) + "."
    )


def _at_once(proposal: Proposal) -> Iterator[str]:
    """What readers see as soon as this is merged."""
    beside = [d for d in proposal.documents if d.at_once]
    if beside:
        named = _list([f"{d.label} ({_fields(d)})" for d in beside])
        yield f"As soon as it is merged, readers see other details of {named}."
    for decided, words in _OTHERWISE.items():
        moved = [shift for shift in proposal.shifts if shift.decided is decided]
        if moved:
            yield words.format(_list([f"{s.label} ({s.words[0]})" for s in moved]))


_OTHERWISE = {
    True: "As soon as it is merged, this stands otherwise: {}.",
    False: "It would change how this stands, and no decision says so: {}.",
}


def _fields(document: DocumentChange) -> str:
    """The lines beside a text that change, by their names."""
    names = dict.fromkeys(detail.place.partition(".")[0] for detail in document.at_once)
    return ", ".join(name.replace("-", " ") for name in names)


def agreeing(consent: Consent, proposal: Proposal) -> str:
    """Who must agree to what, and when they can next, in a sentence."""
    if consent.kind == ACCEPTANCE:
        return _acceptance(consent, _who(consent, proposal, " or "))
    sentence = _GIVEN if consent.given else _AGREEING[consent.kind]
    return sentence.format(
        who=_who(consent, proposal, " and the " if consent.kind == MEDICINES else " or the "),
        about=_about(consent, proposal),
        when=_when(consent),
        why=consent.why,
        given=_list(list(consent.given)),
    )


_GIVEN = "The {who} decided about {about}: {given}."
_AGREEING = {
    OWNER: "Its owner, the {who}, may settle the change of {about} alone.",
    NOBODY: "Nobody can agree to this for {about}: {why}.",
    MEDICINES: "Before that, the {who} must give a view on the change of {about}{when}.",
    UNTOLD: "So {about} must go to the {who}{when}.",
    GROUP: "The {who} must agree to the change of {about}{when}.",
}


def _acceptance(consent: Consent, who: str) -> str:
    if consent.given:
        return f"The other changes that must be accepted were: {', '.join(consent.given)}."
    if not consent.who:
        return f"{consent.why[0].upper()}{consent.why[1:]}."
    noun = "1 change" if len(consent.about) == 1 else f"{len(consent.about)} changes"
    return (
        f"The {who} must accept {noun} of who may decide, or of what readers see, before the merge."
    )


def _about(consent: Consent, proposal: Proposal) -> str:
    labels = {document.id: document.label for document in proposal.documents}
    return _list([labels.get(each, each) for each in consent.about])


def _who(consent: Consent, proposal: Proposal, between: str) -> str:
    return between.join(proposal.labels.get(each, each) for each in consent.who)


def _when(consent: Consent) -> str:
    """The next meeting whose papers can still be handed in, or why there is none."""
    able = next((m for m in consent.meetings if m.open), None)
    if able is not None:
        return f"; its next meeting is on {long_date(able.on)}, papers by {long_date(able.papers)}"
    if consent.meetings:
        return "; the papers have already gone out for every meeting that is scheduled"
    return "; no meeting of it is scheduled"


def _plain(documents: Iterable[DocumentChange]) -> str:
    listed = tuple(documents)
    kinds = {document.type for document in listed}
    noun = kinds.pop().replace("-", " ") if len(kinds) == 1 else "document"
    plural = {"terms of reference": noun}.get(noun, f"{noun}s")
    return f"1 {noun}" if len(listed) == 1 else f"{len(listed)} {plural}"


def _verb(documents: list[DocumentChange]) -> str:
    return "says" if len(documents) == 1 else "say"


def _names(documents: Iterable[DocumentChange]) -> str:
    return _list([f"{d.label} becomes {d.became}" if d.became else d.label for d in documents])


def _list(names: list[str]) -> str:
    shown = names[:_SHOWN]
    more = len(names) - len(shown)
    last = f"{more} more" if more else "".join(shown[-1:])
    shown = shown if more else shown[:-1]
    return f"{', '.join(shown)} and {last}" if shown else last


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
