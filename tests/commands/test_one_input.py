"""A net of one input goes through every command: rendered, trained, swept, exported."""

import json

import numpy as np
import pytest

from nnexplorer.gui.figures import painting
from nnexplorer.model import beginnings, storage

pytestmark = pytest.mark.usefixtures("qapp")

FORMATS = ("png", "svg", "pdf")


@pytest.fixture
def curve(tmp_path, monkeypatch):
    """The name of the document that 'New with one input' begins, in the folder that this test works in."""
    monkeypatch.chdir(tmp_path)
    storage.save(beginnings.curve(), tmp_path / "curve.nnx")
    return "curve.nnx"


@pytest.fixture
def ran(command_line, curve):
    """`ran("train", "--json")` is what that command says of the document; it must succeed."""

    def run(command, *words):
        ended = command_line(command, curve, *words)
        assert (ended.code, ended.err) == (0, "")
        return ended.out

    return run


@pytest.mark.parametrize("view", ["window", *painting.VIEWS])
def test_every_view_is_rendered_in_every_format_and_carries_the_document(ran, tmp_path, view):
    formats = [word for kind in FORMATS for word in ("--format", kind)]
    ran("figures", "--view", view, "--width", "200", *formats)
    for kind in FORMATS:
        carried = storage.load(tmp_path / f"curve.{kind}")
        assert carried.network.W1.tolist() == beginnings.curve().network.W1.tolist()
    if view not in ("window", "surface"):  # the one is a picture in the file, the other says why it is empty
        svg = (tmp_path / "curve.svg").read_text()
        assert svg.count("<path") + svg.count("<polyline") + svg.count("<polygon") > 5


def test_a_figures_curve_goes_up_and_down_with_the_output(ran, tmp_path):
    ran("figures", "--view", "output", "--width", "200")
    before = (tmp_path / "curve.png").read_bytes()
    ran("train", "--steps", "50", "-o", "curve.nnx")
    ran("figures", "--view", "output", "--width", "200")
    assert (tmp_path / "curve.png").read_bytes() != before


def test_training_learns_the_curve(ran, tmp_path):
    told = json.loads(ran("train", "--steps", "500", "--json", "-o", "learnt.nnx"))
    assert told["loss_after"] < 0.05 * told["loss_before"]
    assert storage.load(tmp_path / "learnt.nnx").step == 500


def test_more_units_fit_the_curve_better(ran):
    rows = [line.split(",") for line in ran("sweep", "--hidden", "2,16", "--method", "refit").splitlines()[1:]]
    assert float(rows[1][4]) < 0.1 * float(rows[0][4])


def test_the_exported_code_computes_the_net(ran):
    space = {}
    exec(ran("export", "--to", "numpy"), space)
    X = np.linspace(-2, 2, 7)[:, None]
    np.testing.assert_allclose(space["forward"](X), beginnings.curve().network.forward(X).y)
