"""``handbook init editor``: schemas that any validator of JSON Schema reads as we mean them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]
from click.testing import CliRunner, Result
from starting_network import with_settings

from handbook.cli import cli
from handbook.starting.editor import editor_files
from handbook.starting.marking import untouched
from handbook.starting.schemas import schema_of
from handbook.types import load_types
from handbook.types.model import ContentType

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "types"
TYPES = load_types()[0]
YAML = [known for known in TYPES.values() if known.format == "yaml"]
Init = Callable[..., Result]


def without_remarks(text: str) -> Any:
    return json.loads("\n".join(x for x in text.split("\n") if not x.startswith("//")))


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the schemas of all types that come with the tool."""
    root = tmp_path_factory.mktemp("editor")
    for path, text in editor_files(TYPES).items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return root / ".vscode" / "handbook"


def judged(schema: Path, *files: Path) -> Result:
    """What the independent validator says of files."""
    words = ["--schemafile", str(schema), *map(str, files)]
    return CliRunner().invoke(check_jsonschema, words)


def cases(kind: str, mark: str = "") -> list[str]:
    return sorted(
        path.relative_to(CASES).as_posix()
        for path in CASES.glob(f"*/{kind}/*.yaml")
        if mark in path.read_text(encoding="utf-8")
    )


class TestSchemas:
    def test_each_is_a_schema(self, schemas: Path) -> None:
        files = sorted(schemas.iterdir())
        assert len(files) == len(YAML)
        done = CliRunner().invoke(check_jsonschema, ["--check-metaschema", *map(str, files)])
        assert done.exit_code == 0, done.output

    def test_every_record_of_the_demonstration_passes(self, schemas: Path) -> None:
        settings = without_remarks((schemas.parent / "settings.json").read_text(encoding="utf-8"))
        seen = set()
        for schema, pattern in settings["yaml.schemas"].items():
            files = sorted(ROOT.glob(pattern))
            seen.update(files)
            if files:
                done = judged(schemas.parents[1] / schema, *files)
                assert done.exit_code == 0, done.output
        sealed = ROOT / "registry" / "_endorsed"
        records = {f for f in (ROOT / "registry").rglob("*.yaml") if sealed not in f.parents}
        assert seen == records

    @pytest.mark.parametrize("known", YAML, ids=lambda known: known.name)
    def test_its_worked_example_passes(
        self, schemas: Path, known: ContentType, tmp_path: Path
    ) -> None:
        example = tmp_path / "example.yaml"
        example.write_text(known.example, encoding="utf-8")
        good = sorted((CASES / known.name / "good").glob("*.yaml"))
        done = judged(schemas / f"{known.name}.schema.json", example, *good)
        assert done.exit_code == 0, done.output

    @pytest.mark.parametrize("case", cases("bad", "# expect: SCH"))
    def test_what_our_own_check_of_shapes_refuses_it_refuses(
        self, schemas: Path, case: str
    ) -> None:
        done = judged(schemas / f"{case.partition('/')[0]}.schema.json", CASES / case)
        assert done.exit_code == 1, done.output


def everywhere(schema: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(schema, Mapping):
        yield schema
        for word, value in schema.items():
            yield from everywhere(list(value.values()) if word == "properties" else value)
    elif isinstance(schema, list):
        for value in schema:
            yield from everywhere(value)


@cache
def written() -> tuple[Mapping[str, Any], ...]:
    return tuple(part for known in TYPES.values() for part in everywhere(schema_of(known)))


def test_nothing_of_ours_is_left_that_another_program_could_stumble_over() -> None:
    words = {word for part in written() for word in part}
    assert not [word for word in words if word.startswith("x-")]
    assert not words & {"$ref", "$defs", "definitions", "dependentRequired"}
    formats = {part["format"] for part in written() if isinstance(part.get("format"), str)}
    assert formats <= {"date", "uri", "email"}


def made(schema: dict[str, Any]) -> dict[str, Any]:
    return schema_of(replace(TYPES["post"], schema=schema))


def test_what_stands_beside_a_pointer_counts_as_well() -> None:
    short = {"type": "string", "maxLength": 9, "description": "A word."}
    schema = made(
        {
            "$defs": {"short": short},
            "properties": {
                "a": {"$ref": "#/$defs/short", "description": "The first."},
                "b": {"$ref": "#/$defs/short", "maxLength": 3, "description": "The second."},
            },
        }
    )
    assert schema["properties"]["a"] == {**short, "description": "The first."}
    assert schema["properties"]["b"] == {
        "description": "The second.",
        "allOf": [{"type": "string", "maxLength": 9}, {"maxLength": 3}],
    }


def test_a_definition_that_leads_back_to_itself_ends() -> None:
    tree = {"type": "object", "properties": {"in": {"$ref": "#/$defs/tree"}}}
    schema = made({"$defs": {"tree": tree}, "properties": {"a": {"$ref": "#/$defs/tree"}}})
    again = {"allOf": [{"$ref": "#/definitions/tree"}]}
    inner = {"type": "object", "properties": {"in": again}}
    assert schema["properties"]["a"] == inner
    assert schema["definitions"] == {"tree": inner}


def test_a_format_of_ours_becomes_limits() -> None:
    schema = made(
        {
            "properties": {
                "phone": {"type": "string", "format": "phone"},
                "name": {"type": "string", "format": "name", "maxLength": 500},
                "short": {"type": "string", "format": "name", "maxLength": 50},
                "zone": {"type": "string", "format": "time-zone"},
                "own": {"pattern": "^x$", "x-message": "write an x", "format": "phone"},
            }
        }
    )["properties"]
    assert schema["phone"]["maxLength"] == 25
    assert schema["phone"]["pattern"].startswith("^(?:")
    assert schema["name"] == {"type": "string", "maxLength": 120}
    assert schema["short"] == {"type": "string", "maxLength": 50}
    assert schema["zone"] == {"type": "string"}
    assert schema["own"] == {"pattern": "^x$", "patternErrorMessage": "write an x", "maxLength": 25}


class TestCommand:
    def test_it_needs_no_forge_and_leaves_alone_what_a_person_edited(self, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "registry/posts", tmp_path / "registry/posts")
        shutil.copy(ROOT / "registry/network.yaml", tmp_path / "registry")
        network = tmp_path / "registry/network.yaml"
        text = network.read_text(encoding="utf-8").replace("  forge:", "  forge-was:")
        network.write_text(text, encoding="utf-8")

        def init(*words: str) -> Result:
            return CliRunner().invoke(cli, ["--root", str(tmp_path), "init", "editor", *words])

        assert init("--dry-run").exit_code == 0
        assert not (tmp_path / ".vscode").exists()
        assert init().exit_code == 0
        files = [path for path in (tmp_path / ".vscode").rglob("*") if path.is_file()]
        assert len(files) == len(YAML) + 2
        assert all(untouched(path.read_text(encoding="utf-8")) for path in files)
        own = tmp_path / ".vscode/settings.json"
        own.write_text(own.read_text(encoding="utf-8").replace("utf8", "utf8bom"), encoding="utf-8")
        done = init()
        assert done.exit_code == 1
        assert ".vscode/settings.json: edited by a person, so it is left alone" in done.stdout
        assert "utf8bom" in own.read_text(encoding="utf-8")
        assert init("--replace").exit_code == 0
        assert "utf8bom" not in own.read_text(encoding="utf-8")

    def test_a_type_of_the_networks_own_has_a_schema_too(self, init: Init, network: Path) -> None:
        assert init("editor").exit_code == 0
        leaflet = network / "registry/_types/errand"
        shutil.copytree(ROOT / "tools/handbook/types/action", leaflet)
        declaration = (leaflet / "type.yaml").read_text(encoding="utf-8")
        (leaflet / "type.yaml").write_text(
            declaration.replace("folder: actions", "folder: errands"), encoding="utf-8"
        )
        done = init("editor")
        assert ".vscode/handbook/errand.schema.json: new; written" in done.stdout
        assert (
            ".vscode/settings.json: written earlier, and nobody has changed it since; written"
        ) in done.stdout
        settings = (network / ".vscode/settings.json").read_text(encoding="utf-8")
        assert "registry/errands/*.yaml" in without_remarks(settings)["yaml.schemas"].values()

    def test_the_files_lie_at_the_top_of_the_repository(self, init: Init, network: Path) -> None:
        with_settings(network, f"    folder: {network.name}\n")
        assert init("editor").exit_code == 0
        settings = (network.parent / ".vscode/settings.json").read_text(encoding="utf-8")
        read = without_remarks(settings)
        assert f"{network.name}/registry/posts/*.yaml" in read["yaml.schemas"].values()
        assert f"{network.name}/registry/_endorsed/**" in read["files.readonlyInclude"]
