"""When people were last reminded: a small file that a run leaves for the next build of the site.

A site is only files, so it cannot know this unless it is told. What it is told is taken for nothing
that it is not: whatever cannot be read, or lies after the build, is not known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

SCHEMA_VERSION = 1
LARGEST = 10_000
"""Bytes of such a file."""


class LastRemindedProblem(Exception):  # noqa: N818 -- told to people as it is
    """Why a file does not say when people were last reminded."""


@dataclass(frozen=True, slots=True)
class LastReminded:
    """When the forge's issues were last brought up to date, and when letters were last sent.

    Either is ``None`` if that is not known.
    """

    issues: datetime | None = None
    letters: datetime | None = None

    def as_json(self) -> bytes:
        """The file, the same bytes for the same moments."""
        content = {
            "schema_version": SCHEMA_VERSION,
            "issues": _written(self.issues),
            "letters": _written(self.letters),
        }
        return (json.dumps(content, indent=2) + "\n").encode("ascii")


NOT_KNOWN = LastReminded()


def read_last(raw: bytes, now: datetime) -> LastReminded:
    """What a file says, as of ``now``. Raises ``LastRemindedProblem``."""
    try:
        content = json.loads(raw[: LARGEST + 1])
    except (ValueError, RecursionError) as wrong:
        raise LastRemindedProblem(
            "it is not the JSON that `handbook due --record` writes"
        ) from wrong
    if not isinstance(content, dict) or content.get("schema_version") != SCHEMA_VERSION:
        raise LastRemindedProblem("it is not a file that `handbook due --record` writes")
    return LastReminded(_moment(content.get("issues"), now), _moment(content.get("letters"), now))


def _moment(value: Any, now: datetime) -> datetime | None:
    """A moment with its zone that is not yet to come; ``None`` where nothing is said."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as wrong:
        raise LastRemindedProblem("it holds something that is not a moment") from wrong
    if moment.tzinfo is None:
        raise LastRemindedProblem("it holds a moment without a time zone")
    if moment > now:
        raise LastRemindedProblem("it holds a moment that has yet to come")
    return moment.astimezone(UTC)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
