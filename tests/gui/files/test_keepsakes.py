"""What is kept on the disk is read as it was written, whichever kind of work it is, or passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from nnexplorer.gui.files import keepsakes
from nnexplorer.model import lectures, storage
from nnexplorer.model.lecture import scene

DOCUMENT = scene("second-layer-output").document
LECTURE = lectures.begun(DOCUMENT).added(scene("unit-step").document)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of this test's own."""
    monkeypatch.setattr(keepsakes, "folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("work", "encode"), [(DOCUMENT, storage.encode), (LECTURE, lectures.encode)], ids=["document", "lecture"]
)
@pytest.mark.parametrize("path", [None, Path("/somewhere/mine.nnx")])
def test_work_comes_back_as_it_was_with_the_name_of_its_file(folder, work, encode, path):
    assert keepsakes.write(work, path, folder / "1-aa.autosave") >= 0
    (one,) = keepsakes.abandoned()
    assert type(one.work) is type(work)
    assert (encode(one.work), one.path) == (encode(work), path)
    assert one.name == ("mine.nnx" if path else work.title)
    one.discard()
    assert list(folder.iterdir()) == []


def test_what_a_living_process_keeps_is_not_abandoned(folder):
    keepsakes.write(DOCUMENT, None, folder / "1-aa.autosave")
    lock = QLockFile(str(folder / "1-aa.lock"))
    assert keepsakes.taken(lock)
    assert keepsakes.abandoned() == []
    lock.unlock()
    (one,) = keepsakes.abandoned()
    assert keepsakes.abandoned() == [], "it is taken"
    one.release()
    (again,) = keepsakes.abandoned()
    again.release()


@pytest.mark.parametrize("work", [b"", b"{}", b'{"format": "nnexplorer", "version": 1, "kind": "lecture"}', b"[[["])
def test_what_is_neither_a_document_nor_a_lecture_is_passed_over(folder, work):
    file = folder / "1-aa.autosave"
    file.write_bytes(b'{"file": null}\n' + work)
    assert keepsakes.abandoned() == []
    assert file.exists()
