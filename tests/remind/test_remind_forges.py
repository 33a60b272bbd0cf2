"""GitHub and GitLab, as a server on this computer plays them, when all is well and when not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from forge_server import TOKEN, Answer, Asked, ForgeServer, serving

from handbook.assess.settings.model import Forge
from handbook.cli.forge import connection
from handbook.cli.forge.connection import secure_opener
from handbook.cli.forge.limits import Pace
from handbook.cli.forge.problem import ForgeError, NoAnswerError
from handbook.cli.forge.tracker import Tracker, token_of, tracker_of
from handbook.remind.model import LABEL, IssueContent

NOW = 1_764_500_000.0
CONTENT = IssueContent("A title", "A text", frozenset({LABEL, "theirs"}), frozenset({"ann"}))


class Waits:
    """A clock that goes on when somebody waits, and nobody does."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    @property
    def pace(self) -> Pace:
        return Pace(self.slept.append, lambda: NOW + sum(self.slept))

    @property
    def long(self) -> list[float]:
        """All waits but those between two writes."""
        return [seconds for seconds in self.slept if seconds != 1]


@pytest.fixture
def waits() -> Waits:
    return Waits()


def tracker(server: ForgeServer, waits: Waits, token: str = TOKEN) -> Tracker:
    forge = Forge(server.kind, f"https://{server.host}/heather/handbook", api=server.api)
    return tracker_of(forge, token, waits.pace, secure_opener())


def always(answer: Answer | None, times: int) -> list[Callable[[Asked], Answer | None]]:
    return [lambda _: answer] * times


class TestWhenAllIsWell:
    def test_what_is_made_is_listed_as_it_was_made(self, server: ForgeServer, waits: Waits) -> None:
        forge = tracker(server, waits)
        assert forge.assignable(["ann", "zoe"]) == {"ann"}
        assert forge.make(CONTENT).number == 1
        (listed,) = forge.issues()
        assert (listed.number, listed.content) == (1, CONTENT)

    @pytest.mark.parametrize(
        "then",
        [
            replace(CONTENT, title="Another"),
            replace(CONTENT, body="Other words\n\n@home"),
            replace(CONTENT, labels=frozenset({LABEL})),
            replace(CONTENT, assignees=frozenset({"bob"})),
            replace(CONTENT, assignees=frozenset()),
            replace(CONTENT, open=False, body="Closed"),
        ],
    )
    def test_a_change_comes_to_what_was_asked_in_one_request(
        self, server: ForgeServer, waits: Waits, then: IssueContent
    ) -> None:
        forge = tracker(server, waits)
        forge.assignable(["ann", "bob"])
        forge.make(CONTENT)
        forge.issues()
        before = len(server.writes)
        forge.change(1, then)
        assert len(server.writes) == before + 1
        assert [issue.content for issue in forge.issues()] == [then]
        forge.change(1, CONTENT)
        assert [issue.content for issue in forge.issues()] == [CONTENT]

    def test_only_what_differs_is_sent(self, server: ForgeServer, waits: Waits) -> None:
        forge = tracker(server, waits)
        forge.assignable(["ann"])
        forge.make(CONTENT)
        forge.issues()
        forge.change(1, replace(CONTENT, title="Another"))
        assert server.writes[-1].payload == {"title": "Another"}

    def test_a_list_of_many_pages_is_read_to_its_end(
        self, server: ForgeServer, waits: Waits
    ) -> None:
        for number in range(205):
            server.add(title=f"Number {number}", labels=[LABEL])
        server.add(title="Somebody's own")
        listed = tracker(server, waits).issues()
        assert [issue.number for issue in listed] == list(range(1, 206))
        assert len(server.asked) == 3

    def test_writes_leave_time_between_them(self, server: ForgeServer, waits: Waits) -> None:
        forge = tracker(server, waits)
        for _ in range(3):
            forge.make(CONTENT)
        assert waits.slept == [1, 1, 1]

    def test_an_issue_without_words_or_people_is_read(
        self, server: ForgeServer, waits: Waits
    ) -> None:
        server.add(title="Bare", labels=[LABEL])
        (listed,) = tracker(server, waits).issues()
        assert (listed.content.body, listed.content.assignees) == ("", frozenset())

    def test_a_pull_request_is_no_issue(self, github: ForgeServer, waits: Waits) -> None:
        github.add(title="A change", labels=[LABEL], pull_request={"url": "..."})
        github.add(title="A reminder", labels=[{"name": LABEL}])
        assert [issue.number for issue in tracker(github, waits).issues()] == [2]


class TestWhenTheForgeIsBusy:
    @pytest.mark.parametrize(
        ("answer", "seconds"),
        [
            (Answer(429, headers={"Retry-After": "17"}), 17),
            (Answer(403, {"message": "secondary rate limit"}, {"Retry-After": "30"}), 30),
            (Answer(403, {"message": "You have exceeded a secondary rate limit."}), 60),
            (Answer(429, headers={"RateLimit-Reset": str(int(NOW) + 90)}), 91),
            (
                Answer(
                    403,
                    {"message": "API rate limit exceeded"},
                    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW) + 40)},
                ),
                41,
            ),
            (Answer(429, headers={"X-RateLimit-Reset": "12"}), 1),
        ],
    )
    def test_it_waits_as_long_as_it_is_asked_to(
        self, server: ForgeServer, waits: Waits, answer: Answer, seconds: int
    ) -> None:
        server.faults = always(answer, 1)
        assert tracker(server, waits).issues() == ()
        assert waits.slept == [seconds]

    def test_a_new_issue_that_was_held_back_is_asked_for_again(
        self, server: ForgeServer, waits: Waits
    ) -> None:
        server.faults = always(Answer(429, headers={"Retry-After": "5"}), 1)
        tracker(server, waits).make(CONTENT)
        assert len(server.issues) == 1

    @pytest.mark.parametrize(
        ("answer", "times"),
        [
            (Answer(429, headers={"Retry-After": "3600"}), 1),
            (Answer(429, headers={"Retry-After": "9" * 400}), 1),
            (Answer(403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9" * 30}), 1),
            (Answer(429, headers={"Retry-After": "2"}), 99),
        ],
    )
    def test_it_gives_up_in_words_when_that_is_too_long_or_too_often(
        self, server: ForgeServer, waits: Waits, answer: Answer, times: int
    ) -> None:
        server.faults = always(answer, times)
        with pytest.raises(ForgeError, match=r"asked too much for now; try again after .* UTC"):
            tracker(server, waits).issues()
        assert sum(waits.slept) <= 600

    @pytest.mark.parametrize(
        "answer",
        [Answer(500), Answer(502, raw=b"<html>"), Answer(503), Answer(200, raw=b'[{"number": 1'),
         Answer(200, raw=b"[]", length=90), Answer(200, raw=b"<html>"), None],
    )  # fmt: skip
    def test_a_question_is_asked_again(
        self, server: ForgeServer, waits: Waits, answer: Answer | None
    ) -> None:
        server.add(title="A reminder", labels=[LABEL])
        server.faults = always(answer, 3)
        assert len(tracker(server, waits).issues()) == 1
        assert waits.slept == [2, 4, 8]

    @pytest.mark.parametrize("answer", [Answer(503), Answer(200, raw=b"[{"), None])
    def test_what_stays_silent_is_never_an_empty_list(
        self, server: ForgeServer, waits: Waits, answer: Answer | None
    ) -> None:
        server.faults = always(answer, 99)
        with pytest.raises(NoAnswerError, match=r"it (failed|does not answer)|cut off"):
            tracker(server, waits).issues()

    def test_a_change_is_made_again(self, server: ForgeServer, waits: Waits) -> None:
        server.add(title="Old", labels=[LABEL])
        forge = tracker(server, waits)
        forge.issues()
        server.faults = always(None, 2)
        forge.change(1, IssueContent("New", "", frozenset({LABEL})))
        assert server.issues[0]["title"] == "New"

    @pytest.mark.parametrize("answer", [Answer(502), None])
    def test_a_new_issue_is_not_made_twice(
        self, server: ForgeServer, waits: Waits, answer: Answer | None
    ) -> None:
        server.faults = always(answer, 1)
        with pytest.raises(NoAnswerError):
            tracker(server, waits).make(CONTENT)
        assert [asked.method for asked in server.asked] == ["POST"]

    def test_a_server_that_says_nothing_is_not_waited_for_for_ever(
        self, github: ForgeServer, waits: Waits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connection, "_SECONDS", 0.05)
        hush = Event()
        github.faults = [lambda _: Answer(200) if hush.wait(2) else None] * 4
        with pytest.raises(NoAnswerError, match="does not answer"):
            tracker(github, waits).issues()
        hush.set()

    def test_nobody_is_there(self, github: ForgeServer, waits: Waits) -> None:
        forge = Forge("github", "https://127.0.0.1:1/heather/handbook", api="https://127.0.0.1:1")
        with pytest.raises(NoAnswerError, match="does not answer"):
            tracker_of(forge, TOKEN, waits.pace, secure_opener()).issues()


class TestWhenItRefuses:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (401, "does not accept the token"),
            (403, "may not do this"),
            (404, "no such repository"),
            (410, "switched off"),
            (422, "refused what was sent"),
            (418, "refused what was asked"),
        ],
    )
    def test_it_says_so_in_words_once(
        self, server: ForgeServer, waits: Waits, status: int, words: str
    ) -> None:
        server.faults = always(Answer(status, {"message": f"No\n{TOKEN}\x1b[2J!"}), 1)
        with pytest.raises(ForgeError, match=words) as caught:
            tracker(server, waits).issues()
        assert len(server.asked) == 1
        assert str(caught.value).isprintable()
        assert TOKEN not in str(caught.value)

    def test_a_wrong_token(self, server: ForgeServer, waits: Waits) -> None:
        with pytest.raises(ForgeError, match=r"does not accept the token.*401"):
            tracker(server, waits, "wrong").issues()

    @pytest.mark.parametrize("token", ["two\nlines", "two\r\nX-More: yes", "\N{SNOWMAN}"])
    def test_a_token_that_is_none(self, server: ForgeServer, waits: Waits, token: str) -> None:
        with pytest.raises(ForgeError, match="token"):
            tracker(server, waits, token).issues()
        assert not server.asked

    @pytest.mark.parametrize(
        "payload", [{"issues": []}, [1], [{}], [None], [{"number": "x", "iid": []}], "text", None]
    )
    def test_something_else_than_issues_is_no_answer(
        self, server: ForgeServer, waits: Waits, payload: object
    ) -> None:
        raw = b"null" if payload is None else None
        server.faults = always(Answer(200, payload, raw=raw), 9)
        with pytest.raises(NoAnswerError):
            tracker(server, waits).issues()

    def test_a_label_that_is_dropped_is_told_and_leaves_no_open_issue(
        self, server: ForgeServer, waits: Waits
    ) -> None:
        server.drops_labels = True
        with pytest.raises(ForgeError, match="#1 was made without its label, and closed"):
            tracker(server, waits).make(CONTENT)
        assert server.issues[0]["state"] == "closed"

    def test_an_endless_list(
        self, github: ForgeServer, waits: Waits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connection, "_PAGES", 5)
        link = f'<https://{github.host}/again>; rel="next"'
        github.faults = always(Answer(200, [], {"Link": link}), 99)
        with pytest.raises(NoAnswerError, match="no end"):
            tracker(github, waits).issues()


class TestTheTokenGoesToOneServer:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_elsewhere_is_not_followed(
        self, server: ForgeServer, waits: Waits, status: int
    ) -> None:
        with serving(ForgeServer("github")) as other:
            location = {"Location": f"https://{other.host}/api/v3/repos/heather/handbook/issues"}
            server.faults = always(Answer(status, headers=location), 1)
            with pytest.raises(ForgeError, match=f"another server .*{other.port}.* registry/"):
                tracker(server, waits).issues()
            assert not other.asked

    def test_nor_is_one_without_encryption(self, server: ForgeServer, waits: Waits) -> None:
        location = {"Location": f"http://{server.host}/"}
        server.faults = always(Answer(301, headers=location), 1)
        with pytest.raises(ForgeError, match="another server"):
            tracker(server, waits).issues()
        assert len(server.asked) == 1

    def test_nor_a_next_page_elsewhere(self, github: ForgeServer, waits: Waits) -> None:
        with serving(ForgeServer("github")) as other:
            link = {"Link": f'<https://{other.host}/next>; rel="next"'}
            github.faults = always(Answer(200, [], link), 1)
            with pytest.raises(ForgeError, match="another server"):
                tracker(github, waits).issues()
            assert not other.asked

    def test_a_redirect_on_the_same_server_is_followed(
        self, server: ForgeServer, waits: Waits
    ) -> None:
        server.add(title="A reminder", labels=[LABEL])
        forge = tracker(server, waits)
        forge.issues()
        there = f"https://{server.host}{server.asked[0].path}"
        server.faults = always(Answer(301, headers={"Location": there}), 1)
        assert len(forge.issues()) == 1
        server.faults = always(Answer(301, headers={"Location": there}), 99)
        with pytest.raises(ForgeError, match="without end"):
            forge.issues()

    def test_a_moved_write_is_sent_again_only_where_it_stays_what_it_is(
        self, server: ForgeServer, waits: Waits
    ) -> None:
        place = "/api/v3/repos/heather/handbook/issues"
        if server.kind == "gitlab":
            place = "/api/v4/projects/heather%2Fhandbook/issues"
        server.faults = always(Answer(307, headers={"Location": place}), 1)
        assert tracker(server, waits).make(CONTENT).number == 1
        server.faults = always(Answer(302, headers={"Location": place}), 1)
        with pytest.raises(ForgeError):
            tracker(server, waits).make(CONTENT)
        assert len(server.issues) == 1

    def test_a_server_that_nobody_vouches_for_is_not_told_the_token(
        self, server: ForgeServer, waits: Waits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(NoAnswerError, match=r"(?i)certificate"):
            tracker(server, waits).issues()
        assert not server.asked

    @pytest.mark.parametrize("kind", ["github", "gitlab"])
    def test_an_address_without_encryption_is_refused(self, kind: str, waits: Waits) -> None:
        forge = Forge(kind, "https://example.org/heather/handbook", api="http://example.org/api/v4")
        with pytest.raises(ForgeError, match="https://"):
            tracker_of(forge, TOKEN, waits.pace, secure_opener())


class Unreached:
    """An opener that keeps the address it was asked for."""

    address = ""

    def open(self, request: object, *, timeout: float) -> object:
        self.address = request.full_url  # type: ignore[attr-defined]
        raise TimeoutError


@pytest.mark.parametrize(
    ("forge", "address"),
    [
        (Forge("github", "https://github.com/n/h"), "https://api.github.com/repos/n/h/"),
        (Forge("github", "https://git.example/n/h"), "https://git.example/api/v3/repos/n/h/"),
        (
            Forge("gitlab", "https://gitlab.com/g/s/p"),
            "https://gitlab.com/api/v4/projects/g%2Fs%2Fp/",
        ),
        (
            Forge("gitlab", "https://x.example/lab/g/p", api="https://x.example/lab/api/v4"),
            "https://x.example/lab/api/v4/projects/g%2Fp/",
        ),
        (
            Forge("gitlab", "https://x.example/g/p", api="https://api.example/api/v4"),
            "https://api.example/api/v4/projects/g%2Fp/",
        ),
    ],
)
def test_where_each_kind_is_asked(forge: Forge, address: str, waits: Waits) -> None:
    opener = Unreached()
    with pytest.raises(NoAnswerError):
        tracker_of(forge, TOKEN, waits.pace, opener).issues()
    assert opener.address.startswith(f"{address}issues?")


def test_the_token_comes_from_the_environment() -> None:
    github, gitlab = Forge("github", ""), Forge("gitlab", "")
    everywhere = {"GITHUB_TOKEN": "one", "GITLAB_TOKEN": " two\n"}
    assert (token_of(github, everywhere), token_of(gitlab, everywhere)) == ("one", "two")
    assert token_of(gitlab, {**everywhere, "HANDBOOK_FORGE_TOKEN": "ours"}) == "ours"
    assert token_of(github, {"GITLAB_TOKEN": "two", "HANDBOOK_FORGE_TOKEN": " "}) == ""
