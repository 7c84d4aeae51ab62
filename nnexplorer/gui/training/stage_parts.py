"""What a stage of one step in slow motion is made of, and what the quantities in it are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnexplorer.gui.words.notation import Symbols, indexed, italic

if TYPE_CHECKING:
    from nnexplorer.compute.parts.slow_step import SlowStep

SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"


@dataclass(frozen=True)
class Stage:
    """One stage: its name in the chain of stages, what it says, its law and its numbers as rich text.

    `lit` are the quantities that canvases bring out, see `nnexplorer.gui.canvases.drawing.spotlight`; `backward` says
    whether the errors go back by now, so that what the step changes can be drawn.
    """

    name: str
    title: str
    law: str
    numbers: tuple[str, ...]
    lit: frozenset[str]
    backward: bool


@dataclass(frozen=True)
class Names:
    """The names of a step's quantities as rich text: those of hidden unit `unit`, and of the output."""

    step: SlowStep
    unit: int
    symbols: Symbols

    @property
    def e(self) -> str:
        """The unit's excitation."""
        return self.symbols.e(self.unit)

    @property
    def h(self) -> str:
        """Its activation."""
        return self.symbols.h(self.unit)

    @property
    def w(self) -> str:
        """Its weights."""
        return indexed("w", self.symbols.index(self.unit), "(1)")

    @property
    def b(self) -> str:
        """Its bias."""
        return self.symbols.b(self.unit)

    @property
    def w2(self) -> str:
        """Its correction vector."""
        return indexed("w", self.symbols.index(self.unit), "(2)")

    @property
    def b2(self) -> str:
        """The output's bias."""
        return f"{italic('b')}<sup>(2)</sup>"

    @property
    def e2(self) -> str:
        """The output's excitation."""
        return f"{self.symbols.notation.excitation_html}<sup>(2)</sup>"

    @property
    def y(self) -> str:
        """The output."""
        return self.symbols.y(0, 1)


def stage(name: str, title: str, law: str, numbers: Sequence[str], lit: str, *, backward: bool = False) -> Stage:
    """Return the stage whose quantities `lit` names with spaces between them."""
    return Stage(name, title, law, tuple(numbers), frozenset(lit.split()), backward)
