"""The commands for figures and films: save, copy, make."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, TypeAlias

from nnexplorer.gui.figures.subject import Scenery, Subject
from nnexplorer.gui.training.course import course_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.display import Display
    from nnexplorer.gui.figures.stage import FigureOptions
    from nnexplorer.gui.figures.subject import Scene
    from nnexplorer.gui.lecture.lectern import Lectern
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.training.contest import Contest
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session

    Whole: TypeAlias = Callable[[Document, FigureOptions, Scenery, bool], Scene]


class Studio:
    """Takes figures and films of a session's document, and of the whole window."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        control: TrainingControl,
        display: Display,
        lectern: Lectern,
        contest: Contest,
    ) -> None:
        self._window, self._session, self._control, self._display = window, session, control, display
        self._lectern, self._contest = lectern, contest
        self.whole: Whole | None = None
        """Makes a stage of a window like this one; put in from above, where windows are made."""

    def _subject(self, name: str) -> Subject:
        """The document as it is now."""
        document, whole = self._session.document, self.whole
        course = course_of(document, self._control)
        shown = course if course.steps or course.kept is not None else None
        scenery = self._scenery()
        return Subject(
            document,
            shown,
            self._display.look,
            self._lectern.scene_id() or name,
            self._control.kept,
            None if whole is None else lambda one, options, trained: whole(one, options, scenery, trained),
        )

    def _scenery(self) -> Scenery:
        """What the window shows beside the document; a contest's score as it is now."""
        window, size = self._window, self._window.size()
        return Scenery(
            self._session.opened,
            self._lectern.lecture,
            (size.width(), size.height()),
            window.actions_["panels"].isChecked(),
            self._control.kept,
            deepcopy(self._contest.score),
        )

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
