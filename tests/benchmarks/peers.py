"""Whom training is compared with: NumPy as a textbook writes it, and PyTorch, scikit-learn and JAX where installed."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from problems import RATE, Problem

import nnexplorer as nnx
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model.settings import TrainingSettings

Steps = Callable[[int], object]


def ours(problem: Problem, optimizer: str, dtype: type = np.float64, hidden: str = "tanh") -> Steps:
    """This program, as the window and `nnx.train` train."""
    settings = TrainingSettings(optimizer, RATE, problem.batch)
    more = {} if dtype is np.float64 else {"dtype": dtype}
    trainer = Trainer(problem.network(hidden), *problem.data(), settings, **more)
    return trainer.advance


def textbook(problem: Problem, optimizer: str, dtype: type = np.float64) -> Steps:
    """NumPy as a textbook writes it: samples in rows, a new array for every result, a fresh order every epoch."""
    net, (X, Y) = problem.network(), problem.data(dtype)
    W1, b1, W2, b2 = (np.array(a, dtype=dtype) for a in (net.W1, net.b1, net.W2, net.b2))
    size, order, place = problem.batch or len(X), np.arange(len(X)), 0
    generator = np.random.default_rng(0)
    m, v, t = [0.0] * 4, [0.0] * 4, 0

    def step() -> None:
        nonlocal W1, b1, W2, b2, place, order, t
        if place == 0 and size < len(X):
            order = generator.permutation(len(X))
        batch = order[place : place + size]
        place = place + size if place + size < len(X) else 0
        x, y = (X[batch], Y[batch]) if size < len(X) else (X, Y)
        h = np.tanh(x @ W1.T + b1)
        error = 2 * (h @ W2.T + b2 - y) / len(x)
        back = (error @ W2) * (1 - h**2)
        gradients = [back.T @ x, back.sum(axis=0), error.T @ h, error.sum(axis=0)]
        if optimizer == "adam":
            t += 1
            for i, g in enumerate(gradients):
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = 0.999 * v[i] + 0.001 * g**2
                gradients[i] = (m[i] / (1 - 0.9**t)) / (np.sqrt(v[i] / (1 - 0.999**t)) + 1e-8)
        W1 = W1 - RATE * gradients[0]
        b1 = b1 - RATE * gradients[1]
        W2 = W2 - RATE * gradients[2]
        b2 = b2 - RATE * gradients[3]

    def run(steps: int) -> None:
        for _ in range(steps):
            step()

    return run


def torch_eager(problem: Problem, optimizer: str, dtype: type = np.float32) -> Steps:
    """PyTorch as its tutorials write it."""
    import torch

    net, kind = problem.network(), torch.float64 if dtype is np.float64 else torch.float32
    model = torch.nn.Sequential(
        torch.nn.Linear(2, problem.units), torch.nn.Tanh(), torch.nn.Linear(problem.units, problem.outputs)
    ).to(kind)
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), (net.W1, net.b1, net.W2, net.b2), strict=True):
            parameter.copy_(torch.from_numpy(np.array(value)))
    X, Y = (torch.from_numpy(a).to(kind) for a in problem.data())
    kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    descent, size, place, order = kinds[optimizer](model.parameters(), lr=RATE), problem.batch or len(X), 0, None

    def run(steps: int) -> None:
        nonlocal place, order
        for _ in range(steps):
            if size < len(X):
                if place == 0:
                    order = torch.randperm(len(X))
                x, y = X[order[place : place + size]], Y[order[place : place + size]]
                place = place + size if place + size < len(X) else 0
            else:
                x, y = X, Y
            descent.zero_grad()
            loss = ((model(x) - y) ** 2).sum(dim=1).mean()
            loss.backward()
            descent.step()

    return run


def sklearn_epochs(problem: Problem, optimizer: str) -> Steps:
    """scikit-learn's MLPRegressor, `partial_fit` once an epoch."""
    from sklearn.neural_network import MLPRegressor

    X, Y = problem.data()
    size = problem.batch or len(X)
    target, epoch = Y[:, 0] if problem.outputs == 1 else Y, -(-len(X) // size)
    model = MLPRegressor(
        hidden_layer_sizes=(problem.units,),
        activation="tanh",
        solver=optimizer,
        batch_size=size,
        learning_rate_init=RATE,
        momentum=0,
        alpha=0,
    )

    def run(steps: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(max(1, round(steps / epoch))):
                model.partial_fit(X, target)

    run.unit = epoch
    return run


def jax_scan(problem: Problem, optimizer: str, dtype: type = np.float32) -> Steps:
    """JAX with a whole epoch compiled into one scan; it can't be interrupted within."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", dtype is np.float64)
    net, (X, Y) = problem.network(), problem.data(dtype)
    size = problem.batch or len(X)
    count = len(X) // size
    X, Y = (jnp.asarray(a[: count * size]).reshape(count, size, -1) for a in (X, Y))
    start = [jnp.asarray(np.array(a, dtype=dtype)) for a in (net.W1, net.b1, net.W2, net.b2)]

    def loss(P: list, x: object, y: object) -> object:
        return ((jnp.tanh(x @ P[0].T + P[1]) @ P[2].T + P[3] - y) ** 2).sum(axis=1).mean()

    def step(state: tuple, batch: tuple) -> tuple:
        P, m, v, t = state
        g = jax.grad(loss)(P, *batch)
        if optimizer == "sgd":
            return ([p - RATE * d for p, d in zip(P, g, strict=True)], m, v, t), 0.0
        t = t + 1
        m = [0.9 * a + 0.1 * d for a, d in zip(m, g, strict=True)]
        v = [0.999 * a + 0.001 * d**2 for a, d in zip(v, g, strict=True)]
        scale = [(a / (1 - 0.9**t)) / (jnp.sqrt(b / (1 - 0.999**t)) + 1e-8) for a, b in zip(m, v, strict=True)]
        return ([p - RATE * d for p, d in zip(P, scale, strict=True)], m, v, t), 0.0

    epoch = jax.jit(lambda state: jax.lax.scan(step, state, (X, Y))[0])
    state = (start, [0 * p for p in start], [0 * p for p in start], jnp.zeros((), dtype))

    def run(steps: int) -> None:
        nonlocal state
        for _ in range(max(1, round(steps / count))):
            state = epoch(state)
        state[0][0].block_until_ready()

    run.unit = count
    return run


def check(problem: Problem) -> float:
    """How far our parameters are from the textbook's after three epochs of gradient descent in the same order."""
    net = problem.network()
    X, Y = problem.data()
    *_, last = nnx.train(net, X, Y, steps=3, optimizer="sgd", learning_rate=RATE, batch_size=None)
    W1, b1, W2, b2 = (np.array(a) for a in (net.W1, net.b1, net.W2, net.b2))
    for _ in range(3):
        h = np.tanh(X @ W1.T + b1)
        error = 2 * (h @ W2.T + b2 - Y) / len(X)
        back = (error @ W2) * (1 - h**2)
        W1, b1, W2, b2 = (
            p - RATE * g
            for p, g in zip(
                (W1, b1, W2, b2), (back.T @ X, back.sum(axis=0), error.T @ h, error.sum(axis=0)), strict=True
            )
        )
    pairs = zip((last.network.W1, last.network.b1, last.network.W2, last.network.b2), (W1, b1, W2, b2), strict=True)
    return max(float(np.abs(a - b).max()) for a, b in pairs)
