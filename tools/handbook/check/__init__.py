"""The whole check of one tree: from files to findings."""

from __future__ import annotations

from handbook.check.checking import assessed, check
from handbook.check.model import Assessed, Checked, in_order

__all__ = ["Assessed", "Checked", "assessed", "check", "in_order"]
