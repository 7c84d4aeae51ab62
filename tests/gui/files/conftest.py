"""What the tests of files share: a crash, and the banner over a window in which things are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from nnexplorer.gui.files.recovery import Recovery
from nnexplorer.gui.panels.banner import Banner
from nnexplorer.model import edits
from nnexplorer.model.document import Document
from nnexplorer.session.session import Session


@pytest.fixture
def crash(qapp, own_folder) -> Callable[..., Recovery]:
    """`crash(document, path)` leaves what a program leaves that is killed after an edit."""

    def leave(document: Document, path: Path | None = None) -> Recovery:
        session = Session(document)
        recovery = Recovery(session, QApplication.instance())
        recovery.path = path
        session.commit("Move", edits.set_parameter(document, "b1", (0,), 5.0))
        assert recovery.keep()
        recovery.stop()
        return recovery

    return leave


@pytest.fixture
def ground(qtbot) -> QWidget:
    """An empty window."""
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    return ground


@pytest.fixture
def banner(ground: QWidget) -> Banner:
    """A banner over an empty window."""
    return Banner(ground)
