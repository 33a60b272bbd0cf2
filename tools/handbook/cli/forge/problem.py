"""Why a forge could not be asked, in one sentence for people."""

from __future__ import annotations


class ForgeError(Exception):
    """The forge did not do what was asked, or nobody can tell whether it did."""


class NoAnswerError(ForgeError):
    """The forge gave no answer that can be read: it may have done what was asked, or not."""
