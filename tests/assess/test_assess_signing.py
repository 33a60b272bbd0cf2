"""Signatures, with git's word given: what each says of a decision, and which decisions need one.

Real keys and a real git are in ``tests/branch/test_branch_signatures.py``; here is every case.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from test_assess_authority import TODAY, Network, stop
from test_assess_keys import KEY, PRINT, made

from handbook.assess import assess
from handbook.assess.authority.keys import fingerprint, usable
from handbook.assess.authority.signed_by import (
    BAD,
    SIGNED,
    STRANGE,
    UNSIGNED,
    UNTOLD,
    SignatureReport,
    SignedBy,
    signatures_told,
)
from handbook.assess.authority.signing import awaiting
from handbook.assess.words import State
from handbook.history import NO_HISTORY
from handbook.load.model import Signature, Signatures, Signed

if TYPE_CHECKING:
    from handbook.assess.ledger.model import UnauthorisedDecision
    from handbook.assess.model import Assessment

DECISION = "board-2026-02-10--1"
PATH = f"registry/decisions/{DECISION}.yaml"
DAY = date(2026, 2, 10)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
OTHER_KEY = made("ssh-ed25519", b"y" * 32)
OTHER = fingerprint(OTHER_KEY)
COMMIT = "0123456789abcdef"
GOOD = Signature(COMMIT, DAY, DAY, Signed.GOOD, PRINT)
BY_NOBODY = replace(GOOD, key="SHA256:stranger")
WITHOUT = replace(GOOD, signed=Signed.ABSENT, key="")
NO_SIGNATURE = (
    "is not signed: commit 0123456789ab, which brought it, bears no signature"
    " (merging by squash or rebase leaves signatures out)"
)


class Signing(Network):
    """A network that asks for signatures; its coordinator, who sits in the board, has a key."""

    def __init__(self, files: Any, since: str = "2026-01-01", **settings: Any) -> None:
        super().__init__(files)
        for post in ("deputy", "officer"):
            files.put(
                f"posts/{post}.yaml",
                {"id": post, "title": post.capitalize(), "organisation": "hospital"},
            )
        seats = [{"id": "chair", "title": "Chair", "post": "coordinator", "deputy": "deputy"}]
        files.change("terms-of-reference/board.md", seats=seats)
        asked = {"signatures": {"required-since": since, **settings}}
        files.change("network.yaml", settings=asked if since else None)
        self.key("coordinator", KEY)

    def key(self, post: str, line: str, name: str = "", **term: str) -> None:
        name = name or f"{post}-key"
        term = {"from": "2024-01-01", **term}
        data = {"id": name, "post": post, "key": line, **term}
        self.files.put(f"signing-keys/{name}.yaml", data)

    def with_word(self, word: Signatures | None) -> Assessment:
        registry = self.files.registry()
        assert registry.broken == ()
        return assess(replace(registry, signatures=word), NO_HISTORY, TODAY)

    def signed(self, *signatures: Signature, path: str = PATH, **more: Any) -> Assessment:
        """What holds if git says that of the signatures on the decision."""
        return self.with_word(Signatures({path: signatures}, **more))

    def fault(self, *signatures: Signature, **more: Any) -> tuple[str, str]:
        """Why the endorsement does not count: the ground, and all its words."""
        assessment = self.signed(*signatures, **more)
        assert assessment.standings["going-home"].state is State.UNKNOWN
        return reason(assessment)


def reason(assessment: Assessment) -> tuple[str, str]:
    (refusal,) = assessment.refusals
    assert refusal.decision == DECISION or refusal.decision.startswith("suspend")
    return refusal.ground, refusal.why


def counts(assessment: Assessment) -> bool:
    refused: tuple[UnauthorisedDecision, ...] = assessment.refusals
    in_force = assessment.standings["going-home"].in_force
    assert in_force is (refused == ()), "refused, and in force all the same"
    return in_force


@pytest.fixture
def signing(files: Any) -> Signing:
    network = Signing(files)
    network.endorsed()
    return network


def test_a_decision_signed_by_a_seat_of_its_group_counts(signing: Signing) -> None:
    assert counts(signing.signed(GOOD))


def test_nobody_asks_before_the_settings_do(files: Any) -> None:
    network = Signing(files, since="")
    network.endorsed()
    assert counts(network.signed(WITHOUT))
    assert counts(network.signed(cannot="there is no git here"))
    assert counts(network.with_word(None))


@pytest.mark.parametrize(
    ("signatures", "more", "ground", "why"),
    [
        ((WITHOUT,), {}, "unsigned", NO_SIGNATURE),
        (
            (),
            {},
            "unsigned",
            "is not signed: no commit has it as it is now, so nobody can have signed it",
        ),
        (
            (replace(GOOD, signed=Signed.BAD),),
            {},
            "signer",
            (
                "bears a signature that does not fit: commit 0123456789ab was changed after it was"
                " signed"
            ),
        ),
        (
            (replace(GOOD, signed=Signed.UNTOLD),),
            {},
            "unverified",
            "cannot be told to be signed: git cannot verify commit 0123456789ab",
        ),
        (
            (GOOD,),
            {"cannot": "this is a shallow copy"},
            "unverified",
            "cannot be told to be signed: this is a shallow copy",
        ),
        (
            (BY_NOBODY,),
            {},
            "signer",
            "is signed (commit 0123456789ab) with a key that is no post's here: SHA256:stranger",
        ),
        (
            (replace(GOOD, signed=Signed.STRANGE),),
            {},
            "signer",
            f"is signed (commit 0123456789ab) with a key that is no post's here: {PRINT}",
        ),
        (
            (replace(BY_NOBODY, key=""),),
            {},
            "signer",
            "is signed (commit 0123456789ab) with a key that is no post's here: unknown",
        ),
        (
            (replace(GOOD, day=None),),
            {},
            "unverified",
            (
                "cannot be told to be signed in time: commit 0123456789ab is of no day that can be"
                " told"
            ),
        ),
        (
            (replace(GOOD, backwards=True),),
            {},
            "unverified",
            (
                "cannot be told to be signed in time: commit 0123456789ab is dated before what it"
                " builds on"
            ),
        ),
        (
            (replace(GOOD, day=BEFORE),),
            {},
            "signer",
            (
                "is signed before it was made: commit 0123456789ab is dated 9 February 2026, the"
                " decision 10 February 2026"
            ),
        ),
        ((BY_NOBODY, WITHOUT), {}, "signer", None),
        ((WITHOUT, BY_NOBODY), {}, "unsigned", NO_SIGNATURE),
    ],
)
def test_what_is_not_signed_as_it_must_be_does_not_count_and_says_why(
    signing: Signing, signatures: tuple[Signature, ...], more: dict[str, Any], ground: str, why: str
) -> None:
    given, words = signing.fault(*signatures, **more)
    assert given == ground
    assert why is None or words == why


def test_without_any_word_of_git_nothing_counts(signing: Signing) -> None:
    assert reason(signing.with_word(None)) == (
        "unverified",
        "cannot be told to be signed: git was not asked",
    )


@pytest.mark.parametrize("faulty", [WITHOUT, BY_NOBODY, replace(GOOD, signed=Signed.UNTOLD)])
def test_one_commit_that_brought_it_and_is_signed_well_is_enough(
    signing: Signing, faulty: Signature
) -> None:
    assert counts(signing.signed(faulty, GOOD))
    assert counts(signing.signed(GOOD, faulty))


def test_what_is_only_about_to_be_written_is_taken_as_signed(signing: Signing) -> None:
    assert counts(signing.with_word(awaiting(None, [PATH])))
    known = awaiting(Signatures({PATH: (WITHOUT,)}, awaited=frozenset({"before"})), [PATH])
    assert known.awaited == {"before", PATH}
    assert known.of == {PATH: (WITHOUT,)}
    assert counts(signing.with_word(known))
    assert awaiting(None, ()).cannot == "git was not asked"


# Old decisions.


@pytest.mark.parametrize(
    ("since", "arrived", "spared"),
    [
        ("2026-02-12", (DAY,), True),
        ("2026-02-12", (date(2026, 2, 11),), True),
        ("2026-02-12", (date(2026, 2, 12),), False),
        ("2026-02-12", (date(2026, 5, 1), DAY), True),
        ("2026-02-12", (None, DAY), True),
        ("2026-02-12", (None,), False),
        ("2026-02-12", (), False),
        ("2026-02-11", (DAY,), True),
        ("2026-02-10", (BEFORE,), False),
    ],
)
def test_a_decision_needs_none_if_it_was_made_and_came_here_before_they_were_asked_for(
    files: Any, since: str, arrived: tuple[date | None, ...], *, spared: bool
) -> None:
    network = Signing(files, since=since)
    network.endorsed()
    signatures = [replace(WITHOUT, arrived=day) for day in arrived]
    assert counts(network.signed(*signatures)) is spared


def test_a_decision_that_no_commit_has_is_not_signed_however_old_it_is(files: Any) -> None:
    network = Signing(files, since="2026-02-12")
    network.endorsed()
    assert reason(network.with_word(Signatures({}))) == (
        "unsigned",
        "is not signed: no commit has it as it is now, so nobody can have signed it",
    )


@pytest.mark.parametrize(
    ("since", "arrived", "late"),
    [
        ("2026-02-12", (date(2026, 5, 1), None, date(2026, 4, 1)), "1 April 2026"),
        ("2026-02-12", (date(2026, 2, 12),), "12 February 2026"),
        ("2026-02-12", (None,), ""),
        ("2026-02-10", (date(2026, 5, 1),), ""),
    ],
)
def test_an_old_decision_that_came_late_is_told_why_it_needs_one(
    files: Any, since: str, arrived: tuple[date | None, ...], late: str
) -> None:
    network = Signing(files, since=since)
    network.endorsed()
    _, why = network.fault(*(replace(WITHOUT, arrived=day) for day in arrived))
    said = (
        "; it was made before 12 February 2026, since when decisions must be signed, but came onto"
        f" this line only by {late}"
    )
    assert why == NO_SIGNATURE + (said if late else "")


# Whose key.


@pytest.mark.parametrize(
    ("post", "settings", "may"),
    [
        ("coordinator", {}, True),
        ("deputy", {}, True),
        ("officer", {}, False),
        ("officer", {"posts": ["officer"]}, True),
        ("coordinator", {"posts": ["officer"]}, True),
    ],
)
def test_seats_and_their_deputies_sign_for_a_group_and_whoever_the_settings_name(
    files: Any, post: str, settings: dict[str, Any], *, may: bool
) -> None:
    network = Signing(files, **settings)
    network.endorsed()
    network.key(post, OTHER_KEY, "other")
    assessment = network.signed(replace(GOOD, key=OTHER))
    assert counts(assessment) is may
    if not may:
        assert reason(assessment) == (
            "signer",
            (
                "is signed by the post Officer, which may not sign it: it has no seat in the Board"
                " by the terms of 10 February 2026"
            ),
        )


def test_a_post_that_came_into_the_group_later_may_not_sign_what_was_decided_before(
    files: Any,
) -> None:
    """It is the sealed terms of the day that name the seats."""
    network = Signing(files)
    network.held("board", "2026-02-01", "endorse", "board", "chair")
    network.endorsed()
    seats = [{"id": "chair", "title": "Chair", "post": "officer"}]
    network.files.change("terms-of-reference/board.md", seats=seats)
    network.key("officer", OTHER_KEY)
    first = "registry/decisions/board-2026-02-01--1.yaml"
    word = {first: (replace(GOOD, day=date(2026, 2, 1)),), PATH: (replace(GOOD, key=OTHER),)}
    assert not counts(network.with_word(Signatures(word)))
    assert counts(network.with_word(Signatures({**word, PATH: (GOOD,)})))


@pytest.mark.parametrize(
    ("post", "settings", "may"),
    [
        ("officer", {}, True),
        ("coordinator", {}, False),
        ("coordinator", {"posts": ["coordinator"]}, True),
        ("officer", {"posts": ["coordinator"]}, True),
    ],
)
def test_what_a_post_decided_alone_is_signed_by_that_post(
    files: Any, post: str, settings: dict[str, Any], *, may: bool
) -> None:
    network = Signing(files, **settings)
    network.endorsed()
    stop(network, "going-home", "2026-03-01", "officer")
    network.key("officer", OTHER_KEY)
    name = "suspend--going-home--2026-03-01"
    by = replace(GOOD, day=date(2026, 3, 1), key=OTHER if post == "officer" else PRINT)
    word = Signatures({PATH: (GOOD,), f"registry/decisions/{name}.yaml": (by,)})
    assessment = network.with_word(word)
    state = assessment.standings["going-home"].state
    assert state is (State.SUSPENDED if may else State.UNKNOWN)
    if not may:
        assert reason(assessment) == (
            "signer",
            (
                "is signed by the post Coordinator, which may not sign it: it was made by the post"
                " Officer"
            ),
        )


@pytest.mark.parametrize(
    ("term", "signed", "why"),
    [
        ({"from": "2026-02-10"}, DAY, ""),
        ({"from": "2026-02-10", "until": "2026-02-10"}, DAY, ""),
        (
            {"from": "2026-02-11"},
            AFTER,
            "which holds from 11 February 2026 on; the decision was made on 10 February 2026",
        ),
        (
            {"until": "2026-02-10"},
            AFTER,
            (
                "which holds from 1 January 2024 to 10 February 2026; the decision was signed on"
                " 11 February 2026"
            ),
        ),
        (
            {"until": "2026-02-09"},
            DAY,
            (
                "which holds from 1 January 2024 to 9 February 2026; the decision was made on"
                " 10 February 2026"
            ),
        ),
    ],
)
def test_a_key_holds_when_the_decision_was_made_and_when_it_was_signed(
    signing: Signing, term: dict[str, str], signed: date, why: str
) -> None:
    signing.key("coordinator", KEY, **term)
    assessment = signing.signed(replace(GOOD, day=signed))
    assert counts(assessment) is (not why)
    if why:
        start = "is signed with the key coordinator-key of the post Coordinator, "
        assert reason(assessment) == ("signer", start + why)


@pytest.mark.parametrize(
    ("new", "today", "good"),
    [
        ([PATH], date(2026, 3, 1), True),
        ([PATH], date(2026, 3, 2), False),
        ([PATH], None, True),
        ([], date(2026, 3, 2), True),
        (["registry/decisions/another.yaml"], date(2026, 3, 2), True),
    ],
)
def test_on_what_a_branch_brings_the_key_must_hold_today_as_well(
    signing: Signing, new: list[str], today: date | None, *, good: bool
) -> None:
    signing.key("coordinator", KEY, until="2026-03-01")
    assessment = signing.signed(GOOD, new=frozenset(new), today=today)
    assert counts(assessment) is good
    if not good:
        assert reason(assessment) == (
            "signer",
            (
                "is new, and signed with the key coordinator-key, which holds from 1 January 2024"
                " to 1 March 2026: whoever signs now must hold the post today"
            ),
        )


@pytest.mark.parametrize("names", [("a-key", "z-key"), ("z-key", "a-key")])
def test_a_key_that_two_posts_have_had_signs_for_either(
    signing: Signing, names: tuple[str, str]
) -> None:
    signing.files.drop("signing-keys/coordinator-key.yaml")
    for post, name in zip(("coordinator", "officer"), names, strict=True):
        signing.key(post, KEY, name)
    assert counts(signing.signed(GOOD))
    signing.key("coordinator", OTHER_KEY, names[0])
    assert not counts(signing.signed(GOOD))


def test_of_several_terms_of_one_key_none_of_which_fits_the_first_is_told(signing: Signing) -> None:
    signing.key("officer", KEY, "a-key")
    signing.key("coordinator", KEY, until="2026-01-01")
    _, why = signing.fault(GOOD)
    assert why.startswith("is signed by the post Officer, which may not sign it")


@pytest.mark.parametrize(
    ("field", "value"), [("post", "nobody"), ("key", f"{KEY} comment"), ("from", "2026-02-30")]
)
def test_a_key_that_cannot_be_used_signs_nothing_and_takes_none_from_others(
    signing: Signing, field: str, value: str
) -> None:
    signing.key("deputy", OTHER_KEY, "other")
    registry = signing.files.registry()
    records = registry.of_type("signing-key")
    posts = [record.id for record in registry.of_type("post")]
    assert [key.id for key in usable(records, posts)] == ["coordinator-key", "other"]
    bent = [replace(records[0], data={**records[0].data, field: value}), *records[1:]]
    assert [key.id for key in usable(bent, posts)] == ["other"]
    assert usable(registry.of_type("post"), posts) == ()


# What is told of them.


def told(assessment: Assessment, *signatures: Signature, **more: Any) -> SignedBy:
    (only,) = signatures_told(assessment, Signatures({PATH: signatures}, **more)).decisions
    return only


@pytest.mark.parametrize(
    ("signatures", "more", "expected"),
    [
        ((GOOD,), {}, SignedBy(DECISION, SIGNED, ("coordinator",), COMMIT)),
        ((WITHOUT, GOOD), {}, SignedBy(DECISION, SIGNED, ("coordinator",), COMMIT)),
        ((WITHOUT,), {}, SignedBy(DECISION, UNSIGNED, commit=COMMIT)),
        ((), {}, SignedBy(DECISION, UNSIGNED, why="no commit has it as it is now")),
        ((replace(GOOD, signed=Signed.BAD),), {}, SignedBy(DECISION, BAD, commit=COMMIT)),
        ((replace(GOOD, signed=Signed.STRANGE),), {}, SignedBy(DECISION, STRANGE, commit=COMMIT)),
        ((BY_NOBODY,), {}, SignedBy(DECISION, STRANGE, commit=COMMIT)),
        (
            (replace(GOOD, signed=Signed.UNTOLD), WITHOUT),
            {},
            SignedBy(DECISION, UNTOLD, commit=COMMIT, why="git cannot verify commit 0123456789ab"),
        ),
        ((GOOD,), {"cannot": "no git"}, SignedBy(DECISION, UNTOLD, why="no git")),
    ],
)
def test_where_none_are_asked_for_it_is_told_what_git_says_and_no_more(
    files: Any, signatures: tuple[Signature, ...], more: dict[str, Any], expected: SignedBy
) -> None:
    network = Signing(files, since="")
    network.endorsed()
    assert told(network.with_word(None), *signatures, **more) == expected


@pytest.mark.parametrize("signatures", [(WITHOUT,), (), (replace(GOOD, signed=Signed.UNTOLD),)])
@pytest.mark.parametrize("cannot", ["", "no git"])
def test_what_had_to_be_signed_and_is_not_is_told_with_the_reason(
    signing: Signing, signatures: tuple[Signature, ...], cannot: str
) -> None:
    assessment = signing.signed(*signatures, cannot=cannot)
    assert told(assessment, *signatures, cannot=cannot).refused == reason(assessment)[1]
    assert told(signing.signed(GOOD), GOOD).refused == ""


def test_a_decision_refused_for_another_reason_is_not_told_of_as_badly_signed(files: Any) -> None:
    network = Signing(files)
    network.held("board", "2026-02-10", "endorse", "going-home", "nobody")
    assessment = network.signed(GOOD)
    assert [refusal.ground for refusal in assessment.refusals] == ["quorum"]
    assert told(assessment, GOOD).refused == ""


def test_they_are_counted_by_what_they_are_and_by_post_the_most_first(signing: Signing) -> None:
    signing.files.put("decisions/board-2026-02-11--1.yaml", "kind: withdraw\n")
    signing.key("officer", KEY, "officer-key")
    registry = signing.files.registry()
    assert [broken.id for broken in registry.broken] == ["board-2026-02-11--1"]
    assessment = assess(registry, NO_HISTORY, TODAY)
    report = signatures_told(assessment, Signatures({PATH: (GOOD,)}))
    assert report.since == date(2026, 1, 1)
    assert [(each.decision, each.state, each.why) for each in report.decisions] == [
        (DECISION, SIGNED, ""),
        ("board-2026-02-11--1", UNTOLD, "the decision itself cannot be read"),
    ]
    assert report.decisions[0].posts == ("coordinator", "officer")
    assert {state: report.count(state) for state in (SIGNED, UNTOLD, UNSIGNED)} == {
        SIGNED: 1,
        UNTOLD: 1,
        UNSIGNED: 0,
    }
    posts = [("b", "d", "a"), ("c",), ("c", "b"), ("c",)]
    several = SignatureReport(None, tuple(SignedBy(str(n), SIGNED, p) for n, p in enumerate(posts)))
    assert list(several.posts().items()) == [("c", 3), ("b", 2), ("a", 1), ("d", 1)]


def test_another_record_that_cannot_be_read_is_no_decision(signing: Signing) -> None:
    signing.files.put("posts/broken.yaml", "id: broken\n")
    assessment = assess(signing.files.registry(), NO_HISTORY, TODAY)
    report = signatures_told(assessment, Signatures({PATH: (GOOD,)}))
    assert [each.decision for each in report.decisions] == [DECISION]
