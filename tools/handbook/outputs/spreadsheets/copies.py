"""What a copy says of itself: of which handbook and day it is, when it ends, where a new one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.forge.addresses import page_address
from handbook.outputs.fields.envelope import notices
from handbook.render.model import PUBLIC_EDITION
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.render.context import Context

FOR_MEMBERS = (
    "Some of what it holds is for members of the network only. Keep it where only they can read it."
)


@dataclass(frozen=True, slots=True)
class SheetCopy:
    """One copy: who it is of, the days on which it begins and ends, and where the handbook is.

    ``address`` is where the handbook is read, with a stroke at its end; empty if nobody said.
    """

    network: str
    made: date
    ends: date
    commit: str
    address: str
    notices: tuple[str, ...]
    public: bool

    @property
    def line(self) -> str:
        """What stands above every list while the copy lasts."""
        more = "".join(f" {notice.rstrip('.')}." for notice in self.notices)
        return (
            f"A copy, made on {long_date(self.made)} from the handbook of {self.network}. It ends"
            f" on {long_date(self.ends)} and knows of nothing that changed since it was made.{more}"
        )

    @property
    def ended(self) -> str:
        """What stands there afterwards."""
        return f"This copy ended on {long_date(self.ends)}. Do not rely on it: take a new one."

    def where(self, page: str) -> str:
        """Where the list is as it stands now; ``page`` is its place in the tree."""
        place = page.removesuffix("index.md")
        if self.address:
            return f"{self.address}{place}"
        return f"the page {place} of the handbook"

    def sentences(self, page: str) -> Iterator[tuple[str, str]]:
        """What the first sheet says, each line with what it is."""
        yield "What this is", "A copy of a list of the handbook, which is not kept up to date."
        yield "Network", self.network
        yield "Made on", long_date(self.made)
        yield "Ends on", f"{long_date(self.ends)}. After that day, take a new one."
        yield "The list as it is now", self.where(page)
        yield (
            "Before you rely on a document",
            (
                "Open its page in the handbook. It may have been changed or stopped since this copy"
                " was made, and a copy cannot know."
            ),
        )
        yield "Edition", PUBLIC_EDITION if self.public else FOR_MEMBERS
        if self.commit:
            yield "Made from commit", self.commit[:12]
        yield (
            "Text that begins with an apostrophe",
            (
                "The apostrophe keeps the program from taking the text for a formula. It is not"
                " part of the text."
            ),
        )
        for notice in self.notices:
            yield "Said on every page", notice


def copy_of(context: Context) -> SheetCopy:
    """What every copy made from a context says of itself. It lasts as long as any other copy."""
    assessment = context.assessment
    return SheetCopy(
        context.network_title,
        assessment.today,
        assessment.today + timedelta(days=assessment.settings.offline.days),
        context.stamp.commit,
        page_address(assessment.settings, ""),
        tuple(notices(context)),
        context.stamp.public,
    )
