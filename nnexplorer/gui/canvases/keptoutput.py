"""A second output, of a net that was kept: drawn like the first one and on the same scales, to look at alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from nnexplorer.gui.canvases.drawing.reach import Reach, largest
from nnexplorer.gui.canvases.plane import PlaneCanvas
from nnexplorer.gui.canvases.surface import SurfaceCanvas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedLayout

    from nnexplorer.compute.evaluation import Evaluation
    from nnexplorer.gui.look.style import Style

HEADING = "Kept run"


class KeptOutput:
    """A surface and a plane of which the one on top shows the kept net's output."""

    def __init__(self, style: Style) -> None:
        self.surface, self.plane = SurfaceCanvas(style), PlaneCanvas(style)
        self._evaluation: Evaluation | None = None
        self._limits: tuple[Reach, ...] = ()
        self._drawn: tuple[object, ...] = ()
        for canvas in (self.surface, self.plane):
            canvas.heading = HEADING
            canvas.setAcceptDrops(False)
            canvas.viewport().setAcceptDrops(False)
            canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def limits(self) -> tuple[Reach, ...]:
        """How far what it has to show reaches, panel by panel."""
        return () if self._evaluation is None else self._limits

    @property
    def on_top(self) -> SurfaceCanvas | PlaneCanvas:
        """The canvas that shows the kept net's output."""
        planar = self._evaluation is not None and self._evaluation.plane is not None
        return self.plane if planar else self.surface

    def show(self, evaluation: Evaluation | None, stack: QStackedLayout) -> None:
        """Show the output of a kept net, or of none; `stack` is where the canvases lie."""
        self._evaluation = evaluation
        if evaluation is None:
            return
        part, selected = evaluation.surface, evaluation.document.view.selected
        self._limits = () if part is None else tuple(largest(panel, part.points) for panel in part.panels)
        stack.setCurrentWidget(self.on_top)
        self.plane.show_part(evaluation.plane, selected, None)

    def follow(self, limits: tuple[Reach, ...]) -> None:
        """Draw on the scales of the first output; nothing is drawn anew if it has them already."""
        evaluation = self._evaluation
        if evaluation is not None and evaluation.plane is None and (evaluation, limits) != self._drawn:
            self._drawn = (evaluation, limits)
            letter = evaluation.document.network.activation.symbol
            self.surface.show_part(evaluation.surface, letter, least=limits)
