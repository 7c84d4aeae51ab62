"""Films are made without a window: what of, how long, where to; what is wrong is told in one line."""

from __future__ import annotations

import pytest
from PIL import Image

from nnexplorer import resources
from nnexplorer.model import edits, storage
from nnexplorer.model.lecture import scene

pytestmark = pytest.mark.usefixtures("qapp")

FRAMES, PLANE = "semicircle-frames", "second-layer-output"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder that this test works in."""
    (folder := tmp_path / "films").mkdir()
    monkeypatch.chdir(folder)
    return folder


def count(path):
    with Image.open(path) as film:
        return film.n_frames


@pytest.mark.parametrize(
    ("words", "pictures"),
    [
        ([FRAMES], 9),
        ([PLANE, "--of", "frames"], 1),
        ([PLANE, "--steps", 6, "--every", 2], 4),
        ([FRAMES, "--of", "training", "--steps", 3, "--every", 3, "--afresh"], 2),
        ([PLANE, "--of", "sweep", "--number", "angle", "--pictures", 3], 3),
        ([PLANE, "--of", "sweep", "--unit", 2, "--from", -1, "--to", 1, "--pictures", 2], 2),
    ],
)
def test_a_film_has_the_pictures_that_were_asked_for(command_line, here, words, pictures):
    ended = command_line("film", *words, "-o", "a.gif", "--width", 64, "--fps", 10)
    assert (ended.code, ended.out, ended.err) == (0, "a.gif\n", "")
    assert count("a.gif") == pictures
    assert [path.name for path in here.iterdir()] == ["a.gif"]


def test_a_long_training_has_about_as_many_pictures_as_a_film_usually(command_line):
    command_line("film", PLANE, "-o", "a.gif", "--width", 16, "--steps", 620)
    assert count("a.gif") == 63


def test_numbered_frames_are_printed_one_by_one(command_line):
    lines = command_line("film", FRAMES, "-o", "a.tex", "--pages", "png", "--width", 64).lines
    assert lines == [*(f"a-{i}.png" for i in range(9)), "a.tex"]


@pytest.mark.parametrize(("words", "fps"), [([], 2), (["--of", "training", "--steps", 2], 12), (["--fps", 7], 7)])
def test_frames_are_shown_long_enough_to_be_looked_at(command_line, here, words, fps):
    command_line("film", FRAMES, "-o", "a.tex", "--pages", "png", "--width", 64, *words)
    assert f"{{{fps}}}{{a-}}" in (here / "a.tex").read_text(encoding="utf-8")


def test_looks_are_those_of_figures(command_line, here):
    for name, words in (("a", []), ("b", ["--theme", "dark"]), ("c", ["--view", "input"]), ("d", ["--transparent"])):
        assert command_line("film", PLANE, "-o", f"{name}.webp", "--of", "frames", "--width", 64, *words).code == 0
    assert len({path.read_bytes() for path in here.iterdir()}) == 4


def test_a_divergence_is_told_and_the_film_is_there(command_line, here):
    storage.save(edits.set_training(scene(PLANE).document, optimizer="sgd", learning_rate=1e9), "wild.nnx")
    ended = command_line("film", "wild.nnx", "-o", "a.gif", "--width", 32)
    assert (ended.code, ended.out) == (0, "a.gif\n")
    assert "training diverged at step" in ended.err
    assert (here / "a.gif").stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "a.avi"], ["a.avi", ".gif"]),
        (["-o", "none/a.gif"], ["there is no folder none"]),
        (["-o", "a.gif", "--of", "life"], ["--of life: expected frames, training, sweep"]),
        (["-o", "a.gif", "--of", "sweep", "--number", "size"], ["'size' is unknown"]),
        (["-o", "a.gif", "--of", "sweep", "--unit", "0"], ["unit: expected"]),
        (["-o", "a.webp", "--view", "window", "--transparent"], ["the whole window has a ground of its own"]),
        (["-o", "a.gif", "--fps", "fast"], ["--fps"]),
        (["-o", "a.gif", "--theme", "sepia"], ["theme 'sepia' is unknown"]),
        (["-o", "a.gif", "--transparent"], ["GIF has no half-transparent colours"]),
        ([], ["-o"]),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_written(command_line, here, words, told):
    command_line("film", PLANE, *words).refused(*told)
    assert list(here.iterdir()) == []


def test_the_readmes_film_is_there_whole_and_small():
    path = resources.path("pictures", "semicircle.webp")
    assert path.stat().st_size < 400_000
    assert count(path) == scene(FRAMES).document.frames
