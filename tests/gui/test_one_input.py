"""A document of one input in the window: thresholds under the hand, samples painted, files and training."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.canvases.drawing.overinput import probe_place
from nnexplorer.gui.widgets.fields import ChoiceField
from nnexplorer.model import beginnings, edits, storage
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import CANVASES, QUANTITIES, ViewSettings

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def begun(opened):
    """The window on the document that 'New with one input' begins."""
    return opened(beginnings.curve())


def network(presenter):
    return presenter.session.document.network


def canvas(presenter):
    return presenter.window.arrangement.input


def place(network, unit):
    """Where a unit decides."""
    return -network.b1[unit] / network.W1[unit, 0]


def x_at(presenter, pixel):
    """The input and the value (2,) at a pixel of input space."""
    return canvas(presenter).paper.to_data(np.array(pixel.toTuple()))


def grip(presenter, kind):
    return next(QPointF(grip.at) for grip in canvas(presenter).grips() if grip.kind == kind)


# Thresholds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [0, 3])
def test_a_threshold_is_dragged_along_the_input(begun, mouse, on_line, unit, one_step):
    before = network(begun)
    end = mouse(canvas(begun)).drag(on_line(canvas(begun), unit), 24, -40)
    after = network(begun)
    assert_array_equal(after.W1, before.W1)
    assert_array_equal(np.delete(after.b1, unit), np.delete(before.b1, unit))
    assert place(after, unit) == pytest.approx(x_at(begun, end)[0])
    assert begun.session.document.view.selected == unit
    one_step(begun, before, f"Move line {unit}")


def test_ctrl_drags_a_threshold_finely(begun, mouse, on_line):
    before, width = network(begun), canvas(begun).paper.rect.width()
    mouse(canvas(begun)).drag(on_line(canvas(begun), 2), 50, 0, CTRL)
    assert place(network(begun), 2) - place(before, 2) == pytest.approx(5 * 4 / width)


@pytest.mark.parametrize("unit", [0, 1])
def test_a_threshold_is_made_steeper_by_the_tip_of_its_arrow(begun, mouse, unit, one_step):
    begun.select(unit)
    begun.display.everything()
    before, (foot, tip) = network(begun), canvas(begun).thresholds.normal(unit)
    assert foot.y() == pytest.approx(tip.y()), "the arrow is level"
    assert (tip.x() > foot.x()) == (before.W1[unit, 0] > 0), "and points to the positive side"
    end = mouse(canvas(begun)).drag(tip, 30 if tip.x() > foot.x() else -30, 0)
    after = network(begun)
    assert abs(after.W1[unit, 0]) > 1.2 * abs(before.W1[unit, 0])
    assert place(after, unit) == pytest.approx(place(before, unit))
    assert_allclose(canvas(begun).thresholds.normal(unit)[1].toTuple(), end.toTuple(), atol=1e-6)
    one_step(begun, before, f"Steepen line {unit}")


def test_shift_steepens_to_whole_numbers(begun, mouse):
    mouse(canvas(begun)).drag(grip(begun, "tip"), 23, 0, SHIFT)
    w = network(begun).W1[0, 0]
    assert w == round(w)
    assert w > 2


def test_a_threshold_can_not_be_turned(begun):
    assert {grip.kind for grip in canvas(begun).grips()} == {"probe", "tip"}
    before = network(begun)
    for key in (Qt.Key.Key_R, Qt.Key.Key_BracketLeft):
        QTest.keyClick(canvas(begun), key)
    assert network(begun) is before


def test_a_double_click_flips_a_threshold(begun, mouse, on_line, one_step):
    before = network(begun)
    mouse(canvas(begun)).double_click(on_line(canvas(begun), 4))
    assert network(begun).W1[4, 0] == -before.W1[4, 0]
    assert network(begun).b1[4] == -before.b1[4]
    one_step(begun, before, "Flip line 4")


@pytest.mark.parametrize(("key", "way"), [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)])
@pytest.mark.parametrize("unit", [0, 1])
def test_arrow_keys_nudge_a_threshold_whichever_side_is_on(begun, key, way, unit):
    begun.select(unit)
    before = network(begun)
    canvas(begun).setFocus()
    QTest.keyClick(canvas(begun), key)
    assert place(network(begun), unit) - place(before, unit) == pytest.approx(way * 0.04)
    QTest.keyClick(canvas(begun), key, SHIFT)
    QTest.keyClick(canvas(begun), key, CTRL)
    assert place(network(begun), unit) - place(before, unit) == pytest.approx(way * 0.444)
    begun.hand.settle()
    assert begun.session.undo_label == f"Nudge line {unit}"


def test_plus_and_minus_change_the_gain_and_tab_goes_from_unit_to_unit(begun):
    canvas(begun).setFocus()
    QTest.keyClick(canvas(begun), Qt.Key.Key_Plus)
    assert network(begun).W1[0, 0] == pytest.approx(2.2)
    QTest.keyClick(canvas(begun), Qt.Key.Key_Tab)
    assert begun.session.document.view.selected == 1
    QTest.keyClick(canvas(begun), Qt.Key.Key_Minus)
    assert network(begun).W1[1, 0] == pytest.approx(-2 / 1.1)


def test_a_unit_is_added_by_a_stroke_and_deleted_by_a_key(begun, mouse, keys, one_step):
    before, frame = network(begun), canvas(begun).paper
    keys(begun, "A")
    start = frame.point(0.6, 0.8)
    mouse(canvas(begun)).drag(start, 0, 80)
    after = network(begun)
    assert (after.units, begun.session.document.view.selected) == (9, 8)
    assert place(after, 8) == pytest.approx(0.6)
    assert after.W1[8, 0] > 0, "a stroke down is on to its right, as in the plane it is on to the left of its way"
    one_step(begun, before, "Add line 8")
    keys(begun, "Del")
    assert network(begun).units == 8
    keys(begun, "Ins")
    assert network(begun).units == 9


def test_a_threshold_is_dragged_in_mid_run(begun, mouse, keys, on_line, qtbot):
    keys(begun, "Space")
    qtbot.waitUntil(lambda: begun.session.document.step > 0)
    hand = mouse(canvas(begun))
    hand.press(on_line(canvas(begun), 4))
    hand.move(30, 0)
    held = place(network(begun), 4)
    step = begun.session.document.step
    qtbot.waitUntil(lambda: begun.session.document.step > step)
    assert place(network(begun), 4) == pytest.approx(held)
    hand.release()
    keys(begun, "Space")


def test_dragging_with_refit_fits_the_curve_at_every_move(begun, mouse, keys, on_line):
    keys(begun, "Ctrl+Shift+L")
    mouse(canvas(begun)).drag(on_line(canvas(begun), 4), 6, 0)
    document = begun.session.document
    assert float(((document.network.forward(document.X).y - document.Y) ** 2).mean()) < 0.02


# The probe ------------------------------------------------------------------------------------------------------------


def test_the_probe_goes_along_the_curve_and_the_footer_says_what_is_there(begun, mouse):
    end = mouse(canvas(begun)).drag(grip(begun, "probe"), 40, 70)
    (x,) = begun.session.document.view.probe
    assert x == pytest.approx(x_at(begun, end)[0])
    at = grip(begun, "probe")
    y = network(begun).forward([[x]]).y[0, 0]
    assert_allclose(x_at(begun, at), (x, y))
    assert begun.session.undo_label is None


def test_a_probe_whose_curve_has_left_the_frame_stays_at_its_edge(begun):
    frame = canvas(begun).paper
    assert probe_place(frame, np.array([0.5, 99.0])).y() == pytest.approx(frame.rect.top())
    assert probe_place(frame, np.array([0.5, np.nan])).y() == pytest.approx(frame.rect.bottom())


def test_the_probe_of_a_curve_goes_from_sample_to_sample(opened, mouse):
    data = CurveData(("t",), ("t^3",), -1, 1, 20)
    view = ViewSettings(bounds=((-1, 1),), probe=(0.05,))
    presenter = opened(Document(Network.random(1, 3, 1), data, view=view))
    mouse(canvas(presenter)).drag(grip(presenter, "probe"), 63, 0)
    assert presenter.session.document.view.probe[0] in data.X[:, 0]


# Samples --------------------------------------------------------------------------------------------------------------


def test_samples_are_painted_at_their_value_and_erased_in_a_frame_that_stays(begun, mouse, keys):
    keys(begun, "B")
    frame = canvas(begun).paper
    for x, value in ((0.5, 0.25), (-1.0, frame.bounds[1][1] - 0.02)):
        mouse(canvas(begun)).click(frame.point(x, value))
    document = begun.session.document
    assert_allclose(document.X[:, 0], [0.5, -1.0], atol=0.02)
    assert_allclose(document.Y[:, 0], [0.25, frame.bounds[1][1] - 0.02], atol=0.02)
    assert canvas(begun).paper.bounds == frame.bounds
    hand = mouse(canvas(begun))
    hand.press(frame.point(0.5, 0.25) + QPointF(0, 9), modifiers=CTRL)
    hand.release()
    assert_allclose(begun.session.document.X[:, 0], [-1.0], atol=0.02)
    assert begun.session.undo_label == "Erase points"
    hand.press(frame.point(1.0, -0.5), modifiers=SHIFT)
    hand.release()
    assert begun.session.document.Y[-1, 0] == 1.0, "the brush's own value"
    keys(begun, "B")
    assert canvas(begun).paper.bounds[1][1] > frame.bounds[1][1], "now there is room above the samples again"


def test_sets_of_curves_are_offered_and_taken(begun, opened):
    panel = begun.window.data_panel
    chosen = next(part for part in panel.findChildren(ChoiceField) if part.accessibleName() == "Set")
    assert [chosen.itemText(i) for i in range(1, chosen.count())] == ["Sine", "Step", "Bumps", "Sawtooth", "Chirp"]
    for name in ("sine", "stair", "sawtooth"):
        chosen.setCurrentIndex(chosen.findData(name))
        chosen.activated.emit(chosen.currentIndex())
        begun.display.everything()
        assert chosen.currentData() == name
        data = begun.session.document.data
        assert isinstance(data, PointData)
        assert data.X.shape == (200, 1)
        assert np.ptp(data.X) > 3
    begun.workbench.type_target(("x0^2",))
    assert begun.session.document.data.formulas == ("x0^2",)
    begun.workbench.set_split(0.25, 1)
    assert len(begun.session.document.tested.X) == 8
    begun.open_scene("second-layer-output")
    assert chosen.findData("xor") > 0
    assert chosen.findData("sine") < 0


# The rest of the window -----------------------------------------------------------------------------------------------


def test_new_with_one_input_is_in_the_menu_and_learns(opened, keys, qtbot):
    presenter = opened("second-layer-output")
    presenter.window.actions_["new_curve"].trigger()
    assert storage.encode(presenter.session.document) == storage.encode(beginnings.curve())
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 200)
    keys(presenter, "Space")
    keys(presenter, "Ctrl+R")
    assert network(presenter).W1.tolist() == beginnings.curve().network.W1.tolist()


def test_a_hidden_unit_is_selected_by_its_curve(begun, mouse):
    maps = begun.window.arrangement.maps
    mouse(maps).click(QPointF(maps.viewport().width() * 0.55, maps.viewport().height() * 0.5))
    assert begun.session.document.view.selected == 4


def test_without_a_probe_the_footer_gives_the_threshold(opened):
    presenter = opened(edits.set_view(beginnings.curve(), probe=None, selected=1))
    said = " ".join(label.text() for label in presenter.window.footer.findChildren(QLabel))
    assert "threshold" in said
    assert "on for" in said


def test_a_table_of_one_column_opens_is_trained_saved_and_opened_again(opened, keys, tmp_path, qtbot):
    x = np.linspace(-3, 3, 40)
    table = tmp_path / "rain.csv"
    table.write_text("x0,y0\n" + "".join(f"{a},{np.tanh(a)}\n" for a in x))
    presenter = opened("second-layer-output")
    presenter.files.open_path(table)
    assert canvas(presenter).paper.bounds[0] == pytest.approx((-3.3, 3.3))
    assert {grip.kind for grip in canvas(presenter).grips()} == {"probe", "tip"}
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 100)
    keys(presenter, "Space")
    saved = presenter.files.dialogs.saves = tmp_path / "rain.nnx"
    keys(presenter, "Ctrl+S")
    content = storage.encode(presenter.session.document)
    presenter.open_scene("second-layer-output")
    assert network(presenter).inputs == 2
    presenter.files.open_path(saved)
    assert storage.encode(presenter.session.document) == content == saved.read_bytes()
    assert network(presenter).inputs == 1


@pytest.mark.parametrize("size", [1e30, 1e140, 0.0])
def test_a_net_of_any_size_is_shown(opened, size):
    document = beginnings.curve()
    net = document.network
    huge = net.replace(W1=net.W1 * size, W2=net.W2 * size, b2=[size], hidden="relu")
    presenter = opened(edits.take_network(document, huge))
    for output in ("soft", "both"):
        presenter.viewing.look(output=output)
        presenter.display.everything()
        assert not presenter.window.grab().isNull()


DATA = {
    "formula": lambda outputs: FormulaData(("sin(3*x0)", "x0^2", "x0")[:outputs], ((-1, 1),)),
    "points": lambda outputs: PointData(np.linspace(-1, 1, 9)[:, None], np.ones((9, outputs))),
    "nothing": lambda outputs: PointData(np.zeros((0, 1)), np.zeros((0, outputs))),
    "curve": lambda outputs: CurveData(("t",), ("t^3", "t", "1")[:outputs], -1, 1, 20),
}


@pytest.mark.parametrize(
    ("kind", "outputs"), [*((kind, 1) for kind in DATA), ("formula", 2), ("curve", 2), ("points", 3), ("nothing", 3)]
)
def test_every_canvas_and_quantity_shows_any_document_of_one_input(opened, keys, kind, outputs):
    view = ViewSettings(bounds=((-1, 1),), canvases=tuple(name for name in CANVASES if name not in ("sweep", "table")))
    document = Document(
        Network.random(1, 3, outputs, "step" if outputs == 3 else "tanh"), DATA[kind](outputs), view=view
    )
    presenter = opened(document)
    for changes in (
        *({"quantity": quantity} for quantity in QUANTITIES),
        *({"output": output, "quantity": "y"} for output in ("hard", "both")),
        {"probe": (0.3,), "backprop": True},
        {"hidden": "bars", "cells": True, "marks": True, "downwards": True},
        {"selected": None, "notation": "z", "index_base": 1},
    ):
        presenter.viewing.look(**changes)
        presenter.display.everything()
        assert not presenter.window.grab().isNull()
    keys(presenter, ".")
