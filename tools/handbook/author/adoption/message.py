"""A message in which an organisation answers about a document, read into a request.

The message proves nothing about who wrote it. What it says is taken only where it is as a page or
a form prepared it, and is about the text that readers get today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.model import ANSWERS
from handbook.author.adoption.model import AnswerRequest
from handbook.author.model import Obstacle, Refused
from handbook.forge.answer_lines import BEGINS, ENDS, AnswerProblem, fingerprint, read_answers
from handbook.forge.issue_fields import chosen
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.assess.model import Assessment
    from handbook.load.model import Record

_COPY = f"copy the lines from {BEGINS} to {ENDS} into a file of their own, and read that"
_AGAIN = (
    "ask its writer to begin again from the document's page, and change no line but to fill it in"
)
_FURTHER = ("how", "reason", "local-reference", "evidence")


def read_request(assessment: Assessment, texts: Sequence[str]) -> AnswerRequest | Refused:
    """What the texts of a message ask to be written down, or every reason why it cannot be.

    ``texts`` are the same message as its parts hold it (plain, and as a page): they must agree.
    """
    try:
        parts = [read_answers(text) for text in texts if text.strip()]
    except AnswerProblem as problem:
        return Refused((Obstacle(f"the answer in it was changed: {problem}", _AGAIN),))
    answers: list[dict[str, str]] = []
    for part in parts:
        answers += [answer for answer in part if answer not in answers]
    if not answers:
        return Refused((Obstacle("there is no answer in it", _COPY),))
    if len(answers) > 1:
        several = f"there are {len(answers)} answers in it that differ from each other"
        return Refused((Obstacle(several, f"to enter one, {_COPY}"),))
    if not all(parts):
        unlike = (
            "what a mail program shows of it and its plain text do not hold the same answer, so"
            " its writer may have seen another one"
        )
        return Refused((Obstacle(unlike, _AGAIN),))
    return _request(assessment, answers[0])


def _request(assessment: Assessment, answer: Mapping[str, str]) -> AnswerRequest | Refused:
    document = chosen(answer["document"])
    organisation = _named(assessment, KnownType.ORGANISATION, answer["organisation"])
    word = answer["answer"].partition(":")[0].strip().rstrip(".").casefold().replace(" ", "-")
    by = _post(assessment, organisation, answer["by"])
    reasons = [
        *_wrong_document(assessment, document, answer),
        *_obstacles(organisation),
        *_wrong_answer(word),
        *_obstacles(by),
        *_no_day(answer["date"]),
    ]
    if reasons or isinstance(organisation, Obstacle) or isinstance(by, Obstacle):
        return Refused(tuple(reasons))
    return AnswerRequest(
        organisation=organisation,
        document=document,
        answer=word,
        version=answer["version"],
        date=answer["date"],
        by=by,
        fields={name: answer[name] for name in _FURTHER},
    )


def _obstacles(named: str | Obstacle) -> Iterator[Obstacle]:
    if isinstance(named, Obstacle):
        yield named


def _wrong_document(
    assessment: Assessment, document: str, answer: Mapping[str, str]
) -> Iterator[Obstacle]:
    """Why it is not about the very text that readers get today."""
    registry = assessment.registry
    record = registry.records.get(document)
    if record is None or not registry.types[record.type].has("adoptable"):
        named = f"there is no document called {document}" if document else "no document is named"
        yield Obstacle(named, _AGAIN)
        return
    standing, label = assessment.standings[document], registry.label(document)
    if not standing.in_force:
        yield Obstacle(
            f"{label} is not in force today, so nobody can take it into use",
            "to record another answer about it: `handbook adopt`, with what the message says",
        )
    elif answer["version"] != standing.version:
        version = answer["version"] or "no version"
        yield Obstacle(
            f"it is about {version} of {label}, and version {standing.version} is in force today",
            "ask whether it still holds. If it was decided while the other one was in force:"
            " `handbook adopt`, with --version and --date",
        )
    elif answer["text"] and answer["text"].casefold() != fingerprint(standing.digest):
        yield Obstacle(
            f"the line “Text:” is not that of version {standing.version} of {label}, so the lines"
            " that the page wrote were changed",
            _AGAIN,
        )


def _named(assessment: Assessment, kind: str, entered: str) -> str | Obstacle:
    """The record that is meant by its id or one of its names, in any letters; nothing near it."""
    records = assessment.registry.of_type(kind)
    meant = [record for record in records if _is_called(record, entered)]
    if len(meant) == 1:
        return meant[0].id
    listed = ", ".join(f"{record.get('title', record.id)} ({record.id})" for record in records)
    if not entered:
        return Obstacle(f"no {kind} is named in it", "ask its writer which one it speaks for")
    many = f"more than one {kind} is called {entered}"
    return Obstacle(many if meant else f"there is no {kind} called {entered}", f"known: {listed}")


def _post(assessment: Assessment, organisation: str | Obstacle, entered: str) -> str | Obstacle:
    """The post that answers: one of the organisation's own, or nothing for its champion."""
    if not entered or isinstance(organisation, Obstacle):
        return ""
    posts = assessment.registry.of_type(KnownType.POST)
    own = [post for post in posts if post.get("organisation") == organisation]
    meant = [post for post in own if _is_called(post, entered)]
    if len(meant) == 1:
        return meant[0].id
    listed = ", ".join(f"{post.get('title', post.id)} ({post.id})" for post in own)
    hint = f"its posts are {listed}" if listed else "it has no post in the register yet"
    return Obstacle(f"{entered} is no post of {organisation}", hint)


def _is_called(record: Record, entered: str) -> bool:
    names = (record.id, record.get("title"), record.get("short-name"))
    typed = " ".join(entered.split()).casefold()
    given = {" ".join(str(name).split()).casefold() for name in names if name}
    return typed in given or chosen(entered) == record.id


def _wrong_answer(word: str) -> Iterator[Obstacle]:
    if word not in ANSWERS:
        known = ", ".join(ANSWERS).replace("-", " ")
        fault = f"“{word.replace('-', ' ')}” is not an answer" if word else "it gives no answer"
        yield Obstacle(fault, f"an answer is one of {known}")


def _no_day(entered: str) -> Iterator[Obstacle]:
    if not entered:
        yield Obstacle("it does not say when that was decided", "ask its writer for the day")
