"""Whether a pattern is safe: the whole text, and quick on any text.

Only a small part of the language of regular expressions is known here, the part that means the same
in Python and in JSON Schema: letters, classes such as ``[a-z]``, groups, ``|``, ``?``, ``*``, ``+``
and ``{2,5}``. A pattern is safe if it is deterministic: after each letter there is at most one
place in the pattern for the next one. Then matching never has to go
back (Brüggemann-Klein and Wood call such expressions one-unambiguous). No place can be reached in
two ways either, as it can in ``(a+)+``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

_EVERY = frozenset(range(128)) | {-1}
"""All ASCII letters, and one that stands for any other."""
_MOST = 64
"""A counted part is written out up to this often; beyond, "any number of times" stands for it."""
_PIECES = 4000
_ESCAPES = {"r": "\r", "n": "\n", "t": "\t"}
_SET_SIGNS = ("--", "&&", "||", "~~")
"""Pairs that some readers of patterns take for operations on classes."""


class UnsafePatternError(ValueError):
    """A pattern that is not safe; the message says why."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: can it be empty, and which pieces may begin and end it."""

    empty: bool
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


def check_pattern(pattern: str) -> None:
    """Raise ``UnsafePatternError`` unless the pattern is anchored, known and deterministic."""
    if not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$")):
        raise UnsafePatternError("it must begin with ^ and end with $")
    reading = _PatternReader(pattern[1:-1])
    try:
        whole = reading.whole()
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as problem:
        raise UnsafePatternError(f"it is not a regular expression: {problem}") from None
    for followers in [whole.first, *reading.follow.values()]:
        seen: set[int] = set()
        for piece in followers:
            if seen & reading.letters[piece]:
                raise UnsafePatternError("a letter can be read in two ways, which can be slow")
            seen |= reading.letters[piece]


class _PatternReader:
    """Reads a pattern once and notes which piece may follow which."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.letters: list[frozenset[int]] = []
        self.follow: dict[int, list[int]] = {}

    def whole(self) -> _Part:
        part = self.choice()
        if self.at < len(self.text):
            self.refuse(f"it has a stray {self.text[self.at]}")
        return part

    def refuse(self, why: str) -> NoReturn:
        raise UnsafePatternError(why)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def choice(self) -> _Part:
        part = self.sequence()
        while self.peek() == "|":
            self.at += 1
            other = self.sequence()
            part = _Part(
                part.empty or other.empty, part.first + other.first, part.last + other.last
            )
        return part

    def sequence(self) -> _Part:
        part = _Part(empty=True)
        while self.peek() not in ("", "|", ")"):
            part = self.join(part, self.repeated())
        return part

    def join(self, left: _Part, right: _Part) -> _Part:
        self.link(left.last, right.first)
        return _Part(
            left.empty and right.empty,
            left.first + right.first if left.empty else left.first,
            right.last + left.last if right.empty else right.last,
        )

    def link(self, ends: tuple[int, ...], begins: tuple[int, ...]) -> None:
        for end in ends:
            self.follow.setdefault(end, []).extend(begins)

    def repeated(self) -> _Part:
        start = self.at
        part = self.atom()
        sign = self.peek()
        if sign in ("*", "+", "?"):
            self.at += 1
            part = self.star(part) if sign != "?" else part
            part = part if sign == "+" else _Part(True, part.first, part.last)
        elif sign == "{":
            part = self.counted(part, start)
        if self.peek() in ("*", "+", "?", "{"):
            self.refuse("it repeats what is repeated already")
        return part

    def star(self, part: _Part) -> _Part:
        self.link(part.last, part.first)
        return part

    def counted(self, part: _Part, start: int) -> _Part:
        count = re.compile(r"\{([0-9]{1,4})(,)?([0-9]{1,4})?\}").match(self.text, self.at)
        if not count:
            self.refuse("it has a { that is not a count such as {2,5}")
        least = int(count[1])
        most = int(count[3]) if count[3] else (None if count[2] else least)
        end = count.end()
        if most is None or most > _MOST:
            part = self.star(part)
            self.at = end
            return _Part(part.empty or least == 0, part.first, part.last)
        copies = [part] + [self.again(start) for _ in range(most - 1)]
        self.at = end
        result = _Part(empty=True)
        for number, copy in reversed(list(enumerate(copies[:most]))):
            joined = self.join(copy, result)
            result = joined if number < least else _Part(True, joined.first, joined.last)
        return result

    def again(self, start: int) -> _Part:
        self.at = start
        return self.atom()

    def atom(self) -> _Part:
        sign = self.peek()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.piece(self.one_of())
        if sign in ("^", "$", ".", ")", "*", "+", "?", "{", "}", "]"):
            self.refuse(f"it may not have {sign} here; write \\{sign} for the sign itself")
        return self.piece(frozenset({self.letter()}))

    def group(self) -> _Part:
        self.at += 3 if self.text.startswith("(?:", self.at) else 1
        if self.peek() == "?":
            self.refuse("it uses a kind of group that is not known here")
        part = self.choice()
        if self.peek() != ")":
            self.refuse("it has a group that does not end")
        self.at += 1
        return part

    def piece(self, letters: frozenset[int]) -> _Part:
        if len(self.letters) >= _PIECES:
            self.refuse("it is too long")
        self.letters.append(letters)
        here = (len(self.letters) - 1,)
        return _Part(False, here, here)

    def letter(self) -> int:
        escaped = self.peek() == "\\"
        self.at += escaped
        sign = self.peek()
        self.at += 1
        if not sign:
            self.refuse("it ends too soon")
        if escaped and sign.isalnum() and sign not in _ESCAPES:
            self.refuse(f"it uses \\{sign}, which is not known here")
        code = ord(_ESCAPES.get(sign, sign) if escaped else sign)
        return code if code in _EVERY else -1

    def one_of(self) -> frozenset[int]:
        self.at += 1
        without = self.peek() == "^"
        self.at += without
        letters: set[int] = set()
        while self.peek() != "]":
            if not self.peek():
                self.refuse("it has a [ that does not end")
            if self.peek() == "[" or self.text[self.at : self.at + 2] in _SET_SIGNS:
                self.refuse(f"it may not have {self.peek()} here; write it with a \\ before it")
            low = self.letter()
            high = low
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] != "]":
                self.at += 1
                if self.peek() in ("-", "["):
                    self.refuse("it has a range that does not end in a letter")
                high = self.letter()
            letters |= {low, high} | set(range(low, 128 if high < 0 else high + 1))
        self.at += 1
        return _EVERY - frozenset(letters) | {-1} if without else frozenset(letters)
