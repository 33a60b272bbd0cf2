"""Which sentences owe their reader a number: those that send to somebody who may not be known."""

from __future__ import annotations

import pytest

from handbook.source.words.ringing import promised, promised_at, ringing


@pytest.mark.parametrize(
    "sentence",
    [
        "Ring the ward before you leave.",
        "If in doubt, ring.",
        "Phone the hospice, and say who you are.",
        "Telephone Rosewood ward first.",
        "Call the ambulance service's control room.",
        "Call for help from the palliative team.",
        "Contact the consultant on call.",
        "Discuss it with the on-call registrar.",
        "The nurse on call gives advice.",
        "Advice: the consultant on call, day and night.",
        "Contact the team by telephone.",
        "Use the advice line.",
        "The helpline is staffed by nurses.",
        "Ring the family. Then ring the hospice.",
        "Call 01632 960001.",
        "Ring 2222 for the emergency team.",
        "- Tell the family.\n- Ring the duty manager.",
        "The family rings the advice line.",
        "Ring the parents' keyworker at the hospice: ring the hospice.",
    ],
)
def test_a_sentence_that_sends_to_a_telephone_owes_its_number(sentence: str) -> None:
    assert promised(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ring the family before you set out.",
        "Ring the child's parents on the day before.",
        "Phone the bereaved family within a week.",
        "Call the parents back the same day.",
        "Telephone their carers.",
        "Call your family.",
        "Ring them, and say when you come.",
        "Ring back within an hour.",
        "Ring the bell at the side door.",
        "Call 999.",
        "The consultant on call decides within 30 minutes.",
        "On-call rota",
        "Staff who are on call are paid for it.",
        "Keep a mobile phone charged.",
        "The phone is in the drawer.",
        "When the telephone rings, do not move the child.",
        "A vascular ring is rare.",
        "The call for evidence closes in May.",
        "Anybody may call for a review.",
    ],
)
def test_a_sentence_whose_reader_has_the_number_or_needs_none_owes_nothing(sentence: str) -> None:
    assert promised(sentence) == ""


def test_what_a_sentence_says_of_another_does_not_count() -> None:
    assert not promised("The consultant on call decides. Ask the family what they wish.")
    assert promised_at("# On call\n\nRing the family.\nThen ring the hospice.\n") == (4, 6, "ring")


def test_the_page_still_shows_whom_to_ring_for_all_of_them() -> None:
    """The box above a text is broader: a number too many there harms nobody."""
    assert ringing("The consultant on call decides.") == "on call"
