"""Public keys are read strictly: what is not word for word a key signs nothing."""

from __future__ import annotations

import base64
import struct
from dataclasses import replace
from datetime import date

import pytest

from handbook.assess.authority.keys import Key, KeyProblem, fingerprint, read_key
from handbook.load.model import Record
from handbook.source.dates import DateProblem

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBXgqIoNKXRVJzIpQjkpiQIefU4WOV4KvL3Atny15XCa"
PRINT = "SHA256:3LtA7TsUXEAQw98ybTYhOJaUHMpaeSzuGr0fD/a55Ms"


def made(kind: str, *parts: bytes) -> str:
    """A public key of a kind, of such parts."""
    raw = b"".join(struct.pack(">I", len(each)) + each for each in (kind.encode(), *parts))
    return f"{kind} {base64.b64encode(raw).decode()}"


def test_it_has_the_fingerprint_that_ssh_keygen_gives() -> None:
    assert fingerprint(KEY) == PRINT


@pytest.mark.parametrize(
    "line",
    [
        f"{KEY} nurse@example.org",
        f"{KEY}\n",
        f"{KEY}\n* {KEY}",
        f"cert-authority {KEY}",
        f'namespaces="*" {KEY}',
        f"* {KEY}",
        KEY.replace(" ", "  "),
        KEY.replace(" ", "\t"),
        KEY[:-8],
        f"{KEY[:-1]}b=",
        KEY.replace("ssh-ed25519", "ssh-rsa"),
        KEY.replace("ssh-ed25519", "ssh-dss"),
        KEY.upper(),
        "ssh-ed25519 ",
        "ssh-ed25519 AAAA",
        "",
        made("ssh-ed25519", b"x" * 31),
        made("ssh-ed25519", b"x" * 32, b"more"),
        made("ssh-ed25519-cert-v01@openssh.com", b"x" * 32),
        made("ssh-dss", b"x" * 32),
        made("ssh-rsa", b"\1\0\1", b"\0" + b"x" * 128),
        made("ssh-rsa", b"\1\0\1"),
        made("ecdsa-sha2-nistp256", b"nistp256", b"x" * 33),
        made("sk-ssh-ed25519@openssh.com", b"x" * 32),
    ],
)
def test_what_is_not_a_key_alone_is_refused(line: str) -> None:
    with pytest.raises(KeyProblem):
        fingerprint(line)


@pytest.mark.parametrize(
    "line",
    [
        made("ssh-rsa", b"\1\0\1", b"\0" + b"x" * 256),
        made("ecdsa-sha2-nistp521", b"nistp521", b"x" * 133),
        made("sk-ssh-ed25519@openssh.com", b"x" * 32, b"ssh:"),
    ],
)
def test_the_kinds_that_are_used(line: str) -> None:
    assert fingerprint(line).startswith("SHA256:")


def test_a_key_holds_from_its_first_to_its_last_day() -> None:
    key = Key("k", "p", KEY, PRINT, date(2026, 1, 5), date(2026, 1, 7))
    days = [date(2026, 1, day) for day in range(4, 9)]
    assert [key.holds(day) for day in days] == [False, True, True, True, False]
    assert Key("k", "p", KEY, PRINT, date(2026, 1, 5), None).holds(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"{KEY} nurse", "it is not a kind of key and its letters, with one space between"),
        (KEY.replace("ssh-ed25519", "ssh-dss"), "keys of the kind ssh-dss are not used here"),
        (f"{KEY}A", "its letters are not those of a key"),
        (KEY[:-8], "it ends too early; perhaps not all of it was copied"),
        (
            made("ssh-ed25519", b"x" * 31),
            "a part of it is missing, or it is of another kind than it says",
        ),
        (
            made("ssh-rsa", b"\1\0\1", b"\0" + b"x" * 255),
            "it is shorter than 2048 bits, which is not safe",
        ),
    ],
)
def test_why_a_key_cannot_be_used_is_told(line: str, why: str) -> None:
    with pytest.raises(KeyProblem) as problem:
        fingerprint(line)
    assert str(problem.value) == why


def test_a_key_is_read_whole() -> None:
    data = {"post": "nurse", "key": KEY, "from": "2026-01-05", "until": "2026-01-07"}
    record = Record("signing-key", "nurse-key", "k.yaml", data, None, 1, {})
    days = date(2026, 1, 5), date(2026, 1, 7)
    assert read_key(record) == Key("nurse-key", "nurse", KEY, PRINT, *days)
    open_ended = {name: value for name, value in data.items() if name != "until"}
    assert read_key(replace(record, data=open_ended)).until is None
    with pytest.raises(DateProblem):
        read_key(replace(record, data={**data, "until": "soon"}))
