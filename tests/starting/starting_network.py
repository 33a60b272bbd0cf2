"""What a small network on a forge is made of, and git as a stranger's computer has it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

DAY = "2026-01-15"
FORGE = """\
settings:
  forge:
    kind: github
    url: https://forge.example/heather/handbook
    posts:
      - post: coordinator
        names: ["@heather/coordinators"]
"""
SITE = """\
    site:
      host: {host}
      url: https://handbook.example/
      login: true
"""


def git(root: Path, *words: str) -> str:
    """Git as a stranger's computer has it: no settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A person",
        "GIT_AUTHOR_EMAIL": "person@example.org",
        "GIT_COMMITTER_NAME": "A person",
        "GIT_COMMITTER_EMAIL": "person@example.org",
        "GIT_AUTHOR_DATE": "2026-01-14T12:00:00+00:00",
        "GIT_COMMITTER_DATE": "2026-01-14T12:00:00+00:00",
    }
    done = subprocess.run(
        ["git", *words], cwd=root, env=kept | fixed, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def with_settings(root: Path, words: str) -> None:
    """Add lines at the end of the network's record."""
    network = root / "registry" / "network.yaml"
    network.write_text(network.read_text(encoding="utf-8") + words, encoding="utf-8")
