"""Addresses on the web: asked politely, judged by what servers say, and never inside a network."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import Any

import pytest
from web_server import Page, web_server

from handbook.cli.links.asking import BETWEEN, ask_all, is_example
from handbook.cli.links.fetching import Asker
from handbook.cli.links.verdict import Hop, LinkAnswer, Verdict, judge, next_address, verdict_of
from handbook.cli.web.guarded import CannotAskError, anybody_reaches


def anywhere(_: str) -> bool:
    return True


def hops(*steps: tuple[str, int]) -> list[Hop]:
    return [Hop(address, status) for address, status in steps]


A, B, C = "https://a.org/page", "https://b.org/page", "https://c.org/page"


@pytest.mark.parametrize(
    ("way", "answered", "to"),
    [
        (hops((A, 200)), LinkAnswer.FINE, ""),
        (hops((A, 204)), LinkAnswer.FINE, ""),
        (hops((A, 301), (B, 200)), LinkAnswer.MOVED, B),
        (hops((A, 308), (B, 301), (C, 200)), LinkAnswer.MOVED, C),
        (hops((A, 302), (B, 200)), LinkAnswer.FINE, ""),
        (hops((A, 302), (B, 301), (C, 200)), LinkAnswer.FINE, ""),
        (hops((A, 301), (B, 307), (C, 200)), LinkAnswer.MOVED, B),
        (hops((A, 404)), LinkAnswer.GONE, ""),
        (hops((A, 410)), LinkAnswer.GONE, ""),
        (hops((A, 301), (B, 404)), LinkAnswer.GONE, ""),
        (hops((A, 401)), LinkAnswer.UNTOLD, ""),
        (hops((A, 403)), LinkAnswer.UNTOLD, ""),
        (hops((A, 429)), LinkAnswer.UNTOLD, ""),
        (hops((A, 500)), LinkAnswer.UNTOLD, ""),
        (hops((A, 304)), LinkAnswer.UNTOLD, ""),
        (hops((A, 301)), LinkAnswer.UNTOLD, ""),
        (hops((A, 301), (B, 503)), LinkAnswer.UNTOLD, ""),
    ],
)
def test_what_answers_come_to(way: list[Hop], answered: LinkAnswer, to: str) -> None:
    verdict = judge(way)
    assert (verdict.answered, verdict.to) == (answered, to)
    assert bool(verdict.why) == (answered in {LinkAnswer.GONE, LinkAnswer.UNTOLD})


def test_a_page_that_leads_to_the_front_of_a_site_may_be_gone() -> None:
    verdict = judge(hops((A, 301), ("https://b.org/", 200)))
    assert verdict.answered is LinkAnswer.MOVED
    assert "its own page may be gone" in verdict.why
    assert not judge(hops(("https://a.org/", 301), ("https://b.org", 200))).why


@pytest.mark.parametrize("kept", [None, {}, [], {"answered": "so"}, {"answered": "fine", "to": 1}])
def test_what_was_kept_wrongly_is_no_verdict(kept: object) -> None:
    assert verdict_of(kept) is None


def test_what_is_kept_is_read_again() -> None:
    verdict = Verdict(LinkAnswer.MOVED, B, "because")
    assert verdict_of(verdict.as_dict()) == verdict


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - asked about, not listened on
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "::127.0.0.1",
        "::a00:1",
        "64:ff9b:1::a00:1",
        "fec0::1",
        "5f00::1",
    ],
)
def test_nothing_within_a_network_is_asked(address: str) -> None:
    assert not anybody_reaches(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_the_public_internet_is_asked(address: str) -> None:
    assert anybody_reaches(address)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_a_server_that_not_everybody_reaches_hears_nothing(name: str) -> None:
    with web_server({"/": Page()}) as server:
        address = server.address.replace("127.0.0.1", name)
        with pytest.raises(CannotAskError, match=r"not everybody can reach|cannot be reached"):
            Asker(anybody_reaches).ask(address)
        assert server.asked == []


@pytest.mark.parametrize(
    "leads", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["127.0.0.1", "93.184.216.34"], []]
)
def test_no_door_is_tried_where_a_name_leads_within(
    monkeypatch: pytest.MonkeyPatch, leads: list[str]
) -> None:
    """Fails if a connection is begun before it is known where the name leads."""
    with web_server({"/": Page()}) as server:
        port = int(server.address.rpartition(":")[2])
        ways = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (way, port)) for way in leads]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: ways)
        begun: list[object] = []
        monkeypatch.setattr("socket.socket.connect", lambda _, end: begun.append(end))
        with pytest.raises(CannotAskError, match="not everybody can reach"):
            Asker(anybody_reaches).ask("http://www.nice.org.uk/")
    assert begun == server.asked == []


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server({"/": Page()}) as server:
        port = int(server.address.rpartition(":")[2])
        asked: list[object] = []

        def once(*place: object, **_: object) -> list[object]:
            asked.append(place[0])
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr("socket.getaddrinfo", once)
        assert Asker(anywhere).ask("http://www.nice.org.uk/").status == 200
    assert asked == ["www.nice.org.uk"]


@pytest.mark.parametrize("looked_up", [0.0, 0.4])
@pytest.mark.parametrize("piece", [b"H", b"HTTP/1.0 200 OK\r\nX: "])
def test_a_server_that_drips_its_answer_is_left_when_the_time_is_up(
    monkeypatch: pytest.MonkeyPatch, piece: bytes, looked_up: float
) -> None:
    """Fails if only silence ends the waiting: the server here is never silent, and never ready."""
    monkeypatch.setattr("handbook.cli.links.fetching._SECONDS", 0.3)
    real = socket.getaddrinfo

    def slow(*place: Any, **more: Any) -> Any:
        time.sleep(looked_up)
        return real(*place, **more)

    monkeypatch.setattr("socket.getaddrinfo", slow)
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            held, _ = listening.accept()
            with held, contextlib.suppress(OSError):
                for _ in range(200):
                    held.sendall(piece)
                    if done.wait(0.05):
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(CannotAskError, match="gave no answer within") as problem:
            Asker(anywhere).ask(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert problem.value.silent
        done.set()
        thread.join()


def test_a_server_that_never_answers_is_asked_three_times_however_often_it_is_named() -> None:
    asked: list[str] = []

    def ask(address: str) -> Hop:
        asked.append(address)
        raise CannotAskError("it is silent", silent=True)

    addresses = [f"https://a.org/{n}" for n in range(1000)]
    verdicts = ask_all([*addresses, "https://b.org/"], ask, lambda _: None)
    assert sorted(asked) == [*addresses[:3], "https://b.org/"]
    assert {verdict.answered for verdict in verdicts.values()} == {LinkAnswer.UNTOLD}
    assert len(verdicts) == 1001


def test_a_server_that_answers_in_between_is_asked_on() -> None:
    def ask(address: str) -> Hop:
        if address.endswith("/even"):
            return Hop(address, 200)
        raise CannotAskError("it is silent", silent=True)

    addresses = [f"https://a.org/{n}/{'odd' if n % 2 else 'even'}" for n in range(20)]
    verdicts = ask_all(addresses, ask, lambda _: None)
    assert sum(verdict.answered is LinkAnswer.FINE for verdict in verdicts.values()) == 10


@pytest.mark.parametrize("sign", ["\x1b[2J", "\u0085", " ", "\u00e9", "\x7f", "\r\n x"])
def test_where_a_server_leads_holds_no_sign_that_a_screen_obeys(sign: str) -> None:
    following = next_address(Hop("https://a.org/", 301, f"https://b.org/{sign}x"))
    assert following.isascii()
    assert following.isprintable()
    assert " " not in following
    assert (
        next_address(Hop(A, 301, "/%20?a=[1]&b='(;@!$,*")) == "https://a.org/%20?a=[1]&b='(;@!$,*"
    )


def test_a_page_that_is_moved_within_is_not_followed_there() -> None:
    with web_server({"/in": Page(302, "http://169.254.169.254/latest")}) as server:
        asker = Asker(lambda address: address == "127.0.0.1")
        address = f"{server.address}/in"
        verdict = ask_all([address], asker.ask, lambda _: None)[address]
        assert verdict.answered is LinkAnswer.UNTOLD
        assert "not everybody can reach" in verdict.why


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://a.org/",
        "https://",
        "http://[::1",
        "http://a.org:99999/",
        "https://name:secret@a.org/",
        "https://" + "a" * 70 + ".org/",
        "https://a.org/" + "b" * 3000,
    ],
)
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    with pytest.raises(CannotAskError):
        Asker(anywhere).ask(address)


def test_signs_in_an_address_start_no_second_line() -> None:
    with web_server({}) as server:
        Asker(anywhere).ask(f"{server.address}/a b\u00e9%20?q=\u00e9")
        assert server.asked[0] == ("HEAD", "/a%20b%C3%A9%20?q=%C3%A9")
        with pytest.raises(CannotAskError):
            Asker(anywhere).ask(server.address.replace("http://", "http://a\r\nX: 1@"))


def test_what_is_refused_by_head_is_asked_by_get() -> None:
    with web_server({"/page": Page(refused=("HEAD",)), "/both": Page()}) as server:
        assert Asker(anywhere).ask(f"{server.address}/page").status == 200
        assert Asker(anywhere).ask(f"{server.address}/both").status == 200
    assert server.asked == [("HEAD", "/page"), ("GET", "/page"), ("HEAD", "/both")]


def test_a_server_that_hangs_up_says_nothing() -> None:
    with web_server({"/page": Page(hang_up=True)}) as server:
        address = f"{server.address}/page"
        verdict = ask_all([address], Asker(anywhere).ask, lambda _: None)[address]
    assert verdict.answered is LinkAnswer.UNTOLD


def test_each_server_is_asked_one_question_a_second() -> None:
    pages = {"/1": Page(301, "/2"), "/2": Page(), "/3": Page(404)}
    waits: list[float] = []
    with web_server(pages) as server:
        addresses = [f"{server.address}/{n}" for n in (1, 2, 3)]
        verdicts = ask_all(addresses, Asker(anywhere).ask, waits.append)
    assert [verdicts[a].answered for a in addresses] == [
        LinkAnswer.MOVED, LinkAnswer.FINE, LinkAnswer.GONE,
    ]  # fmt: skip
    assert waits == [BETWEEN] * 3  # one for the hop, two between three addresses


def test_a_server_that_has_enough_is_left_alone() -> None:
    with web_server({"/1": Page(429), "/2": Page()}) as server:
        addresses = [f"{server.address}/{n}" for n in (1, 2)]
        verdicts = ask_all(addresses, Asker(anywhere).ask, lambda _: None)
    assert {path for _, path in server.asked} == {"/1"}
    assert {verdict.answered for verdict in verdicts.values()} == {LinkAnswer.UNTOLD}
    assert "ask again another day" in verdicts[addresses[1]].why


@pytest.mark.parametrize("location", ["/1", "/2", "//[", "javascript:1", "mailto:a@b.org"])
def test_a_way_without_an_end_is_left(location: str) -> None:
    with web_server({"/1": Page(302, location), "/2": Page(302, "/1")}) as server:
        address = f"{server.address}/1"
        verdict = ask_all([address], Asker(anywhere).ask, lambda _: None)[address]
    assert verdict.answered is LinkAnswer.UNTOLD
    assert len(server.asked) <= 3


def test_a_proxy_decides_where_there_is_one() -> None:
    with web_server({"http://www.nice.org.uk/page": Page()}) as proxy:
        asker = Asker(anybody_reaches, lambda _scheme, _host: proxy.address)
        assert asker.ask("http://www.nice.org.uk/page").status == 200
        with pytest.raises(CannotAskError, match="not everybody"):
            asker.ask("http://10.0.0.1/")
        with pytest.raises(CannotAskError):  # it refuses to connect, and nothing is sent past it
            asker.ask("https://www.nice.org.uk/page")
    assert proxy.asked == [("HEAD", "http://www.nice.org.uk/page")]


@pytest.mark.parametrize(
    ("address", "example"),
    [
        ("https://fellsandvales.example/x", True),
        ("https://www.example.org", True),
        ("https://EXAMPLE.com./", True),
        ("http://localhost:8000/", True),
        ("https://notexample.org", False),
        ("https://example.org.uk", False),
        ("https://example.nhs.uk", False),
    ],
)
def test_addresses_kept_for_examples_are_known(address: str, *, example: bool) -> None:
    assert is_example(address) is example
