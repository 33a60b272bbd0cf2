"""The small faults: made with mutmut, all of a module at once, each asleep until it is named.

Left out are faults in the words of a sentence: golden examples compare those. Not left out are
rules, which mutmut passes over because they are decorated.
"""

from __future__ import annotations

import ast
import json
import math
from dataclasses import asdict, dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from mutmut.mutation.file_mutation import mutate_file_contents

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fault:
    """One small fault in one function.

    ``name`` wakes it; ``key`` stays the same while the function does, and says nothing of where in
    a row of faults it stands; ``difference`` shows it.
    """

    module: str
    function: str
    name: str
    key: str
    difference: str


def module_of(path: Path, top: Path) -> str:
    """What a module is called when it runs: a package by its folder, or no fault in it wakes."""
    return ".".join(path.relative_to(top).with_suffix("").parts).removesuffix(".__init__")


def put_faults(path: Path, module: str, kept: Path) -> tuple[Fault, ...]:
    """Write every fault into a module, asleep; ``kept`` spares making them of the same text again.

    Raises ``SyntaxError`` if mutmut cannot read the module.
    """
    text = path.read_text("utf-8")
    of_text = sha256(Path(__file__).read_bytes() + text.encode()).hexdigest()
    if kept.exists():
        made = json.loads(kept.read_text("utf-8"))
        if made["of"] == of_text:
            path.write_text(made["text"], "utf-8")
            return tuple(Fault(**fault) for fault in made["faults"])
    mutated = mutate_file_contents(str(path), _rules_laid_bare(text))
    lines = mutated.code.splitlines()
    sources = {
        name: [line.replace(name, _bare(name)) for line in lines[span.start - 1 : span.end]]
        for name, span in mutated.line_span_by_function_name.items()
    }
    faults = tuple(
        _fault(module, name, sources)
        for name in mutated.mutant_names
        if not _only_words(sources[_sound(name)], sources[name])
    )
    path.write_text(mutated.code, "utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    record = {"of": of_text, "text": mutated.code, "faults": [asdict(fault) for fault in faults]}
    kept.write_text(json.dumps(record), "utf-8")
    return faults


def sampled(faults: Iterable[Fault], share: float) -> tuple[Fault, ...]:
    """That share of the faults of every function, one at least: always the same ones."""
    functions: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        functions.setdefault((fault.module, fault.function), []).append(fault)
    return tuple(
        fault
        for of_one in functions.values()
        for fault in sorted(of_one, key=lambda fault: fault.key)[: math.ceil(share * len(of_one))]
    )


def _rules_laid_bare(text: str) -> str:
    """The same module with each ``@rule(...)`` applied below its function instead of above it."""
    lines = text.splitlines()
    for node in reversed(ast.parse(text).body):
        if not isinstance(node, ast.FunctionDef) or len(node.decorator_list) != 1:
            continue
        (decorator,) = node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "rule":
            applied = f"{node.name} = {ast.unparse(decorator)}({node.name})"
            lines.insert(node.end_lineno or len(lines), applied)
            del lines[decorator.lineno - 1 : decorator.end_lineno]
    return "\n".join(lines) + "\n"


def _only_words(sound: list[str], faulty: list[str]) -> bool:
    """Whether two sources of a function differ in nothing but the words of sentences."""
    trees = [ast.parse(dedent("\n".join(lines))) for lines in (sound, faulty)]
    texts = [
        [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        for tree in trees
    ]
    if len(texts[0]) != len(texts[1]):
        return False
    differing = [
        str(was.value) for was, becomes in zip(*texts, strict=True) if was.value != becomes.value
    ]
    for node in (*texts[0], *texts[1]):
        node.value = ""
    same = ast.dump(trees[0]) == ast.dump(trees[1])
    return same and bool(differing) and all(" " in text.strip() for text in differing)


def _sound(name: str) -> str:
    return name.partition("__mutmut_")[0] + "__mutmut_orig"


def _fault(module: str, name: str, sources: dict[str, list[str]]) -> Fault:
    function = name.partition("__mutmut_")[0]
    sound, faulty = sources[_sound(name)], sources[name]
    place = f"{module}.{_bare(name)}"
    difference = "\n".join(unified_diff(sound, faulty, place, place, lineterm="", n=2))
    key = sha256("\n".join([place, *faulty]).encode()).hexdigest()[:16]
    return Fault(module, f"{module}.{function}", f"{module}.{name}", key, difference)


def _bare(name: str) -> str:
    """What the function is called in the code."""
    return name.partition("__mutmut_")[0].removeprefix("x_").rpartition("\u01c1")[2]
