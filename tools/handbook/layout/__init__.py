"""The layout of a file: what may be tidied in it without changing what it says, and how."""

from __future__ import annotations

from handbook.layout.file import Tidied, tidy_file
from handbook.layout.model import LayoutChange

__all__ = ["LayoutChange", "Tidied", "tidy_file"]
