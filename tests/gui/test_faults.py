"""What breaks inside: slots, workers and painting that raise, displays, clipboards and OpenGL that are not there."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox

from nnexplorer.compute.learning import training
from nnexplorer.gui import display
from nnexplorer.gui.actions import ACTIONS
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.figures import stage
from nnexplorer.gui.reports import Reports
from nnexplorer.gui.training import row_worker
from nnexplorer.model import edits, storage
from nnexplorer.model.lecture import scene
from nnexplorer.session.session import Session

EXAMPLE = "second-layer-output"


class BrokenError(Exception):
    """What nobody expects."""


def fail(*_, **__):
    raise BrokenError("inside")


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    """The user's data folder, this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def reported(opened, monkeypatch):
    """A window whose errors are reported as in the program, with an edit in it."""
    presenter = opened(EXAMPLE)
    presenter.files.dialogs.ask_folder = lambda _folder: None
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(sys, "excepthook", Reports(presenter.window, lambda: None).hook)
    presenter.session.commit("Edit", edits.randomise(presenter.session.document, 1))
    yield presenter
    put_away(presenter)


def put_away(presenter):
    """Close every dialog and menu; return what the reports among them say."""
    QApplication.processEvents()
    told = []
    for box in presenter.window.findChildren(QDialog):
        if isinstance(box, QMessageBox) and box.isVisible():
            told.append(box.detailedText())
        box.close()
    for menu in presenter.window.findChildren(QMenu):
        menu.close()
    QApplication.processEvents()
    return told


# Slots ----------------------------------------------------------------------------------------------------------------

ENDING = ("quit",)
"""Actions after which there is no window to go on in."""


def test_whatever_action_raises_the_window_lives_on_and_nothing_is_lost(row, reported, monkeypatch):
    session, window = reported.session, reported.window
    with row("Slots: every action while each edit raises") as tally:
        for spec in ACTIONS:
            if spec.id in ENDING:
                continue
            before, action = session.document, window.actions_[spec.id]
            with tally.case(spec.id):
                with monkeypatch.context() as patch:
                    for name in ("commit", "preview"):
                        patch.setattr(Session, name, fail)
                    action.trigger()
                    told = put_away(reported)
                assert all("BrokenError: inside" in details for details in told)
                if reported.mode is not None:
                    reported.mode.leave()
                reported.control.pause()
                assert window.isVisible()
                assert session.document.network is before.network or not told
                if session.document is not before:
                    session.revert()
                    session.open(before)
                session.commit("Edit", edits.randomise(session.document, 2))
                QApplication.processEvents()
                session.undo()
                assert session.document.network is before.network
            put_away(reported)


# Workers and painting -------------------------------------------------------------------------------------------------

PARTS = {
    "training": (training.Trainer, "advance", lambda it: it.control.start()),
    "one step": (training.Trainer, "advance", lambda it: it.single_step()),
    "evaluation": (display, "evaluate_document", lambda it: it.display.everything()),
    "painting": (InputCanvas, "draw_ground", lambda it: paint(it.window.arrangement.input)),
    "a sweep": (row_worker, "sweep", lambda it: (show(it, "sweep"), it.experiments.run())),
    "the summary": (row_worker, "measured", lambda it: show(it, "table")),
    "keeping": (storage, "encode", lambda it: it.files.recovery.keep()),
    "saving": (storage, "encode", lambda it: it.files._write(it.path)),
    "a figure": (stage, "evaluate_document", lambda it: it.window.actions_["copy_figure"].trigger()),
}


def paint(canvas):
    canvas.refresh_ground()
    canvas.grab()


def show(presenter, canvas):
    presenter.viewing.show_canvas(canvas, True)
    presenter.experiments.follow(presenter.session.document)


@pytest.mark.parametrize("error", [BrokenError, MemoryError, OSError, KeyError])
def test_whatever_part_raises_the_window_lives_on_and_nothing_is_lost(
    row, reported, monkeypatch, qtbot, tmp_path, error
):
    session, window = reported.session, reported.window
    reported.path = tmp_path / "mine.nnx"
    storage.save(session.document, reported.path)
    kept = reported.path.read_bytes()
    wanted = session.document.network

    def broken(*_, **__):
        raise error("inside")

    with row(f"Workers, painting, files: each raises {error.__name__}") as tally:
        for name, (owner, method, act) in PARTS.items():
            with tally.case(name):
                with monkeypatch.context() as patch:
                    patch.setattr(owner, method, broken)
                    try:
                        act(reported)
                    except Exception:  # noqa: BLE001 - a slot's errors end in the hook, as these do
                        sys.excepthook(*sys.exc_info())
                    qtbot.waitUntil(lambda: not reported.control.running, timeout=20000)
                    told = [*put_away(reported), window.banner.text]
                assert "inside" in "".join(told) or "memory" in "".join(told), told
                assert window.isVisible()
                assert session.document.network is wanted
                assert reported.path.read_bytes() == kept
                window.banner.clear()
                session.commit("Go on", edits.randomise(session.document, 2))
                reported.undo()
                reported.display.everything()
                assert session.document.network is wanted
            put_away(reported)


# Displays -------------------------------------------------------------------------------------------------------------

SIZES = [(3840, 2160), (1024, 768), (640, 480), (1366, 768), (1080, 1920), (7680, 4320)]


def test_displays_come_go_and_change_under_a_lecture(row, opened, keys, qapp, monkeypatch):
    presenter = opened(EXAMPLE)
    window, primary, document = presenter.window, qapp.primaryScreen(), presenter.session.document
    keys(presenter, "F5")
    with row("Displays: rescaled, unplugged in mid-lecture, dark or not") as tally:
        for wide, high in SIZES:
            for dark in (False, True):
                with tally.case(("rescaled", wide, high, dark)), monkeypatch.context() as patch:
                    presenter.mode.stage.darken(dark)
                    patch.setattr(type(primary), "geometry", lambda _, size=(wide, high): QRect(0, 0, *size))
                    primary.geometryChanged.emit(QRect(0, 0, wide, high))
                    primary.logicalDotsPerInchChanged.emit(192.0)
                    QApplication.processEvents()
                    assert (presenter.mode.on, window.isVisible()) == (True, True)
                    assert window.size().toTuple() == (wide, high)
                    for canvas in window.arrangement.every_canvas():
                        assert not canvas.isVisible() or not canvas.grab().isNull()
                with tally.case(("unplugged", wide, high, dark)):
                    window.setGeometry(QRect(9000, 9000, wide, high))
                    qapp.screenRemoved.emit(presenter.mode.stage._screen)
                    QApplication.processEvents()
                    assert (window.isFullScreen(), window.geometry()) == (True, primary.geometry())
                    keys(presenter, "PgDown")
                    keys(presenter, "PgUp")
                    assert presenter.session.document.network is document.network
    presenter.mode.stage.darken(False)
    keys(presenter, "Esc")
    assert not presenter.mode.on
    assert presenter.session.document is document


# What is not there ----------------------------------------------------------------------------------------------------

# A window of which neither a clipboard nor OpenGL can be had; what it is asked for by keys is told or done.
WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, *_):
        if name.partition(".")[0] == "OpenGL":
            raise ImportError(name)

sys.meta_path.insert(0, Missing())
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard
from nnexplorer.gui import app
from nnexplorer.model.lecture import scene

class NoClipboard:
    def text(self):
        return ""
    def setText(self, _text):
        pass
    def setMimeData(self, _data):
        raise OSError("there is no clipboard")

if {clipboard}:
    app.QGuiApplication.clipboard = NoClipboard
made, make = [], app.open_window
app.open_window = lambda *given, **more: made.append(make(*given, **more)) or made[0]

def act():
    p = made[0]
    for canvas in {canvases}:
        p.viewing.show_canvas(canvas, True)
    p.window.actions_["copy_figure"].trigger()
    print(p.window.banner.text.partition(":")[0].partition(" of ")[0])
    assert all(not one.grab().isNull() for one in p.window.arrangement.every_canvas() if one.isVisible())
    if not {clipboard}:
        app.QGuiApplication.clipboard().clear()  # the offscreen platform crashes at its end on what is there
    p.single_step()
    p.files.dialogs.ask_unsaved = lambda _name: "discard"
    p.window.close()

app.application()
QTimer.singleShot(300, act)
sys.exit(app.run(scene("second-layer-output").document))
"""


# The system's library for OpenGL is missing, and so a part of Qt does not load.
NO_LIBRARY = """
import sys

class Missing:
    def find_spec(self, name, *_):
        if name.startswith("PySide6.QtOpenGL"):
            raise ImportError("libOpenGL.so.0: cannot open shared object file")

sys.meta_path.insert(0, Missing())
from nnexplorer.cli import main
sys.exit(main(sys.argv[1:]))
"""
CALLS = (("relu",), ("figures", "relu"), ("film", "semicircle-frames", "-o", "a.gif"), ("figures", "--view", "window"))


def run(command, environment):
    environment = os.environ | environment
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)


def test_without_clipboard_and_opengl(row, x_display, tmp_path):
    bare = {"XDG_DATA_HOME": str(tmp_path), "LIBGL_DRIVERS_PATH": "/no/such", "QT_XCB_GL_INTEGRATION": "none"}
    platforms = {"xcb": {"DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"}, "offscreen": {"QT_QPA_PLATFORM": "offscreen"}}
    with row("Missing: OpenGL, clipboard") as tally:
        for name, environment in platforms.items():
            for clipboard, said in ((False, "Copied as a picture"), (True, "The figure was not copied")):
                with tally.case((name, clipboard)):
                    code = WITHOUT.format(clipboard=clipboard, canvases=("surface", "hidden", "diagram"))
                    command = [sys.executable, "-c", code]
                    ended = run(command, bare | environment)
                    told = [line for line in ended.stderr.splitlines() if not line.startswith("This plugin does not")]
                    assert (ended.returncode, ended.stdout.strip(), told) == (0, said, [])
        for words in CALLS:
            with tally.case(words):
                ended = run([sys.executable, "-c", NO_LIBRARY, *words], {"QT_QPA_PLATFORM": "offscreen"})
                assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
                assert "with 'apt install libopengl0'" in ended.stderr


# Two on one file ------------------------------------------------------------------------------------------------------

WRITER = """
import sys
from nnexplorer.model import edits, storage
path, seed = sys.argv[1], int(sys.argv[2])
document = edits.randomise(storage.load(path), seed)
for _ in range(100):
    storage.save(document, path)
"""


def test_two_processes_that_save_in_one_file_leave_a_whole_one(row, tmp_path):
    path = tmp_path / "mine.nnx"
    storage.save(scene(EXAMPLE).document, path)
    known = {storage.encode(edits.randomise(scene(EXAMPLE).document, seed)) for seed in (1, 2, 3)}
    known.add(path.read_bytes())
    commands = [[sys.executable, "-c", WRITER, str(path), str(seed)] for seed in (1, 2, 3)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    with row("Two on one file: processes that save and one that reads") as tally:
        while any(process.poll() is None for process in running) or tally.tried < 100:
            with tally.case(tally.tried):
                assert storage.encode(storage.load(path)) in known
        for process in running:
            with tally.case("its end"):
                assert process.communicate() == (None, "")
                assert process.returncode == 0
    assert [one.name for one in tmp_path.iterdir()] == ["mine.nnx"]


def test_two_windows_on_one_file_keep_apart_what_is_not_saved(row, opened, tmp_path):
    path = tmp_path / "mine.nnx"
    storage.save(scene(EXAMPLE).document, path)
    windows, seeds = [opened(EXAMPLE), opened(EXAMPLE)], itertools.count()
    with row("Two on one file: windows that edit, keep, save and ask") as tally:
        for turn in range(10):
            for one, other in (windows, windows[::-1]):
                with tally.case(turn):
                    for presenter in windows:
                        presenter.files.dialogs.unsaved = "discard"
                        presenter.files.open_path(path)
                        edit = edits.randomise(presenter.session.document, next(seeds))
                        presenter.session.commit("Edit", edit)
                        assert presenter.files.recovery.keep()
                    assert one.files.save()
                    saved = path.read_bytes()
                    other.files.dialogs.asked.clear()
                    assert not other.files.save()
                    assert other.files.dialogs.asked == ["mine.nnx was changed"]
                    assert path.read_bytes() == saved == storage.encode(one.session.document)
                    assert other.session.modified
                    assert other.files.recovery.file.exists()
                    assert not one.files.recovery.file.exists()
