"""Damaged settings, autosaves and shipped files, a full disk and an empty clipboard: told in a line, and worked on."""

from __future__ import annotations

import errno
import functools
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu

from nnexplorer import resources
from nnexplorer.gui import app
from nnexplorer.gui.figures.figure_dialog import save_figure
from nnexplorer.gui.figures.painting import FigureOptions, document_figure
from nnexplorer.gui.files import keepsakes, recent
from nnexplorer.gui.files.export_dialog import save_text
from nnexplorer.gui.files.keepsakes import abandoned
from nnexplorer.gui.files.recovery import Recovery
from nnexplorer.model import edits, lecture, lectures, storage, tables
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.session.session import Session

EXAMPLE = "second-layer-output"

pytestmark = pytest.mark.usefixtures("own_folder")


# Settings -------------------------------------------------------------------------------------------------------------

VALUES = [
    "", "@Invalid()", "@Variant(\\0\\0\\0\\x7f)", "@ByteArray(\\xff\\xfe)", "@Rect(1 2 3)", "@Point()", "@Size(x y)",
    "a\\0b", "\\xd800", "-1", "1e999", "../../etc/passwd", "/dev/zero/x", "/", ".", "relu", "unit-step", "\\x", "\"",
    "a, b, c", "@@", ", ,", "@Variant(\\0\\0\\0\\b\\0\\0\\0\\x1)", "x" * 70_000, "\u00e9\u0663\U0001f600", "%00", "%zz",
    "\\n", "[General]",
]  # fmt: skip
KEYS = [app.LAST_FILE, app.LAST_SCENE, recent.KEY, "recent/1", "recent\\1", "", "%U0000", "other"]


@pytest.mark.qt_log_ignore("QVariant::load: unknown user type", extend=True)
def test_damaged_settings(row, qtbot, tmp_path):
    chance, menu = random.Random(7), QMenu()
    qtbot.addWidget(menu)
    app.application()
    path = Path(QSettings().fileName())
    path.parent.mkdir(parents=True, exist_ok=True)
    with row("Settings: any values, binary, cut short") as tally:
        for _ in range(100):
            lines = [f"{chance.choice(KEYS)}={chance.choice(VALUES)}" for _ in range(chance.randrange(6))]
            content = "\n".join(["[General]", *lines]).encode("utf-8", "surrogatepass")
            if chance.random() < 0.3:
                content = content[: chance.randrange(len(content))] + chance.randbytes(20)
            path.write_bytes(content)
            with tally.case(content):
                QSettings().sync()
                document, file = app._last()
                assert file is None
                assert document.network.units > 0
                recent.fill(menu, print)
                recent.forget(tmp_path)


def test_settings_that_can_not_be_written_stop_nothing(qapp, opened, tmp_path):
    path = Path(QSettings().fileName())
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    presenter = opened(EXAMPLE)
    presenter.files.belongs_to(tmp_path / "a.nnx")
    QSettings().sync()
    assert presenter.window.isVisible()


# Autosaves ------------------------------------------------------------------------------------------------------------


def kept():
    """What autosave writes, as bytes."""
    session = Session(scene("relu").document)
    one = Recovery(session, QApplication.instance())
    one.path = Path("/no/such/place/mine.nnx")
    session.commit("Kill", edits.kill(session.document, None))
    assert one.keep()
    one.stop()
    content = one.file.read_bytes()
    one.file.unlink()
    return content


HEADS = [
    b"[" * 100_000, b'{"file": ' + b"[" * 100_000, b'{"file": "a\\u0000b"}', b'{"file": "\\ud800"}', b'{"file": 1}',
    b"null", b"", b'{"file": "' + b"x" * 100_000 + b'"}', b'{"file": ' + b"9" * 10_000 + b"}", b"\xff\xfe",
    b'{"file": "/"}', b'{"file": ""}',
]  # fmt: skip


def test_damaged_autosaves_stop_no_start(row, opened):
    chance, whole = random.Random(8), kept()
    _head, _, document = whole.partition(b"\n")
    contents = [head + b"\n" + document for head in HEADS]
    for _ in range(200 - len(contents)):
        content = bytearray(whole)
        at = chance.randrange(len(content))
        content[at : at + chance.choice([0, 1, 100, len(content)])] = chance.choice(
            [b"", b"\0", b"{", b"[" * 30_000, b"1e999", chance.randbytes(30)]
        )
        contents.append(bytes(content))
    folder, presenter = keepsakes.folder(), opened(EXAMPLE)
    folder.mkdir(parents=True, exist_ok=True)
    with row("Autosave: bytes changed, cut, nested, foreign names") as tally:
        for content in contents:
            file = folder / "1-a.autosave"
            file.write_bytes(content)
            if chance.random() < 0.1:
                os.utime(file, (1e12, 1e12))
            with tally.case(content):
                presenter.files.leftovers.offer()
                for one in presenter.files.leftovers.found:
                    assert one.outdated in {True, False}
                    one.release()
                presenter.files.leftovers.found.clear()
                assert file.read_bytes() == content, "it is left for whoever can make something of it"
                presenter.window.banner.clear()
    file.unlink()


def test_an_autosave_of_a_year_that_never_comes_is_offered(opened, monkeypatch):
    folder = keepsakes.folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1-a.autosave").write_bytes(kept())
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.found = abandoned()
    presenter.files.leftovers.found[0].when = 1e17
    presenter.files.leftovers.offer()
    assert "It was kept as it stood on an unknown day." in presenter.window.banner.text


# Shipped files --------------------------------------------------------------------------------------------------------

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from nnexplorer import resources
resources._PLACES = (Path(sys.argv[1]),)
from nnexplorer.gui import app

def look():
    print(made[0].window.isVisible(), made[0].window.banner.text, sep="\\t")
    made[0].window.close()

made, make = [], app.open_window
app.open_window = lambda *given, **more: made.append(make(*given, **more)) or made[0]
QTimer.singleShot(0, look)
sys.exit(app.run(None))
"""

FIGURES = """
import sys
from pathlib import Path
from nnexplorer import resources
resources._PLACES = (Path(sys.argv[1]),)
from nnexplorer.cli import main
sys.exit(main(sys.argv[2:]))
"""


def _empty(path):
    path.write_bytes(b"")


def _scramble(path):
    path.write_bytes(bytes(reversed(path.read_bytes())))


def _replace_by_folder(path):
    path.unlink()
    path.mkdir()


DAMAGES = {
    "a scene is missing": ("01*", Path.unlink, 1, ""),
    "a scene is a folder": ("01*", _replace_by_folder, 1, "Is a directory"),
    "the first scene to be seen is broken": (f"*{EXAMPLE}*", _empty, 1, "no JSON at line 1"),
    "all scenes are missing": (".", shutil.rmtree, None, "scenes is missing from this installation"),
}


def test_damaged_scenes_are_left_out_and_the_rest_works(row, qtbot, tmp_path, monkeypatch):
    shipped, windows, make = resources.path("scenes").parent, [], app.open_window

    def open_window(*given, **more):
        windows.append(make(*given, **more))
        qtbot.addWidget(windows[-1].window)
        return windows[-1]

    def look():
        presenter = windows[-1]
        seen.append((presenter.window.isVisible(), len(presenter.lectern.lecture.scenes), presenter.window.banner.text))
        presenter.guide.walk(1)
        presenter.control.start(5)
        presenter.window.close()

    monkeypatch.setattr(app, "open_window", open_window)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    interval, many = sys.getswitchinterval(), len(scenes())
    with row("Shipped scenes: missing, emptied, replaced by folders") as tally:
        for name, (pattern, damage, fewer, told) in DAMAGES.items():
            place, seen = tmp_path / name, []
            shutil.copytree(shipped, place, ignore=shutil.ignore_patterns("pictures"))
            for path in [place / "scenes"] if pattern == "." else list((place / "scenes").glob(pattern)):
                damage(path)
            monkeypatch.setattr(resources, "_PLACES", (place,))
            monkeypatch.setattr(lectures, "scenes", functools.cache(lecture.scenes.__wrapped__))
            monkeypatch.setattr(lectures, "_shipped", functools.cache(lectures._shipped.__wrapped__))
            QSettings().clear()
            QTimer.singleShot(0, look)
            with tally.case(name):
                assert app.run(None) == 0
                ((visible, left, said),) = seen
                assert visible
                assert left == (1 if fewer is None else many - fewer)
                assert told in said
                assert (said == "") == (told == "")
    sys.setswitchinterval(interval)


def run_without(place, code, *words):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, str(place), *words]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("scrambled", [False, True])
def test_without_the_typeface_a_window_opens_and_figures_are_refused(tmp_path, scrambled):
    place = tmp_path / "resources"
    shutil.copytree(resources.path("scenes").parent, place)
    if scrambled:
        for path in (place / "fonts").glob("*.ttf"):
            _scramble(path)
    else:
        shutil.rmtree(place / "fonts")
    missing = f"{'the typeface NNExplorer Sans' if scrambled else 'fonts'} is missing from this installation"
    told = f"True\tA part of nnexplorer is damaged: {missing}; install nnexplorer again. The rest works.\n"
    assert run_without(place, START) == (0, told, "")
    words = ("figures", "relu", "-o", str(tmp_path), "--view", "window" if scrambled else "input")
    assert run_without(place, FIGURES, *words) == (2, "", f"nnexplorer: {missing}; install nnexplorer again\n")


# Disks ----------------------------------------------------------------------------------------------------------------


def test_a_disk_that_takes_nothing_loses_nothing(row, opened, monkeypatch, tmp_path):
    presenter = opened(EXAMPLE)
    session = presenter.session
    document = session.document
    figure = lambda: document_figure(document, FigureOptions(view="input"))  # noqa: E731
    ways = {
        "mine.nnx": lambda path: presenter.files._write(path) or presenter.window.banner.text,
        "code.py": lambda path: save_text("text", path, ".py"),
        **{f"figure.{kind}": lambda path: save_figure(path, figure(), 320) for kind in ("png", "svg", "pdf")},
        "left": lambda _path: presenter.files.recovery.keep() or presenter.window.banner.text,
        "table.csv": lambda path: told_by(lambda: tables.write_csv(document.X, document.Y, path)),
    }
    session.commit("Kill", edits.kill(document, None))
    with row("Disk full or read-only: save, autosave, figures, code, CSV") as tally:
        for fault in (errno.ENOSPC, errno.EROFS):
            for call in ("fsync", "access"):
                for name, save in ways.items():
                    path = tmp_path / name
                    path.write_bytes(b"before")
                    with tally.case((fault, call, name)), monkeypatch.context() as patch:

                        def fail(*_, fault=fault):
                            raise OSError(fault, os.strerror(fault))

                        presenter.files.recovery._told = False
                        patch.setattr(storage.os, call, fail)
                        told = save(path)
                        patch.undo()
                        if name != "left" or call == "fsync":  # no file of autosave was there before
                            assert os.strerror(fault) in told
                        assert path.read_bytes() == b"before"
                        assert session.modified
                        assert session.undo_label == "Kill"
                        presenter.window.banner.clear()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(ways)


def told_by(act):
    try:
        act()
    except OSError as refusal:
        return str(refusal)
    return ""


# Clipboard ------------------------------------------------------------------------------------------------------------


PASTED = [
    "", "\ufffd\0", "\t\t\n\n\t", "nan", "1e999\t2", "1\t2\n" * 50_000, "1\t" * 50_000, "9" * 100_000, "\0", "\u0663",
    "(" * 5000, "1/0", "1\r\n2\r3", "<b>1</b>",
]  # fmt: skip
CLIPBOARDS = [("picture", ""), ("nothing", ""), *(("text", one) for one in PASTED)]


def test_whatever_is_pasted_is_taken_or_refused_in_a_line(row, opened):
    presenter = opened(EXAMPLE)
    table = presenter.window.weights_panel
    paste = next(view for view in table.findChildren(object) if hasattr(view, "_paste"))
    clipboard = QApplication.clipboard()
    with row("Clipboard: empty, foreign, endless, not finite") as tally:
        for kind, content in CLIPBOARDS:
            clipboard.clear()
            if kind == "picture":
                clipboard.setImage(QImage(2, 2, QImage.Format.Format_RGB32))
            elif kind == "text":
                clipboard.setText(content)
            before = presenter.session.document
            presenter.window.banner.clear()
            with tally.case((kind, content)):
                paste._paste()
                after = presenter.session.document
                assert (after is before) == bool(presenter.window.banner.text) or after.network is before.network
                assert "\n" not in presenter.window.banner.text
                assert len(presenter.window.banner.text) < 400
            presenter.session.undo()
    clipboard.clear()
    assert json.loads(storage.encode(presenter.session.document))
