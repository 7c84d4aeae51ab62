"""On a real X server: drags and keys that come from outside, as a user's hand sends them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import numpy as np
import pytest

import nnexplorer

DEADLINE = 30.0
DRIVER = Path(__file__).with_name("x_driver.py")


class Driven:
    """A window in a process of its own, on the X server `display`."""

    def __init__(self, display: str, scene: str, folder: Path) -> None:
        self.file = folder / "state.json"
        package = str(Path(nnexplorer.__file__).parents[1])
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": package}
        command = [sys.executable, str(DRIVER), scene, str(self.file)]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)

    def state(self) -> dict:
        return json.loads(self.file.read_text()) if self.file.exists() else {"exposed": False}

    def until(self, what: Callable[[dict], bool]) -> dict:
        """The state when it is first so; a failure when it is not in time."""
        end, pause = monotonic() + DEADLINE, Event()
        while not what(found := self.state()):
            assert self.process.poll() is None, self.process.stderr.read()
            assert monotonic() < end, f"it never was so; the last state was {found}"
            pause.wait(0.02)
        return found

    def send(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, timeout=DEADLINE)

    def drag(self, start: list[float], dx: int, dy: int, steps: int = 8) -> None:
        """Press at `start`, move in small steps, release."""
        x, y = (round(value) for value in start)
        self.send("mousemove", x, y, "mousedown", 1)
        for i in range(1, steps + 1):
            self.send("mousemove", x + dx * i // steps, y + dy * i // steps)
        self.send("mouseup", 1)

    def close(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        _out, told = self.process.communicate(timeout=DEADLINE)
        return told


@pytest.fixture
def driven(x_display: str, tmp_path: Path) -> Iterator[Callable[[str], Driven]]:
    opened: list[Driven] = []

    def open_scene(scene: str) -> Driven:
        opened.append(Driven(x_display, scene, tmp_path))
        opened[-1].until(lambda state: state["exposed"])
        return opened[-1]

    yield open_scene
    for one in opened:
        told = one.close()
        assert "Traceback" not in told


def test_a_handle_is_dragged_and_the_line_turns(driven):
    window = driven("second-layer-output")
    before = window.state()
    window.drag(before["grips"]["handle"], 0, -60)
    after = window.until(lambda state: state["undo"] == "Turn line 1")
    assert after["W1"][1] == before["W1"][1], "the other line stays"
    turned, was = np.array(after["W1"][0]), np.array(before["W1"][0])
    assert np.hypot(*turned) == pytest.approx(np.hypot(*was)), "the gain stays"
    angle = np.degrees(np.arctan2(turned[1], turned[0]) - np.arctan2(was[1], was[0]))
    assert 2 < abs(angle) < 45


def test_a_normals_tip_is_dragged_and_the_unit_gets_steeper(driven):
    window = driven("second-layer-output")
    before = window.state()
    window.drag(before["grips"]["tip"], 25, -25)
    after = window.until(lambda state: state["undo"] == "Steepen line 1")
    scale = np.array(after["W1"][0]) / np.array(before["W1"][0])
    assert scale[0] == pytest.approx(scale[1]) == pytest.approx(after["b1"][0] / before["b1"][0])
    assert scale[0] > 1.2


def test_keys_train_and_take_back(driven):
    window = driven("semicircle-frames")
    before = window.state()
    window.send("windowfocus", before["window"])
    window.send("key", "space")
    window.until(lambda state: state["running"] and state["step"] > 5)
    window.send("key", "space")
    trained = window.until(lambda state: not state["running"])
    assert trained["W1"] != before["W1"]
    window.send("key", "ctrl+z")
    assert window.until(lambda state: state["step"] == 0)["W1"] == before["W1"]


def test_a_clicker_walks_through_a_lecture_that_fills_the_display(driven):
    window = driven("series-of-decisions")
    before = window.state()
    window.send("windowfocus", before["window"])
    window.send("key", "F5")
    window.until(lambda state: state["full"] and state["size"] == [1920, 1080])
    window.send("key", "Next")
    window.until(lambda state: state["at"] == ["semicircle-frames", 0])
    window.send("key", "Next")
    window.until(lambda state: state["at"] == ["semicircle-frames", 1])
    window.send("key", "b")
    window.until(lambda state: state["dark"])
    window.send("key", "period")
    grips = window.until(lambda state: not state["dark"])["grips"]
    window.drag(grips["handle"], 0, -80)
    window.until(lambda state: state["undo"] is not None and state["undo"].startswith("Turn line"))
    window.send("key", "Escape")
    window.until(lambda state: state["full"] and state["selected"] is None)
    window.send("key", "Escape")
    after = window.until(lambda state: not state["full"] and state["size"] == before["size"])
    for name in ("at", "W1", "selected", "undo"):
        assert after[name] == before[name]
