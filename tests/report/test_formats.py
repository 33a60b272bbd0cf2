"""Reports for other programs fit the formats' own schemas, whatever a record may hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook.finding import Code, Finding, Place, Severity
from handbook.report import FORMATS, View, locate
from handbook.report.formats.markdown import MARK, plain
from handbook.report.formats.sarif import KEY
from handbook.report.formats.text import visible
from handbook.rules.catalogue import all_codes

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
GITLAB = Draft202012Validator(json.loads((SCHEMAS / "gitlab-code-quality.json").read_text("utf-8")))
JUNIT = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))

E = Code("TST001", Severity.ERROR, "A date that does not exist", "Dates are days.", integrity=True)
W = Code("TST002", Severity.WARNING, "A review, overdue: soon", "Time passes.")
N = Code("TST003", Severity.NOTE, "Something to know", "Nothing to do.")
NASTY = (
    "100% of\r\nthis \x00\x1b[31m is ]]> wrong",
    "<script>alert(1)</script> & 'quotes' \"double\"",
    "[a link](https://evil.example/) ![i](x) `code` | cell | \\",
    "é ≥ 5 \u202e mirrored \ud800 alone \ufffe",
    "::error::not a command",
    "##[error]nor this",
)
PATHS = (
    "registry/posts/a,b:100%.yaml",
    "registry\\guidelines\\näme.md",
    "registry/guidelines/ü #1?.md",
    "registry",
    "mkdocs.yml",
)
ODD = tuple(
    Finding((E, W, N)[n % 3], path, message, f"{message}\nand more", place=Place(n + 1, 2))
    for n, (path, message) in enumerate((p, m) for p in PATHS for m in NASTY)
)
texts = st.text(st.characters(codec=None), max_size=60)
findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from([E, W, N]),
        st.sampled_from(PATHS) | texts.map(lambda name: f"registry/{name}"),
        texts,
        texts,
        place=st.builds(Place, st.integers(1, 9999), st.integers(1, 200)) | st.none(),
    ),
    max_size=8,
)


def fit(form: str, found: list[Finding] | tuple[Finding, ...]) -> str:
    """A report of findings, once the schema of its format has accepted it."""
    report = FORMATS[form](locate(dict.fromkeys(found), {}), 7)
    if form == "junit":
        JUNIT.validate(report)
    else:
        {"sarif": SARIF, "gitlab": GITLAB}[form].validate(json.loads(report))
    return report


FORMS = ("sarif", "gitlab", "junit")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("found", [ODD, ()], ids=["odd", "none"])
def test_what_a_record_may_hold_fits_the_schema(form: str, found: tuple[Finding, ...]) -> None:
    report = fit(form, found)
    assert all(c.isprintable() or c == "\n" for c in report)


@pytest.mark.parametrize("form", FORMS)
@given(found=findings)
def test_any_findings_fit_the_schema_and_none_is_lost(form: str, found: list[Finding]) -> None:
    report = fit(form, found)
    number = len(dict.fromkeys(found))
    if form == "sarif":
        assert len(json.loads(report)["runs"][0]["results"]) == number
    elif form == "gitlab":
        assert len(json.loads(report)) == number
    else:
        cases = ET.fromstring(report).findall(".//testcase")  # noqa: S314  our own report
        assert len(cases) == number + 1


def test_the_schemas_can_say_no() -> None:
    assert not SARIF.is_valid({"version": "2.1.0", "runs": [{"results": []}]})
    assert not GITLAB.is_valid([{"description": "x"}])
    assert not JUNIT.is_valid("<testsuites><testcase/></testsuites>")


def test_every_code_can_be_a_rule_of_sarif() -> None:
    found = [Finding(code, f"registry/x/{code.id}.yaml", code.title) for code in all_codes()]
    rules = json.loads(fit("sarif", found))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [code.id for code in all_codes()]


@given(findings)
def test_fingerprints_are_unique_and_the_same_in_every_format(found: list[Finding]) -> None:
    results = json.loads(fit("sarif", found))["runs"][0]["results"]
    sarif = [result["partialFingerprints"][KEY] for result in results]
    assert len(set(sarif)) == len(sarif)
    assert sarif == [issue["fingerprint"] for issue in json.loads(fit("gitlab", found))]
    names = [case.get("name", "") for case in ET.fromstring(fit("junit", found)).iter("testcase")]  # noqa: S314
    assert len(set(names)) == len(names)


def test_of_a_huge_registry_nothing_is_left_out() -> None:
    many = [
        Finding(W, f"registry/guidelines/g{n % 500:03}.md", f"wrong {n}", place=Place(n + 1, 1))
        for n in range(5000)
    ]
    assert len(json.loads(fit("sarif", many))["runs"][0]["results"]) == 5000
    assert len({issue["fingerprint"] for issue in json.loads(fit("gitlab", many))}) == 5000


def test_a_windows_path_is_written_with_forward_slashes_and_encoded() -> None:
    (result,) = json.loads(fit("sarif", [replace(ODD[0], path="registry\\a b\\ö.md")]))["runs"][0][
        "results"
    ]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "registry/a%20b/%C3%B6.md", "uriBaseId": "REPOSITORY"}
    (issue,) = json.loads(fit("gitlab", [replace(ODD[0], path="registry\\a b\\ö.md")]))
    assert issue["location"]["path"] == "registry/a b/ö.md"


def test_only_an_error_fails_a_test_of_junit() -> None:
    report = ET.fromstring(fit("junit", ODD))  # noqa: S314
    failed = report.findall(".//failure")
    assert len(failed) == Counter(one.severity for one in ODD)[Severity.ERROR]
    assert sum(int(suite.get("failures", "")) for suite in report.iter("testsuite")) == len(failed)


def test_a_check_that_could_not_be_finished_is_an_error_of_the_run() -> None:
    broken = Code("INT002", Severity.ERROR, "The checker itself failed", "It failed.")
    found = [Finding(broken, "registry", "it failed")]
    (run,) = json.loads(fit("sarif", found))["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert ET.fromstring(fit("junit", found)).find(".//error") is not None  # noqa: S314


LIVELY = re.compile(r"@\w|#\w|https?://|www\.|!\w")


def inlines(text: str) -> list[Token]:
    """Everything within the blocks of a Markdown text, as GitHub and GitLab read it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    return [child for token in tokens for child in token.children or ()]


@given(found=findings)
def test_in_the_comment_no_words_of_a_record_are_more_than_words(found: list[Finding]) -> None:
    text = FORMATS["markdown"](locate(dict.fromkeys(found), {}), 7)
    assert text.startswith("<!-- handbook check -->\n## Handbook check")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert blocks <= {"html_block", "heading", "paragraph", "inline", "bullet_list", "list_item"}
    assert [token.content for token in tokens if token.type == "html_block"] == [f"{MARK}\n"]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in inlines(text)}
    assert kinds <= {"text", "text_special", "strong", "em", "code_inline", "html_inline",
                     "softbreak", "hardbreak"}  # fmt: skip
    html = {token.content for token in inlines(text) if token.type == "html_inline"}
    assert html <= {"<!-- -->"}
    for token in inlines(text):
        assert token.type != "text" or not LIVELY.search(token.content)


@pytest.mark.parametrize(
    "words", [*NASTY, "@everyone see #12", "1. a", "- b", "===", "$x$", "~~y~~"]
)
def test_words_come_out_of_the_comment_as_they_went_in(words: str) -> None:
    (first, *_) = MarkdownIt("gfm-like", {"linkify": False}).parseInline(plain(words))
    said = "".join(t.content for t in first.children or () if t.type != "html_inline")
    assert said == visible(" ".join(words.split()))


def test_a_comment_stays_within_what_a_forge_takes() -> None:
    many = [
        Finding(
            (E, W, N)[n % 3], f"registry/guidelines/g{n}.md", f"{n} {'long ' * 500}", "x" * 5000
        )
        for n in range(3000)
    ]
    text = FORMATS["markdown"](locate(many, {}), 7)
    assert len(text) < 65_000
    assert "more" in text


def test_a_place_is_linked_where_it_is_known_where_files_are_shown() -> None:
    view = View(address=lambda path, line: f"https://forge.example/blob/{path}#L{line}")
    odd = replace(ODD[0], path="registry/a)b> [x](y) ü.md", message="m", hint="h")
    text = FORMATS["markdown"](locate([odd], {}), 7, view)
    (link,) = [token for token in inlines(text) if token.type == "link_open"]
    assert str(link.attrs["href"]).startswith("https://forge.example/blob/registry/a%29b%3E")
