"""Words that say how a text stands are seen, whatever they are written with; others are not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.assess.words import WORDS
from handbook.source.words import claims
from handbook.source.words.claims import claimed, says_standing
from handbook.source.words.skeleton import Shapes, looks, mixed_script, readings, shape
from handbook.source.words.standing_words import ALONE, ANYWHERE

DISGUISES = {
    "capitals": "IN FORCE",
    "fullwidth": "\uff29\uff2e \uff26\uff2f\uff32\uff23\uff25",
    "mathematical": "\U0001d422\U0001d427 \U0001d487\U0001d490\U0001d493\U0001d484\U0001d486",
    "circled": "\u24d8\u24dd \u24d5\u24de\u24e1\u24d2\u24d4",
    "squared": "\U0001f178\U0001f17d \U0001f175\U0001f17e\U0001f181\U0001f172\U0001f174",
    "small capitals": "\u026a\u0274 \ua730\u1d0f\u0280\u1d04\u1d07",
    "cyrillic among latin": "\u0456n f\u043er\u0441\u0435",
    "cyrillic alone": "\u0456\u043f \u0192\u043e\u0433\u0441\u0435",
    "greek": "\u03b9\u03b7 f\u03bfrce",
    "accents": "\u00efn f\u00f4r\u00e7\u00e9",
    "strokes": "\u0268n f\u00f8r\u023c\u0247",
    "combining marks": "i\u0336n\u0336 f\u0336o\u0336r\u0336c\u0336e\u0336",
    "digits": "1n f0rc3",
    "signs": "!n f0rce",
    "a bar": "|n force",
    "an L": "ln force",
    "a soft hyphen": "in for\u00adce",
    "a zero-width space": "i\u200bn\u200b f\u200borce",
    "a word joiner": "in\u2060force",
    "no space": "inforce",
    "hyphens": "in-force",
    "underscores": "in_force",
    "dots": "i.n. f.o.r.c.e.",
    "wide spacing": "i n   f o r c e",
    "other spacing": "inf orce",
    "a no-break space": "in\u00a0force",
    "doubled letters": "in forrce",
}


@pytest.mark.parametrize("text", DISGUISES.values(), ids=DISGUISES)
def test_a_standing_is_seen_through_its_disguise(text: str) -> None:
    assert claimed(f"Seizures at home, {text} since May") == "in force"
    assert claimed(text) == "in force"


@pytest.mark.parametrize(
    "text",
    [
        "In force: seizures at home",
        "In force. The group has renewed it",
        "Seizures (endorsed)",
        "Seizures (endorsd 2027)",
        "Seizures, aproved",
        "Authorized by the board",
        "Put up by mistake: go on using it",
        "This may be used",
        "You rnay use it",
        "Carry on using this page",
        "Safe to use",
        "No longer suspended",
        "The current version",
        "Seizures \u2013 current",
        "Current: seizures",
        "Seizures (still suspended)",
        "Seizures / withdrawn",
        "Do not use: seizures",
        "Ignore: disregard this warning",
        "Valid until 2030",
        "Seizures [live]",
    ],
)
def test_a_title_that_says_a_standing_is_seen(text: str) -> None:
    assert claimed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Planning ahead for seizures at home",
        "Withdrawal of life-sustaining treatment",
        "Extended families and who may decide",
        "Reinforced care at home",
        "Stratified follow-up",
        "Current medicines: what to bring",
        "Approved mental health professional",
        "Adopted, fostered and looked-after children",
        "Oral suspensions: shaking before giving",
        "Expired air resuscitation",
        "Children whose diagnosis is unknown",
        "Lifting and handling",
        "Workforce planning",
        "\u03b2-blockers in children",
        "Gofal lliniarol plant: canllaw",
        "Opieka paliatywna nad dzie\u0107mi",
        "Signs not to ignore",
        "Keeping a plan up to date",
        "Drafting a letter to the family",
    ],
)
def test_an_ordinary_title_is_left_alone(text: str) -> None:
    assert not claimed(text)


@pytest.mark.parametrize("word", [str(key) for key in WORDS] + [w.label for w in WORDS.values()])
def test_every_word_that_the_handbook_draws_is_known_to_the_detector(word: str) -> None:
    """One truth: a state that is added to the table must be added to the vocabulary."""
    assert claimed(f"Seizures ({word})")
    assert claimed(f"{word}: seizures")


@pytest.mark.parametrize("phrase", ANYWHERE)
def test_every_phrase_is_seen_in_the_middle_of_others(phrase: str) -> None:
    assert claimed(f"Seizures at home {phrase.upper()} on the ward")


@pytest.mark.parametrize(
    "sentence",
    [
        "It still holds",
        "Ask nobody: it is valid",
        "Go ahead as usual",
        "The review is done",
        "Use it",
    ],
)
def test_wording_may_not_speak_of_the_standing(sentence: str) -> None:
    assert says_standing(sentence)


def test_a_set_term_does_not_hide_what_stands_around_it() -> None:
    assert claimed("In approved clinician force") == ""
    assert claimed("In force: approved clinician") == "in force"
    assert claimed("Approved: approved clinician") == "approved"


def test_names_that_look_alike_have_the_same_look() -> None:
    for other in ("acp", "\u0410\u0421\u0420", "A.C.P", "\uff21\uff23\uff30"):
        assert looks("ACP") & looks(other)
    assert looks("ICB") & looks("lCB") & looks("1CB")
    for one, other in (("ACP", "ACD"), ("CCN", "CN"), ("IV", "LV")):
        assert not looks(one) & looks(other)
    assert shape("rnay") == shape("may")


def test_a_word_of_two_alphabets_is_named() -> None:
    assert mixed_script("a s\u0435izure plan") == "s\u0435izure"
    assert mixed_script("5 \u00b5g of \u03b2-blocker, caf\u00e9") == ""


def test_signs_are_read_as_letters_and_as_marks() -> None:
    assert readings("$top!") == (("top",), ("stopi",))


def test_words_that_are_judged_again_are_looked_through_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A title stands on many pages, and in the sealed copy as in the working one."""
    looked: list[str] = []
    readings = claims.readings
    monkeypatch.setattr(claims, "readings", lambda text: [looked.append(text), *readings(text)][1:])
    for _ in range(3):
        assert claims.claimed("Rapid transfer, looked through once") == ""
    assert len(looked) == len(set(looked))


ALIKE = "rnvuciphk1ldoem fstwa .-:|"
LINES = st.text(alphabet=ALIKE + "AZ\u0456\u00e9\u200b@!", max_size=30)
DISGUISED = st.builds(
    lambda phrase, at, sign, after: f"{phrase[:at]}{sign}{phrase[at:]}{after}",
    st.sampled_from(sorted(ALONE | set(ANYWHERE))),
    st.integers(0, 20),
    st.sampled_from(["", "", "r", "n", " ", "c", "vv", "\u200b", "e", "1"]),
    st.sampled_from(["", "", "n", "k and so on for many words more", " of"]),
)


@given(st.text(alphabet=ALIKE.replace(" ", ""), max_size=12), st.text(alphabet=ALIKE, max_size=9))
@example("or", "n")
@example("v", "vv")
@example("cc", "k")
@example("rn", "nr")
def test_what_follows_changes_the_last_letter_of_a_skeleton_at_most(word, rest) -> None:
    assert shape(word + rest).startswith(shape(word)[:-1])


@given(LINES | DISGUISED)
@example(f"in{'.' * 21}phorce")
@example(f"re{'.' * 21}uuieuued")
def test_phrases_are_told_from_their_beginning_as_they_are_from_the_whole(text) -> None:
    known = frozenset(shape("".join(readings(phrase)[0])) for phrase in ALONE)
    assert Shapes(ALONE).hold(text) == (shape("".join(readings(text)[0])) in known)


@given(LINES | DISGUISED)
@example("r nay be used")
@example("to be in p horce")
def test_every_run_of_words_is_looked_at(text) -> None:
    """What is passed over, because no phrase begins so, is none."""
    for words in readings(text):
        runs = [
            "".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)
        ]
        known = claims._phrases()
        seen = any(shape(run) in known for run in runs if len(run) <= claims._longest())
        near = any(claims._one_letter_off(word) for word in words)
        assert bool(claims._phrase_in(words)) == (seen or near)
