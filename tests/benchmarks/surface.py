"""How fast a surface is evaluated, against NumPy without a thought."""

from __future__ import annotations

import numpy as np
from timing import rates, table

import nnexplorer as nnx

CASES = ((128, 8), (512, 32), (512, 256), (1024, 64))


def run() -> None:
    """Print milliseconds an evaluation at float32 and float64."""
    rows = []
    for resolution, units in CASES:
        net = nnx.Network.random(2, units, 1, seed=0)
        for dtype in (np.float32, np.float64):
            found = rates({"ours": _ours(net, resolution, dtype), "naive": _naive(net, resolution, dtype)}, rounds=5)
            ours, naive = (1000 / found[name] for name in ("ours", "naive"))
            shape = f"{resolution} x {resolution} x {units} {np.dtype(dtype).name}"
            rows.append([shape, f"{ours:.3g}", f"{naive:.3g}", f"{naive / ours:.2g} x"])
    print(table("Surface, milliseconds", ["grid and units", "ours", "naive NumPy", "faster"], rows))


def _ours(net: nnx.Network, resolution: int, dtype: type):
    def run(times: int) -> None:
        for _ in range(times):
            nnx.evaluate(net, resolution=resolution, dtype=dtype).y  # noqa: B018 - what is wanted is computed when asked for

    return run


def _naive(net: nnx.Network, resolution: int, dtype: type):
    W1, b1, W2, b2 = (np.array(a, dtype=dtype) for a in (net.W1, net.b1, net.W2, net.b2))

    def run(times: int) -> None:
        for _ in range(times):
            axis = np.linspace(-1, 1, resolution, dtype=dtype)
            x0, x1 = np.meshgrid(axis, axis)
            X = np.column_stack((x0.ravel(), x1.ravel()))
            (np.tanh(X @ W1.T + b1) @ W2.T + b2).reshape(resolution, resolution)

    return run
