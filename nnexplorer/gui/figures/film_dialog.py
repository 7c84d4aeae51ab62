"""Asks what is filmed and how, and makes the film, with progress and cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QWidget

from nnexplorer.compute.films import FRAMES_FPS, MOTION_FPS
from nnexplorer.gui.figures import choices, filming
from nnexplorer.gui.figures.animations import ANIMATIONS
from nnexplorer.gui.figures.film_choices import FilmChoices
from nnexplorer.gui.figures.film_job import FilmJob
from nnexplorer.gui.figures.filming import DEFAULT_WIDTH, LATEX, Request, animate_line
from nnexplorer.gui.figures.patches import FASTEST, SLOWEST
from nnexplorer.gui.figures.preview_dialog import PreviewDialog
from nnexplorer.gui.figures.stage import RESOLUTION, WINDOW, Stage
from nnexplorer.gui.panels.card import Card, Rows
from nnexplorer.gui.panels.looks import USUAL, Looks
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import ChoiceField, NumberField

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from nnexplorer.compute.films import Film
    from nnexplorer.gui.figures.choices import Choice
    from nnexplorer.gui.figures.subject import Scene, Subject

SIZE = QSize(1080, 700)
"""Pixels of the dialog when it opens, if its window is as large."""

PAGES = {"tex-pdf": "pdf", "tex-png": "png"}
TITLES = {
    "webp": "WebP, for the web",
    "gif": "GIF, for everything",
    "png": "APNG, for the web",
    "mp4": "MP4, a video",
    "tex-pdf": "PDF frames, for LaTeX",
    "tex-png": "PNG frames, for LaTeX",
}

REMEMBERED = "film"
"""Under which name the last choices are kept; what is filmed is a document's own."""

FPS = {"fps": MOTION_FPS, "fps_of_frames": FRAMES_FPS}
"""Frames per second as they are usually; those of a scene's frames are kept apart, since each is looked at."""

USUALLY: dict[str, Choice] = {**USUAL, **FPS, "format": "webp", "width": DEFAULT_WIDTH}


class FilmDialog(PreviewDialog):
    """Makes films of the document of the moment at which it was opened; training may go on under it."""

    def __init__(self, subject: Subject, parent: QWidget) -> None:
        super().__init__("Film", SIZE, subject, parent)
        self._name, self._speeds = subject.name, dict(FPS)
        self._film: Film | None = None
        self._job = FilmJob(self)
        self._what = FilmChoices(subject.document)
        self._add_choices(self._what, self._build_form(), preview="First picture")
        self._build_latex()
        self._build_buttons()
        self._show_choices()

    def _build_form(self) -> Card:
        card = Card("Form")
        self._format = ChoiceField(TITLES.items())
        self._speed = NumberField(SLOWEST, FASTEST)
        self._speed.setFixedWidth(64)
        card.add_row("Format", self._format, tip="What the file is, or numbered frames and the line that shows them.")
        card.add_row("Frames per second", self._speed, tip="0.1 to 50.")
        self._looks = Looks(card, whole=self._subject.whole is not None)
        card.level(*self._what.findChildren(Rows))
        for changed in (self._what.changed, self._looks.changed):
            changed.connect(self._changed)
        self._format.chosen.connect(lambda _name: self._changed())
        self._speed.committed.connect(self._set_speed)
        for field in (self._what, self._looks, self._speed):
            field.refused.connect(self._told.setText)
        return card

    def _build_latex(self) -> None:
        self._line, self._copy = QLabel(), Button("Copy line")
        self._line.setProperty("class", "code")
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy.setToolTip("Copy the line that shows the frames in LaTeX, with the package animate")
        self._copy.clicked.connect(self._copy_line)
        self.add_row(self._line, self._copy)

    def _build_buttons(self) -> None:
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self._bar.setFixedWidth(200)
        self._bar.hide()
        self._make, close = Button(), Button("Close")
        self._make.setProperty("class", "primary")
        self._make.clicked.connect(self._press)
        close.clicked.connect(self.close)
        self.add_row(self._told, self._bar, self._make, close)
        self._job.progressed.connect(self._show_progress)
        self._job.ended.connect(self._end)
        self._show_running(False)

    # What is chosen -------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> dict[str, Choice]:
        return {**self._looks.choices(), "format": self._format.currentData(), **self._speeds}

    @property
    def _pace(self) -> str:
        """Which of the speeds is that of the film."""
        return "fps_of_frames" if self._film is not None and self._film.fps == FRAMES_FPS else "fps"

    @property
    def _fps(self) -> float:
        return self._speeds[self._pace]

    def _show_choices(self) -> None:
        last = choices.remembered(REMEMBERED, USUALLY)
        self._looks.show_choices(last)
        self._format.show_name(str(last["format"]) if last["format"] in TITLES else "webp")
        self._speeds = {pace: min(max(float(last[pace]), SLOWEST), FASTEST) for pace in FPS}
        self._show_film()

    def _set_speed(self, fps: float) -> None:
        self._speeds[self._pace] = fps
        self._changed()

    def _changed(self) -> None:
        self._show_film()
        choices.remember(REMEMBERED, self._chosen)

    def _show_film(self) -> None:
        """Show what the choices come to."""
        kind = self._format.currentData()
        self._looks.allow_transparent(kind in PAGES or ANIMATIONS[kind].transparent)
        self._told.clear()
        try:
            self._film = self._what.film()
        except ValueError as refusal:
            self._film = None
            self._about.setText(f"There is no such film: {refusal}.")
        self._speed.show_text(f"{self._fps:g}")
        self._make.setEnabled(self._film is not None)
        for widget in (self._line, self._copy):
            widget.setVisible(kind in PAGES and self._film is not None)
        self._preview.ask()
        if self._film is not None:
            count = self._film.count
            self._about.setText(f"{count} pictures, {count / self._fps:.3g} s")
            self._line.setText(animate_line(self._name, self._fps, count))

    def _show_preview(self) -> None:
        if self._film is None:
            return
        shot = next(self._film.shots())
        stage = self._stage(self._film, RESOLUTION // 4)
        try:
            self._preview.show_figure(stage.show(shot.document))
        finally:
            stage.close()

    def _stage(self, film: Film, resolution: int) -> Scene:
        options = self._subject.options(self._chosen, film.trained)
        if options.view == WINDOW and self._subject.whole is not None:
            return self._subject.whole(self._subject.document, options, film.trained)
        return Stage(self._subject.document, options, resolution, film.trained)

    def _copy_line(self) -> None:
        QGuiApplication.clipboard().setText(self._line.text())
        self._told.setText("Copied.")

    # The making -----------------------------------------------------------------------------------------------

    def _press(self) -> None:
        if self._job.running:
            self._job.cancel()
            self._show_running(False)
            self._told.setText("Cancelled: nothing was written.")
            return
        kind = str(self._chosen["format"])
        ending = LATEX if kind in PAGES else kind
        chosen, _ = QFileDialog.getSaveFileName(self, "Save film", f"{self._name}.{ending}", f"Film (*.{ending})")
        if chosen:
            path = Path(chosen)
            self._start(path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}"))

    def _start(self, path: Path) -> None:
        film, look = self._film, self._chosen
        if film is None:
            return
        self._name = path.stem
        self._show_film()
        pages = PAGES.get(str(look["format"]), "pdf")
        try:
            options = self._subject.options(look, film.trained)
            request = Request(path, self._fps, int(look["width"]), options, pages)
        except (OSError, ValueError) as refusal:
            self._told.setText(f"The film was not made: {refusal}.")
            return
        self._job.start(film, request, lambda: self._stage(film, filming.RESOLUTION))
        self._show_running(True)

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _show_running(self, running: bool) -> None:
        self._make.setText("Cancel" if running else "Save film\N{HORIZONTAL ELLIPSIS}")
        self._make.setToolTip("Give the film up; nothing of it is written" if running else "Make the film")
        self._bar.setVisible(running)
        for widget in (self._what, self._looks.parentWidget()):
            if isinstance(widget, QWidget):
                widget.setEnabled(not running)

    def _end(self, told: str) -> None:
        self._show_running(False)
        self._told.setText(told)

    def done(self, result: int) -> None:
        self._job.cancel()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._job.cancel()
        super().closeEvent(event)
