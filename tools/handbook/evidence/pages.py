"""The pages of an evidence bundle: one that any browser opens, and one in plain text.

Neither runs, loads or asks for anything. Whatever a record says is escaped, so that it is words.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from handbook.evidence.texts import CANONICAL, ONLY_EVIDENCE, STATUS
from handbook.render.context import DEMONSTRATION
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from handbook.evidence.answers import Given
    from handbook.evidence.model import Contents

PROVES = (
    (
        "What each text said. Every text here is the one that the decisions beside it agreed:"
        " the decision names its fingerprint (the digest), and anybody can work it out again."
    ),
    (
        "How the network's register described each document on that day, and by which decisions of"
        " which group or post."
    ),
    (
        "What the organisation had recorded about each document by that day, by which of its posts,"
        ' and when. Silence is shown as "Not recorded".'
    ),
    (
        "That no file in this folder was changed since the list of fingerprints (SHA256SUMS) was"
        " written, if the check below passes."
    ),
)
DOES_NOT_PROVE = (
    (
        "Who made this folder: it is not signed. Somebody could have made another, list and all."
        " What to compare it with stands below."
    ),
    "That anybody works by a text. It shows what was decided and recorded, not what is done.",
    "Who attended a meeting. Minutes attest that, and nothing here can.",
    "How anything stands on a later day. Only the network's handbook says that.",
)


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - heavy, only when rendering

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["sentence"] = lambda text: text if text[-1:] in ".!?" else f"{text}."
    environment.filters["day"] = _day
    return environment


def _day(text: str) -> str:
    """A day of a record in words; as it was typed, if it is none."""
    from handbook.source.dates import DateProblem, parse_date  # noqa: PLC0415 - only here

    try:
        return long_date(parse_date(text))
    except DateProblem:
        return text


@cache
def _index_template() -> Template:
    """The template of the first page, compiled once for all bundles."""
    return _environment().from_string(_template("index.html.j2"))


def _template(name: str) -> str:
    """The source of one of the templates of the wing."""
    folder = resources.files("handbook.evidence").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def index_page(contents: Contents) -> str:
    """The page to begin with: one HTML file that stands alone."""
    return _index_template().render(
        it=contents,
        made=long_date(contents.day),
        only=ONLY_EVIDENCE,
        demonstration=DEMONSTRATION if contents.demonstration else "",
        proves=PROVES,
        does_not_prove=DOES_NOT_PROVE,
        canonical=CANONICAL,
        status=STATUS,
        answers=_by_document(contents),
        decided=contents.trail.decided,
        refused=contents.trail.refused,
        elsewhere=tuple(_nowhere(contents)),
        paths=frozenset(copy.path for copy in contents.trail.copies),
        origin=origin_words(contents),
    )


def _by_document(contents: Contents) -> dict[str, list[Given]]:
    """The answers about each document, in their order."""
    answers: dict[str, list[Given]] = {}
    for answer in contents.answers:
        answers.setdefault(answer.document, []).append(answer)
    return answers


def _nowhere(contents: Contents) -> list[str]:
    """Answers about documents that are not among those of the bundle: their ids."""
    shown = {subject.id for subject in contents.subjects}
    return [answer.record for answer in contents.answers if answer.document not in shown]


def origin_words(contents: Contents) -> str:
    """Which commit a bundle was made from, in words."""
    origin = contents.origin
    if not origin.commit:
        return "From which commit of the register it was made is not known."
    if origin.uncommitted:
        return (
            f"Made from commit {origin.commit} of the register with changes that were not"
            " committed, so no commit holds exactly this."
        )
    return f"Made from commit {origin.commit} of the register."


def readme(contents: Contents) -> str:
    """The directions in plain text, with the line endings that every system shows."""
    made = long_date(contents.day)
    proves = [line for sentence in PROVES for line in _wrapped(sentence)]
    not_proved = [line for sentence in DOES_NOT_PROVE for line in _wrapped(sentence)]
    loud = [DEMONSTRATION.upper()] if contents.demonstration else []
    if contents.origin.looks_back:
        loud.append(f"MADE TO LOOK AS ON {made.upper()}, WHICH IS NOT THE DAY ON WHICH IT WAS MADE")
    lines = _template("readme.txt").splitlines()
    values = {
        "TITLE": [" ".join(contents.title.split())],
        "NETWORK": [" ".join(contents.network.split())],
        "MADE": [f"Made on {made}; {ONLY_EVIDENCE}."],
        "ORIGIN": [origin_words(contents)],
        "LOUD": [*loud, ""] if loud else [],
        "PROVES": proves,
        "DOES NOT PROVE": not_proved,
    }
    filled: list[str] = []
    for line in lines:
        given = values.get(line.removeprefix("<").removesuffix(">"))
        filled += [line] if given is None else given
    return "\r\n".join([*filled, ""])


def _wrapped(text: str) -> list[str]:
    import textwrap  # noqa: PLC0415 - only here

    return textwrap.wrap(text, 78, initial_indent="  - ", subsequent_indent="    ")
