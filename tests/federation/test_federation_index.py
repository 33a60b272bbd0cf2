"""The index shows every network that is named, says what is known of it, and never more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from published_site import (
    DIGEST,
    OTHER,
    covered,
    document,
    linked,
    published,
    stopped,
    write_site,
)

from handbook.cli.commands.federate import command
from handbook.cli.problem import StopError
from handbook.source import read_yaml
from handbook.types import load_types

CONFIG = """\
title: Two networks
registries:
  - id: north
    title: Northern network
    path: north
    address: https://north.example/
  - id: south
    title: Southern network
    path: south
    address: https://south.example/
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    (tmp_path / "networks.yaml").write_text(CONFIG, encoding="utf-8")
    write_site(
        tmp_path / "north",
        published("north", [document("fits", digest=DIGEST)], [covered("1.1"), covered("1.2")]),
    )
    write_site(
        tmp_path / "south",
        published("south", [document("ask", digest=OTHER)], [covered("1.1", "none")]),
    )

    def running(*more: str, today: str = "2026-11-30") -> Result:
        config = str(tmp_path / "networks.yaml")
        given = [config, "--output", str(tmp_path / "out"), "--today", today, *more]
        return CliRunner().invoke(command, given, catch_exceptions=False)

    return running


def rows(folder: Path, network: str) -> dict[str, dict[str, object]]:
    content = json.loads((folder / "out/networks" / f"{network}.json").read_bytes())
    return {row["id"]: row for row in content["documents"]}


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_index_joins_topics_and_coverage(run: Callable[..., Result], tmp_path: Path) -> None:
    answer = run()
    assert answer.exit_code == 0, answer.output
    made = bytes_of(tmp_path / "out")
    topic = next(raw for path, raw in made.items() if path.startswith("topics/seizures")).decode()
    assert 'href="https://north.example/guidelines/fits/"' in topic
    assert 'href="https://south.example/guidelines/ask/"' in topic
    policy = next(raw for path, raw in made.items() if path.startswith("policies/ng61")).decode()
    assert policy.count("Addressed</a>") == 2
    assert policy.count("Not addressed</a>") == 1
    assert policy.count("Says nothing") == 1
    assert rows(tmp_path, "north")["fits"]["rely_on"] is True


def test_every_file_fits_its_schema_and_the_same_input_gives_the_same_bytes(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run()
    first = bytes_of(tmp_path / "out")
    run()
    assert bytes_of(tmp_path / "out") == first
    for schema, file in (
        ("federation.schema.json", "federation.json"),
        ("network.schema.json", "networks/north.json"),
    ):
        Draft202012Validator(json.loads(first[schema])).validate(json.loads(first[file]))


def test_every_row_says_its_network_day_standing_and_page(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run()
    lines = (tmp_path / "out/documents.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("north,Northern network,answered,2026-11-30,2026-11-30,,fits,")
    assert "until 31 January 2028" in lines[1]
    assert lines[1].endswith("https://north.example/guidelines/fits/")


def break_index(folder: Path) -> None:
    (folder / "api/index.json").write_bytes(b"{}")


def break_list(folder: Path) -> None:
    (folder / "api/documents.json").write_bytes(b"{}")


def older(folder: Path) -> None:
    write_site(folder, published("south", [document("ask")], day="2026-11-29"))


def to_come(folder: Path) -> None:
    write_site(folder, published("south", [document("ask")], day="2027-11-29"))


def gone(folder: Path) -> None:
    (folder / "api/index.json").unlink()


@pytest.mark.parametrize(
    ("harm", "answered"),
    [
        (gone, "did not answer"),
        (break_index, "does not verify"),
        (break_list, "does not verify"),
        (older, "does not verify"),
        (to_come, "does not verify"),
    ],
)
def test_a_network_that_fails_is_shown_as_last_known_and_never_as_current(
    run: Callable[..., Result], tmp_path: Path, harm: Callable[[Path], None], answered: str
) -> None:
    run()
    harm(tmp_path / "south")
    for _ in range(2):
        # Twice: what was last known outlives a second run that fails.
        answer = run(today="2026-12-01")
        assert answer.exit_code == 1
        network = json.loads((tmp_path / "out/federation.json").read_bytes())["networks"][1]
        assert (network["answer"], network["day"]) == (answered, "2026-11-30")
        row = rows(tmp_path, "south")["ask"]
        assert row["rely_on"] is False
        assert str(row["words"]).startswith("Not known today. On 30 November 2026: In force")
        page = (tmp_path / "out/networks/south.html").read_text(encoding="utf-8")
        assert "Do not rely on it from here" in page
        assert 'class="good"' not in page
    assert rows(tmp_path, "north")["fits"]["rely_on"] is True


@pytest.mark.parametrize("state", ["suspended", "withdrawn", "unknown"])
def test_a_copy_of_the_same_day_undoes_no_stop(
    run: Callable[..., Result], tmp_path: Path, state: str
) -> None:
    """The site of the morning, put back at night: its day is no older than that of the stop."""
    stop = stopped("ask", state, digest=OTHER)
    morning = published("south", [document("ask", digest=OTHER)])
    write_site(tmp_path / "south", published("south", [stop]))
    run()
    write_site(tmp_path / "south", morning)
    answer = run()
    assert answer.exit_code == 1
    assert "does not verify, because it has told already of 30 November 2026" in answer.output
    row = rows(tmp_path, "south")["ask"]
    assert (row["state"], row["rely_on"], row["in_force"]) == (state, False, False)
    write_site(tmp_path / "south", published("south", [document("ask", digest=DIGEST)]))
    assert run().exit_code == 0, "another text may take its place on the same day"


def test_a_network_that_never_answered_is_named(run: Callable[..., Result], tmp_path: Path) -> None:
    gone(tmp_path / "south")
    answer = run()
    assert answer.exit_code == 1
    assert "It never told anything that holds" in answer.output
    assert "never read" in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_what_is_not_brought_up_to_date_is_not_its_word_of_today(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    assert run(today="2026-12-07").exit_code == 0
    answer = run(today="2026-12-08")
    assert answer.exit_code == 1
    assert rows(tmp_path, "north")["fits"]["rely_on"] is False


@pytest.mark.parametrize(("day", "rely_on"), [("2026-12-02", True), ("2026-12-03", False)])
def test_until_is_judged_on_the_day_of_the_run(
    run: Callable[..., Result], tmp_path: Path, day: str, rely_on: bool
) -> None:
    write_site(tmp_path / "north", published("north", [document("fits", until="2026-12-02")]))
    run(today=day)
    row = rows(tmp_path, "north")["fits"]
    assert row["rely_on"] is rely_on
    assert ("Its last day was 2 December 2026" in str(row["words"])) is not rely_on


def test_a_notice_stands_on_every_row(run: Callable[..., Result], tmp_path: Path) -> None:
    notice = "Demonstration content"
    write_site(tmp_path / "north", published("north", [document("fits")], notices=[notice]))
    run()
    assert rows(tmp_path, "north")["fits"]["rely_on"] is False
    for path, raw in bytes_of(tmp_path / "out").items():
        if b"About fits" in raw:
            assert notice.encode() in raw, path


def test_the_edition_for_members_is_refused(run: Callable[..., Result], tmp_path: Path) -> None:
    write_site(tmp_path / "south", published("south", [document("secret")], edition="members"))
    answer = run()
    assert "edition for members" in answer.output
    assert not any(b"secret" in raw for raw in bytes_of(tmp_path / "out").values())


def test_what_was_for_members_goes_once_it_may_not_be_read(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    config = tmp_path / "networks.yaml"
    write_site(tmp_path / "south", published("south", [document("secret")], edition="members"))
    config.write_text(f"{CONFIG}    edition: members\n", encoding="utf-8")
    run()
    assert "secret" in rows(tmp_path, "south")
    config.write_text(CONFIG, encoding="utf-8")
    run()
    assert not any(b"secret" in raw for raw in bytes_of(tmp_path / "out").values())


def test_hostile_words_are_words(run: Callable[..., Result], tmp_path: Path) -> None:
    hostile = document(
        "fits", title="<script>alert(1)</script>\x1b[2J", category="=cmd()", keywords=["<b>"]
    )
    write_site(tmp_path / "north", published("north", [hostile], notices=["\x1b]0;x\x07<i>"]))
    answer = run()
    assert "\x1b" not in answer.output
    for path, raw in bytes_of(tmp_path / "out").items():
        assert b"\x1b" not in raw, path
        if path.endswith(".html"):
            assert b"<script" not in raw, path
            assert b"<b>" not in raw, path
            assert b"<i>" not in raw, path
    assert ",=cmd" not in (tmp_path / "out/documents.csv").read_text(encoding="utf-8")


def test_no_words_of_a_stranger_say_how_anything_stands(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """Wherever a registry can put words of its own, the index shows none that claim a standing."""
    claim = "Approved and in force"
    hostile = stopped("ask", title=claim, category=claim, keywords=[claim], summary=claim)
    item = covered("1.1", identifier=claim, topic=claim, policy_edition=claim, policy_title=claim)
    link = linked("north", title=claim, overlap=f"{claim}, all of it.")
    site = published("south", [hostile], [{**item, "item": claim}], links=[link], notices=[claim])
    write_site(tmp_path / "south", site)
    answer = run()
    assert claim not in answer.output
    shown = bytes_of(tmp_path / "out")
    assert [path for path, raw in shown.items() if claim.lower() in raw.decode().lower()] == []
    assert b"Suspended" in shown["networks/south.html"]


def test_pages_run_and_load_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    run()
    for path, raw in bytes_of(tmp_path / "out").items():
        if path.endswith(".html"):
            page = raw.decode()
            assert "Content-Security-Policy" in page, path
            assert "default-src &#39;none&#39;" in page, path
            for part in ("<script", "style=", "<style", "<form", "<img", "onclick"):
                assert part not in page, path


def test_the_same_text_in_two_networks_is_joint(run: Callable[..., Result], tmp_path: Path) -> None:
    write_site(tmp_path / "south", published("south", [document("ask", digest=DIGEST)]))
    run()
    content = json.loads((tmp_path / "out/federation.json").read_bytes())
    together = [
        {"network": "north", "document": "fits"},
        {"network": "south", "document": "ask"},
    ]
    assert content["joint"] == [{"documents": together}]


def taken(**besides: str) -> dict[str, str]:
    whole = {
        "network": "north",
        "network_title": "North",
        "document": "fits",
        "version": "1.0",
        "digest": DIGEST,
    }
    return {**whole, **besides}


@pytest.mark.parametrize(
    ("source", "from_where", "words"),
    [
        (document("fits", digest=DIGEST), taken(), ""),
        (document("fits", digest=OTHER, version="2.0"), taken(), "Its source has moved on"),
        (document("fits", digest=OTHER), taken(), "is not the text that was taken over"),
        (stopped("fits", digest=DIGEST), taken(), "says of it: Suspended"),
        (stopped("fits", "withdrawn", digest=DIGEST), taken(), "says of it: Withdrawn"),
        (stopped("fits", "unknown", digest=DIGEST), taken(), "says of it: Cannot tell"),
        (document("other"), taken(), "does not list the document"),
        (document("fits", digest=DIGEST), taken(network="east"), "does not read that network"),
        (
            document("fits", digest=DIGEST, until="2026-11-29"),
            taken(),
            "Its last day was 29 November 2026",
        ),
    ],
)
def test_a_text_taken_over_is_flagged_once_its_source_moves(
    run: Callable[..., Result],
    tmp_path: Path,
    source: dict[str, object],
    from_where: dict[str, str],
    words: str,
) -> None:
    write_site(tmp_path / "north", published("north", [source]))
    own = document("ours", digest=OTHER.replace("b", "d"), taken_over=from_where)
    write_site(tmp_path / "south", published("south", [own]))
    answer = run("--only", "south")
    changes = json.loads((tmp_path / "out/federation.json").read_bytes())["changes"]
    assert answer.exit_code == (1 if words else 0)
    assert [words in change["words"] for change in changes] == [True] * bool(words)
    page = (tmp_path / "out/networks/south.html").read_text(encoding="utf-8")
    assert f"Taken over from {from_where['network']}, version 1.0" in page


def test_a_source_that_does_not_answer_is_flagged(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    own = document("ours", digest=OTHER, taken_over=taken())
    write_site(tmp_path / "south", published("south", [own]))
    run()
    gone(tmp_path / "north")
    assert "Nobody can tell how its source stands today" in run("--only", "south").output


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ("", "networks.yaml:1"),
        ("title: A\nregistries: []\n", "`registries` must be a list"),
        ("title: A\nwho: b\n", "networks.yaml:2: `who` is no setting"),
        (CONFIG.replace("id: south", "id: north"), "“north” is named twice"),
        (CONFIG.replace("https://north", "http://north"), "must begin with https://"),
        (CONFIG.replace("https://north.example/", "https://a@b/"), "must begin with https://"),
        (CONFIG.replace("id: north", "id: ../north"), "`id` must be"),
        (CONFIG.replace("Northern network", "In force"), "`title` must be"),
        (CONFIG + "    edition: all\n", "`edition` is"),
        ("title: A\nregistries:\n  - id: a\n    title: B\n", "needs an `address`"),
    ],
)
def test_a_wrong_configuration_is_told_by_line(
    run: Callable[..., Result], tmp_path: Path, config: str, reason: str
) -> None:
    (tmp_path / "networks.yaml").write_text(config, encoding="utf-8")
    with pytest.raises(StopError) as stop:
        run()
    assert reason in str(stop.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("strange", ["mine.txt", "topics/mine.txt", "mine/a.html"])
def test_a_folder_of_somebody_else_is_left_alone(
    run: Callable[..., Result], tmp_path: Path, strange: str
) -> None:
    run()
    write_site(tmp_path / "out", {strange: b"mine"})
    before = bytes_of(tmp_path / "out")
    with pytest.raises(StopError, match="left alone"):
        run()
    assert bytes_of(tmp_path / "out") == before


def test_what_was_last_known_and_was_changed_is_not_believed(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run()
    kept = tmp_path / "out/networks/south.json"
    kept.write_bytes(kept.read_bytes().replace(b"About ask", b"About abc"))
    with pytest.raises(StopError, match="was changed afterwards"):
        run()


def test_which_networks_have_to_do_with_each_other_is_told(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    both = [linked("south", documents=["fits", "gone"]), linked("east", title="Eastern network")]
    write_site(tmp_path / "north", published("north", [document("fits")], links=both))
    write_site(tmp_path / "south", published("south", [], links=[linked("north")]))
    run()
    content = json.loads((tmp_path / "out/federation.json").read_bytes())
    assert content["links"] == [
        {"network": "north", "other": "south", "mutual": True, "documents": ["fits", "gone"]},
        {"network": "north", "other": "east", "mutual": False, "documents": []},
        {"network": "south", "other": "north", "mutual": True, "documents": []},
    ]
    page = (tmp_path / "out/networks/north.html").read_text(encoding="utf-8")
    linked_part = page.partition("Networks that it has to do with")[2]
    assert "Eastern network (this index does not read it)" in linked_part
    assert 'href="https://north.example/network-links/south-next-door/"' in linked_part
    assert "In force, Current, until" in linked_part
    assert "Networks that have to do with each other" in (tmp_path / "out/index.html").read_text()


@pytest.mark.parametrize(("other", "told"), [(None, False), ([], True)])
def test_a_network_that_publishes_no_links_is_not_said_to_deny_one(
    run: Callable[..., Result], tmp_path: Path, other: list[dict[str, object]] | None, told: bool
) -> None:
    links = [linked("south")]
    write_site(tmp_path / "north", published("north", [document("fits")], links=links))
    write_site(tmp_path / "south", published("south", [], links=other))
    run()
    page = (tmp_path / "out/networks/north.html").read_text(encoding="utf-8")
    assert ("The other network does not say so." in page) is told


def test_links_are_as_last_known_once_a_network_is_silent(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    links = [linked("south")]
    write_site(tmp_path / "north", published("north", [document("fits")], links=links))
    run()
    gone(tmp_path / "north")
    for _ in range(2):
        run(today="2026-12-01")
        page = (tmp_path / "out/networks/north.html").read_text(encoding="utf-8")
        assert "as published on 30 November 2026, which is not its word of today" in page


def test_what_an_index_of_an_older_version_knew_is_still_known(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """A network that is silent just when the program was renewed is not forgotten."""
    run()
    index = json.loads((tmp_path / "out/federation.json").read_bytes())
    del index["links"]
    for network in index["networks"]:
        file = tmp_path / "out" / network["file"]
        rows_of = json.loads(file.read_bytes())
        del rows_of["links"], rows_of["has_links"]
        file.write_text(json.dumps(rows_of), encoding="utf-8")
        network["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (tmp_path / "out/federation.json").write_text(json.dumps(index), encoding="utf-8")
    gone(tmp_path / "south")
    assert run(today="2026-12-01").exit_code == 1
    assert str(rows(tmp_path, "south")["ask"]["words"]).startswith("Not known today. On 30 Nov")


def test_what_to_write_above_a_text_is_printed_and_fits_the_record(
    run: Callable[..., Result],
) -> None:
    answer = run("--take", "north/fits")
    assert answer.exit_code == 0
    whole = load_types()[0]["guideline"].schema
    lines = read_yaml(answer.output.encode(), "lines").data
    assert lines == {
        "taken-over": {
            "network": "north",
            "network-title": "Northern network",
            "document": "fits",
            "version": "1.0",
            "digest": DIGEST,
        }
    }
    part = {"$defs": whole["$defs"], **whole["properties"]["taken-over"]}
    Draft202012Validator(part).validate(lines["taken-over"])


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("north/fitz", "No network in the index has north/fitz.*fits"),
        ("east/fits", "No network in the index has east/fits"),
        ("south/ask", "south/ask cannot be taken over. Suspended."),
        ("west/any", "Western network does not verify, because .* another network"),
    ],
)
def test_nothing_is_taken_over_that_nobody_stands_behind_today(
    run: Callable[..., Result], tmp_path: Path, named: str, reason: str
) -> None:
    more = "  - id: west\n    title: Western network\n    path: north\n"
    (tmp_path / "networks.yaml").write_text(f"{CONFIG}{more}", encoding="utf-8")
    write_site(tmp_path / "south", published("south", [stopped("ask")]))
    with pytest.raises(StopError, match=reason):
        run("--take", named)


def test_a_text_that_was_last_known_to_be_in_force_is_not_taken_over(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run()
    gone(tmp_path / "north")
    with pytest.raises(StopError, match=r"cannot be taken over. Not known today."):
        run("--take", "north/fits")
