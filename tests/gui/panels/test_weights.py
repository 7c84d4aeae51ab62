"""The table of weights: every cell's parameter, what is told of a change, and numbers typed into it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from nnexplorer.gui.panels.weights import WeightsPanel
from nnexplorer.model.network import Network


def network(inputs=2, units=3, outputs=2, seed=1, **changed):
    draw = np.random.default_rng(seed).normal
    arrays = {"W1": draw(size=(units, inputs)), "b1": draw(size=units)}
    arrays |= {"W2": draw(size=(outputs, units)), "b2": draw(size=outputs)}
    for name, (index, value) in changed.items():
        arrays[name][index] = value
    return Network(**arrays, hidden="tanh", output="identity")


@pytest.fixture
def panel(stand, style):
    panel = stand(WeightsPanel(style))
    panel.show_network(network(), None, style)
    return panel


def edit(panel, typed, row, column, text, key=Qt.Key.Key_Return):
    """Double-click a cell, type, and press a key."""
    index = panel.model.index(row, column)
    panel.table.setCurrentIndex(index)
    panel.table.edit(index)
    editor = panel.table.findChild(QLineEdit)
    editor.selectAll()
    typed(editor, text)
    QTest.keyClick(editor, key)
    QApplication.processEvents()


@pytest.mark.parametrize(("inputs", "units", "outputs"), [(2, 3, 2), (1, 1, 1), (4, 2, 3)])
def test_every_parameter_has_one_cell_and_names_and_blanks_have_none(stand, style, inputs, units, outputs):
    panel, net = stand(WeightsPanel(style)), network(inputs, units, outputs)
    panel.show_network(net, None, style)
    model = panel.model
    cells = [model.index(i, j) for i in range(model.rowCount()) for j in range(model.columnCount())]
    places = [model.place(cell) for cell in cells if model.place(cell)]
    arrays = {name: getattr(net, name) for name in ("W1", "b1", "W2", "b2")}
    assert sorted(places) == sorted((name, index) for name in arrays for index in np.ndindex(arrays[name].shape))
    for cell in cells:
        place = model.place(cell)
        editable = bool(model.flags(cell) & Qt.ItemFlag.ItemIsEditable)
        assert editable == (place is not None)
        assert model.value(cell) == (arrays[place[0]][place[1]] if place else None)
        if place:
            assert float(cell.data(Qt.ItemDataRole.EditRole)) == arrays[place[0]][place[1]], "every digit"
            assert "double-click" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert [model.index(row, 0).data() for row in (0, units)] == [panel.style_.symbols.index(0), "bias"]


@pytest.mark.parametrize(
    ("changed", "rows"),
    [
        ({}, []),
        ({"W1": ((1, 0), 9.0)}, [1]),
        ({"b1": (2, 9.0)}, [2]),
        ({"W2": ((1, 0), 9.0)}, [0]),
        ({"b2": (0, 9.0)}, [3]),
        ({"W1": ((0, 1), 9.0), "b2": (1, 9.0)}, [0, 3]),
    ],
)
def test_only_rows_that_changed_are_told(panel, heard, style, changed, rows):
    told, reset = heard(panel.model.dataChanged), heard(panel.model.modelReset)
    panel.show_network(network(**changed), None, style)
    assert [first.row() for first, *_ in told] == rows
    assert reset == []


def test_another_shape_resets_the_table(panel, heard, style):
    reset = heard(panel.model.modelReset)
    panel.show_network(network(units=5), None, style)
    assert len(reset) == 1
    assert panel.model.rowCount() == 6


def test_showing_twice_emits_nothing(panel, heard, style):
    log = heard(panel.typed, panel.unit_chosen, panel.refused)
    for selected in (1, 1, 2, None, None, 0):
        panel.show_network(network(seed=4), selected, style)
    assert log == []
    assert panel.table.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("text", "value"), [("0.25", 0.25), ("0,25", 0.25), ("\N{MINUS SIGN}3", -3.0), ("1e-3", 1e-3), ("-2/7", -2 / 7)]
)
@pytest.mark.parametrize(("cell", "place"), [((1, 2), ("W1", (1, 1))), ((3, 5), ("b2", (1,)))])
def test_a_number_typed_into_a_cell_is_told_with_its_place(panel, heard, typed, text, value, cell, place):
    log = heard(panel.typed)
    edit(panel, typed, *cell, text)
    assert log == [(*place, value)]


def test_what_is_no_number_is_refused_in_one_line(panel, heard, typed):
    told, log = heard(panel.refused), heard(panel.typed)
    edit(panel, typed, 0, 1, "abc")
    assert log == []
    assert len(told) == 1
    assert told[0][0].startswith("'abc' is not a number")
    assert "\n" not in told[0][0]


def test_esc_and_the_same_number_change_nothing(panel, heard, typed):
    log = heard(panel.typed, panel.refused)
    edit(panel, typed, 0, 1, "5", Qt.Key.Key_Escape)
    edit(panel, typed, 0, 1, repr(panel.model.value(panel.model.index(0, 1))))
    assert log == []


def test_a_row_that_is_clicked_chooses_its_unit_and_the_last_row_none(panel, heard, mouse):
    log = heard(panel.unit_chosen)
    for row in (1, 3, 2):
        mouse(panel.table).click(QPointF(panel.table.visualRect(panel.model.index(row, 1)).center()))
    assert log == [(1,), (2,)]


def test_a_screen_reader_is_told_the_table_and_its_columns(panel):
    assert panel.table.accessibleName() == "Weights"
    role, across = Qt.ItemDataRole.AccessibleTextRole, Qt.Orientation.Horizontal
    names = [panel.model.headerData(column, across, role) for column in range(panel.model.columnCount())]
    assert all(names)
    assert len(set(names)) == len(names)


class Painted(QObject):
    """Notes which part of a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Paint:
            self.region += event.region()
        return False


def test_another_unit_is_brought_out_as_a_whole_row_and_the_one_before_no_more(panel, style):
    for before, unit in ((0, 2), (2, None), (None, 1)):
        QApplication.processEvents()
        painted = Painted(panel.table.viewport())
        panel.show_network(panel.network, unit, style)
        QApplication.processEvents()
        for row in (before, unit):
            if row is not None:
                cells = [panel.table.visualRect(panel.model.index(row, column)) for column in range(6)]
                assert all((QRegion(cell) - painted.region).isEmpty() for cell in cells), row


def test_a_click_brings_the_whole_row_out(panel, style, mouse):
    panel.unit_chosen.connect(lambda unit: panel.show_network(panel.network, unit, style))
    panel.show_network(panel.network, 0, style)
    QApplication.processEvents()
    painted = Painted(panel.table.viewport())
    cells = [[panel.table.visualRect(panel.model.index(row, column)) for column in range(6)] for row in (0, 2)]
    mouse(panel.table).click(QPointF(cells[1][2].center()))
    QApplication.processEvents()
    assert all((QRegion(cell) - painted.region).isEmpty() for row in cells for cell in row)
