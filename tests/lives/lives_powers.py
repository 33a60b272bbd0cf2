"""Which acts of a world count: a toy model of who could decide what, in plain lists and loops.

Acts are judged day by day, because what a group could do follows from what counted before.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

RANK = (
    *("record", "consult", "endorse", "correct", "review", "extend"),
    *("suspend", "supersede", "withdraw"),
)
SEALS = ("endorse", "correct")
GUIDES = ("alpha", "beta")
RATIFIED_WITHIN = timedelta(days=14)
LOOKED_AT_WITHIN = timedelta(days=28)

Act = dict[str, Any]


def counting(world: Any) -> list[Act]:
    """The acts that count: legible, and done by those who could."""
    found: list[Act] = []
    for day in sorted({act["decided"] for act in world.acts}):
        todays = [act for act in world.acts if act["decided"] == day and legible(world, act)]
        could = [act for act in todays if could_do(world, act, found)]
        found += [act for act in could if heard_about_medicines(world, act, found)]
    return found


def legible(world: Any, act: Act) -> bool:
    """Whether the decision, and every text that it names, is what it was."""
    if f"registry/decisions/{act['file']}.yaml" in world.damaged:
        return False
    texts = (act.get("version"), act.get("corrects")) if act["kind"] in SEALS else ()
    return not any(v and world.seal_file(act["document"], v) in world.damaged for v in texts)


def could_do(world: Any, act: Act, before: list[Act]) -> bool:
    """Whether it was theirs to do, and enough of them were there."""
    if act["kind"] == "suspend":
        return bool(act["post"] == "safety")
    if act["kind"] == "correct":
        return bool(act["minor"])
    if act["kind"] not in powers(world, act, before):
        return False
    meeting = world.meetings[act["decided"]]
    return bool(meeting["quorate"] and (act["group"] == "board" or not meeting["alone"]))


def powers(world: Any, act: Act, before: list[Act]) -> tuple[str, ...]:
    """What its group could decide on its day: by the last terms endorsed before it."""
    group, day, guideline = act["group"], act["decided"], act["document"] in GUIDES
    terms = [one for one in world.acts if one["document"] == group and not one.get("illegible")]
    if any(not legible(world, one) for one in terms):
        return ()  # on no day at all can anybody tell what its terms were
    if any(one["decided"] < day and one not in before for one in terms):
        return ()
    given = [one for one in before if one["document"] == group and one["kind"] == "endorse"]
    if given:
        return tuple(given[-1]["gives" if guideline else "gives-over-terms"])
    return RANK if group == "board" else ()


def heard_about_medicines(world: Any, act: Act, before: list[Act]) -> bool:
    """Whether the readers had said something since the last endorsement, if medicines are in it."""
    document = act["document"]
    text = world.sealed.get((document, act.get("version")), "")
    about = [one for one in before if one["document"] == document]
    sealing = [one for one in about if one["kind"] in ("endorse", "correct")]
    if sealing:  # that medicines are gone is for the readers as well
        text += world.sealed.get((document, sealing[-1].get("version")), "")
    if act["kind"] != "endorse" or "medicine" not in text or act["group"] == "readers":
        return True
    last = max((one["decided"] for one in about if one["kind"] == "endorse"), default=date.min)
    return any(one.get("group") == "readers" and one["decided"] > last for one in about)


def unratified(world: Any, counted: list[Act], document: str) -> list[Act]:
    """What the chair did alone, nobody ratified in time, and no meeting has decided afresh."""
    about = [act for act in counted if act["document"] == document]
    late = [act for act in about if _late(world, act, about)]
    return [
        act
        for act in late
        if not any(
            one["kind"] in ("endorse", "supersede", "withdraw")
            and one not in late
            and one["effective"] <= world.today
            and one["decided"] > act["decided"]
            for one in about
        )
    ]


def _late(world: Any, act: Act, about: list[Act]) -> bool:
    """Done by the chair alone, and its day to be ratified has gone by without it."""
    if not act.get("alone") or act["kind"] == "record":
        return False
    last = act["decided"] + RATIFIED_WITHIN
    return world.today > last and not any(
        act["file"] in one.get("ratifies", ())
        and act["decided"] <= one["decided"] <= last
        and (one["group"], one["alone"]) == (act["group"], False)
        for one in about
    )


def holds_unratified(world: Any, counted: list[Act], stop: Act) -> bool:
    """Whether no group that may endorse the document has looked at it in time since a post
    suspended it."""
    last = stop["decided"] + LOOKED_AT_WITHIN
    looked = [
        one
        for one in counted
        if one["document"] == stop["document"]
        and one.get("group")
        and not one["alone"]
        and stop["decided"] <= one["decided"] <= last
    ]
    return world.today > last and not any("endorse" in _powers(world, counted, o) for o in looked)


def _powers(world: Any, counted: list[Act], act: Act) -> tuple[str, ...]:
    return powers(world, act, [one for one in counted if one["decided"] < act["decided"]])


def doubted(world: Any, counted: list[Act], document: str) -> bool:
    """Whether anything that bears on a document does not count."""
    return any(
        act["document"] == document or act.get("illegible")
        for act in world.acts
        if act["kind"] != "record" and act not in counted
    )
