"""A process that is killed while it saves leaves the old file or the new one, and a full disk leaves the old one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnexplorer.model import storage
from nnexplorer.model.lecture import scene

# A child of the child is killed at the n-th line that runs below `write`, for every n until one is not killed.
AT_EVERY_LINE = """
import os, signal, sys
from nnexplorer.model import storage

path, old, new = sys.argv[1], b"old" * 9000, b"new" * 12000

def save_until(line):
    count = 0
    def trace(frame, event, _argument):
        nonlocal count
        count += 1
        if count == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)
    storage.write(new, path)
    os._exit(0)

line, killed = 0, True
while killed:
    line += 1
    with open(path, "wb") as file:
        file.write(old)
    child = os.fork()
    if child == 0:
        save_until(line)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    with open(path, "rb") as file:
        content = file.read()
    print(line, "old" if content == old else "new" if content == new else "broken", killed)
"""

# Children save one file over and over and are killed whenever it may be.
AT_ANY_TIME = """
import os, random, signal, sys, time
from nnexplorer.model import storage
from nnexplorer.model.lecture import scene

path, chance = sys.argv[1], random.Random(5)
kinds = [scene(name).document for name in ("second-layer-output", "semicircle-frames")]
contents = [storage.encode(document) for document in kinds]
storage.save(kinds[0], path)
for turn in range(60):
    child = os.fork()
    if child == 0:
        while True:
            for document in kinds:
                storage.save(document, path)
    time.sleep(chance.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(path, "rb") as file:
        print(turn, "whole" if file.read() in contents else "broken")
"""

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def lines(code, path):
    """What a child process prints, line by line and word by word; it is a process of its own because it forks."""
    ended = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return [line.split() for line in ended.stdout.splitlines()]


@forks
def test_killed_at_every_line_of_a_save(row, tmp_path):
    *killed, last = lines(AT_EVERY_LINE, tmp_path / "mine.nnx")
    assert last[1:] == ["new", "False"]
    assert len(killed) > 40
    seen = []
    with row("Killed at a line of a save") as tally:
        for line, state, _killed in killed:
            with tally.case(line):
                assert state in {"old", "new"}
                seen.append(state)
    assert [state for _line, state, _killed in killed if state == "broken"] == []
    assert seen == sorted(seen, reverse=True), "old up to a line, and new from there on"
    assert set(seen) == {"old", "new"}


@forks
def test_killed_at_any_time_of_many_saves(row, tmp_path):
    with row("Killed at any time of many saves") as tally:
        for turn, state in lines(AT_ANY_TIME, tmp_path / "mine.nnx"):
            with tally.case(turn):
                assert state == "whole"


# Disks ----------------------------------------------------------------------------------------------------------------

FAULTS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT)
CALLS = ((storage.os, "fsync"), (Path, "replace"), (Path, "open"), (storage.shutil, "copymode"), (storage.os, "access"))


def test_whatever_call_fails_the_old_file_stays_and_nothing_else(row, tmp_path, monkeypatch):
    path = tmp_path / "mine.nnx"
    storage.save(scene("relu").document, path)
    before = path.read_bytes()
    with row("Disk full, read-only, broken: each call of a save") as tally:
        for fault in FAULTS:
            for owner, name in CALLS:
                with tally.case((fault, name)), monkeypatch.context() as patch:

                    def fail(*_given, fault=fault, **_more):
                        raise OSError(fault, os.strerror(fault))

                    patch.setattr(owner, name, fail)
                    told = ""
                    try:
                        storage.save(scene("logistic").document, path)
                    except OSError as refusal:
                        told = str(refusal)
                    patch.undo()
                    assert told == f"[Errno {fault}] {os.strerror(fault)}: {str(path)!r}"
                    assert path.read_bytes() == before
                    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 KiB, where one may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full_keeps_the_old_file(small_disk):
    path = small_disk / "mine.nnx"
    storage.write(b"old" * 10_000, path)
    with pytest.raises(OSError, match="No space left on device") as full:
        storage.write(random.Random(6).randbytes(60_000), path)
    assert full.value.filename == str(path)
    assert path.read_bytes() == b"old" * 10_000
    assert list(small_disk.iterdir()) == [path]
