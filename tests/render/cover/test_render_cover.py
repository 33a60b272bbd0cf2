"""What pages say of services and cover: the number first, how far to believe it, and every hole."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from tests.render.conftest import STAMP

from handbook.audience.edition import public_edition
from handbook.outputs.making import handbook
from handbook.outputs.spreadsheets.records import WORKED_OUT
from handbook.render.registers.narrowing import FEW
from handbook.render.registers.worked_out import SHOWN
from handbook.types import load_types
from handbook.types.declaring.listing import VALUES
from handbook.types.overviews.reading import load_overviews

if TYPE_CHECKING:
    from conftest import Toy
    from handbook.render import Site

OVERVIEW = "network/services/index.md"
BY_HOUR = "network/cover/index.md"
MOOR = "areas/moor/index.md"
LIST = "services/index.md"
NURSES = "services/nurses/index.md"
BY_DAY = [{"days": ["every-day"], "from": "08:00", "to": "20:00"}]
AT_NIGHT = [{"days": ["every-day"], "from": "20:00", "to": "08:00"}]


def put_service(toy: Toy, name: str = "nurses", **more: Any) -> None:
    data = {
        "id": name, "title": name.capitalize(), "visibility": "public", "organisation": "mill",
        "level": "core", "areas": ["dale"], "needs": ["home-visit"], "hours": BY_DAY,
        "phone": "01632 960 077", "checked": "2026-10-01", "checked-by": "lead",
    }  # fmt: skip
    data |= more
    toy.put(f"services/{name}.yaml", {key: value for key, value in data.items() if value})


@pytest.fixture
def valley(toy: Toy) -> Toy:
    """A toy network with a dale of two areas and nurses who come by day."""
    toy.overviews = load_overviews({}, load_types()[0])[0]
    for name, more in (("dale", {}), ("moor", {"part-of": "dale"}), ("weir", {"part-of": "dale"})):
        said = {"id": name, "title": name.capitalize(), "visibility": "public", **more}
        toy.put(f"areas/{name}.yaml", {**said, "boundary": "As everybody knows."})
    put_service(toy)
    return toy


def lines(site: Site, path: str) -> list[str]:
    """The lines of a page, without what stands in braces."""
    return [line.partition("{:")[0].strip() for line in site.pages[path].markdown.splitlines()]


def test_the_number_stands_before_all_else_and_says_when_it_was_checked(valley: Toy) -> None:
    page = [line for line in lines(valley.site(), NURSES) if line]
    assert page[0] == "**Ring [01632 960 077](tel:01632960077)**"
    assert page[1].startswith("As at the last check, on 1 October 2026 by [Lead nurse]")
    assert 'data-until="2027-10-01"' in valley.site().pages[NURSES].markdown


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"checked": "2024-05-14"}, "**Not checked since 14 May 2024**"),
        ({"checked": None}, "**Never checked.**"),
        ({"phone": None}, "**No number is recorded.**"),
        ({"until": "2026-10-31"}, "**It is no longer there:** its last day was 31 October 2026."),
        ({"from": "2027-01-01"}, "**It is not there yet:** it begins on 1 January 2027."),
    ],
)
def test_what_may_not_be_relied_on_says_so_beside_the_number(
    valley: Toy, more: dict[str, Any], said: str
) -> None:
    put_service(valley, **more)
    page = valley.site().pages[NURSES].markdown
    before, found, _ = page.partition(said)
    assert found
    assert "## " not in before
    if not {"until", "from"} & set(more):
        assert "[01632 960 002](tel:01632960002)" in page.partition("Hours")[0]


def test_the_list_shows_what_was_not_checked_and_finds_by_area_need_and_hour(valley: Toy) -> None:
    put_service(valley, checked="2024-05-14")
    for number in range(FEW):
        put_service(valley, f"carers-{number}", areas=["moor"])
    put_service(valley, "doctors", areas=["weir"], hours=[{"days": ["every-day"], "all-day": True}])
    page = valley.site().pages[LIST]
    assert "**Not checked since 14 May 2024**" in page.markdown
    assert "[01632 960 077](tel:01632960077)" in page.markdown
    narrow = page.meta["handbook"]["narrow"]
    offered = {each["title"]: {v["label"] for v in each["options"]} for each in narrow["filters"]}
    assert offered["Area"] == {"Dale", "Moor", "Weir"}
    assert {"At all hours", "Nights"} <= offered["When"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"until": "2026-10-31"}, "It is no longer there: its last day was 31 October 2026."),
        ({"from": "2027-01-01"}, "It is not there yet: it begins on 1 January 2027."),
        (
            {"until": "2026-10-31", "checked": "2024-05-14"},
            "It is no longer there: its last day was 31 October 2026.",
        ),
    ],
)
def test_whatever_lists_a_number_says_that_nobody_is_there_any_more_or_yet(
    valley: Toy, more: dict[str, Any], said: str
) -> None:
    put_service(valley, **more)
    site = valley.site()
    assert f"**{said}**" in site.pages[LIST].markdown
    assert "01632 960 077" not in site.pages[OVERVIEW].markdown
    assert "01632 960 077" not in site.pages[MOOR].markdown.partition("## Who covers it")[0]
    book = load_workbook(BytesIO(site.assets["spreadsheets/services.xlsx"]))
    assert said in {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}


def test_a_hole_in_the_night_is_told_in_words_with_what_to_do(valley: Toy) -> None:
    valley.put(
        "cover/weir-at-night.yaml",
        {
            "id": "weir-at-night", "title": "The weir at night", "visibility": "public",
            "areas": ["weir"], "needs": ["home-visit"], "hours": AT_NIGHT,
            "instead": "Ring the night line", "checked": "2026-10-01",
        },
    )  # fmt: skip
    page = valley.site().pages[OVERVIEW].markdown
    nights = page.partition("## Where nights are not covered")[2].partition("\n## ")[0]
    assert "[Weir](../../areas/weir/index.md): **nobody**, every day, 22:00 to 08:00" in nights
    assert "[Ring the night line](../../cover/weir-at-night/index.md)" in nights


def test_what_was_not_checked_is_nowhere_called_covered(valley: Toy) -> None:
    put_service(valley, checked="2024-05-14", hours=[{"days": ["every-day"], "all-day": True}])
    pages = valley.site().pages
    nights = pages[OVERVIEW].markdown.partition("## Where nights are not covered")[2]
    nights = nights.partition("\n## ")[0]
    assert "**not checked lately**, every day, 22:00 to 08:00 the next day" in nights
    page = pages[BY_HOUR]
    assert "**Not checked since 14 May 2024**" in page.markdown
    cells = [
        piece["text"]
        for chart in page.meta["handbook"]["charts"]
        for row in chart["table"]["rows"]
        for cell in row
        for piece in cell["pieces"]
    ]
    assert "Covered" not in cells
    assert "Not checked lately" in cells


def test_an_area_says_who_is_there_and_when_nobody_is(valley: Toy) -> None:
    page = valley.site().pages[MOOR].markdown
    ring, _, _ = page.partition("## Who covers it")
    assert "## Whom to ring" in ring
    assert "[01632 960 077](tel:01632960077)" in ring
    assert "[Nurses](../../services/nurses/index.md)" in page
    assert "Every day, 08:00 to 20:00, bank holidays too" in page
    assert "Nobody: every day, 20:00 to 08:00 the next day" in page


def test_what_is_for_members_is_no_absence_in_a_public_edition(valley: Toy) -> None:
    """A service for members alone may be there at night: its silence is no absence."""
    network = valley.files["registry/network.yaml"]
    valley.files["registry/network.yaml"] = network + b"visibility: public\n"
    put_service(valley, "doctors", visibility="members", hours=AT_NIGHT)
    shown = public_edition(valley.assessment(), {}).assessment
    page = handbook(shown, replace(STAMP, public=True)).pages[OVERVIEW].markdown
    assert "**not known**, every day, 22:00 to 08:00 the next day" in page
    assert "**nobody**" not in page
    assert "octors" not in page


def test_cover_by_a_service_for_members_is_not_told_to_the_public_as_nobody(valley: Toy) -> None:
    network = valley.files["registry/network.yaml"]
    valley.files["registry/network.yaml"] = network + b"visibility: public\n"
    put_service(valley, "doctors", visibility="members", hours=AT_NIGHT)
    valley.put(
        "cover/weir-at-night.yaml",
        {
            "id": "weir-at-night", "title": "The weir at night", "visibility": "public",
            "areas": ["weir"], "needs": ["home-visit"], "hours": AT_NIGHT, "service": "doctors",
            "checked": "2026-10-01",
        },
    )  # fmt: skip
    shown = public_edition(valley.assessment(), {}).assessment
    pages = handbook(shown, replace(STAMP, public=True)).pages
    overview = pages[OVERVIEW].markdown
    assert "**nobody**" not in overview
    nights = overview.partition("## Where nights are not covered")[2].partition("\n## ")[0]
    assert "**not known**, every day, 22:00 to 08:00 the next day" in nights
    assert "not checked lately" not in nights, "whether it was checked is not known here"
    page = pages["cover/weir-at-night/index.md"].markdown
    assert "Nobody is there" not in page
    assert "told to members" in page
    assert "octors" not in page


def test_a_network_without_services_sees_nothing_of_them(toy: Toy) -> None:
    toy.overviews = load_overviews({}, load_types()[0])[0]
    site = toy.site()
    assert not {OVERVIEW, BY_HOUR} & set(site.pages)
    assert LIST not in [child.path for item in site.nav for child in item.children]


def test_the_spreadsheet_of_services_says_the_same_as_their_list(valley: Toy) -> None:
    put_service(valley, checked="2024-05-14")
    site = valley.site()
    assert site.left_out == {}
    book = load_workbook(BytesIO(site.assets["spreadsheets/services.xlsx"]))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "Not checked since 14 May 2024" in cells
    assert "Every day, 08:00 to 20:00, bank holidays too" in cells


def test_whatever_a_list_can_work_out_stands_in_its_spreadsheet_too() -> None:
    assert set(SHOWN) == set(VALUES) == set(WORKED_OUT)
