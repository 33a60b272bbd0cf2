"""No field that nobody endorsed reaches an endorsed page, whatever a seal leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Collection

TEXT = "## Reading\n\nQuietly.\n"
PAGES = ("guidelines/calm/index.md", "guidelines/calm/versions/1.0/index.md")


def sealed_without(toy: Any, *more: str) -> None:
    """Endorse a guideline under a seal that leaves out more than its type does today."""
    toy.put("guidelines/calm.md", _fields("What was endorsed."), TEXT)
    types, _ = load_types()
    found = load(MemoryTree(toy.files), types).records
    record = next(one for one in found if one.id == "calm")
    left_out: Collection[str] = types["guideline"].administrative | set(more)
    toy.files.update(seal_files(record, ".md", "1.0", left_out, {}))
    one = {"document": "calm", "version": "1.0", "digest": working_digest(record, left_out)}
    toy.decide(8, "endorse", {**one, "review-due": "2028-01-01"}, meeting="board-2025-09-02")


def _fields(summary: str, **more: Any) -> dict[str, Any]:
    return {"id": "calm", "title": "Calm", "summary": summary, "owner": "lead", **more}


def test_i1_a_seal_that_leaves_out_content_brings_no_unendorsed_words(toy: Any) -> None:
    """I1: fails if ``texts.sealed`` overlays a field that is content for its type today."""
    sealed_without(toy, "summary", "title")
    changed = _fields("Give fifty milligrams.", title="Give sixty milligrams")
    toy.put("guidelines/calm.md", changed, TEXT)
    pages = toy.site().pages
    for path in PAGES:
        page = pages[path]
        assert "Quietly." in page.markdown
        assert "milligrams" not in f"{page.markdown} {page.meta}"
