"""Nets made at a stroke: constructed, refitted, started afresh, or their units killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.compute.design import QUICK_FIT, construct, fit_output_layer, fit_work
from nnexplorer.compute.experiments.trials import is_half_circle
from nnexplorer.gui.words.notation import count
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.panels.banner import Banner
    from nnexplorer.model.network import Network
    from nnexplorer.session.session import Session

MOST_WORK = 2**30
"""Work of a refit that a window does at most: a quarter of a second."""


class Workshop:
    """The commands that give a document another net; `edit` makes an edit, `settle` ends what a hand or a run does."""

    def __init__(self, session: Session, banner: Banner, edit: Callable[..., None], settle: Callable[[], None]) -> None:
        self._session, self._banner = session, banner
        self._edit, self._settle = edit, settle

    def construct(self) -> None:
        """Build the lecture's net for as many pieces as there are hidden units."""
        document = self._session.document
        if not is_half_circle(document.data):
            self._banner.say("The lecture constructs a net for the half circle; open one of its scenes first.")
            return
        network = document.network
        gain = edits.gain(network) or 1.0
        self._settle()
        self._edit("Construct", edits.take_network, construct(network.units, network.hidden, gain))

    def refit(self) -> None:
        """Solve the output layer by least squares."""
        network = self.refitted()
        if network is not None:
            self._edit("Refit the output layer", edits.set_network, network)

    def refitted(self, dragged: bool = False) -> Network | None:
        """The network with its output layer solved by least squares; None, and the reason is told, if it can't be.

        It can't where that takes long, or were too much to do at every move of a line that is `dragged`.
        """
        document = self._session.document
        units, samples = document.network.units, len(document.X)
        if fit_work(units, samples) > (QUICK_FIT if dragged else MOST_WORK):
            sizes = f"{count(units)} hidden units and {count(samples)} samples"
            self._banner.say(f"This output layer can't be refitted at once: {sizes} take too long. Train it instead.")
            return None
        try:
            return fit_output_layer(document.network, document.X, document.Y)
        except ValueError as refusal:
            self._banner.say(f"This output layer can't be refitted: {refusal}.")
            return None

    def kill_selected(self) -> None:
        """Make the selected unit's bias so negative that it is always off."""
        unit = self._session.document.view.selected
        if unit is None:
            self._banner.say("No unit is selected: click one first, or kill all of them with Shift+K.")
            return
        name = unit + self._session.document.view.index_base
        self._edit(f"Kill unit {name}", edits.kill, unit)

    def kill_all(self) -> None:
        """Make every unit's bias so negative that it is always off."""
        self._edit("Kill all units", edits.kill, None)

    def change_target(self) -> None:
        """Change to the other target, in mid-run too."""
        self._edit("Change the target", edits.swap_target)
