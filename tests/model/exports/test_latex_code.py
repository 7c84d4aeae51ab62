"""The LaTeX text is well formed, holds every number, and no piece of a matrix is too large for a page."""

import re
import shutil
import subprocess

import numpy as np
import pytest

from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.export import export
from nnexplorer.model.exports import latex_code
from nnexplorer.model.network import Network

MATRIX = re.compile(r"\\begin\{equation\*\}\n([^\n]*) =\n\\begin\{bmatrix\}\n(.*?)\n\\end\{bmatrix\}", re.DOTALL)
SIZES = [(1, 1, 1), (2, 8, 2), (2, 41, 1), (30, 3, 2), (7, 130, 45)]


def text_of(network):
    return export(network, "latex")


def pieces(text):
    """The name and the rows of numbers of every matrix."""
    for name, body in MATRIX.findall(text):
        cells = [[number(cell) for cell in row.split("&")] for row in body.split(r"\\")]
        yield name, cells


def number(cell):
    return float(re.sub(r" \\times 10\^\{(-?\d+)\}", r"e\1", cell.strip()))


def assert_well_formed(text):
    """Environments and braces are closed in the order in which they were opened, and \\left by \\right."""
    open_ones = []
    for kind, name in re.findall(r"\\(begin|end)\{([a-z*]+)\}", text):
        if kind == "begin":
            open_ones.append(name)
        else:
            assert open_ones.pop() == name
    assert open_ones == []
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert text.count(r"\left") - text.count(r"\left[") == 0
    assert text.count(r"\left[") == text.count(r"\right]")
    assert text.count("$") % 2 == 0


def test_every_activation_has_its_formula():
    assert set(latex_code.NAMES) == set(ACTIVATIONS)
    assert set(latex_code.DEFINITIONS) == set(ACTIVATIONS) - {"identity"}


def test_every_kind_is_well_formed_and_defines_what_it_uses(network):
    text = text_of(network)
    assert_well_formed(text)
    assert text.isascii()
    used = {network.hidden, network.output, network.output_activation.hard.name} - {"identity"}
    defined = {name for name in used if f"{latex_code.NAMES[name]}(b) &= {latex_code.DEFINITIONS[name]}" in text}
    assert defined == used
    assert (r"\text{in testing}" in text) == (network.output in ("logistic", "tanh"))
    assert (f"a = {network.slope}" in text) == ("prelu" in used)


@pytest.mark.parametrize("sizes", SIZES)
def test_every_number_is_there_in_its_place(sizes):
    net = Network.random(*sizes, seed=2)
    net = net.replace(b2=net.b2 + 1e-12, W1=1e-7 * net.W1)
    found = [value for _, rows in pieces(text_of(net)) for row in rows for value in row]
    wanted = np.concatenate([np.ravel(getattr(net, name)) for name in ("W1", "b1", "W2", "b2")])
    assert sorted(found) == sorted(wanted.tolist())


@pytest.mark.parametrize("sizes", SIZES)
def test_no_piece_is_larger_than_a_page(sizes):
    text = text_of(Network.random(*sizes, seed=2))
    assert_well_formed(text)
    for _, rows in pieces(text):
        assert len({len(row) for row in rows}) == 1
        assert len(rows) <= latex_code.MOST_ROWS
        assert len(rows[0]) <= latex_code.MOST_COLUMNS
    rows = [line for line in text.splitlines() if "&" in line and "=" not in line]
    assert max(map(len, rows), default=0) < 80, "four numbers of all their digits don't fit beside each other"


def test_a_piece_says_which_rows_and_columns_it_is():
    net = Network.random(2, 50, 1, seed=2)
    named = dict(pieces(text_of(net)))
    assert named[r"\left[W^{(1)}\right]_{41 \ldots 50,\,1 \ldots 2}"] == net.W1[40:].tolist()
    assert named[r"\left[W^{(2)}\right]_{1,\,49 \ldots 50}"] == net.W2[:, 48:].tolist()
    assert named[r"\left[\vec{b}^{(1)}{}^{T}\right]_{1,\,1 \ldots 3}"] == [net.b1[:3].tolist()]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (-0.1, "-0.1"),
        (1e-5, r"1 \times 10^{-5}"),
        (2.5e300, r"2.5 \times 10^{300}"),
    ],
)
def test_numbers_are_written_as_in_print(value, text):
    assert f"\n  {text}\n" in text_of(Network([[1.0]], [1.0], [[1.0]], [value]))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
@pytest.mark.parametrize("sizes", SIZES)
def test_it_is_set_without_a_complaint(tmp_path, sizes):
    (tmp_path / "net.tex").write_text(text_of(Network.random(*sizes, "prelu", 2, "logistic")))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "net.tex"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stdout
    assert "Overfull" not in ended.stdout
