"""Our own ``dataclass`` makes the same classes as the standard library, and makes them late."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from handbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """All that a field can be."""

    first: int
    second: str = "two"
    third: list[int] = field(default_factory=list, compare=False)
    hidden: int = field(default=4, repr=False, hash=False)
    made: int = field(init=False, compare=False)
    fixed: int = field(init=False, default=7)
    last: int = field(default=9, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.first * 2)


@dataclass(frozen=True, slots=True)
class Single:
    """One field."""

    value: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """None at all."""


@dataclass(frozen=True, slots=True)
class Own:
    """Methods of its own stay."""

    value: int

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return "own"


def theirs(ours: type) -> Any:
    """The same class as the standard library makes it."""
    names = {"__annotations__": dict(ours.__annotations__), "__qualname__": ours.__qualname__}
    for each in dataclasses.fields(ours):
        options = {n: getattr(each, n) for n in ("repr", "hash", "init", "compare", "kw_only")}
        for default in ("default", "default_factory"):
            if getattr(each, default) is not dataclasses.MISSING:
                options[default] = getattr(each, default)
        names[each.name] = field(**options)
    if hasattr(ours, "__post_init__"):
        names["__post_init__"] = ours.__post_init__
    made = type(ours.__name__, (), names)
    return dataclasses.dataclass(frozen=True, slots=True)(made)


MADE = [
    (Ours, (1,), {}),
    (Ours, (1, "b", [3]), {"last": 2}),
    (Ours, (), {"first": 5, "hidden": 6}),
    (Single, (float("nan"),), {}),
    (Single, (2.0,), {}),
    (Nothing, (), {}),
]


@pytest.mark.parametrize(("ours", "given", "named"), MADE)
def test_an_instance_is_as_the_library_makes_it(
    ours: Any, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    other = theirs(ours)
    mine, its = ours(*given, **named), other(*given, **named)
    assert repr(mine) == repr(its)
    assert hash(mine) == hash(its)
    assert repr(dataclasses.asdict(mine)) == repr(dataclasses.asdict(its))
    assert ours.__match_args__ == other.__match_args__
    assert ours.__slots__ == other.__slots__
    for name in ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "slots"):
        mine_is, its_is = (getattr(cls.__dataclass_params__, name, None) for cls in (ours, other))
        assert mine_is == its_is
    assert mine == mine  # noqa: PLR0124  also where a value is not equal to itself
    assert (mine == ours(*given, **named)) == (its == other(*given, **named))
    assert mine != its
    assert copy.deepcopy(mine).__class__ is ours
    assert repr(pickle.loads(pickle.dumps(mine))) == repr(mine)  # noqa: S301  our own
    assert repr(copy.copy(mine)) == repr(mine)


def test_a_copy_with_other_values() -> None:
    first = Ours(1, "b", [3])
    assert dataclasses.replace(first, first=2) == Ours(2, "b", [3])
    assert dataclasses.replace(first, first=2).made == 4
    assert Ours(1, hidden=1) != Ours(1)
    assert Ours(1, third=[1]) == Ours(1)
    assert Ours(1).third is not Ours(1).third


@pytest.mark.parametrize(
    "change",
    [
        lambda made: setattr(made, "first", 2),
        lambda made: setattr(made, "other", 2),
        lambda made: delattr(made, "first"),
    ],
)
def test_nothing_of_it_can_be_changed(change: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        change(Ours(1))


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1, 2, 3, 4, 5), {}), ((1,), {"made": 3}), ((1,), {"x": 3})]
)
def test_what_does_not_fit_is_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Ours\.__init__\(\)"):
        Ours(*given, **named)


def test_its_own_methods_stay() -> None:
    assert (repr(Own(1)), hash(Own(2)), Own(1) == Own(2)) == ("own", 1, True)


def test_any_other_class_is_left_to_the_library() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        value: int

    @dataclass(slots=True)
    class Open:
        value: int

    @dataclass(frozen=True, slots=True)
    class More(Single):
        more: int = 1

    assert Ordered(1) < Ordered(2)
    opened = Open(1)
    opened.value = 2
    assert opened == Open(2)
    assert More(1.0, 2) == More(1.0, 2)
    with pytest.raises(FrozenInstanceError):
        More(1.0).more = 3  # type: ignore[misc]


def test_a_class_that_is_never_made_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a method was compiled")

    monkeypatch.setattr(dataclasses, "_create_fn", fail)
    monkeypatch.setattr("handbook.dataclass._compiled_init", fail)

    @dataclass(frozen=True, slots=True)
    class Idle:
        """Never made."""

        value: int = 1

    assert dataclasses.fields(Idle)
    with pytest.raises(AssertionError, match="compiled"):
        Idle()
