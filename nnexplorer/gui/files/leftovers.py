"""Offers what crashes have left, one after the other, to be opened or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.files import openings
from nnexplorer.gui.files.keepsakes import Abandoned, abandoned

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.panels.banner import Banner


class Leftovers:
    """Documents that crashes have left, the newest first; no other window can take them while this one has them.

    `resume` goes on with one of them, and says whether it is kept anew, so that the old one may go.
    """

    def __init__(self, banner: Banner, resume: Callable[[Abandoned], bool]) -> None:
        self._banner, self._resume = banner, resume
        self.found: list[Abandoned] = []

    def offer(self) -> None:
        """Offer the newest."""
        self.found = self.found or abandoned()
        if not self.found:
            return
        one = self.found[0]
        text = f"nnexplorer ended without saving {one.name}. It was kept as it stood on {openings.moment(one.when)}."
        self._banner.say(text, (("Open it", lambda: self._open(one)), ("Throw it away", lambda: self._discard(one))))

    def open_newest(self) -> bool:
        """Go on with the newest; whether there is one."""
        if self.found:
            self._open(self.found[0])
            return True
        return False

    def release(self) -> None:
        """Leave all to the next start."""
        for one in self.found:
            one.release()
        self.found.clear()

    def _open(self, one: Abandoned) -> None:
        if self._resume(one):
            self._discard(one)

    def _discard(self, one: Abandoned) -> None:
        one.discard()
        self.found.remove(one)
        self.offer()
