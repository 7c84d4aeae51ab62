"""The event loop while training runs: how late a 16 ms timer comes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from nnexplorer.gui.app import SWITCH_INTERVAL

TURNS = 60
LATE = 0.1
"""Seconds of lateness that nobody would call smooth: the test tells a freeze from a loop that turns, no more."""


@pytest.fixture(autouse=True)
def as_the_application_does() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("scene", ["second-layer-output", "semicircle-frames"])
def test_the_event_loop_turns_while_training_runs(opened, keys, qtbot, scene, capsys):
    presenter = opened(scene)
    presenter.restarts.randomise()
    keys(presenter, "Space")
    assert presenter.control.running
    seen = [perf_counter()]
    timer = QTimer()
    timer.setInterval(16)
    timer.timeout.connect(lambda: seen.append(perf_counter()))
    timer.start()
    qtbot.waitUntil(lambda: len(seen) > TURNS, timeout=30_000)
    timer.stop()
    step = presenter.session.document.step
    keys(presenter, "Space")
    late = np.diff(seen) - 0.016
    with capsys.disabled():
        median, slow = 1e3 * np.median(late), 1e3 * np.percentile(late, 95)
        print(f"\n{scene}: timer late by {median:.1f} ms (median), {slow:.1f} ms (95 %), {step} steps meanwhile")
    assert step > 0
    assert np.median(late) < LATE
