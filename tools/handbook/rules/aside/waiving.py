"""Waivers: what the check finds and somebody who may has set aside, for a time.

Pure. What may be waived at all stands on each ``Code`` (``waivable``); who may approve a waiver,
and for how long, stands in the network's settings. A waiver with anything wrong in it counts for
nothing. ``check/setting_aside.py`` applies those that count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding
from handbook.rules.reading import choices, day, part, word
from handbook.source.dates import long_date
from handbook.source.words.spelling import nearest
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.link import Registry
    from handbook.load.model import Record

LONGEST_DAYS = 366
"""How long a waiver may count, where the settings say nothing."""

WAV001 = Code(
    id="WAV001",
    severity=Severity.ERROR,
    title="A waiver for what nobody can waive",
    explanation=(
        "Most of what the check finds must be mended, whoever would rather not: whatever puts a"
        " decision, a sealed text, a signature or the words and numbers of a page in doubt, and"
        " whatever a file must be like to be read at all. No waiver helps there, and this one would"
        " only look as if it did. `handbook explain CODE` says of each code whether it can be"
        " waived."
    ),
    integrity=True,
)
WAV002 = Code(
    id="WAV002",
    severity=Severity.ERROR,
    title="A waiver by a post that may not approve it",
    explanation=(
        "Only certain posts may say that something found by the check can wait: those that the"
        " network's settings name (`settings.waivers.posts` in network.yaml), or the network's"
        " coordinator if they name none. This waiver was approved by another, so it counts for"
        " nothing."
    ),
    integrity=True,
)
WAV003 = Code(
    id="WAV003",
    severity=Severity.ERROR,
    title="A waiver that lasts too long",
    explanation=(
        "A waiver puts something off; it does not do away with it. So it runs out, at the latest"
        " after as many days as the network's settings allow (`settings.waivers.longest-days` in"
        " network.yaml; 366 without that line), and not before the day on which it was approved."
        " This one does not count. When it is due, it can be approved anew."
    ),
    integrity=True,
)
WAV004 = Code(
    id="WAV004",
    severity=Severity.WARNING,
    title="A waiver has run out",
    explanation=(
        "The last day of this waiver has passed, so what it set aside is found again. Mend that, or"
        " let a post that may approve it once more, with a new day; then take out what is no longer"
        " needed."
    ),
)
WAV005 = Code(
    id="WAV005",
    severity=Severity.WARNING,
    title="A waiver that sets nothing aside",
    explanation=(
        "Nothing is found any more that this waiver is about: it was mended, or the record is gone,"
        " or the words in the waiver are not those of the finding. A waiver that lies about could"
        " one day hide something that nobody has looked at. Delete its file."
    ),
)
CODES = (WAV001, WAV002, WAV003, WAV004, WAV005)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver that counts: what it sets aside, why, who approved it, and until when."""

    record: Record
    code: str
    about: str
    """The id of the record whose findings it sets aside."""
    words: str
    """Words of the finding that is meant; empty for all of the code."""
    reason: str
    approver: str
    until: date

    @property
    def path(self) -> str:
        """Its file."""
        return self.record.path


def waivers(registry: Registry, today: date, codes: Mapping[str, Code]) -> Iterator[Waiver]:
    """The waivers of a registry that count on ``today``; ``codes`` are all that there are."""
    for record in registry.of_type(KnownType.WAIVER):
        until = day(record.data, "expires")
        if until is not None and not any(wrong(record, registry, today, codes)):
            yield Waiver(
                record=record,
                code=word(record.data, "code"),
                about=word(record.data, "record"),
                words=word(record.data, "words"),
                reason=word(record.data, "reason"),
                approver=word(record.data, "approved-by"),
                until=until,
            )


def wrong(
    record: Record, registry: Registry, today: date, codes: Mapping[str, Code]
) -> Iterator[Finding]:
    """Why a waiver does not count, one finding for each reason."""
    code = word(record.data, "code")
    known = codes.get(code)
    if known is None:
        hint = nearest(code, codes) or "`handbook explain` lists the codes that there are."
        message = f"there is no finding called “{code}”"
        yield finding(WAV001, record, message, hint=hint, route=("code",))
    elif not known.waivable:
        message = f"{code} can be waived by nobody: {known.title[:1].lower()}{known.title[1:]}"
        hint = "Mend what was found, and delete this file."
        yield finding(WAV001, record, message, hint=hint, route=("code",))
    approver, posts = word(record.data, "approved-by"), approvers(registry)
    if approver not in posts:
        message = f"“{approver}” may not approve a waiver"
        hint = f"Those who may: {choices(posts)}." if posts else "Nobody may: network.yaml says so."
        yield finding(WAV002, record, message, hint=hint, route=("approved-by",))
    yield from _wrong_days(record, registry, today)


def _wrong_days(record: Record, registry: Registry, today: date) -> Iterator[Finding]:
    """What is wrong with the days of a waiver. One that has not come yet is a fault besides."""
    approved, until = day(record.data, "approved-on"), day(record.data, "expires")
    if approved is None or until is None:
        return  # the schema tells of it
    longest = longest_days(registry)
    latest = approved + timedelta(days=longest) if approved.year < date.max.year - 3 else date.max
    if until < approved or until > latest or approved > today:
        message = (
            f"it was approved on {long_date(approved)}, and counts until {long_date(until)}"
            + (f"; today is {long_date(today)}" if approved > today else "")
        )
        hint = f"Write the day of the approval, and a last day at most {longest} days after it."
        yield finding(WAV003, record, message, hint=hint, route=("expires",))
    elif until < today:
        message = f"this waiver ran out on {long_date(until)}; what it set aside is found again"
        hint = "Mend that and delete this file, or have it approved once more."
        yield finding(WAV004, record, message, hint=hint, route=("expires",))


def approvers(registry: Registry) -> tuple[str, ...]:
    """The posts that may approve a waiver, by the network's settings; else its coordinator."""
    network = registry.network()
    if network is None:
        return ()
    asked = part(part(network.data, "settings"), "waivers")
    named = tuple(str(post) for post in asked.get("posts") or ())
    coordinator = word(network.data, "coordinator")
    return named or ((coordinator,) if coordinator else ())


def longest_days(registry: Registry) -> int:
    """How many days a waiver may count, by the network's settings."""
    network = registry.network()
    given = part(part(network.data, "settings"), "waivers") if network is not None else {}
    days = given.get("longest-days")
    return days if isinstance(days, int) else LONGEST_DAYS


def unused(waiver: Waiver) -> Finding:
    """That a waiver sets nothing aside."""
    about = f"nothing that {waiver.code} tells is found in “{waiver.about}”"
    where = f" with the words “{waiver.words}”" if waiver.words else ""
    hint = "Delete this file, if what it was about is mended."
    return finding(WAV005, waiver.record, f"{about}{where}", hint=hint, route=("code",))
