"""The network as a LaTeX document: its equations in the lecture's letters, and all of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nnexplorer.model.activations import Activation
from nnexplorer.model.network import Array, Network

TEXT_WIDTH = 370.0
"""Points that the columns of a matrix may take on a page of A4 with margins of 2 cm, its name left out."""

DIGIT, SCRIPT, APART = 5.0, 4.0, 10.0
"""Points that a digit, a digit of an exponent and the space between two columns take, at 10 points."""

MOST_ROWS, MOST_COLUMNS = 40, 10
"""Of a matrix in one piece: what a page holds, and what amsmath's matrices do."""

NAMES = {
    "step": r"u",
    "signum": r"\operatorname{sgn}",
    "logistic": r"\sigma",
    "tanh": r"\tanh",
    "relu": r"\operatorname{ReLU}",
    "softplus": r"\operatorname{softplus}",
    "leaky_relu": r"\operatorname{LReLU}",
    "prelu": r"\operatorname{PReLU}",
    "identity": "",
}
"""How every activation is called in front of "(e)", by its name; the identity is not."""

DEFINITIONS = {
    "step": r"\begin{cases} 1 & b > 0 \\ \frac{1}{2} & b = 0 \\ 0 & b < 0 \end{cases}",
    "signum": r"\begin{cases} 1 & b > 0 \\ 0 & b = 0 \\ -1 & b < 0 \end{cases}",
    "logistic": r"\frac{1}{1 + e^{-b}}",
    "tanh": r"\frac{e^{b} - e^{-b}}{e^{b} + e^{-b}}",
    "relu": r"\max(0, b)",
    "softplus": r"\ln(1 + e^{b})",
    "leaky_relu": r"\begin{cases} b & b > 0 \\ 0.01\,b & b \le 0 \end{cases}",
    "prelu": r"\begin{cases} b & b > 0 \\ a b & b \le 0 \end{cases}",
}
"""What every activation but the identity is, by its name."""

_DOCUMENT = r"""% A two-layer feedforward net, written by nnexplorer.
% For a text of your own take what is between \begin{{document}} and \end{{document}}; it needs amsmath.
\documentclass[a4paper,10pt]{{article}}
\usepackage[margin=2cm]{{geometry}}
\usepackage{{amsmath}}
\raggedbottom
\setlength{{\parindent}}{{0pt}}
\begin{{document}}

{equations}
{parameters}

\end{{document}}
"""


def write(network: Network) -> str:
    """Write a network as a document that stands by itself; matrices too large for a page come in pieces."""
    return _DOCUMENT.format(equations=_equations(network), parameters="\n".join(_parameters(network)))


def _equations(network: Network) -> str:
    D, N, K = network.inputs, network.units, network.outputs
    hidden, output = network.activation, network.output_activation
    lines = [
        rf"e^{{(1)}}_k &= b^{{(1)}}_k + \sum_{{j=1}}^{{{D}}} w^{{(1)}}_{{kj}} x_j, & k &= {_range(N)}",
        rf"h_k &= {_applied(hidden, 'e^{(1)}_k')}",
        rf"e^{{(2)}}_k &= b^{{(2)}}_k + \sum_{{j=1}}^{{{N}}} w^{{(2)}}_{{kj}} h_j, & k &= {_range(K)}",
        rf"\hat{{y}}_k &= {_applied(output, 'e^{(2)}_k')}",
    ]
    if output.hard is not output:
        lines[-1] += r" && \text{in training}"
        lines.append(rf"\hat{{y}}_k &= {_applied(output.hard, 'e^{(2)}_k')} && \text{{in testing}}")
    equations = _aligned(lines)
    definitions = [_definition(one) for one in dict.fromkeys((hidden, output, output.hard)) if one.name in DEFINITIONS]
    return f"{equations}\nwhere\n{_aligned(definitions)}\nand" if definitions else f"{equations}\nwhere"


def _aligned(lines: Sequence[str]) -> str:
    listed = " \\\\\n".join(f"  {line}" for line in lines)
    return f"\\begin{{align*}}\n{listed}\n\\end{{align*}}"


def _range(count: int) -> str:
    return rf"1, \ldots, {count}" if count > 3 else ", ".join(str(k) for k in range(1, count + 1))


def _applied(activation: Activation, argument: str) -> str:
    name = NAMES[activation.name]
    return f"{name}({argument})" if name else argument


def _definition(activation: Activation) -> str:
    slope = rf", \qquad a = {number(activation.slope)}" if activation.slope_trained else ""
    return f"{NAMES[activation.name]}(b) &= {DEFINITIONS[activation.name]}{slope}"


def _parameters(network: Network) -> Iterator[str]:
    """The four arrays, each in as many pieces as it takes."""
    for name, array in (
        ("W^{(1)}", network.W1),
        (r"\vec{b}^{(1)}", network.b1),
        ("W^{(2)}", network.W2),
        (r"\vec{b}^{(2)}", network.b2),
    ):
        if array.ndim == 1:
            tall = len(array) <= MOST_ROWS
            yield from _pieces(name if tall else f"{name}{{}}^{{T}}", np.reshape(array, (-1, 1) if tall else (1, -1)))
        else:
            yield from _pieces(name, array)


def _pieces(name: str, array: Array) -> Iterator[str]:
    rows = [[number(value) for value in row] for row in array.tolist()]
    widest = max(_width(cell) for row in rows for cell in row)
    many = max(1, min(MOST_COLUMNS, int(TEXT_WIDTH / (widest + APART))))
    height, width = array.shape
    whole = height <= MOST_ROWS and width <= many
    if not whole:
        yield f"The numbers of ${name}$, of {height} rows and {width} columns, in pieces of some rows and columns:"
    for top in range(0, height, MOST_ROWS):
        for left in range(0, width, many):
            piece = [row[left : left + many] for row in rows[top : top + MOST_ROWS]]
            place = f"{_span(top, len(piece), height)},\\,{_span(left, len(piece[0]), width)}"
            yield _matrix(name if whole else rf"\left[{name}\right]_{{{place}}}", piece)


def _span(first: int, count: int, size: int) -> str:
    """Rows or columns of a piece, counted from 1."""
    return str(first + 1) if count == 1 or size == 1 else rf"{first + 1} \ldots {first + count}"


def _matrix(name: str, rows: Sequence[Sequence[str]]) -> str:
    listed = " \\\\\n".join(f"  {' & '.join(row)}" for row in rows)
    return f"\\begin{{equation*}}\n{name} =\n\\begin{{bmatrix}}\n{listed}\n\\end{{bmatrix}}\n\\end{{equation*}}"


def number(value: float) -> str:
    """All digits that a float has, and none that it hasn't."""
    digits, _, exponent = repr(value + 0.0).partition("e")  # a negative zero is zero
    digits = digits.removesuffix(".0")
    return rf"{digits} \times 10^{{{int(exponent)}}}" if exponent else digits


def _width(written: str) -> float:
    digits, _, exponent = written.partition(r" \times 10^")
    return DIGIT * len(digits) + (5 * DIGIT + SCRIPT * len(exponent) if exponent else 0.0)
