"""Which display a lecture goes to: chosen in a menu where there are several, and remembered by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QActionGroup, QGuiApplication, QScreen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

KEY = "lecture_display"

DESIGN_HEIGHT = 900.0
"""Pixels of a display's height up to which sizes are those of the design, as of its window; they grow with more."""


def chosen(window: QWidget) -> QScreen:
    """The display that was chosen if it is there, else the one that `window` is on."""
    name = QSettings().value(KEY)
    return next((screen for screen in QGuiApplication.screens() if screen.name() == name), window.screen())


def remember(name: str) -> None:
    """Choose the display of that name; '' for the one that the window is on."""
    QSettings().setValue(KEY, name)


def scale(screen: QScreen) -> float:
    """How much larger than the design everything is on a display, so that the last row reads it there too."""
    return max(1.0, screen.geometry().height() / DESIGN_HEIGHT)


def fill(menu: QMenu) -> None:
    """Make a menu of the displays; it is left out where there is but one."""
    menu.clear()
    for old in menu.findChildren(QActionGroup):
        old.deleteLater()
    screens = QGuiApplication.screens()
    menu.menuAction().setVisible(len(screens) > 1)
    wish, group = QSettings().value(KEY) or "", QActionGroup(menu)
    known = wish if wish in [screen.name() for screen in screens] else ""
    entries = [("", "The one that the window is on")]
    for screen in screens:
        size = screen.geometry().size() * screen.devicePixelRatio()
        entries.append((screen.name(), f"{screen.name()}, {size.width()} \N{MULTIPLICATION SIGN} {size.height()}"))
    for name, text in entries:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(name == known)
        group.addAction(action)
        action.triggered.connect(lambda *_, name=name: remember(name))
