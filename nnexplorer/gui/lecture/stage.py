"""The stage of a lecture: the display that it fills, the pointer's halo, the words at will, and the dark."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QScreen

from nnexplorer.gui.lecture import displays, halo
from nnexplorer.gui.lecture.overlays import Dark, Overlay
from nnexplorer.gui.look.theme import Sizes

if TYPE_CHECKING:
    from nnexplorer.gui.display import Display
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.session.session import Session

NOTHING, TITLE, CAPTION = range(3)
"""What words are shown: none, the title above the canvases, or the caption over their foot too."""


class Stage(QObject):
    """Fills a display with a window, whatever becomes of either, and lays over its canvases what is asked for."""

    def __init__(self, window: MainWindow, session: Session, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._session, self._display = window, session, display
        self._words = TITLE
        self._halo = halo.Halo()
        self._screen: QScreen | None = None
        ground = window.arrangement
        self._caption, self._number, self._dark = Overlay(ground), Overlay(ground, corner=True), Dark(window)
        window.closing.connect(self._halo.take_off)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._screen_removed)

    @property
    def dark(self) -> bool:
        """Whether the display is blanked."""
        return not self._dark.isHidden()

    # The display ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Fill the display that was chosen."""
        self._words = TITLE
        self._window.show_bare(True)
        self._fill(displays.chosen(self._window))

    def close(self) -> None:
        """Leave the display and clear everything away."""
        self._watch(None)
        self.darken(False)
        self._halo.take_off()
        self.show_number("")
        self._caption.show_text("")
        self._window.show_bare(False)

    def _fill(self, screen: QScreen) -> None:
        """Fill a display, in sizes that its last row can read."""
        window, look = self._window, self._display.look
        self._watch(screen)
        if window.screen() is not screen:
            window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        sizes = Sizes(displays.scale(screen), look.sizes.font_scale, lecture=True)
        self._display.wear(replace(look, sizes=sizes))
        self.show_words()
        self._wear_halo()

    def _watch(self, screen: QScreen | None) -> None:
        """Follow a display that gets another size; None: no display any more."""
        if self._screen is not None:
            self._screen.geometryChanged.disconnect(self._rescaled)
        self._screen = screen
        if screen is not None:
            screen.geometryChanged.connect(self._rescaled)

    def _rescaled(self, _geometry: QRect) -> None:
        if self._screen is not None:
            self._fill(self._screen)

    def _screen_removed(self, screen: QScreen) -> None:
        """A display was unplugged: the lecture goes on where there is one."""
        if screen is self._screen:
            self._screen = None  # it is about to be destroyed, and its signals with it
            left = [QGuiApplication.primaryScreen(), *QGuiApplication.screens()]
            self._fill(next((one for one in left if one is not screen), screen))

    def show_halo(self, shown: bool) -> None:
        """Have the pointer wear its halo in lectures, or not."""
        halo.remember(shown)
        self._wear_halo()

    def _wear_halo(self) -> None:
        style = self._window.arrangement.style_
        if self.dark:
            self._halo.hide_pointer()
        elif self._screen is not None and self._window.actions_["halo"].isChecked():
            self._halo.show(style.color("accent"), style.scale)
        else:
            self._halo.take_off()

    # What lies over the canvases ------------------------------------------------------------------------------

    def darken(self, dark: bool) -> None:
        """Blank the display, or light it again."""
        if dark != self.dark:
            self._dark.fall(dark)
            self._wear_halo()

    def show_number(self, digits: str) -> None:
        """Show the digits of a number that is typed; '' for none."""
        self._number.show_text(digits)

    def next_words(self) -> None:
        """From the title to the caption too, to neither, to the title again."""
        self._words = (self._words + 1) % 3
        self.show_words()

    def show_words(self) -> None:
        """Show the open document's title, its caption too, or neither; no canvas changes its size for that."""
        gap = self._window.arrangement.style_.gap(4)
        self._window.header.show_bare(True, titled=self._words != NOTHING, gap=gap)
        caption = self._session.document.caption
        self._caption.show_text(html.escape(caption) if self._words == CAPTION else "")
