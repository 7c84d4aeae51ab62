"""How fast a net is trained, against the peers that are installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import peers
from problems import PROBLEMS, A, Problem
from timing import rates, short, table

from nnexplorer.model.activations import ACTIVATIONS

CASES = (
    ("A", "sgd", "float64"),
    ("A", "adam", "float64"),
    ("B", "sgd", "float64"),
    ("B", "adam", "float64"),
    ("C", "sgd", "float64"),
    ("C", "sgd", "float32"),
    ("D", "sgd", "float64"),
    ("D", "sgd", "float32"),
)


def run() -> None:
    """Print steps per second of everybody, and how many times everybody else's ours are."""
    names = ["ours", "textbook"] + [name for name in ("torch", "sklearn", "jax") if _installed(name)]
    rows = []
    for letter, optimizer, kind in CASES:
        problem, dtype = PROBLEMS[letter], getattr(np, kind)
        contestants = {name: _contestant(name, problem, optimizer, dtype) for name in names}
        found = rates(
            {name: steps for name, steps in contestants.items() if steps is not None},
            rounds=3 if letter == "D" else 7,
            seconds=1.0 if letter in "CD" else 0.25,
        )
        cells = [_cell(found.get(name), found["ours"], name) for name in names]
        rows.append([f"{letter} {optimizer} {kind}", *cells])
    print(table("Training, steps per second (and how many times theirs ours are)", ["problem", *names], rows))
    print(f"Largest difference from the textbook's parameters: {max(peers.check(p) for p in PROBLEMS.values()):.1e}\n")
    _activations()


def _cell(rate: float | None, ours: float, name: str) -> str:
    if rate is None:
        return "-"
    return short(rate) if name == "ours" else f"{short(rate)} ({ours / rate:.3g} x)"


def _installed(name: str) -> bool:
    return find_spec({"sklearn": "sklearn", "torch": "torch", "jax": "jax"}[name]) is not None


def _contestant(name: str, problem: Problem, optimizer: str, dtype: type) -> Callable[[int], object] | None:
    if name == "sklearn":
        return None if dtype is np.float32 or problem.name == "D" else peers.sklearn_epochs(problem, optimizer)
    makers = {"ours": peers.ours, "textbook": peers.textbook, "torch": peers.torch_eager, "jax": peers.jax_scan}
    return makers[name](problem, optimizer, dtype)


def _activations() -> None:
    """Every nonlinearity at A, against tanh."""
    hidden = {name: peers.ours(A, "sgd", hidden=name) for name in ACTIVATIONS}
    found = rates(hidden)
    rows = [[name, short(rate), f"{rate / found['tanh']:.2f} x"] for name, rate in found.items()]
    print(table("Every nonlinearity at A with gradient descent", ["hidden units", "steps/s", "of tanh's"], rows))
