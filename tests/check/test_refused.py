"""Files of a content type that was refused: the type is at fault, and they are told so."""

from __future__ import annotations

import pytest

from handbook.check.refused import explained, refused_folders
from handbook.finding import Code, Finding
from handbook.load.codes import ENDING, STRAY
from handbook.types import load_types

TYPES = load_types()[0]
WARD = {"registry/_types/ward/type.yaml": b"folder: wards-here\nformat: paper\n"}


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        (WARD, {"wards-here": "ward"}),
        ({"registry/_types/ward/type.yaml": b"folder: [\n"}, {"ward": "ward", "wards": "ward"}),
        ({"registry/_types/ward/schema.yaml": b""}, {"ward": "ward", "wards": "ward"}),
        ({"registry/_types/ward/type.yaml": b"folder: posts\n"}, {}),
        ({"registry/_types/post/type.yaml": b"folder: others\n"}, {}),
        ({"registry/_types/_overviews/ward/overview.yaml": b""}, {}),
    ],
    ids=["its own", "unreadable", "no declaration", "another's", "one that comes", "an overview"],
)
def test_the_folder_of_a_refused_type_is_known(files: dict[str, bytes], folders: object) -> None:
    assert refused_folders(files, TYPES) == folders


@pytest.mark.parametrize(
    ("code", "path", "follows"),
    [
        (STRAY, "registry/wards-here/heather.yaml", True),
        (STRAY, "registry/wards-here/more/heather.yaml", True),
        (STRAY, "registry/wards/heather.yaml", False),
        (STRAY, "registry/wards-here", False),
        (ENDING, "registry/wards-here/heather.yaml", False),
    ],
)
def test_only_what_lies_there_and_is_no_record_follows(
    code: Code, path: str, follows: bool
) -> None:
    (finding,) = explained([Finding(code, path, "as it was")], WARD, TYPES)
    assert (finding.message != "as it was") is follows
    assert ("registry/_types/ward" in finding.hint) is follows
