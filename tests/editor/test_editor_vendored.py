"""The form editor is carried as it was published, with its licences, and asks strangers nothing."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import tarfile
from pathlib import Path

import pytest

import handbook.editor
from vendor import __main__ as vendor

HOME = Path(handbook.editor.__file__).parent / "sveltia"
RECORD = json.loads((HOME / "vendored.json").read_text("utf-8"))
BUNDLE = (HOME / "sveltia-cms.js").read_text("utf-8")


def test_what_is_carried_is_what_was_recorded_and_nothing_else():
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in HOME.iterdir()
        if path.name != "vendored.json"
    }
    assert there == RECORD["files"]
    assert json.loads((HOME / "package.json").read_text("utf-8"))["version"] == RECORD["version"]


def test_every_font_that_the_bundle_shows_is_carried_with_its_licence():
    fonts = set(re.findall(r"url\((sveltia/[^)]+)\)", BUNDLE))
    assert fonts == {f"sveltia/{family}.woff2" for family in vendor.FONTS}
    for font in fonts:
        stem = font.removeprefix("sveltia/").removesuffix(".woff2")
        assert f"{stem}.woff2" in RECORD["files"]
        assert f"{stem}.LICENSE.txt" in RECORD["files"]
    assert "MIT" in (HOME / "LICENSE.txt").read_text("utf-8")


def test_no_style_in_the_bundle_is_asked_of_another_server():
    assert not re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*\)", BUNDLE)
    assert not re.findall(r"@import\s+(?:url\()?['\"]?(?:https?:)?//", BUNDLE)


def test_the_bundle_asks_for_its_version_and_its_words_here():
    for there, here in vendor.ELSEWHERE.items():
        assert there not in BUNDLE
        assert BUNDLE.count(here) == 1
    assert json.loads((HOME / f"{vendor.LANGUAGE}.json").read_text("utf-8"))


def package(place: Path, bundle: str) -> Path:
    files = {
        "package.json": json.dumps(
            {"name": "@sveltia/cms", "version": "9", "license": "MIT", "homepage": "x"}
        ),
        "LICENSE.txt": "MIT",
        "dist/sveltia-cms.js": bundle,
        f"locales/{vendor.LANGUAGE}.json": "{}",
        "schema/sveltia-cms.json": '{"description": "x", "properties": {"description": {}}}',
    }
    for family, cut in vendor.FONTS.items():
        files[f"npm/assets/{family}-{cut}-abc.woff2"] = family
        files[f"npm/assets/{family}.LICENSE.txt"] = "OFL"
    with tarfile.open(place, "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return place


WHOLE = (
    "".join(f"{begins}5/x.woff2)" for begins in vendor.CHANGES)
    + "".join(vendor.ELSEWHERE)
    + "\n//# sourceMappingURL=sveltia-cms.js.map"
)


@pytest.fixture
def taken(tmp_path, monkeypatch):
    def take(bundle: str) -> Path:
        monkeypatch.setattr(vendor, "HOME", tmp_path / "home")
        monkeypatch.setattr(vendor, "SCHEMA", tmp_path / "schema.json")
        given = package(tmp_path / "given.tgz", bundle)
        monkeypatch.setattr(sys, "argv", ["vendor", str(given)])
        assert vendor.main() == 0
        return tmp_path / "home"

    return take


def test_another_version_is_taken_with_its_addresses_changed(taken, tmp_path):
    home = taken(WHOLE)
    made = (home / "sveltia-cms.js").read_text("utf-8")
    assert made == (
        "url(sveltia/source-sans-3.woff2)url(sveltia/noto-mono.woff2)"
        "url(sveltia/material-symbols-outlined.woff2)" + "".join(vendor.ELSEWHERE.values())
    )
    assert (home / "noto-mono.woff2").read_text("utf-8") == "noto-mono"
    assert json.loads((tmp_path / "schema.json").read_text("utf-8")) == {
        "properties": {"description": {}}
    }


@pytest.mark.parametrize("missing", [*vendor.CHANGES, *vendor.ELSEWHERE])
@pytest.mark.parametrize("instead", ["elsewhere(", "twice"])
def test_a_version_that_asks_strangers_in_another_way_is_not_taken(taken, missing, instead):
    with pytest.raises(SystemExit, match="mend"):
        taken(WHOLE.replace(missing, f"{missing}){missing}" if instead == "twice" else instead))
