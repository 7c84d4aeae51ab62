"""The display of a lecture: chosen in a menu, remembered, and on a higher one everything is larger."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu, QWidget

from nnexplorer.gui.lecture import displays

TWO = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from nnexplorer.gui.app import application, open_window
from nnexplorer.model.lecture import scene
app = application()
presenter = open_window(scene("unit-step").document)
window = presenter.window
window.show()
QTest.qWait(50)
window.lecture_menu.aboutToShow.emit()
menu = window.display_menu
assert menu.menuAction().isVisible()
texts = [action.text() for action in menu.actions()]
assert len(texts) == 3, texts
before, home = window.geometry(), window.screen()
other = next(one for one in app.screens() if one is not home)
wanted = next(action for action in menu.actions() if action.text().startswith(other.name()))
name = wanted.text()
print(name)
wanted.trigger()
window.actions_["lecture_mode"].trigger()
assert window.screen() is other
assert window.geometry() == other.geometry()
app.screenRemoved.emit(other)
assert window.screen() is home
assert window.geometry() == home.geometry()
assert window.isFullScreen() and presenter.mode.on
presenter.mode.leave()
assert window.geometry() == before
window.lecture_menu.aboutToShow.emit()
assert [action.text() for action in menu.actions() if action.isChecked()] == [name]
window.close()
"""


@pytest.fixture
def menu(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    menu = QMenu("Display", window)
    menu.window_kept = window
    return menu


def test_one_display_needs_no_menu(menu, qapp):
    displays.fill(menu)
    assert not menu.menuAction().isVisible()


def test_a_display_that_is_not_there_is_replaced_by_the_windows_own(menu, qapp):
    displays.remember("unplugged")
    displays.fill(menu)
    assert displays.chosen(menu.parent()) is qapp.primaryScreen()
    assert menu.actions()[0].isChecked()
    QSettings().remove(displays.KEY)


@pytest.mark.parametrize(("height", "wanted"), [(768, 1.0), (900, 1.0), (1080, 1.2), (2160, 2.4)])
def test_sizes_grow_with_the_display(height, wanted):
    class Screen:
        def geometry(self):
            return self

        def height(self):
            return height

    assert displays.scale(Screen()) == pytest.approx(wanted)


def test_a_lecture_goes_to_the_display_that_was_chosen_and_back_when_that_is_unplugged(tmp_path):
    screens = [
        {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1},
        {"name": "beamer", "x": 1366, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1},
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    run = subprocess.run(
        [sys.executable, "-c", TWO], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() in {
        "laptop, 1366 \N{MULTIPLICATION SIGN} 768",
        "beamer, 1920 \N{MULTIPLICATION SIGN} 1080",
    }
