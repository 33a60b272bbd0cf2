"""The Markdown of the registry, as rules ask for it; it is parsed in ``assess.texts``."""

from __future__ import annotations

from handbook.assess.texts import Texts, place_in_body, values_at

__all__ = ["Texts", "place_in_body", "values_at"]
