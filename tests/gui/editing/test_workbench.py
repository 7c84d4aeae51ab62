"""Data changed in the window: one step of undo each, in mid-run too; refusals stand where they were typed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from nnexplorer.compute.errors import held_out_error
from nnexplorer.gui.editing import workbench as module
from nnexplorer.gui.widgets.fields import ChoiceField, CountField
from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.gui.words import readings
from nnexplorer.model import edits, storage
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import PointData
from nnexplorer.model.lecture import scene

EXAMPLE = "second-layer-output"


def field(presenter, i=0):
    panel = presenter.window.data_panel
    return next(part for part in panel.findChildren(FormulaField) if part.accessibleName() == f"Formula {i}")


def type_formula(presenter, text, i=0):
    line = field(presenter, i)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_typed_target_is_one_step_of_undo_and_the_keyboard_is_the_windows_again(opened, keys):
    presenter = opened(EXAMPLE)
    before = presenter.session.document.data
    type_formula(presenter, "x1 * x2")
    X, Y = presenter.session.document.X, presenter.session.document.Y
    assert_allclose(Y[:, 0], X[:, 0] * X[:, 1])
    assert presenter.session.undo_label == "Type the target"
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.data is before
    assert field(presenter).text == before.named(1)[0]


def test_letters_and_spaces_in_a_formula_are_no_shortcuts(opened):
    presenter = opened(EXAMPLE)
    type_formula(presenter, "tanh( x1 ) + K")
    assert not presenter.control.running
    assert presenter.session.undo_label is None
    assert field(presenter).fault == 13
    assert field(presenter).hasFocus()


def test_esc_takes_a_formula_back_and_keeps_the_selection(opened):
    presenter = opened(EXAMPLE)
    line = field(presenter)
    shown, selected = line.text, presenter.session.document.view.selected
    line.setFocus()
    QTest.keyClicks(line, "+ x1")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text, presenter.session.document.view.selected) == (shown, selected)
    assert presenter.session.undo_label is None


@pytest.mark.parametrize("text", ["1/(x1 - x1)", "x1 +", "x0"])
def test_a_refused_formula_changes_nothing(opened, text):
    presenter = opened(EXAMPLE)
    before = presenter.session.document
    type_formula(presenter, text)
    assert presenter.session.document is before
    assert field(presenter).refused


def test_the_target_is_changed_in_mid_run(opened, keys, qtbot):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 5)
    type_formula(presenter, "x1 * x2")
    step = presenter.session.document.step
    assert presenter.control.running
    qtbot.waitUntil(lambda: presenter.session.document.step > step)
    presenter.control.pause()
    assert presenter.session.document.data.named(1) == ("x1 * x2",)
    presenter.undo()
    assert presenter.session.document.data.named(1) != ("x1 * x2",)


def test_a_curve_is_typed_line_by_line(opened):
    presenter = opened("semicircle-frames")
    type_formula(presenter, "t^3", 3)
    assert presenter.session.document.data.y == ("t", "t^3")


def test_the_number_of_points_is_set_and_refused(opened):
    presenter = opened(EXAMPLE)
    panel = presenter.window.data_panel
    points = next(part for part in panel.findChildren(CountField) if part.accessibleName() == "Points a side")
    points.setValue(10)
    assert len(presenter.session.document.X) == 100
    assert presenter.session.undo_label == "Change the number of points"
    points.setValue(1)
    assert len(presenter.session.document.X) == 100
    assert points.value() == 10


def choose_set(presenter, name):
    panel = presenter.window.data_panel
    chosen = next(part for part in panel.findChildren(ChoiceField) if part.accessibleName() == "Set")
    chosen.setCurrentIndex(chosen.findData(name))
    chosen.activated.emit(chosen.currentIndex())
    return chosen


def test_a_set_is_one_step_of_undo_and_its_recipe_comes_and_goes_with_it(opened, keys):
    presenter = opened(EXAMPLE)
    chosen = choose_set(presenter, "spiral")
    assert presenter.session.undo_label == "Take spiral"
    assert isinstance(presenter.session.document.data, PointData)
    presenter.display.everything()
    for key, name in (("Ctrl+Z", ""), ("Ctrl+Shift+Z", "spiral")):
        keys(presenter, key)
        assert chosen.currentData() == name
    type_formula(presenter, "x1")
    assert chosen.currentData() == ""
    keys(presenter, "Ctrl+Z")
    assert chosen.currentData() == "spiral"


def test_a_set_is_taken_in_mid_run(opened, keys, qtbot):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    keys(presenter, "Space")
    choose_set(presenter, "xor")
    step = presenter.session.document.step
    qtbot.waitUntil(lambda: presenter.session.document.step > step)
    assert presenter.control.running
    assert len(presenter.session.document.X) == 200


def test_a_set_that_the_network_cannot_have_is_refused_where_it_was_chosen(opened):
    presenter = opened("semicircle-frames")
    before = presenter.session.document
    chosen = choose_set(presenter, "xor")
    assert presenter.session.document is before
    assert chosen.currentData() == ""
    told = [label.text() for label in presenter.window.data_panel.findChildren(QLabel)]
    assert any("two inputs and one output" in text for text in told)


# Files ----------------------------------------------------------------------------------------------------------------


def test_samples_go_out_and_come_in_again_as_one_step_of_undo(opened, keys, monkeypatch, tmp_path):
    presenter = opened(EXAMPLE)
    path, before = tmp_path / "data.csv", presenter.session.document
    names = []
    monkeypatch.setattr(module, "ask_for_goal", lambda _window, name: names.append(name) or path)
    monkeypatch.setattr(module, "ask_for_source", lambda _window: path)
    keys(presenter, "Ctrl+Shift+I")
    assert names == [EXAMPLE]
    keys(presenter, "Ctrl+I")
    document = presenter.session.document
    assert isinstance(document.data, PointData)
    assert (document.X.tolist(), document.Y.tolist()) == (before.X.tolist(), before.Y.tolist())
    assert presenter.window.banner.text == f"Imported {len(before.X)} samples from {path}"
    assert presenter.session.undo_label == "Import data.csv"
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.data is before.data


@pytest.mark.parametrize("content", ["x0,y0\n1,a\n", "x0,x1,y0\n1,2\n"])
def test_a_wrong_file_is_told_in_one_line_and_changes_nothing(opened, keys, monkeypatch, tmp_path, content):
    presenter = opened(EXAMPLE)
    before, path = presenter.session.document, tmp_path / "data.csv"
    path.write_text(content)
    monkeypatch.setattr(module, "ask_for_source", lambda _window: path)
    keys(presenter, "Ctrl+I")
    assert presenter.session.document is before
    assert presenter.window.banner.text.startswith(f"The data were not imported: {path}: ")
    assert len(presenter.window.banner.text.splitlines()) == 1


def test_samples_of_another_net_are_refused_and_offered_with_one_of_their_own(
    opened, keys, monkeypatch, qtbot, tmp_path
):
    presenter = opened(EXAMPLE)
    before, path = presenter.session.document, tmp_path / "data.csv"
    path.write_text("x0,y0,y1\n1,2,3\n2,3,4\n")
    monkeypatch.setattr(module, "ask_for_source", lambda _window: path)
    keys(presenter, "Ctrl+I")
    assert presenter.session.document is before
    banner = presenter.window.banner
    assert "data.csv has D = 1 and K = 2, the net D = 2 and K = 1." in banner.text
    next(button for button in banner.findChildren(QPushButton) if button.text() == "Open them").click()
    qtbot.waitUntil(lambda: presenter.session.document is not before)
    network = presenter.session.document.network
    assert (network.inputs, network.outputs, presenter.session.document.title) == (1, 2, "data")


@pytest.fixture
def picture(tmp_path):
    """A file with a grey picture, twice as wide as high."""
    path = tmp_path / "grey.png"
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#404040"))
    assert image.save(str(path))
    return path


def test_a_picture_is_imported_and_sampled_at_other_points(opened, keys, monkeypatch, picture):
    presenter = opened(EXAMPLE)
    before = presenter.session.document
    monkeypatch.setattr(module, "ask_for_source", lambda _window: picture)
    keys(presenter, "Ctrl+I")
    data = presenter.session.document.data
    assert isinstance(data, PointData)
    np.testing.assert_allclose(data.Y, 2 * 64 / 255 - 1)
    np.testing.assert_allclose(np.abs(data.X).max(axis=0), (1, 0.5), atol=0.03)
    assert presenter.window.banner.text == f"Imported {len(data.X)} samples from {picture}"
    points = presenter.window.data_panel._points
    assert (points.isHidden(), points.value()) == (False, 1024)
    points.setValue(200)
    assert len(presenter.session.document.data.X) == 200
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.data is data
    assert points.value() == 1024
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.data is before.data
    assert points.value() == 32


def test_a_picture_opened_as_a_document_can_be_sampled_at_other_points(opened, picture):
    presenter = opened(EXAMPLE)
    presenter.files.open_path(picture)
    presenter.window.data_panel._points.setValue(50)
    assert len(presenter.session.document.data.X) == 50


def test_a_picture_for_another_net_is_refused_in_one_line(opened, keys, monkeypatch, picture):
    presenter = opened("semicircle-frames")
    before = presenter.session.document
    monkeypatch.setattr(module, "ask_for_source", lambda _window: picture)
    keys(presenter, "Ctrl+I")
    assert presenter.session.document is before
    assert "a picture has two inputs and one output, this network has 2 and 2." in presenter.window.banner.text


def test_no_file_is_no_step(opened, keys, monkeypatch):
    presenter = opened(EXAMPLE)
    monkeypatch.setattr(module, "ask_for_source", lambda _window: None)
    monkeypatch.setattr(module, "ask_for_goal", lambda *_: None)
    for shortcut in ("Ctrl+I", "Ctrl+Shift+I"):
        keys(presenter, shortcut)
    assert (presenter.session.undo_label, presenter.window.banner.text) == (None, "")


# The brush ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def brush(opened, keys, mouse):
    """A window with the brush on, its input space, a mouse there, and the middle of its frame."""
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    keys(presenter, "B")
    view = presenter.window.arrangement.input
    return presenter, mouse(view), view.paper.rect.center()


def targets(presenter):
    return presenter.session.document.Y[:, 0].tolist()


def test_b_turns_the_brush_on_and_off(brush, keys, on_line):
    presenter, hand, _ = brush
    assert presenter.window.actions_["paint"].isChecked()
    keys(presenter, "B")
    view, network = presenter.window.arrangement.input, presenter.session.document.network
    hand.drag(on_line(view, 0), 20, 20)
    assert presenter.session.document.network is not network
    assert not isinstance(presenter.session.document.data, PointData)


def test_a_stroke_is_one_step_of_undo(brush, keys):
    presenter, hand, middle = brush
    before = presenter.session.document.data
    hand.drag(middle, 40, 0)
    assert targets(presenter) == [1.0] * 4
    assert presenter.session.undo_label == "Paint points"
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.data is before
    assert presenter.session.undo_label is None


def test_both_classes_are_painted_and_erased(brush):
    presenter, hand, middle = brush
    canvas = presenter.window.arrangement.input
    hand.click(middle)
    x = presenter.session.document.X[0]
    canvas.painted.emit(x + 0.5, "minus", 0.1)
    canvas.stroke_ended.emit("minus")
    assert targets(presenter) == [1.0, -1.0]
    hand.press(middle, Qt.MouseButton.RightButton)
    hand.release(Qt.MouseButton.RightButton)
    assert targets(presenter) == [-1.0]
    assert presenter.session.undo_label == "Erase points"


def test_a_typed_value_is_painted_and_a_logistic_output_has_classes_0_and_1(brush):
    presenter, hand, middle = brush
    presenter.window.data_panel.brush_value = 0.25
    hand.click(middle)
    presenter.window.arrangement.input.painted.emit(presenter.session.document.X[0], "minus", 0.1)
    presenter.window.arrangement.input.stroke_ended.emit("minus")
    assert targets(presenter) == [0.25, -0.25]
    presenter.window.activation_panel.output_chosen.emit("logistic")
    presenter.window.arrangement.input.painted.emit(presenter.session.document.X[0], "minus", 0.1)
    presenter.window.arrangement.input.stroke_ended.emit("minus")
    assert targets(presenter)[2] == 0.0


@pytest.mark.parametrize("training", [False, True])
def test_esc_takes_a_stroke_back_and_leaves_the_brush_on(brush, keys, training, qtbot):
    presenter, hand, middle = brush
    before = presenter.session.document.data
    if training:
        keys(presenter, "Space")
        qtbot.waitUntil(lambda: presenter.session.document.step > 0)
    hand.press(middle)
    hand.move(40, 0)
    assert isinstance(presenter.session.document.data, PointData)
    keys(presenter, "Esc")
    hand.release()
    assert presenter.session.document.data is before
    assert presenter.control.running is training
    assert presenter.window.arrangement.input.brushing


def test_points_are_painted_in_mid_run(brush, keys, qtbot):
    presenter, hand, middle = brush
    keys(presenter, "Space")
    hand.drag(middle, 40, 0)
    step = presenter.session.document.step
    qtbot.waitUntil(lambda: presenter.session.document.step > step)
    assert presenter.control.running
    assert targets(presenter) == [1.0] * 4


def test_turning_the_brush_off_in_a_stroke_takes_it_back(brush, keys):
    presenter, hand, middle = brush
    before = presenter.session.document.data
    hand.press(middle)
    keys(presenter, "B")
    assert presenter.session.document.data is before
    assert not presenter.session.previewing


def test_where_points_cannot_be_painted_it_is_told(brush):
    presenter, hand, _ = brush
    presenter.open_scene("semicircle-frames")
    before = presenter.session.document
    hand.click(presenter.window.arrangement.input.paper.rect.center())
    assert presenter.session.document is before
    assert "two inputs and one output" in presenter.window.banner.text


# The split ------------------------------------------------------------------------------------------------------------


def test_a_split_is_one_step_of_undo_and_both_errors_are_shown(opened, keys):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    panel = presenter.window.data_panel
    panel.split_changed.emit(0.25, 3)
    document = presenter.session.document
    assert (len(document.X), len(document.tested.X)) == (768, 256)
    assert presenter.session.undo_label == "Change the split"
    presenter.display.everything()
    shown = {label.text() for label in panel.findChildren(QLabel)}
    assert readings.error_text(held_out_error(document)) in shown
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.tested is None


def test_training_draws_the_test_error_beside_its_own_and_learns_on_after_another_split(opened, keys, qtbot):
    presenter = opened(edits.set_training(edits.randomise(scene(EXAMPLE).document, 1), optimizer="sgd"))
    presenter.window.data_panel.split_changed.emit(0.25, 3)
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 20)
    presenter.window.data_panel.split_changed.emit(0.5, 3)
    step = presenter.session.document.step
    qtbot.waitUntil(lambda: presenter.session.document.step > step)
    presenter.control.pause()
    presenter.display.everything()
    name, steps, powers = presenter.window.arrangement.loss._rival
    assert name == "test"
    assert steps[-1] == presenter.session.document.step
    document = presenter.session.document
    assert len(document.X) == 512
    assert 10 ** powers[-1] == pytest.approx(held_out_error(document))
    presenter.window.data_panel.split_changed.emit(0.0, 3)
    presenter.display.everything()
    assert presenter.window.arrangement.loss._rival is None


def test_all_samples_are_exported(opened, monkeypatch, tmp_path):
    presenter = opened(EXAMPLE)
    presenter.window.data_panel.split_changed.emit(0.5, 0)
    monkeypatch.setattr(module, "ask_for_goal", lambda *_: tmp_path / "data.csv")
    presenter.workbench.export_data("data")
    assert len((tmp_path / "data.csv").read_text().splitlines()) == 1 + 1024


def test_a_recipe_is_stored_and_can_be_changed_after_loading(opened, tmp_path):
    presenter = opened(EXAMPLE)
    choose_set(presenter, "moons")
    storage.save(presenter.session.document, tmp_path / "moons.nnx")
    presenter.open_scene("relu")
    presenter.files.open_path(tmp_path / "moons.nnx")
    panel = presenter.window.data_panel
    assert panel._sets.recipe == Recipe("moons")
    panel._sets._many.setValue(30)
    assert len(presenter.session.document.data.X) == 30
    assert presenter.session.document.recipe == Recipe("moons", 30)


def test_a_stroke_that_is_taken_back_in_mid_run_brings_the_recipe_back(brush, keys, qtbot):
    presenter, hand, middle = brush
    choose_set(presenter, "moons")
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 0)
    hand.press(middle)
    assert presenter.session.document.recipe is None
    keys(presenter, "Esc")
    assert presenter.session.document.recipe == Recipe("moons")
    keys(presenter, "Space")


# The rows that fold ---------------------------------------------------------------------------------------------------


def test_rows_fold_in_a_low_window_and_a_choice_is_remembered(opened):
    presenter = opened(EXAMPLE, 1280, 800)
    more = presenter.window.data_panel.more
    assert more.folded
    presenter.window.resize(1280, 900)
    assert not more.folded
    presenter.window.resize(1280, 800)
    more.button.click()
    assert not more.folded
    assert not opened(EXAMPLE, 1280, 800).window.data_panel.more.folded


@pytest.mark.parametrize("name", ["universal-approximator", "vanishing-gradient", "semicircle-frames", "backprop-step"])
def test_the_caption_is_in_view_in_a_low_window(opened, name, qtbot):
    presenter = opened(name, 1280, 800)
    area = presenter.window.docks[0].widget()
    qtbot.waitUntil(lambda: area.widget().height() <= area.viewport().height())
