"""Leads through the lecture: from frame to frame, from scene to scene, by hand or by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnexplorer.session.session import Session

FRAME_MILLISECONDS = 900
"""How long a frame stands while they play: long enough to see what was added."""


class Guide(QObject):
    """Walks through the frames of a document and the scenes of a lecture."""

    played = Signal(bool)
    """Whether the frames step by themselves: they were started, or have stopped."""

    def __init__(
        self,
        session: Session,
        scenes: Callable[[], Sequence[str]],
        today: Callable[[], str | None],
        open_scene: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._scenes = session, scenes
        self._today, self._open_scene = today, open_scene
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._next_frame)

    @property
    def playing(self) -> bool:
        """Whether the frames step by themselves."""
        return self._timer.isActive()

    def walk(self, way: int) -> None:
        """Go to the next (1) or previous (-1) frame, and from the last or first one to the neighbouring scene."""
        self.play(False)
        if self._show_frame(self._session.document.view.frame + way):
            return
        today, scenes = self._today(), self._scenes()
        place = scenes.index(today) + way if today in scenes else 0
        if 0 <= place < len(scenes):
            self._open_scene(scenes[place])

    def play(self, playing: bool) -> None:
        """Step through the frames from the first one, or stop."""
        if playing and self._session.document.frames > 1:
            self._show_frame(0)
            self._timer.start()
        else:
            self._timer.stop()
        self.played.emit(self.playing)

    def _next_frame(self) -> None:
        if not self._show_frame(self._session.document.view.frame + 1):
            self.play(False)

    def _show_frame(self, frame: int) -> bool:
        document = self._session.document
        if document.frames < 2 or not 0 <= frame < document.frames:
            return False
        self._session.look(document.at_frame(frame))
        return True
