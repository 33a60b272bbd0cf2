"""One validator for each content type, made once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.source.dates import DateProblem, parse_date
from handbook.source.periods import period_or_none
from handbook.source.words.plain import LONGEST, sound
from handbook.validate.model import Error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import FormatChecker
    from jsonschema.protocols import Validator

    from handbook.types.model import ContentType

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")


def validator(content_type: ContentType) -> Validator:
    """A JSON Schema validator for records of a type, which fetches nothing.

    Two things differ from the library's own: a pattern must fit the whole text, to its very end,
    and the formats are checked by us.
    """
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415  slow to import
    from referencing import Registry  # noqa: PLC0415  slow to import

    extend: Any = validators.extend  # the stubs leave it untyped
    strict = extend(Draft202012Validator, {"pattern": _pattern})
    nowhere: Registry[Any] = Registry()  # empty, and without a way to fetch anything
    made: Validator = strict(dict(content_type.schema), registry=nowhere, format_checker=_formats())
    return made


def errors_of(made: Validator, data: Mapping[str, Any]) -> Iterator[Error]:
    """What a validator finds wrong with the data of a record."""
    for error in made.iter_errors(dict(data)):
        part = error.schema
        yield Error(
            word=str(error.validator),
            asked=error.validator_value,
            value=error.instance,
            route=tuple(error.absolute_path),
            path=tuple(error.absolute_schema_path),
            part=part if isinstance(part, Mapping) else {},
        )


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[Any]:
    from jsonschema import ValidationError  # noqa: PLC0415  slow to import

    if isinstance(instance, str) and not re.fullmatch(pattern, instance):
        yield ValidationError("does not fit the pattern")


def _formats() -> FormatChecker:
    from jsonschema import FormatChecker  # noqa: PLC0415  slow to import

    checker = FormatChecker(formats=())
    for name, fits in FORMATS.items():
        checker.checks(name)(lambda value, fits=fits: not isinstance(value, str) or fits(value))
    return checker


def is_date(text: str) -> bool:
    """Whether text is a day of the calendar, written 2026-01-31."""
    try:
        parse_date(text)
    except DateProblem:
        return False
    return True


def is_email(text: str) -> bool:
    """Whether text looks like an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Whether text is the address of a web page: http or https, a host, no spaces, no password."""
    if any(sign.isspace() or not sign.isprintable() or sign in '<>"\\' for sign in text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


_AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


def is_time_zone(text: str) -> bool:
    """Whether text names a time zone that browsers know too: UTC, or one such as Europe/London."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  only for the network's own record

    if text != "UTC" and text.partition("/")[0] not in _AREAS:
        return False
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "period": lambda text: period_or_none(text) is not None,
    "uri": is_web_address,
    "email": is_email,
    "time-zone": is_time_zone,
    **{kind: partial(sound, kind) for kind in LONGEST},
}
