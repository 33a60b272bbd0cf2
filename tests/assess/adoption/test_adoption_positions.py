"""Adoption is what organisations say, one by one; the network's endorsement is none of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from answering import DOCUMENT, answer, endorse, meeting, new_text
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess import assess
from handbook.assess.adoption.model import Adoption, Answer, Position, Uptake
from handbook.assess.adoption.positions import Member, footing, position
from handbook.assess.adoption.uptake import quarter_ends
from handbook.assess.settings.model import Settings
from handbook.assess.standing.model import Standing
from handbook.assess.words import Local, State
from handbook.history import NO_HISTORY

TODAY = date(2026, 11, 23)


def adoption(files: Any, as_at: date | None = None) -> Adoption:
    return assess(files.registry(), NO_HISTORY, TODAY, as_at).adoption


def of(files: Any, who: str = "hospice", as_at: date | None = None) -> Position:
    return adoption(files, as_at).positions[who, DOCUMENT]


def test_a_text_that_nobody_ever_endorsed_is_adopted_by_nobody(files: Any) -> None:
    """Fails if only documents with a sealed text, or with an answer that counts, are looked at."""
    post = {"id": "hospital-lead", "title": "Hospital lead", "organisation": "hospital"}
    files.put("posts/hospital-lead.yaml", post)
    answer(files, "2026-07-01", organisation="hospital")
    assert of(files, "hospital").local is Local.UNKNOWN


class TestSilence:
    def test_an_endorsement_adopts_nothing_for_anybody(self, members: Any) -> None:
        found = adoption(members)
        assert {p.local for p in found.positions.values()} == {Local.NOT_RECORDED}
        assert not any(p.in_use or p.up_to_date for p in found.positions.values())

    def test_is_asked_of_hubs_and_spokes_and_not_of_partners(self, members: Any) -> None:
        assert adoption(members).organisations == ("hospice", "hospital")

    def test_is_asked_of_whom_the_settings_name_for_a_document(self, members: Any) -> None:
        asked = [{"documents": [DOCUMENT], "organisations": ["council"]}]
        members.change("network.yaml", settings={"adoption": {"asked": asked}})
        assert adoption(members).organisations == ("council",)

    def test_is_not_asked_before_joining_nor_after_leaving(self, members: Any) -> None:
        for field, day in (("joined", "2026-11-24"), ("left", "2026-11-23")):
            hospice = {"id": "hospice", "title": "Hospice", "kind": "charity", "role": "spoke"}
            members.put("organisations/hospice.yaml", {**hospice, field: day})
            assert adoption(members).organisations == ("hospital",), field

    def test_is_outstanding_until_the_day_that_the_network_set(self, members: Any) -> None:
        assert (of(members).outstanding, of(members).due) == (True, None)
        members.change("network.yaml", settings={"adoption": {"answer-within-days": 90}})
        assert of(members).due == date(2026, 3, 11) + timedelta(days=90)

    def test_of_one_who_joined_later_is_due_later(self, members: Any) -> None:
        members.change("network.yaml", settings={"adoption": {"answer-within-days": 90}})
        members.put(
            "organisations/hospice.yaml",
            {
                "id": "hospice", "title": "Hospice", "kind": "charity",
                "role": "spoke", "joined": "2026-10-01",
            },
        )  # fmt: skip
        assert of(members).due == date(2026, 10, 1) + timedelta(days=90)

    def test_is_not_chased_where_nothing_is_in_force(self, members: Any) -> None:
        members.decide(
            "withdraw", id="board-2026-06-10--2", meeting="board-2026-06-10", item=2,
            entry={"exit": "withdrawn", "no-replacement": True}, reason="Old.",
        )  # fmt: skip
        assert adoption(members).positions == {}


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("said", "local"),
        [
            ("adopted", Local.ADOPTED),
            ("adapted", Local.ADAPTED),
            ("declined", Local.DECLINED),
            ("not-applicable", Local.NOT_APPLICABLE),
            ("retracted", Local.NOT_RECORDED),
        ],
    )
    def test_says_what_it_says(self, members: Any, said: str, local: Local) -> None:
        answer(members, "2026-04-01", said)
        found = of(members)
        assert found.local is local
        assert found.outstanding == (local is Local.NOT_RECORDED)
        assert found.in_use == (said in ("adopted", "adapted"))

    def test_speaks_for_nobody_else(self, members: Any) -> None:
        answer(members, "2026-04-01")
        assert of(members, "hospital").local is Local.NOT_RECORDED

    def test_holds_from_its_day_and_until_the_next(self, members: Any) -> None:
        answer(members, "2026-04-01")
        answer(members, "2026-05-01", "declined")
        seen = [of(members, as_at=date(2026, month, 1)).local for month in (4, 5)]
        assert adoption(members, date(2026, 2, 1)).positions.keys() == set()
        assert of(members, as_at=date(2026, 3, 31)).local is Local.NOT_RECORDED
        assert seen == [Local.ADOPTED, Local.DECLINED]

    def test_of_a_partner_who_is_not_asked_counts_too(self, members: Any) -> None:
        answer(members, "2026-04-01", organisation="council")
        found = of(members, "council")
        assert (found.local, found.intended, found.outstanding) == (Local.ADOPTED, False, False)


class TestANewerVersion:
    def test_leaves_an_answer_behind(self, members: Any) -> None:
        answer(members, "2026-04-01")
        new_text(members)
        endorse(members, "2026-06-10", "2.0")
        found = of(members)
        assert (found.behind, found.up_to_date, found.outstanding) == (True, False, True)
        assert found.answer
        assert found.answer.version == "1.0"
        assert not of(members, as_at=date(2026, 6, 9)).behind

    def test_that_takes_effect_later_is_answered_from_that_day(self, members: Any) -> None:
        answer(members, "2026-04-01")
        new_text(members)
        endorse(members, "2026-06-10", "2.0", effective="2026-12-01")
        answer(members, "2026-07-01", version="2.0")
        now, then = of(members), of(members, as_at=date(2026, 12, 1))
        assert now.answer
        assert now.coming
        assert (now.answer.version, now.coming.version, now.up_to_date) == ("1.0", "2.0", True)
        assert then.answer
        assert (then.answer.version, then.behind) == ("2.0", False)

    def test_that_is_declined_does_not_say_that_the_older_one_is_gone(self, members: Any) -> None:
        answer(members, "2026-04-01")
        new_text(members)
        endorse(members, "2026-06-10", "2.0")
        answer(members, "2026-07-01", "declined", version="2.0")
        found = of(members)
        assert (found.local, found.in_use) == (Local.DECLINED, False)
        assert found.earlier
        assert found.earlier.version == "1.0"

    def test_a_text_declined_after_it_was_adopted_is_gone(self, members: Any) -> None:
        answer(members, "2026-04-01")
        answer(members, "2026-05-01", "declined")
        assert of(members).earlier is None

    @pytest.mark.parametrize("named", ["1.0", "2.0"])
    def test_taken_back_before_it_takes_effect_is_never_adopted(
        self, members: Any, named: str
    ) -> None:
        new_text(members)
        endorse(members, "2026-06-10", "2.0", effective="2026-10-01")
        answer(members, "2026-07-01", version="2.0")
        answer(members, "2026-08-01", "retracted", version=named)
        for day in (date(2026, 8, 1), date(2026, 10, 1), TODAY):
            found = of(members, as_at=day)
            assert (found.local, found.coming, found.in_use) == (Local.NOT_RECORDED, None, False)
        answer(members, "2026-11-01", version="2.0")
        assert of(members).up_to_date

    def test_an_answer_taken_back_leaves_the_text_lying_about(self, members: Any) -> None:
        answer(members, "2026-04-01")
        answer(members, "2026-05-01", "retracted")
        found = of(members)
        assert (found.local, found.outstanding) == (Local.NOT_RECORDED, True)
        assert found.earlier


class TestATextThatTheNetworkNoLongerStandsBehind:
    @pytest.mark.parametrize("kind", ["withdraw", "suspend"])
    def test_is_marked_where_it_is_used(self, members: Any, kind: str) -> None:
        answer(members, "2026-04-01")
        answer(members, "2026-04-01", "declined", organisation="hospital")
        entry = {"exit": "withdrawn", "no-replacement": True} if kind == "withdraw" else {}
        members.decide(
            kind, id="board-2026-06-10--2", meeting="board-2026-06-10", item=2,
            entry=entry, reason="Unsafe.",
        )  # fmt: skip
        assert of(members).unsupported
        assert not of(members).up_to_date
        assert not of(members, "hospital").unsupported

    def test_is_marked_where_its_standing_cannot_be_told(self, members: Any) -> None:
        answer(members, "2026-04-01")
        members["registry/decisions/board-2026-06-10--3.yaml"] = b"kind: withd"
        assert of(members).unsupported

    def test_a_text_published_in_error_is_worse_than_an_older_one(self, members: Any) -> None:
        answer(members, "2026-04-01")
        meeting(members, "2026-07-08")
        members.decide(
            "withdraw", id="board-2026-06-10--2", meeting="board-2026-06-10", item=2,
            entry={"exit": "published-in-error", "no-replacement": True}, reason="Wrong text.",
        )  # fmt: skip
        new_text(members)
        endorse(members, "2026-07-08", "2.0", "", "board-2026-06-10--2")
        found = of(members)
        assert (found.behind, found.unsupported) == (True, True)


class TestWhatCannotBeBelieved:
    """I8: what cannot be read or believed is never taken for the answer it replaced."""

    FAULTS = (
        ("name", {"id": "hospice--going-home--2026-05-02"}),
        ("version", {"version": "7.0"}),
        ("date", {"date": "2026-02-01", "id": "hospice--going-home--2026-02-01"}),
        ("date", {"date": "2027-02-01", "id": "hospice--going-home--2027-02-01"}),
        ("post", {"by": "hospital-lead"}),
        ("post", {"by": "empty-chair"}),
        ("corrects", {"corrects": "hospice--going-home--2026-05-01"}),
        ("reference", {"by": "nobody"}),
        ("reference", {"corrects": "hospice--going-home--2020-01-01"}),
    )

    @pytest.mark.parametrize(("ground", "wrong"), FAULTS)
    def test_i8_a_faulty_answer_makes_its_pair_unknown(
        self, members: Any, ground: str, wrong: dict[str, str]
    ) -> None:
        """Without the doubt in ``read_answers`` this reads "adopted", the answer before it."""
        answer(members, "2026-04-01")
        name = answer(members, "2026-05-01", "declined", **wrong)
        found = adoption(members)
        assert [(f.record, f.ground) for f in found.faults] == [(name, ground)]
        assert found.positions["hospice", DOCUMENT].local is Local.UNKNOWN
        assert found.positions["hospice", DOCUMENT].answer is None
        assert name in found.positions["hospice", DOCUMENT].why[0]
        assert found.positions["hospital", DOCUMENT].local is Local.NOT_RECORDED

    def test_a_post_answers_until_the_day_before_it_fell_vacant(self, members: Any) -> None:
        answer(members, "2026-04-30", by="empty-chair")
        assert of(members).local is Local.ADOPTED

    def test_i8_an_answer_that_cannot_be_read_makes_its_pair_unknown(self, members: Any) -> None:
        answer(members, "2026-04-01")
        members["registry/adoptions/hospice--going-home--2026-05-01.yaml"] = b"answer: [decl"
        found = adoption(members)
        assert found.positions["hospice", DOCUMENT].local is Local.UNKNOWN
        assert found.positions["hospital", DOCUMENT].local is Local.NOT_RECORDED

    @pytest.mark.parametrize(
        "spoilt",
        [
            b"answer: [decl",
            b"corrects: x\ncorrects: y\n",
            b"Corrects: hospice--going-home--2026-04-01\n",
            b"corrects: [hospice--going-home--2026-04-01]\n",
        ],
    )
    def test_i8_a_correction_that_cannot_be_read_may_correct_any_answer_of_its_organisation(
        self, members: Any, spoilt: bytes
    ) -> None:
        """Fails if ``doubt`` keeps to the document that the file is called after."""
        answer(members, "2026-04-01")
        members["registry/adoptions/hospice--coming-back--2026-05-01.yaml"] = spoilt
        assert of(members).local is Local.UNKNOWN
        assert of(members, "hospital").local is Local.NOT_RECORDED

    def test_i8_so_may_one_that_names_an_answer_that_is_not_there(self, members: Any) -> None:
        answer(members, "2026-04-01")
        name = "hospice--coming-back--2026-05-01"
        lost = {"document": "coming-back", "corrects": "hospice--going-home--2026-04-02"}
        answer(members, "2026-05-01", id=name, **lost)
        assert of(members).local is Local.UNKNOWN

    def test_i8_an_answer_that_nobody_can_place_makes_every_pair_unknown(
        self, members: Any
    ) -> None:
        answer(members, "2026-04-01")
        members["registry/adoptions/something.yaml"] = b"answer: [decl"
        found = adoption(members)
        assert {p.local for p in found.positions.values()} == {Local.UNKNOWN}

    def test_i8_a_mistyped_organisation_throws_doubt_on_all_of_them(self, members: Any) -> None:
        answer(members, "2026-04-01", organisation="hospital")
        answer(members, "2026-05-01", "declined", organisation="hosptial", by="hospital-lead")
        assert of(members, "hospital").local is Local.UNKNOWN

    def test_i8_an_organisation_that_cannot_be_read_is_still_asked(self, members: Any) -> None:
        answer(members, "2026-04-01")
        members["registry/organisations/hospice.yaml"] = b"id: hospice\nkind: shop\n"
        found = of(members)
        assert (found.local, found.outstanding) == (Local.UNKNOWN, True)

    def test_i8_a_document_that_cannot_be_read_is_adopted_by_nobody(self, members: Any) -> None:
        answer(members, "2026-04-01")
        members["registry/guidelines/going-home.md"] = b"---\nid: going-home\n"
        assert of(members).local is Local.UNKNOWN


class TestAnAnswerEnteredInError:
    def test_never_counts_on_any_day(self, members: Any) -> None:
        wrong = answer(members, "2026-05-01")
        answer(members, "2026-04-01", "declined", corrects=wrong)
        assert of(members).local is Local.DECLINED
        assert of(members, as_at=date(2026, 3, 20)).local is Local.NOT_RECORDED
        assert adoption(members).corrected == {wrong: "hospice--going-home--2026-04-01"}

    def test_may_have_been_wrong_in_any_way(self, members: Any) -> None:
        wrong = answer(members, "2026-05-01", version="7.0")
        answer(members, "2026-04-01", corrects=wrong)
        assert adoption(members).faults == ()
        assert of(members).local is Local.ADOPTED

    def test_may_be_corrected_on_its_own_day(self, members: Any) -> None:
        wrong = answer(members, "2026-05-01")
        answer(members, "2026-05-01", "declined", corrects=wrong, id=f"{wrong}--2")
        assert adoption(members).faults == ()
        assert of(members).local is Local.DECLINED
        assert of(members, as_at=date(2026, 5, 1)).local is Local.DECLINED

    def test_is_not_corrected_by_somebody_else(self, members: Any) -> None:
        wrong = answer(members, "2026-05-01")
        answer(members, "2026-05-02", organisation="hospital", corrects=wrong)
        assert of(members, "hospital").local is Local.UNKNOWN
        assert of(members).local is Local.UNKNOWN

    def test_is_corrected_once(self, members: Any) -> None:
        wrong = answer(members, "2026-05-01")
        answer(members, "2026-05-02", corrects=wrong)
        answer(members, "2026-05-03", "declined", corrects=wrong)
        assert {f.ground for f in adoption(members).faults} == {"corrects"}
        assert of(members).local is Local.UNKNOWN

    def test_two_that_correct_each_other_say_nothing(self, members: Any) -> None:
        first = answer(members, "2026-05-01", corrects="hospice--going-home--2026-05-02")
        answer(members, "2026-05-02", "declined", corrects=first)
        assert of(members).local is Local.UNKNOWN

    def test_a_correction_that_was_wrong_can_be_corrected(self, members: Any) -> None:
        first = answer(members, "2026-05-01")
        second = answer(members, "2026-05-02", "declined", corrects=first)
        answer(members, "2026-05-03", "adapted", corrects=second)
        assert of(members).local is Local.ADAPTED


class TestUptake:
    def test_counts_those_who_use_the_version_in_force(self, members: Any) -> None:
        answer(members, "2026-04-01")
        new_text(members)
        endorse(members, "2026-06-10", "2.0")
        answer(members, "2026-07-01", "not-applicable", organisation="hospital", version="2.0")
        answer(members, "2026-08-01", version="2.0")
        points = adoption(members).uptake[DOCUMENT]
        told = [(p.day, p.version, p.current, p.behind, p.of) for p in points]
        assert told == [
            (date(2026, 3, 31), "1.0", 0, 0, 2),
            (date(2026, 6, 30), "2.0", 0, 1, 2),
            (date(2026, 9, 30), "2.0", 1, 0, 1),
            (TODAY, "2.0", 1, 0, 1),
        ]

    @pytest.mark.parametrize("said", ["not-applicable", "declined"])
    def test_carries_no_word_on_an_older_version_forward(self, members: Any, said: str) -> None:
        answer(members, "2026-04-01", said, organisation="hospital")
        new_text(members)
        endorse(members, "2026-06-10", "2.0")
        last = adoption(members).uptake[DOCUMENT][-1]
        assert (last.of, last.not_recorded, last.not_applicable, last.declined) == (2, 2, 0, 0)

    @pytest.mark.parametrize(
        ("current", "of", "told"),
        [(0, 0, None), (0, 7, 0), (7, 7, 100), (5, 8, 63), (7, 8, 88), (199, 200, 99), (1, 999, 1)],
    )
    def test_is_told_in_whole_per_cent_and_never_rounded_to_all_or_none(
        self, current: int, of: int, told: int | None
    ) -> None:
        point = Uptake("", TODAY, asked=of + 3, current=current, not_applicable=3)
        assert point.per_cent == told

    def test_of_all_documents_is_the_sum_of_each(self, members: Any) -> None:
        answer(members, "2026-04-01")
        found = adoption(members).uptake
        last = found[""][-1]
        assert (last.asked, last.current, last.not_recorded) == (2, 1, 1)
        assert [p.day for p in found[""]] == [p.day for p in found[DOCUMENT]]

    def test_measures_nothing_while_the_network_does_not_stand_behind_it(
        self, members: Any
    ) -> None:
        answer(members, "2026-04-01")
        members.decide(
            "suspend", id="board-2026-06-10--2", meeting="board-2026-06-10", item=2,
            reason="Unsafe.",
        )  # fmt: skip
        last = adoption(members).uptake[DOCUMENT][-1]
        assert (last.version, last.asked, last.current) == ("", 0, 0)

    def test_silence_and_doubt_are_never_counted_as_use(self, members: Any) -> None:
        answer(members, "2026-04-01", by="hospital-lead")
        last = adoption(members).uptake[DOCUMENT][-1]
        assert (last.current, last.unknown, last.not_recorded, last.of) == (0, 1, 1, 2)

    @given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(0, 2000))
    def test_quarters_end_on_the_last_day_of_every_third_month(self, first: date, n: int) -> None:
        last = first + timedelta(days=min(n, (date.max - first).days))
        ends = list(quarter_ends(first.year, first.month, last))
        assert all(first <= end < last for end in ends)
        days = (first + timedelta(days=i) for i in range((last - first).days))
        assert ends == [
            day
            for day in days
            if day == date.max or ((day + timedelta(days=1)).day == 1 and day.month % 3 == 0)
        ]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SAID = st.lists(
    st.tuples(DAYS, st.sampled_from(list(Local)[:5]), st.sampled_from(["1.0", "2.0"])),
    max_size=6,
    unique_by=lambda one: one[0],
)


@given(said=SAID, day=DAYS, state=st.sampled_from(list(State)))
def test_nothing_but_the_last_word_on_the_text_in_force_counts_as_up_to_date(
    said: list[tuple[date, Local, str]], day: date, state: State
) -> None:
    answers = [
        Answer(str(when), "hospice", DOCUMENT, version, local, when, when, "hospice-lead")
        for when, local, version in sorted(said)
    ]
    stands = footing(Standing(DOCUMENT, state, version="2.0"))
    who = Member("hospice", "childrens-hospice", "hub")
    found = position(who, DOCUMENT, answers, stands, day, Settings())
    by_then = [one for one in sorted(said) if one[0] <= day]
    last = by_then[-1] if by_then else None
    uses = last is not None and last[1] in (Local.ADOPTED, Local.ADAPTED)
    newest = last is not None and last[2] == "2.0"
    assert found.up_to_date == (uses and newest and state is State.IN_FORCE)
    assert found.unsupported == (uses and state is not State.IN_FORCE)
    assert not (found.up_to_date and found.outstanding)
    doubted = position(who, DOCUMENT, answers, stands, day, Settings(), ["no"])
    assert (doubted.local, doubted.in_use, doubted.answer) == (Local.UNKNOWN, False, None)
