"""Whether an evidence bundle agrees with itself, and what a check found in all.

What cannot be compared is told apart from what does not match, and neither is ever passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.digest import PREFIX
from handbook.evidence.model import BundleVerdict
from handbook.evidence.pack import MANIFEST, sha256
from handbook.evidence.texts import CANONICAL, STATUS, canonical_form
from handbook.load import MemoryTree, load
from handbook.render.evidence_link import SUMS
from handbook.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.evidence.reading import ReadBundle
    from handbook.load.model import Seal
    from handbook.types.model import Types

_SUM = re.compile(r"([0-9a-f]{64})  (\S+)")
_TEXTS = ("documents", "terms-of-reference")


def with_itself(bundle: ReadBundle, types: Types) -> BundleVerdict:
    """Compare a bundle's files with its own lists, and its texts with its decisions."""
    return _sums(bundle) + _manifest(bundle) + _digests(bundle.files, types)


def _sums(bundle: ReadBundle) -> BundleVerdict:
    try:
        lines = bundle.files[SUMS].decode("ascii").splitlines()
    except UnicodeDecodeError:
        return BundleVerdict(wrong=(f"{SUMS} cannot be read.",))
    listed = [_SUM.fullmatch(line) for line in lines]
    if not all(listed):
        return BundleVerdict(wrong=(f"{SUMS} cannot be read.",))
    sums = {each[2]: each[1] for each in listed if each}
    wrong = tuple(_unlike(bundle.files, sums, {SUMS}, SUMS))
    good = f"Every file has the fingerprint that {SUMS} gives: {len(sums)} files."
    return BundleVerdict(wrong=wrong) if wrong else BundleVerdict((good,))


def _manifest(bundle: ReadBundle) -> BundleVerdict:
    sums: dict[str, str] = {}
    for each in bundle.manifest["files"]:
        if not isinstance(each, dict) or not isinstance(each.get("path"), str):
            return BundleVerdict(wrong=(f"{MANIFEST} lists something that is no file.",))
        sums[each["path"]] = str(each.get("sha256"))
    wrong = tuple(_unlike(bundle.files, sums, {SUMS, MANIFEST}, MANIFEST))
    good = f"{MANIFEST} lists the same files with the same fingerprints."
    return BundleVerdict(wrong=wrong) if wrong else BundleVerdict((good,))


def _unlike(
    files: Mapping[str, bytes], sums: Mapping[str, str], beside: set[str], name: str
) -> Iterator[str]:
    for path in sorted(files.keys() | sums.keys()):
        if path in beside and path not in sums:
            continue
        if path not in files:
            yield f"{_safe(path)} is missing, and {name} lists it."
        elif path not in sums:
            yield f"{path} is not listed in {name}."
        elif sha256(files[path]) != sums[path]:
            yield f"{path} is not the file that {name} lists: its fingerprint is another."


def _safe(path: str) -> str:
    return ascii(path[:200]).strip("'")


def _digests(files: Mapping[str, bytes], types: Types) -> BundleVerdict:
    """Every text, read as the register reads it, has the digest that its decisions name."""
    read = load(MemoryTree(dict(_as_registry(files))), types)
    seals = {(seal.document, seal.version): seal for seal in read.seals}
    named = dict(_named(files))
    wrong: list[str] = []
    whole = 0
    for path in sorted(path for path in files if path.endswith(f"/{CANONICAL}")):
        parts = path.split("/")
        key = (parts[-3], parts[-2]) if len(parts) == 4 else ("", "")  # noqa: PLR2004 - <folder>/<id>/<version>/<file>
        why = _fault(seals.get(key), files[path], named.get(key, frozenset()))
        if why:
            wrong.append(f"{path.rpartition('/')[0]}: {why}")
        else:
            whole += 1
    texts = {path.rpartition("/")[0] for path in files if path.endswith("/seal.yaml")}
    wrong += [
        f"{folder}: it has no {CANONICAL}."
        for folder in sorted(texts)
        if f"{folder}/{CANONICAL}" not in files
    ]
    sentence = f"Every text has the digest that its decisions name: {whole} texts."
    return BundleVerdict((sentence,) if whole and not wrong else (), tuple(wrong))


def _fault(seal: Seal | None, form: bytes, named: frozenset[str]) -> str:
    if seal is None:
        return "the sealed text cannot be read."
    digest = PREFIX + sha256(form)
    if canonical_form(seal) != form:
        return f"{CANONICAL} does not say what the text says."
    if seal.digest != digest:
        return f"the fingerprint of {CANONICAL} is not the digest in seal.yaml."
    if not named:
        return "no decision in this bundle names its digest."
    if named != {digest}:
        return "a decision names another digest."
    return ""


def _as_registry(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Sealed texts and decisions at the places that they have in a registry."""
    for path, content in files.items():
        folder, _, rest = path.partition("/")
        own = path.rpartition("/")[2] in (CANONICAL, STATUS)
        if folder in _TEXTS and not own:
            yield f"registry/_endorsed/{rest}", content


def _named(files: Mapping[str, bytes]) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """By document and version, the digests that decisions in the bundle name."""
    named: dict[tuple[str, str], set[str]] = {}
    for path, content in files.items():
        if path.startswith("decisions/"):
            data = read_yaml(content, path).data or {}
            for entry in _rows(data.get("documents")):
                if entry.get("digest"):
                    key = (str(entry.get("document")), str(entry.get("version")))
                    named.setdefault(key, set()).add(str(entry["digest"]))
    for key, digests in named.items():
        yield key, frozenset(digests)


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
