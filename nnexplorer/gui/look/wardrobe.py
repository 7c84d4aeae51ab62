"""Which theme is worn: the desktop's, until the user chooses one; the choice is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal

from nnexplorer.gui.look.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QStyleHints

KEY = "theme"
"""Of the setting that holds the chosen theme's name."""


def desktop_theme(hints: QStyleHints) -> str:
    """The theme that the desktop asks for: high contrast if it wants that, else dark or light."""
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def chosen_theme() -> str | None:
    """The theme that the user has chosen, also in an earlier window; None if the desktop's is wanted."""
    kept = QSettings().value(KEY)
    return kept if isinstance(kept, str) and kept in THEMES else None


def remember(theme: str | None) -> None:
    """Keep the name of the theme that the user has chosen; None: the desktop's is wanted."""
    if theme is None:
        QSettings().remove(KEY)
    else:
        QSettings().setValue(KEY, theme)


def tick(actions: Mapping[str, QAction], theme: str) -> None:
    """Mark in the menu whether the `theme` that is worn is dark, and which one the user has chosen."""
    chosen = chosen_theme()
    actions["theme"].setChecked(theme == "dark")
    actions["theme_desktop"].setChecked(chosen is None)
    for name in THEMES:
        actions[f"theme_{name}"].setChecked(name == chosen)


class Wardrobe(QObject):
    """Says which theme is to be worn, and again when the desktop changes its mind, unless the user has chosen."""

    wanted = Signal(str)
    """The theme to be worn from now on."""

    def __init__(self, hints: QStyleHints, parent: QObject) -> None:
        super().__init__(parent)
        self._hints = hints
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    @property
    def theme(self) -> str:
        """The theme to be worn."""
        return chosen_theme() or desktop_theme(self._hints)

    def choose(self, theme: str | None) -> None:
        """Wear a theme from now on, whatever the desktop wants; None: the desktop's, whatever it will be."""
        remember(theme)
        self.wanted.emit(self.theme)

    def _follow(self) -> None:
        if chosen_theme() is None:
            self.wanted.emit(self.theme)
