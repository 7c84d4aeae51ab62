"""Gestures on the canvases become edits: lines dragged, nudged and flipped, the probe, corrections and their root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.compute.samples import nearest
from nnexplorer.model import edits
from nnexplorer.model.data import CurveData
from nnexplorer.model.lines import Line, threshold_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.arrangement import Arrangement
    from nnexplorer.gui.editing.hand import Hand
    from nnexplorer.model.network import Array
    from nnexplorer.model.pin import Pin
    from nnexplorer.session.session import Session


class Gestures:
    """Hands what is done on an arrangement's canvases to the hand, which makes previews and steps of undo of it."""

    def __init__(
        self,
        session: Session,
        arrangement: Arrangement,
        hand: Hand,
        edit: Callable[..., None],
        look: Callable[..., None],
    ) -> None:
        self._session, self._hand, self._edit, self._look = session, hand, edit, look
        self._input = arrangement.input
        self._wire(arrangement)

    def _wire(self, arrangement: Arrangement) -> None:
        hand, plane = self._hand, arrangement.plane
        self._input.line_dragged.connect(self._drag_line)
        self._input.line_dropped.connect(lambda unit, done: hand.drop(f"{done} line {self._name(unit)}"))
        self._input.line_nudged.connect(self.nudge_line)
        self._input.line_flipped.connect(self._flip_line)
        self._input.probe_dragged.connect(self._drag_probe)
        self._input.probe_dropped.connect(hand.drop_probe)
        self._input.probe_put.connect(self._put_probe)
        plane.correction_dragged.connect(lambda unit, w: hand.drag(edits.correction_pin(unit, w)))
        plane.correction_dropped.connect(lambda unit: hand.drop(f"Move correction {self._name(unit)}"))
        plane.root_dragged.connect(lambda root: hand.drag(edits.root_pin(root)))
        plane.root_dropped.connect(lambda: hand.drop("Move the chain's root"))

    def _name(self, unit: int) -> str:
        return str(unit + self._session.document.view.index_base)

    # Lines ----------------------------------------------------------------------------------------------------

    def _drag_line(self, unit: int, line: Line) -> None:
        self._input.show_hint("")
        self._hand.drag(self._pinned(unit, line))

    def nudge_line(self, nudge: Callable[[Line], Line]) -> None:
        """Nudge the selected unit's line, if there is one."""
        document = self._session.document  # as it stands: the canvas may be a key behind
        unit, network = document.view.selected, document.network
        if unit is not None:
            line = nudge(threshold_lines(network)[unit])
            self._hand.nudge(f"Nudge line {self._name(unit)}", self._pinned(unit, line))

    def _flip_line(self, unit: int, line: Line) -> None:
        self._edit(f"Flip line {self._name(unit)}", edits.hold, self._pinned(unit, line))

    def _pinned(self, unit: int, line: Line) -> Pin:
        return edits.line_pin(unit, line, self._session.document.network.inputs)

    # Probe ----------------------------------------------------------------------------------------------------

    def _drag_probe(self, x: Array) -> None:
        document = self._session.document
        x = x[: document.network.inputs]
        if isinstance(document.data, CurveData):
            x = document.X[nearest(document.X, x)]
        self._hand.drag_probe(x.tolist())

    def _put_probe(self, x: Array | None) -> None:
        if x is None:
            self._look(probe=None)
        else:
            self._drag_probe(x)
            self._hand.drop_probe()
