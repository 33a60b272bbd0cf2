"""The plan: over all cases of a small world, doing it settles everything, and once is enough."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_forge import ToyForge

from handbook.remind.marked import Mark, mark_of, rewritten
from handbook.remind.model import (
    LABEL,
    OVERDUE,
    QUIET,
    Act,
    IssueContent,
    IssueStep,
    Reminder,
    SyncPlan,
    TrackedIssue,
)
from handbook.remind.planning import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NETWORK = "heather"
THEIRS = "Rang the ward on Tuesday.\n\n/close\n- [ ] ask again"
MANY = 10_000


def farewell(key: str) -> str:
    return f"{key} is settled."


def planned(
    reminders: Sequence[Reminder], forge: ToyForge, *, closing: bool = True, at_most: int = MANY
) -> SyncPlan:
    return plan(
        NETWORK, reminders, forge.issues(), farewell=farewell, closing=closing, at_most=at_most
    )


def reminder(key: str = "rapid", *, state: str = "review:2026-01-01", **more: object) -> Reminder:
    base = Reminder(key, f"Review due: {key}", f"**{key}**\n\n- due", state)
    return replace(base, **more)  # type: ignore[arg-type]


def issue(
    key: str = "rapid",
    *,
    network: str = NETWORK,
    state: str = "review:2026-01-01",
    labels: frozenset[str] = frozenset(),
    part: str = "old words",
    asked: tuple[str, ...] = (),
    **more: object,
) -> IssueContent:
    body = rewritten(THEIRS, Mark(network, key, state, frozenset(asked)), part)
    content = IssueContent("Old title", body, labels | {LABEL}, frozenset(asked))
    return replace(content, **more)  # type: ignore[arg-type]


def variants() -> Iterator[IssueContent]:
    """Every kind of issue about one record that there can be."""
    states, labels = ("review:2026-01-01", "review:2024-01-01", ""), ({QUIET}, {OVERDUE}, set())
    for is_open, state, label in product((True, False), states, labels):
        yield issue(state=state, labels=frozenset(label), open=is_open)
    yield planned([reminder()], ToyForge()).steps[0].content


ISSUES = tuple(variants())
WORLDS = [ToyForge(*contents) for count in (0, 1, 2) for contents in product(ISSUES, repeat=count)]
WANTED: tuple[tuple[Reminder, ...], ...] = (
    (),
    (reminder(),),
    (reminder(pressing=False),),
    (reminder(labels=frozenset({LABEL, OVERDUE}), assignees=("ann",)),),
)


@pytest.mark.parametrize("wanted", WANTED, ids=["settled", "due", "due later", "late"])
@pytest.mark.parametrize("closing", [True, False], ids=["closing", "not closing"])
class TestEveryCaseOfOneRecord:
    def test_once_is_enough(self, wanted: tuple[Reminder, ...], closing: bool) -> None:
        for world in WORLDS:
            after = world.do(planned(wanted, world, closing=closing).steps)
            again = planned(wanted, after, closing=closing)
            assert (again.steps, again.later) == ((), ())

    def test_a_part_of_it_and_then_the_rest_comes_to_the_same(
        self, wanted: tuple[Reminder, ...], closing: bool
    ) -> None:
        for world in WORLDS:
            steps = planned(wanted, world, closing=closing).steps
            whole = world.do(steps)
            for count in range(len(steps)):
                part = world.do(steps[:count])
                rest = part.do(planned(wanted, part, closing=closing).steps)
                assert rest.contents == whole.contents

    def test_what_people_wrote_stays(self, wanted: tuple[Reminder, ...], closing: bool) -> None:
        for world in WORLDS:
            after = world.do(planned(wanted, world, closing=closing).steps)
            for before, now in zip(world.contents, after.contents, strict=False):
                assert THEIRS in now.body or THEIRS not in before.body

    def test_there_is_one_open_reminder_at_most_and_one_at_least_of_what_is_near(
        self, wanted: tuple[Reminder, ...], closing: bool
    ) -> None:
        for world in WORLDS:
            result = planned(wanted, world, closing=closing)
            after = world.do(result.steps)
            count = sum(content.open for content in after.contents)
            if closing:
                assert count <= 1
                assert wanted or count == 0
            if wanted and wanted[0].pressing and not result.quiet:
                assert count >= 1
            if not closing:
                assert count >= sum(content.open for content in world.contents)

    def test_no_first_steps_leave_what_is_due_without_a_reminder(
        self, wanted: tuple[Reminder, ...], closing: bool
    ) -> None:
        for world in WORLDS:
            result = planned(wanted, world, closing=closing)
            if not wanted or result.quiet or not any(c.open for c in world.contents):
                continue
            for count in range(len(result.steps) + 1):
                part = world.do(result.steps[:count])
                assert any(content.open for content in part.contents)

    def test_a_reminder_that_is_open_says_what_is_so(
        self, wanted: tuple[Reminder, ...], closing: bool
    ) -> None:
        for world in WORLDS:
            result = planned(wanted, world, closing=closing)
            if wanted and wanted[0].pressing and not result.quiet:
                contents = [c for c in world.do(result.steps).contents if c.open]
                mark = mark_of(contents[0].body)
                assert mark is not None
                assert mark.state == wanted[0].state
                assert wanted[0].part in contents[0].body
                assert contents[0].title == wanted[0].title
                assert (OVERDUE in contents[0].labels) == (OVERDUE in wanted[0].labels)


@st.composite
def forges(draw: st.DrawFn) -> ToyForge:
    """Issues about several records, of ours and of others."""
    keys = st.sampled_from(["rapid", "home", "calls"])
    contents = st.builds(
        issue,
        keys,
        network=st.sampled_from([NETWORK, "other-network"]),
        state=st.sampled_from(["review:2026-01-01", "expiry:2025-01-01"]),
        labels=st.frozensets(st.sampled_from([QUIET, OVERDUE, "theirs"])),
        asked=st.lists(st.sampled_from(["ann", "bob"]), unique=True).map(tuple),
        open=st.booleans(),
        assignees=st.frozensets(st.sampled_from(["ann", "carol"])),
    )
    return ToyForge(*draw(st.lists(contents, max_size=7)))


REMINDERS = st.lists(
    st.builds(
        reminder,
        st.sampled_from(["rapid", "home", "calls", "new"]),
        assignees=st.lists(st.sampled_from(["ann", "bob"]), unique=True).map(tuple),
        labels=st.sampled_from([frozenset({LABEL}), frozenset({LABEL, OVERDUE})]),
        pressing=st.booleans(),
    ),
    unique_by=lambda made: made.key,
)


@settings(max_examples=40)
@given(forges(), REMINDERS, st.integers(1, 3))
def test_a_few_steps_a_night_come_to_an_end_and_to_the_same(
    forge: ToyForge, wanted: list[Reminder], at_most: int
) -> None:
    whole = forge.do(planned(wanted, forge).steps)
    nights = 0
    while (tonight := planned(wanted, forge, at_most=at_most)).steps:
        assert len(tonight.steps) <= at_most
        forge = forge.do(tonight.steps)
        nights += 1
        assert nights < 40
    assert not tonight.later
    assert Counter(forge.contents) == Counter(whole.contents)


@settings(max_examples=40)
@given(forges(), REMINDERS, st.booleans())
def test_what_is_not_ours_is_never_touched(
    forge: ToyForge, wanted: list[Reminder], closing: bool
) -> None:
    after = forge.do(planned(wanted, forge, closing=closing).steps)
    for before, now in zip(forge.contents, after.contents, strict=False):
        if "heather/" not in before.body:
            assert now == before


@settings(max_examples=40)
@given(forges(), REMINDERS)
def test_labels_and_people_that_others_chose_stay(forge: ToyForge, wanted: list[Reminder]) -> None:
    after = forge.do(planned(wanted, forge).steps)
    for before, now in zip(forge.contents, after.contents, strict=False):
        assert ("theirs" in now.labels) == ("theirs" in before.labels)
        assert ("carol" in now.assignees) == ("carol" in before.assignees)


@settings(max_examples=40)
@given(forges(), REMINDERS)
def test_what_cannot_be_relied_on_closes_nothing_and_says_what_it_would(
    forge: ToyForge, wanted: list[Reminder]
) -> None:
    bold, careful = planned(wanted, forge), planned(wanted, forge, closing=False)
    closes = {Act.CLOSE, Act.CLOSE_TWIN}
    assert not {step.act for step in careful.steps} & closes
    assert set(careful.kept_open) == {step.number for step in bold.steps if step.act in closes}
    assert [step for step in bold.steps if step.act not in closes] == list(careful.steps)


def only(result: SyncPlan) -> IssueStep:
    (step,) = result.steps
    return step


def test_an_issue_without_our_label_or_mark_is_not_ours() -> None:
    marked, labelled = issue(), IssueContent("Ask", "A question", frozenset({LABEL}))
    forge = ToyForge(replace(marked, labels=frozenset()), labelled)
    assert only(planned([reminder()], forge)).act is Act.OPEN


def test_a_mark_within_a_line_is_no_mark() -> None:
    quoted = issue()
    body = "\n".join(f"> {line}" for line in quoted.body.split("\n"))
    assert only(planned([reminder()], ToyForge(replace(quoted, body=body)))).act is Act.OPEN


def test_the_oldest_of_twins_stays_whatever_order_they_are_listed_in() -> None:
    twins = [TrackedIssue(9, issue()), TrackedIssue(4, issue()), TrackedIssue(7, issue())]
    result = plan(NETWORK, [reminder()], twins, farewell=farewell, closing=True, at_most=MANY)
    assert [(step.act, step.number) for step in result.steps] == [
        (Act.UPDATE, 4),
        (Act.CLOSE_TWIN, 7),
        (Act.CLOSE_TWIN, 9),
    ]
    assert "#4" in result.steps[1].content.body


def test_what_a_person_closed_is_opened_again_while_it_is_due() -> None:
    step = only(planned([reminder()], ToyForge(issue(open=False))))
    assert (step.act, step.content.open) == (Act.REOPEN, True)


def test_what_was_settled_is_opened_again_when_it_falls_due_once_more() -> None:
    settled = ToyForge(issue()).do(planned([], ToyForge(issue())).steps)
    assert "rapid is settled." in settled.contents[0].body
    assert not planned([reminder(state="review:2028-01-01", pressing=False)], settled).steps
    step = only(planned([reminder(state="review:2028-01-01")], settled))
    assert step.act is Act.REOPEN


def test_a_quiet_reminder_is_left_alone_until_something_else_falls_due() -> None:
    forge = ToyForge(issue(labels=frozenset({"Handbook-Quiet"}), open=False))
    result = planned([reminder()], forge)
    assert (result.steps, result.quiet) == ((), (1,))
    step = only(planned([reminder(state="expiry:2026-05-01")], forge))
    assert step.act is Act.REOPEN
    assert step.content.labels == {LABEL}


def test_quiet_ends_when_it_is_settled() -> None:
    step = only(planned([], ToyForge(issue(labels=frozenset({QUIET, OVERDUE, "theirs"})))))
    assert (step.act, step.content.labels) == (Act.CLOSE, {LABEL, "theirs"})


def test_line_ends_and_capitals_of_the_forge_are_no_difference() -> None:
    forge = ToyForge()
    made = only(planned([reminder(assignees=("Ann",))], forge)).content
    stored = replace(
        made,
        title=f" {made.title}  ",
        body=made.body.replace("\n", "\r\n") + "\r\n",
        labels=frozenset(name.upper() for name in made.labels),
        assignees=frozenset({"ann"}),
    )
    assert planned([reminder(assignees=("Ann",))], ToyForge(stored)).unchanged == 1


def test_an_account_that_the_forge_did_not_take_is_not_asked_for_every_night() -> None:
    made = only(planned([reminder(assignees=("ann",))], ToyForge())).content
    forge = ToyForge(replace(made, assignees=frozenset()))
    assert not planned([reminder(assignees=("ann",))], forge).steps


def test_a_new_owner_is_given_it_and_the_old_one_is_not_but_others_stay() -> None:
    made = only(planned([reminder(assignees=("ann",))], ToyForge())).content
    forge = ToyForge(replace(made, assignees=frozenset({"ann", "carol"})))
    step = only(planned([reminder(assignees=("bob",))], forge))
    assert step.content.assignees == {"bob", "carol"}


def test_whom_people_gave_it_to_instead_is_left_to_them() -> None:
    made = only(planned([reminder(assignees=("ann",))], ToyForge())).content
    forge = ToyForge(replace(made, assignees=frozenset({"carol"})))
    assert not planned([reminder(assignees=("ann",))], forge).steps


LINES = st.sampled_from(
    [
        "words",
        "",
        "  indented",
        "<!-- handbook:end -->",
        Mark(NETWORK, "rapid").line(),
        Mark("other", "rapid", "x:1", frozenset({"ann"})).line(),
        "<!-- handbook:reminder heather/rapid -->",
    ]
)


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_text_whose_marks_were_damaged_is_mended_once(lines: list[str], ends: str) -> None:
    mark = Mark(NETWORK, "rapid", "review:2026-01-01", frozenset({"ann", "bob"}))
    body = ends.join(lines)
    made = rewritten(body, mark, "new words")
    assert rewritten(made, mark, "new words") == made
    assert mark_of(made) == mark
    assert made.split("\n").count("<!-- handbook:end -->") == 1
    assert made.split("\n").count("new words") == 1


@given(st.lists(st.sampled_from(["words", "  more", "", "- item"]), max_size=6))
def test_text_around_our_part_stays_to_the_letter(lines: list[str]) -> None:
    mark = Mark(NETWORK, "rapid")
    above, below = "\n".join(["above", *lines, "x"]), "\n".join(["below", *lines, "y"])
    body = f"{above}\n\n{mark.line()}\nold\n<!-- handbook:end -->\n\n{below}"
    made = rewritten(body, mark, "new")
    assert made == f"{above}\n\n{mark.line()}\nnew\n<!-- handbook:end -->\n\n{below}"
