"""The commands that give a document other data; what the model refuses is told where it was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QSettings

from nnexplorer.gui.files.data_dialog import ask_for_goal, ask_for_source, read, write
from nnexplorer.gui.words.notation import MINUS
from nnexplorer.model import data_edits
from nnexplorer.model.faults import FormulaError
from nnexplorer.model.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nnexplorer.gui.editing.hand import Hand
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.model.classics import Recipe
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array
    from nnexplorer.session.session import Session


FOLDED = "data/folded"
"""Under which the user's settings keep whether the rows of the data are folded away."""

HINT = f"Paint; Shift: {MINUS}1, Ctrl: erase"

HINT_OVER_ONE = "Paint (x, y); Ctrl: erase"


class Workbench:
    """Joins the data panel of a window to its session."""

    def __init__(self, session: Session, window: MainWindow, hand: Hand) -> None:
        self._session, self._window, self._hand = session, window, hand
        self._panel = panel = window.data_panel
        panel.target_typed.connect(self.type_target)
        panel.points_changed.connect(self.set_points)
        panel.recipe_chosen.connect(self.take_recipe)
        panel.split_changed.connect(self.set_split)
        panel.more.fold_chosen.connect(lambda folded: QSettings().setValue(FOLDED, int(folded)))
        kept = QSettings().value(FOLDED)
        if kept is not None:
            panel.more.choose(str(kept) == "1")
        panel.refused.connect(lambda told: panel.show_fault(f"{told}."))
        self._pictures: WeakKeyDictionary[Data, Picture] = WeakKeyDictionary()
        session.changed.connect(self._follow)
        canvas = window.arrangement.input
        canvas.painted.connect(self._paint)
        canvas.stroke_ended.connect(self._end_stroke)

    def _follow(self, _old: Document, new: Document) -> None:
        """Show by which recipe the data were made, if by one; undo brings it back with them."""
        picture = self._pictures.get(new.data)
        self._panel.show_picture(None if picture is None else picture.samples)
        self._panel.show_recipe(new.recipe)

    def type_target(self, formulas: tuple[str, ...]) -> None:
        """Learn these formulas from now on, in mid-run too."""
        try:
            self._hand.edit("Type the target", data_edits.set_target, formulas)
        except FormulaError as fault:
            self._panel.show_fault(f"{fault.what}.", fault.text, fault.position)

    def set_points(self, points: int) -> None:
        """Sample the target at so many points along each axis, a picture at so many in all."""
        picture = self._pictures.get(self._session.document.data)
        if picture is None:
            self._edit("Change the number of points", data_edits.set_points, points)
        else:
            self._edit("Change the number of points", self._with_picture, replace(picture, samples=points))

    def set_split(self, share: float, seed: int) -> None:
        """Hold the share of the samples out of training, drawn by a seed."""
        self._edit("Change the split", data_edits.set_split, share, seed)

    def take_recipe(self, recipe: Recipe) -> None:
        """Learn a classic set from now on, in mid-run too."""
        self._edit(f"Take {recipe.classic.title.lower()}", data_edits.set_classic, recipe)

    def _with_picture(self, document: Document, picture: Picture) -> Document:
        """The document that learns a picture."""
        changed = data_edits.set_picture(document, picture)
        self.remember(changed.data, picture)
        return changed

    def remember(self, data: Data, picture: Picture) -> None:
        """Note which picture the data are of, so that it can be sampled at other points."""
        self._pictures[data] = picture

    def import_data(self) -> None:
        """Learn the samples of a CSV file or a picture from now on."""
        path = ask_for_source(self._window)
        if path is None:
            return
        banner = self._window.banner
        try:
            found = read(path)
            if self._is_of_another_net(path, found):
                return
            if isinstance(found, Picture):
                self._hand.edit(f"Import {path.name}", self._with_picture, found)
            else:
                self._hand.edit(f"Import {path.name}", data_edits.set_samples, *found)
        except ValueError as refusal:
            told = str(refusal)
            banner.say(told if told.startswith("The data") else f"The data were not imported: {path}: {told}.")
        else:
            banner.say(f"Imported {len(self._session.document.data.X)} samples from {path}")

    def _is_of_another_net(self, path: Path, found: Picture | tuple[Array, Array]) -> bool:
        """Whether samples have more or fewer inputs or outputs than the net has; then one of their own is offered."""
        if isinstance(found, Picture):
            return False
        network, (inputs, outputs) = self._session.document.network, (part.shape[1] for part in found)
        if (inputs, outputs) == (network.inputs, network.outputs):
            return False
        self._window.banner.say(
            f"The data were not imported: {path.name} has D = {inputs} and K = {outputs}, the net D = {network.inputs} "
            f"and K = {network.outputs}. Opened as a document, they come with a net of their own.",
            (("Open them", lambda: self._window.dropped.emit([path])),),
        )
        return True

    def export_data(self, name: str) -> None:
        """Save the samples as a CSV file, called `name` at first."""
        path = ask_for_goal(self._window, name)
        if path is not None:
            document = self._session.document
            self._window.banner.say(write(document.data.X, document.data.Y, path))

    def paint(self, on: bool) -> None:
        """Have the mouse paint points in input space, or take lines again."""
        canvas = self._window.arrangement.input
        if canvas.dragging:
            canvas.let_go()
            self._hand.cancel()
        if on and canvas.expecting:
            self._window.actions_["add_line"].setChecked(False)
            canvas.expect_stroke(False)
        canvas.show_brush(on)
        over_one = self._session.document.network.inputs == 1
        canvas.show_hint((HINT_OVER_ONE if over_one else HINT) if on else "")
        self._panel.show_brush(on)

    def _paint(self, x: Array, mark: str, reach: Array) -> None:
        document, value = self._session.document, self._panel.brush_value
        self._window.arrangement.input.show_hint("")
        over_one = document.network.inputs == 1
        try:
            if mark == "erase" and over_one:
                self._hand.paint(data_edits.erase_samples, x.tolist(), reach.tolist())
            elif mark == "erase":
                self._hand.paint(data_edits.erase_points, x.tolist(), float(reach[0]))
            elif over_one:
                self._hand.paint(data_edits.paint_point, x[:1].tolist(), float(x[1]) if mark == "plus" else value)
            else:
                opposite = 0.0 if document.network.output == "logistic" else -value
                self._hand.paint(data_edits.paint_point, x.tolist(), value if mark == "plus" else opposite)
        except ValueError as refusal:
            self._window.banner.say(f"{refusal}.")

    def _end_stroke(self, mark: str) -> None:
        self._hand.drop("Erase points" if mark == "erase" else "Paint points")

    def _edit(self, label: str, change: Callable[..., Document], *arguments: object) -> None:
        try:
            self._hand.edit(label, change, *arguments)
        except ValueError as refusal:
            document = self._session.document
            self._panel.show_data(document.data, document.view.index_base)
            self._panel.show_split(document.test_share, document.split_seed)
            self._follow(document, document)
            self._panel.show_fault(f"{refusal}.")
