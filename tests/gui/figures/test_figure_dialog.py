"""A figure from the window: seen before, saved or copied, and looking the same next time."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.canvases.drawing.courses import Course
from nnexplorer.gui.figures import figure_dialog
from nnexplorer.gui.figures.figure_dialog import FigureDialog, copied
from nnexplorer.gui.figures.painting import FigureOptions, document_figure
from nnexplorer.gui.figures.subject import Subject
from nnexplorer.gui.look.style import Look
from nnexplorer.model import carriers, storage
from nnexplorer.model.lecture import scene


@pytest.fixture
def figure(qapp):
    made = document_figure(scene("classifier-output").document, FigureOptions())
    yield made
    made.close()


@pytest.fixture
def opened_dialog(qtbot):
    """Open the dialog over a window, and wait for its preview."""
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)

    def open_on(course=None, theme="light"):
        dialog = FigureDialog(subject(course, theme), window)
        with qtbot.waitSignal(dialog._preview.wanted):
            dialog.open()
        return dialog

    return open_on


def subject(course=None, theme="light"):
    return Subject(scene("classifier-output").document, course, Look(theme), "classifier-output")


def choose(field, name):
    """Choose as a hand does."""
    field.setCurrentIndex(field.findData(name))
    field.activated.emit(field.currentIndex())


@pytest.mark.parametrize(("name", "begins"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.PDF", b"%PDF")])
def test_the_ending_names_the_format(figure, tmp_path, name, begins):
    assert figure_dialog.save_figure(tmp_path / name, figure, 300) == f"Saved {tmp_path / name}"
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_what_can_not_be_written_is_told_and_leaves_nothing(figure, tmp_path):
    below_a_file = tmp_path / "file"
    below_a_file.write_text("")
    told = figure_dialog.save_figure(below_a_file / "a.png", figure, 300)
    assert told.startswith("The figure was not saved")
    assert list(tmp_path.iterdir()) == [below_a_file]


@pytest.mark.parametrize(
    ("chosen", "kind", "path"),
    [
        ("/x/a.svg", "", "/x/a.svg"),
        ("/x/a", "PDF (*.pdf)", "/x/a.pdf"),
        ("/x/a.b", "Picture (*.png)", "/x/a.b.png"),
        ("/x/a", "", "/x/a.svg"),
        ("", "", None),
    ],
)
def test_a_name_without_an_ending_gets_the_chosen_one(qapp, monkeypatch, chosen, kind, path):
    monkeypatch.setattr(figure_dialog.QFileDialog, "getSaveFileName", lambda *_: (chosen, kind))
    found = figure_dialog.ask_for_path(None, "a", "svg")
    assert (found and str(found)) == path


def test_the_preview_is_what_is_saved(opened_dialog, monkeypatch, tmp_path):
    dialog = opened_dialog()
    dialog._looks._width.setValue(700)
    choose(dialog._looks._theme, "dark")
    dialog._show_preview()
    path = tmp_path / "a.png"
    monkeypatch.setattr(figure_dialog, "ask_for_path", lambda *_: path)
    dialog._save()
    saved, shown = QImage(str(path)), dialog._preview.image()
    assert dialog._told.text() == f"Saved {path}"
    assert saved.width() == 700
    assert saved.width() / saved.height() == pytest.approx(shown.width() / shown.height(), rel=0.01)
    assert dialog._about.text() == f"700 × {saved.height()} pixels"
    assert saved.pixelColor(2, 2).name() == shown.pixelColor(2, 2).name() == "#15181d"


def test_without_a_place_nothing_is_saved(opened_dialog, monkeypatch):
    dialog = opened_dialog()
    monkeypatch.setattr(figure_dialog, "ask_for_path", lambda *_: None)
    monkeypatch.setattr(figure_dialog, "save_figure", lambda *_: pytest.fail("nothing was asked for"))
    dialog._save()


def test_canvases_are_the_documents_own_until_others_are_chosen(opened_dialog):
    dialog = opened_dialog()
    assert dialog.canvases == ("input", "output", "hidden")
    for name in ("hidden", "diagram"):
        dialog._canvases[name].click()
    assert dialog.canvases == ("input", "output", "diagram")
    figure = dialog.figure()
    assert figure.size.width() > 1.5 * figure.size.height()
    figure.close()


def test_without_a_canvas_there_is_nothing_to_save(opened_dialog, monkeypatch):
    dialog = opened_dialog()
    for box in dialog._canvases.values():
        if box.isChecked():
            box.click()
    monkeypatch.setattr(figure_dialog, "ask_for_path", lambda *_: pytest.fail("there is nothing"))
    dialog._show_preview()
    dialog._save()
    dialog._copy()
    assert dialog._about.text() == "Choose a canvas: there is nothing to show."


def test_a_course_of_training_is_in_the_figure(opened_dialog):
    assert "loss" in opened_dialog(Course([0, 10], [1.0, 0.1])).canvases


def test_what_was_chosen_is_chosen_again_and_is_what_is_copied(opened_dialog, clipboard):
    first = opened_dialog()
    choose(first._looks._palette, "grey")
    choose(first._looks._ground, "transparent")
    choose(first._format, "pdf")
    first._looks._width.setValue(321)
    chosen = first._chosen
    first.close()
    again = opened_dialog()
    assert again._chosen == chosen
    assert again._chosen["palette"] == "grey"
    again.close()
    assert copied(subject()) == "Copied as a picture of 321 × 228 pixels and as vectors"
    image = QImage(clipboard.mimeData().imageData())
    assert image.width() == 321
    assert image.pixelColor(1, 1).alpha() == 0


def test_as_the_window_means_the_windows_theme(opened_dialog):
    dialog = opened_dialog(theme="contrast")
    dialog._show_preview()
    assert dialog._preview.image().pixelColor(2, 2).name() == "#000000"


def test_a_wrong_number_is_told(opened_dialog, typed):
    dialog = opened_dialog()
    typed(dialog._looks._scale, "9")
    dialog._looks._scale.returnPressed.emit()
    assert "out of range" in dialog._told.text()
    assert dialog._chosen["font_scale"] == 1.0


# The whole window ---------------------------------------------------------------------------------------------------


@pytest.fixture
def windowed(qtbot, opened):
    """The dialog over a whole window, with its preview."""
    presenter = opened("classifier-output")
    presenter.studio.figure()
    dialog = presenter.window.findChild(FigureDialog)
    qtbot.waitUntil(lambda: not dialog._preview.image().isNull())
    yield presenter, dialog
    for left in presenter.window.findChildren(FigureDialog):
        left.close()


def test_the_whole_window_can_be_chosen_and_is_as_it_is(windowed, monkeypatch, tmp_path):
    presenter, dialog = windowed
    choose(dialog._looks._ground, "transparent")
    choose(dialog._looks._shows, "whole")
    assert not dialog._boxes.isEnabled()
    assert not dialog._looks._ground.isEnabled()
    assert dialog._chosen["transparent"] is False
    dialog._looks._width.setValue(600)
    dialog._show_preview()
    monkeypatch.setattr(figure_dialog, "ask_for_path", lambda *_: tmp_path / "a.png")
    dialog._save()
    saved, window = QImage(str(tmp_path / "a.png")), presenter.window
    assert saved.width() == 600
    assert saved.height() == round(600 * window.height() / window.width())
    assert carriers.extract((tmp_path / "a.png").read_bytes()) == storage.encode(presenter.session.document)
    choose(dialog._looks._shows, "")
    assert dialog._boxes.isEnabled()
    assert dialog._looks._ground.isEnabled()


def test_without_any_canvas_the_whole_window_is_still_there(windowed, clipboard):
    _presenter, dialog = windowed
    for box in dialog._canvases.values():
        if box.isChecked():
            box.click()
    choose(dialog._looks._shows, "whole")
    dialog._copy()
    assert dialog._told.text().startswith("Copied as a picture of")


def test_the_key_copies_the_whole_window_where_it_was_chosen_last(windowed, clipboard):
    presenter, dialog = windowed
    choose(dialog._looks._shows, "whole")
    dialog._looks._width.setValue(300)
    dialog.close()
    presenter.studio.copy()
    image = QImage(clipboard.mimeData().imageData())
    assert image.height() == round(300 * presenter.window.height() / presenter.window.width())
