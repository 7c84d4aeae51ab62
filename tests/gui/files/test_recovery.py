"""What is edited is kept, whole, for one process alone, and found again after a crash."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QObject

from nnexplorer.gui.files import recovery as module
from nnexplorer.gui.files.keepsakes import abandoned
from nnexplorer.gui.files.recovery import Recovery
from nnexplorer.model import edits, storage
from nnexplorer.model.lecture import scene
from nnexplorer.session.session import Session

KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from nnexplorer.gui import app
from nnexplorer.gui.files import recovery
from nnexplorer.model import storage

recovery.INTERVAL_MILLISECONDS = 1
path, action = Path(sys.argv[1]), sys.argv[2]
make = app.open_window

def open_window(*given, **more):
    presenter = make(*given, **more)
    QTimer.singleShot(0, presenter.window.actions_[action].trigger)
    def tell():
        if presenter.files.recovery.file.exists():
            print("kept", flush=True)
            timer.stop()
    timer = QTimer(presenter.window)
    timer.timeout.connect(tell)
    timer.start(1)
    QTimer.singleShot(20_000, lambda: os._exit(1))
    return presenter

app.open_window = open_window
app.run(storage.load(path), path=path)
"""


@pytest.fixture(autouse=True)
def folder(own_folder):
    """The recovery's folder, this test's own."""
    return own_folder / "nnexplorer" / "nnexplorer" / "recovery"


@pytest.fixture
def names(qapp):
    """The application's names, which its folders go by."""
    before = qapp.applicationName(), qapp.organizationName()
    qapp.setApplicationName("nnexplorer")
    qapp.setOrganizationName("nnexplorer")
    yield
    qapp.setApplicationName(before[0])
    qapp.setOrganizationName(before[1])


@pytest.fixture
def keeping(names, monkeypatch):
    """`keeping()` is a session on a scene and what keeps it."""
    monkeypatch.setattr(module, "INTERVAL_MILLISECONDS", 1)
    made = []

    def keep():
        session, parent = Session(scene("second-layer-output").document), QObject()
        recovery = Recovery(session, parent)
        made.append((recovery, parent))
        return session, recovery

    yield keep
    for recovery, _parent in made:
        if not recovery.ended:
            recovery.end()


def edit(session, bias=5.0):
    session.commit("Move", edits.set_parameter(session.document, "b1", (0,), bias))


def crash(recovery):
    """End as a process does that is killed: its lock is gone, its file is there."""
    recovery.stop()


def kept(recovery):
    return recovery.file.exists() and not list(recovery.file.parent.glob(".*.tmp"))


def test_an_edited_document_is_kept_by_itself_and_found_after_a_crash(keeping, qtbot, tmp_path):
    session, recovery = keeping()
    recovery.path = tmp_path / "mine.nnx"
    edit(session)
    qtbot.waitUntil(lambda: kept(recovery))
    crash(recovery)
    (one,) = abandoned()
    assert storage.encode(one.work) == storage.encode(session.document)
    assert one.path == tmp_path / "mine.nnx"
    one.discard()
    assert abandoned() == []


def test_what_is_only_looked_at_is_not_kept(keeping, qtbot, folder):
    session, recovery = keeping()
    session.look(edits.set_view(session.document, selected=1))
    qtbot.waitUntil(lambda: not recovery.waiting)
    assert not folder.exists()


def test_later_edits_are_kept_too(keeping, qtbot):
    session, recovery = keeping()
    for bias in (1.0, 2.0, 3.0):
        edit(session, bias)
        qtbot.waitUntil(lambda: not recovery.waiting)
    crash(recovery)
    (one,) = abandoned()
    assert one.work.network.b1[0] == 3.0


def test_what_takes_long_to_write_is_kept_less_often(keeping, qtbot, monkeypatch):
    monkeypatch.setattr(module, "write", lambda _document, _path, _file: 7.0)
    session, recovery = keeping()
    edit(session)
    assert recovery.keep()
    edit(session, 6.0)
    assert recovery._timer.interval() == 70_000


def test_a_run_of_training_and_a_gesture_are_kept_as_they_go_on(keeping, qtbot):
    session, recovery = keeping()
    session.preview(edits.set_parameter(session.document, "b1", (0,), 4.0))
    qtbot.waitUntil(lambda: kept(recovery))
    assert session.previewing
    crash(recovery)
    assert abandoned()[0].work.network.b1[0] == 4.0


@pytest.mark.parametrize("undone", [lambda session: session.undo(), lambda session: session.mark_saved()])
def test_what_is_undone_or_saved_is_thrown_away(keeping, qtbot, undone, folder):
    session, recovery = keeping()
    edit(session)
    qtbot.waitUntil(lambda: kept(recovery))
    undone(session)
    session.look(edits.set_view(session.document, selected=1))
    qtbot.waitUntil(lambda: list(folder.iterdir()) == [])


def test_the_end_leaves_nothing_and_keeps_nothing_more(keeping, qtbot, folder):
    session, recovery = keeping()
    edit(session)
    assert recovery.keep()
    recovery.end()
    edit(session, 6.0)
    assert list(folder.iterdir()) == []
    assert not recovery.waiting


def test_two_windows_do_not_take_each_others(keeping):
    (first, kept_first), (second, kept_second) = keeping(), keeping()
    for session, recovery in ((first, kept_first), (second, kept_second)):
        edit(session)
        assert recovery.keep()
    assert kept_first.file != kept_second.file
    assert abandoned() == []
    crash(kept_first)
    (one,) = abandoned()
    assert abandoned() == [], "it is offered to one start alone"
    one.discard()
    assert kept(kept_second)


def test_a_lock_of_a_process_whose_number_is_used_again_is_no_lock(keeping):
    session, recovery = keeping()
    edit(session)
    assert recovery.keep()
    crash(recovery)
    lock = QLockFile(str(recovery.file.with_suffix(module.LOCK)))
    assert lock.tryLock(0)
    content = Path(lock.fileName()).read_bytes()
    lock.unlock()
    Path(lock.fileName()).write_bytes(content)  # as a crash leaves it, and this process has the number
    assert len(abandoned()) == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"[]\n{}", b'{"file": null}\n{"format"', b"\xff\xfe\n\x00"])
def test_a_damaged_file_is_passed_over_and_left_alone(names, folder, content):
    folder.mkdir(parents=True)
    file = folder / "1-aa.autosave"
    file.write_bytes(content)
    assert abandoned() == []
    assert file.read_bytes() == content


def test_the_newest_is_offered_first(keeping):
    for bias, age in ((1.0, 50), (2.0, 10), (3.0, 90)):
        session, recovery = keeping()
        edit(session, bias)
        assert recovery.keep()
        crash(recovery)
        os.utime(recovery.file, (1e9 - age, 1e9 - age))
    assert [one.work.network.b1[0] for one in abandoned()] == [2.0, 1.0, 3.0]


def test_a_file_that_was_saved_later_is_not_to_be_saved_over(keeping, tmp_path):
    session, recovery = keeping()
    recovery.path = tmp_path / "mine.nnx"
    edit(session)
    assert recovery.keep()
    crash(recovery)
    os.utime(recovery.file, (1e9, 1e9))
    (one,) = abandoned()
    assert not one.outdated
    recovery.path.write_text("later")
    assert one.outdated


def test_half_written_files_are_cleared_away_once_they_are_old(names, folder):
    folder.mkdir(parents=True)
    for name in (".old.tmp", ".new.tmp"):
        (folder / name).write_text("")
    os.utime(folder / ".old.tmp", (1e9, 1e9))
    assert abandoned() == []
    assert [file.name for file in folder.iterdir()] == [".new.tmp"]


# Where nothing can be written -----------------------------------------------------------------------------------------


def test_a_full_disk_is_told_once_and_the_last_state_stays(keeping, qtbot, monkeypatch):
    session, recovery = keeping()
    edit(session, 1.0)
    assert recovery.keep()
    told, write = [], storage.write
    recovery.failed.connect(told.append)

    def full(content, path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(storage, "write", full)
    for bias in (2.0, 3.0):
        edit(session, bias)
        assert not recovery.keep()
    assert told == ["No space left on device"]
    monkeypatch.setattr(storage, "write", write)
    qtbot.waitUntil(lambda: not recovery.waiting)
    crash(recovery)
    assert abandoned()[0].work.network.b1[0] == 3.0, "it tries again by itself"


def test_a_scene_that_is_left_on_a_full_disk_is_told_and_not_lost(keeping, qtbot, monkeypatch):
    session, recovery = keeping()
    told = []
    recovery.failed.connect(told.append)

    def full(_document, path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(storage, "save", full)
    session.open(edits.randomise(session.document, 4))
    left = session.document
    recovery.leave_scene()
    session.open(scene("relu").document)
    qtbot.waitUntil(lambda: told == ["No space left on device"])
    assert recovery.left_scene() is left


def test_a_folder_that_can_not_be_made_is_told(keeping, qtbot, tmp_path):
    (tmp_path / "data").write_text("no folder")
    session, recovery = keeping()
    told = []
    recovery.failed.connect(told.append)
    edit(session)
    qtbot.waitUntil(lambda: told != [])
    assert told in (["Not a directory"], ["File exists"])
    recovery.leave_scene()
    assert recovery.left_scene() is session.document, "it can be reopened all the same"


# Scenes ---------------------------------------------------------------------------------------------------------------


def test_an_edited_scene_that_is_left_can_be_had_again_at_a_later_start(keeping):
    session, recovery = keeping()
    assert recovery.left_scene() is None
    edit(session)
    recovery.leave_scene()
    assert storage.encode(recovery.left_scene()) == storage.encode(session.document)
    recovery.end()
    _session, later = keeping()
    assert storage.encode(later.left_scene()) == storage.encode(session.document)


# A process that is killed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["kill_all", "train"])
def test_what_a_killed_program_has_kept_is_found(names, tmp_path, action):
    path = tmp_path / "mine.nnx"
    storage.save(edits.randomise(scene("second-layer-output").document, 3), path)
    before = path.read_bytes()
    command = [sys.executable, "-c", KILLED, str(path), action]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": PACKAGE})
    with process:
        assert process.stdout.readline() == "kept\n"
        assert abandoned() == [], "it lives"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    (one,) = abandoned()
    assert one.path == path
    assert storage.encode(one.work) != before
    assert (one.work.step > 0) == (action == "train")
    assert path.read_bytes() == before
    one.discard()


PACKAGE = str(Path(module.__file__).parents[2])


def test_while_it_rests_it_keeps_what_was_open_and_nothing_else(keeping, qtbot):
    session, recovery = keeping()
    edit(session, 5.0)
    recovery.rest(True)
    edit(session, 6.0)
    assert not recovery.waiting
    assert storage.decode(recovery.file.read_bytes().partition(b"\n")[2]).network.b1[0] == 5
    recovery.rest(False)
    assert recovery.waiting
    qtbot.waitUntil(lambda: storage.decode(recovery.file.read_bytes().partition(b"\n")[2]).network.b1[0] == 6)


def test_nothing_is_kept_of_what_was_not_edited_when_it_rests(keeping):
    _session, recovery = keeping()
    recovery.rest(True)
    assert not recovery.file.exists()
    recovery.rest(False)
