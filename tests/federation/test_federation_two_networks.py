"""Two networks, built and served; what one took over from the other, and what becomes of that."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from two_sites import (
    CONFIG,
    NOON,
    ROOT,
    TAKEN,
    Network,
    certificate,
    copied,
    handbook,
    let_this_computer_be_asked,
    served_by_tls,
)


class Two:
    """Both networks, where their sites are read, and the index of them."""

    def __init__(self, folder: Path, fells: Network, moor: Network) -> None:
        self.fells, self.moor = fells, moor
        self.config, self.output = folder / "networks.yaml", folder / "index"

    def federate(self, *words: str) -> Any:
        return handbook("federate", self.config, "--output", self.output, *words)

    @property
    def index(self) -> Any:
        return json.loads((self.output / "federation.json").read_bytes())

    def row(self, network: str) -> Any:
        content = json.loads((self.output / f"networks/{network}.json").read_bytes())
        return next(row for row in content["documents"] if row["id"] == TAKEN)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Network, Network]:
    folder = tmp_path_factory.mktemp("networks")
    fells = copied(ROOT, folder / "fells")
    moor = copied(ROOT / "tests/federation/second", folder / "moor")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        fells.lay_out()
        moor.publish()
    return fells, moor


@pytest.fixture
def two(
    published: tuple[Network, Network], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Two]:
    """The sites as they were published; the registry next door may be changed."""
    fells, moor = published
    mine = copied(moor.root, tmp_path / "moor")
    shutil.copytree(moor.site, mine.site)
    key, signed = certificate(tmp_path)
    let_this_computer_be_asked(monkeypatch, signed)
    with (
        served_by_tls(fells.site, key, signed) as there,
        served_by_tls(mine.site, key, signed) as here,
    ):
        made = Two(tmp_path, fells, mine)
        made.config.write_text(CONFIG.format(fells=there, moor=here), encoding="utf-8")
        yield made


def test_the_index_shows_both_and_whence_the_text_was_taken(two: Two) -> None:
    answer = two.federate()
    assert answer.exit_code == 0, answer.output
    index = two.index
    assert [network["answer"] for network in index["networks"]] == ["answered", "answered"]
    both = [
        {"network": "fells-and-vales", "document": TAKEN},
        {"network": "moor-and-coast", "document": TAKEN},
    ]
    assert {"documents": both} in index["joint"]
    assert index["changes"] == []
    source, own = two.row("moor-and-coast"), two.row("fells-and-vales")
    assert own["taken"] == {
        "network": "moor-and-coast",
        "document": TAKEN,
        "version": source["version"],
        "digest": source["digest"],
    }
    assert (source["in_force"], own["in_force"], source["taken"]) == (True, True, None)
    assert [(each["network"], each["other"], each["mutual"]) for each in index["links"]] == [
        ("fells-and-vales", "moor-and-coast", True),
        ("moor-and-coast", "fells-and-vales", True),
    ]


def test_every_link_to_a_page_of_the_network_next_door_leads_there(two: Two) -> None:
    two.federate()
    page = (two.output / "networks/moor-and-coast.html").read_text(encoding="utf-8")
    links = [unescape(link) for link in re.findall(r'href="(https://[^"]*)"', page)]
    assert len(links) >= 3
    trusted = ssl.create_default_context()
    for link in links:
        with urllib.request.urlopen(link, context=trusted) as answer:  # noqa: S310 - https alone
            assert answer.status == 200
    assert any(link.endswith(f"/guidelines/{TAKEN}/") for link in links)


def flagged(two: Two, words: str) -> str:
    """The source has changed: the index, its page and the taker's own answer say so."""
    two.moor.lay_out()
    answer = two.federate("--only", "fells-and-vales")
    assert answer.exit_code == 1
    assert words in answer.output
    (change,) = two.index["changes"]
    assert (change["network"], change["document"]) == ("fells-and-vales", TAKEN)
    assert words in change["words"]
    page = unescape((two.output / "index.html").read_text(encoding="utf-8"))
    assert words in page.partition("Taken over, and to be looked at")[2]
    assert two.federate("--only", "moor-and-coast").exit_code == 0
    return str(answer.output)


def test_a_source_that_moves_on_is_told(two: Two) -> None:
    assert two.federate().exit_code == 0
    two.moor.change_text("for a week, for questions", "for a month, for questions")
    two.moor.lay_out()
    assert two.federate().exit_code == 0, "a draft there moves nothing"
    two.moor.decide("endorse")
    flagged(two, "Its source has moved on: version 2.0 is there, and version 1.0 was taken over.")
    assert two.row("fells-and-vales")["in_force"] is True


def test_a_source_that_is_withdrawn_is_told(two: Two) -> None:
    two.moor.decide("withdraw", "--reason", "No more.", "--exit", "withdrawn", "--no-replacement")
    told = flagged(two, "The network it was taken from says of it: Withdrawn.")
    mine = copied(two.fells.root, two.output.parent / "fells")
    link = mine.root / "registry/network-links/moor-and-coast-next-door.yaml"
    lines = told.partition("below `sources:`\n")[2].partition("\n\n")[0]
    text = f"{link.read_text(encoding='utf-8')}sources:\n{dedent(lines)}\n"
    link.write_text(text, encoding="utf-8")
    checked = handbook("--root", mine.root, "check")
    assert checked.exit_code == 0, checked.output
    assert f"warning STA009 “{TAKEN}” is in force and was taken over: the network" in checked.output
    assert "has withdrawn its own text, as read on 30 November 2026" in checked.output


def test_a_network_that_is_silent_keeps_its_day_and_nothing_of_it_is_relied_on(two: Two) -> None:
    assert two.federate().exit_code == 0
    shutil.rmtree(two.moor.site)
    answer = two.federate("--only", "fells-and-vales")
    assert answer.exit_code == 1
    network = two.index["networks"][1]
    assert (network["answer"], network["day"]) == ("did not answer", "2026-11-30")
    assert two.row("moor-and-coast")["words"].startswith("Not known today. On 30 November 2026")
    (change,) = two.index["changes"]
    assert "Nobody can tell how its source stands today" in change["words"]


def test_a_server_whose_certificate_nobody_vouches_for_is_not_believed(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    answer = two.federate()
    assert answer.exit_code == 1
    assert {network["answer"] for network in two.index["networks"]} == {"did not answer"}
    assert all("certificate" in network["why"] for network in two.index["networks"])
