"""Documents to begin with can be shown, trained and saved as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.learning.training import train
from nnexplorer.model import beginnings, storage
from nnexplorer.model.pictures import Picture


@pytest.fixture
def table(tmp_path):
    """`table(text)` is the path of a CSV file that holds it."""

    def write(text):
        path = tmp_path / "rain.csv"
        path.write_text(text)
        return path

    return write


def test_an_untitled_document_is_always_the_same_and_learns():
    first, second = beginnings.untitled(), beginnings.untitled()
    assert storage.encode(first) == storage.encode(second)
    *_, last = train(first.network, first.X, first.Y, steps=200, every=200)
    assert last.loss < 0.9 * float(((first.network.forward(first.X).y - first.Y) ** 2).sum(axis=1).mean())


def test_a_curve_to_begin_with_has_its_thresholds_spread_and_is_learnt():
    document = beginnings.curve()
    network, (low, high) = document.network, document.view.bounds[0]
    assert (network.inputs, network.units, network.hidden) == (1, 8, "tanh")
    places = np.sort(-network.b1 / network.W1[:, 0])
    assert low < places[0]
    assert places[-1] < high
    np.testing.assert_allclose(np.diff(places), (high - low) / 8)
    assert document.view.probe is not None
    assert storage.encode(storage.decode(storage.encode(document))) == storage.encode(document)
    *_, last = train(network, document.X, document.Y, steps=1000, every=1000)
    assert last.loss < 0.01


def test_a_table_of_one_input_has_a_probe_in_the_middle_of_its_range(table):
    assert beginnings.from_table(table("x0,y0\n1,2\n3,3\n")).view.probe == (2.0,)


def test_a_table_brings_its_samples_its_name_and_a_view_that_holds_them(table):
    document = beginnings.from_table(table("x0;x1;y0\n0,5;10;1\n2,5;30;-1\n"))
    np.testing.assert_array_equal(document.X, [[0.5, 10], [2.5, 30]])
    np.testing.assert_array_equal(document.Y, [[1], [-1]])
    assert document.title == "rain"
    assert document.view.bounds == ((0.4, 2.6), (9.0, 31.0))


def test_the_net_has_the_tables_sizes(table):
    network = beginnings.from_table(table("x0,y0,y1\n1,2,3\n2,3,4\n")).network
    assert (network.inputs, network.outputs) == (1, 2)


@pytest.mark.parametrize(("value", "bounds"), [(0, (-1.0, 1.0)), (1e6, (0.0, 2e6))])
def test_a_single_value_has_a_range_around_it(table, value, bounds):
    assert beginnings.from_table(table(f"x0,y0\n{value},2\n")).view.bounds == (bounds,)


def test_a_picture_is_a_classifiers_in_its_own_proportions():
    picture = Picture(np.repeat([[0.0], [1.0]], [5, 5], axis=0).repeat(40, axis=1))
    document = beginnings.from_picture(picture, "half")
    assert (document.title, document.network.output) == ("half", "tanh")
    assert document.view.bounds == picture.bounds == ((-1, 1), (-0.25, 0.25))
    np.testing.assert_array_equal(document.Y[:, 0], np.where(document.X[:, 1] > 0, -1, 1))


@pytest.mark.parametrize("text", ["", "x0,y0\n1,abc\n", "x0,y0\n-1e308,1\n1.7e308,1\n"])
def test_what_is_no_table_or_can_not_be_shown_is_refused_in_one_line(table, text):
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z"):
        beginnings.from_table(table(text))


@pytest.mark.parametrize(("title", "stem", "called"), [("Untitled", "a", "a"), ("", "a", "a"), ("Mine", "a", "Mine")])
def test_a_document_without_a_title_is_called_as_its_file_is(title, stem, called):
    assert beginnings.entitled(replace(beginnings.untitled(), title=title), stem).title == called
