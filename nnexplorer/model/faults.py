"""What is wrong with a typed formula, and where."""

from __future__ import annotations

_SHOWN = 60  # characters of a formula that an error repeats


def shortened(text: str) -> str:
    """As much of a text as a message repeats."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


class FormulaError(ValueError):
    """Why a text is no formula: `text` itself, `what` is wrong with it, and the `position` of the fault in it.

    Positions count characters from 0, the end of the text is one too; None where the fault has no place.
    """

    def __init__(self, text: str, what: str, position: int | None = None) -> None:
        super().__init__(f"formula {shortened(text)!r}: {what}")
        self.text, self.what, self.position = text, what, position

    def __reduce__(self) -> tuple[type[FormulaError], tuple[str, str, int | None]]:
        return FormulaError, (self.text, self.what, self.position)
