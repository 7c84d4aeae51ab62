"""Equal documents are trained alike, today and in later versions: to nine digits as it is written down."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "runs.json").read_text(encoding="utf-8"))


def outcome(name):
    """The loss and the sum of all weights' sizes after forty steps from random weights of 'scene optimizer batch'."""
    identifier, optimizer, batch = name.split()
    size = None if batch == "all" else int(batch)
    document = edits.randomise(edits.with_a_loss(scene(identifier).document), 5)
    document = edits.set_training(document, optimizer=optimizer, learning_rate=3e-3, batch_size=size, seed=5)
    frame = Trainer(document.network, document.X, document.Y, document.training).advance(40)
    network = frame.network
    weights = np.concatenate([np.ravel(one) for one in (network.W1, network.b1, network.W2, network.b2)])
    return [frame.loss, float(np.abs(weights).sum())]


def test_runs_end_where_they_ended_when_they_were_written_down(row):
    with row("Numbers: runs against the golden ones") as tally:
        for name, wanted in GOLDEN.items():
            with tally.case(name):
                assert outcome(name) == pytest.approx(wanted, rel=1e-9, abs=0)
