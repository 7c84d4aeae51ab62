"""All wiring: gestures go to the hand, commands to the session and the training, what changed is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from nnexplorer.gui.display import Display
from nnexplorer.gui.editing.canvas_menu import CanvasMenus
from nnexplorer.gui.editing.gestures import Gestures
from nnexplorer.gui.editing.hand import Hand
from nnexplorer.gui.editing.units import Units
from nnexplorer.gui.editing.workbench import Workbench
from nnexplorer.gui.editing.workshop import Workshop
from nnexplorer.gui.figures.commands import Studio
from nnexplorer.gui.files.commands import Files
from nnexplorer.gui.handlers import handlers
from nnexplorer.gui.lecture import displays, halo
from nnexplorer.gui.lecture.guide import Guide
from nnexplorer.gui.lecture.lectern import Lectern
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.wardrobe import Wardrobe
from nnexplorer.gui.main_window import MainWindow
from nnexplorer.gui.panels.training import changing
from nnexplorer.gui.training.coach import Coach
from nnexplorer.gui.training.contest import Contest
from nnexplorer.gui.training.control import TrainingControl
from nnexplorer.gui.training.experiments import Experiments
from nnexplorer.gui.training.restarts import Restarts
from nnexplorer.gui.training.scrubbing import Scrubbing
from nnexplorer.gui.training.slowmotion import SlowMotion
from nnexplorer.gui.viewing import Viewing
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.lecture.mode import LectureMode
    from nnexplorer.model.document import Document
    from nnexplorer.model.lectures import Lecture
    from nnexplorer.session.session import Session


class Presenter(QObject):
    """Joins one session to one window."""

    def __init__(self, session: Session, lecture: Lecture, look: Look, posing: bool = False) -> None:
        super().__init__()
        self.session, self.lectern = session, Lectern(lecture, session)
        self.control = TrainingControl(session, self)
        self.hand = Hand(session, self.control)
        self.guide = Guide(session, self.lectern.ids, self.scene_id, self.open_scene, self)
        style = style_for(session.document.view, look)
        self.window = MainWindow(style, lecture.contents(), handlers(self))
        self.workshop = Workshop(session, self.window.banner, self._edit, self.settle)
        self.units = Units(session, self.window, self._edit, self._take_back, self)
        self.workbench = Workbench(session, self.window, self.hand)
        self.experiments = Experiments(self.window)
        self.scrubbing = Scrubbing(session, self.control, self.window, self.settle)
        self.restarts = Restarts(session, self.control, self._edit, self.settle)
        self.coach = Coach(session, self.control, self.window.banner, self.restarts.randomise)
        self.display = Display(self.window, session, self.control, look, posing)
        self.slow = SlowMotion(session, self.window, self.display, self.control, self._edit, self.settle, self)
        self.viewing = Viewing(session, self.display)
        self.wardrobe = Wardrobe(QGuiApplication.styleHints(), self)
        self.wardrobe.wanted.connect(self.display.set_theme)
        self.files = Files(self.window, session, self.settle, self.scene_id, self._show_document)
        self.files.picture_opened.connect(self.workbench.remember)
        self.lectern.attach(self.window, self.files)
        self.mode: LectureMode | None = None
        """Lecture mode, once it was entered."""
        self.gestures = Gestures(session, self.window.arrangement, self.hand, self._edit, self.viewing.look)
        self._wire_canvases()
        self._wire_panels()
        self._wire_training()
        self.contest = Contest(session, self.control, self.window, self.hand, self.settle, self.restarts.randomise)
        self.studio = Studio(self.window, session, self.control, self.display, self.lectern, self.contest)
        self.menus = CanvasMenus(self.window, session, self.select, self.studio.copy)
        self.show_scene()

    # Wiring ---------------------------------------------------------------------------------------------------

    def _wire_canvases(self) -> None:
        arrangement = self.window.arrangement
        for canvas in (*arrangement.every_canvas(), self.window.activation_canvas):
            canvas.unit_clicked.connect(self.select)
        arrangement.solid.turned.connect(self.viewing.turn)

    def _wire_panels(self) -> None:
        window, hand = self.window, self.hand
        scene, activation, training = window.scene_panel, window.activation_panel, window.training_panel
        scene.scene_chosen.connect(self.open_scene)
        activation.hidden_chosen.connect(lambda name: self._edit("Change activation", edits.set_hidden, name))
        activation.output_chosen.connect(lambda name: self._edit("Change output", edits.set_output, name))
        activation.slope_typed.connect(lambda slope: self._edit("Type a", edits.set_slope, slope))
        activation.gain_dragged.connect(lambda gain: hand.preview(edits.set_gain, gain))
        activation.gain_cancelled.connect(lambda gain: hand.take_back(edits.set_gain, gain))
        activation.gain_released.connect(lambda gain: self._edit("Change gain", edits.set_gain, gain))
        training.setting_changed.connect(lambda name, value: self._edit(changing(name), _set_training, name, value))
        training.rate_dragged.connect(lambda rate: hand.preview(_set_training, "learning_rate", rate))
        training.rate_cancelled.connect(lambda rate: hand.take_back(_set_training, "learning_rate", rate))
        training.rate_released.connect(
            lambda rate: self._edit("Change learning rate", _set_training, "learning_rate", rate)
        )
        training.units_changed.connect(lambda units: self._edit("Change hidden units", edits.set_units, units))
        training.random_start.connect(self.restarts.randomise)
        window.weights_panel.typed.connect(self._type_weight)
        window.weights_panel.pasted.connect(lambda entries: self._edit("Paste weights", edits.set_parameters, entries))
        window.weights_panel.unit_chosen.connect(self.select)
        for panel in (activation, training, window.weights_panel):
            panel.refused.connect(window.banner.say)

    def _wire_training(self) -> None:
        self.session.changed.connect(self.display.follow)
        self.session.changed.connect(self._outdate_message)
        self.window.closing.connect(self.control.pause)
        self.window.seen.connect(self.control.show)
        self.window.lecture_menu.aboutToShow.connect(lambda: displays.fill(self.window.display_menu))
        self.window.actions_["halo"].setChecked(halo.wished())
        self.window.closing.connect(self.experiments.stop)
        self.display.rested.connect(self.experiments.follow)
        self.guide.played.connect(self.window.actions_["play"].setChecked)

    # Gestures -------------------------------------------------------------------------------------------------

    def select(self, unit: int | None) -> None:
        """Select a unit everywhere, or none; one that is gone is left alone: views may be some frames behind."""
        document = self.session.document
        if unit != document.view.selected and (unit is None or unit < document.network.units):
            self.viewing.look(selected=unit)

    def _end_gesture(self) -> bool:
        """Have every canvas forget what a hand holds; whether one held anything."""
        held = [canvas for canvas in self.window.arrangement.every_canvas() if canvas.dragging]
        for canvas in held:
            canvas.let_go()
        return bool(held) or self.hand.holding

    def settle(self) -> None:
        """Before something else happens to the document: take a running gesture back, end a run."""
        for panel in (self.window.activation_panel, self.window.training_panel):
            panel.let_go()
        self._take_back()
        self.control.pause()

    def _take_back(self) -> None:
        """Take back what a hand is doing, except for nudges, which are done; a run goes on."""
        self.hand.settle()
        if self._end_gesture():
            self.hand.cancel()

    def _outdate_message(self, old: Document, new: Document) -> None:
        """A message is about the document as it was: what a hand does to it takes the message away."""
        if not self.control.running and (new.network is not old.network or new.training is not old.training):
            self.window.banner.clear()

    def cancel(self) -> None:
        """Take the running gesture back; without one, expect no stroke any more, close the message or deselect."""
        self.hand.settle()
        if self._end_gesture() or (self.session.previewing and not self.control.running):
            self.hand.cancel()
        elif self.window.arrangement.input.expecting:
            self.units.expect_line(False)
        elif self.window.banner.text:
            self.window.banner.clear()
        elif self.slow.walking:
            self.slow.walk(False)
        elif self.mode is None or not self.mode.escape():
            self.select(None)

    def _type_weight(self, parameter: edits.Parameter, index: tuple[int, ...], value: float) -> None:
        self._edit(f"Type {parameter}", edits.set_parameter, parameter, index, value)

    def _edit(self, label: str, change: Callable[..., Document], *arguments: object) -> None:
        """Make an edit; what the model refuses is told, and nothing changes."""
        try:
            self.hand.edit(label, change, *arguments)
        except ValueError as refusal:
            self.window.banner.say(f"{refusal}.")
            self.display.settings()

    # Commands -------------------------------------------------------------------------------------------------

    def toggle_training(self) -> None:
        """Start training, or pause it."""
        self.window.arrangement.input.show_hint("")
        self.hand.settle()
        self.coach.toggle()

    def refit_drags(self, on: bool) -> None:
        """Have every drag of a line solve the output layer as it goes, or not; the reason is told if it can't."""
        self.hand.refitting = on and self.workshop.refitted(dragged=True) is not None
        self.window.actions_["refit_drags"].setChecked(self.hand.refitting)

    def single_step(self) -> None:
        """Make one step of gradient descent."""
        self.hand.settle()
        self.coach.single_step()

    def undo(self) -> None:
        """Take the last step back, or else a gesture that is going on; a run is ended first."""
        self.hand.settle()
        gesture = self.session.previewing and not self.control.running
        self.settle()
        if not gesture:
            self.session.undo()

    def redo(self) -> None:
        """Make the step again that was taken back."""
        self.settle()
        self.session.redo()

    def scene_id(self) -> str | None:
        """Id of the scene that is open; None for a document of one's own."""
        return self.lectern.scene_id()

    def open_scene(self, identifier: str) -> None:
        """Open a scene in place of the document, unless its changes are to be kept."""
        if self.mode is not None and self.mode.on:
            self.mode.walk_to(identifier)
        elif not self.lectern.open_scene(identifier):
            self.display.scene(self.scene_id())

    def _show_document(self, document: Document, modified: bool) -> None:
        self.guide.play(False)
        self.slow.walk(False)
        self.settle()
        self.control.forget()
        self.control.discard()
        self.window.banner.clear()
        self.session.open(document, modified=modified)
        self.show_scene()

    def show_scene(self) -> None:
        """Show which scene is open, and all of it."""
        self.display.scene(self.scene_id())
        self.display.everything()

    def run_experiment(self) -> None:
        """Run the experiment, showing its canvas if it is not shown; or cancel it."""
        if self.experiments.running:
            self.experiments.cancel()
            return
        self.viewing.show_canvas("sweep", True)
        self.display.everything()
        self.experiments.run()


def _set_training(document: Document, name: str, value: object) -> Document:
    return edits.set_training(document, **{name: value})
