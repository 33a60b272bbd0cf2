"""A field for a name, a number or a line holds that, and neither an order nor a standing."""

from __future__ import annotations

import pytest

from handbook.source.words.plain import LONGEST, faults, sound

GOOD = {
    "name": [
        "Network coordinator",
        "Medical lead, consultant in children's palliative medicine",
        "St. Orrin's Children's Hospice",
        "Dr Gray's Hospital",
        "Approved mental health professional",
        "Stop smoking adviser",
        "Lower limb specialist",
        "End of life care: NICE guideline 61",
        "Do not attempt cardiopulmonary resuscitation",
        "24-hour advice line",
        "Ysbyty Plant Cymru",
    ],
    "short-line": [
        "Every day, at all hours",
        "Monday to Friday, 9 am to 5 pm.",
        "Advice about symptoms of a child at home",
    ],
    "reference": ["FV-G01", "CG/0123/v2", "NHSCT/19/1302", "PPC 014", "G12a"],
    "phone": ["01632 960 003", "+44 1632 960003", "(01632) 960-003", "999"],
    "wording": [
        "Ring the network coordinator before you act.",
        "If you have acted on it, tell the coordinator today.",
        "Check with its owner before you rely on a number in it. Do not use it on a new child.",
        "Destroy printed copies.",
        "Ask your own organisation what it uses instead.",
    ],
    "title": [
        "Rapid transfer of a child near the end of life",
        "Advance care plan, version 5 (antenatal form)",
        "Review of deaths 2026",
        "Executive committee, 2026-11-05",
    ],
    "told": ["Quiet rooms endorsed", "Night calls suspended", "Quiet rooms: withdrawn"],
    "meaning": [
        "The person who agrees a plan with a family, and writes it down.",
        "Care of a child whose life will be short. It begins when the condition is recognised.",
    ],
}
BAD = {
    "name": [
        "Give 10 times the stated dose",
        "Nurse. Ring nobody",
        "Lead nurse; give more",
        "Lead nurse: double the dose",
        "Ten times the amount, lead for",
        "Nurse for 10 mg",
        "Nurse for 10\u00a0micrograms",
        "Nurse for \uff11\uff10 mg",
        "Nurse (5 ml)",
        "Nurse, 2x dose",
        "Please take two",
        "Use the old page",
        "Ignore the notice",
        "In force",
        "Nurse (endorsed)",
        "Nurs\u0435 for children",
        "Ring 01632 960003",
        "See www.example.org",
        "nurse@example.org",
        "007",
        "Is it safe?",
        "Nurse\nGive more",
        "n" * 121,
    ],
    "short-line": ["Give 10 mg", "Open. Give more", "This page may be used", "Line one\nline two"],
    "reference": [
        "give 10 times the stated dose",
        "GIVE 10 MG",
        "10 MG",
        "10MG",
        "X10-TIMES-DOSE",
        "IN-FORCE",
        "ENDORSED 2027",
        "in force",
        "FV-G01: approved",
        "NEXT REVIEW 2030",
        "NEXT-REVIEW-2030",
        "REVIEW2030",
        "VERSION 3",
        "ISSUE 4",
        "2030-01-01",
        "FV\u2011G01",
        "\u0424V-G01",
        "",
    ],
    "phone": ["use it", "- -", "12", "01632 960003 in force", "0" * 26, "\u0661\u0662\u0663\u0664"],
    "wording": [
        "In force. The group has renewed it.",
        "The suspension was put up by mistake. Go on using it.",
        "Carry on as before.",
        "It is fine.",
        "Nothing has changed.",
        "Ask nobody: it still holds.",
        "Ring the owner. Then proceed.",
        "Ring 1n f0rce.",
        "Give 10 mg.",
        "Ask, then give 10 mg.",
        "If you are busy, use this page.",
        "Do not use anything but this page.",
        "Ring A. Ring B. Ring C. Ring D.",
        "Ring " + "x" * 300,
    ],
    "title": [
        "In force: seizures",
        "Seizures at h\u043eme",
        "t" * 201,
        "Seizures (next review 1 May 2030)",
        "Next review: May 2030",
        "Seizures - printed on 1 May 2030",
        "As recorded on 1 May 2030",
        "Seizures, page 1 of 1",
    ],
    "told": [
        "In force: quiet rooms",
        "Quiet rooms no longer suspended",
        "Endorsed: quiet rooms",
        "Night calls may be used again",
        "t" * 301,
    ],
    "meaning": [
        "A medicine, given as 10 mg.",
        "A plan. Ring the ward before you act on it.",
        "A plan that is in force.",
        "Read https://example.org for what it means.",
        "m" * 401,
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in GOOD.items() for t in texts])
def test_what_belongs_in_a_field_is_accepted(kind: str, text: str) -> None:
    assert list(faults(kind, text)) == []


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in BAD.items() for t in texts])
def test_what_does_not_belong_in_a_field_is_refused(kind: str, text: str) -> None:
    assert not sound(kind, text)


def test_every_kind_has_its_limit_and_its_cases() -> None:
    assert GOOD.keys() == BAD.keys() == LONGEST.keys()
