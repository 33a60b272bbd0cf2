"""An evidence bundle compared with the register: made anew, or file by file where it cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.evidence.checking.manifest_diff import unlike
from handbook.evidence.model import BundleVerdict
from handbook.evidence.pack import MANIFEST
from handbook.evidence.texts import CANONICAL, STATUS
from handbook.render.evidence_link import SUMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.evidence.reading import ReadBundle
    from handbook.load.trees.base import Tree

_HOMES = {
    "documents": "registry/_endorsed",
    "terms-of-reference": "registry/_endorsed",
    "decisions": "registry/decisions",
    "meetings": "registry/meetings",
    "adoptions": "registry/adoptions",
    "organisation": "registry/organisations",
    "posts": "registry/posts",
}
_MAY_CHANGE = ("organisation/", "posts/")
"""Folders of what the network may edit at any time; everything else stays as it was."""
_MADE = frozenset({"index.html", "README.txt", STATUS, MANIFEST, SUMS})
UNPROVEN = (
    "index.html and the other pages made for this bundle are not proven. Rely on the copied files"
    " and on the register instead."
)
_ANOTHER_TOOL = "Another version of this tool made this bundle, so its own pages may differ."


def with_rebuilt(
    bundle: ReadBundle, rebuilt: Mapping[str, bytes], whence: str, *, same_tool: bool
) -> BundleVerdict:
    """Compare a bundle with the same bundle made anew from the register ``whence``.

    What another version of this tool made (``same_tool`` is false) may differ, and proves nothing;
    what its manifest tells of documents and answers is compared all the same.
    """
    wrong: list[str] = []
    untold: list[str] = []
    for path, sentence in _differing(bundle.files, rebuilt, whence):
        (untold if _is_made(path) and not same_tool else wrong).append(sentence)
    differences = unlike(bundle.manifest, json.loads(rebuilt[MANIFEST]))
    wrong += [difference.sentence("in the bundle", f"by {whence}") for difference in differences]
    same = sum(rebuilt.get(path) == content for path, content in bundle.files.items())
    holds = (f"{same} of {len(bundle.files)} files are byte for byte what {whence} gives.",)
    if untold:
        untold += [_ANOTHER_TOOL, UNPROVEN]
    return BundleVerdict(holds if same else (), tuple(wrong), tuple(untold))


def _differing(
    files: Mapping[str, bytes], rebuilt: Mapping[str, bytes], whence: str
) -> Iterator[tuple[str, str]]:
    """The paths of files that are not the same, and what is to be said of each."""
    for path in sorted(files.keys() | rebuilt.keys()):
        if files.get(path) == rebuilt.get(path):
            continue
        if path not in files:
            yield path, f"{path} is missing: it belongs into this bundle, made from {whence}."
        elif path not in rebuilt:
            yield path, f"{path} does not belong into this bundle, made from {whence}."
        else:
            yield path, f"{path} is not what {whence} gives."


def _is_made(path: str) -> bool:
    return path.rpartition("/")[2] in _MADE


def with_what_lies_here(
    bundle: ReadBundle, rebuilt: Mapping[str, bytes], tree: Tree, whence: str, *, same_tool: bool
) -> BundleVerdict:
    """Compare a bundle of what no commit holds with one made anew from the register as it is.

    Where the register has changed since, only copies can be compared, and pages prove nothing.
    But a page cannot differ where everything that it is made from is the same.
    """
    verdict = with_rebuilt(bundle, rebuilt, whence, same_tool=same_tool)
    if not verdict.wrong or (same_tool and _made_from_the_same(bundle, rebuilt)):
        return verdict
    pages = [
        sentence for path, sentence in _differing(bundle.files, rebuilt, whence) if _is_made(path)
    ]
    return with_today(bundle, tree) + BundleVerdict(untold=tuple(pages))


def _made_from_the_same(bundle: ReadBundle, rebuilt: Mapping[str, bytes]) -> bool:
    copied = (path for path in bundle.files.keys() | rebuilt.keys() if not _is_made(path))
    if any(bundle.files.get(path) != rebuilt.get(path) for path in copied):
        return False
    return _without_files(bundle.manifest) == _without_files(json.loads(rebuilt[MANIFEST]))


def _without_files(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in manifest.items() if name != "files"}


def with_today(bundle: ReadBundle, tree: Tree) -> BundleVerdict:
    """Compare the files that were copied from the register with those that it holds today.

    For when the bundle cannot be made anew. A post or an organisation may have changed since; what
    was sealed, decided, minuted or answered may not.
    """
    same, wrong, untold = 0, [], []
    for path, content in sorted(bundle.files.items()):
        source = _source(path)
        if not source:
            continue
        try:
            now = tree.read(source)
        except OSError:
            now = None
        if now == content:
            same += 1
        elif path.startswith(_MAY_CHANGE):
            untold.append(f"{path} differs from this register today; it may have changed since.")
        else:
            what = "is not in this register" if now is None else "differs from this register"
            wrong.append(f"{path} {what}, where nothing of the kind is ever changed.")
    untold += ["Whether the pages and lists of this bundle are those of the register.", UNPROVEN]
    holds = (f"{same} files that were copied are the same in this register today.",) if same else ()
    return BundleVerdict(holds, tuple(wrong), tuple(untold))


def _source(path: str) -> str:
    """Where a file of a bundle lies in the registry; empty for what was made for the bundle."""
    folder, _, rest = path.partition("/")
    home = _HOMES.get(folder, "")
    if not home or path.rpartition("/")[2] in (CANONICAL, STATUS):
        return ""
    if folder == "adoptions":
        rest = rest.rpartition("/")[2]
    return f"{home}/{rest}"
