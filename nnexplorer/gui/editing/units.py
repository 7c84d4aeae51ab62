"""Hidden units added, deleted and frozen by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnexplorer.model import unit_edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.model.network import Array
    from nnexplorer.session.session import Session

HINT = "Draw a line"


class Units(QObject):
    """The commands on single hidden units; `edit` makes an edit, `cancel` takes back what a hand holds meanwhile."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        edit: Callable[..., None],
        cancel: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._edit, self._cancel = edit, cancel
        self._canvas = window.arrangement.input
        self._canvas.line_drawn.connect(self._add_along)

    def expect_line(self, expecting: bool) -> None:
        """Have the next drag across input space add a unit, or take lines again."""
        if expecting and self._canvas.brushing:
            self._window.actions_["paint"].trigger()
        self._window.actions_["add_line"].setChecked(expecting)
        self._canvas.expect_stroke(expecting)
        if not self._canvas.brushing:
            self._canvas.show_hint(HINT if expecting else "")

    def add(self) -> None:
        """Add a unit, its line through the middle of the plane."""
        self._cancel()
        self._edit(f"Add line {self._name(self._session.document.network.units)}", unit_edits.add_unit)

    def delete(self) -> None:
        """Delete the selected unit."""
        self._cancel()
        unit = self._session.document.view.selected
        if unit is None:
            self._window.banner.say("No unit is selected: click the one to be deleted first.")
        else:
            self._edit(f"Delete unit {self._name(unit)}", unit_edits.delete_unit, unit)

    def freeze(self) -> None:
        """Have training leave the selected unit as it is, or let it learn again."""
        document = self._session.document
        unit = document.view.selected
        if unit is None:
            self._window.banner.say("No unit is selected: click the one to be frozen first.")
            return
        frozen = unit not in document.frozen
        verb = "Freeze" if frozen else "Unfreeze"
        self._edit(f"{verb} unit {self._name(unit)}", unit_edits.freeze_unit, unit, frozen)

    def _add_along(self, start: Array, end: Array) -> None:
        self.expect_line(False)
        label = f"Add line {self._name(self._session.document.network.units)}"
        self._edit(label, unit_edits.add_along, start, end)

    def _name(self, unit: int) -> str:
        return str(unit + self._session.document.view.index_base)
