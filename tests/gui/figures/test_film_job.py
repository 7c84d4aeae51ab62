"""A film in the making: in slices between events, given up without a trace, and told how it ended."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QObject, QTimer

from nnexplorer.compute import films
from nnexplorer.gui import headless
from nnexplorer.gui.figures.film_job import FilmJob
from nnexplorer.gui.figures.filming import Request
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

FRAMES = scene("semicircle-frames").document


@pytest.fixture
def job(qapp):
    owner = QObject()
    job = FilmJob(owner)
    yield job
    job.cancel()


def start(job, path, film=None, document=FRAMES):
    film, request = film or films.of_frames(FRAMES), Request(path, width=64)
    job.start(film, request, partial(headless.stage, document, request.options, film.trained))


def test_a_film_is_made_in_slices_and_its_end_is_told_once(job, qtbot, tmp_path):
    ends, done, ticks = [], [], []
    job.ended.connect(ends.append)
    job.progressed.connect(lambda so_far, total: done.append((so_far, total)))
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(len(done)))
    clock.start(0)
    with qtbot.waitSignal(job.ended):
        start(job, tmp_path / "a.gif")
        assert job.running
    clock.stop()
    assert ends == [f"Saved {tmp_path / 'a.gif'}"]
    assert not job.running
    assert done == sorted(done)
    assert done[-1] == (19, 19)
    assert len(set(ticks)) > 4, "events have their turn"


@pytest.mark.parametrize("name", ["a.gif", "a.tex"])
def test_a_film_that_is_given_up_leaves_nothing_and_says_nothing(job, qtbot, tmp_path, name):
    ends = []
    job.ended.connect(ends.append)
    with qtbot.waitSignal(job.progressed, check_params_cb=lambda done, total: done > total // 2):
        start(job, tmp_path / name)
    job.cancel()
    assert not job.running
    assert (list(tmp_path.iterdir()), ends) == ([], [])


def test_another_film_takes_the_place_of_the_first(job, qtbot, tmp_path):
    start(job, tmp_path / "first.gif")
    with qtbot.waitSignal(job.ended):
        start(job, tmp_path / "second.gif")
    assert [path.name for path in tmp_path.iterdir()] == ["second.gif"]


def test_a_place_that_can_not_be_written_is_told(job, qtbot, tmp_path):
    (tmp_path / "file").touch()
    with qtbot.waitSignal(job.ended) as ended:
        start(job, tmp_path / "file" / "a.gif")
    (told,) = ended.args
    assert told.startswith("The film was not made: ")
    assert told.endswith(". Choose another place.")
    assert not job.running


def test_a_divergence_is_told_with_the_file(job, qtbot, tmp_path):
    document = edits.set_training(scene("second-layer-output").document, optimizer="sgd", learning_rate=1e9)
    relu = replace(document, network=document.network.replace(hidden="relu"))
    with qtbot.waitSignal(job.ended, timeout=20000) as ended:
        start(job, tmp_path / "a.gif", films.of_training(relu, 40, 10), relu)
    assert ended.args[0].startswith(f"Saved {tmp_path / 'a.gif'}; training diverged at step ")
