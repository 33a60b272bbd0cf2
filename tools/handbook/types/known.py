"""The content types that the program itself knows by name, as what they are is the product's."""

from __future__ import annotations

import enum


class KnownType(enum.StrEnum):
    """A content type that stands in Python; every other is what its own files say, and no more."""

    ACTION = "action"
    ADOPTION = "adoption"
    AREA = "area"
    BASELINE = "baseline"
    COLLECTION = "collection-template"
    DECISION = "decision"
    DEVELOPMENT_STEP = "development-step"
    FAMILY_INVOLVEMENT = "family-involvement"
    GLOSSARY_TERM = "glossary-term"
    IMPORT_CHECK = "import-check"
    MEASURE = "measure"
    MEETING = "meeting"
    NETWORK = "network"
    NETWORK_LINK = "network-link"
    ORGANISATION = "organisation"
    POLICY = "policy"
    POLICY_MAPPING = "policy-mapping"
    POPULATION = "population"
    POST = "post"
    RETURN = "return"
    SIGNING_KEY = "signing-key"
    WAIVER = "waiver"


BY_COMMAND = (KnownType.DECISION, KnownType.ADOPTION)
"""Types whose records a command writes whole, and nobody edits."""

APPEND_ONLY = frozenset({*BY_COMMAND, KnownType.MEETING})
"""Types whose records say what was decided or answered: added, and never edited once they count."""
