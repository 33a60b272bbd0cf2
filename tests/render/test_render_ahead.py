"""What is decided for a later day is told before it, and what was hidden stays hidden (I6, I7)."""

from __future__ import annotations

from typing import Any

MEETING = "board-2025-09-02"


def stop(toy: Any, entry: dict[str, Any], item: int = 7, **more: Any) -> None:
    one = {"document": "rapid", **entry}
    more = {"effective": "2026-12-01", "reason": "A dose is wrong.", **more}
    toy.decide(item, "withdraw", one, meeting=MEETING, **more)


LEAVES = {"exit": "withdrawn", "no-replacement": True}
ERROR = {"exit": "published-in-error", "no-replacement": True}


def test_i7_a_withdrawal_decided_for_a_later_day_is_told_in_the_box(toy: Any) -> None:
    stop(toy, LEAVES)
    page = toy.site().pages["guidelines/rapid/index.md"]
    box = page.meta["handbook"]["box"]
    (note,) = [note for note in box["notes"] if note["label"] == "Coming"]
    assert note["text"] == "It will be withdrawn from 1 December 2026: A dose is wrong."
    assert note["href"] == f"decisions/{MEETING}--7/"
    assert (
        "It will be withdrawn from 1 December 2026: do not use it from that day." in (box["advice"])
    )


def test_i7_after_a_decided_stop_no_page_says_that_its_text_still_applies(toy: Any) -> None:
    stop(toy, LEAVES)
    dates = toy.site().pages["guidelines/rapid/index.md"].meta["handbook"]["freshness"]
    assert (dates["until"], dates["arrives"]) == ("2026-11-30", "2026-12-01")
    words = "It was to be withdrawn on 1 December 2026, and must not be used from that day on."
    assert dates["arrived_words"] == words
    assert dates["late_words"].endswith(words)
    assert "applies" not in dates["late_words"]


def test_i7_a_stop_after_the_review_date_is_in_the_words_of_that_date_too(toy: Any) -> None:
    stop(toy, LEAVES, effective="2028-06-01")
    dates = toy.site().pages["guidelines/rapid/index.md"].meta["handbook"]["freshness"]
    assert (dates["until"], dates["arrives"]) == ("2028-01-01", "2028-06-01")
    assert "It was to be withdrawn on 1 June 2028" in dates["late_words"]
    assert "applies" not in dates["late_words"]


def test_lists_tell_of_a_stop_that_is_decided(toy: Any) -> None:
    stop(toy, LEAVES)
    for path in ("register/index.md", "guidelines/index.md"):
        assert "It will be withdrawn from 1 December 2026" in toy.site().pages[path].markdown


def test_i6_a_version_published_in_error_stays_hidden_after_a_later_one(toy: Any) -> None:
    stop(toy, ERROR, item=6, effective="2025-09-02")
    again = "board-2026-05-05"
    toy.put(
        f"meetings/{again}.yaml",
        {
            "id": again,
            "group": "board",
            "date": "2026-05-05",
            "state": "held",
            "attendance": [{"seat": "chair", "presence": "present"}],
            "agenda": [{"item": "1", "title": "Again"}],
        },
    )
    toy.endorse(1, "guidelines/rapid.md", "3.0", meeting=again, lifts=[f"{MEETING}--6"])
    site = toy.site()
    assert site.pages["guidelines/rapid/index.md"].badge[0] == "In force"
    for version in ("1.0", "2.0"):
        page = site.pages[f"guidelines/rapid/versions/{version}/index.md"]
        assert page.badge == ("Published in error",)
        assert page.authored is None
        assert "minutes" not in page.markdown
        assert page.meta["search"] == {"exclude": True}
        assert not [path for path in site.attachments if f"rapid/versions/{version}/" in path]
