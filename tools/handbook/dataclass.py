"""``dataclass`` as in the standard library, at a fraction of its cost where a class is defined.

The library writes the source of six methods for every class and compiles each, when the module of
the class is loaded; a short command loads more than a hundred classes, and makes nothing of most of
them. Of a class that is frozen and has slots, five of the six are here one function for all, which
goes through the fields. Only ``__init__`` is compiled, and when somebody first makes one.

Any other class is left to the library. For a type checker there is no difference.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field, dataclass

__all__ = ["dataclass"]

if not TYPE_CHECKING:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """A class decorator: see ``dataclasses.dataclass``, whose options it takes."""

        def decorate(cls: type) -> type:
            inherits = any(hasattr(base, "__dataclass_fields__") for base in cls.__mro__[1:])
            if inherits or options != {"frozen": True, "slots": True}:
                return dataclasses.dataclass(cls, **options)
            return _frozen(cls)

        return decorate if cls is None else decorate(cls)


def _frozen(cls: type) -> type:
    """A class as ``dataclasses.dataclass(frozen=True, slots=True)`` would make it."""
    own = cls.__dict__.keys()
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    names = frozenset(field.name for field in fields)
    methods = {
        "__init__": _first_init(made, fields),
        "__repr__": _repr(tuple(field.name for field in fields if field.repr)),
        "__eq__": _eq(tuple(field.name for field in fields if field.compare)),
        "__hash__": _hash(
            tuple(f.name for f in fields if (f.compare if f.hash is None else f.hash))
        ),
        "__getstate__": _getstate,
        "__setstate__": _setstate,
    }
    for name, method in methods.items():
        if name not in own:
            method.__name__, method.__qualname__ = name, f"{made.__qualname__}.{name}"
            setattr(made, name, method)
    made.__setattr__, made.__delattr__ = _refusals(made, names)
    for name in ("init", "repr", "eq", "frozen"):
        setattr(made.__dataclass_params__, name, True)
    whole: type = made
    return whole


def _first_init(cls: Any, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """An ``__init__`` that puts the compiled one into its place."""

    def first(self: Any, *args: Any, **named: Any) -> None:
        init = _compiled_init(cls, fields)
        cls.__init__ = init
        init(self, *args, **named)

    return first


def _compiled_init(cls: Any, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """The ``__init__`` of a class, with a parameter for each field that takes one."""
    known: dict[str, Any] = {"MISSING": MISSING}
    given: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for field in fields:
        name, value = field.name, field.name
        known[f"set_{name}"] = getattr(cls, name).__set__
        parameter = name
        if field.default is not MISSING:
            known[f"default_{name}"] = field.default
            parameter = f"{name}=default_{name}"
            value = name if field.init else f"default_{name}"
        elif field.default_factory is not MISSING:
            known[f"make_{name}"] = field.default_factory
            parameter = f"{name}=MISSING"
            value = f"make_{name}() if {name} is MISSING else {name}"
            value = value if field.init else f"make_{name}()"
        elif not field.init:
            continue
        if field.init:
            (named if field.kw_only else given).append(parameter)
        body.append(f"set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(["self", *given, *(["*", *named] if named else [])])
    lines = "\n ".join(body or ["pass"])
    exec(f"def __init__({parameters}):\n {lines}", known)  # noqa: S102  as the library does
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of some fields, in their order."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda instance: tuple(getattr(instance, name) for name in names)


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr()
    def shown(self: Any) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({inside})"

    return shown


def _eq(names: tuple[str, ...]) -> Callable[[Any, object], Any]:
    values = _values(names)

    def equals(self: Any, other: object) -> Any:
        same = other.__class__ is self.__class__
        return values(self) == values(other) if same else NotImplemented

    return equals


def _hash(names: tuple[str, ...]) -> Callable[[Any], int]:
    values = _values(names)

    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed


def _refusals(
    cls: Any, names: frozenset[str]
) -> tuple[Callable[[Any, str, Any], None], Callable[[Any, str], None]]:
    """What stands in place of setting and deleting: nothing of a frozen class is changed."""

    def refuse_setting(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def refuse_deleting(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return refuse_setting, refuse_deleting


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _setstate(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
