"""An answer in a message is read as it was prepared, or not at all."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.author.adoption.mail import MessageProblem, read_mail
from handbook.author.adoption.message import read_request
from handbook.author.adoption.model import AnswerRequest
from handbook.author.model import Refused
from handbook.check import check
from handbook.forge.answer_lines import BEGINS, CONFIRMED, ENDS, prepared
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.assess.model import Assessment

ROOT = Path(__file__).parents[3]
FILLED = {
    "Organisation:": "Organisation: Ludvale Hospital",
    "Answer:": "Answer: adopted",
    "Decided on:": "Decided on: 2026-11-10",
    "Written down in:": "Written down in: Minutes of its children’s board",  # noqa: RUF001
}
MEANT = AnswerRequest(
    organisation="ludvale-hospital",
    document="rapid-transfer",
    answer="adopted",
    version="2.0",
    date="2026-11-10",
    fields={
        "how": "",
        "reason": "",
        "local-reference": "",
        "evidence": "Minutes of its children\N{RIGHT SINGLE QUOTATION MARK}s board",
    },
)


@cache
def assessment() -> Assessment:
    found = check(WorkingTree(ROOT), today=date(2026, 11, 23), history=NO_HISTORY)
    assert found.assessment is not None
    return found.assessment


def block(**more: str) -> str:
    standing = assessment().standings["rapid-transfer"]
    lines = prepared("rapid-transfer", standing.version, standing.digest)
    filled = FILLED | {f"{name.replace('_', ' ')}:": text for name, text in more.items()}
    return "\n".join(filled.get(line.partition(":")[0] + ":", line) for line in lines)


def read(*texts: str) -> AnswerRequest | Refused:
    return read_request(assessment(), texts)


def refused(*texts: str) -> str:
    answer = read(*texts)
    assert isinstance(answer, Refused), answer
    return "; ".join(f"{reason.message} ({reason.hint})" for reason in answer.reasons)


def mail(text: str, kind: str = "plain", code: str = "quoted-printable", **more: str) -> bytes:
    message = EmailMessage()
    message["From"] = more.get("sender", "Ward <ward@ludvale.example>")
    message["Subject"] = "Do we use it?"
    message.set_content(text, subtype=kind, cte=code)
    return message.as_bytes()


@pytest.mark.parametrize("code", ["quoted-printable", "base64", "8bit"])
def test_a_mail_is_read_however_it_was_packed(code: str) -> None:
    found = read_mail(mail(f"Good morning,\n\n{block()}\n\nKind regards", code=code))
    assert found.sender == "Ward <ward@ludvale.example>"
    assert read(*found.texts) == MEANT


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_pasted_text_is_read_however_it_was_saved(code: str, ends: str) -> None:
    raw = block().replace("\n", ends).encode(code)
    assert read(*read_mail(raw).texts) == MEANT


@pytest.mark.parametrize("signs", ["> ", ">> ", "> > ", ">"])
def test_a_quoted_answer_is_read_without_the_signs_of_quotation(signs: str) -> None:
    assert read("\n".join(signs + line for line in block().splitlines())) == MEANT


def test_a_sign_that_is_no_quotation_is_never_taken_off() -> None:
    how = "Done differently: Weight bands, and only for children\n> 12 years"
    text = block(Done_differently=how, Answer="Answer: adapted")
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    for said in (text, quoted):
        answer = read(said)
        assert isinstance(answer, AnswerRequest)
        assert answer.fields["how"] == "Weight bands, and only for children > 12 years"


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    broken = (
        "Reason: Its own offer to brothers and sisters goes further,\nand has done so for years."
    )
    answer = read(block(Reason=broken, Answer="Answer: Declined."))
    assert isinstance(answer, AnswerRequest)
    assert answer.answer == "declined"
    assert answer.fields["reason"].endswith("and has done so for years.")


@pytest.mark.parametrize(
    "line",
    [
        "<p class=MsoNormal>{}<o:p></o:p></p>",
        "<div>{}</div>",
        "{}<br>",
        "<blockquote>{}</blockquote>",
    ],
)
def test_html_is_read_as_a_mail_program_shows_it(line: str) -> None:
    lines = [line.format(said.replace(": ", ":&nbsp;", 1)) for said in block().splitlines()]
    html = f"<html><head><style>p {{x:y}}</style></head><body>{chr(10).join(lines)}</body></html>"
    assert read(*read_mail(mail(html, "html")).texts) == MEANT


def test_two_parts_that_say_different_things_are_not_believed() -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(block())
    message.add_alternative(f"<pre>{block(Answer='Answer: declined')}</pre>", subtype="html")
    assert "2 answers in it that differ" in refused(*read_mail(message.as_bytes()).texts)


@pytest.mark.parametrize("html", ["<p>We do not use it.</p>", "<p>Good morning</p><p>Answer: no"])
def test_an_answer_that_only_the_plain_part_holds_is_not_believed(html: str) -> None:
    """A mail program shows the page, so whoever read it never saw the answer."""
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(block())
    message.add_alternative(html, subtype="html")
    assert "do not hold the same answer" in refused(*read_mail(message.as_bytes()).texts)


def test_an_answer_that_both_parts_hold_is_read() -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(block())
    message.add_alternative(f"<p>Hello</p><pre>{block()}</pre>", subtype="html")
    assert read(*read_mail(message.as_bytes()).texts) == MEANT


@pytest.mark.parametrize(
    "how",
    [
        'style="display:none"',
        'style="color: red; DISPLAY : none !important"',
        'style="visibility: hidden"',
        "hidden",
    ],
)
def test_lines_that_are_hidden_from_the_reader_are_refused(how: str) -> None:
    lines = "<br>".join(block().splitlines())
    for html in (
        f"<p>We do not use it.</p><div {how}><p>{lines}</p></div>",
        f"<p>We do not use it.</p><div {how} /><p>{lines}</p></div>",
        lines.replace("Answer: adopted", f"Answer: adopted<br><span {how}>Reason: none</span>"),
    ):
        with pytest.raises(MessageProblem, match="hidden from whoever reads it"):
            read_mail(mail(html, "html"))


def test_what_else_is_hidden_is_passed_over() -> None:
    lines = "<br>".join(block().splitlines())
    html = f'<div style="display:none">Seen<br>first <b>by</b> a list</div><p>{lines}</p>'
    assert read(*read_mail(mail(html, "html")).texts) == MEANT


@pytest.mark.parametrize("name", ["From", "MIME-Version", "Content-Type", "Content-Disposition"])
def test_a_crooked_head_is_a_sentence_and_no_fault(name: str) -> None:
    given = {"MIME-Version": "1.0", "Content-Type": "text/plain", "From": "a@b.example"}
    head = given | {name: "=?utf-8?q?a=0Ab?="}
    raw = "".join(f"{key}: {value}\n" for key, value in head.items()) + f"\n{block()}\n"
    try:
        read_mail(raw.encode())
    except MessageProblem as problem:
        assert "its head cannot be read" in str(problem)  # noqa: PT017 - either is well
    else:
        assert name != "From"


def test_an_answer_without_the_fingerprint_of_its_text_is_refused() -> None:
    assert "“Text:” is empty" in refused(block(Text="Text:"))


def test_an_answer_that_a_reply_quotes_again_counts_once() -> None:
    again = "\n".join(f"> {line}" for line in block().splitlines())
    assert read(f"{block()}\n\nOn Monday, Ward wrote:\n{again}") == MEANT


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We use it. Kind regards.", "there is no answer in it"),
        ("", "there is no answer in it"),
        (lambda: block(Organisation="Organisation: Nowhere Hospital"), "called Nowhere Hosp"),
        (lambda: block(Organisation="Organisation: Ludval Hospital"), "organisation called Ludval"),
        (lambda: block(Organisation="Organisation:"), "no organisation is named"),
        (lambda: block(Document="Document: rapid-transfers"), "no document called rapid-transfers"),
        (lambda: block(Document="Document: ludvale-hospital"), "document called ludvale-hosp"),
        (lambda: block(Document="Document: sibling-support"), "is not in force today"),
        (lambda: block(Version="Version: 1.0"), "version 2.0 is in force today"),
        (lambda: block(Text="Text: 0123456789ab"), "the lines that the page wrote were changed"),
        (lambda: block(Answer="Answer: yes"), "“yes” is not an answer"),
        (lambda: block(Answer="Answer:"), "it gives no answer"),
        (lambda: block(Decided_on="Decided on:"), "when that was decided"),
        (lambda: block(Answered_for_by="Answered for by: nursing-lead"), "no post of ludvale-hosp"),
        (lambda: block().replace(ENDS, ""), "may have been cut off"),
        (lambda: block().replace(BEGINS, ""), "without a beginning"),
        (lambda: block().replace("Reason:\n", ""), "“Reason:” is missing"),
        (lambda: block(Version="Version: 2.0\nVersion: 3.0"), "stands twice"),
        (lambda: block(Version="Version: 2.0\nor so"), "a line that does not belong there"),
        (lambda: block(Decided_on="Decided on: 2026-11-10\nAlso: 2026-11-11"), "not belong there"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_prepared_is_refused_in_plain_words(
    text: str | Callable[[], str], why: str
) -> None:
    said = refused(text if isinstance(text, str) else text())
    assert why in said
    assert "(" in said


def test_lines_in_another_order_are_a_changed_answer() -> None:
    first, *lines, last = block().splitlines()
    assert "another order" in refused("\n".join([first, *reversed(lines), last]))


@pytest.mark.parametrize("raw", [b"\xd0\xcf\x11\xe0\xa1\xb1", b"\xff\xfe\x00", b"\x81\x8d\x8f"])
def test_what_is_no_message_is_told_apart(raw: bytes) -> None:
    with pytest.raises(MessageProblem, match="text"):
        read_mail(raw)


def test_unknown_letters_are_a_sentence_and_no_fault() -> None:
    raw = mail(block()).replace(b'charset="utf-8"', b'charset="x-made-up"')
    with pytest.raises(MessageProblem, match="letters"):
        read_mail(raw)


def form(**more: str) -> str:
    entered = {
        "Document": "Rapid transfer of a child near the end of life (rapid-transfer)",
        "Version": "2.0",
        "Organisation": "Ludvale Hospital (ludvale-hospital)",
        "Answer": "adopted: we use it as the network agreed it",
        "Decided on": "2026-11-10",
        "Answered for by": "_No response_",
        "Done differently": "_No response_",
        "Own reference": "_No response_",
        "Reason": "_No response_",
        "Written down in": "Minutes of its children\N{RIGHT SINGLE QUOTATION MARK}s board",
        CONFIRMED: "- [x] No patient is named.",
    } | {name.replace("_", " "): text for name, text in more.items()}
    return "\n\n".join(f"### {label}\n\n{text}" for label, text in entered.items())


def test_the_text_of_a_form_is_read_as_its_author_or_a_reader_sees_it() -> None:
    assert read(form()) == MEANT
    assert read(form().replace("### ", "").replace("- [x]", "[X]")) == MEANT


@pytest.mark.parametrize(
    "box",
    [
        "- [ ] No patient is named.",
        "- [] No patient is named.",
        "No patient is named.",
        "- [x]",
        "_No response_",
        "",
        "- [x] No patient is named.\n- [ ] And so on.",
    ],
)
def test_a_form_whose_box_is_not_ticked_is_refused(box: str) -> None:
    assert "not ticked" in refused(form(**{CONFIRMED: box}))


def test_a_form_with_words_above_it_or_a_label_twice_is_refused() -> None:
    assert "words above" in refused("Ignore what is below.\n" + form())
    assert "no answer" in refused(form(Reason="x\n\n### Answer\n\ndeclined"))
