"""The main window: places the canvases, the panels and the menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QDockWidget, QLineEdit, QMainWindow, QMenu, QScrollArea, QVBoxLayout, QWidget

from nnexplorer.gui.actions import ACTIONS, SECTIONS, build_actions
from nnexplorer.gui.arrangement import Arrangement
from nnexplorer.gui.canvases.activation import ActivationCanvas
from nnexplorer.gui.panels.activation import ActivationPanel
from nnexplorer.gui.panels.banner import Banner
from nnexplorer.gui.panels.data import DataPanel
from nnexplorer.gui.panels.experiment import ExperimentPanel
from nnexplorer.gui.panels.footer import Footer
from nnexplorer.gui.panels.header import Header
from nnexplorer.gui.panels.scene import ScenePanel
from nnexplorer.gui.panels.training import TrainingPanel
from nnexplorer.gui.panels.weights import WeightsPanel
from nnexplorer.gui.widgets.tabbing import tab_after

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent, QShowEvent

    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.panels.scene_list import Entry

FOLD_WIDTH = 1000
"""Windows narrower than this fold their panels away."""

LEAN_WIDTH = 1100
"""Windows narrower than this fold those at the left away, so that the canvases keep most of the window."""

FOLD_HEIGHT = 860
"""Windows lower than this fold the rows of the data away, so that the scene's caption is in view."""

GAP = 8

SIDE_WIDTHS = (208, 296)
"""Of the docks, with the gap to the window's edge; that to the canvases is the main window's own."""

APART = (
    *("open", "save", "figure", "import_data", "quit"),
    *("kill", "add_line", "paint"),
    *("reset", "keep", "construct", "target"),
    *("lecture_mode", "arrange"),
    *("notation", "hard", "more_digits", "panels", "theme_light"),
)
"""Actions above which a line in their menu sets them apart from the others."""

ONE_OF_MANY = ("Colour map", "Theme")
"""Sections of the menu of which one is chosen at a time."""


class MainWindow(QMainWindow):
    """Canvases in the middle, panels in docks at the sides, a bar above and the arithmetic below."""

    closing = Signal()
    """The window is about to close, and nobody minds."""

    dropped = Signal(object)
    """Paths of files that were dropped onto the window."""

    seen = Signal(bool)
    """Whether somebody can see the window: it was hidden or minimised, or shown again."""

    def __init__(self, style: Style, scenes: Sequence[Entry], handlers: Mapping[str, Callable[..., object]]) -> None:
        super().__init__()
        self.setWindowTitle("nnexplorer")
        self.setMinimumSize(640, 480)
        self.actions_ = build_actions(self, handlers)
        self.may_close: Callable[[], bool] = lambda: True
        self._folded = self._lean = self._bare = False
        self._build_menu()
        self._build_center(style)
        self._build_docks(style, scenes)
        self._accept_drops()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.recent_menu = QMenu("Recent", self)
        self.recent_menu.setToolTipsVisible(True)
        self.display_menu = QMenu("Display of lecture mode", self)
        for section in SECTIONS:
            part = self.menu.addMenu(section)
            if section == "Lecture":
                self.lecture_menu = part
            for spec in ACTIONS:
                if spec.section == section:
                    self._add_to_menu(part, spec.id)
            if section in ONE_OF_MANY:
                choice = QActionGroup(part)
                for action in part.actions():
                    choice.addAction(action)

    def _add_to_menu(self, part: QMenu, name: str) -> None:
        if name in APART:
            part.addSeparator()
        part.addAction(self.actions_[name])
        if name == "open":
            part.addMenu(self.recent_menu)
        elif name == "lecture_mode":
            part.addMenu(self.display_menu)

    def _accept_drops(self) -> None:
        """Take files wherever they are dropped: a canvas would claim a drag for nothing, a field type the name."""
        self.setAcceptDrops(True)
        for canvas in (*self.arrangement.every_canvas(), self.activation_canvas):
            canvas.setAcceptDrops(False)
            canvas.viewport().setAcceptDrops(False)
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)

    def _build_center(self, style: Style) -> None:
        self.header = Header(self.actions_, self.menu)
        self.footer = Footer()
        self.arrangement = Arrangement(style)
        self.setMenuWidget(self.header)
        center = QWidget()
        self._column = column = QVBoxLayout(center)
        column.setContentsMargins(0, GAP, 0, GAP)
        column.addWidget(self.arrangement)
        self.banner = Banner(center)
        self._center = center
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        status.setContentsMargins(0, 0, 0, 0)
        status.addWidget(self.footer, 1)

    def _build_docks(self, style: Style, scenes: Sequence[Entry]) -> None:
        self.data_panel = DataPanel()
        self.scene_panel = ScenePanel(scenes, self.data_panel)
        self.activation_canvas = ActivationCanvas(style)
        self.activation_canvas.setFixedHeight(96)
        tip = "The hidden units' nonlinearity with its derivative, dashed, and where each unit is on them."
        self.activation_canvas.setAccessibleName("Nonlinearity")
        self.activation_canvas.setAccessibleDescription(tip)
        self.activation_panel = ActivationPanel(self.activation_canvas)
        self.weights_panel = WeightsPanel(style)
        self.training_panel = TrainingPanel()
        self.experiment_panel = ExperimentPanel()
        self.experiment_panel.hide()
        left = _column(self.scene_panel, left=True)
        right = _column(self.experiment_panel, self.activation_panel, self.weights_panel, self.training_panel)
        sides = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
        self.docks: list[QDockWidget] = []
        for name, content, side, width in zip(
            ("Lecture", "Parameters"), (left, right), sides, SIDE_WIDTHS, strict=True
        ):
            dock = QDockWidget(name, self)
            dock.setObjectName(name)
            dock.setTitleBarWidget(QWidget())
            dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
            dock.setWidget(content)
            content.setFixedWidth(width)
            self.addDockWidget(side, dock)
            if not self.docks:
                self.setCentralWidget(self._center)  # between the two: so Tab goes from the left to the right
            self.docks.append(dock)
        self.actions_["panels"].setChecked(True)

    def add_below(self, panel: QWidget) -> None:
        """Put a panel under the canvases."""
        self._column.addWidget(panel)
        tab_after(self.arrangement, panel)

    def put_on_top(self, panel: QWidget) -> None:
        """Put a panel on top of those at the right."""
        area = self.docks[1].widget()
        content = area.widget() if isinstance(area, QScrollArea) else None
        column = None if content is None else content.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, panel)
        tab_after(self._center, panel)

    def show_panels(self, shown: bool) -> None:
        """Show or hide the docks."""
        self._show_docks(shown, shown)
        self.actions_["panels"].setChecked(shown)

    def _show_docks(self, *shown: bool) -> None:
        for dock, one in zip(self.docks, shown, strict=True):
            dock.setVisible(one)
        self._fit_margins()

    def show_bare(self, bare: bool) -> None:
        """Leave docks, buttons and menus out, for a lecture; they are folded by themselves no more until then."""
        self._bare = bare
        self.header.show_narrow(self._lean and not bare)
        self.header.show_bare(bare)
        shown = not bare and self.actions_["panels"].isChecked()
        self._show_docks(shown and not self._lean, shown)

    def restyle(self, style: Style) -> None:
        """Draw in another style from now on, with its gaps."""
        for part in (self.arrangement, self.activation_canvas):
            part.restyle(style)
        for bar in (self.header, self.footer):
            bar.rescale(style.scale)
        self._fit_margins()

    def _fit_margins(self) -> None:
        gap = round(self.arrangement.style_.gap(2))
        left, right = (gap if dock.isHidden() else 0 for dock in self.docks)
        above = gap // 2 if self._bare else gap
        self._column.setContentsMargins(left, above, right, above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.data_panel.more.show_low(event.size().height() < FOLD_HEIGHT)
        if self._bare:
            return
        narrow, lean = (event.size().width() < width for width in (FOLD_WIDTH, LEAN_WIDTH))
        if narrow != self._folded:
            self._folded = narrow
            self.show_panels(not narrow)
            self._lean = self._lean and not lean  # whatever was folded is shown again
        if lean != self._lean:
            self._lean = lean
            self.header.show_narrow(lean)
            shown = self.actions_["panels"].isChecked()
            self._show_docks(shown and not lean, shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.seen.emit(self.isVisible() and not self.isMinimized())
        elif event.type() == QEvent.Type.ActivationChange and self.focusWidget() is None:
            self.setFocus()  # or Qt gives the keyboard to the first button as the window comes back, and Space to it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(not self.isMinimized())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(_files(event.mimeData()))


def _files(dragged: QMimeData) -> list[Path]:
    """The files on this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]


def _column(*panels: QWidget, left: bool = False) -> QScrollArea:
    """Panels one below the other, scrolled if the window is too low for them; at the `left` the last is stretched."""
    content = QWidget()
    content.setObjectName("side")
    column = QVBoxLayout(content)
    column.setContentsMargins(GAP if left else 0, GAP, 0 if left else GAP, GAP)  # the dock's edge is a gap, too
    column.setSpacing(GAP)
    for panel in panels:
        column.addWidget(panel)
    if left:
        column.setStretchFactor(panels[-1], 1)
    else:
        column.addStretch(1)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area
