"""Answers of organisations in the small registry, and the decisions that they answer to."""

from __future__ import annotations

from typing import Any

DOCUMENT = "going-home"


def meeting(files: Any, day: str) -> None:
    files.put(
        f"meetings/board-{day}.yaml",
        {
            "id": f"board-{day}",
            "group": "board",
            "date": day,
            "state": "held",
            "attendance": [{"seat": "chair", "presence": "present"}],
            "agenda": [{"item": n, "title": f"Item {n}"} for n in (1, 2, 3)],
        },
    )


def endorse(files: Any, day: str, version: str, effective: str = "", *lifts: str) -> None:
    more = {"effective": effective} if effective else {}
    files.decide(
        "endorse",
        id=f"board-{day}--1",
        meeting=f"board-{day}",
        entry={
            "version": version,
            "review-due": "2029-01-01",
            **({"lifts": [*lifts]} if lifts else {}),
        },
        **more,
    )


def new_text(files: Any) -> None:
    files.change("guidelines/going-home.md", summary="How, and with whom.")


def answer(files: Any, day: str, said: str = "adopted", **more: Any) -> str:
    """An answer of the hospice about version 1.0, unless said otherwise; gives its id."""
    who = more.pop("organisation", "hospice")
    data = {
        "id": f"{who}--{DOCUMENT}--{day}",
        "organisation": who,
        "document": DOCUMENT,
        "version": "1.0",
        "answer": said,
        "date": day,
        "by": f"{who}-lead",
        **({"reason": "It is so."} if said in ("declined", "not-applicable", "retracted") else {}),
        **({"how": "Our rota.", "local-reference": "H-1"} if said == "adapted" else {}),
        **more,
    }
    files.put(f"adoptions/{data['id']}.yaml", data)
    return str(data["id"])
