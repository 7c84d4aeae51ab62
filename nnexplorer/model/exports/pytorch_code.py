"""The network as a PyTorch module, to be used there or trained further."""

from __future__ import annotations

from nnexplorer.model.exports.python_code import INDENT, nonlinearities, opening, parameters
from nnexplorer.model.network import Network

FUNCTIONS = {
    "step": '''
def step(b):
    """The unit step: 1 where b > 0, 0 where b < 0, and 1/2 at 0."""
    return (torch.sign(b) + 1) / 2
''',
    "signum": '''
def signum(b):
    """The sign: 1 where b > 0, -1 where b < 0, and 0 at 0."""
    return torch.sign(b)
''',
    "logistic": '''
def logistic(b):
    """1 / (1 + exp(-b))."""
    return torch.sigmoid(b)
''',
    "tanh": '''
def tanh(b):
    """(exp(b) - exp(-b)) / (exp(b) + exp(-b))."""
    return torch.tanh(b)
''',
    "relu": '''
def relu(b):
    """The rectified linear unit: b where b > 0, else 0."""
    return torch.relu(b)
''',
    "softplus": '''
def softplus(b):
    """log(1 + exp(b)), exactly so however large b is."""
    return torch.logaddexp(b, torch.zeros_like(b))
''',
    "leaky_relu": '''
def leaky_relu(b):
    """b where b > 0, else 0.01 b."""
    return torch.where(b > 0, b, 0.01 * b)
''',
    "prelu": '''
def prelu(b, a):
    """b where b > 0, else a b; the slope a is trained with the weights."""
    return torch.where(b > 0, b, a * b)
''',
    "identity": "",
}
"""The definition of every activation by its name; the identity needs none."""

_MODULE = '''\
"""{opening}

    net = Network()
    y = net(X)  # the same as net.forward(X)
"""

import torch
from torch import nn

{parameters}

{definitions}
class Network(nn.Module):
    """The net in double precision; its parameters begin at the numbers above and can be trained."""

    def __init__(self):
        super().__init__()
{copies}

    def excitations(self, X):
        """Return the excitations e2 (M,K) of the outputs for the inputs X (M,D)."""
        X = torch.as_tensor(X, dtype=self.W1.dtype, device=self.W1.device)
        e1 = X @ self.W1.T + self.b1  # (M,N): the excitations of the hidden units
        h = {h}  # (M,N): their activations
        return h @ self.W2.T + self.b2

    def forward(self, X):
        """Return the outputs y (M,K) for the inputs X (M,D), as in training."""
        e2 = self.excitations(X)
        y = {y}
        return y

    @torch.no_grad()
    def predict(self, X):
        """Return the outputs y (M,K) for the inputs X (M,D), {testing}."""
        e2 = self.excitations(X)
        y = {tested}
        return y
'''


def write(network: Network) -> str:
    """Write a network as a torch.nn.Module with the methods forward and predict, both (M,D) -> (M,K)."""
    spelt = nonlinearities(network, FUNCTIONS, "self.a")
    names = ["W1", "b1", "W2", "b2", *(["a"] if spelt.sloped else [])]
    copies = [f"self.{name} = nn.Parameter(torch.tensor({name}, dtype=torch.float64))" for name in names]
    return _MODULE.format(
        opening=opening(network, nonlinearities(network, FUNCTIONS, "a")),
        parameters=parameters(network, spelt),
        definitions=spelt.definitions,
        copies="\n".join(f"{2 * INDENT}{copy}" for copy in copies),
        h=spelt.h,
        y=spelt.y,
        tested=spelt.tested,
        testing=spelt.testing,
    )
