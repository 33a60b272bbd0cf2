"""Take the form editor out of its npm package: ``python -m vendor PACKAGE.tgz``.

The package is what ``npm pack @sveltia/cms@VERSION`` writes. What is kept of it goes to
``handbook/editor/sveltia/``, with its licence and those of its fonts; what it is checked by goes
to ``tests/editor/``. Nothing is changed but what ``CHANGES`` and ``ELSEWHERE`` name, so that it
asks no third party for its looks, its words or newer versions. ``vendored.json`` says what came
from where.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).parents[1]
HOME = TOOLS / "handbook" / "editor" / "sveltia"
SCHEMA = TOOLS.parent / "tests" / "editor" / "sveltia-cms.schema.json"
BUNDLE = "sveltia-cms.js"
FONTS = {
    "source-sans-3": "latin-wght-normal",
    "noto-mono": "latin-400-normal",
    "material-symbols-outlined": "latin-wght-normal",
}
"""The fonts that the editor shows, by family, and which cut of each."""
CHANGES = {
    r"url(https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@": "source-sans-3",
    r"url(https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@": "noto-mono",
    r"url(https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@": (
        "material-symbols-outlined"
    ),
}
"""How the address of each font begins in the bundle, and the family it is."""
LANGUAGE = "en-GB"
"""The language that is carried besides the one in the bundle."""
ELSEWHERE = {
    "`${iP}/package.json`": "`sveltia/package.json`",
    "`${iP}@${rP}/locales`": "`sveltia`",
    "`ar,bg,ca,cs,da,de,el,en-CA,en-GB,en-US,es-CO,fa,fi,fr,hr,it,ja,ko,nl,pl,pt-BR,pt-PT,ru,sv,"
    "tr,uk,vi,zh-CN,zh-TW`": "`en-GB,en-US`",
}
"""Where the bundle asks for its newest version and its words, and what it asks instead: the files
here. The languages it knows become those that are carried."""


def main() -> int:
    """Take the package that is named on the command line."""
    if len(sys.argv) != len(("vendor", "package")):
        print(__doc__, file=sys.stderr)  # noqa: T201 -- a tool for the terminal
        return 2
    package = Path(sys.argv[1])
    parts = _parts(package)
    files = _kept(parts)
    about = json.loads(parts["package.json"])
    HOME.mkdir(parents=True, exist_ok=True)
    for old in HOME.iterdir():
        old.unlink()
    for name, content in files.items():
        (HOME / name).write_bytes(content)
    SCHEMA.write_text(_bare(json.loads(parts["schema/sveltia-cms.json"])), "utf-8")
    sha512 = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    record = {
        "package": about["name"],
        "version": about["version"],
        "licence": about["license"],
        "integrity": f"sha512-{sha512}",
        "changed": [BUNDLE, "package.json"],
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    (HOME / "vendored.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(f"{about['name']} {about['version']}: {len(files)} files in {HOME}")  # noqa: T201
    return 0


def _parts(package: Path) -> dict[str, bytes]:
    """Every file of an npm package, by its path in it."""
    with tarfile.open(package) as archive:
        opened = {m.name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
        return {n.removeprefix("package/"): f.read() for n, f in opened.items() if f is not None}


def _kept(parts: dict[str, bytes]) -> dict[str, bytes]:
    """What is kept of the package, by the name it gets. Raises ``SystemExit`` if it has changed."""
    about = json.loads(parts["package.json"])
    version = {key: about[key] for key in ("name", "version", "license", "homepage")}
    kept = {
        BUNDLE: _without_strangers(parts[f"dist/{BUNDLE}"].decode()).encode(),
        "LICENSE.txt": parts["LICENSE.txt"],
        "package.json": f"{json.dumps(version, indent=2)}\n".encode(),
        f"{LANGUAGE}.json": parts[f"locales/{LANGUAGE}.json"],
    }
    for family, cut in FONTS.items():
        begins = f"npm/assets/{family}-{cut}-"
        kept[f"{family}.woff2"] = next(parts[path] for path in parts if path.startswith(begins))
        kept[f"{family}.LICENSE.txt"] = parts[f"npm/assets/{family}.LICENSE.txt"]
    return kept


def _without_strangers(bundle: str) -> str:
    """The bundle with the addresses of fonts and version made those of the files here."""
    for begins, family in CHANGES.items():
        head, found, tail = bundle.partition(begins)
        _, closing, tail = tail.partition(")")
        if not found or not closing or begins in tail:
            raise SystemExit(
                f"{begins} does not stand in the bundle once; read it and mend CHANGES"
            )
        bundle = f"{head}url(sveltia/{family}.woff2){tail}"
    for there, here in ELSEWHERE.items():
        if bundle.count(there) != 1:
            raise SystemExit(f"{there} does not stand in the bundle once; mend ELSEWHERE")
        bundle = bundle.replace(there, here)
    return bundle.replace(f"\n//# sourceMappingURL={BUNDLE}.map", "")


def _bare(schema: Any) -> str:
    """The editor's own schema without its prose, for the tests."""
    return json.dumps(_without_prose(schema), separators=(",", ":"), ensure_ascii=False) + "\n"


def _without_prose(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_prose(each) for each in part]
    if not isinstance(part, dict):
        return part
    prose = ("description", "markdownDescription")
    return {
        key: _without_prose(value)
        for key, value in part.items()
        if not (key in prose and isinstance(value, str))
    }


if __name__ == "__main__":
    raise SystemExit(main())
