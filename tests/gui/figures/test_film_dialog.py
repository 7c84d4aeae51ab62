"""Films from the window: what is chosen, made while the window lives on, and cancelled without a trace."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from nnexplorer.gui.figures import film_dialog, film_job, filming
from nnexplorer.gui.figures.film_dialog import FilmDialog
from nnexplorer.gui.figures.subject import Subject
from nnexplorer.gui.look.style import Look
from nnexplorer.model.lecture import scene


@pytest.fixture
def opened_dialog(qtbot):
    """Open the dialog over a window; its films are small."""
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)

    def open_on(name="semicircle-frames"):
        dialog = FilmDialog(Subject(scene(name).document, None, Look(), name), window)
        dialog._looks._width.setValue(64)
        with qtbot.waitSignal(dialog._preview.wanted):
            dialog.open()
        return dialog

    return open_on


def choose(field, name):
    """Choose as a hand does."""
    field.setCurrentIndex(field.findData(name))
    field.activated.emit(field.currentIndex())


def frames(path):
    with Image.open(path) as film:
        return film.n_frames


@pytest.mark.parametrize("ending", ["webp", "gif", "png"])
def test_a_film_is_made_and_told(opened_dialog, qtbot, monkeypatch, tmp_path, ending):
    dialog = opened_dialog()
    choose(dialog._format, ending)
    monkeypatch.setattr(film_dialog.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    with qtbot.waitSignal(dialog._job.ended):
        dialog._make.click()
        assert dialog._make.text() == "Cancel"
        assert not dialog._what.isEnabled()
    assert dialog._told.text() == f"Saved {tmp_path / 'a'}.{ending}"
    assert frames(tmp_path / f"a.{ending}") == 9
    assert dialog._make.text().startswith("Save film")
    assert dialog._what.isEnabled()
    assert dialog._bar.value() == dialog._bar.maximum() == 19


def test_events_have_their_turn_while_a_film_is_made(opened_dialog, qtbot, tmp_path):
    dialog = opened_dialog()
    ticks = []
    timer = QTimer(dialog)
    timer.timeout.connect(lambda: ticks.append(dialog._bar.value()))
    timer.start(0)
    with qtbot.waitSignal(dialog._job.ended):
        dialog._start(tmp_path / "a.gif")
    timer.stop()
    assert len(set(ticks)) > 4


@pytest.mark.parametrize("cancel", [lambda dialog: dialog._make.click(), lambda dialog: dialog.close()])
@pytest.mark.parametrize("kind", ["gif", "tex-pdf"])
def test_a_cancelled_film_leaves_nothing(opened_dialog, qtbot, tmp_path, cancel, kind):
    (folder := tmp_path / "films").mkdir()
    dialog = opened_dialog()
    choose(dialog._format, kind)
    with qtbot.waitSignal(dialog._job.progressed, check_params_cb=lambda done, total: done > total // 2):
        dialog._start(folder / f"a.{kind[:3]}")
    job = dialog._job
    cancel(dialog)
    assert not job.running
    assert list(folder.iterdir()) == []


def test_a_film_that_fails_in_mid_work_is_told_once_and_another_can_be_made(
    opened_dialog, qtbot, monkeypatch, tmp_path
):
    dialog, told = opened_dialog(), []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    with monkeypatch.context() as patch:

        def broken(*_):
            yield filming.Progress(1, 19)
            raise MemoryError

        patch.setattr(film_job, "make", broken)
        with qtbot.waitSignal(dialog._job.ended):
            dialog._start(tmp_path / "a.gif")
    assert dialog._told.text() == "The film was not made."
    assert not dialog._job.running
    QApplication.processEvents()
    assert told == [MemoryError]
    with qtbot.waitSignal(dialog._job.ended):
        dialog._start(tmp_path / "a.gif")
    assert frames(tmp_path / "a.gif") == 9


def test_numbered_frames_show_the_line_for_latex_which_is_copied(opened_dialog, qtbot, tmp_path):
    dialog = opened_dialog()
    assert not dialog._line.isVisible()
    choose(dialog._format, "tex-png")
    assert dialog._line.text() == r"\animategraphics[loop,controls]{2}{semicircle-frames-}{0}{8}"
    dialog._copy.click()
    assert QGuiApplication.clipboard().text() == dialog._line.text()
    with qtbot.waitSignal(dialog._job.ended):
        dialog._start(tmp_path / "half.tex")
    assert dialog._line.text() in (tmp_path / "half.tex").read_text()
    assert (tmp_path / "half-8.png").exists()


def test_choices_say_how_long_the_film_is(opened_dialog):
    dialog = opened_dialog("second-layer-output")
    assert dialog._about.text() == "64 pictures, 5.33 s"
    dialog._what._steps.setValue(100)
    dialog._what._every.setValue(10)
    assert dialog._about.text() == "11 pictures, 0.917 s"
    choose(dialog._what._kind, "sweep")
    assert dialog._about.text() == "60 pictures, 5 s"


def test_a_number_that_the_net_does_not_have_makes_no_film(opened_dialog):
    dialog = opened_dialog("second-layer-output")
    choose(dialog._what._kind, "sweep")
    choose(dialog._what._knob, "slope")
    assert dialog._about.text() == "There is no such film: only prelu has a slope; the hidden layer is tanh."
    assert not dialog._make.isEnabled()
    choose(dialog._what._knob, "angle")
    assert dialog._make.isEnabled()


def test_what_was_chosen_is_chosen_again(opened_dialog):
    first = opened_dialog()
    choose(first._format, "gif")
    choose(first._looks._theme, "dark")
    first._speed.committed.emit(4.0)
    chosen = first._chosen
    first.close()
    again = opened_dialog()
    assert again._chosen == chosen
    assert (again._fps, again._chosen["theme"]) == (4.0, "dark")


def test_frames_have_a_speed_of_their_own(opened_dialog):
    dialog = opened_dialog()
    choose(dialog._what._kind, "frames")
    assert (dialog._fps, dialog._speed.text()) == (2.0, "2")
    dialog._speed.committed.emit(1.0)
    choose(dialog._what._kind, "training")
    assert (dialog._fps, dialog._speed.text()) == (12.0, "12")
    choose(dialog._what._kind, "frames")
    assert dialog._fps == 1.0


def test_only_formats_that_can_have_a_transparent_ground(opened_dialog):
    dialog = opened_dialog()
    choose(dialog._looks._ground, "transparent")
    assert dialog._chosen["transparent"]
    choose(dialog._format, "mp4")
    assert not dialog._chosen["transparent"]


def test_what_is_missing_is_told(opened_dialog, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    dialog = opened_dialog()
    choose(dialog._format, "mp4")
    dialog._start(Path("a.mp4"))
    assert "pip install 'nnexplorer[film]'" in dialog._told.text()
    assert not dialog._job.running


def test_a_place_that_can_not_be_written_is_told(opened_dialog, qtbot, tmp_path):
    (tmp_path / "file").write_text("")
    dialog = opened_dialog()
    with qtbot.waitSignal(dialog._job.ended):
        dialog._start(tmp_path / "file" / "a.gif")
    assert dialog._told.text().startswith("The film was not made: ")


def test_the_whole_window_can_be_filmed(opened, qtbot, tmp_path):
    presenter = opened("semicircle-frames")
    presenter.studio.film()
    dialog = presenter.window.findChild(FilmDialog)
    choose(dialog._looks._shows, "whole")
    dialog._looks._width.setValue(200)
    with qtbot.waitSignal(dialog._job.ended, timeout=60_000):
        dialog._start(tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as film:
        assert film.n_frames == 9
        assert film.size == (200, round(200 * presenter.window.height() / presenter.window.width()))
    dialog.close()
