"""What the workshop hands on: one named edit each, in the right order, or one sentence why there is none."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nnexplorer.compute.design import construct, fit_output_layer
from nnexplorer.gui.editing.workshop import Workshop
from nnexplorer.model import edits
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.session.session import Session

EXAMPLE, HALF_CIRCLE = "second-layer-output", "semicircle-frames"


class Bench:
    """A workshop over a session: what it says, and what it does in its order."""

    def __init__(self, document):
        self.session, self.said, self.done = Session(document), [], []
        banner = SimpleNamespace(say=self.said.append)
        self.workshop = Workshop(self.session, banner, self.edit, lambda: self.done.append("settle"))

    def edit(self, label, change, *arguments):
        self.done.append(label)
        self.session.commit(label, change(self.session.document, *arguments))

    @property
    def network(self):
        return self.session.document.network


@pytest.mark.parametrize("units", [1, 3, 16])
def test_a_net_is_constructed_after_all_else_is_settled(units):
    bench = Bench(edits.set_units(scene(HALF_CIRCLE).document, units))
    bench.workshop.construct()
    assert bench.done == ["settle", "Construct"]
    assert (bench.network.units, bench.said) == (units, [])


def test_a_net_without_a_gain_is_constructed_with_one():
    document = scene(HALF_CIRCLE).document
    flat = document.network.replace(W1=np.zeros_like(document.network.W1))
    bench = Bench(edits.set_network(document, flat))
    bench.workshop.construct()
    wanted = construct(flat.units, flat.hidden, 1.0)
    assert_allclose(bench.network.W1, wanted.W1)
    assert_allclose(bench.network.W2, wanted.W2)


def test_what_is_refused_settles_nothing():
    bench = Bench(scene(EXAMPLE).document)
    bench.workshop.construct()
    assert bench.done == []
    assert len(bench.said) == 1


def test_a_refit_keeps_the_lines_and_is_least_squares():
    document = edits.randomise(scene(EXAMPLE).document, 2)
    bench = Bench(document)
    bench.workshop.refit()
    wanted = fit_output_layer(document.network, document.X, document.Y)
    assert bench.done == ["Refit the output layer"], "a run goes on, with the refitted layer"
    assert_allclose(bench.network.W2, wanted.W2)
    assert bench.network.W1.tolist() == document.network.W1.tolist()


def test_without_data_nothing_is_refitted():
    bench = Bench(Document(Network.random(2, 3, 1), PointData(np.zeros((0, 2)), np.zeros((0, 1)))))
    bench.workshop.refit()
    assert bench.done == []
    assert bench.said[0].startswith("This output layer can't be refitted: ")
    assert bench.said[0].endswith(".")


@pytest.mark.parametrize("base", [0, 1])
def test_a_killed_unit_is_called_as_it_is_printed(base):
    bench = Bench(edits.set_view(scene(EXAMPLE).document, selected=1, index_base=base))
    bench.workshop.kill_selected()
    assert bench.done == [f"Kill unit {1 + base}"]


def test_all_units_are_killed_in_one_edit():
    bench = Bench(scene(EXAMPLE).document)
    bench.workshop.kill_all()
    document = bench.session.document
    assert bench.done == ["Kill all units"]
    assert (document.network.forward(document.X).e1 < 0).all()


def test_the_other_target_comes_and_goes():
    document = scene("vanishing-gradient").document
    bench = Bench(document)
    bench.workshop.change_target()
    assert bench.session.document.data is document.alternative
    bench.workshop.change_target()
    assert bench.session.document.data is document.data
    assert bench.done == ["Change the target"] * 2


def test_what_would_stop_the_window_is_not_refitted():
    bench = Bench(Document(Network.random(2, 2000, 1), PointData(np.zeros((2000, 2)), np.zeros((2000, 1)))))
    bench.workshop.refit()
    assert bench.done == []
    assert "2 000 samples take too long" in bench.said[0].replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_what_is_refitted_at_every_move_is_smaller_still():
    bench = Bench(Document(Network.random(2, 300, 1, seed=1), PointData(np.eye(2000, 2), np.ones((2000, 1)))))
    assert bench.workshop.refitted(dragged=True) is None
    assert bench.workshop.refitted() is not None
