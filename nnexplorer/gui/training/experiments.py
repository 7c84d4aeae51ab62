"""The experiments of a document's canvases, run beside the window: the error against N, the nonlinearities' summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnexplorer.compute.experiments.approximation import METHODS, designed_trials, plan, sweep_part
from nnexplorer.compute.experiments.summary import problem_of, summary_part
from nnexplorer.gui.training.row_worker import SummaryWorker, SweepWorker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.compute.experiments.approximation import Row, Trial
    from nnexplorer.compute.experiments.summary import Problem, SummaryRow
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.model.document import Document


class Experiments(QObject):
    """Measures what the canvases `sweep` and `table` of the document show, and shows it while it comes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document: Document | None = None
        self._trials: Sequence[Trial] = ()
        self._rows: list[Row] = []
        self._held_out = False
        self._subject: tuple[object, ...] | None = None
        self._sweeper = SweepWorker(self)
        self._sweeper.row.connect(self._add)
        self._sweeper.finished.connect(self._show_sweep)
        self._sweeper.failed.connect(self._fail)
        self._problem: Problem | None = None
        self._measured: list[SummaryRow] = []
        self._summariser = SummaryWorker(self)
        self._summariser.row.connect(self._measure)
        self._summariser.failed.connect(self._fail)
        window.experiment_panel.run_asked.connect(self.run)
        window.experiment_panel.cancel_asked.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether the error is being measured against N."""
        return self._sweeper.running

    def follow(self, document: Document) -> None:
        """Measure what the document's canvases lack, and nothing of another's; called when the document rests."""
        self._document = document
        canvases = document.view.canvases
        self._window.experiment_panel.setVisible("sweep" in canvases)
        if "sweep" in canvases:
            self._follow_sweep(document)
        elif not self._is_subject(document):
            self._sweeper.stop()
            self._subject = None
        if "table" in canvases:
            self._follow_table(document)
        else:
            self._summariser.stop()
            self._problem = None

    def stop(self) -> None:
        """End all experiments."""
        self._sweeper.stop()
        self._summariser.stop()

    # Error against N ------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Measure the error against N as the panel says."""
        panel, trials = self._window.experiment_panel, []
        if self._document is None:
            return
        for method in panel.methods:
            trials += plan(self._document, panel.sizes, method=method, seeds=panel.seeds)
        if trials:
            self._start(self._document, trials)
        else:
            self._window.banner.say("No net can be made: choose Construct, Refit or Train.")

    def cancel(self) -> None:
        """End the measurement; what is measured stays."""
        self._sweeper.stop()
        self._show_sweep()

    def _follow_sweep(self, document: Document) -> None:
        """Where the data or the kind of net are others than those of the rows, measure what takes no time."""
        if self._is_subject(document):
            return
        self._subject = _subject(document)
        self._window.experiment_panel.show_methods(_refusals(document))
        self._start(document, designed_trials(document))

    def _is_subject(self, document: Document) -> bool:
        return self._subject == _subject(document)

    def _start(self, document: Document, trials: Sequence[Trial]) -> None:
        self._trials, self._rows, self._held_out = trials, [], document.tested is not None
        if trials:
            self._sweeper.start(document, trials)
        else:
            self._sweeper.stop()
        self._show_sweep()

    def _add(self, row: Row) -> None:
        self._rows.append(row)
        self._show_sweep()

    def _show_sweep(self) -> None:
        done, wanted, running = len(self._rows), len(self._trials), self._sweeper.running
        self._window.experiment_panel.show_progress(done, wanted, running=running)
        part = sweep_part(self._rows, self._trials if running else (), self._held_out)
        self._window.arrangement.sweep.show_part(part, f"{done} of {wanted}" if running else "")

    # The nonlinearities, summarised ---------------------------------------------------------------------------

    def _follow_table(self, document: Document) -> None:
        problem = problem_of(document)
        if problem != self._problem:
            self._problem, self._measured = problem, []
            self._summariser.start(problem)
        self._show_table()

    def _measure(self, row: SummaryRow) -> None:
        self._measured.append(row)
        self._show_table()

    def _show_table(self) -> None:
        if self._document is not None:
            self._window.arrangement.table.show_part(summary_part(self._document, tuple(self._measured)))

    def _fail(self, reason: str) -> None:
        self._show_sweep()
        self._window.banner.say(f"The experiment has ended: {reason}.")


def _subject(document: Document) -> tuple[object, ...]:
    """What the rows of a document are about."""
    split = (document.test_share, document.split_seed)
    return (document.data, document.network.hidden, document.network.output, split)


def _refusals(document: Document) -> dict[str, str]:
    """Why a method can't be had for a document."""
    refusals = {}
    for method in METHODS:
        try:
            plan(document, (1,), method=method)
        except ValueError as refusal:
            refusals[method] = f"{refusal}."
    return refusals
