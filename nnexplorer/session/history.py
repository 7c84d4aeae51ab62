"""Undo and redo: labelled values in the order in which they came to be."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")

LIMIT = 500
"""Steps that are kept; a document is small, and shares with its neighbours whatever did not change."""


class History(Generic[Value]):
    """The values that can be gone back to, and those that can be gone forward to again."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._past: list[tuple[str, Value]] = []
        self._future: list[tuple[str, Value]] = []

    def push(self, label: str, before: Value) -> None:
        """Remember what stood before the step `label`; what had been undone is forgotten."""
        self._past.append((label, before))
        del self._past[: -self._limit]
        self._future.clear()

    def undo(self, now: Value) -> Value | None:
        """Return the value before the last step, `now` being kept for redo; None if there is none."""
        return self._move(self._past, self._future, now)

    def redo(self, now: Value) -> Value | None:
        """Return the value that the last undo went back from; None if there is none."""
        return self._move(self._future, self._past, now)

    @property
    def undo_label(self) -> str | None:
        """What undo would take back."""
        return self._past[-1][0] if self._past else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again."""
        return self._future[-1][0] if self._future else None

    def copy(self) -> History[Value]:
        """The same steps, to be gone through apart from these."""
        twin: History[Value] = History(self._limit)
        twin._past, twin._future = list(self._past), list(self._future)
        return twin

    def clear(self) -> None:
        """Forget everything."""
        self._past.clear()
        self._future.clear()

    @staticmethod
    def _move(source: list[tuple[str, Value]], target: list[tuple[str, Value]], now: Value) -> Value | None:
        if not source:
            return None
        label, value = source.pop()
        target.append((label, now))
        return value
