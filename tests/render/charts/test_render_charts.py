"""Charts: what nobody knows is an outline and never nothing, and the words say all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from handbook.render import Stamp
from handbook.render.charts.bars import bars_chart
from handbook.render.charts.grid import grid_chart
from handbook.render.charts.outlines import flat_map, map_chart, middle_of
from handbook.render.charts.parts import ChartProblem
from handbook.render.charts.placing import PageCharts
from handbook.render.charts.run import run_chart
from handbook.render.charts.run_line import scale_of
from handbook.render.charts.signals import signals
from handbook.render.charts.spans import spans_chart
from handbook.render.fallback import safe_pages
from handbook.render.gathering import gather
from handbook.render.markdown.templating import TemplateProblem
from handbook.render.markdown.writing import Md
from handbook.render.tallying.sums import KnownTotal

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render.context import Context

STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
LOW, HIGH = (40, 42, 39, 41, 38, 40, 39, 41), (55, 57, 58, 56, 60, 61, 59, 63)


@pytest.fixture
def context(toy: Toy) -> Context:
    return gather(toy.assessment(), STAMP, (), {}, (), {}, {})


def rows(chart: Any) -> list[list[str]]:
    return [
        [" ".join(piece["text"] for piece in cell["pieces"]) for cell in row]
        for row in chart["table"]["rows"]
    ]


def kinds(shapes: list[dict[str, str]]) -> list[str]:
    return [shape["kind"] for shape in shapes]


def strip(chart: Any, row: int, column: int) -> list[dict[str, str]]:
    shapes: list[dict[str, str]] = chart["table"]["rows"][row][column].get("shapes", [])
    return shapes


def quarters(values: Any) -> list[list[Any]]:
    return [[f"{2023 + at // 4}-Q{at % 4 + 1}", value] for at, value in enumerate(values)]


def decimals(values: Any) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


class TestWhatARunChartMaySay:
    def test_with_few_values_nothing_is_said_of_chance(self) -> None:
        assert signals(decimals((1, 2, 3, 4))).median is None
        held = signals(decimals((1, 2, 3, 4, 5, 6, 7, 8, 9)))
        assert held.median == Decimal(5)
        assert not held.judged
        assert (held.runs, held.few) == ((), False)

    def test_a_run_longer_than_chance_explains_is_marked(self) -> None:
        held = signals(decimals((*LOW, *LOW, *HIGH, *HIGH)))
        assert (held.useful, held.limit, held.longest) == (32, 8, 16)
        assert held.runs == (tuple(range(16)), tuple(range(16, 32)))
        assert held.few

    def test_a_run_as_long_as_chance_explains_is_not(self) -> None:
        held = signals(decimals((*LOW[:6], *HIGH[:6])))
        assert (held.useful, held.longest, held.limit) == (12, 6, 7)
        assert held.runs == ()

    def test_values_on_the_median_neither_end_a_run_nor_count(self) -> None:
        held = signals(decimals((1, 1, 1, 1, 1, 5, 1, 9, 9, 9, 9, 9, 9)))
        assert held.median == Decimal(5)
        assert held.useful == 12
        assert (held.longest, held.crossings) == (6, 1)

    def test_a_missing_value_ends_a_run_and_crossings_are_not_counted(self) -> None:
        whole = decimals((*LOW, *LOW, *HIGH, *HIGH))
        held = signals([*whole[:8], None, *whole[8:24], None, *whole[24:]])
        assert held.longest == 8
        assert held.runs == ()
        assert (held.crossings, held.few) == (None, False)

    @pytest.mark.parametrize(("useful", "least"), [(10, 2), (12, 3), (20, 6), (30, 10)])
    def test_the_fewest_crossings_are_those_of_the_paper(self, useful: int, least: int) -> None:
        values = [n % 2 for n in range(useful)]
        assert signals(decimals(values)).least == least

    def test_what_goes_up_and_down_every_time_is_no_signal_here(self) -> None:
        held = signals(decimals((0, 1) * 10))
        assert (held.runs, held.few, held.crossings) == ((), False, 19)


class TestARunChart:
    def test_a_period_that_is_not_there_is_a_gap_with_an_outline_and_never_nothing(self) -> None:
        chart = run_chart("Plans", [["2026-07", 5], ["2026-10", "6.5"]], unit="plans")
        assert rows(chart) == [
            ["October 2026", "6.5 plans", ""],
            ["September 2026", "Not known", "no value is recorded"],
            ["August 2026", "Not known", "no value is recorded"],
            ["July 2026", "5 plans", ""],
        ]
        assert kinds(chart["drawing"]["shapes"]) == ["unheard", "unheard", "dot", "dot"]
        assert ("unheard", "Not known") in {(k["kind"], k["label"]) for k in chart["key"]}
        (missing,) = (line for line in chart["lines"] if line.startswith("Not known"))
        assert "August 2026 (no value is recorded) and September 2026" in missing

    def test_why_a_value_is_missing_is_said(self) -> None:
        chart = run_chart("Plans", [["2026-07", 5], ["2026-08", None, "fewer than five"]])
        assert rows(chart)[0] == ["August 2026", "Not known", "fewer than five"]

    def test_many_missing_values_are_counted_and_all_stand_in_the_table(self) -> None:
        chart = run_chart("Plans", [["2026-01", 5], ["2026-06", 6]])
        assert "Not known for 4 of 6 periods (no value is recorded)." in chart["lines"]
        assert [row[1] for row in rows(chart)].count("Not known") == 4

    def test_the_line_is_broken_at_a_gap(self) -> None:
        chart = run_chart("Plans", quarters((1, 2, None, 3, 4)))
        lines = [s["d"] for s in chart["drawing"]["shapes"] if s["kind"] == "line"]
        assert len(lines) == 2

    def test_a_shift_is_marked_in_the_drawing_in_words_and_in_the_table(self) -> None:
        chart = run_chart("Plans", quarters((*LOW, *LOW, *HIGH, *HIGH)))
        assert kinds(chart["drawing"]["shapes"]).count("signal") == 32
        (change,) = chart["care"]
        assert change["label"] == "A change"
        assert "16 values in a row above the median, from January to March 2027" in change["text"]
        assert any("Anhøj and Olesen" in line for line in chart["lines"])
        assert sum(row[2].startswith("Part of a run") for row in rows(chart)) == 32

    def test_too_few_values_are_said_to_be_too_few(self) -> None:
        chart = run_chart("Plans", quarters((1, 2, 3, 4, 5)))
        assert chart["care"] == []
        assert "Median: 3. Too few values to tell a change from chance." in chart["lines"]
        chart = run_chart("Plans", quarters((1, 2)))
        assert any("no median is drawn" in line for line in chart["lines"])
        assert "median" not in kinds(chart["drawing"]["shapes"])

    def test_definitions_that_differ_are_said_first(self) -> None:
        chart = run_chart("Plans", quarters((1, 2)), differs="Counted in another way.")
        assert chart["care"][0] == {
            "label": "Definitions differ",
            "text": "Counted in another way.",
        }

    @pytest.mark.parametrize(
        ("points", "why"),
        [
            ([], "no value has been recorded yet"),
            ([["2026-07", 1], ["2026", 2]], "periods of different lengths"),
            ([["2026-07", 1], ["2026-07", 2]], "two values are recorded for July 2026"),
        ],
    )
    def test_what_makes_no_line_is_said_and_not_drawn(self, points: Any, why: str) -> None:
        assert why in run_chart("Plans", points)

    def test_without_any_value_all_of_it_is_an_outline(self) -> None:
        chart = run_chart("Plans", [["2026-07", None], ["2026-08", None]])
        assert kinds(chart["drawing"]["shapes"]) == ["unheard", "unheard"]
        assert rows(chart)[0][1] == "Not known"

    @pytest.mark.parametrize(
        ("values", "scale"),
        [
            ((5, 1), ("0", "5")),
            ((5, 5), ("0", "5")),
            ((63, 34, 70), ("0", "70")),
            ((63, 42), ("30", "70")),
            ((0, 0), ("0", "1")),
            ((), ("0", "1")),
            (("99.5", "98.5"), ("98", "100")),
        ],
    )
    def test_a_scale_begins_at_nought_unless_the_line_were_flat(
        self, values: Any, scale: tuple[str, str]
    ) -> None:
        made = scale_of([Decimal(value) for value in values])
        assert (made.foot, made.top) == (Decimal(scale[0]), Decimal(scale[1]))

    def test_a_scale_that_does_not_begin_at_nought_is_said(self) -> None:
        assert (
            "The drawing begins at 30, not at nought."
            in run_chart("P", quarters((63, 42)))["lines"]
        )
        assert not any("nought" in line for line in run_chart("P", quarters((63, 2)))["lines"])

    @pytest.mark.parametrize("period", ["", None, "July", "2026-13", 2026])
    def test_what_is_no_period_is_refused(self, period: Any) -> None:
        with pytest.raises(ChartProblem):
            run_chart("Plans", [[period, 1]])


class TestBars:
    def test_what_is_not_known_is_an_outline_and_named(self, context: Context) -> None:
        part = KnownTotal(Decimal(50), 1, 1)
        given = [["lead", 100], ["Rooms", None, "nobody asked"], ["Travel", part], ["Tea", 0]]
        chart: Any = bars_chart(context, "Costs", given, unit="£")
        assert rows(chart) == [
            ["Lead nurse", "£100", ""],
            ["Rooms", "Not known", "nobody asked"],
            ["Travel", "£50; not known for 1 of 2", ""],
            ["Tea", "£0", ""],
        ]
        assert [kinds(strip(chart, at, 1)) for at in range(4)] == [
            ["bar"],
            ["unheard"],
            ["bar", "unheard"],
            [],
        ]
        assert chart["table"]["rows"][0][0]["pieces"][0]["href"] == "posts/lead/"
        assert [key["kind"] for key in chart["key"]] == ["bar", "unheard"]

    def test_bars_are_to_one_scale_from_nought(self, context: Context) -> None:
        chart: Any = bars_chart(context, "Costs", [["A", 40], ["B", 10]])
        assert [strip(chart, at, 1)[0]["width"] for at in (0, 1)] == ["100.00", "25.00"]
        assert chart["key"] == []

    def test_a_unit_stands_behind_the_amount_and_not_behind_what_is_not_known(
        self, context: Context
    ) -> None:
        some = [
            ["A", KnownTotal(Decimal("0.6"), 1, 2)],
            ["B", KnownTotal(Decimal(0), 0, 2)],
            ["C", "1.5"],
        ]
        chart: Any = bars_chart(context, "Posts", some, unit="whole-time")
        assert [row[1] for row in rows(chart)] == [
            "0.6 whole-time; not known for 2 of 3",
            "Not known",
            "1.5 whole-time",
        ]

    def test_of_nothing_there_is_no_chart(self, context: Context) -> None:
        assert bars_chart(context, "Costs", []) == "nothing has been recorded yet"


class TestSpans:
    def test_a_day_that_is_not_known_leaves_the_bar_open(self, context: Context) -> None:
        given = [
            ["lead", "2026-01-01", "2027-03-31"],
            ["safety", "2026-01-01", None, "asked"],
            ["Later", "2027-01-01", None],
            ["Ended", None, "2026-06-30"],
            ["Runs out", None, "2027-06-30"],
            ["Nothing", None, None],
        ]
        chart: Any = spans_chart(context, "Posts", given)
        assert rows(chart)[1] == ["Safety", "1 January 2026", "Not known", "asked"]
        assert [kinds(strip(chart, at, 2)) for at in range(6)] == [
            ["bar", "today"],
            ["bar", "unheard", "today"],
            ["unheard", "today"],
            ["unheard", "today"],
            ["unheard", "bar", "today"],
            ["unheard", "today"],
        ]
        until = chart["table"]["rows"][0][2]["pieces"][0]
        assert until["until"] == "2027-03-31"

    def test_shapes_stay_in_their_box(self, context: Context) -> None:
        chart: Any = spans_chart(context, "Posts", [["A", "2020-01-01", "2020-01-01"]])
        for shape in strip(chart, 0, 2):
            assert 0 <= float(shape["x"]) <= float(shape["x"]) + float(shape["width"]) <= 100.5

    def test_where_nobody_says_since_when_only_ends_are_told(self, context: Context) -> None:
        given = [["A", None, "2027-03-31"], ["B", None, "2026-01-31"], ["C", None, None]]
        chart: Any = spans_chart(context, "Posts", given)
        assert chart["table"]["columns"] == ["What", "Until", "Note"]
        assert [kinds(strip(chart, at, 1)) for at in range(3)] == [
            ["bar", "today"],
            ["today"],
            ["unheard", "today"],
        ]

    def test_what_is_no_day_is_refused(self, context: Context) -> None:
        with pytest.raises(ChartProblem, match="no day"):
            spans_chart(context, "Posts", [["A", "soon", None]])


class TestAGrid:
    def test_every_cell_says_in_words_how_it_stands(self, context: Context) -> None:
        cells = ["yes", ["part", "By phone"], "no", None]
        chart: Any = grid_chart(context, "Cover", ["a", "b", "c", "d", "e"], [["lead", cells]])
        assert rows(chart) == [["Lead nurse", "Yes", "By phone", "No", "Not known", "Not known"]]
        states = [cell.get("state") for cell in chart["table"]["rows"][0][1:]]
        assert states == ["yes", "part", "no", "gap", "gap"]
        assert chart["table"]["folded"] is False

    @pytest.mark.parametrize("cells", [["perhaps"], "yes", ["yes", "yes"], [["maybe", "Words"]]])
    def test_a_cell_of_another_state_or_too_many_are_refused(
        self, context: Context, cells: Any
    ) -> None:
        with pytest.raises(ChartProblem):
            grid_chart(context, "Cover", ["a"], [["lead", cells]])


SQUARE = ((0.0, 54.0), (1.0, 54.0), (1.0, 55.0), (0.0, 55.0), (0.0, 54.0))
HOLE = ((0.4, 54.4), (0.6, 54.4), (0.6, 54.6), (0.4, 54.6), (0.4, 54.4))


def outlined(context: Context, **outlines: Any) -> Context:
    """The context with outlines for some records, as a record with a file beside it has one."""
    records: dict[str, Any] = dict(context.registry.records)
    for name, polygons in outlines.items():
        known = {"id": name, "type": "post", "outline": SimpleNamespace(polygons=polygons)}
        records[name] = SimpleNamespace(**known)
    registry = SimpleNamespace(records=records)
    places = context.places
    assessment = SimpleNamespace(registry=registry, today=context.assessment.today)
    made: Any = SimpleNamespace(
        registry=registry, places=places, quarantined={}, assessment=assessment, label=context.label
    )
    return made


class TestAMap:
    def test_areas_are_drawn_with_their_holes_and_told_by_number(self, context: Context) -> None:
        made = outlined(context, lead=((SQUARE, HOLE),))
        given = [["lead", "Nobody at night", "no"], ["safety"]]
        chart: Any = map_chart(made, "Areas", given, places=[["Fellgate", "0.2", "54.2"]])
        shapes = chart["drawing"]["shapes"]
        assert kinds(shapes) == ["area-no", "number", "name", "place", "place-name"]
        assert shapes[0]["d"].count("M") == shapes[0]["d"].count("Z") == 2
        assert rows(chart) == [["1", "Lead nurse", "Nobody at night"], ["2", "Safety", ""]]
        assert chart["lines"] == ["No outline is known of: Safety."]

    def test_of_a_record_that_cannot_be_shown_nothing_is_drawn(self, context: Context) -> None:
        made = outlined(context, lead=((SQUARE,),))
        made.quarantined["lead"] = "broken"  # type: ignore[index]
        chart: Any = map_chart(made, "Areas", [["lead"]])
        assert chart["drawing"] is None
        assert chart["lines"] == ["No outline is known of any area."]

    def test_a_neighbour_is_drawn_without_a_number(self, context: Context) -> None:
        away = tuple((x + 1, y) for x, y in SQUARE)
        made = outlined(context, lead=((SQUARE,),), safety=((away,),))
        chart: Any = map_chart(made, "Areas", [["lead"]], neighbours=["safety"])
        assert kinds(chart["drawing"]["shapes"])[0] == "around"
        assert len(chart["table"]["rows"]) == 1

    def test_north_is_up_and_a_degree_is_as_long_as_it_is_there(self) -> None:
        flat = flat_map(SQUARE)
        (left, foot), (right, _), (_, top) = (flat.place(SQUARE[at]) for at in (0, 1, 2))
        assert top < foot
        assert (right - left) / (foot - top) == pytest.approx(0.58, abs=0.01)
        assert max(foot, flat.height) <= 90

    def test_the_number_stands_within_the_area_also_of_one_that_is_bent(self) -> None:
        bent = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (9.0, 10.0), (9.0, 1.0), (0.0, 1.0)]
        (x, y), room = middle_of(bent)
        assert 9 <= x <= 10
        assert 0 <= y <= 10
        assert room == pytest.approx(1.0)

    def test_a_state_that_is_none_is_refused(self, context: Context) -> None:
        with pytest.raises(ChartProblem, match="no state"):
            map_chart(context, "Areas", [["lead", "", "green"]])


class TestChartsOnAPage:
    def ask(self, context: Context, **given: Any) -> tuple[PageCharts, Md]:
        charts = PageCharts(context)
        return charts, charts.questions()["chart_bars"]("Costs", given.get("rows", [["A", 1]]))

    def test_each_stands_where_the_template_says(self, context: Context) -> None:
        charts, place = self.ask(context)
        text = Md(f"Before.\n\n{place}\n\nAfter.")
        assert charts.checked("x", text) is text
        assert len(charts.drawn) == 1

    @pytest.mark.parametrize(
        "around",
        [
            "* {}",
            "{0}\n\n{0}",
            "> {}",
            "No chart.",
            "| a |\n| --- |\n| {} |",
            "1\n{{: .hb-chart-here }}",
        ],
    )
    def test_in_a_list_twice_or_not_at_all_is_refused(self, context: Context, around: str) -> None:
        charts, place = self.ask(context)
        inner = place.strip().replace("\n", "\n  ") if around != "{0}\n\n{0}" else place
        if around.startswith("1"):
            charts.drawn.clear()
        with pytest.raises(TemplateProblem, match="must place each chart once"):
            charts.checked("x", Md(around.format(inner)))

    def test_one_that_cannot_be_drawn_says_so_in_its_place(self, context: Context) -> None:
        charts, place = self.ask(context, rows=[])
        assert place == ("**Not known**{ .hb-tag .hb-care } Costs: nothing has been recorded yet.")
        assert charts.drawn == []

    def test_links_and_tags_of_a_template_are_refused(self, context: Context) -> None:
        with pytest.raises(ChartProblem, match="plain words and ids"):
            bars_chart(context, Md("[Costs](x)"), [["A", 1]])

    def test_a_document_with_a_badge_has_none(self, toy: Toy) -> None:
        assessment = toy.assessment()
        types = dict(assessment.registry.types)
        page = '{{ text }}\n{{ chart_bars("Costs", [["A", 1]]) }}\n'
        types["guideline"] = replace(types["guideline"], template=page)
        context = gather(
            replace(assessment, registry=replace(assessment.registry, types=types)),
            STAMP, (), {}, (), {}, {},
        )  # fmt: skip
        made = safe_pages(context, context.registry.records["rapid"])
        assert made.fault is not None
        assert "chart_bars" in made.fault.why
