"""Every file of a registry is a record, or is refused; what cannot be used is never forgotten."""

from __future__ import annotations

import pytest

from handbook.load import Broken, Loaded, MemoryTree, load
from handbook.types import load_types

TYPES, _ = load_types()
NETWORK = "id: a-network\ntitle: A network\n"
PDF = b"%PDF-1.7\n"


def loaded(files: dict[str, str | bytes]) -> Loaded:
    """What is found in a registry of a network and these files, by path below ``registry/``."""
    whole = {"network.yaml": NETWORK, **files}
    return load(
        MemoryTree(
            {
                f"registry/{path}": text.encode() if isinstance(text, str) else text
                for path, text in whole.items()
            }
        ),
        TYPES,
    )


def said(found: Loaded) -> list[tuple[str, str]]:
    return [(f.code.id, f.path.removeprefix("registry/")) for f in found.findings]


def post(record_id: str) -> str:
    return f"id: {record_id}\ntitle: A post\n"


def test_a_record_is_read_with_its_places() -> None:
    (record,) = [
        r for r in loaded({"posts/a-nurse.yaml": post("a-nurse")}).records if r.type == "post"
    ]
    assert (record.id, record.path) == ("a-nurse", "registry/posts/a-nurse.yaml")
    assert record.get("title") == "A post"
    assert record.places["title",].line == 2
    assert record.body is None


def test_a_document_keeps_its_body_and_where_it_begins() -> None:
    text = "---\nid: a-page\n---\n\nThe text.\n"
    (record,) = [r for r in loaded({"guidelines/a-page.md": text}).records if r.type == "guideline"]
    assert record.body is not None
    assert record.body.strip() == "The text."
    assert text.splitlines()[record.body_line - 1 :] == record.body.splitlines()


def test_the_network_is_called_by_its_id_and_not_by_its_file() -> None:
    assert loaded({}).records[0].id == "a-network"


def test_who_may_read_it_is_members_unless_it_says_public() -> None:
    records = loaded(
        {
            "posts/a-a.yaml": post("a-a") + "visibility: public\n",
            "posts/b-b.yaml": post("b-b"),
            "posts/c-c.yaml": post("c-c") + "visibility: Public\n",
        }
    ).records
    assert [r.id for r in records if r.public] == ["a-a"]


def test_records_come_in_order_of_type_then_id() -> None:
    found = loaded(
        {
            "posts/b-b.yaml": post("b-b"),
            "posts/a-a.yaml": post("a-a"),
            "organisations/z-z.yaml": post("z-z"),
        }
    )
    assert [r.id for r in found.records] == ["a-network", "z-z", "a-a", "b-b"]


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("path", "code"),
        [
            ("readme.md", "LOD001"),
            ("posts/README.md", "LOD001"),
            ("posts/.DS_Store.yaml.orig", "LOD001"),
            ("posts/picture.png", "LOD001"),
            ("posts/more/a-nurse.yaml", "LOD001"),
            ("post/a-nurse.yaml", "LOD001"),
            ("Posts/a-nurse.yaml", "LOD001"),
            ("wards/one.yaml", "LOD001"),
            ("networks.yaml", "LOD001"),
            ("attachments/file.pdf", "LOD001"),
            ("_endorsed/notes.txt", "LOD001"),
            ("_endorsed/a-page/1.0/notes.txt", "LOD001"),
            ("posts/a-nurse.yml", "LOD002"),
            ("posts/a-nurse.md", "LOD002"),
            ("guidelines/a-page.yaml", "LOD002"),
            ("posts/A-Nurse.yaml", "LOD003"),
            ("posts/a nurse.yaml", "LOD003"),
            ("posts/nürse.yaml", "LOD003"),
            ("posts/-nurse.yaml", "LOD003"),
            ("posts/a.nurse.yaml", "LOD003"),
            ("posts/con.yaml", "LOD003"),
            ("posts/index.yaml", "LOD003"),
            (f"posts/{'a' * 101}.yaml", "LOD003"),
        ],
    )
    def test_that_is_in_the_wrong_place_or_has_the_wrong_name(self, path: str, code: str) -> None:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        assert said(loaded({path: post(stem)})) == [(code, path)]

    def test_whose_id_is_not_its_name(self) -> None:
        found = loaded({"posts/a-nurse.yaml": post("the-nurse")})
        assert said(found) == [("LOD004", "posts/a-nurse.yaml")]
        assert found.findings[0].route == ("id",)

    def test_that_shares_its_id_with_another_of_any_type(self) -> None:
        found = loaded({"posts/same.yaml": post("same"), "actions/same.yaml": post("same")})
        assert said(found) == [("LOD005", "actions/same.yaml"), ("LOD005", "posts/same.yaml")][1:]
        assert [b.path for b in found.broken] == [
            "registry/actions/same.yaml",
            "registry/posts/same.yaml",
        ]
        assert [r.id for r in found.records] == ["a-network"]

    def test_that_some_computers_take_for_another(self) -> None:
        files: dict[str, str | bytes] = {
            "posts/a-nurse.yaml": post("a-nurse"),
            "posts/A-nurse.yaml": "",
        }
        codes = [code for code, _ in said(loaded(files))]
        assert "LOD006" in codes

    def test_when_gitkeep_holds_anything(self) -> None:
        assert said(loaded({"posts/.gitkeep": ""})) == []
        assert said(loaded({"posts/.gitkeep": "x"})) == [("LOD001", "posts/.gitkeep")]

    def test_with_a_hint_at_the_folder_that_was_meant(self) -> None:
        (finding,) = loaded({"guideline/a-page.md": ""}).findings
        assert "registry/guidelines/" in finding.hint


class TestWhatCannotBeUsedIsNotForgotten:
    @pytest.mark.parametrize(
        "path",
        [
            "decisions/a-withdrawal.yml",
            "decisions/a-withdrawal.yaml.txt",
            "decisions/more/a-withdrawal.yaml",
            "Decisions/a-withdrawal.yaml",
            "decision/a-withdrawal.yaml",
            "decisions/A withdrawal.yaml",
        ],
    )
    def test_a_misplaced_decision_is_still_known_as_a_broken_one(self, path: str) -> None:
        text = "id: a-withdrawal\ndocuments:\n  - document: a-page\n"
        (broken,) = loaded({path: text}).broken
        assert broken.type == "decision"
        assert broken.data is not None
        assert broken.data["documents"] == [{"document": "a-page"}]

    def test_nor_is_one_that_cannot_be_read(self) -> None:
        found = loaded({"decisions/a-withdrawal.yaml": "documents: ["})
        assert found.broken == (
            Broken("record", "decision", "a-withdrawal", "registry/decisions/a-withdrawal.yaml"),
        )
        assert [code[:3] for code, _ in said(found)] == ["SRC"]

    def test_a_note_beside_the_decisions_is_no_decision(self) -> None:
        assert loaded({"decisions/README.md": "Notes\n", "decisions/.x.yaml": ""}).broken == ()


class TestARegistryWithoutANetwork:
    def test_is_refused(self) -> None:
        found = load(MemoryTree({}), TYPES)
        assert said(found) == [("LOD009", "network.yaml")]

    def test_is_told_of_once_when_the_file_is_broken(self) -> None:
        found = load(MemoryTree({"registry/network.yaml": b"id: ["}), TYPES)
        assert [code[:3] for code, _ in said(found)] == ["SRC"]


class TestAttachments:
    def test_belong_to_the_record_whose_id_their_folder_has(self) -> None:
        found = loaded(
            {"posts/a-nurse.yaml": post("a-nurse"), "attachments/a-nurse/Form_1.pdf": PDF}
        )
        assert found.findings == ()
        (one,) = found.records[1].attachments
        assert (one.name, one.size) == ("Form_1.pdf", len(PDF))
        assert one.path == "registry/attachments/a-nurse/Form_1.pdf"
        assert len(one.sha256) == 64

    def test_of_no_record_are_refused(self) -> None:
        found = loaded({"attachments/nobody/form.pdf": PDF})
        assert said(found) == [("LOD010", "attachments/nobody/form.pdf")]

    @pytest.mark.parametrize(
        ("name", "raw"),
        [
            ("form.svg", b"<svg/>"),
            ("form.html", b"<p>"),
            ("form.docm", b"PK"),
            ("form", PDF),
            ("form.pdf", b"<script>"),
            ("a form.pdf", PDF),
            (".form.pdf", PDF),
            ("con.pdf", PDF),
            ("form.pdf", PDF + b"x" * (10 * 1024 * 1024)),
        ],
    )
    def test_of_a_kind_that_is_not_allowed_are_refused(self, name: str, raw: bytes) -> None:
        path = f"attachments/a-nurse/{name}"
        found = loaded({"posts/a-nurse.yaml": post("a-nurse"), path: raw})
        assert said(found) == [("LOD011", path)]
        assert found.records[1].attachments == ()


SEAL = """\
format: 1
document: a-page
version: "1.0"
type: guideline
digest: v1:sha256:00
administrative: [owner, visibility]
"""
TEXT = "---\nid: a-page\ntitle: A page\n---\nThe text.\n"
FOLDER = "_endorsed/a-page/1.0"


def sealed(**changes: str | bytes | None) -> Loaded:
    """A registry with one sealed text, some of its files changed or, with ``None``, left out."""
    files: dict[str, str | bytes | None] = {"seal.yaml": SEAL, "record.md": TEXT}
    files |= {name.replace("__", "/").replace("_", "."): text for name, text in changes.items()}
    return loaded({f"{FOLDER}/{name}": text for name, text in files.items() if text is not None})


class TestASealedText:
    def test_is_read_as_it_was_sealed(self) -> None:
        found = sealed(attachments__form_pdf=PDF)
        assert found.findings == ()
        (seal,) = found.seals
        assert (seal.document, seal.version, seal.type) == ("a-page", "1.0", "guideline")
        assert seal.administrative == {"owner", "visibility"}
        assert seal.record.body == "The text.\n"
        assert [a.name for a in seal.record.attachments] == ["form.pdf"]
        assert seal.path == f"registry/{FOLDER}/seal.yaml"

    @pytest.mark.parametrize(
        "seal",
        [
            SEAL + "more: x\n",
            SEAL.replace("format: 1", "format: 2"),
            SEAL.replace("format: 1", "format: true"),
            SEAL.replace("document: a-page", "document: another"),
            SEAL.replace('"1.0"', '"2.0"'),
            SEAL.replace("guideline", "ward"),
            SEAL.replace("guideline", "post"),
            SEAL.replace("v1:sha256:00", "[]"),
            SEAL.replace("[owner, visibility]", "owner"),
            SEAL.replace("[owner, visibility]", "[1]"),
            SEAL.replace("administrative", "adminstrative"),
        ],
    )
    def test_with_a_wrong_seal_is_broken(self, seal: str) -> None:
        found = sealed(seal_yaml=seal)
        assert [code for code, _ in said(found)] == ["LOD012"]
        assert found.seals == ()
        assert found.broken == (
            Broken("seal", "", "a-page", f"registry/{FOLDER}/seal.yaml", None, "1.0"),
        )

    @pytest.mark.parametrize(
        "changes",
        [
            {"seal_yaml": None},
            {"record_md": None},
            {"record_yaml": "id: a-page\n"},
            {"record_md": TEXT.replace("a-page", "another")},
            {"record_md": None, "record_yaml": "id: a-page\n"},
        ],
    )
    def test_with_a_part_missing_or_too_many_is_broken(
        self, changes: dict[str, str | bytes | None]
    ) -> None:
        found = sealed(**changes)
        assert [code for code, _ in said(found)] == ["LOD012"]
        assert [b.version for b in found.broken] == ["1.0"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"seal_yaml": "format: ["},
            {"record_md": "no front matter"},
            {"attachments__form_svg": b"<svg/>"},
        ],
    )
    def test_that_cannot_be_read_is_broken(self, changes: dict[str, str | bytes | None]) -> None:
        found = sealed(**changes)
        assert len(found.findings) == 1
        assert (found.seals, len(found.broken)) == ((), 1)
