"""Every kind of page, on a desk and on a phone: light, steady, and to be used by everybody.

Each page is opened once for all that is asked of it, in the order in which a reader would come to
it: as it arrives, with the keys, with everything open, and on the narrowest screen.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from axe import Axe
from covering import UNFOLD, expect_none
from first_view import FirstView, Slow
from keys import Keys
from reflow import reflow
from serving import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Visit = Callable[..., Iterator[tuple[str, Page]]]

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.thorough
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_every_kind_of_page_is_light_and_steady_and_shuts_nobody_out(
    visit: Visit, built: Path, screen: dict[str, Any]
) -> None:
    faults: dict[str, list[str]] = defaultdict(list)
    axe, keys = Axe(), Keys()
    with served(built, Slow) as slow:
        view = FirstView(built, slow)
        for kind, page in visit(view.prepare, base=slow, **screen):
            faults[kind] += view.faults(page)
            faults[kind] += keys.faults(page)
            page.evaluate(UNFOLD)
            faults[kind] += axe.faults(page)
            if screen == DESK:
                faults[kind] += reflow(page)
                page.set_viewport_size(screen["viewport"])
            view.asked.clear()
    expect_none(faults)
