"""The commands that give a document other data; what the model refuses is told where it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.model import edits
from nnexplorer.model.faults import FormulaError

if TYPE_CHECKING:
    from nnexplorer.gui.hand import Hand
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.session.session import Session


class Workbench:
    """Joins the data panel of a window to its session."""

    def __init__(self, session: Session, window: MainWindow, hand: Hand) -> None:
        self._session, self._window, self._hand = session, window, hand
        self._panel = panel = window.data_panel
        panel.target_typed.connect(self.type_target)
        panel.points_changed.connect(self.set_points)

    def type_target(self, formulas: tuple[str, ...]) -> None:
        """Learn these formulas from now on, in mid-run too."""
        try:
            self._hand.edit("Type the target", edits.set_target, formulas)
        except FormulaError as fault:
            self._panel.show_fault(f"{fault.what}.", fault.text, fault.position)

    def set_points(self, points: int) -> None:
        """Sample the target at so many points along each axis."""
        try:
            self._hand.edit("Change the number of points", edits.set_points, points)
        except ValueError as refusal:
            document = self._session.document
            self._panel.show_data(document.data, document.view.index_base)
            self._panel.show_fault(f"{refusal}.")
