"""Packing evidence: the same bytes each time, checkable with ordinary tools; and reading any."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import stat
import struct
import subprocess
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from evidence_bundles import (
    ANSWER,
    FOLDER,
    ORIGIN,
    TODAY,
    WHO,
    answer,
    archive,
    bundle,
    registry,
    sound,
)
from hypothesis import given
from hypothesis import strategies as st

from handbook.check import check
from handbook.evidence import limits, pages
from handbook.evidence.checking.compare import UNPROVEN, with_rebuilt, with_today
from handbook.evidence.checking.integrity import with_itself
from handbook.evidence.checking.manifest_diff import since, unlike
from handbook.evidence.limits import NotABundleError
from handbook.evidence.model import Bundle
from handbook.evidence.pack import Packer, manifest_text, packed, sums_text
from handbook.evidence.placing import refuse_place
from handbook.evidence.reading import ReadBundle, read_bundle
from handbook.evidence.texts import Copy, canonical_form
from handbook.evidence.unzip import unzipped
from handbook.evidence.zipping import Zipper
from handbook.history import NO_HISTORY
from handbook.load import MemoryTree
from handbook.publish.placing import place_folder, put_file
from handbook.publish.problem import NotPublishedError
from registries import lay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handbook.load.model import Seal

zipped = Zipper().zipped
MAP = b"%PDF-1.4 the way to the ward"


# Packing.


def test_the_same_registry_day_and_commit_give_the_same_bytes() -> None:
    again = {path: bytes(content) for path, content in reversed(registry().items())}
    assert zipped(bundle(again), FOLDER) == zipped(bundle(), FOLDER)


def test_every_copy_is_byte_for_byte_the_registrys_file() -> None:
    files, source = bundle(), registry()
    listed = json.loads(files["manifest.json"])["files"]
    copied = {one["path"]: one["from"] for one in listed if one["from"]}
    assert f"adoptions/{ANSWER}.yaml" in copied
    assert {path: source[origin] for path, origin in copied.items()} == {
        path: files[path] for path in copied
    }


def test_a_zip_is_one_folder_of_plain_files_in_order_with_one_time() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(bundle(), FOLDER))) as opened:
        entries = opened.infolist()
    names = [one.filename for one in entries]
    assert names == sorted(names)
    assert all(name.startswith(f"{FOLDER}/") for name in names)
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in entries} == {stat.S_IFREG | 0o644}
    assert {one.compress_type for one in entries} == {zipfile.ZIP_DEFLATED}


def test_the_manifest_says_whose_it_is_and_of_which_day_and_commit() -> None:
    said = json.loads(bundle()["manifest.json"])
    assert (said["organisation"], said["day"], said["commit"]) == (WHO, "2026-01-15", "c" * 40)
    assert said["schema_version"] == 1
    by_document = {one["document"]: one["local"] for one in said["documents"]}
    assert by_document == {"calm-transfer": "Adopted", "way-home": "Not recorded"}
    assert [one["record"] for one in said["answers"]] == [ANSWER]


def test_the_real_sha256sum_finds_every_file_as_listed(tmp_path: Path) -> None:
    archive_path = tmp_path / "bundle.zip"
    archive_path.write_bytes(zipped(bundle(), FOLDER))
    shutil.unpack_archive(archive_path, tmp_path / "out", "zip")
    folder = tmp_path / "out" / FOLDER
    asked = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert all(line.endswith(": OK") for line in lines)
    assert len(lines) == len(bundle()) - 1
    (folder / "index.html").write_text("another")
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "index.html: FAILED" in done.stdout


def test_the_real_sha256sum_gives_the_digest_that_the_decision_names(tmp_path: Path) -> None:
    folder = lay(bundle(), tmp_path)
    form = "documents/calm-transfer/1.0/canonical-form.json"
    done = subprocess.run(
        ["sha256sum", form], cwd=folder, capture_output=True, text=True, check=True
    )
    decision = (folder / "decisions/board-2025-03-04--1.yaml").read_text()
    assert f"v1:sha256:{done.stdout.split()[0]}" in decision


def test_an_attachment_that_changed_since_the_check_is_not_packed() -> None:
    tree = MemoryTree({"registry/attachments/x/map.pdf": MAP})
    copy = Copy("map.pdf", "registry/attachments/x/map.pdf", hashlib.sha256(b"before").hexdigest())
    with pytest.raises(NotPublishedError, match="changed while the evidence was being packed"):
        Packer(tree).files(Bundle(WHO, TODAY, {}, (copy,), {}))


def test_a_file_that_is_gone_stops_the_packing() -> None:
    copy = Copy("posts/a.yaml", "registry/posts/a.yaml")
    with pytest.raises(NotPublishedError, match=r"registry/posts/a.yaml cannot be read"):
        Packer(MemoryTree({})).files(Bundle(WHO, TODAY, {}, (copy,), {}))


def with_neighbours() -> dict[str, bytes]:
    """The registry with two more organisations, of which the ward is asked about documents."""
    files = registry()
    given = files["registry/organisations/moorside-hospice.yaml"].decode()
    for name, role in (("valley-ward", "spoke"), ("town-council", "partner")):
        text = given.replace("moorside-hospice", name).replace("role: hub", f"role: {role}")
        files[f"registry/organisations/{name}.yaml"] = text.replace(
            "title: Moorside Hospice", f"title: {name}"
        ).encode()
    return files


def all_packed(files: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    tree = MemoryTree(files)
    found = check(tree, today=TODAY, history=NO_HISTORY)
    assert found.assessment is not None
    return dict(packed(found.assessment, tree, ORIGIN, {}))


def test_every_organisation_with_a_position_gets_a_bundle() -> None:
    made = all_packed(with_neighbours())
    assert list(made) == ["moorside-hospice", "valley-ward"]
    valley = json.loads(made["valley-ward"]["manifest.json"])
    assert {one["local"] for one in valley["documents"]} == {"Not recorded"}
    assert valley["answers"] == []


def test_what_bundles_share_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is put into its canonical form once; each content weighed and compressed once."""
    forms: Counter[str] = Counter()
    begun: list[object] = []
    weighed: Counter[bytes] = Counter()
    sources: Counter[str] = Counter()

    def form(seal: Seal) -> bytes:
        forms[f"{seal.document} {seal.version}"] += 1
        return canonical_form(seal)

    def weigh(content: bytes) -> str:
        weighed[content] += 1
        return hashlib.sha256(content).hexdigest()

    class Counted(MemoryTree):
        def read(self, path: str) -> bytes:
            sources[path] += 1
            return super().read(path)

    files = with_neighbours()
    found = check(MemoryTree(files), today=TODAY, history=NO_HISTORY)
    assert found.assessment is not None
    monkeypatch.setattr("handbook.evidence.texts.canonical_form", form)
    monkeypatch.setattr("handbook.evidence.pack.sha256", weigh)
    compressing = zlib.compressobj
    monkeypatch.setattr(zlib, "compressobj", lambda *how: begun.append(how) or compressing(*how))
    made = dict(packed(found.assessment, Counted(files), ORIGIN, {}))
    shared = made["moorside-hospice"].keys() & made["valley-ward"].keys()
    assert {path.split("/")[0] for path in shared} > {"documents", "decisions", "meetings"}
    assert set(forms.values()) == set(sources.values()) == {1}
    assert {weighed[made[WHO][path]] for path in shared if "/" in path} == {1}
    zipper, contents = Zipper(), [*made[WHO].values(), *made["valley-ward"].values()]
    for organisation, bundled in made.items():
        zipper.zipped(bundled, organisation)
    own = sum("/" not in path for bundled in made.values() for path in bundled)
    assert len(set(contents)) <= len(begun) <= len(set(contents)) + own < len(contents)


def test_a_manifest_is_json_with_a_line_for_each_row() -> None:
    raw = bundle()["manifest.json"]
    said = json.loads(raw)
    assert manifest_text(said) == raw
    rows = [value for value in said.values() if isinstance(value, list) and value]
    assert len(rows) > 2
    assert raw.count(b"\n") == 2 + len(said) + sum(len(value) + 1 for value in rows)
    assert json.loads(manifest_text({"none": [], "a": ["\u2028", 1]})) == {
        "none": [],
        "a": ["\u2028", 1],
    }


def test_the_first_page_is_compiled_once_for_all_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    pages._index_template.cache_clear()
    compiled: list[object] = []
    real = jinja2.Environment.compile

    def count(self: jinja2.Environment, *given: Any, **more: Any) -> Any:
        compiled.append(given)
        return real(self, *given, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", count)
    assert len(all_packed(with_neighbours())) == 2
    assert len(compiled) == 1


def test_a_bundle_made_beside_others_is_the_one_made_alone() -> None:
    files = with_neighbours()
    assert all_packed(files)[WHO] == bundle(files)


def test_a_damaged_answer_is_named_and_never_shown_as_holding() -> None:
    files = registry()
    files[f"registry/adoptions/{ANSWER}.yaml"] += b"<<<<<<< HEAD\n"
    found = bundle(files)
    said = json.loads(found["manifest.json"])
    assert {one["document"]: one["local"] for one in said["documents"]}[
        "calm-transfer"
    ] == "Cannot tell"
    assert not [path for path in found if ANSWER in path]
    assert b"Adopted" not in found["index.html"]


@pytest.mark.parametrize(
    ("name", "told"),
    [(ANSWER, "what it answers cannot"), ("x--y--2025-04-02", "and whose answer it is cannot")],
)
def test_an_answer_that_cannot_be_read_is_named_among_what_is_left_out(
    name: str, told: str
) -> None:
    files = registry(**{f"registry/adoptions/{name}.yaml": b"<<<<<<< HEAD\n"})
    found = bundle(files)
    left = {one["name"]: one["why"] for one in json.loads(found["manifest.json"])["left_out"]}
    assert told in left[name]
    assert "A marker of two edits" in left[name]
    assert name.encode() in found["index.html"].partition(b"What is not in this folder")[2]


def test_a_damaged_answer_of_another_organisation_is_not_named() -> None:
    files = registry(
        **{"registry/adoptions/valley-ward--way-home--2025-04-02.yaml": b"<<<<<<< HEAD\n"}
    )
    given = files["registry/organisations/moorside-hospice.yaml"]
    files["registry/organisations/valley-ward.yaml"] = given.replace(
        b"moorside-hospice", b"valley-ward"
    ).replace(b"title: Moorside Hospice", b"title: Valley ward")
    assert json.loads(bundle(files)["manifest.json"])["left_out"] == []


# Reading what came from anywhere.


def found_in(files: dict[str, bytes]) -> ReadBundle:
    return ReadBundle(files, json.loads(files["manifest.json"]))


def test_a_zip_and_a_folder_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped(bundle(), FOLDER))
    folder = lay(bundle(), tmp_path / "b")
    assert read_bundle(tmp_path / "b.zip").files == read_bundle(folder).files == bundle()


def mkdir(opened: zipfile.ZipFile) -> None:
    opened.mkdir(FOLDER)
    every(opened)


def every(opened: zipfile.ZipFile) -> None:
    for path, content in bundle().items():
        opened.writestr(f"{FOLDER}/{path}", content)


class Stream(io.RawIOBase):
    """Somewhere to write to that nobody can go back in."""

    def __init__(self) -> None:
        self.whole = b""

    def write(self, some: bytes) -> int:  # type: ignore[override]
        self.whole += some
        return len(some)


def in_one_go() -> bytes:
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:  # type: ignore[arg-type]
        every(opened)
    return stream.whole


@pytest.mark.parametrize(
    "raw",
    [
        archive(every),
        archive(every, compression=zipfile.ZIP_DEFLATED),
        archive(mkdir),
        in_one_go(),
    ],
    ids=["stored", "compressed", "with its folder", "in one go"],
)
def test_a_zip_packed_again_by_another_program_is_checked_as_a_folder(
    tmp_path: Path, raw: bytes
) -> None:
    (tmp_path / "b.zip").write_bytes(raw)
    with pytest.raises(NotABundleError, match="Unpack it, and check the folder that comes of it"):
        read_bundle(tmp_path / "b.zip")
    shutil.unpack_archive(tmp_path / "b.zip", tmp_path / "out", "zip")
    assert read_bundle(tmp_path / "out" / FOLDER).files == bundle()


def test_a_bundle_that_unpacks_to_the_folder_of_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped(bundle(), "evidence-valley-ward"))
    with pytest.raises(NotABundleError, match="unpacks to 'evidence-valley-ward'"):
        read_bundle(tmp_path / "b.zip")


def entry(
    name: str,
    content: bytes = b"x",
    mode: int = 0o100644,
    more: bytes = b"",
    how: int = zipfile.ZIP_DEFLATED,
) -> Callable[..., None]:
    """A file exactly as this tool packs one, but for what is said otherwise."""

    def add(opened: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.extra = more
        info.create_system = 3
        info.external_attr = mode << 16
        opened.writestr(info, content, how, 6)

    return add


def both(*entries: Callable[..., None]) -> Callable[..., None]:
    def add(opened: zipfile.ZipFile) -> None:
        for one in entries:
            one(opened)

    return add


def commented(opened: zipfile.ZipFile) -> None:
    entry("e/a")(opened)
    opened.infolist()[0].comment = b"another zip might lie here"


def noted(opened: zipfile.ZipFile) -> None:
    entry("e/a")(opened)
    opened.comment = b"another zip might lie here"


def gaped() -> bytes:
    """A zip with bytes between its files and its list, which every offset allows for."""
    at, end = PLAIN.index(b"PK\x01\x02"), PLAIN.index(b"PK\x05\x06")
    moved = PLAIN[end : end + 16] + struct.pack("<L", at + 9) + PLAIN[end + 20 :]
    return PLAIN[:at] + b"x" * 9 + PLAIN[at:end] + moved


def overlapping() -> bytes:
    """A zip whose list names the bytes of one file thirty times, under thirty names."""
    raw = archive(entry("e/00", b"\0" * (1 << 20)))
    at, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    rows = b"".join(raw[at:end].replace(b"e/00", b"e/%02d" % number) for number in range(30))
    whole = struct.pack("<2H2L", 30, 30, len(rows), at)
    return raw[:at] + rows + raw[end : end + 8] + whole + raw[end + 20 :]


def crammed() -> bytes:
    """A zip of which one file has more packed bytes than unpack to it."""
    packed = PLAIN[33 : PLAIN.index(b"PK\x01\x02")]
    more = archive(entry("e/a", packed + b"more", how=zipfile.ZIP_STORED))
    sums = struct.pack("<2L", zlib.crc32(packed + b"more"), len(packed) + 4)
    assert more.count(sums) == 2
    more = more.replace(sums + sums[4:], struct.pack("<3L", zlib.crc32(b"x"), len(packed) + 4, 1))
    for at in (8, more.index(b"PK\x01\x02") + 10):
        more = more[:at] + struct.pack("<H", zipfile.ZIP_DEFLATED) + more[at + 2 :]
    return more


def locked() -> bytes:
    """The flag that says that a password is needed, in the list of a zip with one file."""
    at = PLAIN.rindex(b"PK\x01\x02")
    return PLAIN[: at + 8] + struct.pack("<H", 1) + PLAIN[at + 10 :]


PLAIN = archive(entry("e/a"))
HOSTILE = {
    "a path that leads out": archive(entry("e/../../etc/passwd")),
    "a path from the root": archive(entry("/etc/passwd")),
    "a path of Windows": archive(entry("e\\..\\x")),
    "a drive of Windows": archive(entry("C:/x")),
    "a hidden file": archive(entry("e/.bashrc")),
    "a name that steers a terminal": archive(entry("e/\x1b[2Jx")),
    "a name cut off by some": archive(entry("e/a-b")).replace(b"e/a-b", b"e/a\0b"),
    "a very long name": archive(entry("e/" + "a" * 600)),
    "a link": archive(entry("e/index.html", b"/etc/passwd", 0o120777)),
    "a pipe": archive(entry("e/index.html", b"", 0o010644)),
    "a file to run": archive(entry("e/index.html", b"x", 0o100755)),
    "one name twice": archive(both(entry("e/A"), entry("e/a"))),
    "files out of their order": archive(both(entry("e/b"), entry("e/a"))),
    "two folders": archive(both(entry("a/index.html"), entry("b/index.html"))),
    "no folder of its own": archive(entry("a")),
    "a bomb": archive(entry("e/a", bytes(6 << 20))),
    "a bomb that says it is small": archive(entry("e/a", bytes(6 << 20))).replace(
        struct.pack("<L", 6 << 20), struct.pack("<L", 99)
    ),
    "files that are only stored": archive(entry("e/a", how=zipfile.ZIP_STORED)),
    "something behind what was packed": crammed(),
    "a bomb of one file": overlapping(),
    "too many files": archive(both(*(entry(f"e/{number:02}", b"") for number in range(40)))),
    "another way of packing": archive(
        lambda opened: opened.writestr("e/a", b"x"), compression=zipfile.ZIP_LZMA
    ),
    "a password": locked(),
    "nothing in it": archive(lambda _: None),
    "no zip at all": b"not a zip",
    "an empty file": b"",
    "cut off": archive(entry("e/a", b"y" * 99))[:60],
    "wrong sums": PLAIN.replace(struct.pack("<L", zlib.crc32(b"x")), b"\1\2\3\4"),
    "something before it": b"x" * 99 + PLAIN,
    "another zip before it": archive(entry("e/index.html")) + PLAIN,
    "something between its files": gaped(),
    "something behind it": PLAIN + b"x",
    "a note behind it": archive(noted),
    "a note beside a file": archive(commented),
    "a folder that leads out": archive(both(entry("e/a"), entry("e/../../evil/", b"", 0o040755))),
    "a folder with nothing in it": archive(both(entry("e/a"), entry("e/more/", b"", 0o040755))),
    "a folder that is a link": archive(both(entry("e/a"), entry("e/", b"", 0o120777))),
    "another name in its header": PLAIN.replace(b"e/a", b"e/b", 1),
    "another name in a field beside": archive(entry("e/a", more=b"\x75\x70\x01\x00\x01")),
    "another time": PLAIN.replace(b"\x21\x00", b"\x22\x00"),
}


def test_what_the_hostile_ones_are_made_from_is_read(tmp_path: Path) -> None:
    """So each of them is refused for what was done to it, and for nothing else."""
    assert unzipped(PLAIN, tmp_path) == ("e", {"a": b"x"})


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_or_broken_zip_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    monkeypatch.setattr(limits, "LARGEST", 4 << 20)
    monkeypatch.setattr(limits, "MOST", 30)
    place = tmp_path / "b.zip"
    with pytest.raises(NotABundleError) as refused:
        unzipped(raw, place)
    said = str(refused.value)
    assert said.endswith(".")
    assert said.isprintable()
    assert "Errno" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_zip_of_anything_but_a_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(PLAIN)
    with pytest.raises(NotABundleError, match="is not an evidence bundle"):
        read_bundle(tmp_path / "b.zip")


@pytest.mark.parametrize("top", ["e", "evidence-" + "o" * 60])
def test_a_name_is_at_most_as_long_as_the_longest_of_a_bundle(tmp_path: Path, top: str) -> None:
    """Each part of it is short, so that only the whole is too long, for a zip and a folder."""
    part = "a" * 49
    name = "/".join([part] * 10)
    short = f"{top}/{name}"[:500].rstrip("/")
    limits.check_name(short, tmp_path)
    with pytest.raises(NotABundleError, match="a name no bundle has"):
        limits.check_name(f"{short}{'a' * (501 - len(short))}", tmp_path)
    with pytest.raises(NotABundleError, match="a name no bundle has"):
        unzipped(archive(entry(f"{top}/{name}/{part}")), tmp_path)
    place = tmp_path / "b" / name / part
    place.mkdir(parents=True)
    (place / "x").write_bytes(b"x")
    with pytest.raises(NotABundleError, match="a name no bundle has"):
        read_bundle(tmp_path / "b")


def test_there_is_room_for_the_bundle_of_ten_thousand_documents() -> None:
    """And a zip file of as many files as are allowed can be written as it is."""
    with_documents = bundle()
    folders = {path.rsplit("/", 1)[0] for path in with_documents if path.startswith("documents/")}
    each = sum(path.startswith(("documents/", "decisions/")) for path in with_documents)
    assert each * 10_000 / len(folders) < limits.MOST < 2**16


def test_a_zip_larger_than_any_bundle_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST", 1000)
    (tmp_path / "b.zip").write_bytes(zipped(bundle(), FOLDER))
    with pytest.raises(NotABundleError, match="cannot be read"):
        read_bundle(tmp_path / "b.zip")


def test_a_folder_with_a_link_in_it_is_refused(tmp_path: Path) -> None:
    folder = lay(bundle(), tmp_path / "b")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("/etc/hostname")
    with pytest.raises(NotABundleError, match=r"'index.html' in .* is not an ordinary file"):
        read_bundle(folder)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b"\xff",
        b'{"kind": "handbook evidence bundle", "schema_version": 2}',
        b'{"kind": "handbook evidence bundle", "schema_version": 1}',
        b'{"kind": "handbook evidence bundle", "schema_version": 1, "organisation": ["x"]}',
    ],
)
def test_a_manifest_of_another_kind_is_refused_in_a_sentence(
    tmp_path: Path, manifest: bytes
) -> None:
    folder = lay({**bundle(), "manifest.json": manifest}, tmp_path / "b")
    with pytest.raises(NotABundleError, match=r"cannot read|can read"):
        read_bundle(folder)


# Whether it is what it says.


def relisted(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files with lists that fit them, as somebody who forges would make them."""
    said = json.loads(files["manifest.json"])
    own = {path: raw for path, raw in files.items() if path not in ("manifest.json", "SHA256SUMS")}
    said["files"] = [
        {"path": path, "sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw), "from": ""}
        for path, raw in own.items()
    ]
    own["manifest.json"] = json.dumps(said).encode()
    sums = {path: hashlib.sha256(raw).hexdigest() for path, raw in own.items()}
    return {**own, "SHA256SUMS": sums_text(sums)}


def test_a_true_bundle_agrees_with_itself() -> None:
    verdict = with_itself(found_in(bundle()), sound().types)
    assert verdict.wrong == verdict.untold == ()
    assert "Every text has the digest that its decisions name: 2 texts." in verdict.holds


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda files: files.update({"index.html": b"x"}), "index.html is not the file that"),
        (lambda files: files.pop("README.txt"), "README.txt is missing, and SHA256SUMS lists it"),
        (lambda files: files.update({"more.txt": b"x"}), "more.txt is not listed in SHA256SUMS"),
        (lambda files: files.update({"SHA256SUMS": b"hello\n"}), "SHA256SUMS cannot be read"),
        (lambda files: files.update({"SHA256SUMS": b"\xff\n"}), "SHA256SUMS cannot be read"),
    ],
)
def test_a_changed_file_does_not_agree_with_the_lists(
    spoil: Callable[[dict[str, bytes]], object], said: str
) -> None:
    files = bundle()
    spoil(files)
    verdict = with_itself(found_in(files), sound().types)
    assert [line for line in verdict.wrong if said in line]


TEXT = "documents/calm-transfer/1.0/record.md"
FORM = "documents/calm-transfer/1.0/canonical-form.json"
SEAL = "documents/calm-transfer/1.0/seal.yaml"
DECISION = "decisions/board-2025-03-04--1.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (TEXT, b"Ask the family.", b"Ask nobody.", "does not say what the text says"),
        (FORM, b"Ask the family.", b"Ask nobody.", "does not say what the text says"),
        (SEAL, b"66cc3569", b"00cc3569", "is not the digest in seal.yaml"),
        (SEAL, b"format: 1", b"format: x", "the sealed text cannot be read"),
        (DECISION, b"66cc3569", b"00cc3569", "a decision names another digest"),
        (DECISION, b"digest:", b"digits:", "no decision in this bundle names its digest"),
    ],
)
def test_a_forger_who_makes_the_lists_fit_is_found_out_by_the_digest(
    path: str, old: bytes, new: bytes, said: str
) -> None:
    files = bundle()
    assert old in files[path]
    files[path] = files[path].replace(old, new)
    verdict = with_itself(found_in(relisted(files)), sound().types)
    assert len(verdict.wrong) == 1
    assert "documents/calm-transfer/1.0" in verdict.wrong[0]
    assert said in verdict.wrong[0]


def test_a_text_without_its_canonical_form_is_not_passed_over() -> None:
    files = bundle()
    del files[FORM]
    verdict = with_itself(found_in(relisted(files)), sound().types)
    assert verdict.wrong == ("documents/calm-transfer/1.0: it has no canonical-form.json.",)


def test_a_forger_who_changes_a_page_is_found_out_by_making_it_anew() -> None:
    files = bundle()
    files["index.html"] = files["index.html"].replace(b"Not recorded", b"Adopted")
    verdict = with_rebuilt(found_in(relisted(files)), bundle(), "this register", same_tool=True)
    assert "index.html is not what this register gives." in verdict.wrong


def test_a_file_too_few_and_a_file_too_many_are_told() -> None:
    files = bundle()
    files["posts/extra.yaml"] = b"id: extra\n"
    del files["posts/lead-nurse.yaml"]
    verdict = with_rebuilt(found_in(files), bundle(), "this register", same_tool=True)
    assert [line.split()[0] for line in verdict.wrong] == [
        "posts/extra.yaml",
        "posts/lead-nurse.yaml",
    ]


def test_pages_of_another_version_of_the_tool_prove_nothing_but_copies_must_match() -> None:
    files = {**bundle(), "index.html": b"x", DECISION: b"x"}
    verdict = with_rebuilt(found_in(files), bundle(), "this register", same_tool=False)
    assert [line.split()[0] for line in verdict.wrong] == [DECISION]
    assert "index.html is not what this register gives." in verdict.untold
    assert verdict.untold[-1] == UNPROVEN


def test_what_a_manifest_tells_is_compared_whatever_tool_wrote_it() -> None:
    files = bundle()
    said = json.loads(files["manifest.json"])
    said["tool_version"] = "0.0.1"
    said["documents"][0]["local"] = "Declined"
    said["answers"] *= 2
    files["manifest.json"] = json.dumps(said).encode()
    verdict = with_rebuilt(found_in(relisted(files)), bundle(), "this register", same_tool=False)
    assert verdict.wrong == (
        (
            "calm-transfer: in the bundle what the organisation answered is “Declined”; by this"
            " register it is “Adopted”."
        ),
        (
            "The list of answers: in the bundle a line is “twice, or cannot be read”; by this"
            " register it is “there once”."
        ),
    )


@pytest.mark.parametrize("rows", [None, 7, "x", [7], [[]], [{}], [{"document": ["x"]}]])
def test_a_manifest_that_lists_anything_at_all_is_unlike(rows: object) -> None:
    now = json.loads(bundle()["manifest.json"])
    found = unlike({**now, "documents": rows}, now)
    assert {one.about for one in found} >= {"calm-transfer", "way-home"}
    assert all(one.sentence("here", "there") for one in found)


def test_a_text_published_in_error_since_is_told() -> None:
    now = json.loads(bundle()["manifest.json"])
    said = json.loads(json.dumps(now))
    text = now["documents"][0]["texts"].pop()
    why = "published in error"
    now["documents"][0]["left_out"] = [{"name": "1.0", "digest": text["digest"], "why": why}]
    assert [one.sentence("here", "there") for one in unlike(said, now)] == [
        (
            "calm-transfer: here the text of version 1.0 is “there”; there it is “left out”"
            " (published in error)."
        )
    ]


def test_answers_of_a_later_day_are_told_apart() -> None:
    then = json.loads(bundle()["manifest.json"])
    path, raw = answer("way-home", "2026-01-10", "declined", reason="No.")
    now = json.loads(bundle(registry(**{path: raw}))["manifest.json"])
    about = f"{WHO}--way-home--2026-01-10"
    assert about in {one.about for one in unlike(then, now, "2026-01-10")}
    assert about not in {one.about for one in unlike(then, now, "2026-01-09")}
    assert about in {one.about for one in since(then, now, "2026-01-09")}
    assert about not in {one.about for one in since(then, now, "2026-01-10")}


def test_what_may_change_is_told_apart_from_what_may_not() -> None:
    files = bundle()
    now = registry()
    now["registry/posts/lead-nurse.yaml"] += b"# another word\n"
    now["registry/meetings/board-2025-03-04.yaml"] += b"# another word\n"
    del now[f"registry/adoptions/{ANSWER}.yaml"]
    verdict = with_today(found_in(files), MemoryTree(now))
    assert [line.split()[0] for line in verdict.wrong] == [
        f"adoptions/{ANSWER}.yaml",
        "meetings/board-2025-03-04.yaml",
    ]
    assert verdict.untold[0].startswith("posts/lead-nurse.yaml differs from this register today")
    assert "Whether the pages and lists" in verdict.untold[-2]
    assert verdict.untold[-1] == UNPROVEN


def test_answers_entered_in_error_are_compared_with_the_registers_own() -> None:
    path, raw = answer("calm-transfer", "2025-05-01", "declined", reason="No.", corrects=ANSWER)
    now = registry(**{path: raw})
    files = bundle(now)
    assert f"adoptions/entered-in-error/{ANSWER}.yaml" in files
    assert with_today(found_in(files), MemoryTree(now)).wrong == ()


# Putting it in its place.


def test_an_earlier_bundle_of_the_same_organisation_is_replaced(tmp_path: Path) -> None:
    place = tmp_path / "b"
    for _ in range(2):
        refuse_place(place, tmp_path, WHO)
        place_folder(bundle().items(), place)
    assert read_bundle(place).files == bundle()
    assert list(tmp_path.iterdir()) == [place]


def _own_file(place: Path) -> None:
    lay(bundle(), place)
    (place / "notes.txt").write_text("my own")


def _strange_folder(place: Path) -> None:
    place.mkdir()
    (place / "notes.txt").write_text("my own")


def _link(place: Path) -> None:
    lay(bundle(), place.with_name("other"))
    place.symlink_to(place.with_name("other"))


@pytest.mark.parametrize(
    "there",
    [
        _own_file,
        _strange_folder,
        _link,
        lambda place: place.write_text("my own"),
        lambda place: place.write_bytes(archive(entry("e/a"))),
    ],
)
def test_what_is_not_ours_is_never_written_over(
    tmp_path: Path, there: Callable[[Path], object]
) -> None:
    place = tmp_path / "b"
    there(place)
    with pytest.raises(NotPublishedError, match="left alone"):
        refuse_place(place, tmp_path, WHO)


def test_the_bundle_of_another_organisation_is_not_written_over(tmp_path: Path) -> None:
    lay(bundle(), tmp_path / "b")
    with pytest.raises(NotPublishedError, match="left alone"):
        refuse_place(tmp_path / "b", tmp_path, "valley-ward")


def test_nothing_is_put_into_the_registry_or_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    with pytest.raises(NotPublishedError, match="inside the registry"):
        refuse_place(tmp_path / "registry" / "b.zip", tmp_path, WHO)
    with pytest.raises(NotPublishedError, match="There is no folder"):
        refuse_place(tmp_path / "no" / "b.zip", tmp_path, WHO)


def test_nothing_half_written_is_left_when_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_folder(bundle().items(), tmp_path / "b")
    put_file(b"before", tmp_path / "b.zip")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            put_file(b"after", tmp_path / "b.zip")
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            place_folder({"index.html": b"after"}.items(), tmp_path / "b")
    assert (tmp_path / "b.zip").read_bytes() == b"before"
    assert read_bundle(tmp_path / "b").files == bundle()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "b.zip"]


# Anything at all.


@given(data=st.data())
def test_a_zip_of_which_any_byte_was_changed_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = bytearray(zipped(bundle(), FOLDER))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    place = tmp_path_factory.getbasetemp() / "damaged.zip"
    place.write_bytes(bytes(raw))
    with pytest.raises(NotABundleError):
        read_bundle(place)
