"""The experiments beside the window: what a document lacks is measured by itself, the rest at a word."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from nnexplorer.compute.experiments import approximation
from nnexplorer.compute.experiments.approximation import Row, designed_trials, plan, sweep, sweep_part
from nnexplorer.compute.experiments.summary import NAMES, summary_part
from nnexplorer.gui.training import row_worker
from nnexplorer.gui.widgets.button import Button
from nnexplorer.model import edits
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene

BARRON, EXAMPLE, CLASSIFIER, SUMMARY = (
    "universal-approximator", "second-layer-output", "classifier-output", "nonlinearities-summarized"
)  # fmt: skip


def shown(presenter):
    """The part that the canvas of the error against N shows."""
    return presenter.window.arrangement.sweep._part


def counted(presenter):
    """How many points there are of each of its curves."""
    return {} if shown(presenter) is None else {curve.method: len(curve.points) for curve in shown(presenter).curves}


def table(presenter):
    """The rows that the table shows."""
    return presenter.window.arrangement.table._part.rows


def said(presenter):
    return presenter.window.banner.text


def button(presenter):
    return presenter.window.experiment_panel.findChild(Button)


def choose(presenter, *methods, largest=8, seeds=1):
    """Set the experiment up as a hand does."""
    panel = presenter.window.experiment_panel
    for name, box in panel._methods.items():
        box.setChecked(name in methods)
    panel._largest.show_name(str(largest))
    panel._seeds.show_count(seeds)


def measured(qtbot, presenter):
    qtbot.waitUntil(lambda: not presenter.experiments.running)


def quick() -> Document:
    """The table's scene, in few steps for few units."""
    return edits.set_training(edits.set_units(scene(SUMMARY).document, 2), steps=3)


@pytest.fixture
def gate(monkeypatch):
    """Let a sweep's rows through one by one: `gate.open(2)` lets two more come."""
    permits = threading.Semaphore(0)

    def gated(_document, trials, _jobs, _scheduler, cancel):
        for trial in trials:
            while not permits.acquire(timeout=0.02):
                if cancel.is_set():
                    return
            yield Row(trial.method, trial.activation, trial.hidden, trial.seed, 1 / trial.hidden, 0.0)

    monkeypatch.setattr(row_worker, "sweep", gated)
    return SimpleNamespace(open=permits.release)


@pytest.fixture
def few(monkeypatch):
    """Let what is measured by itself be few nets."""
    monkeypatch.setattr(approximation, "DESIGNED_UNITS", (1, 2))


# What needs no training -----------------------------------------------------------------------------------------------


def test_the_scene_measures_constructed_and_refitted_nets_by_itself(opened, qtbot):
    presenter = opened(BARRON)
    measured(qtbot, presenter)
    document = presenter.session.document
    rows = list(sweep(document, designed_trials(document), jobs=1))
    assert counted(presenter) == {"construct": 7, "refit": 7}
    for curve, wanted in zip(shown(presenter).curves, sweep_part(rows).curves, strict=True):
        assert curve.points.tolist() == wanted.points.tolist()
    assert presenter.window.experiment_panel.isVisible()
    assert button(presenter).text() == "Run"


def test_a_look_and_a_dragged_line_measure_nothing_anew(opened, qtbot, few, mouse, keys, on_line):
    presenter = opened(edits.set_view(scene(BARRON).document, canvases=("input", "sweep")))
    measured(qtbot, presenter)
    rows = presenter.experiments._rows
    view = presenter.window.arrangement.input
    keys(presenter, "N")
    before = presenter.session.document.network
    with qtbot.waitSignal(presenter.display.rested):
        mouse(view).drag(on_line(view, 0), 15, 10)
    assert presenter.session.document.network is not before
    assert presenter.experiments._rows is rows
    assert not presenter.experiments.running


def test_another_kind_of_net_is_measured_anew(opened, qtbot, few):
    presenter = opened(BARRON)
    measured(qtbot, presenter)
    with qtbot.waitSignal(presenter.display.rested):
        presenter.window.activation_panel.hidden_chosen.emit("tanh")
    measured(qtbot, presenter)
    assert [(curve.method, curve.activation) for curve in shown(presenter).curves] == [
        ("construct", "step"), ("refit", "tanh")
    ]  # fmt: skip


# At a word ------------------------------------------------------------------------------------------------------------


def test_run_measures_what_is_chosen(opened, qtbot, few):
    presenter = opened(BARRON)
    measured(qtbot, presenter)
    choose(presenter, "refit")
    button(presenter).click()
    assert presenter.experiments.running
    assert button(presenter).text() == "Cancel"
    measured(qtbot, presenter)
    document = presenter.session.document
    rows = list(sweep(document, plan(document, (1, 2, 4, 8), method="refit"), jobs=1))
    (curve,) = shown(presenter).curves
    assert curve.points.tolist() == sweep_part(rows).curves[0].points.tolist()
    assert button(presenter).text() == "Run"


def test_random_nets_are_made_from_so_many_seeds(opened, gate):
    presenter = opened(BARRON)
    choose(presenter, "refit", "train", seeds=3)
    presenter.experiments.run()
    found = [(trial.method, trial.hidden, trial.seed) for trial in presenter.experiments._trials]
    assert found == [
        *(("refit", N, 0) for N in (1, 2, 4, 8)), *(("train", N, seed) for N in (1, 2, 4, 8) for seed in range(3))
    ]  # fmt: skip


def test_rows_are_shown_as_they_come_and_told_of(opened, qtbot, gate):
    presenter = opened(BARRON)
    canvas, panel = presenter.window.arrangement.sweep, presenter.window.experiment_panel
    assert (counted(presenter), shown(presenter).span) == ({}, (1, 64))
    for done in (1, 2, 3):
        gate.open()
        qtbot.waitUntil(lambda done=done: counted(presenter) == {"construct": done})
        assert canvas._progress == panel._progress.text() == f"{done} of 14"
        assert shown(presenter).span == (1, 64), "the axis stands still"
    gate.open(11)
    measured(qtbot, presenter)
    assert (canvas._progress, panel._progress.text()) == ("", "")


def test_cancel_keeps_what_is_measured(opened, qtbot, gate):
    presenter = opened(BARRON)
    gate.open(3)
    qtbot.waitUntil(lambda: counted(presenter) == {"construct": 3})
    button(presenter).click()
    assert not presenter.experiments.running
    assert counted(presenter) == {"construct": 3}
    assert shown(presenter).span == (1, 4)
    assert button(presenter).text() == "Run"
    assert presenter.window.arrangement.sweep._progress == ""


def test_without_a_method_there_is_nothing_to_run(opened, qtbot, few):
    presenter = opened(BARRON)
    measured(qtbot, presenter)
    before = counted(presenter)
    choose(presenter)
    button(presenter).click()
    assert said(presenter).startswith("No net can be made")
    assert counted(presenter) == before
    assert not presenter.experiments.running


def test_e_opens_the_canvas_runs_and_cancels(opened, gate, keys):
    presenter = opened(EXAMPLE)
    panel = presenter.window.experiment_panel
    assert not panel.isVisible()
    assert not presenter.experiments.running
    choose(presenter, "refit", "train")
    keys(presenter, "E")
    assert presenter.experiments.running
    assert panel.isVisible()
    assert "sweep" in presenter.session.document.view.canvases
    assert presenter.window.arrangement.sweep.isVisible()
    assert [trial.method for trial in presenter.experiments._trials] == [*["refit"] * 4, *["train"] * 4]
    keys(presenter, "E")
    assert not presenter.experiments.running
    assert panel.isVisible()
    assert presenter.session.undo_label is None


@pytest.mark.parametrize(
    ("name", "refused"), [(BARRON, []), (EXAMPLE, ["construct"]), (CLASSIFIER, ["construct", "refit"])]
)
def test_methods_that_do_not_suit_are_off_and_say_why(opened, gate, name, refused):
    presenter = opened(name)
    presenter.viewing.show_canvas("sweep", True)
    presenter.display.everything()
    panel = presenter.window.experiment_panel
    assert [name for name, box in panel._methods.items() if not box.isEnabled()] == refused
    for name in refused:
        assert panel._methods[name].toolTip().startswith(f"method {name}: expected")
    choose(presenter, "construct", "refit", "train")
    presenter.experiments.run()
    assert {trial.method for trial in presenter.experiments._trials} == {"construct", "refit", "train"} - set(refused)


# Ends -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("following", [EXAMPLE, CLASSIFIER])
def test_another_scene_ends_the_experiment_and_the_way_back_begins_it_anew(opened, qtbot, gate, following):
    presenter = opened(BARRON)
    gate.open(3)
    qtbot.waitUntil(lambda: counted(presenter) == {"construct": 3})
    presenter.open_scene(following)
    assert not presenter.experiments.running
    assert not presenter.window.experiment_panel.isVisible()
    gate.open(14)
    presenter.open_scene(BARRON)
    assert counted(presenter) == {}
    measured(qtbot, presenter)
    assert counted(presenter) == {"construct": 7, "refit": 7}


def test_a_canvas_that_is_put_away_is_measured_on(opened, qtbot, gate):
    presenter = opened(BARRON)
    presenter.viewing.show_canvas("input", True)
    presenter.viewing.show_canvas("sweep", False)
    presenter.display.everything()
    assert presenter.experiments.running
    gate.open(14)
    measured(qtbot, presenter)
    presenter.viewing.show_canvas("sweep", True)
    presenter.display.everything()
    assert not presenter.experiments.running
    assert counted(presenter) == {"construct": 7, "refit": 7}


def test_closing_the_window_ends_every_thread(opened, gate):
    document = edits.set_view(scene(BARRON).document, canvases=("sweep", "table"))
    presenter = opened(document)
    workers = presenter.experiments._sweeper, presenter.experiments._summariser
    pullers = [worker._puller for worker in workers]
    assert all(pullers)
    presenter.window.close()
    assert [puller.isFinished() for puller in pullers] == [True, True]
    assert not any(worker.running for worker in workers)


@pytest.mark.parametrize(("name", "source"), [(BARRON, "sweep"), (SUMMARY, "measured")])
def test_what_goes_wrong_is_told_in_the_banner(opened, qtbot, monkeypatch, name, source):
    def broken(*_):
        raise RuntimeError("no more memory")
        yield

    monkeypatch.setattr(row_worker, source, broken)
    presenter = opened(name)
    qtbot.waitUntil(lambda: said(presenter) == "The experiment has ended: no more memory.")
    assert not presenter.experiments.running
    assert button(presenter).text() == "Run"


# The table ------------------------------------------------------------------------------------------------------------


def test_the_tables_rows_come_in_and_are_the_summarys(opened, qtbot):
    document = quick()
    presenter = opened(document)
    many = [len(table(presenter))]
    presenter.experiments._summariser.row.connect(lambda _: many.append(len(table(presenter))))
    qtbot.waitUntil(lambda: len(table(presenter)) == len(NAMES))
    assert many == sorted(many)
    assert all(one is other for one, other in zip(table(presenter), summary_part(document).rows, strict=True))


def test_another_learning_rate_is_measured_anew_and_a_dragged_line_is_not(opened, qtbot, mouse, on_line, monkeypatch):
    problems, real = [], row_worker.measured
    monkeypatch.setattr(row_worker, "measured", lambda problem: problems.append(problem) or real(problem))
    presenter = opened(edits.set_view(quick(), canvases=("input", "table")))
    qtbot.waitUntil(lambda: len(table(presenter)) == len(NAMES))
    before, start = table(presenter), presenter.session.document.network
    view = presenter.window.arrangement.input
    with qtbot.waitSignal(presenter.display.rested):
        mouse(view).drag(on_line(view, 0), 15, 10)
    assert presenter.session.document.network is not start
    assert table(presenter) == before
    assert len(problems) == 1
    with qtbot.waitSignal(presenter.display.rested):
        presenter.window.training_panel.rate_released.emit(0.5)
    qtbot.waitUntil(lambda: len(table(presenter)) == len(NAMES))
    assert [problem.settings.learning_rate for problem in problems] == [0.01, 0.5]
    assert table(presenter)[0].error != before[0].error
    presenter.undo()
    qtbot.waitUntil(lambda: table(presenter) == before)


def test_a_table_that_is_put_away_is_not_measured(opened):
    presenter = opened(quick())
    presenter.open_scene(EXAMPLE)
    assert not presenter.experiments._summariser.running


def test_another_split_is_measured_anew(opened, qtbot):
    presenter = opened(edits.set_view(scene(EXAMPLE).document, canvases=("input", "sweep")))
    measured(qtbot, presenter)
    before = shown(presenter)
    assert not before.held_out
    presenter.workbench.set_split(0.3, 1)
    qtbot.waitUntil(lambda: shown(presenter).held_out)
    measured(qtbot, presenter)
    errors = [[curve.median.tolist() for curve in part.curves] for part in (before, shown(presenter))]
    assert errors[0] != errors[1]
