"""How much memory training and pictures take, against the number of units and of samples."""

from __future__ import annotations

import subprocess
import sys

from timing import table

CODE = """
import resource, sys
import numpy as np
import nnexplorer as nnx
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model.settings import TrainingSettings
units, samples = int(sys.argv[1]), int(sys.argv[2])
X = np.random.default_rng(0).uniform(-1, 1, (samples, 2))
Y = np.sin(3 * X[:, :1]) * X[:, 1:]
net = nnx.Network.random(2, units, 1, seed=0)
if sys.argv[3] == "training":
    Trainer(net, X, Y, TrainingSettings("adam", 0.01)).advance(2)
elif sys.argv[3] == "surface":
    nnx.evaluate(net, resolution=1024, dtype=np.float32).y
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

CASES = ((8, 1_000), (64, 10_000), (1_000, 10_000), (1_000, 100_000), (64, 1_000_000), (10_000, 10_000))


def run() -> None:
    """Print the most memory that a process had, in megabytes, beyond that of its data."""
    rows = []
    for units, samples in CASES:
        data, training, surface = (_peak(units, samples, what) for what in ("nothing", "training", "surface"))
        rows.append([f"{units:,}", f"{samples:,}", f"{data:.0f}", f"{training - data:.0f}", f"{surface - data:.0f}"])
    head = ["hidden units", "samples", "program and data", "+ training, full batch", "+ surface 1024 x 1024"]
    print(table("Peak memory, megabytes", head, rows))


def _peak(units: int, samples: int, what: str) -> float:
    words = [sys.executable, "-c", CODE, str(units), str(samples), what]
    return float(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
