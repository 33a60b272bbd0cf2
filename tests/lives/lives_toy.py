"""A toy model of a document's life: plain dicts and loops, which know nothing of the tool.

In go the acts of a world, as they were done; out comes what a reader must see on a day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lives_powers import RANK, counting, doubted, holds_unratified, unratified

STOPS = {"suspend": "Suspended", "supersede": "Superseded", "withdraw": "Withdrawn"}
MOVES_DATES = ("no-change", "minor")
DUE_SOON = 90

Toy = dict[str, Any]


def in_order(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(
        acts, key=lambda a: (a["effective"], a["decided"], RANK.index(a["kind"]), a["item"])
    )


def unborn() -> Toy:
    return {
        "label": "Proposed",
        "version": "",
        "text": None,
        "made": None,
        "due": None,
        "expires": None,
        "extended": False,
        "hidden": False,
        "stopped": None,
        "stops": [],
        "by": None,
        "closes": None,
        "hidden versions": set(),
        "versions": set(),
    }


def step(life: Toy, act: dict[str, Any]) -> bool:
    """What one act makes of a life; whether it changes what readers get."""
    if act["kind"] == "endorse":
        return endorse(life, act)
    if act["kind"] in STOPS:
        return stop(life, act)
    if act["kind"] == "consult":
        life["closes"] = date.fromisoformat(act["closes"])
    elif life["version"]:
        change(life, act)
    return False


def endorse(life: Toy, act: dict[str, Any]) -> bool:
    """A new text, unless those who endorsed it could not know of what was decided since."""
    made = (act["decided"], act["item"])
    life["versions"].add(act["version"])
    too_early = life["stopped"] is not None and act["decided"] <= life["stopped"]
    unnamed = set(life["stops"]) - set(act.get("lifts", ()))
    if too_early or unnamed or (life["made"] is not None and life["made"] > made):
        if life["hidden"]:
            life["hidden versions"].add(act["version"])
        return False
    gone, versions = life["hidden versions"] - {act["version"]}, life["versions"]
    life.update(unborn())
    life["label"], life["version"], life["made"] = "In force", act["version"], made
    life["due"] = date.fromisoformat(act["review-due"])
    life["expires"] = date.fromisoformat(act["expires"]) if "expires" in act else None
    life["hidden versions"], life["versions"] = gone, versions
    return True


def stop(life: Toy, act: dict[str, Any]) -> bool:
    """It leaves use; what has left it for good is not suspended."""
    kind = act["kind"]
    life["stopped"] = max(life["stopped"] or act["decided"], act["decided"])
    life["stops"] = [*life["stops"], act["file"]]
    if kind == "suspend" and life["label"] in ("Superseded", "Withdrawn"):
        return False
    life["label"], life["by"] = STOPS[kind], act
    life["hidden"] = life["hidden"] or act.get("exit") == "published-in-error"
    if life["hidden"]:
        life["hidden versions"] |= life["versions"]
    if kind != "suspend":
        life["closes"] = None
    return True


def change(life: Toy, act: dict[str, Any]) -> None:
    """What changes the dates of the text that is shown, or something small in it."""
    kind, same = act["kind"], life["version"] == act.get("version")
    if kind == "correct" and life["label"] == "In force" and life["version"] == act["corrects"]:
        life["version"] = act["version"]
        life["versions"].add(act["version"])
    elif kind == "review" and same and act["outcome"] in MOVES_DATES:
        life["due"], life["extended"] = date.fromisoformat(act["review-due"]), False
    elif kind == "extend" and act["decided"] >= life["made"][0]:
        life["due"], life["extended"] = date.fromisoformat(act["review-due"]), True


def expected(world: Any, document: str) -> Toy:
    """What a reader must see of a document today."""
    counted = counting(world)
    today, life = world.today, unborn()
    acts = in_order([act for act in counted if act["document"] == document])
    for act in acts:
        if act["effective"] <= today:
            step(life, act)
    life["doubted"] = doubted(world, counted, document)
    stopped = life["by"] if life["label"] == "Suspended" else None
    life["holds all the same"] = bool(stopped and holds_unratified(world, counted, stopped))
    late = unratified(world, counted, document) and not life["holds all the same"]
    life["untold"] = life["doubted"] or bool(late)
    if life["untold"]:
        life["label"] = "Cannot tell"
    coming, first = ahead(life, [act for act in acts if act["effective"] > today])
    if life["closes"] and life["closes"] < today:
        life["closes"] = None
    if life["label"] == "Proposed" and life["closes"]:
        life["label"] = "In consultation"
    badges = in_time(life, first, today)
    latest = coming or life["version"]
    changed = bool(latest) and world.texts[document] != world.sealed[document, latest]
    flags = [("Extended", life["extended"]), ("Change proposed", changed)]
    life["acts"], life["to come"] = acts, coming
    life["badges"] = [life["label"], *badges, *(name for name, true in flags if true)]
    stays = ("In force", "Suspended", "Withdrawn", "Lapsed")
    shown = life["version"] and life["label"] in stays and not life["hidden"]
    life["text"] = world.sealed[document, life["version"]] if shown else None
    return life


def ahead(life: Toy, acts: list[dict[str, Any]]) -> tuple[str, date | None]:
    """The first version to come, and the day on which readers first get something else."""
    later = {**life, "versions": set(life["versions"]), "hidden versions": set()}
    changes = [act for act in acts if step(later, act)]
    coming = [act["version"] for act in changes if act["kind"] == "endorse"]
    return coming[0] if coming else "", changes[0]["effective"] if changes else None


def in_time(life: Toy, first: date | None, today: date) -> list[str]:
    """Until when it may be used, and what must be said of its dates."""
    life["until"], life["late"] = None, False
    if life["label"] != "In force":
        return []
    last = first - timedelta(days=1) if first else None
    life["until"] = min(d for d in (life["due"], life["expires"], last) if d)
    if life["expires"] and life["expires"] < today:
        life["label"], life["until"] = "Lapsed", None
        return []
    life["late"] = life["due"] < today
    if life["late"]:
        return ["Review overdue"]
    return ["Review due soon"] if (life["due"] - today).days <= DUE_SOON else []
