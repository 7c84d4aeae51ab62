"""What a hand does on the planes: lines, correction vectors and the probe that are dragged become edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.compute.samples import nearest
from nnexplorer.model import edits
from nnexplorer.model.data import CurveData
from nnexplorer.model.lines import Line, threshold_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.canvases.input import InputCanvas
    from nnexplorer.gui.editing.hand import Hand
    from nnexplorer.gui.viewing import Viewing
    from nnexplorer.model.network import Array
    from nnexplorer.model.pin import Pin
    from nnexplorer.session.session import Session


class Gestures:
    """Tells the hand what is held, moved and let go; `edit` makes an edit that is done at once."""

    def __init__(
        self, session: Session, canvas: InputCanvas, hand: Hand, viewing: Viewing, edit: Callable[..., None]
    ) -> None:
        self._session, self._canvas, self._hand, self._viewing = session, canvas, hand, viewing
        self._edit = edit

    def drag_line(self, unit: int, line: Line) -> None:
        """Hold a unit's line where a hand has taken it."""
        self._canvas.show_hint("")
        self._hand.drag(self._pinned(unit, line))

    def _pinned(self, unit: int, line: Line) -> Pin:
        return edits.line_pin(unit, line, self._session.document.network.inputs)

    def nudge_line(self, nudge: Callable[[Line], Line]) -> None:
        """Give the selected unit the line that a key makes of its own."""
        document = self._session.document  # as it stands: the canvas may be a key behind
        unit, network = document.view.selected, document.network
        if unit is not None:
            line = nudge(threshold_lines(network)[unit])
            self._hand.nudge(f"Nudge line {self._name(unit)}", self._pinned(unit, line))

    def flip_line(self, unit: int, line: Line) -> None:
        """Turn a line's positive side to the other side."""
        self._edit(f"Flip line {self._name(unit)}", edits.hold, self._pinned(unit, line))

    def drag_probe(self, x: Array) -> None:
        """Take the probe to x (2,); over a curve's samples to the nearest one."""
        document = self._session.document
        x = x[: document.network.inputs]
        if isinstance(document.data, CurveData):
            x = document.X[nearest(document.X, x)]
        self._hand.drag_probe(x.tolist())

    def put_probe(self, x: Array | None) -> None:
        """Put the probe at x (2,), or take it away."""
        if x is None:
            self._viewing.look(probe=None)
        else:
            self.drag_probe(x)
            self._hand.drop_probe()

    def drop_line(self, unit: int, done: str) -> None:
        """Let go of a unit's line; `done` is what the hand did, such as 'Move'."""
        self._hand.drop(f"{done} line {self._name(unit)}")

    def drop_correction(self, unit: int) -> None:
        """Let go of a unit's correction vector."""
        self._hand.drop(f"Move correction {self._name(unit)}")

    def _name(self, unit: int) -> str:
        return str(unit + self._session.document.view.index_base)
