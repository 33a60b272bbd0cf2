"""Words that say why a change is clinical, and the few misspellings whose mending is not.

The lists of clinical words only serve to give a reason: a changed word that is in none of them is
clinical all the same. Only ``MISSPELT`` and ``SMALL`` make anything minor, so they are short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.source.words.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand million half quarter third thirds dozen single double triple pair both"
    " first second fourth fifth sixth seventh eighth ninth tenth i ii iii iv v vi vii viii ix x"
)
TIMES = _words(
    "second seconds minute minutes hour hours hourly day days daily night nightly week weeks weekly"
    " fortnight month months monthly year years yearly annual annually once twice thrice times"
    " morning noon afternoon evening midnight bedtime immediately before after until within by"
    " during monday tuesday wednesday thursday friday saturday sunday january february march april"
    " june july august september october november december weekend weekends bd od tds qds prn stat"
    " every each per always"
)
AGES = _words(
    "age ages aged birth birthday newborn neonate neonatal neonates infant infants baby babies"
    " toddler toddlers child children young adolescent adolescents adult adults preterm gestation"
    " antenatal"
)
NEGATIONS = _words(
    "no not never none nor neither cannot without unless except excluding exclude avoid stop refuse"
    " withhold contraindicated nothing nobody nowhere instead rather don't doesn't won't isn't"
    " aren't can't shouldn't mustn't"
)
MODALS = _words(
    "must should shall may might can could will would ought need needs required require optional"
    " consider offer recommend recommended do does only usually sometimes"
)
COMPARISONS = _words(
    "more less least most above below over under greater fewer higher lower increase decrease"
    " increased decreased maximum minimum at up down left right"
)
FAMILIES: tuple[tuple[str, frozenset[str], str], ...] = (
    ("negation", NEGATIONS, "a word that turns a sentence round changes"),
    ("modal", MODALS, "a word that says how binding it is changes"),
    ("unit", UNITS, "a unit or a dose changes"),
    ("time", TIMES, "a time or a frequency changes"),
    ("age", AGES, "an age changes"),
    ("comparison", COMPARISONS, "a limit or a comparison changes"),
)

_MISSPELT = (
    "accomodate accommodate|accomodation accommodation|acheive achieve|adress address"
    "|agressive aggressive|appropiate appropriate|begining beginning|beleive believe"
    "|bereavment bereavement|childrens children's|comittee committee|commitee committee"
    "|enviroment environment|familys family's|goverment government|guidline guideline"
    "|hopsice hospice|hosptial hospital|judgment judgement|maintainance maintenance"
    "|neccessary necessary|occured occurred|occurence occurrence|paliative palliative"
    "|pallative palliative|prefered preferred|profesional professional|reccommend recommend"
    "|recieve receive|recieved received|recomendation recommendation|referal referral"
    "|refered referred|relevent relevant|responsability responsibility|seperate separate"
    "|seperately separately|sucessful successful|teh the|thier their|tranfer transfer"
    "|transfered transferred|wich which|writen written"
)


def _pairs() -> Mapping[str, str]:
    return {wrong: meant for wrong, _, meant in (p.partition(" ") for p in _MISSPELT.split("|"))}


MISSPELT: Mapping[str, str] = _pairs()
"""A misspelling that is no other word, and the word that was meant."""

SMALL = _words("the a an of to in and is are with for on")
"""Words that, typed twice in a row, were typed once too often."""
