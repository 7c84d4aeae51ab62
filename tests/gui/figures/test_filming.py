"""Films as files: all of them or nothing, and pictures whose scales stay."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageSequence

from nnexplorer.compute import films
from nnexplorer.gui import headless
from nnexplorer.gui.figures import filming
from nnexplorer.gui.figures.filming import Request, animate_line
from nnexplorer.gui.figures.stage import WINDOW, FigureOptions
from nnexplorer.model import edits, storage
from nnexplorer.model.lecture import scene

pytestmark = pytest.mark.usefixtures("qapp")


def made(film, path, **options):
    """Make a film; return the last progress and all numbers before it."""
    request = Request(path, **{"width": 120} | options)
    document = next(film.shots()).document
    *before, last = filming.make(film, request, partial(headless.stage, document, request.options, film.trained))
    return last, before


def frames(path):
    with Image.open(path) as film:
        return [np.asarray(frame.convert("RGBA")).astype(int) for frame in ImageSequence.Iterator(film)]


def durations(path):
    with Image.open(path) as film:
        return [frame.info["duration"] for frame in ImageSequence.Iterator(film) if frame.load()]


@pytest.mark.parametrize("ending", ["gif", "png", "webp"])
def test_a_film_has_a_frame_for_every_picture_and_tells_how_far_it_is(tmp_path, ending):
    film = films.of_frames(scene("semicircle-frames").document)
    path = tmp_path / f"a.{ending}"
    last, before = made(film, path, fps=4)
    assert last.written == (path,)
    assert last.remark == ""
    assert sorted({one.done for one in before}) == list(range(1, 19))
    assert [one.done for one in before] == sorted(one.done for one in before)
    assert {one.total for one in before} == {last.total} == {19}
    pictures = frames(path)
    assert len(pictures) == 9
    assert {picture.shape[1] for picture in pictures} == {120}
    assert len({picture.tobytes() for picture in pictures}) == 9
    assert durations(path) == [250] * 9
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("pages", ["pdf", "png"])
def test_numbered_frames_come_with_the_line_that_shows_them(tmp_path, pages):
    film = films.of_frames(scene("semicircle-frames").document)
    last, _ = made(film, tmp_path / "half.tex", pages=pages, fps=2.5)
    assert [path.name for path in last.written] == [*(f"half-{i}.{pages}" for i in range(9)), "half.tex"]
    assert sorted(tmp_path.iterdir()) == sorted(last.written)
    assert storage.load(tmp_path / f"half-3.{pages}").view.frame == 3
    told = (tmp_path / "half.tex").read_text().splitlines()
    assert told == ["% needs \\usepackage{animate}", r"\animategraphics[loop,controls]{2.5}{half-}{0}{8}"]


def test_the_line_for_latex():
    assert animate_line("a-b", 12, 61) == r"\animategraphics[loop,controls]{12}{a-b-}{0}{60}"


@pytest.mark.parametrize("ending", ["gif", "tex"])
@pytest.mark.parametrize(("pulls", "view"), [(0, None), (1, None), (7, None), (18, None), (0, WINDOW), (3, WINDOW)])
def test_a_film_that_is_cancelled_leaves_nothing(tmp_path, ending, pulls, view):
    film = films.of_frames(scene("semicircle-frames").document)
    request = Request(tmp_path / f"a.{ending}", width=64)
    stage = partial(headless.stage, scene("semicircle-frames").document, FigureOptions(view=view))
    with closing(filming.make(film, request, stage)) as steps:
        for _ in range(pulls):
            next(steps)
    assert list(tmp_path.iterdir()) == []


def test_scales_do_not_jump_from_picture_to_picture(tmp_path):
    film = films.of_sweep(scene("second-layer-output").document, "gain", start=1.0, stop=60.0, shots=6)
    options = FigureOptions(view="output,activation,loss")
    made(film, tmp_path / "a.png", width=900, options=options)
    pictures = frames(tmp_path / "a.png")
    slices, graphs, errors = np.s_[300:460, 30:74], np.s_[387:410, 490:890], np.s_[590:, :]
    for numbers in (slices, graphs, errors):
        assert pictures[0][numbers].std() > 5, "there are numbers"
        assert all(np.array_equal(picture[numbers], pictures[0][numbers]) for picture in pictures[1:])
    assert not np.array_equal(pictures[0], pictures[-1])


def test_the_axes_of_a_trainings_error_hold_all_of_it_from_the_first_picture_on(tmp_path):
    film = films.of_training(scene("classifier-output").document, 300, 100)
    made(film, tmp_path / "a.png", width=720, options=FigureOptions(view="loss"))
    pictures = frames(tmp_path / "a.png")
    assert len(pictures) == 4
    for numbers in (np.s_[-28:, :], np.s_[:, :56]):
        assert pictures[0][numbers].std() > 5, "there are numbers"
        assert all(np.array_equal(picture[numbers], pictures[0][numbers]) for picture in pictures[1:])
    ink = [(np.abs(picture - 255).sum(axis=2) > 100).sum() for picture in pictures]
    assert ink == sorted(ink)


def test_a_training_brings_its_error_into_the_picture(tmp_path):
    document = scene("second-layer-output").document
    for name, film in (("still", films.of_frames(document)), ("run", films.of_training(document, 2, 1))):
        made(film, tmp_path / f"{name}.png")
    assert frames(tmp_path / "run.png")[0].shape[0] > frames(tmp_path / "still.png")[0].shape[0]


def test_the_whole_window_is_filmed_with_its_numbers_and_scales_that_stay(tmp_path):
    film = films.of_training(scene("classifier-output").document, 300, 100)
    made(film, tmp_path / "a.png", width=1440, options=FigureOptions(view=WINDOW))
    pictures = frames(tmp_path / "a.png")
    assert len(pictures) == 4
    steps, axis = np.s_[10:40, 1060:1120], np.s_[845:862, 260:1110]
    for place, many in ((steps, 4), (axis, 1)):
        assert pictures[0][place].std() > 5, "there are numbers"
        assert len({picture[place].tobytes() for picture in pictures}) == many


def test_a_transparent_film_has_no_ground(tmp_path):
    film = films.of_frames(scene("semicircle-frames").document)
    made(film, tmp_path / "a.webp", options=FigureOptions(transparent=True))
    assert {int(picture[0, 0, 3]) for picture in frames(tmp_path / "a.webp")} == {0}


def test_a_divergence_is_told(tmp_path):
    document = edits.set_training(scene("second-layer-output").document, optimizer="sgd", learning_rate=1e9)
    last, _ = made(films.of_training(document, 100, 1), tmp_path / "a.gif")
    assert last.remark.startswith("training diverged at step")
    assert len(frames(tmp_path / "a.gif")) < 101


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"path": "a.avi"}, "film 'a.avi': expected a name that ends in .gif, .png, .apng, .webp, .mp4, .tex"),
        ({"fps": 0}, "fps: expected a number from 0.1 to 50, got 0"),
        ({"fps": float("nan")}, "fps: expected"),
        ({"width": 15}, "width: expected 16 to 16384"),
        ({"pages": "svg"}, "pages 'svg' are unknown; there are pdf, png"),
        ({"options": FigureOptions(transparent=True)}, "GIF has no half-transparent colours"),
    ],
)
def test_what_can_not_be_made_is_refused(tmp_path, wrong, words):
    path = tmp_path / wrong.pop("path", "a.gif")
    with pytest.raises(ValueError, match=words):
        replace(Request(tmp_path / "a.gif"), path=path, **wrong)


def test_a_place_that_can_not_be_written_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    film = films.of_frames(scene("unit-step").document)
    for ending in ("gif", "tex"):
        with pytest.raises(OSError, match="file"):
            made(film, tmp_path / "file" / f"a.{ending}")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
