"""What a hand does in the window, from the mouse on the viewport to the document."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionSlider

from nnexplorer.compute.design import fit_output_layer
from nnexplorer.gui.canvases.drawing.thresholds import SNAP
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
EXAMPLE, HALF_CIRCLE = "second-layer-output", "semicircle-frames"


def network(presenter):
    return presenter.session.document.network


def canvas(presenter, name="input"):
    return getattr(presenter.window.arrangement, name)


def grip(canvas, kind, unit=None):
    """Where the view has its handle of that kind."""
    return next(QPointF(grip.at) for grip in canvas.grips() if grip.kind == kind and unit in (None, grip.unit))


def data(frame, pixel):
    """The data point (2,) at a pixel."""
    return frame.to_data(np.array([pixel.x(), pixel.y()]))


def everything(network):
    return np.concatenate([np.ravel(array) for array in (network.W1, network.b1, network.W2, network.b2)])


def assert_one_step(presenter, keys, before, label):
    """The last gesture is one step called `label`: undo takes all of it back, redo makes it again."""
    after = network(presenter)
    assert presenter.session.undo_label == label
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before
    assert presenter.session.undo_label is None
    keys(presenter, "Ctrl+Shift+Z")
    assert network(presenter) is after


# Threshold lines ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [(24, 10), (-15, 40), (3, -2)])
@pytest.mark.parametrize("unit", [0, 1])
def test_a_line_is_shifted(opened, mouse, keys, unit, way, on_line):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    end = mouse(view).drag(on_line(view, unit), *way)
    after = network(presenter)
    assert_array_equal(after.W1, before.W1)
    assert_array_equal(after.W2, before.W2)
    assert after.b1[1 - unit] == before.b1[1 - unit]
    assert after.b1[unit] != before.b1[unit]
    assert after.W1[unit] @ data(view.thresholds.frame, end) + after.b1[unit] == pytest.approx(0, abs=1e-9)
    assert_one_step(presenter, keys, before, f"Move line {unit + 1}")


def test_a_line_is_turned_by_its_handle(opened, mouse, keys):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    pivot = view.thresholds.middle(0)
    end = mouse(view).drag(grip(view, "handle"), 30, -60)
    w, b = network(presenter).W1[0], network(presenter).b1[0]
    assert np.hypot(*w) == pytest.approx(np.hypot(*before.W1[0]))
    assert w @ pivot + b == pytest.approx(0, abs=1e-9)
    assert w @ data(view.thresholds.frame, end) + b == pytest.approx(0, abs=1e-9), "the handle is where the mouse is"
    assert abs(w @ before.W1[0]) < 0.999 * (w @ w)
    assert_array_equal(network(presenter).W1[1], before.W1[1])
    assert_one_step(presenter, keys, before, "Turn line 1")


def test_a_line_is_turned_all_the_way_round(opened, mouse):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    hand, at = mouse(view), grip(view, "handle")
    frame = view.thresholds.frame
    middle = frame.point(*view.thresholds.middle(0))
    hand.press(at)
    for angle in np.radians(range(20, 361, 20)):
        way, last = at - middle, hand.at
        to = middle + QPointF(
            way.x() * np.cos(angle) - way.y() * np.sin(angle), way.x() * np.sin(angle) + way.y() * np.cos(angle)
        )
        hand.move(to.x() - last.x(), to.y() - last.y(), stops=1)
    hand.release()
    assert_allclose(network(presenter).W1, before.W1, atol=1e-9)
    assert_allclose(network(presenter).b1, before.b1, atol=1e-9)


@pytest.mark.parametrize(("pull", "steeper"), [(40, True), (-9, False)])
def test_a_line_is_made_steeper_by_its_normals_tip(opened, mouse, keys, pull, steeper):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    foot, tip = view.thresholds.normal(0)
    way = (tip - foot) / np.hypot(*(tip - foot).toTuple())
    end = mouse(view).drag(tip, pull * way.x(), pull * way.y())
    factor = network(presenter).W1[0] / before.W1[0]
    assert_allclose(factor, factor[0])
    assert network(presenter).b1[0] == pytest.approx(factor[0] * before.b1[0]), "the line stays where it is"
    assert bool(factor[0] > 1) is steeper
    new_tip = view.thresholds.normal(0)[1]
    assert_allclose(new_tip.toTuple(), end.toTuple(), atol=1e-6)
    assert_one_step(presenter, keys, before, "Steepen line 1")


def test_a_tip_pulled_through_its_line_leaves_the_unit_on_its_side(opened, mouse):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    foot, tip = view.thresholds.normal(0)
    mouse(view).drag(tip, *(1.8 * (foot - tip)).toTuple())
    w = network(presenter).W1[0]
    assert 0 < np.hypot(*w) < np.hypot(*before.W1[0])
    assert w @ before.W1[0] > 0


def test_shift_turns_by_fifteen_degrees(opened, mouse):
    presenter = opened(EXAMPLE)
    view = canvas(presenter)
    mouse(view).drag(grip(view, "handle"), 17, -51, SHIFT)
    w = network(presenter).W1[0]
    steps = np.arctan2(w[1], w[0]) / SNAP
    assert steps == pytest.approx(round(steps), abs=1e-9)
    assert round(steps) != 3


def test_shift_steepens_to_whole_numbers(opened, mouse):
    presenter = opened(EXAMPLE)
    view = canvas(presenter)
    foot, tip = view.thresholds.normal(0)
    mouse(view).drag(tip, *(0.6 * (tip - foot)).toTuple(), SHIFT)
    gain = np.hypot(*network(presenter).W1[0])
    assert gain == pytest.approx(round(gain), abs=1e-9)
    assert round(gain) > 4


def test_ctrl_is_ten_times_as_fine(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    mouse(view).drag(on_line(view, 0), 30, 20)
    coarse = network(presenter).b1[0] - before.b1[0]
    keys(presenter, "Ctrl+Z")
    mouse(view).drag(on_line(view, 0), 30, 20, CTRL)
    assert network(presenter).b1[0] - before.b1[0] == pytest.approx(coarse / 10)


def test_all_views_follow_every_move_of_the_mouse(opened, mouse, on_line):
    presenter = opened(EXAMPLE)
    window, view = presenter.window, canvas(presenter)
    hand = mouse(view)
    hand.press(on_line(view, 0))
    pictures = []
    for _ in range(3):
        hand.move(8, 4, stops=1)
        assert window.weights_panel.network is network(presenter)
        shown = (view, window.arrangement.surface, window.arrangement.maps, window.header, window.weights_panel)
        pictures.append([widget.grab().toImage() for widget in shown])
    for before, after in pairwise(pictures):
        assert [old != new for old, new in zip(before, after, strict=True)] == [True] * len(before)
    hand.release()


def test_the_hint_goes_when_a_line_is_dragged(opened, mouse, on_line):
    presenter = opened(EXAMPLE)
    view = canvas(presenter)
    view.show_hint("Drag a line")
    mouse(view).drag(on_line(view, 0), 9, 9)
    assert view.hint == ""


# Taking back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["line", "handle", "tip"])
def test_escape_takes_a_running_gesture_back(opened, mouse, keys, kind, on_line):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    hand = mouse(view)
    hand.press(on_line(view, 0) if kind == "line" else grip(view, kind))
    hand.move(25, 12)
    assert network(presenter) is not before
    keys(presenter, "Esc")
    assert network(presenter) is before
    hand.move(25, 12)
    hand.release()
    assert network(presenter) is before, "the hand holds nothing any more"
    assert presenter.session.undo_label is None
    assert presenter.session.document.view.selected == 0


@pytest.mark.parametrize("kind", ["tip", "root"])
def test_escape_takes_a_correction_back(opened, mouse, keys, kind):
    presenter = opened(HALF_CIRCLE)
    view, before = canvas(presenter, "plane"), network(presenter)
    hand = mouse(view)
    hand.press(grip(view, kind))
    hand.move(25, 12)
    assert network(presenter) is not before
    keys(presenter, "Esc")
    hand.move(5, 5)
    hand.release()
    assert network(presenter) is before
    assert presenter.session.undo_label is None


def test_escape_takes_the_probe_back(opened, mouse, keys):
    presenter = opened(HALF_CIRCLE)
    view, before = canvas(presenter), presenter.session.document.view.probe
    hand = mouse(view)
    hand.press(grip(view, "probe"))
    hand.move(-30, 60)
    assert presenter.session.document.view.probe != before
    keys(presenter, "Esc")
    hand.release()
    assert presenter.session.document.view.probe == before


def test_undo_in_the_middle_of_a_drag_takes_it_back(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    hand = mouse(view)
    hand.press(on_line(view, 0))
    hand.move(25, 12)
    presenter.undo()
    assert network(presenter) is before
    hand.release()
    assert network(presenter) is before


def test_gestures_are_undone_one_by_one(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    view = canvas(presenter)
    steps = [network(presenter)]
    for way in ((20, 5), (-9, 14), (12, -7)):
        mouse(view).drag(on_line(view, 0), *way)
        steps.append(network(presenter))
    for before in reversed(steps[:-1]):
        keys(presenter, "Ctrl+Z")
        assert network(presenter) is before
    for after in steps[1:]:
        keys(presenter, "Ctrl+Y")
        assert network(presenter) is after
    keys(presenter, "Ctrl+Y")
    assert network(presenter) is steps[-1]


# Correction vectors and the probe -------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [0, 3])
def test_a_correction_vector_is_dragged_by_its_tip(opened, mouse, keys, unit):
    presenter = opened(HALF_CIRCLE)
    view, before = canvas(presenter, "plane"), network(presenter)
    end = mouse(view).drag(grip(view, "tip", unit), 31, -22)
    after = network(presenter)
    others = np.arange(after.units) != unit
    assert_array_equal(after.W2[:, others], before.W2[:, others])
    assert_array_equal(after.W1, before.W1)
    assert_array_equal(after.b2, before.b2)
    h = after.forward([presenter.session.document.view.probe]).h[0]
    tip = after.b2 + after.W2[:, : unit + 1] @ h[: unit + 1]
    assert_allclose(view.grips()[0].at.toTuple(), end.toTuple(), atol=1e-6)
    assert_allclose(tip, data(view._frame, end), atol=1e-9)
    assert_one_step(presenter, keys, before, f"Move correction {unit}")


def test_the_chains_root_is_dragged(opened, mouse, keys):
    presenter = opened(HALF_CIRCLE)
    view, before = canvas(presenter, "plane"), network(presenter)
    end = mouse(view).drag(grip(view, "root"), -12, 35)
    assert_allclose(network(presenter).b2, data(view._frame, end), atol=1e-9)
    assert_array_equal(network(presenter).W2, before.W2)
    assert_one_step(presenter, keys, before, "Move the chain's root")


def test_shift_keeps_a_correction_on_an_axis(opened, mouse):
    presenter = opened(HALF_CIRCLE)
    view = canvas(presenter, "plane")
    mouse(view).drag(grip(view, "tip", 0), 60, 5, SHIFT)
    assert (network(presenter).W2[:, 0] == 0).sum() == 1


def test_a_correction_whose_unit_is_off_offers_no_tip(opened):
    presenter = opened(HALF_CIRCLE)
    view = canvas(presenter, "plane")
    h = network(presenter).forward([presenter.session.document.view.probe]).h[0]
    offered = {grip.unit for grip in view.grips() if grip.kind == "tip"}
    assert offered == set(np.flatnonzero(h >= 0.02))
    assert len(offered) < network(presenter).units


def test_the_probe_goes_along_the_half_circle(opened, mouse):
    presenter = opened(HALF_CIRCLE)
    view, document = canvas(presenter), presenter.session.document
    for way in ((-60, -90), (10, 200), (-20, -30)):
        end = mouse(view).drag(grip(view, "probe"), *way)
        x = np.array(presenter.session.document.view.probe)
        assert np.hypot(*x) == pytest.approx(1)
        away = np.hypot(*(document.X - data(view.thresholds.frame, end)).T)
        assert_array_equal(x, document.X[away.argmin()])
    assert network(presenter) is document.network
    assert presenter.session.undo_label is None
    assert presenter.session.document.view.selected == document.view.selected


def test_the_bars_and_the_chain_follow_the_probe(opened, mouse):
    presenter = opened(HALF_CIRCLE)
    arrangement = presenter.window.arrangement
    before = [view.grab().toImage() for view in (arrangement.bars, arrangement.plane, presenter.window.footer)]
    mouse(arrangement.input).drag(grip(arrangement.input, "probe"), -40, -80)
    after = [view.grab().toImage() for view in (arrangement.bars, arrangement.plane, presenter.window.footer)]
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_where_the_data_fill_the_plane_the_probe_goes_anywhere(opened, mouse):
    document = scene(EXAMPLE).document
    presenter = opened(replace(document, view=replace(document.view, probe=(0.5, -0.5))))
    view = canvas(presenter)
    end = mouse(view).drag(grip(view, "probe"), -33, 21)
    assert_allclose(presenter.session.document.view.probe, data(view.thresholds.frame, end), atol=1e-12)


# Clicks ---------------------------------------------------------------------------------------------------------


def test_a_click_on_a_line_selects_its_unit_and_changes_nothing(opened, mouse, on_line):
    presenter = opened(EXAMPLE)
    before, view = network(presenter), canvas(presenter)
    mouse(view).click(on_line(view, 1))
    assert presenter.session.document.view.selected == 1
    assert {grip.unit for grip in view.grips()} == {1}, "its handles are shown"
    assert presenter.window.weights_panel.table.currentIndex().row() == 1
    assert network(presenter) is before
    assert presenter.session.undo_label is None


def test_a_click_on_the_ground_deselects(opened, mouse):
    presenter = opened(EXAMPLE)
    view = canvas(presenter)
    mouse(view).click(view.thresholds.frame.point(0.0, -0.9))
    assert presenter.session.document.view.selected is None


def test_a_click_on_a_map_a_bar_an_arrow_or_a_point_of_the_curve_selects(opened, mouse):
    first = opened(EXAMPLE)
    maps = canvas(first, "maps")
    mouse(maps).click(QPointF(maps.width() * 0.6, maps.height() * 0.5))
    assert first.session.document.view.selected == 1
    second = opened(HALF_CIRCLE)
    bars = canvas(second, "bars")
    for frame in bars._frames:
        for unit in (1, 6):
            mouse(bars).click(QPointF(frame.point(unit, 0.0).x(), frame.rect.center().y()))
            assert second.session.document.view.selected == unit
    mouse(canvas(second, "plane")).click(grip(canvas(second, "plane"), "tip", 0))
    assert second.session.document.view.selected == 0
    curve = second.window.activation_canvas
    mouse(curve).click(grip(curve, "unit", 4))
    assert second.session.document.view.selected == 4


def test_a_row_of_the_table_selects(opened, mouse):
    presenter = opened(HALF_CIRCLE)
    table = presenter.window.weights_panel.table
    mouse(table).click(QPointF(table.visualRect(table.model().index(5, 0)).center()))
    assert presenter.session.document.view.selected == 5


def test_another_button_of_the_mouse_takes_nothing(opened, mouse, on_line):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    hand = mouse(view)
    hand.press(on_line(view, 1), Qt.MouseButton.RightButton)
    hand.move(20, 20)
    hand.release(Qt.MouseButton.RightButton)
    assert network(presenter) is before
    assert presenter.session.document.view.selected == 0


def test_the_cursor_says_what_can_be_taken(opened, mouse, on_line):
    view = canvas(opened(EXAMPLE))
    hand, line = mouse(view), on_line(view, 0)
    hand.hover(line)
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    hand.hover(view.thresholds.frame.point(0.0, -0.9))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    hand.press(line)
    assert view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    hand.release()


def test_a_double_click_flips_a_line(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    mouse(view).double_click(on_line(view, 1))
    assert_array_equal(network(presenter).W1, before.W1 * [[1], [-1]])
    assert_array_equal(network(presenter).b1, before.b1 * [1, -1])
    assert_one_step(presenter, keys, before, "Flip line 2")


def test_a_double_click_beside_the_lines_puts_the_probe_there_and_one_on_it_takes_it_away(opened, mouse):
    presenter = opened(EXAMPLE)
    view, before = canvas(presenter), network(presenter)
    at = view.thresholds.frame.point(0.0, -0.9)
    mouse(view).double_click(at)
    np.testing.assert_allclose(presenter.session.document.view.probe, (0.0, -0.9), atol=0.02)
    mouse(view).double_click(at)
    assert presenter.session.document.view.probe is None
    assert network(presenter) is before
    assert presenter.session.undo_label is None
    mouse(view).double_click(QPointF(1, 1))
    assert presenter.session.document.view.probe is None, "that is no place of input space"


# Numbers --------------------------------------------------------------------------------------------------------


def edit_cell(presenter, mouse, typed, row, column, text, key="Return"):
    """Double-click a cell of the table, type over it, and press a key."""
    table = presenter.window.weights_panel.table
    cell = table.visualRect(table.model().index(row, column))
    mouse(table).double_click(QPointF(cell.center()))
    editor = table.viewport().findChild(QLineEdit)
    editor.selectAll()
    typed(editor, text)
    QTest.keySequence(editor, QKeySequence(key))
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("row", "column", "name", "index"),
    [(0, 1, "W1", (0, 0)), (1, 2, "W1", (1, 1)), (1, 3, "b1", (1,)), (0, 4, "W2", (0, 0)), (2, 4, "b2", (0,))],
)
def test_a_weight_is_typed_into_its_cell(opened, mouse, keys, typed, row, column, name, index):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    edit_cell(presenter, mouse, typed, row, column, "-1.25")
    assert getattr(network(presenter), name)[index] == -1.25
    assert np.count_nonzero(everything(network(presenter)) != everything(before)) == 1
    assert_one_step(presenter, keys, before, f"Type {name}")


def test_a_block_is_pasted_as_one_step_and_a_bad_one_changes_nothing(opened, mouse, keys):
    presenter = opened(EXAMPLE)
    table, before = presenter.window.weights_panel.table, network(presenter)
    mouse(table).click(QPointF(table.visualRect(table.model().index(0, 1)).center()))
    table.setFocus()
    QApplication.clipboard().setText("1/4;0,5\n-2;abc")
    keys(presenter, "Ctrl+V")
    assert network(presenter) is before
    assert presenter.window.banner.text.startswith("Nothing was pasted: row 2, column 2: 'abc' is not a number")
    QApplication.clipboard().setText("1/4;0,5\n-2;3")
    keys(presenter, "Ctrl+V")
    assert_array_equal(network(presenter).W1, [[0.25, 0.5], [-2, 3]])
    assert_one_step(presenter, keys, before, "Paste weights")


@pytest.mark.parametrize(("text", "value"), [("0,5", 0.5), ("\N{MINUS SIGN}2", -2.0), ("1e-3", 1e-3), (".25", 0.25)])
def test_numbers_are_read_as_people_write_them(opened, mouse, typed, text, value):
    presenter = opened(EXAMPLE)
    edit_cell(presenter, mouse, typed, 0, 1, text)
    assert network(presenter).W1[0, 0] == value
    assert presenter.session.document.step == 0, "the point is no command here"


@pytest.mark.parametrize("text", ["three", "1e999", "nan", "1,2,3", "-"])
def test_what_is_no_number_is_refused_in_one_line(opened, mouse, typed, text):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    edit_cell(presenter, mouse, typed, 0, 1, text)
    assert network(presenter) is before
    assert presenter.session.undo_label is None
    said = presenter.window.banner.text
    assert text in said
    assert "\n" not in said


def test_escape_leaves_a_cell_as_it_was(opened, mouse, typed):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    edit_cell(presenter, mouse, typed, 0, 1, "77", "Esc")
    assert network(presenter) is before
    assert presenter.session.document.view.selected == 0


def test_the_same_number_again_is_no_step(opened, mouse, typed):
    presenter = opened(EXAMPLE)
    edit_cell(presenter, mouse, typed, 0, 1, "3")
    assert presenter.session.undo_label is None


# Sliders --------------------------------------------------------------------------------------------------------


def handle_of(slider):
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    part = QStyle.SubControl.SC_SliderHandle
    return QPointF(slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider).center())


def test_a_pull_of_the_gain_slider_is_one_step(opened, mouse, keys):
    presenter = opened(EXAMPLE)
    slider, before = presenter.window.activation_panel._slider, network(presenter)
    hand = mouse(slider)
    hand.press(handle_of(slider))
    hand.move(20, 0)
    assert np.hypot(*network(presenter).W1[0]) > np.hypot(*before.W1[0]), "it is live"
    hand.move(-8, 0)
    hand.release()
    factors = network(presenter).W1 / before.W1
    assert_allclose(factors, factors[0, 0])
    assert_allclose(network(presenter).b1, before.b1 * factors[0, 0])
    assert_one_step(presenter, keys, before, "Change gain")


def test_escape_takes_a_pull_of_the_gain_slider_back(opened, mouse, keys):
    presenter = opened(EXAMPLE)
    slider, before = presenter.window.activation_panel._slider, network(presenter)
    hand, at = mouse(slider), handle_of(slider)
    hand.press(at)
    hand.move(20, 0)
    assert handle_of(slider) != at
    keys(presenter, "Esc")
    assert network(presenter) is before
    assert handle_of(slider) == at
    hand.move(10, 0)
    hand.release()
    assert network(presenter) is before
    assert presenter.session.undo_label is None
    assert presenter.session.document.view.selected == 0


def test_escape_leaves_a_number_field_as_it_was(opened, typed, keys):
    presenter = opened(EXAMPLE)
    field, before = presenter.window.activation_panel._gain, network(presenter)
    field.setFocus()
    field.selectAll()
    typed(field, "77")
    keys(presenter, "Esc")
    assert field.text() == "4.24"
    presenter.window.setFocus()
    QApplication.processEvents()
    assert network(presenter) is before
    assert presenter.session.document.view.selected == 0


def test_a_click_on_the_sliders_handle_changes_nothing(opened, mouse):
    presenter = opened(EXAMPLE)
    slider, before = presenter.window.activation_panel._slider, network(presenter)
    mouse(slider).click(handle_of(slider))
    assert network(presenter) is before
    assert presenter.session.undo_label is None


def test_after_enter_in_a_field_the_keyboard_is_the_windows(opened, typed, keys):
    presenter = opened(EXAMPLE)
    before = presenter.session.document.training
    panel = presenter.window.training_panel
    for field, text in ((panel._rate, "0,5"), (panel._batch, "7")):
        field.setFocus()
        field.selectAll()
        typed(field, text)
        keys(presenter, "Return")
    assert presenter.session.document.training == replace(before, learning_rate=0.5, batch_size=7)
    keys(presenter, "Ctrl+Z")
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.training == before


def test_the_learning_rate_slider_is_one_step_too(opened, mouse):
    presenter = opened(EXAMPLE)
    slider, before = presenter.window.training_panel._slider, presenter.session.document
    mouse(slider).drag(handle_of(slider), 15, 0)
    assert presenter.session.document.training.learning_rate > before.training.learning_rate
    presenter.undo()
    assert presenter.session.document.training == before.training
    assert presenter.session.undo_label is None


# Keys -----------------------------------------------------------------------------------------------------------


def nudge(presenter, *pressed):
    """Press keys with the keyboard in input space."""
    view = canvas(presenter)
    view.setFocus()
    for key in pressed:
        QTest.keyClick(view, key)
        QApplication.processEvents()


@pytest.mark.parametrize(
    "pressed",
    [(Qt.Key.Key_Left, Qt.Key.Key_Left), (Qt.Key.Key_R,), (Qt.Key.Key_Plus, Qt.Key.Key_Right)],
)
def test_nudges_by_keys_are_one_step(opened, keys, pressed):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    presenter.select(1)
    nudge(presenter, *pressed)
    assert_array_equal(network(presenter).W1[0], before.W1[0])
    assert not np.array_equal(everything(network(presenter)), everything(before))
    keys(presenter, "Ctrl+Z")
    assert_array_equal(everything(network(presenter)), everything(before))
    keys(presenter, "Ctrl+Shift+Z")
    assert presenter.session.undo_label == "Nudge line 2"


def test_escape_after_a_nudge_deselects_and_keeps_it(opened, keys):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    presenter.select(0)
    nudge(presenter, Qt.Key.Key_Left)
    keys(presenter, "Esc")
    assert presenter.session.document.view.selected is None
    assert presenter.session.undo_label == "Nudge line 1"
    assert network(presenter).b1[0] != before.b1[0]


def test_a_drag_after_a_nudge_is_a_step_of_its_own(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    presenter.select(0)
    nudge(presenter, Qt.Key.Key_Left)
    nudged = network(presenter)
    mouse(canvas(presenter)).drag(on_line(canvas(presenter), 0), 20, 10)
    assert presenter.session.undo_label == "Move line 1"
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is nudged
    assert presenter.session.undo_label == "Nudge line 1"


def test_without_a_selected_unit_keys_nudge_nothing(opened):
    presenter = opened(EXAMPLE)
    presenter.select(None)
    nudge(presenter, Qt.Key.Key_Left, Qt.Key.Key_Plus)
    assert not presenter.session.previewing


# Refit while dragging -------------------------------------------------------------------------------------------


def test_refit_while_dragging_is_one_step_with_the_drag(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    action, before = presenter.window.actions_["refit_drags"], network(presenter)
    keys(presenter, "Ctrl+Shift+L")
    assert action.isChecked()
    mouse(canvas(presenter)).drag(on_line(canvas(presenter), 0), 24, 10)
    document = presenter.session.document
    wanted = fit_output_layer(document.network, document.X, document.Y)
    assert_allclose(network(presenter).W2, wanted.W2)
    assert not np.allclose(network(presenter).W2, before.W2)
    assert_one_step(presenter, keys, before, "Move line 1")
    keys(presenter, "Ctrl+Shift+L")
    refitted = network(presenter)
    mouse(canvas(presenter)).drag(on_line(canvas(presenter), 0), 24, 10)
    assert_array_equal(network(presenter).W2, refitted.W2)


def test_refit_while_dragging_in_mid_run(opened, mouse, keys, on_line, qtbot):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    before = network(presenter)
    keys(presenter, "Ctrl+Shift+L")
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 5)
    presenter.display.everything()
    mouse(canvas(presenter)).drag(on_line(canvas(presenter), 0), 12, 5)
    step = presenter.session.document.step
    qtbot.waitUntil(lambda: presenter.session.document.step > step)
    keys(presenter, "Space")
    assert presenter.session.undo_label.startswith("Train")
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before


def test_a_refit_that_cant_be_done_is_told_and_stays_off(opened, keys):
    document = scene(EXAMPLE).document
    presenter = opened(edits.set_output(document, "tanh"))
    keys(presenter, "Ctrl+Shift+L")
    assert "can't be refitted" in presenter.window.banner.text
    assert not presenter.window.actions_["refit_drags"].isChecked()
    assert not presenter.hand.refitting
