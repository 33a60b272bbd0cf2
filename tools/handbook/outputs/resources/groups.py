"""The groups of the network: who sits on each, and what each may decide today."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.due.meetings import group_powers, meetings_ahead
from handbook.assess.words import State
from handbook.outputs.fields.model import Resource, day, flag, number, row, rows, text, texts
from handbook.outputs.fields.standing import document_in_force
from handbook.source.dates import day_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.authority.terms import Terms
    from handbook.assess.due.meetings import ScheduledMeeting
    from handbook.load.model import Record
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    assessment = context.assessment
    powers = group_powers(assessment.registry, assessment.standings, assessment.settings)
    soonest: dict[str, ScheduledMeeting] = {}
    for ahead in meetings_ahead(assessment.registry, assessment.today, assessment.settings):
        soonest.setdefault(ahead.group, ahead)
    day_after = assessment.today + timedelta(days=1)
    for record in assessment.registry.with_behaviour("group"):
        if record.id in context.quarantined or record.id not in assessment.standings:
            continue
        meeting = soonest.get(record.id)
        yield {
            **_group(context, record, powers.on(record.id, day_after)),
            "why": powers.why_not(record.id, day_after),
            "next_meeting": meeting.id if meeting else "",
            "next_meeting_on": meeting.on if meeting else None,
            "papers_due": meeting.papers if meeting else None,
        }


def _group(context: Context, record: Record, terms: Terms | None) -> dict[str, Any]:
    standing = context.standing(record.id)
    data = terms.data if terms else {}
    quorum = data.get("quorum") or {}
    return {
        "id": record.id,
        "title": context.label(record.id),
        "page": context.places.url(record.id),
        "visibility": "public" if record.public else "members",
        "in_force": standing is not None and document_in_force(standing),
        "state": standing.state if standing else State.UNKNOWN,
        "until": standing.until if standing else None,
        "version": standing.version if standing else "",
        "parent": data.get("parent"),
        "founding": terms is not None and terms.founding,
        "only_its_own_terms": terms is not None and bool(terms.only),
        "powers": [
            {
                "kinds": power.get("kinds"),
                "types": power.get("types"),
                "clause": power.get("clause"),
            }
            for power in data.get("authority") or ()
        ],
        "quorum": {
            "at_least": quorum.get("at-least"),
            "fraction": quorum.get("fraction"),
            "seats": quorum.get("seats"),
            "one_of": ["; ".join(map(str, seats)) for seats in quorum.get("one-of") or ()],
            "clause": quorum.get("clause"),
        },
        "seats": [_seat(context, seat) for seat in data.get("seats") or ()],
        "written_resolution": bool(data.get("written-resolution")),
        "chairs_action": bool(data.get("chairs-action")),
        "retired": day_or_none(data.get("retired")),
    }


def _seat(context: Context, seat: Mapping[str, Any]) -> dict[str, Any]:
    post = str(seat.get("post", ""))
    return {
        "id": seat.get("id"),
        "title": seat.get("title"),
        "post": post,
        "post_title": context.label(post) if post else "",
        "vacant": not post or bool(context.value(post, "vacant-since")),
        "required": seat.get("required") is True,
    }


RESOURCE = Resource(
    "groups",
    "Every group, by its terms of reference as they are held to: seats, quorum and powers.",
    "one group",
    ("id",),
    (
        text("id", "The group's id, which is that of its terms of reference."),
        text("title", "What it is called."),
        text("page", "Its page, relative to the site."),
        flag("in_force", "Whether its terms of reference are in force."),
        text("state", "How its terms of reference stand.", State),
        day("until", "The last day on which they may be relied on without asking again."),
        text("version", "The version of its terms of reference."),
        text("parent", "The group that it reports to, by its id."),
        flag(
            "founding",
            "Whether it acts under the act that constituted the network, which lets it decide"
            " anything, since it has no terms in force.",
        ),
        flag("only_its_own_terms", "Whether it may do nothing but endorse its own terms anew."),
        text("why", "Why it can decide nothing, if it cannot."),
        rows(
            "powers",
            "What its terms let it decide. Empty where it can decide nothing, or is `founding`"
            " without terms that say.",
            texts("kinds", "The kinds of decision."),
            texts("types", "The types of document it may decide about."),
            text("clause", "The power in the words of the act that gave it."),
        ),
        row(
            "quorum",
            "Who must be there before it can decide.",
            number("at_least", "How many seats must be filled.", nullable=True),
            text("fraction", "What part of the seats must be filled, such as `1/2`."),
            texts("seats", "Seats that must all be filled."),
            texts("one_of", "Seats of which one must be filled, with `; ` between them."),
            text("clause", "The quorum in the group's own words."),
        ),
        rows(
            "seats",
            "Its seats.",
            text("id", "The id of the seat, unique in the group."),
            text("title", "What the seat is called."),
            text("post", "The post that fills it, by its id."),
            text("post_title", "What that post is called."),
            flag("vacant", "Whether no post is named for it, or nobody holds that post."),
            flag("required", "Whether it must be filled for a decision to stand."),
        ),
        flag("written_resolution", "Whether it may decide in writing."),
        flag("chairs_action", "Whether its chair may decide alone, to be ratified."),
        day("retired", "The day on which it stopped meeting."),
        text("next_meeting", "Its next meeting, by its id."),
        day("next_meeting_on", "The day of that meeting."),
        day("papers_due", "The day by which the papers of that meeting must be in."),
        text("visibility", "`public` or `members`.", ("public", "members")),
    ),
    _rows,
)
