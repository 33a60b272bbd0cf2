"""Whether the headings of the menu that a network names are told apart by their words."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from handbook.finding import Finding
from handbook.source import read_yaml
from handbook.types.codes import HEADING
from handbook.types.declaring.listing import ELSEWHERE, NO_SECTION
from handbook.types.folders import OVERRIDES, nearest
from handbook.types.overviews.headings import KEEPING
from handbook.types.overviews.model import DECLARED, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.types.model import Types
    from handbook.types.overviews.model import Overview

FIXED = ("Home", "The register", "About this handbook")
"""Lines of the menu that are the handbook's own, under which nothing else can stand."""
_ROUTE = ("section",)


def alike(
    types: Types, overviews: Iterable[Overview], declared: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Yield the headings in a network's own declarations that are another one, written otherwise.

    ``declared`` are the files below ``registry/_types/``, by path from the repository's top.
    """
    headings = [(f"{OVERRIDES}{kind.name}/type.yaml", kind.section) for kind in types.values()]
    headings += [(f"{OVERRIDES}{FOLDER}/{o.name}/{DECLARED}", o.section) for o in overviews]
    known = {_bare(text): text for text in (NO_SECTION, ELSEWHERE, KEEPING, *FIXED)}
    for path, heading in sorted(headings, key=lambda each: (each[0] in declared, each)):
        other = known.setdefault(_bare(heading), heading)
        if path not in declared or (other == heading and heading not in FIXED):
            continue
        if other in FIXED:
            message = f"“{other}” is a line of the menu that is the handbook's own"
            hint = "Choose another heading."
        else:
            message = f"the heading “{heading}” differs from “{other}” only in how it is written"
            hint = f"Write `section: {other}`, or choose another heading."
        place = nearest(read_yaml(declared[path], path), _ROUTE)
        yield Finding(HEADING, path, message, hint, _ROUTE, place)


def _bare(heading: str) -> str:
    """A heading without what the eye passes over: capitals, spaces and marks."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
