"""How a document is looked at: theme, palette, notation, soft or hard; none of it is a step of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nnexplorer.gui.look.palettes import PALETTES
from nnexplorer.model import edits
from nnexplorer.model.settings import CANVASES, NOTATIONS

if TYPE_CHECKING:
    from nnexplorer.gui.display import Display
    from nnexplorer.session.session import Session


class Viewing:
    """The commands of the View menu."""

    def __init__(self, session: Session, display: Display) -> None:
        self._session, self._display = session, display

    def look(self, **changes: Any) -> None:
        """Change view settings by name."""
        self._session.look(edits.set_view(self._session.document, **changes))

    def next_palette(self) -> None:
        """Colour in the next palette."""
        names, look = list(PALETTES), self._display.look
        self._display.wear(replace(look, palette=names[(names.index(look.palette) + 1) % len(names)]))

    def next_notation(self) -> None:
        """Write excitations and activations in the next year's letters."""
        today = NOTATIONS.index(self._session.document.view.notation)
        self.look(notation=NOTATIONS[(today + 1) % len(NOTATIONS)])

    def count_from_one(self, one: bool) -> None:
        """Count units and inputs from 1, or from 0."""
        self.look(index_base=int(one))

    def harden(self, hard: bool) -> None:
        """Show the output as in testing, or as in training."""
        self.look(output="hard" if hard else "soft")

    def chain_by_step(self, step: bool) -> None:
        """Add correction vectors up by the step's h, or by the actual one."""
        self.look(chain="step" if step else "actual")

    def show_next_step(self, shown: bool) -> None:
        """Draw what the next step of gradient descent does at the probe, or leave it out."""
        self.look(backprop=shown)

    def turn_down(self, down: bool) -> None:
        """Draw the second input's axis downwards, or upwards."""
        self.look(downwards=down)

    def turn(self, azimuth: float, elevation: float) -> None:
        """Look at the 3-D surface from another side, in degrees."""
        self.look(camera=(azimuth, elevation))

    def show_canvas(self, name: str, shown: bool) -> None:
        """Show a canvas or put it away, the others where they are; the last one stays."""
        today = self._session.document.view.canvases
        wanted = [canvas for canvas in today if canvas != name]
        if shown:
            before = CANVASES[: CANVASES.index(name)]
            wanted.insert(max((place for place, canvas in enumerate(wanted, 1) if canvas in before), default=0), name)
        if wanted and (name in today) != shown:
            self.look(canvases=tuple(wanted))
        else:
            self._display.settings()

    def show_quantity(self, name: str) -> None:
        """Show another quantity as a colour map or a 3-D surface; without either the output's canvas is opened."""
        self.look(quantity=name)
        self.show_canvas("surface" if "surface" in self._session.document.view.canvases else "output", True)
