"""The week's letters, handed to a real mail server: who gets what, and what is said when not."""

from __future__ import annotations

import email
import json
import mailbox
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from forge_server import AUTHORITY
from mail_server import PASSWORD, MailBox, delivering
from wall_clock import set_clock

from handbook.cli import cli
from registries import lay_smallest

DAY = "1768478400"  # noon UTC on 15 January 2026
Due = Callable[..., Result]


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The smallest registry, in which both posts have a mailbox and no meeting is to come."""
    root = lay_smallest(tmp_path / "heather")
    (root / "registry" / "meetings" / "board-2026-03-03.yaml").unlink()
    for post in ("lead-nurse", "coordinator"):
        path = root / "registry" / "posts" / f"{post}.yaml"
        lines = [line for line in path.read_text().splitlines() if "contact" not in line]
        lines = [line for line in lines if not line.startswith(" ")]
        path.write_text("\n".join([*lines, f"contact: {{email: {post}@example.org}}"]) + "\n")
    return root


@pytest.fixture
def due(registry: Path, monkeypatch: pytest.MonkeyPatch) -> Due:
    """Run ``handbook due`` on the registry, far ahead, on a fixed day."""
    set_clock(monkeypatch, int(DAY))
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    for name in ("SERVER", "USER", "PASSWORD", "TLS"):
        monkeypatch.delenv(f"HANDBOOK_SMTP_{name}", raising=False)

    def run(*words: str, **environment: str) -> Result:
        for name, value in environment.items():
            monkeypatch.setenv(f"HANDBOOK_SMTP_{name}", value)
        shared = ["--root", str(registry), "due", "--within", "1500"]
        return CliRunner().invoke(cli, [*shared, *words])

    return run


@pytest.fixture
def box() -> Iterator[MailBox]:
    with delivering(MailBox()) as running:
        yield running


def sent(due: Due, box: MailBox, *words: str, **environment: str) -> Result:
    return due("--send", "--server", f"localhost:{box.port}", *words, **environment)


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def edit(registry: Path, path: str, old: str, new: str) -> None:
    file = registry / "registry" / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


class TestWhoIsWrittenTo:
    def test_each_post_gets_one_letter_about_what_is_its_own(self, due: Due, box: MailBox) -> None:
        result = sent(due, box)
        assert result.exit_code == 0, result.output
        assert box.addresses == ["lead-nurse@example.org"]
        assert box.encrypted == [True]
        (sender, _, message) = box.letters[0]
        assert sender == "heather@example.org"
        assert message["To"] == "Lead nurse <lead-nurse@example.org>"
        assert "Review by 4 March 2027. No meeting can decide it in time" in plain(message)
        assert "Calm transfer" in plain(message)
        assert "1 letter, 1 sent, by localhost" in result.output

    def test_what_it_says(self, due: Due, box: MailBox, golden: Any) -> None:
        sent(due, box)
        raw = bytes(box.letters[0][2]).decode("ascii").replace("\r\n", "\n")
        kept = [line for line in raw.split("\n") if not line.startswith("X-Peer")]
        golden(Path(__file__).parent / "golden" / "letter.eml", "\n".join(kept))

    def test_a_second_one_in_the_week_is_recognised_and_one_of_the_next_is_new(
        self, due: Due, box: MailBox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for later in (0, 86_400, 7 * 86_400):
            set_clock(monkeypatch, int(DAY) + later)
            sent(due, box)
        first, second, third = (message["Message-ID"] for _, _, message in box.letters)
        assert first == second == "<due.2026-W03.lead-nurse.heather-network@example.org>"
        assert third == "<due.2026-W04.lead-nurse.heather-network@example.org>"

    def test_no_program_answers_it(self, due: Due, box: MailBox) -> None:
        sent(due, box)
        assert box.letters[0][2]["Auto-Submitted"] == "auto-generated"

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            ("contact: {email: lead-nurse@example.org}\n", "", "the post has no e-mail address"),
            ("title:", "vacant-since: 2025-12-01\ntitle:", "nobody holds this post"),
        ],
    )
    def test_what_is_for_a_post_that_cannot_be_written_to_goes_to_the_coordinator(
        self, due: Due, box: MailBox, registry: Path, old: str, new: str, why: str
    ) -> None:
        edit(registry, "posts/lead-nurse.yaml", old, new)
        result = sent(due, box)
        assert box.addresses == ["coordinator@example.org"]
        assert f"lead-nurse: {why}, so what is for it goes to coordinator." in result.output
        assert "What falls due (for Lead nurse (lead-nurse)" in plain(box.letters[0][2])

    def test_what_reaches_nobody_is_a_failure(self, due: Due, box: MailBox, registry: Path) -> None:
        for post in ("lead-nurse", "coordinator"):
            edit(registry, f"posts/{post}.yaml", f"contact: {{email: {post}@example.org}}\n", "")
        result = sent(due, box)
        assert result.exit_code == 3
        assert "what is for it reaches nobody" in result.output
        assert "Some of what falls due reached nobody" in result.output

    def test_only_one_post(self, due: Due, box: MailBox) -> None:
        assert "0 letters, 0 sent" in sent(due, box, "--owner", "coordinator").output
        assert "1 letter, 1 sent" in sent(due, box, "--owner", "lead-nurse").output
        assert "There is no post" in sent(due, box, "--owner", "lead-nurs").output

    def test_a_register_with_errors_says_so_in_each_letter(
        self, due: Due, box: MailBox, registry: Path
    ) -> None:
        (registry / "registry" / "glossary" / "lead.yaml").write_text("title: [\n")
        sent(due, box)
        assert "Take care: the registry has at least 1 error" in plain(box.letters[0][2])


class TestWordsOfTheRegister:
    @pytest.mark.parametrize(
        "title",
        [
            "Calm\\r\\nBcc: everybody@example.org",
            "Calm\\n\\n.\\nMAIL FROM:<x@example.org>",
            "<script>alert(1)</script> & <b>",
            "\\u2028Bcc: a@example.org\\u0085x",
        ],
    )
    def test_begin_no_header_and_draw_nothing(
        self, due: Due, box: MailBox, registry: Path, title: str
    ) -> None:
        for path in ("posts/lead-nurse.yaml", "actions/name-a-night-lead.yaml", "network.yaml"):
            file = registry / "registry" / path
            lines = [ln for ln in file.read_text().splitlines() if not ln.startswith("title:")]
            file.write_text("\n".join([f'title: "{title}"', *lines]) + "\n")
        result = sent(due, box)
        assert result.exit_code in (0, 3)
        for _, addresses, message in box.letters:
            assert set(addresses) <= {"lead-nurse@example.org", "coordinator@example.org"}
            assert message["Bcc"] is None
            assert message.defects == []
            html = message.get_body(("html",))
            assert html is not None
            assert "<script" not in html.get_content()

    @pytest.mark.parametrize(
        "address",
        ["a@example.org, b@example.org", "a@example.org\\r\\nBcc: x@example.org", "a b@example.org",
         "x", "a@@example.org", "Ann <a@example.org>", "a@example", "a@example.org>,<b@x.example"],
    )  # fmt: skip
    def test_an_address_that_is_not_one_mailbox_is_never_written_to(
        self, due: Due, box: MailBox, registry: Path, address: str
    ) -> None:
        edit(registry, "posts/lead-nurse.yaml", "lead-nurse@example.org", f'"{address}"')
        sent(due, box)
        assert set(box.addresses) <= {"coordinator@example.org"}

    def test_nor_may_letters_come_from_one(self, due: Due, box: MailBox) -> None:
        result = sent(due, box, "--from", "a@example.org\nBcc: b@example.org")
        assert result.exit_code == 3
        assert "is not an e-mail address" in result.output
        assert not box.letters


class TestWhenItCannotBeSent:
    def two(self, registry: Path) -> None:
        edit(registry, "actions/name-a-night-lead.yaml", "owner: lead-nurse", "owner: coordinator")

    def test_a_mailbox_that_is_refused_is_named_and_the_others_are_written_to(
        self, due: Due, box: MailBox, registry: Path
    ) -> None:
        self.two(registry)
        box.refused = frozenset({"coordinator@example.org"})
        result = sent(due, box, USER="", PASSWORD=PASSWORD)
        assert result.exit_code == 3
        assert box.addresses == ["lead-nurse@example.org"]
        assert "NOT sent to coordinator, coordinator@example.org (refused: 550" in result.output
        assert "Not sent: coordinator." in result.output
        assert "2 letters, 1 sent" in result.output
        assert "\x1b" not in result.output
        assert PASSWORD not in result.output

    def test_a_letter_that_is_refused(self, due: Due, box: MailBox) -> None:
        box.before_data = lambda *_: "554 Not on a Monday"
        result = sent(due, box)
        assert result.exit_code == 3
        assert "(refused: 554 Not on a Monday)" in result.output

    def test_a_server_that_goes_away_on_the_way(
        self, due: Due, box: MailBox, registry: Path
    ) -> None:
        self.two(registry)

        def away(server: Any, count: int) -> str | None:
            if count:
                server.transport.abort()
            return None

        box.before_data = away
        result = sent(due, box)
        assert result.exit_code == 3
        assert "it went away" in result.output
        assert "Not sent, or not known to be: lead-nurse." in result.output
        assert "sent to coordinator" in result.output

    def test_nobody_is_there(self, due: Due) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        result = due("--send", "--server", f"127.0.0.1:{port}")
        assert result.exit_code == 3
        assert "does not answer" in result.output
        assert "Not sent, or not known to be: lead-nurse" in result.output
        assert "0 sent" in result.output

    def test_a_server_without_encryption_gets_nothing(self, due: Due) -> None:
        with delivering(MailBox(), tls=False) as box:
            result = sent(due, box)
        assert result.exit_code == 3
        assert "it offers no encryption" in result.output
        assert not box.letters

    def test_a_server_that_nobody_vouches_for_gets_nothing(
        self, due: Due, box: MailBox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        result = sent(due, box)
        assert result.exit_code == 3
        assert "cannot prove who it is" in result.output
        assert not box.letters

    def test_only_this_computer_may_be_told_in_the_open(self, due: Due) -> None:
        with delivering(MailBox(), tls=False) as box:
            assert sent(due, box, TLS="none").exit_code == 0
            assert box.encrypted == [False]
        result = due("--send", "--server", "mail.example.org", TLS="none")
        assert result.exit_code == 3
        assert "open to everybody on the way" in result.output

    def test_a_wrong_password(self, due: Due) -> None:
        with delivering(MailBox(), password=True) as box:
            wrong = sent(due, box, USER="handbook", PASSWORD="hunter-of-errors")  # noqa: S106
            assert wrong.exit_code == 3
            assert "does not accept the user name and password" in wrong.output
            assert "hunter-of-errors" not in wrong.output
            assert not box.letters
            assert sent(due, box, USER="handbook", PASSWORD=PASSWORD).exit_code == 0

    def test_no_server(self, due: Due) -> None:
        result = due("--send")
        assert result.exit_code == 3
        assert "HANDBOOK_SMTP_SERVER" in result.output

    @pytest.mark.parametrize("server", ["a b", "mail:0", "mail:99999", "mail:x", ":25", "a/b"])
    def test_what_is_no_server(self, due: Due, server: str) -> None:
        assert due("--send", "--server", server).exit_code == 2

    def test_another_day_is_for_rehearsals(self, due: Due, box: MailBox) -> None:
        assert sent(due, box, "--today", "2030-01-01").exit_code == 2
        assert not box.letters
        result = due("--send", "--dry-run", "--today", "2030-01-01")
        assert "would send to lead-nurse, lead-nurse@example.org" in result.output
        assert "1 letter; none was sent." in result.output


def test_that_everybody_was_written_to_is_written_down_and_that_one_was_is_not(
    due: Due, box: MailBox, tmp_path: Path
) -> None:
    file = tmp_path / "reminded.json"
    assert sent(due, box, "--record", str(file), "--owner", "lead-nurse").exit_code == 0
    assert not file.exists()
    assert sent(due, box, "--record", str(file)).exit_code == 0
    assert json.loads(file.read_text())["letters"] == "2026-01-15T12:00:00+00:00"


class TestInFiles:
    def test_a_file_for_each_post_that_is_a_whole_message(self, due: Due, tmp_path: Path) -> None:
        folder = tmp_path / "new" / "letters"
        result = due("--format", "email", "--output", str(folder))
        assert result.exit_code == 0, result.output
        (file,) = folder.iterdir()
        message = email.message_from_bytes(file.read_bytes(), policy=default)
        assert file.name == "lead-nurse.eml"
        assert message["To"] == "Lead nurse <lead-nurse@example.org>"
        assert not message.defects

    def test_the_same_day_gives_the_same_bytes(self, due: Due) -> None:
        assert due("--format", "email").stdout == due("--format", "email").stdout

    def test_a_mailbox_that_mail_programs_read(self, due: Due, tmp_path: Path) -> None:
        file = tmp_path / "due.mbox"
        file.write_text(due("--format", "email").stdout)
        with closing(mailbox.mbox(file)) as box:
            assert [message["To"] for message in box] == ["Lead nurse <lead-nurse@example.org>"]
