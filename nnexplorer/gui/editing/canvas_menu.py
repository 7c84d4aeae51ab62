"""The menu that a right click on a canvas brings: what can be done with the unit there, and with the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from nnexplorer.gui.actions import CANVAS_TITLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from nnexplorer.gui.canvases.base import Canvas
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.session.session import Session

OF_UNIT = ("freeze", "kill", "delete")
"""The window's actions on the selected unit."""


class CanvasMenus:
    """Opens the canvases' menus in a window; `select` selects a unit, `copy` copies the canvases of some names."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        select: Callable[[int], None],
        copy: Callable[[tuple[str, ...]], None],
    ) -> None:
        self._window, self._session, self._select, self._copy = window, session, select, copy
        for canvas in window.arrangement.every_canvas():
            canvas.menu_wanted.connect(lambda unit, at, canvas=canvas: self._open(canvas, unit, at))

    def _open(self, canvas: Canvas, unit: int | None, at: QPoint) -> None:
        """Open the menu of a canvas at a point of the screen; the `unit` that lies there is selected first."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if unit is not None:
            self._select(unit)
        selected = self._session.document.view.selected
        if selected is not None:
            self._add_unit(menu, selected)
        actions = self._window.actions_
        menu.addAction(actions["add_unit"])
        menu.addSeparator()
        name = next(name for name in CANVAS_TITLES if self._window.arrangement.canvas(name) is canvas)
        menu.addAction("Copy this picture", lambda: self._copy((name,)))
        menu.addAction(actions["figure"])
        menu.addAction("Hide this canvas", actions[f"canvas_{name}"].trigger)
        menu.popup(at)

    def _add_unit(self, menu: QMenu, unit: int) -> None:
        menu.addAction(f"Unit {unit + self._session.document.view.index_base}").setEnabled(False)
        thresholds = self._window.arrangement.input.thresholds
        if thresholds is not None and unit < len(thresholds.lines):
            line, flipped = thresholds.lines[unit], self._window.arrangement.input.line_flipped
            menu.addAction("Flip line", lambda: flipped.emit(unit, line.flipped()))
        for name in OF_UNIT:
            menu.addAction(self._window.actions_[name])
        menu.addSeparator()
