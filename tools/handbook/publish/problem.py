"""Why a site was not published."""

from __future__ import annotations


class NotPublishedError(Exception):
    """Publishing stopped and the earlier site stands. The message is one sentence for people."""


class VerificationError(NotPublishedError):
    """What was built is not what was asked for. ``problems`` says how, one sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"The built site failed verification ({count} {noun}).")
