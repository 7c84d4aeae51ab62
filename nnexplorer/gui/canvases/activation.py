"""The hidden nonlinearity and its derivative in one graph, small enough for a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.canvases.drawing.plots import compact
from nnexplorer.gui.canvases.graphs import GraphsCanvas

if TYPE_CHECKING:
    from nnexplorer.compute.parts.graphs import GraphsPart
    from nnexplorer.gui.canvases.drawing.plots import Plot


class ActivationCanvas(GraphsCanvas):
    """Shows the hidden layer's own graph of a GraphsPart, with every unit's operating points."""

    least_area = 0.0

    def _arranged(self, part: GraphsPart) -> tuple[Plot, ...]:
        return compact(part, self.space(left=2, right=2, bottom=1))
