"""The network as a Python module that needs NumPy alone."""

from __future__ import annotations

from nnexplorer.model.exports.python_code import nonlinearities, opening, parameters
from nnexplorer.model.network import Network

FUNCTIONS = {
    "step": '''
def step(b):
    """The unit step: 1 where b > 0, 0 where b < 0, and 1/2 at 0."""
    return np.heaviside(b, 0.5)
''',
    "signum": '''
def signum(b):
    """The sign: 1 where b > 0, -1 where b < 0, and 0 at 0."""
    return np.sign(b)
''',
    "logistic": '''
def logistic(b):
    """1 / (1 + exp(-b)), written so that exp never overflows."""
    z = np.exp(-np.abs(b))
    return np.where(b < 0, z, 1.0) / (1.0 + z)
''',
    "tanh": '''
def tanh(b):
    """(exp(b) - exp(-b)) / (exp(b) + exp(-b))."""
    return np.tanh(b)
''',
    "relu": '''
def relu(b):
    """The rectified linear unit: b where b > 0, else 0."""
    return np.maximum(b, 0.0)
''',
    "softplus": '''
def softplus(b):
    """log(1 + exp(b)), written so that exp never overflows."""
    return np.maximum(b, 0.0) + np.log1p(np.exp(-np.abs(b)))
''',
    "leaky_relu": '''
def leaky_relu(b):
    """b where b > 0, else 0.01 b."""
    return np.where(b > 0, b, 0.01 * b)
''',
    "prelu": '''
def prelu(b, a):
    """b where b > 0, else a b; the slope a was trained."""
    return np.where(b > 0, b, a * b)
''',
    "identity": "",
}
"""The definition of every activation by its name; the identity needs none."""

_MODULE = '''\
"""{opening}
"""

import numpy as np

{parameters}

{definitions}
def excitations(X):
    """Return the excitations e2 (M,K) of the outputs for the inputs X (M,D)."""
    X = np.array(X, dtype=float, order="C")
    e1 = X @ W1.T + b1  # (M,N): the excitations of the hidden units
    h = {h}  # (M,N): their activations
    return h @ W2.T + b2


def forward(X):
    """Return the outputs y (M,K) for the inputs X (M,D), as in training."""
    e2 = excitations(X)
    y = {y}
    return y


def predict(X):
    """Return the outputs y (M,K) for the inputs X (M,D), {testing}."""
    e2 = excitations(X)
    y = {tested}
    return y
'''


def write(network: Network) -> str:
    """Write a network as a module with the functions forward and predict, both (M,D) -> (M,K)."""
    spelt = nonlinearities(network, FUNCTIONS, "a")
    return _MODULE.format(
        opening=opening(network, spelt),
        parameters=parameters(network, spelt, "np.array({})"),
        definitions=spelt.definitions,
        h=spelt.h,
        y=spelt.y,
        tested=spelt.tested,
        testing=spelt.testing,
    )
