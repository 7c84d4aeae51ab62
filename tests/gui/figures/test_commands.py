"""Figures and films by the window's keys: of the document as it is, and as the window looks."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from nnexplorer.model import carriers, edits, storage
from nnexplorer.model.lecture import scene

EXAMPLE = "semicircle-frames"


def dialog(presenter):
    return presenter.window.findChild(QDialog)


def test_a_key_copies_the_canvases_and_says_so(opened, keys, clipboard):
    presenter = opened(EXAMPLE)
    presenter.session.look(edits.select(presenter.session.document, 5))
    keys(presenter, "Ctrl+Shift+C")
    pasted = clipboard.mimeData()
    content = bytes(pasted.data("image/svg+xml").data())
    assert carriers.extract(content) == storage.encode(presenter.session.document)
    assert presenter.window.banner.text.startswith("Copied as a picture of 1600 ×")


def test_a_key_opens_the_figure_called_as_the_scene(opened, keys):
    presenter = opened(EXAMPLE)
    keys(presenter, "Ctrl+E")
    assert dialog(presenter).windowTitle() == "Figure"
    assert dialog(presenter)._subject.name == EXAMPLE
    dialog(presenter).close()


def test_a_document_of_ones_own_gives_figures_and_films_a_plain_name(opened):
    presenter = opened(edits.set_view(scene(EXAMPLE).document, canvases=("input",)))
    for action in ("figure", "film"):
        presenter.window.actions_[action].trigger()
        shown = presenter.window.findChildren(QDialog)[-1]
        assert (shown.windowTitle(), shown._subject.name) == (action.capitalize(), action)
        shown.close()


def test_the_course_of_a_training_is_in_the_figure(opened, qtbot):
    presenter = opened(EXAMPLE)
    for _ in range(3):
        presenter.single_step()
    qtbot.waitUntil(lambda: presenter.session.document.step == 3)
    presenter.studio.figure()
    course = dialog(presenter)._subject.course
    assert course.steps[-1] == 3
    assert "loss" in dialog(presenter).canvases
    dialog(presenter).close()
