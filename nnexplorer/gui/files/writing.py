"""Writes a file at the user's word, over nothing that would be lost, and tells why one was not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.files import openings, recent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nnexplorer.gui.panels.banner import Banner


class Writing:
    """Ways to write a file that end well or with a line in the banner; `settle` ends what a hand or a run does."""

    def __init__(self, banner: Banner, settle: Callable[[], None]) -> None:
        self._banner, self._settle = banner, settle

    def wrote(self, path: Path, write: Callable[[], None], again: Callable[[], bool]) -> bool:
        """Have `write` write a file; whether it did. Why it did not is told, with `again` to try another one."""
        self._settle()
        if openings.is_picture(path):
            return self.refuse(path, "this is a figure, which would be lost", again)
        try:
            write()
        except (OSError, ValueError, MemoryError) as error:
            return self.refuse(path, openings.reason(error, path), again)
        recent.remember(path)
        return True

    def refuse(self, path: Path, reason: str, again: Callable[[], bool]) -> bool:
        """Tell why a file was not written, with `again` to try another one; always False."""
        text = f"{path.name} was not saved: {reason}. Your work is still here; save it somewhere else."
        self._banner.say(text, (("Save as\N{HORIZONTAL ELLIPSIS}", again),))
        return False
