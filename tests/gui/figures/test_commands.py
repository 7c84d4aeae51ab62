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


def test_a_run_that_was_kept_and_a_contest_go_into_the_figure_as_they_are_now(opened, qtbot):
    presenter = opened("second-layer-output")
    presenter.restarts.randomise()
    presenter.control.keep()
    presenter.contest.toggle()
    subject = presenter.studio._subject("figure")
    assert subject.course.kept.name
    assert subject.kept is presenter.control.kept
    assert "loss" in subject.canvases
    scenery = presenter.studio._scenery()
    assert scenery.kept is presenter.control.kept
    presenter.contest.score.move(0.0)
    assert (scenery.score.moves, presenter.contest.score.moves) == (0, 1)
    presenter.contest.cancel()
    assert presenter.studio._scenery().score is None
