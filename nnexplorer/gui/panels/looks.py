"""How a figure or a film looks: theme, palette, type, ground and width, as rows of a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.look.palettes import PALETTES
from nnexplorer.gui.look.theme import THEMES
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField

if TYPE_CHECKING:
    from nnexplorer.gui.panels.card import Card

WIDTHS = (16, 16384)
SCALES = (0.25, 4.0)

AS_WINDOW = ""
"""Stands for the window's own theme or palette."""

USUAL: dict[str, str | int | float | bool] = {
    "theme": AS_WINDOW,
    "palette": AS_WINDOW,
    "font_scale": 1.0,
    "transparent": False,
    "whole": False,
    "width": 1600,
}
"""What is chosen unless something else was."""


class Looks(QWidget):
    """The choices, which stand in rows of a card; the widget itself only holds them.

    The `whole` window is among them where there is one.
    """

    changed = Signal()
    """A hand has chosen something else."""

    refused = Signal(str)

    def __init__(self, card: Card, whole: bool = False) -> None:
        super().__init__(card)
        self.hide()
        self._shows = ChoiceField([("", "Canvases"), ("whole", "The whole window")])
        self._groundless = True
        self._shows.setParent(self)
        if whole:
            card.add_row("Shows", self._shows, tip="The canvases alone, or the window with its panels and numbers.")
        as_window = (AS_WINDOW, "As the window")
        self._theme = ChoiceField([as_window, *((one.name, one.title) for one in THEMES.values())])
        self._palette = ChoiceField([as_window, *((one.name, one.title) for one in PALETTES.values())])
        self._ground = ChoiceField([("", "Solid"), ("transparent", "Transparent")])
        self._scale, self._width = NumberField(*SCALES), CountField(*WIDTHS)
        self._scale.setFixedWidth(64)
        self._width.setSuffix(" px")
        self._font_scale = 1.0
        card.add_row("Width", self._width, tip="Exact width in pixels; all else is in proportion. 16 to 16384.")
        card.add_row("Ground", self._ground, tip="Transparent: a slide's own ground shines through.")
        card.add_row("Theme", self._theme, tip="Light for paper, dark or high contrast for a projector.")
        card.add_row("Palette", self._palette, tip="How numbers become colours.")
        card.add_row("Type", self._scale, tip="Factor of the type's size, 0.25 to 4.")
        card.level()
        self._shows.chosen.connect(lambda _name: self._allow())
        for field in (self._shows, self._theme, self._palette, self._ground):
            field.chosen.connect(lambda _name: self.changed.emit())
        self._width.counted.connect(lambda _width: self.changed.emit())
        self._scale.committed.connect(self._scale_type)
        self._scale.refused.connect(self.refused)

    def show_choices(self, choices: Mapping[str, str | int | float | bool]) -> None:
        """Show `choices`, see `USUAL`."""
        self._theme.show_name(str(choices["theme"]) if choices["theme"] in THEMES else AS_WINDOW)
        self._palette.show_name(str(choices["palette"]) if choices["palette"] in PALETTES else AS_WINDOW)
        self._shows.show_name("whole" if choices["whole"] else "")
        self._ground.show_name("transparent" if choices["transparent"] else "")
        self._allow()
        self._width.show_count(int(choices["width"]))
        self._show_scale(float(choices["font_scale"]))

    def choices(self) -> dict[str, str | int | float | bool]:
        """What is chosen, by the names of `USUAL`."""
        return {
            "theme": self._theme.currentData(),
            "palette": self._palette.currentData(),
            "font_scale": self._font_scale,
            "transparent": self._ground.currentData() == "transparent",
            "whole": self._shows.currentData() == "whole",
            "width": self._width.value(),
        }

    def allow_transparent(self, allowed: bool) -> None:
        """Let the ground be left out, or not, and then it is solid."""
        self._groundless = allowed
        self._allow()

    def _allow(self) -> None:
        """Only canvases can do without a ground."""
        allowed = self._groundless and not self._shows.currentData()
        self._ground.setEnabled(allowed)
        if not allowed:
            self._ground.show_name("")

    def _scale_type(self, scale: float) -> None:
        self._show_scale(scale)
        self.changed.emit()

    def _show_scale(self, scale: float) -> None:
        self._font_scale = min(max(scale, SCALES[0]), SCALES[1])
        self._scale.show_text(f"{self._font_scale:g}")
