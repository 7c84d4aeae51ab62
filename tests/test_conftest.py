"""The guards in conftest.py notice what they are there for."""

import os
import subprocess
import sys
from pathlib import Path

LEAKS = """
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget
KEPT = []

def test_widget(qtbot):
    KEPT.append(QWidget())

def test_timer(qtbot):
    KEPT.append(QTimer())
    KEPT[-1].start(1000)

def test_thread(qtbot):
    KEPT.append(QThread())
    KEPT[-1].start()

def test_tidy(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    timer.start(1000)

def teardown_module():
    KEPT[-1].quit()
    KEPT[-1].wait()
"""


def test_whatever_outlives_its_test_fails_it(tmp_path):
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_leaks.py").write_text(LEAKS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\n")
    command = [sys.executable, "-m", "pytest", "-rE", "-p", "no:cacheprovider", str(tmp_path)]
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(command, cwd=tmp_path, env=here, capture_output=True, text=True, timeout=120, check=False)
    assert "4 passed, 3 errors" in run.stdout
    assert run.stdout.count("outlives its test: ") >= 3
    assert "KEPT[-1].start(1000)" in run.stdout, "says where the timer was started"


def test_display_answers(x_display):
    environment = {**os.environ, "DISPLAY": x_display}
    command = ["xdotool", "getdisplaygeometry"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1920", "1080"]
