"""What was to stay and did not is named, with its deed, its commit and its day; nothing else is.

Histories are told here as git would tell them, without git: ``tests/branch/test_all_lines.py`` asks
the same of real repositories.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handbook.assess.ledger.disturbed import Disturbed, disturbances, on_other_lines
from handbook.history.lines import Lines
from handbook.history.past import Past, past_of
from handbook.load.trees.past import FileChange

if TYPE_CHECKING:
    from collections.abc import Iterable

DECISION = "registry/decisions/board-2026-01-05--2a.yaml"
MEETING = "registry/meetings/board-2026-01-05.yaml"
OTHER_MEETING = "registry/meetings/board-2026-02-05.yaml"
ANSWER = "registry/adoptions/moorside--calm--2026-02-01.yaml"
SEALED = "registry/_endorsed/calm/1.0/record.md"
NEXT_VERSION = "registry/_endorsed/calm/1.1/record.md"
GUIDELINE = "registry/guidelines/calm.md"
MANY = {DECISION: "d", MEETING: "m", ANSWER: "a", SEALED: "s", GUIDELINE: "g"}

A_DECISION = "a decision"
AN_ANSWER = "an organisation's answer"
A_SEALED_TEXT = "a sealed text"
A_MEETING = "the record of a meeting that had decided"
BY_MERGE = "a merge, which no side of it accounts for"


class Story:
    """Commits one after another, a day each, on as many lines as are wanted."""

    def __init__(self) -> None:
        self.parents: dict[str, tuple[str, ...]] = {}
        self.trees: dict[str, dict[str, str]] = {"": {}}

    def commit(
        self, name: str, *parents: str, put: dict[str, str] | None = None, drop: Iterable[str] = ()
    ) -> Story:
        """A commit upon the first parent's files, or upon the last commit's if none is named."""
        self.parents[name] = parents or tuple(self.parents)[-1:]
        tree = {**self.trees[next(iter(self.parents[name]), "")], **(put or {})}
        self.trees[name] = {path: text for path, text in tree.items() if path not in drop}
        return self

    def past(self, since: str = "", dirty: tuple[FileChange, ...] = ()) -> Past:
        newest = list(reversed(self.parents))
        done = {
            (name, number): self._touched(parent, name)
            for name in newest
            for number, parent in enumerate(self.parents[name] or ("",))
        }
        when = {name: 86400 * day for day, name in enumerate(self.parents)}
        lines = Lines({name: self.parents[name] for name in newest}, when, done)
        before, now = self.trees[since], self.trees[newest[0]]
        return replace(past_of(lines, since), before=before, now=now, dirty=dirty)

    def _touched(self, parent: str, name: str) -> dict[str, tuple[str, str, str]]:
        before, after = self.trees[parent], self.trees[name]
        pairs = {p: (before.get(p, ""), after.get(p, "")) for p in sorted({*before, *after})}
        return {
            path: ("M" if was and becomes else "A" if becomes else "D", was, becomes)
            for path, (was, becomes) in pairs.items()
            if was != becomes
        }


def named(
    story: Story, since: str = "", dirty: tuple[FileChange, ...] = ()
) -> list[tuple[str, str, str]]:
    """The path, the deed and the commit of all that is wrong for certain."""
    past = story.past(since, dirty)
    working = ({*past.now} | {c.path for c in dirty}) - {c.path for c in dirty if c.what == "D"}
    return [(each.path, each.done, each.commit) for each in disturbances(past, sorted(working))]


def begun() -> Story:
    return Story().commit("first", put=MANY)


# On the line of the branch itself.


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (DECISION, A_DECISION),
        (ANSWER, AN_ANSWER),
        (SEALED, A_SEALED_TEXT),
        (MEETING, A_MEETING),
    ],
)
def test_whatever_was_to_stay_is_named_with_its_commit_and_day(path: str, what: str) -> None:
    edited = begun().commit("second", put={path: "x"}).past()
    assert list(disturbances(edited, sorted(edited.now))) == [
        Disturbed(path, "edited", what, "second", "1970-01-02", "")
    ]
    removed = begun().commit("second", drop=[path]).past()
    assert list(disturbances(removed, sorted(removed.now))) == [
        Disturbed(path, "removed", what, "second", "1970-01-02", "")
    ]


def test_what_is_put_there_for_the_first_time_disturbs_nothing() -> None:
    assert named(begun()) == []


def test_what_may_change_at_any_time_is_passed_over() -> None:
    story = begun().commit("second", put={GUIDELINE: "x"}).commit("third", drop=[GUIDELINE])
    assert named(story) == []


def test_a_meeting_may_change_until_a_decision_is_called_after_it() -> None:
    story = Story().commit("first", put={MEETING: "m", OTHER_MEETING: "o"})
    story.commit("second", put={MEETING: "m2"}).commit("third", put={DECISION: "d"})
    story.commit("fourth", put={MEETING: "m3", OTHER_MEETING: "o2"})
    assert named(story) == [(MEETING, "edited", "fourth")]


@pytest.mark.parametrize("name", ["two--boards-2026-01-05", "board.v2-2026-01-05"])
def test_a_decision_is_called_after_all_of_its_meetings_name(name: str) -> None:
    meeting = f"registry/meetings/{name}.yaml"
    story = Story().commit("first", put={meeting: "m", f"registry/decisions/{name}--1.yaml": "d"})
    assert named(story.commit("second", put={meeting: "x"})) == [(meeting, "edited", "second")]
    assert [
        each.path for each in unsettled(beside({meeting: "x"}, start=story.trees["first"]))
    ] == [meeting]


def test_a_sealed_text_gains_nothing_and_another_version_may_come() -> None:
    more = "registry/_endorsed/calm/1.0/attachments/form.pdf"
    story = begun().commit("second", put={NEXT_VERSION: "n"}).commit("third", put={more: "f"})
    assert named(story) == [(more, "added to", "third")]


def test_it_is_named_once_a_commit_and_each_time() -> None:
    story = begun().commit("second", put={DECISION: "x"}).commit("third", put={DECISION: "d"})
    assert named(story) == [(DECISION, "edited", "second"), (DECISION, "edited", "third")]


def test_every_disturbance_is_named_not_the_first_alone() -> None:
    story = begun().commit("second", put={GUIDELINE: "x", SEALED: "x"}, drop=[ANSWER, DECISION])
    assert {path for path, _, _ in named(story)} == {SEALED, ANSWER, DECISION}


def test_a_deed_that_has_no_name_is_told_as_a_change() -> None:
    past = replace(begun().past(), dirty=(FileChange("X", DECISION),))
    assert [each.done for each in disturbances(past, sorted(MANY))] == ["changed"]
    story = begun().commit("second", put={DECISION: "x"})
    (commit,) = story.past().commits[1:]
    odd = replace(commit, changes=(FileChange("X", DECISION),))
    past = replace(story.past(), commits=(odd,))
    assert [each.done for each in disturbances(past, sorted(MANY))] == ["changed"]


# What no commit has yet.


def test_what_the_working_copy_does_to_it_is_named_without_a_commit() -> None:
    changes = (
        FileChange("M", DECISION), FileChange("T", ANSWER), FileChange("D", SEALED),
        FileChange("M", GUIDELINE), FileChange("A", NEXT_VERSION),
    )  # fmt: skip
    past = begun().past(dirty=changes)
    assert list(disturbances(past, sorted(MANY))) == [
        Disturbed(DECISION, "edited", A_DECISION),
        Disturbed(ANSWER, "replaced by something else", AN_ANSWER),
        Disturbed(SEALED, "removed", A_SEALED_TEXT),
    ]


def test_a_decision_that_no_commit_has_yet_may_come_with_its_meeting_and_its_text() -> None:
    story = Story().commit("first", put={GUIDELINE: "g", MEETING: "m"})
    dirty = (FileChange("A", DECISION), FileChange("A", SEALED), FileChange("M", MEETING))
    assert named(story, dirty=dirty) == []


def test_what_was_there_before_all_that_can_be_read_was_to_stay_too() -> None:
    """As in a shallow copy: the first commit that is here is no beginning."""
    story = Story().commit("first", put={MEETING: "x"})
    past = story.past()
    assert [each.path for each in disturbances(past, sorted(past.now))] == []
    assert [each.path for each in disturbances(past, sorted(MANY))] == []
    edited = replace(past, commits=(replace(past.commits[0], changes=(FileChange("M", MEETING),)),))
    assert [each.path for each in disturbances(edited, sorted(MANY))] == [MEETING]
    gone = (FileChange("D", DECISION), FileChange("M", MEETING))
    taken = replace(past, commits=tuple(replace(past.commits[0], changes=(c,)) for c in gone))
    assert [each.path for each in disturbances(taken, [MEETING])] == [DECISION, MEETING]
    dirty = replace(past, dirty=(FileChange("M", MEETING),))
    assert [each.path for each in disturbances(dirty, sorted(MANY))] == [MEETING]


# From one commit on.


def test_since_a_commit_what_it_had_was_to_stay_and_what_was_done_before_is_not_looked_at() -> None:
    story = begun().commit("second", put={DECISION: "x"}).commit("third", drop=[ANSWER])
    assert named(story, "second") == [(ANSWER, "removed", "third")]
    story = begun().commit("second", put={MEETING: "x"})
    assert named(story, "first") == [(MEETING, "edited", "second")]


def test_since_a_commit_what_is_missing_or_other_without_a_deed_is_named_all_the_same() -> None:
    story = begun().commit("second", put={OTHER_MEETING: "o"})
    past = replace(
        story.past("first"), now={path: n for path, n in MANY.items() if path != SEALED}
        | {DECISION: "x", GUIDELINE: "x"},
    )  # fmt: skip
    assert list(disturbances(past, sorted(past.now))) == [
        Disturbed(SEALED, "removed", A_SEALED_TEXT),
        Disturbed(DECISION, "edited", A_DECISION),
    ]
    done = replace(past, commits=story.commit("third", put={DECISION: "x"}).past("second").commits)
    assert [(each.path, each.commit) for each in disturbances(done, sorted(past.now))] == [
        (DECISION, "third"), (SEALED, ""),
    ]  # fmt: skip


# In merges.


def forked() -> Story:
    """Two lines that each did something of their own."""
    return (
        begun()
        .commit("main", "first", put={GUIDELINE: "g2"})
        .commit("topic", "first", put={OTHER_MEETING: "o"})
    )


def merged(story: Story, put: dict[str, str], *drop: str) -> Story:
    return story.commit("merge", "main", "topic", put={OTHER_MEETING: "o", **put}, drop=drop)


def test_an_honest_merge_disturbs_nothing() -> None:
    story = forked()
    story.commit("topic", "first", put={DECISION: "d", NEXT_VERSION: "n"})
    assert named(merged(story, {NEXT_VERSION: "n"})) == []


@pytest.mark.parametrize("path", [DECISION, ANSWER, SEALED, MEETING])
def test_what_a_merge_changes_or_loses_by_itself_is_named_once(path: str) -> None:
    assert named(merged(forked(), {path: "x"})) == [(path, "edited", "merge")]
    assert named(merged(forked(), {}, path)) == [(path, "removed", "merge")]


def test_what_a_merge_does_beside_its_own_line_is_told_with_how() -> None:
    story = forked().commit("inner", "topic", "main", put={DECISION: "x", GUIDELINE: "g2"})
    story.commit("outer", "main", "inner", put={**story.trees["inner"], DECISION: "d"})
    past = story.past()
    assert Disturbed(DECISION, "edited", A_DECISION, "inner", "1970-01-04", BY_MERGE) in list(
        disturbances(past, sorted(past.now))
    )


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("registry/decisions/suspend--calm--2026-03-01.yaml", A_DECISION),
        ("registry/adoptions/moorside--calm--2026-03-01.yaml", AN_ANSWER),
    ],
)
def test_a_decision_or_an_answer_that_a_merge_made_up_is_named(path: str, what: str) -> None:
    past = merged(forked(), {path: "x", "registry/posts/lead.yaml": "p"}).past()
    assert list(disturbances(past, sorted(past.now))) == [
        Disturbed(path, "put in", what, "merge", "1970-01-04", BY_MERGE)
    ]


# On other lines.


def beside(put: dict[str, str], *drop: str, start: dict[str, str] | None = None) -> Past:
    """A line that did something to what was there, and came in by a merge that has it otherwise."""
    story = Story().commit("first", put=start or MANY).commit("main", "first", put={GUIDELINE: "x"})
    story.commit("topic", "first", put={"registry/posts/lead.yaml": "p", **put}, drop=drop)
    return story.commit("merge", "main", "topic", put={"registry/posts/lead.yaml": "p"}).past()


def unsettled(past: Past) -> list[Disturbed]:
    return list(on_other_lines(past, ()))


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (DECISION, A_DECISION),
        (ANSWER, AN_ANSWER),
        (SEALED, A_SEALED_TEXT),
        (MEETING, A_MEETING),
    ],
)
def test_what_was_changed_on_another_line_is_named_and_proves_nothing(path: str, what: str) -> None:
    past = beside({path: "x"})
    assert unsettled(past) == [Disturbed(path, "edited", what, "topic", "1970-01-03", "")]
    assert unsettled(beside({}, path)) == [
        Disturbed(path, "removed", what, "topic", "1970-01-03", "")
    ]
    assert list(on_other_lines(past, unsettled(past))) == [], "what is named already is not again"


def test_all_that_was_changed_there_is_named() -> None:
    past = beside({DECISION: "x", GUIDELINE: "y", SEALED: "x"}, ANSWER)
    assert {each.path for each in unsettled(past)} == {DECISION, SEALED, ANSWER}
    story = forked().commit("more", "topic", put={DECISION: "x"})
    story.commit("most", "more", put={DECISION: "d", SEALED: "x"})
    past = story.commit("merge", "main", "most", put={OTHER_MEETING: "o"}).past()
    assert [(each.path, each.commit) for each in unsettled(past)] == [
        (DECISION, "more"), (SEALED, "most"), (DECISION, "most"),
    ]  # fmt: skip
    again = list(on_other_lines(past, [Disturbed(DECISION, "edited", A_DECISION)]))
    assert [each.path for each in again] == [SEALED]


def test_what_first_came_on_another_line_disturbs_nothing() -> None:
    assert unsettled(beside({DECISION: "d", SEALED: "s"}, start={MEETING: "m"})) == []
    assert unsettled(beside({NEXT_VERSION: "n"})) == []


def test_a_sealed_text_that_gained_a_file_on_another_line_is_named() -> None:
    more = "registry/_endorsed/calm/1.0/attachments/form.pdf"
    assert [(each.path, each.done) for each in unsettled(beside({more: "f"}))] == [
        (more, "added to")
    ]


def test_the_minutes_of_a_meeting_that_nothing_was_called_after_may_change_there() -> None:
    start = {MEETING: "m", OTHER_MEETING: "o", DECISION: "d"}
    past = beside({MEETING: "x", OTHER_MEETING: "x"}, start=start)
    assert [each.path for each in unsettled(past)] == [MEETING]
    like = "registry/decisions/board-2026-02-05-extra--1.yaml"
    assert unsettled(beside({OTHER_MEETING: "x"}, start={OTHER_MEETING: "o", like: "d"})) == []


# What is gone without a deed.


def test_what_was_there_once_and_is_not_here_is_lost() -> None:
    story = begun()
    past = replace(story.past(), now={GUIDELINE: "g", MEETING: "m"})
    assert list(disturbances(past, sorted(past.now))) == [
        Disturbed(SEALED, "lost", A_SEALED_TEXT),
        Disturbed(ANSWER, "lost", AN_ANSWER),
        Disturbed(DECISION, "lost", A_DECISION),
    ]
    later = replace(story.commit("second", drop=MANY).past("first"), commits=())
    assert {each.done for each in disturbances(later, ())} == {"removed"}, "named as that already"


def test_what_is_lost_and_is_named_already_is_not_named_again() -> None:
    assert named(begun().commit("second", drop=[DECISION])) == [(DECISION, "removed", "second")]
    story = forked().commit("more", "topic", put={DECISION: "x"}, drop=[DECISION])
    past = story.commit("merge", "main", "more", put={OTHER_MEETING: "o"}, drop=[DECISION]).past()
    assert [each.done for each in disturbances(past, sorted(past.now))] == ["removed"]
    past = replace(beside({}, DECISION), merges=(), now={})
    assert DECISION not in {each.path for each in disturbances(past, ())}
