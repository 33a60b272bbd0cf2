"""What to do with a document as it stands: the sentences under the badges of its box.

Words only, no Markdown: the theme draws them. Every sentence stays true however late it is read,
because it names the day on which it stops being enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State, Timeliness
from handbook.render.frame.notes import will_stop
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.standing.model import Standing

_NO_REVIEW = "No review date is recorded."
WHY, NOTE = "Why: ", "Note: "
"""How a reason begins, among what a box advises."""
CHECK_FIRST = "Check with its owner before you rely on this page."
USABLE_AFTER = (
    "Those who endorsed it allowed its use after that day. Check with its owner before you rely on"
    " it."
)
_NOT_AFTER = "Those who endorsed it did not allow its use after that day."
AFTERWARDS = {
    True: "check with its owner before you rely on this page.",
    False: "do not use this page.",
}
"""What to do after the expiry, by whether the endorsement allows use then."""


def advice(standing: Standing) -> list[str]:
    """What to do, in one to three sentences, the first being the one to read at three at night."""
    match standing.state:
        case State.IN_FORCE:
            return _in_force(standing)
        case State.LAPSED:
            day = standing.expires or standing.until
            ended = f"Its endorsement ran out on {long_date(day)}." if day else "It has run out."
            return ["Do not use this page.", ended, _NOT_AFTER]
        case State.UNKNOWN:
            return [
                "Treat this page as not endorsed. Do not rely on it.",
                *(f"{WHY}{why.rstrip('.')}." for why in standing.why),
            ]
        case State.PROPOSED if standing.upcoming:
            begins = long_date(standing.upcoming.event.effective)
            return [f"Endorsed, and in effect from {begins}. Do not rely on it before."]
        case State.PROPOSED | State.IN_CONSULTATION:
            return [WORDS[standing.state].meaning]
        case _:
            return [_stopped(standing), *(f"{NOTE}{why}." for why in standing.why)]


def _in_force(standing: Standing) -> list[str]:
    if standing.until is None:
        return [_NO_REVIEW, "Do not rely on this page without checking."]
    day = long_date(standing.until)
    if standing.timeliness is Timeliness.OVERDUE:
        due = standing.review_due
        late = f"Its review was due on {long_date(due)} and is late." if due else _NO_REVIEW
        sentences = [late, CHECK_FIRST]
    elif standing.timeliness is Timeliness.EXPIRED:
        over = long_date(standing.expires) if standing.expires else day
        sentences = [f"It was endorsed until {over}.", USABLE_AFTER]
    else:
        sentences = [
            f"Use until {day}; after that date, do not rely on this page without checking."
        ]
    if standing.stopping:
        sentences.append(f"{will_stop(standing)}: do not use it from that day.")
    if standing.expires and standing.timeliness is not Timeliness.EXPIRED:
        after = AFTERWARDS[standing.usable_after_expiry]
        sentences.append(f"Endorsed until {long_date(standing.expires)}; after that date, {after}")
    return sentences


def _stopped(standing: Standing) -> str:
    event = standing.state_event or standing.event
    day = f" on {long_date(event.effective)}" if event else ""
    if standing.text_hidden:
        return f"Published in error, and removed{day}. Do not use any copy of it."
    did = {
        State.SUSPENDED: "Stopped for safety",
        State.SUPERSEDED: "Replaced",
    }.get(standing.state, "Taken out of use")
    return f"{did}{day}. Do not use it."
