"""The lines by which an organisation answers about a document, in a message: written and read here.

They stand between two marks in an e-mail that a page has prepared, or one under each other in a
form. Reading is strict: what a person cannot have meant to write is refused, never guessed at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BEGINS = "[Answer to the handbook begins]"
ENDS = "[Answer to the handbook ends]"
LINES: Mapping[str, str] = {
    "Document": "document",
    "Version": "version",
    "Text": "text",
    "Organisation": "organisation",
    "Answer": "answer",
    "Decided on": "date",
    "Answered for by": "by",
    "Done differently": "how",
    "Own reference": "local-reference",
    "Reason": "reason",
    "Written down in": "evidence",
}
"""The lines of an answer in their order, with the field that each is for; ``text`` is the beginning
of the digest of the text that the page showed."""
PREPARED = frozenset({"document", "version", "text"})
"""Fields that the page fills in; the answer is about them, so nobody changes them."""
FREE = frozenset({"how", "reason", "evidence", "by", "organisation"})
"""Fields of words, which a mail program may break into several lines."""
MEANS: Mapping[str, str] = {
    "adopted": "we use it as the network agreed it",
    "adapted": "we use it in a form of our own (say what is done differently, and our reference)",
    "declined": "we decided not to use it (say why)",
    "not-applicable": "we have no use for it (say why)",
    "retracted": "we take back our last answer (say why)",
}
"""What each answer means, as the organisation itself would say it."""
CONFIRMED = "Before you send this"
"""The label of the box in a form by which its writer confirms that no patient is named."""

_EMPTY = "_no response_"
_QUOTED = re.compile(r"(?:[ \t]*>)*")
_LINE = re.compile(r"[ \t]*([A-Za-z ]{3,20}?)[ \t]*:(.*)")
_KEYS = {label.casefold(): label for label in LINES}
_TICKED = re.compile(r"(?:[-*] )?\[[xX]\] [^\[\]]+")


class AnswerProblem(Exception):  # noqa: N818 -- told to people as it is
    """Why a message cannot be read as an answer, in words for people."""


def prepared(document: str, version: str, digest: str) -> list[str]:
    """The lines of an answer about one version of a document, to be filled in."""
    given = {"document": document, "version": version, "text": fingerprint(digest)}
    filled = (f"{label}: {given.get(field, '')}".rstrip() for label, field in LINES.items())
    return [BEGINS, *filled, ENDS]


def fingerprint(digest: str) -> str:
    """As much of a digest as tells one text from another in a message."""
    return digest.rpartition(":")[2][:12]


def read_answers(message: str) -> list[dict[str, str]]:
    """Every answer in a message, by field; the same one twice, as in a reply, counts once.

    Raises ``AnswerProblem`` where lines of an answer are not as a page or a form wrote them.
    """
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in message.splitlines()]
    answers: list[dict[str, str]] = []
    for block in _blocks(lines):
        answer = _read(block)
        if answer not in answers:
            answers.append(answer)
    if answers:
        return answers
    form = _form(lines)
    return [form] if form else []


def is_of_an_answer(line: str) -> bool:
    """Whether a line is one of an answer's, or a mark at its beginning or end."""
    words = _QUOTED.sub("", line.replace("\N{NO-BREAK SPACE}", " "), count=1).strip()
    match = _LINE.match(words)
    marks = (BEGINS.casefold(), ENDS.casefold())
    return words.casefold() in marks or bool(match and match[1].casefold() in _KEYS)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """What stands between the marks, without the signs by which a mail program quotes it."""
    block: list[str] | None = None
    depth = 0
    for line in lines:
        mark = _QUOTED.sub("", line, count=1).strip().casefold()
        if mark == BEGINS.casefold():
            if block is not None:
                raise AnswerProblem(f"the line {BEGINS} stands twice before an end")
            block, depth = [], _depth(line)
        elif mark == ENDS.casefold():
            if block is None:
                raise AnswerProblem(f"the line {ENDS} stands without a beginning")
            yield block
            block = None
        elif block is not None:
            block.append(_unquoted(line, depth))
    if block is not None:
        raise AnswerProblem(f"the line {ENDS} is missing, so the answer may have been cut off")


def _depth(line: str) -> int:
    quoted = _QUOTED.match(line)
    return quoted[0].count(">") if quoted else 0


def _unquoted(line: str, depth: int) -> str:
    """A line without as many signs of quotation as the mark has.

    A further one is part of what was written, such as ``> 12 years``.
    """
    return re.sub(rf"^(?:[ \t]*>){{0,{depth}}}", "", line) if depth else line


def _read(block: Sequence[str]) -> dict[str, str]:
    answer: dict[str, list[str]] = {}
    field = ""
    for line in block:
        match = _LINE.fullmatch(line)
        label = _KEYS.get(match[1].casefold()) if match else None
        if match and label:
            field = LINES[label]
            if field in answer:
                raise AnswerProblem(f"the line “{label}:” stands twice in it")
            answer[field] = [match[2]]
        elif line.strip() and field in FREE:
            answer[field].append(line)
        elif line.strip():
            raise AnswerProblem(f"it has a line that does not belong there: “{_short(line)}”")
    if list(answer) != list(LINES.values()):
        missing = [f"“{label}:”" for label, field in LINES.items() if field not in answer]
        what = f"the line {missing[0]} is missing" if missing else "its lines are in another order"
        raise AnswerProblem(f"{what}; leave all of its lines as the page wrote them")
    read = {name: " ".join(" ".join(parts).split()) for name, parts in answer.items()}
    if not read["text"]:
        raise AnswerProblem("the line “Text:” is empty; leave it as the page wrote it")
    return read


def _form(lines: Sequence[str]) -> dict[str, str] | None:
    """The answer in a form's text, where each label stands above what was entered."""
    labels = [label for label in LINES if LINES[label] != "text"]
    wanted = [*labels, CONFIRMED]
    places = [
        (line.strip().lstrip("#").strip(), number)
        for number, line in enumerate(lines)
        if line.strip().lstrip("#").strip() in wanted
    ]
    if [label for label, _ in places] != wanted:
        return None
    if any(line.strip() for line in lines[: places[0][1]]):
        raise AnswerProblem("there are words above the form; paste the form's text alone")
    entered: dict[str, str] = {}
    ends = [number for _, number in places[1:]] + [len(lines)]
    for (label, number), end in zip(places, ends, strict=True):
        words = " ".join(" ".join(lines[number + 1 : end]).split())
        entered[label] = "" if words.casefold() == _EMPTY else words
    if not _TICKED.fullmatch(entered[CONFIRMED]):
        raise AnswerProblem(
            f"the box under “{CONFIRMED}” is not ticked, as [x] would say: ask its writer to tick"
            " it, and take the form's text as its author sees it"
        )
    return {"text": ""} | {LINES[label]: entered[label] for label in labels}


def _short(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


_SHOWN = 40
