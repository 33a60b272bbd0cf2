"""docs/starting.md, followed literally: every line typed, every file written, every answer seen."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from pypandoc import convert_text

from warm import program

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "starting.md").read_text(encoding="utf-8")
STEP = re.compile(r"<!-- (.+?) -->\n```\n(.*?)```\n", re.DOTALL)
NOON_OF_30_NOVEMBER_2026 = "1796040000"


@dataclass
class Reader:
    """Somebody in an empty folder who does what the page says, and nothing else."""

    place: Path
    home: Path
    seen: str = ""
    line: tuple[Path, str] | None = None
    followed: list[str] = field(default_factory=list)

    def follow(self, step: str, words: str) -> None:
        deed, _, path = re.sub(r" (?=registry/|\.\./)", "\n", step, count=1).partition("\n")
        file = self.place / path
        match deed:
            case "type":
                self.type(words)
            case "see":
                missing = [line for line in words.splitlines() if line not in self.seen]
                assert not missing, (missing, self.seen)
            case "in":
                self.line = (file, words)
            case "write instead":
                assert self.line
                file, line = self.line
                text = file.read_text(encoding="utf-8")
                assert text.count(f"\n{line}") == 1
                file.write_text(text.replace(f"\n{line}", f"\n{words}"), encoding="utf-8")
            case "write":
                assert file.is_file()
                file.write_text(words, encoding="utf-8")
            case "save":
                file.parent.mkdir(exist_ok=True)
                file.write_text(words, encoding="utf-8")
            case "in Word":
                file.parent.mkdir(exist_ok=True)
                convert_text(words, "docx", "markdown", outputfile=str(file))
            case "add to":
                with file.open("a", encoding="utf-8") as adding:
                    adding.write(words)
            case _:
                raise AssertionError(step)
        self.followed.append(deed)

    def type(self, lines: str) -> None:
        """Type the lines into a shell, which tells where they led."""
        done = subprocess.run(
            ["sh", "-ec", f"{lines}\npwd > '{self.home}/where'"],
            cwd=self.place,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.seen = done.stdout + done.stderr
        assert done.returncode == 0, (lines, self.seen)
        self.place = Path((self.home / "where").read_text(encoding="utf-8").strip())

    @property
    def environment(self) -> dict[str, str]:
        day = f"@{NOON_OF_30_NOVEMBER_2026} +0000"
        return {
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": day,
            "GIT_COMMITTER_DATE": day,
            "SOURCE_DATE_EPOCH": NOON_OF_30_NOVEMBER_2026,
            "TZ": "Pacific/Auckland",
            "COLUMNS": "200",
        }


def test_whoever_follows_the_page_has_a_handbook_with_a_guideline_in_force(tmp_path: Path) -> None:
    (tmp_path / "home" / "bin").mkdir(parents=True)
    program(tmp_path / "home" / "bin" / "handbook")
    (tmp_path / "desk").mkdir()
    reader = Reader(tmp_path / "desk", tmp_path / "home")
    for step, words in STEP.findall(DOC):
        reader.follow(step, words)
    assert DOC.count("```\n") == 2 * len(reader.followed)
    site = reader.place / "site"
    for page in ("planning-a-home-visit", "transport-between-units", "school-meetings"):
        html = (site / "guidelines" / page / "index.html").read_text(encoding="utf-8")
        assert 'data-handbook-badge="Proposed"' in html
    assert len(list((reader.place / "registry/import-checks").glob("*.yaml"))) == 3
    for page in ("guidelines/correcting-a-page", "terms-of-reference/steering-group"):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        assert 'data-handbook-badge="In force"' in html
        assert "Use until 30 November 2028" in html
