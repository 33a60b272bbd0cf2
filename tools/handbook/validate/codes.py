"""What can be wrong with a record when it is compared with the schema of its type."""

from __future__ import annotations

from handbook.finding import Code, Severity


def _code(number: str, title: str, explanation: str) -> Code:
    return Code(f"SCH{number}", Severity.ERROR, title, explanation)


MISSING = _code(
    "001",
    "A line is missing",
    "Some lines are needed in every record of a type, or in every decision of a kind. Without them"
    " the record cannot be understood or its page cannot be made.",
)
UNKNOWN = _code(
    "002",
    "A line is not known",
    "A record can hold only the lines that its type has. A misspelt line would otherwise be lost"
    " without a word, and with it perhaps a warning or a date.",
)
KIND = _code(
    "003",
    "A line holds the wrong kind of value",
    "Each line holds words, a whole number, true or false, a list (each entry on a line of its own"
    " that begins with a dash) or a group of further lines set in from the left. A line with"
    " nothing after it holds no value at all.",
)
CHOICE = _code(
    "004",
    "A value is not one of those allowed",
    "Some lines can hold only one of a few words, so that lists and counts can rely on them.",
)
FORM = _code(
    "005",
    "A value is not written as it should be",
    "Ids, versions, addresses and the like are written in one way, so that people and programs read"
    " them alike.",
)
DATE = _code(
    "006",
    "A date is not a date",
    "Dates are written year-month-day, such as 2026-01-31, and must be days of the calendar. They"
    " decide when a page may be relied on, so a doubtful one is refused.",
)
SIZE = _code(
    "007",
    "A value is too short, too long or repeated",
    "Lines and lists have a least and a greatest size, and some lists may not name the same thing"
    " twice.",
)
PLACE = _code(
    "008",
    "A line has no place here",
    "A line may be known to the type and still mean nothing here, such as an expiry date in a"
    " decision that only opens a consultation. It would be read by people and ignored by the"
    " handbook, so it is refused.",
)

CODES: tuple[Code, ...] = (MISSING, UNKNOWN, KIND, CHOICE, FORM, DATE, SIZE, PLACE)
