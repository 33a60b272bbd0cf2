"""What every printed sheet of a page says at its top: which text it is, how it stands, until when.

Sheets part company: the ninth lies on a ward long after the first is lost. So the theme repeats
these lines on each, and verification reads them back like the standing box, whose words they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.forge.addresses import page_address
from handbook.render.context import DEMONSTRATION
from handbook.render.frame.advice import NOTE, WHY
from handbook.render.frame.besides import reference_of
from handbook.render.model import page_url
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView

MEMBERS = "For members of the network only."
SCAN = "Scan the code for how it stands now."
AGAIN = ": look again before you rely on it"
"""What stands on the sheets of a page without a standing of its own, such as a list."""
_MASK = 3
"""One of the eight patterns of a code, all of which every reader knows: choosing the best of them
costs five times as much as drawing it, and helps only where a code is hard to see."""
_VERSION = "Version"


def sheet(
    context: Context,
    path: str,
    title: str,
    box: Mapping[str, Any] | None,
    view: DocumentView | None,
    *,
    members: bool,
) -> dict[str, Any]:
    """The lines at the top of each printed sheet of the page at ``path``.

    ``box`` is its standing box and ``view`` the document that it is about, if it is about one: the
    code leads to that document's own page, where its standing of the day is told. There is no code
    where nobody said at which address the handbook is read.
    """
    settings, today = context.assessment.settings, long_date(context.assessment.today)
    address = page_address(settings, page_url(path)) if settings.forge else ""
    own = page_address(settings, page_url(view.page)) if settings.forge and view else ""
    code = _code(own) if "://" in own else {}
    return {
        "title": title,
        "reference": reference_of(view.record) if view else "",
        "tone": str(box["tone"]) if box else "",
        "state": _state(box) if box else "",
        "notes": list(_notes(context, members=members)),
        "as_at": f"As recorded on {today}{'' if box else AGAIN}. Uncontrolled when printed.",
        "address": address if "://" in address else "",
        "scan": SCAN if code else "",
        "code": code,
    }


def _state(box: Mapping[str, Any]) -> str:
    """The heading of a standing box, the version and what it advises, but not its reasons."""
    heading = str(box["heading"]).rstrip(".")
    versions = [str(fact["text"]) for fact in box["facts"] if fact["label"] == _VERSION]
    version = f" {_VERSION} {versions[0]}." if versions and _VERSION not in heading else ""
    advised = (str(sentence) for sentence in box["advice"])
    advice = " ".join(words for words in advised if not words.startswith((WHY, NOTE)))
    return " ".join(f"{heading}.{version} {advice}".split())


def _notes(context: Context, *, members: bool) -> Iterator[str]:
    if context.stamp.notice:
        yield context.stamp.notice
    if context.assessment.settings.demonstration:
        yield f"{DEMONSTRATION}."
    if members:
        yield MEMBERS


def _code(address: str) -> dict[str, Any]:
    """A QR code of an address as one path of an SVG, and how many units wide it is."""
    from segno import make_qr  # noqa: PLC0415 - heavy

    rows = make_qr(address, error="m", boost_error=False, mask=_MASK).matrix
    quiet = 4
    steps = [
        f"M{quiet + first} {quiet + down}h{wide}v1h-{wide}z"
        for down, row in enumerate(rows)
        for first, wide in _runs(row)
    ]
    return {"size": len(rows) + 2 * quiet, "path": "".join(steps)}


def _runs(row: bytearray) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow each other."""
    begin = None
    for at, dark in enumerate([*row, 0]):
        if dark and begin is None:
            begin = at
        elif not dark and begin is not None:
            yield begin, at - begin
            begin = None
