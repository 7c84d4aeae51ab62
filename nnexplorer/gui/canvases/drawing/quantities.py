"""What the quantities over two inputs are called, as a title and as the name of an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.words.notation import MINUS, italic

if TYPE_CHECKING:
    from nnexplorer.gui.words.notation import Symbols


def quantity_letter(kind: str, symbols: Symbols, unit: int, outputs: int = 1) -> str:
    """The letter of a quantity, that of `unit` or of the first of `outputs` outputs."""
    y = symbols.y(0, outputs)
    target = italic("y") if outputs == 1 else symbols.target(0)
    letters = {
        "target": target,
        "e1": symbols.e(unit),
        "h": symbols.h(unit),
        "e2": symbols.e2(0, outputs),
        "residual": f"{y} {MINUS} {target}",
    }
    return letters.get(kind, y)


def quantity_title(kind: str, symbols: Symbols, unit: int, hidden: str, outputs: int = 1) -> str:
    """A quantity's name and letter; `hidden` is how the hidden layer's nonlinearity is written."""
    letter = quantity_letter(kind, symbols, unit, outputs)
    words = {"target": "Target", "e1": "Excitation", "h": "Activation", "e2": "Second-layer excitation"}
    equal = f" = {hidden}({symbols.e(unit)})" if kind == "h" else ""
    return f"{words.get(kind, 'Residual' if kind == 'residual' else 'Output')} {letter}{equal}"
