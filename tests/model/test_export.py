"""The door to the formats: which there are, what is refused, and that JSON is a document."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

import nnexplorer as nnx
from nnexplorer.model import storage
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.export import FORMATS, export
from nnexplorer.model.network import Network

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_every_format_has_what_menus_and_files_need():
    assert list(FORMATS) == ["numpy", "pytorch", "latex", "json"]
    for name, one in FORMATS.items():
        assert one.name == name
        assert one.title
        assert one.content
        assert one.suffix.startswith(".")


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_is_ascii_text_that_ends_its_last_line_and_is_the_same_each_time(to):
    text = nnx.export(Network.random(3, 20, 2, "softplus", output="tanh"), to)
    assert text.isascii()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == nnx.export(Network.random(3, 20, 2, "softplus", output="tanh"), to=to)


def test_numpy_is_what_one_gets_unasked():
    net = Network.random()
    assert nnx.export(net) == nnx.export(net, to="numpy")


@pytest.mark.parametrize("to", ["", "NumPy", "xml", None])
def test_a_format_that_is_not_known_is_refused(to):
    with pytest.raises(ValueError, match="is not known; choose one of numpy, pytorch, latex, json"):
        export(Network.random(), to)


@given(st.data(), st.sampled_from(sorted(ACTIVATIONS)), st.sampled_from(sorted(ACTIVATIONS)), FINITE)
def test_json_is_a_document_whose_network_has_the_same_bits(data, hidden, output, slope):
    D, N, K = (data.draw(st.integers(1, 4)) for _ in range(3))
    numbers = [data.draw(st.lists(FINITE, min_size=count, max_size=count)) for count in (N * D, N, K * N, K)]
    shaped = [np.reshape(values, shape) for values, shape in zip(numbers, ((N, D), N, (K, N), K), strict=True)]
    net = Network(*shaped, hidden, output, slope)
    back = storage.decode(export(net, "json").encode()).network
    for name in ("W1", "b1", "W2", "b2"):
        assert getattr(back, name).tobytes() == getattr(net, name).tobytes()
        assert getattr(back, name).shape == getattr(net, name).shape
    assert (back.hidden, back.output, back.slope) == (hidden, output, slope)


def test_json_is_read_by_any_reader_and_opened_by_this_program(tmp_path):
    net = nnx.scene("semicircle-frames").document.network
    tree = json.loads(export(net, "json"))
    assert tree["network"]["W1"] == net.W1.tolist()
    assert list(tree) == ["format", "version", "network"]
    (tmp_path / "net.json").write_text(export(net, "json"))
    document = nnx.load(tmp_path / "net.json")
    assert_array_equal(document.network.W2, net.W2)
    assert document.X.shape == (0, 2)
    nnx.save(document, tmp_path / "net.nnx")
    assert nnx.load(tmp_path / "net.nnx").network.hidden == net.hidden
