"""What the window says of a document beside its canvases: settings, numbers, and what can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnexplorer.compute.errors import held_out_error
from nnexplorer.gui.actions import CANVAS_TITLES, QUANTITY_TITLES
from nnexplorer.gui.training.control import MOST_TESTED
from nnexplorer.gui.words.formula import unit_arithmetic
from nnexplorer.gui.words.notation import count
from nnexplorer.gui.words.readings import accuracy_texts, error_text
from nnexplorer.gui.words.remarks import remark
from nnexplorer.model import edits
from nnexplorer.model.data import MOST_SAMPLES

if TYPE_CHECKING:
    from nnexplorer.compute.evaluation import Evaluation
    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session


class Readout(QObject):
    """The panels, the header, the footer and the ticks of the menu of a window."""

    def __init__(self, window: MainWindow, session: Session, control: TrainingControl) -> None:
        super().__init__(window)
        self._window, self._session, self._control = window, session, control

    def show_settings(self) -> None:
        """Show the settings in the panels, the header and the menu."""
        document, window = self._session.document, self._window
        network, view = document.network, document.view
        window.data_panel.show_data(document.data, view.index_base)
        window.data_panel.show_split(document.test_share, document.split_seed)
        window.actions_["discard"].setEnabled(self._control.kept is not None)
        window.actions_["target"].setEnabled(document.alternative is not None)
        window.header.show_scene(document.title, view.frame, document.frames)
        window.training_panel.show_values(document.training, network.units, len(document.X))
        window.actions_["index_base"].setChecked(view.index_base == 1)
        window.actions_["hard"].setChecked(view.output == "hard")
        window.actions_["step_chain"].setChecked(view.chain == "step")
        window.actions_["downwards"].setChecked(view.downwards)
        window.actions_["next_step"].setChecked(view.backprop)
        for name in CANVAS_TITLES:
            window.actions_[f"canvas_{name}"].setChecked(name in view.canvases)
        for name in QUANTITY_TITLES:
            window.actions_[f"quantity_{name}"].setChecked(name == view.quantity)
        self._show_activation(document)

    def _show_activation(self, document: Document) -> None:
        network = document.network
        self._window.activation_panel.show_values(network.hidden, network.output, edits.gain(network), network.slope)

    def show_numbers(self, evaluation: Evaluation, style: Style, resting: bool) -> None:
        """Show what follows from the weights in numbers, in `style`; the shares of right samples are exact at rest."""
        document, window = evaluation.document, self._window
        selected, network = document.view.selected, document.network
        about = "" if evaluation.exact else "\N{ALMOST EQUAL TO} "
        window.header.show_progress(count(document.step), about + error_text(evaluation.loss))
        if document.tested is not None:
            most = MOST_SAMPLES if evaluation.exact else MOST_TESTED
            window.data_panel.show_test_error(about + error_text(held_out_error(document, most)))
        window.data_panel.shares.show(*accuracy_texts(document, resting and evaluation.exact))
        window.weights_panel.show_network(network, selected, style, document.frozen)
        self._show_activation(document)
        window.scene_panel.show_remark(remark(evaluation, style.symbols))
        name = "" if selected is None else f"unit {style.symbols.index(selected)}"
        color = None if selected is None else style.unit(selected, selected, network.units)
        window.footer.show_unit(name, color, unit_arithmetic(evaluation, style.symbols))

    def show_state(self) -> None:
        """Show whether training runs, how fast, and what can be done and undone."""
        control, step = self._control, self._session.document.step
        speed = f"{count(int(control.speed))} steps/s"
        self._window.footer.show_state(speed if control.running else "paused" if step else "")
        self._window.header.show_running(control.running)
        self._window.actions_["step"].setEnabled(not control.endless)
        for name, label in (("undo", self._session.undo_label), ("redo", self._session.redo_label)):
            action = self._window.actions_[name]
            action.setText(f"{name.capitalize()} {label[0].lower()}{label[1:]}" if label else name.capitalize())
            gesture = name == "undo" and self._session.previewing
            action.setEnabled(label is not None or control.running or gesture)


def settings_of(document: Document) -> tuple[object, ...]:
    """What the panels and the header show of a document, the numbers that move apart."""
    network, view = document.network, document.view
    how = (
        view.notation,
        view.index_base,
        view.output,
        view.chain,
        view.frame,
        view.quantity,
        view.backprop,
        view.downwards,
    )
    shown = (id(document.data), document.test_share, document.split_seed, view.canvases, how)
    return (document.training, network.units, network.hidden, network.output, document.title, shown)
