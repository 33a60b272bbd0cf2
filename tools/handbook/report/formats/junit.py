"""Findings as a JUnit report, which nearly every CI server shows: a suite for each file.

An error is a failed test. A warning or a note is a test that passed and says something, since what
time brings must not turn a pipeline red. A check that could not be finished is an error of JUnit's.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from handbook.finding import Severity
from handbook.report.formats.text import visible
from handbook.report.tally import CANNOT_RUN, summary
from handbook.report.view import PLAIN, Kind, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.report.locate import Located


def write(findings: Sequence[Located], files: int, view: View = PLAIN) -> str:
    """One XML document; the first suite says in words how the check ended."""
    top = ET.Element("testsuites", name="handbook check")
    whole = ET.SubElement(top, "testsuite", _counts("handbook", [], 1))
    case = ET.SubElement(whole, "testcase", name="the whole check", classname="handbook")
    ET.SubElement(case, "system-out").text = summary(findings, files, view)
    for path, here in groupby(findings, key=lambda located: located.finding.path):
        _suite(top, path, list(here))
    _set_aside(top, view)
    ET.indent(top)
    return ET.tostring(top, encoding="unicode", xml_declaration=False) + "\n"


def _set_aside(top: ET.Element, view: View) -> None:
    """What is not held against anybody: tests that were skipped, with the reason."""
    if not view.aside:
        return
    number = len(view.aside)
    suite = ET.SubElement(
        top, "testsuite", _counts("set aside", [], number) | {"skipped": str(number)}
    )
    for aside in view.aside:
        finding = aside.located.finding
        where = f"{visible(finding.path)}:{aside.located.place.line}:{aside.located.place.column}"
        name = f"{finding.code.id} at {where} ({aside.located.fingerprint})"
        case = ET.SubElement(suite, "testcase", name=name, classname=visible(finding.path))
        words = f"so on {view.base} already" if aside.kind is Kind.BEFORE else aside.reason
        skipped = ET.SubElement(case, "skipped", message=visible(words))
        skipped.text = visible(finding.message)


def _suite(top: ET.Element, path: str, findings: Sequence[Located]) -> None:
    suite = ET.SubElement(top, "testsuite", _counts(visible(path), findings, len(findings)))
    for located in findings:
        finding = located.finding
        code = finding.code
        where = f"{visible(path)}:{located.place.line}:{located.place.column}"
        name = f"{code.id} at {where} ({located.fingerprint})"
        case = ET.SubElement(suite, "testcase", name=name, classname=visible(path))
        lines = [finding.message, *finding.hint.splitlines()]
        words = "\n".join([f"{where}: {code.title}", *map(visible, lines)])
        if finding.severity is Severity.ERROR:
            kind = "error" if code.id in CANNOT_RUN else "failure"
            element = ET.SubElement(case, kind, type=code.id, message=visible(finding.message))
        else:
            element = ET.SubElement(case, "system-out")
            words = f"{finding.severity.word} {words}"
        element.text = words


def _counts(name: str, findings: Sequence[Located], tests: int) -> dict[str, str]:
    """The attributes of a suite."""
    broken = sum(located.finding.code.id in CANNOT_RUN for located in findings)
    errors = sum(located.severity is Severity.ERROR for located in findings)
    return {
        "name": name,
        "tests": str(tests),
        "failures": str(errors - broken),
        "errors": str(broken),
        "skipped": "0",
    }
