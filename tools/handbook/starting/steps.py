"""The steps of setting up a managed clinical network, as a list to begin with.

They are this program's own words for the steps that guidance for networks of children's palliative
care in England names; a network drops, adds and orders as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.starting.templates import filled
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Collection

    from handbook.types.model import Types


@dataclass(frozen=True, slots=True)
class BeginningStep:
    """A step: its id, its name, and what it is for and when it is done."""

    id: str
    title: str
    why: str


def step_files(types: Types, known: Collection[str] = ()) -> dict[str, str]:
    """The records of the steps by their paths below the folder's top, without those ``known``."""
    folder = types[KnownType.DEVELOPMENT_STEP].folder
    return {
        f"registry/{folder}/{step.id}.yaml": filled(
            "network/step.yaml", {"step": step, "number": f"{number:02}"}
        )
        for number, step in enumerate(STEPS, start=1)
        if step.id not in known
    }


STEPS = (
    BeginningStep(
        "step-win-those-who-decide-on-money",
        "Win the support of those who decide on money",
        "Whoever holds the money can make a network possible or impossible. Done when they have "
        "said in writing what they will pay for, and until when.",
    ),
    BeginningStep(
        "step-appoint-a-lead-and-a-team",
        "Appoint a project lead and a small team",
        "Somebody has to be responsible for the work, and others in each member have to want "
        "it. Done when the posts are in this register, with the time they have.",
    ),
    BeginningStep(
        "step-set-a-time-frame",
        "Say by when each step is to be done",
        "Without days the work goes on for ever. Done when every step here has an owner and a "
        "day, or a reason why it is not needed.",
    ),
    BeginningStep(
        "step-agree-who-leads-what",
        "Agree who leads what",
        "A network that nobody manages drifts. Done when each lead role has a post, and "
        "everybody can read what it answers for.",
    ),
    BeginningStep(
        "step-agree-working-groups",
        "Agree the working groups and who sits in them",
        "Done when each group has its seats, and each seat somebody who comes.",
    ),
    BeginningStep(
        "step-write-terms-of-reference",
        "Write terms of reference for each group",
        "They say what a group may decide, and with whom present. Done when they are endorsed.",
    ),
    BeginningStep(
        "step-agree-aims-and-priorities",
        "Agree aims, and what comes first",
        "Done when the priorities are in this register, with where each came from.",
    ),
    BeginningStep(
        "step-build-on-what-is-there",
        "Build on the networks that are there already",
        "Others have often begun, and some were never asked. Done when those who were left out "
        "so far have been invited by name.",
    ),
    BeginningStep(
        "step-know-your-stakeholders",
        "Know who has a stake in it",
        "Done when every organisation that cares for these children is in this register, member "
        "or not, with somebody to speak to.",
    ),
    BeginningStep(
        "step-know-the-children",
        "Know the children and what they need",
        "Done when the number of children is written down with its source and year, and how "
        "sure it is, by area.",
    ),
    BeginningStep(
        "step-map-the-services",
        "Map the services, and how a child comes to each",
        "What is on paper is not what happens. Done when each service was asked, and the day on "
        "which reality was last looked at is written down.",
    ),
    BeginningStep(
        "step-collect-pathways-and-guidelines",
        "Collect the pathways and guidelines in use",
        "Done when each is in this register as it stands, endorsed or not.",
    ),
    BeginningStep(
        "step-follow-the-patient-flow",
        "Follow where children really go",
        "Children cross boundaries that organisations do not. Done when the main journeys are "
        "written down for each area.",
    ),
    BeginningStep(
        "step-draw-the-boundary",
        "Draw the boundary, and say what lies beyond",
        "Done when the areas are in this register, and whom to ring across each edge.",
    ),
    BeginningStep(
        "step-name-what-you-do-not-know",
        "Name what you do not know",
        "Done when the gaps in knowledge are in this register, each with somebody who finds out.",
    ),
    BeginningStep(
        "step-decide-which-children",
        "Decide which children the network is for",
        "By age, by condition, by place. Done when a decision says so.",
    ),
    BeginningStep(
        "step-agree-the-structure",
        "Agree the structure of the network",
        "Done when it is known who is hub, who is spoke, who answers to whom.",
    ),
    BeginningStep(
        "step-agree-clinical-governance",
        "Agree how care is made safe",
        "Who may stop a text, who hears of harm, who learns from it. Done when this is written "
        "into terms of reference and a safety post is filled.",
    ),
    BeginningStep(
        "step-reach-everybody-who-cares",
        "Reach everybody who has a part in care",
        "General practices, schools, wards that see one such child in five years. Done when it "
        "is known how each of them hears from the network, and whether they did.",
    ),
)
