"""The application around the window: Ctrl-C, errors that nobody caught, the last scene."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication

from nnexplorer.gui import app
from nnexplorer.gui.app import FIRST_SCENE, LAST_PLACE, LAST_SCENE, Interrupts
from nnexplorer.gui.files.recovery import Recovery
from nnexplorer.model import edits, lectures, storage
from nnexplorer.model.lecture import scene
from nnexplorer.session.session import Session


def test_ctrl_c_acts_at_once_and_leaves_the_signal_as_it_was(qapp, qtbot):
    before, heard = signal.getsignal(signal.SIGINT), []
    interrupts = Interrupts(lambda: heard.append(True))
    os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: heard == [True])
    assert interrupts.seen
    interrupts.restore()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("remembered", "opens"), [(None, FIRST_SCENE), ("unit-step", "unit-step"), ("gone", FIRST_SCENE)]
)
def test_a_start_opens_the_scene_that_the_last_window_showed(qapp, remembered, opens):
    QSettings().setValue(LAST_SCENE, remembered)
    assert app._last() == (scene(opens).document, None)
    QSettings().remove(LAST_SCENE)


# From the start to the end ----------------------------------------------------------------------------------------

INTERRUPTED = """
import os, signal, sys
from PySide6.QtCore import QTimer
from nnexplorer.gui import app
QTimer.singleShot(0, lambda: os.kill(os.getpid(), int(sys.argv[1])))
sys.exit(app.run(None))
"""


@pytest.fixture
def run(qtbot, monkeypatch):
    """`run(document, act)` opens the window as the command does and has `act` do something with it."""
    interval, before = sys.getswitchinterval(), (sys.excepthook, signal.getsignal(signal.SIGINT))
    made, make = [], app.open_window

    def open_window(*given, **more):
        made.append(make(*given, **more))
        qtbot.addWidget(made[-1].window)
        return made[-1]

    def run_with(found, act, path=None):
        monkeypatch.setattr(app, "open_window", open_window)
        QTimer.singleShot(0, lambda: act(made[-1]))
        return app.run(found, path)

    yield run_with
    sys.setswitchinterval(interval)
    QSettings().remove(LAST_SCENE)
    QSettings().remove(LAST_PLACE)
    assert (sys.excepthook, signal.getsignal(signal.SIGINT)) == before, "what it found it leaves"


def test_the_window_opens_on_a_document_and_its_closing_ends_the_program(run):
    shown = []

    def look_and_close(presenter):
        shown.append((presenter.session.document, presenter.window.isVisible()))
        presenter.window.close()

    assert run(scene("semicircle-frames").document, look_and_close) == 0
    assert shown == [(scene("semicircle-frames").document, True)]


@pytest.mark.parametrize("as_file", [True, False])
def test_a_lecture_of_ones_own_opens_on_its_first_scene_and_later_where_it_ended(run, tmp_path, as_file):
    for name in ("1-classes", "2-frames"):
        storage.save(scene("classifier-output").document, tmp_path / f"{name}.nnx")
    path, seen = tmp_path, []
    if as_file:
        lectures.save(lectures.folder(tmp_path), path := tmp_path / "own.nnx")

    def walk(presenter):
        seen.append(presenter.scene_id())
        presenter.guide.walk(1)
        seen.append(presenter.scene_id())
        presenter.window.close()

    assert run(lectures.opened(path), walk, path) == 0
    assert seen == ["1-classes", "2-frames"]
    assert run(None, walk) == 0
    assert seen == ["1-classes", "2-frames", "2-frames", "2-frames"]


def test_the_next_window_is_as_large_as_the_last_one(run):
    sizes = []

    def resize(presenter):
        sizes.append(presenter.window.size().toTuple())
        presenter.window.resize(700, 520)
        presenter.window.close()

    assert run(None, resize) == run(None, resize) == 0
    assert sizes[1] == (700, 520) != sizes[0]


@pytest.mark.parametrize("damage", [b"", b"no place", 7, ["a"], "x" * 10_000])
def test_a_damaged_place_is_as_none(run, damage):
    QSettings().setValue(LAST_PLACE, damage)
    sizes = []

    def look(presenter):
        sizes.append(presenter.window.size())
        presenter.window.close()

    run(None, look)
    QSettings().remove(LAST_PLACE)
    run(None, look)
    assert sizes[0] == sizes[1]


def test_the_next_start_opens_where_the_last_one_ended(run):
    def go_elsewhere(presenter):
        presenter.open_scene("classifier-output")
        presenter.window.close()

    assert run(None, go_elsewhere) == 0
    assert app._last() == (scene("classifier-output").document, None)


def test_the_next_start_opens_the_file_that_was_open_last(run, tmp_path):
    path = tmp_path / "mine.nnx"
    storage.save(scene("logistic").document, path)
    assert run(storage.load(path), lambda presenter: presenter.window.close(), path) == 0
    seen = []

    def look_and_close(presenter):
        seen.append((presenter.files.path, storage.encode(presenter.session.document)))
        presenter.window.close()

    assert run(None, look_and_close) == 0
    assert seen == [(path, path.read_bytes())]
    path.unlink()
    assert app._last() == (scene(FIRST_SCENE).document, None)


def test_the_next_start_offers_what_a_killed_program_has_kept(run, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    app.application()
    session = Session(scene("logistic").document)
    kept = Recovery(session, QApplication.instance())
    session.commit("Kill", edits.kill(session.document, None))
    assert kept.keep()
    kept.stop()
    said = []

    def look_and_close(presenter):
        said.append(presenter.window.banner.text)
        presenter.window.close()

    for _ in range(2):
        assert run(None, look_and_close) == 0
    assert all(text.startswith("nnexplorer ended without saving") for text in said), "until it is answered"
    assert len(said) == 2


def test_a_window_that_is_closed_while_it_trains_ends_at_once(run):
    def train_and_close(presenter):
        presenter.control.start()
        presenter.window.close()
        assert not presenter.control.running

    assert run(scene("semicircle-frames").document, train_and_close) == 0


@pytest.mark.parametrize("number", app.SIGNALS, ids=lambda number: number.name)
def test_ctrl_c_and_its_like_end_the_program_with_its_exit_code(number):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", INTERRUPTED, str(int(number))]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (128 + number, "")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("screen", "size"), [((1440, 900), (1432, 860)), ((1920, 1080), app.SIZE), ((800, 600), (792, 560))]
)
def test_a_new_window_lies_on_the_screen_with_its_title(screen, size):
    assert app._size(QSize(*screen)) == size
