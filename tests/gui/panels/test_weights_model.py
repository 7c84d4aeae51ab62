"""A network's parameters as a table: what stands where, what is typed, and which rows change."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnexplorer.gui.panels.weights_model import MOST_DIGITS, WeightsModel
from nnexplorer.model.network import Network

NET = Network([[0.1, -2.0], [3.0, 4.0]], [0.25, -0.5], [[1.5, 2.5], [6.0, 7.0]], [-7.0, 8.0])


@pytest.fixture
def model(style):
    model = WeightsModel(style)
    model.show_network(NET, style)
    return model


def told(signal):
    log = []
    signal.connect(lambda *values: log.append(values))
    return log


def test_every_parameter_has_one_cell_and_every_other_cell_is_a_name_or_blank(model):
    cells = [model.index(i, j) for i in range(model.rowCount()) for j in range(model.columnCount())]
    places = [place for place in map(model.place, cells) if place is not None]
    expected = {(name, index) for name in ("W1", "b1", "W2", "b2") for index in np.ndindex(getattr(NET, name).shape)}
    assert len(places) == len(expected)
    assert set(places) == expected
    for cell in cells:
        place = model.place(cell)
        assert model.value(cell) == (None if place is None else getattr(NET, place[0])[place[1]])
        assert bool(model.flags(cell) & Qt.ItemFlag.ItemIsEditable) == (place is not None)


def test_a_row_is_a_unit_with_its_columns_named(model):
    assert [model.index(row, 0).data() for row in range(3)] == ["0", "1", "bias"]
    assert [model.header(column) for column in range(6)] == [
        "<i>k</i>", "<i>w</i><sub>k0</sub>", "<i>w</i><sub>k1</sub>", "<i>b</i><sub>k</sub>",
        "<i>w</i><sup>(2)</sup><sub>0</sub>", "<i>w</i><sup>(2)</sup><sub>1</sub>",
    ]  # fmt: skip
    assert model.index(2, 1).data() == ""


def test_what_is_typed_is_handed_on_unless_it_is_there_already_or_no_number(model):
    typed, refused = told(model.typed), told(model.refused)
    cell = model.index(1, 3)
    assert model.setData(cell, "1/4")
    assert model.setData(cell, "-0,5"), "nothing is to be done"
    assert not model.setData(cell, "half")
    assert not model.setData(model.index(2, 1), "1"), "a blank"
    assert typed == [("b1", (1,), 0.25)]
    assert len(refused) == 1
    assert model.value(cell) == -0.5, "only the document changes it"


def test_only_rows_that_differ_are_told(model, style):
    changed, renewed = told(model.dataChanged), told(model.modelReset)
    model.show_network(NET.replace(b1=[0.25, 9.0]), style)
    model.show_network(NET.replace(b1=[0.25, 9.0], b2=[0.0, 8.0]), style)
    assert [first.row() for first, *_ in changed] == [1, 2]
    assert renewed == []
    model.show_network(Network.random(2, 5, 1), style)
    assert len(renewed) == 1


def test_digits_stay_in_their_range_and_the_whole_number_is_kept(model):
    model.show_digits(99)
    assert model.digits == MOST_DIGITS
    assert model.index(0, 1).data() == "0.100000"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.EditRole) == "0.1"


def test_a_block_is_read_where_it_fits_and_blanks_take_nothing(model):
    assert model.read([["1", "2"], ["", ""]], 1, 1) == (("W1", (1, 0), 1.0), ("W1", (1, 1), 2.0))
    with pytest.raises(ValueError, match=r"^the block has 1 row and 3 columns, too many"):
        model.read([["1", "2", "3"]], 0, 4)
    with pytest.raises(ValueError, match=r"^row 2, column 1: '5' has no place"):
        model.read([["1"], ["5"]], 1, 1)
