"""What organisations answered: a toy model of one organisation's position on one document."""

from __future__ import annotations

from datetime import date
from typing import Any

import lives_toy
from lives_powers import GUIDES

SAID = {
    "adopted": "adopted",
    "adapted": "adapted",
    "declined": "declined",
    "not-applicable": "not applicable",
    "retracted": "not recorded",
}
USES = ("adopted", "adapted")
CHAMPIONS = {"mill": "lead-nurse", "dale": "dale-champion"}

Answer = dict[str, Any]


def expected(
    world: Any, life: dict[str, Any], organisation: str, document: str
) -> dict[str, Any] | None:
    """What must be said of an organisation and a document today; ``None`` if nothing need be."""
    in_force, shown = life["label"] == "In force", life["version"]
    pair = (organisation, document)
    given = [a for a in world.answers if (a["organisation"], a["document"]) == pair]
    replaced = {answer["corrects"] for answer in given if "corrects" in answer}
    if any(wrong(world, life, answer, replaced) for answer in given) or any(
        may_replace_any(world, answer)
        for answer in world.answers
        if answer["organisation"] == organisation
    ):
        return {"local": "cannot tell", "outstanding": in_force}
    held = [holding(life, answer) for answer in given if answer["record"] not in replaced]
    held.sort(key=lambda answer: (answer["holds"], answer["date"]))
    if not (held or in_force or life["to come"]):
        return None
    standing = [answer for answer in held if not taken_back(answer, held)]
    now = [answer for answer in standing if answer["holds"] <= world.today]
    local = SAID[now[-1]["answer"]] if now else "not recorded"
    version = now[-1]["version"] if local != "not recorded" else ""
    behind = in_force and version not in ("", shown)
    small = behind and version in corrected_into(life, shown)
    hidden = version in life["hidden versions"]
    return {
        "local": local,
        "version": version,
        "behind": behind,
        "only_corrected": small,
        "unsupported": local in USES and (not in_force or hidden),
        "answers": [answer["record"] for answer in held],
        "coming": len(now) < len(standing),
        "outstanding": in_force and (not version or (behind and not small)),
    }


def may_replace_any(world: Any, answer: Answer) -> bool:
    """Whether an answer stands in place of another, and one of the two cannot be used: nobody can
    say of which."""
    pair = (answer["record"], answer.get("corrects"))
    damaged = any(f"registry/adoptions/{one}.yaml" in world.damaged for one in pair)
    return "corrects" in answer and damaged


def wrong(world: Any, life: dict[str, Any], answer: Answer, replaced: set[str]) -> bool:
    """Whether an answer cannot be believed. Of one that was replaced nothing more is asked."""
    if f"registry/adoptions/{answer['record']}.yaml" in world.damaged:
        return True
    if answer["record"] in replaced:
        return False
    if answer["by"] != CHAMPIONS[answer["organisation"]]:
        return True
    known = agreed(life, answer["version"])
    return not life["doubted"] if known is None else bool(answer["date"] < known[0])


def faulty(world: Any) -> list[Answer]:
    """The answers that cannot be believed, of those that none has replaced."""
    replaced = {answer["corrects"] for answer in world.answers if "corrects" in answer}
    lives = {document: lives_toy.expected(world, document) for document in GUIDES}
    left = [answer for answer in world.answers if answer["record"] not in replaced]
    return [one for one in left if wrong(world, lives[one["document"]], one, replaced)]


def agreed(life: dict[str, Any], version: str) -> tuple[date, date] | None:
    """The first day on which a version was agreed, and the first on which it took effect."""
    acts = [a for a in life["acts"] if a["kind"] in ("endorse", "correct")]
    days = [(a["decided"], a["effective"]) for a in acts if a["version"] == version]
    return (min(one for one, _ in days), min(one for _, one in days)) if days else None


def holding(life: dict[str, Any], answer: Answer) -> Answer:
    """An answer about a version still to come holds from the day on which that takes effect.

    What takes an answer back holds at once, whatever version it names.
    """
    if answer["answer"] == "retracted":
        return {**answer, "holds": answer["date"]}
    known = agreed(life, answer["version"])
    return {**answer, "holds": max(answer["date"], known[1]) if known else answer["date"]}


def taken_back(answer: Answer, held: list[Answer]) -> bool:
    """Whether an answer was retracted before it held: it never holds."""
    return any(
        one["answer"] == "retracted" and answer["date"] <= one["date"] < answer["holds"]
        for one in held
    )


def corrected_into(life: dict[str, Any], version: str) -> set[str]:
    """The versions that became this one by corrections alone."""
    by = {act["version"]: act["corrects"] for act in life["acts"] if act["kind"] == "correct"}
    found: set[str] = set()
    while version in by:
        version = by[version]
        found.add(version)
    return found
