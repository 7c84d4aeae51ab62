"""The whole window as a stage: as it looks, with what is shown beside the document, and nobody notices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from nnexplorer.gui.canvases.drawing.courses import Course, KeptCurve
from nnexplorer.gui.figures.painting import painted
from nnexplorer.gui.figures.stage import WINDOW, FigureOptions
from nnexplorer.gui.figures.subject import Scenery
from nnexplorer.gui.panels.contest import ContestPanel
from nnexplorer.gui.window_stage import WindowStage
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene
from nnexplorer.session.kept import KeptRun
from nnexplorer.session.score import Score

SCENE, OTHER = "semicircle-frames", "second-layer-output"


@pytest.fixture
def stage(qtbot):
    made = []

    def make(name=SCENE, scenery=None, trained=False, **options):
        made.append(WindowStage(scene(name).document, FigureOptions(WINDOW, **options), scenery, trained))
        return made[-1]

    yield make
    for one in made:
        one.close()


def pixels(figure, width=1440):
    image = painted(figure, width).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def test_the_scene_is_named_and_its_frames_are_counted(stage):
    made, document = stage(), scene(SCENE).document
    for i in (0, 3):
        figure = made.show(document.at_frame(i))
        assert figure.document.view.frame == i
        assert f"frame {i + 1} of 9" in {label.text() for label in made.window.findChildren(QLabel)}
    scenes = made.window.scene_panel.findChild(QListWidget)
    assert scenes.currentItem().text() == document.title


def test_it_wears_a_theme_of_its_own(stage, opened):
    presenter = opened(SCENE)
    live, sheet = presenter.window.grab().toImage(), QApplication.instance().styleSheet()
    dark = pixels(stage(theme="dark").show(scene(SCENE).document))
    assert dark[450, 3].tolist() == [0x0E, 0x11, 0x15]
    assert QApplication.instance().styleSheet() == sheet
    assert presenter.window.grab().toImage() == live
    light = pixels(stage(theme="light").show(scene(SCENE).document))
    assert light[450, 3].tolist() == [0xF4, 0xF5, 0xF7]


def test_it_is_as_large_as_the_window_it_stands_for_and_has_its_panels(stage):
    shown = Scenery(scene(SCENE).document, size=(1200, 700), panels=False)
    made = stage(scenery=shown)
    figure = made.show(scene(SCENE).document)
    assert figure.size.toTuple() == (1200, 700)
    assert all(dock.isHidden() for dock in made.window.docks)
    assert not any(dock.isHidden() for dock in stage().window.docks)


def test_a_run_that_was_kept_and_a_contests_score_are_in_it(stage):
    document = scene(OTHER).document
    course = Course([0, 5], [1.0, 0.5], kept=KeptCurve("kept: 0.1", ([0, 10], [1.0, 0.1])))
    bare = stage(OTHER)
    without = pixels(bare.show(document, replace(course, kept=None)))
    kept = KeptRun(edits.set_hidden(document, "relu"), course.kept.course, ((), ()), 0.1, float("nan"))
    made = stage(OTHER, Scenery(document, kept=kept, score=Score(1.0, 100)))
    pictured = pixels(made.show(document, course))
    assert made.window.arrangement.visible_names()[:3] == ["input", "output", "kept"]
    (panel,) = made.window.findChildren(ContestPanel)
    assert panel.isVisibleTo(made.window)
    loss = made.window.arrangement.loss
    at = loss.mapTo(made.window, QPoint(0, 0))
    place = np.s_[at.y() : at.y() + loss.height(), at.x() : at.x() + loss.width()]
    assert (pictured[place] != without[place]).any()
    assert not bare.window.findChildren(ContestPanel)


def test_a_trainings_error_is_shown_even_where_the_scene_has_no_canvas_for_it(stage):
    document = edits.set_view(scene(OTHER).document, canvases=("input",))
    for trained in (False, True):
        made = stage(OTHER, Scenery(document), trained)
        figure = made.show(document, Course([0, 10], [1.0, 0.1]))
        assert ("loss" in made.window.arrangement.visible_names()) is trained
        assert figure.document is document


def test_nothing_is_brought_out_where_the_pointer_is(stage):
    made = stage(OTHER, theme="dark")
    pictured = pixels(made.show(scene(OTHER).document))
    listed = made.window.scene_panel.findChild(QListWidget).viewport()
    at = listed.mapTo(made.window, QPoint(0, 0))
    shown = pictured[at.y() : at.y() + listed.height(), at.x() : at.x() + listed.width()]
    assert (shown == (0x13, 0x30, 0x2F)).all(axis=2).any(), "the scene that is open"
    assert not (shown == (0x0E, 0x11, 0x15)).all(axis=2).any(), "a scene that is under the pointer"


def test_it_is_shown_when_it_is_asked_to_and_at_no_other_time(stage, qtbot):
    made = stage(OTHER)
    made.show(scene(OTHER).document, Course([0, 10], [1.0, 0.1]))
    before = made.window.arrangement.loss.grab().toImage()
    qtbot.wait(1)
    QApplication.processEvents()
    assert made.window.arrangement.loss.grab().toImage() == before
