"""The command as a process of its own, born of one that has read the program already.

Most of what a short command costs is reading the program and the libraries it uses: a second of
three for a build, nearly all for its site engine. One process reads them once; each command is then
a fork of it, with its own arguments, folder, environment, input and outputs, and nothing else
passes from one to the next. What must be a process from its first instruction (its signals, its
hash seed, what it imports, the encoding of its streams) is started as one, in the tests that ask.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any, NoReturn

from few_rules import few_rules
from registries import lay_smallest

if TYPE_CHECKING:
    from collections.abc import Callable

BESIDES = ("git", "jsonschema_rs", "mkdocs.commands.build", "pyarrow.dataset", "xlsxwriter")
"""What the program imports only where it needs it, and takes long to read."""
_CLIENT = """\
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as wire:
    wire.connect({place!r})
    socket.send_fds(wire, [b"."], [0, 1, 2])
    wire.sendall(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode())
    wire.shutdown(socket.SHUT_WR)
    code = wire.recv(8)
    os._exit(int(code) if code else 255)
"""


def words_for(*words: str) -> list[str]:
    """A command line that does what ``handbook`` with these words does; or ``-c`` and Python."""
    return words_at(started(), *words)


def words_at(place: Path, *words: str) -> list[str]:
    """The same, answered at one place."""
    return [sys.executable, "-IS", "-c", _CLIENT.format(place=str(place)), *words]


def program(place: Path) -> Path:
    """Write the command to a place, for what starts it by its name."""
    place.write_text(f"#!{sys.executable} -IS\n{_CLIENT.format(place=str(started()))}")
    place.chmod(0o755)
    return place


@cache
def started() -> Path:
    """Where commands are answered; what answers there is started with the first."""
    place = Path(tempfile.mkdtemp(prefix="warm")) / "socket"
    server = subprocess.Popen(
        [sys.executable, __file__, str(place)],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert server.stdin
    assert server.stdout
    assert server.stdout.readline() == b"ready\n"
    atexit.register(server.communicate)  # it ends with its input
    return place


@dataclass(frozen=True)
class EngineStarter:
    """Stands for the module ``subprocess`` in ``publish.engine``, which runs Python code by it."""

    DEVNULL, PIPE, STDOUT = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT

    words_for: Callable[..., list[str]]

    def run(self, command: list[str], **settings: Any) -> subprocess.CompletedProcess[str]:
        """What ``subprocess.run`` does with ``python -P -c CODE``."""
        assert command[:3] == [sys.executable, "-P", "-c"]
        return subprocess.run(self.words_for(*command[2:]), **settings)  # noqa: PLW1510  as it was given


def serve(place: Path) -> None:
    """Read the program, then answer at ``place`` until the input ends."""
    read_the_program(place)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(16)
        os.write(1, b"ready\n")
        os.dup2(2, 1)
        gc.collect()
        gc.freeze()
        while door in select.select([door, 0], [], [])[0]:
            wire, _ = door.accept()
            with wire:
                if os.fork() == 0:
                    door.close()
                    answer(wire)
            reap()
    place.unlink()
    place.parent.rmdir()


def read_the_program(place: Path) -> None:
    """Import all of it, and what it uses; pages are made of a few rules, as everywhere here."""
    import handbook  # noqa: PLC0415  the tests that only start this do not need it
    from handbook.cli import making as of_command  # noqa: PLC0415
    from handbook.outputs import making  # noqa: PLC0415
    from handbook.publish import engine  # noqa: PLC0415

    for module in walk_packages(handbook.__path__, "handbook."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in BESIDES:
        import_module(name)
    making.handbook = few_rules(making.handbook)
    making.looked_through = few_rules(making.looked_through)
    engine.subprocess = EngineStarter(partial(words_at, place))  # type: ignore[assignment]
    of_command.rule_examples = cache(of_command.rule_examples)
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as said:
        words = ["--root", str(lay_smallest(Path(folder))), "--today", "2026-01-15", "check"]
        assert run(words) == 0, said.getvalue()


def reap() -> None:
    """Let go of every process that has ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def answer(wire: socket.socket) -> NoReturn:
    """Run what is asked for, tell how it ended, and end."""
    _, streams, _, _ = socket.recv_fds(wire, 1, 3)
    with wire.makefile("rb") as asked:
        words, folder, environment = json.load(asked)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = (open_stream(number) for number in range(3))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    code = run(words)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    wire.sendall(str(code).encode())
    os._exit(code)


def open_stream(number: int) -> io.TextIOWrapper:
    """Standard input, output or errors, as the interpreter opens them."""
    stream = os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)
    is_for_errors = number == sys.__stderr__.fileno()
    stream.reconfigure(
        line_buffering=is_for_errors or stream.isatty(),
        errors="backslashreplace" if is_for_errors else "strict",
    )
    return stream


def run(words: list[str]) -> int:
    """Run Python code or the command; the exit code."""
    from handbook.cli import cli  # noqa: PLC0415

    is_code = words[:1] == ["-c"]
    sys.argv = ["-c", *words[2:]] if is_code else ["handbook", *words]
    try:
        if is_code:
            exec(words[1], {"__name__": "__main__"})  # noqa: S102  our own, as `python -c` does
        else:
            cli(prog_name="handbook")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:  # noqa: BLE001  as the interpreter does
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
