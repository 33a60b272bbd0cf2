"""One kind of output, which is a module in ``catalogue``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handbook.render.context import Context
    from handbook.render.files import OutputFile


@dataclass(frozen=True, slots=True)
class Output:
    """Something that other systems read, in one file or several.

    ``name`` is what people call it and ``about`` says in a sentence what it is for. ``files`` says
    which files there are, and makes the content of one only when it is asked. Unless ``public``, a
    public edition has none of it.
    """

    name: str
    about: str
    files: Callable[[Context], Iterable[OutputFile]]
    public: bool = True


class CannotMakeError(Exception):
    """A file cannot be made here and is left out. The message is a sentence: why, and the mend."""
