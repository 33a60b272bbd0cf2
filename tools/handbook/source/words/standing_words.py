"""The words that say how a text stands. Decisions say them; nobody else may, near a badge.

One vocabulary for every guard: titles, names, labels, wording and lines of a text. That the words
the handbook itself draws are all here is held by a test.
"""

from __future__ import annotations

STATES = frozenset(
    {
        "approved",
        "cannot tell",
        "change proposed",
        "changed since endorsement",
        "endorsed",
        "expired",
        "in consultation",
        "in force",
        "lapsed",
        "proposed",
        "ratified",
        "review due soon",
        "review overdue",
        "superseded",
        "suspended",
        "unknown",
        "withdrawn",
    }
)
"""Words that, alone on a line, look like the mark at the top of a page."""

IN_USE = frozenset({"adopted", "adapted"})
"""The same for local adoption; but in a list, "Adopted" is a child."""

DRAFT = frozenset({"draft", "draft, not endorsed", "current", "final"})
"""Words that pass for a mark only where something else is said beside them."""

ALONE = (
    STATES
    | DRAFT
    | frozenset(
        {
            "active", "archived", "authorised", "cancelled", "do not use", "extended", "in error",
            "in use", "latest", "live", "no longer in use", "not endorsed", "not in force",
            "obsolete", "out of date", "reinstated", "renewed", "reviewed", "safe to use",
            "up to date", "use this", "valid", "version in force",
        }
    )
)  # fmt: skip
"""Words that read as a mark where they are all of a title, or a part of it that is set off."""

ANYWHERE = (
    # that it holds
    "in force", "into force", "endorsed", "indorsed", "approved", "ratified", "re-endorsed",
    "revalidated", "authorised by", "authorised for", "has been renewed", "was renewed",
    "is renewed", "renewed by", "renewed it", "renewed until", "reinstated", "extended until",
    "review is complete", "not yet due", "valid until", "valid from", "valid to", "still valid",
    "is valid", "remains valid", "is current", "are current", "still current",
    "current version", "current text", "current edition", "current guidance", "latest version",
    "latest text", "live version", "final version", "is up to date", "now up to date",
    "still applies", "it applies", "applies now", "still holds", "still stands", "in effect",
    # that it may be used
    "may be used", "may still", "may use", "can be used", "can still", "could be used",
    "must be used", "is to be followed", "go on using", "carry on using", "carry on with",
    "goes on using", "keep using", "keep on using", "continue using", "continue to use",
    "continue with", "use it", "use this", "use as before", "use as normal", "use anyway",
    "still use", "still in use", "back in use", "now in use", "is in use", "safe to use",
    "ok to use", "okay to use", "fine to use", "fit for use", "cleared for use",
    "for use until", "use until", "rely on it", "rely on this", "relied on", "relied upon",
    "can be relied", "trust this",
    # that a stop does not hold
    "not suspended", "not withdrawn", "not superseded", "not lapsed", "not expired",
    "not a draft", "no longer suspended", "no longer withdrawn", "never suspended",
    "never withdrawn", "suspended by mistake", "withdrawn by mistake", "suspended in error",
    "withdrawn in error", "wrongly suspended", "wrongly withdrawn", "put up by mistake",
    "shown by mistake", "shown in error", "suspension lifted", "suspension is lifted",
    "stop is lifted", "marked by mistake", "marked in error", "this notice", "this warning",
    "this banner", "this box", "this mark", "the notice above", "the warning above",
)  # fmt: skip
"""Words that say, wherever they stand in a title or a name, that a text holds or may be used."""

DONE = frozenset(
    {
        "approved", "archived", "authorised", "cancelled", "endorsed", "extended", "indorsed",
        "proposed", "ratified", "re-endorsed", "reinstated", "renewed", "reviewed", "superseded",
        "suspended", "withdrawn",
    }
)  # fmt: skip
"""Words for what was done on a day, which the name of a decision may hold, but not begin with."""

ORDINARY = frozenset({"gratified"})
"""Ordinary words that are one letter off."""

TERMS = (
    "approved mental health professional",
    "approved mental health professionals",
    "approved clinician",
    "approved clinicians",
    "approved premises",
)
"""Set terms of law and practice, in which such a word is no standing."""

ROOTS = (
    "adopt", "allow", "applies", "apply", "approv", "authoris", "carry", "continu", "correct",
    "current", "disregard", "draft", "effect", "endors", "error", "expire", "expiry", "fine",
    "follow", "force", "ahead", "hold", "ignor", "indors", "lapse", "lift", "mistak", "normal",
    "okay", "permit", "proceed", "ratif", "rely", "relied", "reinstat", "renew", "review",
    "safe", "still", "supersed", "suspend", "trust", "usual", "using", "valid", "withdr",
    "wrong",
)  # fmt: skip
"""Beginnings of words that the wording of a network may not hold: they are about the standing."""

ASIDES = (
    "before you act on", "before you rely on", "before you use", "before anybody uses",
    "before anyone uses", "do not act on it", "do not rely on it", "do not use it",
    "do not use this page", "do not use printed copies", "do not use any copy",
    "if you have used it", "if you used it", "uses instead", "used instead",
    "use instead of it",
)  # fmt: skip
"""What the wording of a network may say of use all the same: to ask first, and not to use it."""

OPENINGS = (
    "ask", "bring", "call", "check with", "contact", "destroy", "do not", "e mail", "email",
    "find", "give back", "hand back", "look for", "phone", "recycle", "report", "return",
    "ring", "send", "shred", "speak to", "speak with", "take down", "take every copy down",
    "take printed copies", "take the printed copies", "talk to", "telephone", "tell",
    "throw away", "write to",
)  # fmt: skip
"""How a sentence of such wording begins: whom to ask or tell, or what to do with copies."""
