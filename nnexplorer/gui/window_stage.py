"""The whole window as a stage: another one, which nobody sees, shows documents in turn for figures and films."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSizeF
from PySide6.QtWidgets import QGraphicsView

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.figures.stage import Figure
from nnexplorer.gui.figures.subject import Scenery
from nnexplorer.gui.look.fonts import load_fonts
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.gui.presenter import Presenter
from nnexplorer.model import edits
from nnexplorer.model.lectures import shipped
from nnexplorer.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.gui.canvases.drawing.courses import Course
    from nnexplorer.gui.figures.stage import FigureOptions
    from nnexplorer.model.document import Document

ROUNDS = 3
"""How often it is laid out: fields that break their lines find their height only when they have their width."""


class WindowStage:
    """A window on a document, with all that the `scenery` has beside it.

    Where a training is filmed, `trained`, its error is shown.
    """

    def __init__(
        self, document: Document, options: FigureOptions, scenery: Scenery | None = None, trained: bool = False
    ) -> None:
        load_fonts()
        scenery = scenery or Scenery(document)
        look = Look(options.theme, options.palette, Sizes(font_scale=options.font_scale))
        self._trained, self._steady = trained, False
        self._presenter = it = Presenter(Session(scenery.opened), scenery.lecture or shipped(), look, posing=True)
        self.window = it.window
        """The window, which is never shown."""
        it.session.changed.disconnect(it.display.follow)  # it is shown when it is asked to, and at no other time
        self.window.resize(*scenery.size)
        self.window.show_panels(scenery.panels)
        self.window.may_close = lambda: True  # nothing is lost with it
        for recovery in it.files.recoveries:
            recovery.end()
        it.control.kept = scenery.kept
        if scenery.score is not None:
            from nnexplorer.gui.panels.contest import ContestPanel

            panel = ContestPanel()
            panel.show_score(scenery.score)
            self.window.put_on_top(panel)

    def measure(self, document: Document, course: Course | None = None) -> None:
        """Take a document of a film into account: scales only grow, and the error's stay once all were measured."""
        self._steady = True
        self._show(document, course)

    def show(self, document: Document, course: Course | None = None) -> Figure:
        """The figure of a document; it is good until the next one is shown. Closing one closes the stage."""
        if self._steady:
            self.window.arrangement.loss.hold()
        self._show(document, course)
        for _ in range(ROUNDS):
            self.window.grab(QRect(0, 0, 1, 1))  # lays it out
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for canvas in self.window.findChildren(Canvas):
            canvas.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        ground = self.window.arrangement.style_.color("window")
        return Figure(QSizeF(self.window.size()), ground, self._paint, self.close, document)

    def close(self) -> None:
        """Let go of the window."""
        self.window.close()
        self.window.deleteLater()

    def _show(self, document: Document, course: Course | None) -> None:
        shown = document.view.canvases
        if self._trained and "loss" not in shown:
            document = edits.set_view(document, canvases=(*shown, "loss"))
        self._presenter.session.look(document)
        self._presenter.display.everything()
        if course is not None:
            course.show_on(self.window.arrangement.loss)

    def _paint(self, painter: QPainter) -> None:
        self.window.render(painter, QPoint(0, 0))
