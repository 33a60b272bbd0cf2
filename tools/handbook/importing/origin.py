"""Where a draft was taken in from, and whether anybody has edited it since."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any

from handbook.assess.taken_in import FIELD

if TYPE_CHECKING:
    from collections.abc import Mapping


def fingerprint(data: Mapping[str, Any], body: str | None, pictures: Mapping[str, str]) -> str:
    """The fingerprint of a draft's details, text and pictures, without where it came from."""
    own = {key: value for key, value in data.items() if key != FIELD}
    words = unicodedata.normalize("NFC", (body or "").strip("\n"))
    whole = json.dumps([own, words, dict(pictures)], ensure_ascii=True, sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"
