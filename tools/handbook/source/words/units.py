"""The words for amounts: units, stretches of time and written numbers."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNITS = _words(
    "mg mcg microgram micrograms g gram grams kg kilogram kilograms ng nanogram nanograms ml"
    " millilitre millilitres l litre litres iu unit units mmol mol meq mm cm m kpa mmhg bpm"
    " dose doses tablet tablets capsule capsules drop drops puff puffs ampoule ampoules spoon"
    " spoonful percent"
)
SPANS = _words(
    "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks"
    " month months year years yr yrs"
)
WRITTEN = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy"
    " eighty ninety hundred thousand million half quarter"
)
"""Numbers in words."""
