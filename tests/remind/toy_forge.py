"""A forge in memory: issues by number, and what a plan's steps make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.remind.model import Act, IssueContent, TrackedIssue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.remind.model import IssueStep


class ToyForge:
    """Issues in the order in which they were made. Two forges with the same issues are equal."""

    def __init__(self, *contents: IssueContent) -> None:
        self.contents = list(contents)

    def issues(self) -> tuple[TrackedIssue, ...]:
        return tuple(TrackedIssue(at + 1, content) for at, content in enumerate(self.contents))

    def do(self, steps: Iterable[IssueStep]) -> ToyForge:
        """The same forge after some steps."""
        after = ToyForge(*self.contents)
        for step in steps:
            if step.act is Act.OPEN:
                assert not step.number
                after.contents.append(step.content)
            else:
                after.contents[step.number - 1] = step.content
        return after
