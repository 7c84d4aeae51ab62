"""Trees of JSON: read from bytes, taken apart so that every fault has its place, and written line by line."""

from __future__ import annotations

import json
import reprlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from sys import float_info
from typing import Any, TypeAlias, TypeVar

LARGEST_FILE = 2**29
"""Most bytes of JSON that are read."""

_LONGEST_NUMBER = 400  # digits; a float ends at 309, and Python refuses to convert endless ones

# Most of each mark in a file, so that a small one can't fill the memory: a million samples of fifty numbers have less.
_MOST = {b",": 2**26, b"[": 2**23, b"{": 2**20}

_Made = TypeVar("_Made")


class TreeError(ValueError):
    """What is wrong in a file, with its place: ``$.network.W1[3]: expected 2 numbers, got 3``."""


@dataclass(frozen=True)
class Place:
    """A value in a tree, and the path that leads to it."""

    path: str
    value: Any

    def unlike(self, wanted: str) -> TreeError:
        """Return the fault of a value that is not what is wanted."""
        return TreeError(f"{self.path}: expected {wanted}, got {_described(self.value)}")

    def field(self, name: str) -> Place:
        """Return a field of an object, null where it is missing."""
        if not isinstance(self.value, dict):
            raise self.unlike("an object")
        return Place(f"{self.path}.{name}", self.value.get(name))

    def fields(self, known: Collection[str], required: Iterable[str] = ()) -> dict[str, Place]:
        """Return the fields of an object: none but those `known`, and all that are `required`."""
        if not isinstance(self.value, dict):
            raise self.unlike("an object")
        for name in self.value:
            if name not in known:
                spelt = name[:40] if name.isidentifier() else reprlib.repr(name)
                raise TreeError(f"{self.path}.{spelt}: unknown field; known are {', '.join(known)}")
        for name in required:
            if name not in self.value:
                raise TreeError(f"{self.path}.{name}: missing")
        return {name: self.field(name) for name in self.value}

    def item(self, i: int) -> Place:
        """Return item `i` of a list."""
        return Place(f"{self.path}[{i}]", self.value[i])

    def items(self) -> list[Place]:
        """Return the items of a list."""
        if not isinstance(self.value, list):
            raise self.unlike("a list")
        return [self.item(i) for i in range(len(self.value))]

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Name this place in the error of whoever refuses what was read here."""
        try:
            yield
        except TreeError:
            raise
        except ValueError as error:
            raise TreeError(f"{self.path}: {error}") from None


Reader: TypeAlias = Callable[[Place], Any]


def parse_tree(content: bytes) -> Any:
    """Read JSON; NaN, infinities and endless numbers become floats, for `number` to refuse in their place."""
    check_size(content)
    try:
        return json.loads(content.decode("utf-8-sig"), parse_int=_whole, object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise TreeError(f"$: expected UTF-8 text, got byte {content[error.start]:#x} at {error.start}") from None
    except json.JSONDecodeError as error:
        raise TreeError(f"$: no JSON at line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise TreeError("$: lists and objects are nested too deeply") from None


def check_size(content: bytes) -> None:
    """TreeError for JSON that is too large to be read, however it is made; such a file is not to be written either."""
    if len(content) > LARGEST_FILE:
        raise TreeError(f"$: expected at most {LARGEST_FILE >> 20} MiB, got more")
    for mark, most in _MOST.items():
        if len(content) > most and content.count(mark) > most:
            raise TreeError(f"$: expected at most {most} times '{mark.decode()}', got more")


def format_tree(value: Any, margin: str = "") -> str:
    """Write JSON: a field, a row of numbers or a list of texts a line, floats as short as is exact."""
    inner = margin + "  "
    if isinstance(value, dict) and value:
        ends = "{}"
        parts = [f"{json.dumps(name)}: {format_tree(item, inner)}" for name, item in value.items()]
    elif isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        ends = "[]"
        parts = [format_tree(item, inner) for item in value]
    else:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return f"{ends[0]}\n{inner}" + f",\n{inner}".join(parts) + f"\n{margin}{ends[1]}"


def text(place: Place) -> str:
    """Read a text."""
    if not isinstance(place.value, str):
        raise place.unlike("text")
    return place.value


def switch(place: Place) -> bool:
    """Read true or false."""
    if not isinstance(place.value, bool):
        raise place.unlike("true or false")
    return place.value


def whole(place: Place) -> int:
    """Read a whole number."""
    if type(place.value) is not int:
        raise place.unlike("a whole number")
    return place.value


def number(place: Place) -> float:
    """Read a finite number."""
    if not _is_finite(place.value):
        raise place.unlike("a finite number")
    return float(place.value)


def numbers(place: Place, length: int | None = None) -> tuple[float, ...]:
    """Read a list of finite numbers, `length` of them if it is given."""
    if not isinstance(place.value, list):
        raise place.unlike("a list of numbers")
    if length is not None and len(place.value) != length:
        wanted = "1 number" if length == 1 else f"{length} numbers"
        raise TreeError(f"{place.path}: expected {wanted}, got {len(place.value)}")
    for i, value in enumerate(place.value):
        if not _is_finite(value):
            raise place.item(i).unlike("a finite number")
    return tuple(map(float, place.value))


def rows(place: Place, width: int | None = None) -> tuple[tuple[float, ...], ...]:
    """Read a list of rows of finite numbers, all as wide as `width` or else as the first."""
    found: list[tuple[float, ...]] = []
    for item in place.items():
        found.append(numbers(item, width))
        width = len(found[0])
    return tuple(found)


def wholes(place: Place) -> tuple[int, ...]:
    """Read a list of whole numbers."""
    return tuple(whole(item) for item in place.items())


def texts(place: Place) -> tuple[str, ...]:
    """Read a list of texts."""
    return tuple(text(item) for item in place.items())


def optional(reader: Reader) -> Reader:
    """Return a reader of what `reader` reads, or null."""
    return lambda place: None if place.value is None else reader(place)


def read(found: Mapping[str, Place], readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Read the fields that were found."""
    return {name: reader(found[name]) for name, reader in readers.items() if name in found}


def made(
    make: Callable[..., _Made],
    given: Mapping[str, Any],
    readers: Mapping[str, Reader],
    found: Mapping[str, Place],
) -> _Made:
    """Make something of what is `given` and of the fields found, each tried so that it can be blamed."""
    values = dict(given)
    for name, reader in readers.items():
        if name in found:
            values[name] = reader(found[name])
            with found[name].blamed():
                make(**values)
    return make(**values)


def _described(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else f"a list of {len(value)}"
    return reprlib.repr(value) if isinstance(value, str) else json.dumps(value)[:30]


def _is_finite(value: Any) -> bool:
    # The comparison refuses NaN too, and whole numbers that are too large for a float.
    return type(value) in {int, float} and abs(value) <= float_info.max


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < _LONGEST_NUMBER else float(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in pairs:
        if name in tree:
            raise TreeError(f"$: the field {reprlib.repr(name)} stands twice in one object")
        tree[name] = value
    return tree
