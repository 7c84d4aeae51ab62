"""By hand against gradient descent: from the same start, on the same samples, by the same error."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnexplorer.compute.errors import error, is_quick
from nnexplorer.compute.experiments.contest import descent
from nnexplorer.gui.training.coach import EXACT
from nnexplorer.gui.training.row_worker import RowWorker
from nnexplorer.gui.words.notation import count
from nnexplorer.model import edits
from nnexplorer.session.score import Score

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.compute.experiments.contest import Milestone
    from nnexplorer.gui.editing.hand import Hand
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.panels.contest import ContestPanel
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network
    from nnexplorer.session.session import Session

COMPUTED = ("Train", "Refit", "Construct", "Random start", "Reset", "Go to", "Back to", "Last finite")
"""How the labels of those steps of undo begin that are no move of a hand."""

USUAL_STEPS = 1000


class Contest(QObject):
    """Counts the moves of a hand while gradient descent runs in the background from where the hand began.

    `settle` ends what a hand or a run does, `random_start` takes random weights.
    """

    def __init__(
        self,
        session: Session,
        control: TrainingControl,
        window: MainWindow,
        hand: Hand,
        settle: Callable[[], None],
        random_start: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._session, self._control, self._window, self._hand = session, control, window, hand
        self._settle, self._random_start = settle, random_start
        self._panel: ContestPanel | None = None
        self._score: Score | None = None
        self._start, self._opened = session.document, session.opened
        self._folded = False
        self._best = self._descended = session.document.network
        self._worker = RowWorker(self)
        self._worker.row.connect(self._descend)
        self._worker.failed.connect(lambda why: self._end(f"Gradient descent can't be run: {why}."))
        session.committed.connect(self._count)
        session.changed.connect(self._follow)
        control.state_changed.connect(self._give_way)
        window.closing.connect(self._worker.stop)

    @property
    def running(self) -> bool:
        """Whether a contest is on."""
        return self._score is not None

    @property
    def score(self) -> Score | None:
        """How the contest that is on stands."""
        return self._score

    def toggle(self) -> None:
        """Begin a contest from where the net stands, or finish the one that is on."""
        if self.running:
            self.finish()
            return
        self._settle()
        document = self._session.document
        if not is_quick(document):
            sizes = f"{count(document.network.units)} hidden units and {count(len(document.X))} samples"
            self._window.banner.say(f"Every move would be waited for: {sizes} are too many for a contest.")
            self._window.actions_["beat"].setChecked(False)
            return
        start = error(document)
        if start < EXACT:
            text = "These weights are exact already: there is nothing to beat."
            self._window.banner.say(text, (("Start from random weights", self._begin_at_random),))
            self._window.actions_["beat"].setChecked(False)
        else:
            self._begin(start)

    def finish(self) -> None:
        """End the contest with the hand's best net, and tell how it went."""
        score, descended = self._score, self._descended
        if score is None:
            return
        self._settle()
        self._end()
        if self._session.document.network is not self._best:
            self._session.commit("Take your best net", edits.set_network(self._session.document, self._best))
        text = f"You: {score.best:.4g} after {count(score.moves)} moves. "
        text += f"Gradient descent: {score.reached:.4g} after {count(score.made)} steps"
        text += "." if score.needed is None else f"; it was as good as you after {count(score.needed)}."
        take = ("Take gradient descent's net", lambda: self._take("Take gradient descent's net", descended))
        self._window.banner.say(text, (take,))

    def cancel(self) -> None:
        """End the contest, and go back to its start."""
        if self.running:
            self._settle()
            self._end()
            self._take("Cancel the contest", self._start.network)

    def _begin_at_random(self) -> None:
        self._random_start()
        self.toggle()

    def _begin(self, start: float) -> None:
        document = self._start = self._session.document
        self._opened, self._best = self._session.opened, document.network
        self._hand.refitting = False
        for name, checked in (("refit_drags", False), ("beat", True)):
            self._window.actions_[name].setChecked(checked)
        self._window.banner.clear()
        self._score = Score(start, document.training.steps or USUAL_STEPS)
        self._shown().show()
        self._descend_from_start()

    def _descend_from_start(self) -> None:
        if self._score is not None:
            self._descended = self._start.network
            cancel = threading.Event()
            self._worker.pull(descent(self._start, self._score.wanted), cancel)
            self._show()

    def _grant(self, steps: int) -> None:
        """Have gradient descent begin anew, for so many steps."""
        if self._score is not None:
            self._score.restart(steps)
            self._descend_from_start()

    def _shown(self) -> ContestPanel:
        """The panel, made when it is first wanted."""
        if self._panel is None:
            from nnexplorer.gui.panels.contest import ContestPanel

            self._panel = ContestPanel()
            self._panel.steps_changed.connect(self._grant)
            self._panel.finished.connect(self.finish)
            self._panel.cancelled.connect(self.cancel)
            self._window.put_on_top(self._panel)
        dock = self._window.docks[1]
        self._folded = dock.isHidden()
        dock.show()
        return self._panel

    def _descend(self, milestone: Milestone) -> None:
        if self._score is None:
            return
        self._score.descend(milestone.step, milestone.loss, milestone.diverged)
        self._descended = milestone.network or self._descended
        self._show()

    def _count(self) -> None:
        """A step of undo was made: it is a move, or it ends the contest."""
        score, document, label = self._score, self._session.document, self._session.undo_label or ""
        if score is None:
            return
        if label.startswith(COMPUTED) or self._hand.refitting:
            self._end(f"The contest has ended: '{label}' was not by hand.")
        elif document.network is not self._start.network:
            if score.move(error(document)):
                self._best = document.network
            self._show()

    def _follow(self, _old: Document, new: Document) -> None:
        """End the contest where another document was opened, or this one has become another task."""
        if self.running and self._session.opened is not self._opened:
            self._end()
        elif self.running and not _is_alike(new, self._start):
            self._end("The contest has ended: what is learnt, or how, is not what it was when you began.")

    def _give_way(self) -> None:
        if self.running and self._control.running:
            self._end("The contest has ended: training has taken over.")

    def _show(self) -> None:
        if self._score is not None and self._panel is not None:
            self._panel.show_score(self._score)

    def _end(self, why: str = "") -> None:
        self._worker.stop()
        self._score = None
        self._window.actions_["beat"].setChecked(False)
        if self._panel is not None:
            self._panel.hide()
            self._window.docks[1].setHidden(self._folded)
        if why:
            self._window.banner.say(why)

    def _take(self, label: str, network: Network) -> None:
        document = self._session.document
        if document.network is not network:
            self._session.commit(label, edits.set_network(document, network))


def _is_alike(document: Document, start: Document) -> bool:
    """Whether gradient descent would have the same task: the data, the loss and the kind of net."""
    mine, its = document.network, start.network
    kind = (mine.units, mine.hidden, mine.output) == (its.units, its.hidden, its.output)
    return kind and document.learnt is start.learnt and document.training == start.training
