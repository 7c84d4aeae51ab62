"""The commands for figures and films: save, copy, make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.figures.stage import Course
from nnexplorer.gui.figures.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.display import Display
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.session.session import Session


class Studio:
    """Takes figures and films of a session's document; `scene_id` tells which scene of the lecture is open."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        control: TrainingControl,
        display: Display,
        scene_id: Callable[[], str | None],
    ) -> None:
        self._window, self._session, self._control, self._display = window, session, control, display
        self._scene_id = scene_id

    def _subject(self, name: str) -> Subject:
        """The document as it is now."""
        document = self._session.document
        steps, losses, marks = self._control.run.until(document.step)
        course = Course(list(steps), list(losses), [(mark.step, mark.label) for mark in marks]) if steps else None
        return Subject(document, course, self._display.look, self._scene_id() or name)

    def figure(self) -> None:
        """Open the dialog that saves the canvases as a figure."""
        from nnexplorer.gui.figures.figure_dialog import FigureDialog

        FigureDialog(self._subject("figure"), self._window).open()

    def copy(self, canvases: tuple[str, ...] = ()) -> None:
        """Put the canvases, or those of some names, on the clipboard, as they were chosen to look last."""
        from nnexplorer.gui.figures.figure_dialog import copied

        self._window.banner.say(copied(self._subject("figure"), canvases))

    def film(self) -> None:
        """Open the dialog that makes films."""
        from nnexplorer.gui.figures.film_dialog import FilmDialog

        FilmDialog(self._subject("film"), self._window).open()
