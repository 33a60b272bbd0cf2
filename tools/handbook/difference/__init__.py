"""What differs between two texts of a document, and whether its owner alone may settle it.

``compare`` pairs the two by what never changes (ids of recommendations, stages and seats, the
addresses of headings, the names of fields) and calls each change minor or clinical. A change is
minor only if that can be shown; whatever is unsure is clinical. ``docs/changes.md`` says the same
in words for people.
"""

from __future__ import annotations

from handbook.difference.compare import compare
from handbook.difference.judging.settings import CORE, read_rules
from handbook.difference.model import Change, Difference, Reason, Rules, Span

__all__ = ["CORE", "Change", "Difference", "Reason", "Rules", "Span", "compare", "read_rules"]
