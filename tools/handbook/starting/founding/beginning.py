"""What every network begins with, whoever it is: posts besides the coordinator's, and terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BeginningPost:
    """A post: what the templates call it, its title, and what it does."""

    key: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class BeginningTerm:
    """A word of the glossary, in the words of this program and of nobody else."""

    id: str
    title: str
    definition: str
    abbreviation: str = ""


COORDINATOR = "The single point of contact for every member; keeps this handbook."
POSTS = (
    BeginningPost("chair", "Chair of the network", "Leads the meetings of the group that decides."),
    BeginningPost("medical", "Medical lead", "Speaks for the doctors of the member organisations."),
    BeginningPost("nursing", "Nursing lead", "Speaks for the nurses of the member organisations."),
    BeginningPost(
        "safety", "Clinical safety officer",
        "Answers for the clinical safety of this handbook, and may stop a text at once.",
    ),
)  # fmt: skip
TERMS = (
    BeginningTerm(
        "term-advance-care-plan", "Advance care plan",
        "A record of what a child and family wish for, talked over and written down before it is"
        " needed.",
        "ACP",
    ),
    BeginningTerm(
        "term-managed-clinical-network", "Managed clinical network",
        "Organisations that look after the same patients and agree together how they do it.", "MCN",
    ),
    BeginningTerm(
        "term-multidisciplinary-team", "Multidisciplinary team",
        "People of several professions who plan the care of a patient together.", "MDT",
    ),
    BeginningTerm(
        "term-terms-of-reference", "Terms of reference",
        "What a group is for, who sits on it, and what it may decide.", "ToR",
    ),
    BeginningTerm(
        "term-quorum", "Quorum",
        "Who must be there before a group can decide.",
    ),
    BeginningTerm(
        "term-endorsement", "Endorsement",
        "A decision of a group that the network stands behind one version of a text.",
    ),
    BeginningTerm(
        "term-local-adoption", "Local adoption",
        "What one organisation decided for itself about a text of the network.",
    ),
    BeginningTerm(
        "term-care-pathway", "Care pathway",
        "The stages that care goes through, and who does what at each of them.",
    ),
    BeginningTerm(
        "term-review", "Review",
        "A look at a text by its owner, to see whether it still holds, by a day set beforehand.",
    ),
)  # fmt: skip
