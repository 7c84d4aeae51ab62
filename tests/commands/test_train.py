"""Training from the command line is the training of the API, and its outcome is told truly."""

import json
import math
import os
import signal
import subprocess

import numpy as np
import pytest

import nnexplorer as nnx
from nnexplorer.commands import train
from nnexplorer.model import edits, storage
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document, TrainingSettings

KEYS = ["steps", "loss_before", "loss_after", "seconds", "steps_per_second", "diverged"]
SCENE = "semicircle-frames"
DIVERGING = ("--optimizer", "sgd", "--learning-rate", "1e6")
PARAMETERS = ("W1", "b1", "W2", "b2")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder that this test works in."""
    (folder := tmp_path / "train").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def outcome(command_line):
    """Train with --json and return what it tells, read as strictly as JSON is written."""

    def run(*words):
        ended = command_line("train", *words, "--json")
        assert (ended.code, ended.err) == (0, "")
        return strictly(ended.out)

    return run


def strictly(text):
    """JSON read without Python's NaN and Infinity."""

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def saved(**settings):
    """A small document as a file: the product of two inputs."""
    document = Document(nnx.Network.random(seed=3), FormulaData(("x0*x1",), points=6), TrainingSettings(**settings))
    storage.save(document, "small.nnx")
    return document


def last_frame(document, **settings):
    *_, frame = nnx.train(document.network, document.X, document.Y, **settings)
    return frame


def same_weights(first, second):
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in PARAMETERS)


# The outcome ------------------------------------------------------------------------------------------------------


def test_outcome_has_the_promised_keys(outcome):
    told = outcome(SCENE, "--steps", 20)
    assert list(told) == KEYS
    assert (told["steps"], told["diverged"]) == (20, False)
    assert told["loss_before"] == pytest.approx(0.001982, rel=1e-3)
    assert told["seconds"] > 0
    assert told["steps_per_second"] == pytest.approx(20 / told["seconds"])


def test_losses_are_those_of_the_api(outcome):
    document = nnx.scene(SCENE).document
    told = outcome(SCENE, "--steps", 50)
    loss = nnx.gradients(document.network, document.X, document.Y).loss
    assert told["loss_before"] == pytest.approx(loss, rel=1e-12)
    assert told["loss_after"] == last_frame(document, steps=50).loss


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_options_are_the_settings_of_the_api(outcome, optimizer):
    document = saved()
    words = ("--optimizer", optimizer, "--learning-rate", 0.05, "--batch-size", 7, "--seed", 4, "--steps", 33)
    settings = {"optimizer": optimizer, "learning_rate": 0.05, "batch_size": 7, "seed": 4, "steps": 33}
    assert outcome("small.nnx", *words)["loss_after"] == last_frame(document, **settings).loss


def test_absent_options_are_the_documents_own(outcome):
    settings = {"optimizer": "momentum", "learning_rate": 0.02, "batch_size": 5, "seed": 9, "steps": 17}
    document = saved(**settings)
    told = outcome("small.nnx")
    assert told["steps"] == 17
    assert told["loss_after"] == last_frame(document, **settings).loss


def test_figure_is_trained_as_the_document_that_it_carries(outcome, command_line):
    document = saved(steps=17)
    assert command_line("figures", "small.nnx", "--format", "pdf", "--width", 64).code == 0
    assert outcome("small.pdf")["loss_after"] == last_frame(document, steps=17).loss


def test_hidden_units_and_their_nonlinearity_change_before_the_training(outcome):
    document = saved()
    changed = edits.set_units(edits.set_hidden(document, "relu"), 12)
    told = outcome("small.nnx", "--hidden", 12, "--activation", "relu", "--steps", 10)
    assert told["loss_before"] == nnx.gradients(changed.network, document.X, document.Y).loss
    assert told["loss_after"] == last_frame(changed, steps=10).loss


def test_loss_is_chosen_by_name(outcome):
    network = nnx.Network.random(output="tanh")
    storage.save(Document(network, FormulaData(("sign(x0)",), points=6)), "classes.nnx")
    document = storage.load("classes.nnx")
    told = outcome("classes.nnx", "--loss", "cross_entropy", "--steps", 5)
    assert told["loss_before"] == nnx.gradients(network, document.X, document.Y, loss="cross_entropy").loss
    assert told["loss_after"] < told["loss_before"]


def test_no_steps_change_nothing(outcome):
    told = outcome(SCENE, "--steps", 0)
    assert (told["steps"], told["steps_per_second"]) == (0, 0)
    assert told["loss_after"] == told["loss_before"]


def test_first_layer_stands_still_under_a_unit_step(outcome):
    outcome(SCENE, "--activation", "step", "--steps", 5, "-o", "step.nnx")
    before, after = nnx.scene(SCENE).network, nnx.load("step.nnx").network
    assert np.array_equal(before.W1, after.W1)
    assert np.array_equal(before.b1, after.b1)
    assert not np.array_equal(before.W2, after.W2)


def test_summary_is_one_line_for_people(command_line):
    ended = command_line("train", SCENE, "--steps", 3)
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.lines) == 1
    assert ended.out.startswith(f"{SCENE}: 3 steps, loss 0.00198")


# Saving -----------------------------------------------------------------------------------------------------------


def test_saved_document_has_the_trained_weights_and_knows_where_they_began(outcome, here):
    told = outcome(SCENE, "--steps", 40, "--learning-rate", 0.002, "-o", "trained.nnx")
    document, scene = nnx.load("trained.nnx"), nnx.scene(SCENE)
    frame = last_frame(scene, steps=40, learning_rate=0.002)
    assert same_weights(document.network, frame.network)
    assert same_weights(document.start, scene.network)
    assert document.step == 40
    assert (document.training.steps, document.training.learning_rate) == (40, 0.002)
    loss = nnx.gradients(document.network, document.X, document.Y).loss
    assert told["loss_after"] == pytest.approx(loss, rel=1e-12)
    assert (document.title, document.view) == (scene.title, scene.document.view)
    assert [path.name for path in here.iterdir()] == ["trained.nnx"], "nothing else is left there"


def test_training_goes_on_from_a_saved_document(outcome):
    outcome(SCENE, "--steps", 10, "-o", "trained.nnx")
    outcome("trained.nnx", "--steps", 5, "-o", "trained.nnx")
    document = nnx.load("trained.nnx")
    assert document.step == 15
    assert same_weights(document.start, nnx.scene(SCENE).network)


def test_without_a_file_nothing_is_written(outcome, here):
    outcome(SCENE, "--steps", 2)
    assert list(here.iterdir()) == []


# Divergence -------------------------------------------------------------------------------------------------------


def test_diverged_run_fails_and_names_the_way_out(command_line):
    ended = command_line("train", SCENE, *DIVERGING)
    assert ended.code == 1
    assert ended.err.startswith("nnexplorer: training diverged at step ")
    assert "try a learning rate below 1e+06" in ended.err
    assert ended.err.count("\n") == 1
    assert "not finite" in ended.out


def test_diverged_run_is_told_in_strict_json(command_line):
    ended = command_line("train", SCENE, *DIVERGING, "--json")
    told = strictly(ended.out)
    assert ended.code == 1
    assert list(told) == KEYS
    assert (told["diverged"], told["loss_after"]) == (True, None)
    assert told["steps"] == last_frame(nnx.scene(SCENE), optimizer="sgd", learning_rate=1e6).step


def test_diverged_run_saves_its_last_finite_weights(command_line):
    ended = command_line("train", SCENE, *DIVERGING, "-o", "last.nnx", "--json")
    assert ended.code == 0
    assert "diverged" in ended.err
    assert "last.nnx" in ended.err
    assert ended.err.count("\n") == 1
    assert strictly(ended.out)["diverged"] is True
    network = nnx.load("last.nnx").network
    assert all(np.isfinite(getattr(network, name)).all() for name in PARAMETERS)
    assert same_weights(network, last_frame(nnx.scene(SCENE), optimizer="sgd", learning_rate=1e6).network)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_numbers_that_json_has_not_are_null(value):
    from nnexplorer.compute.learning.training import Frame

    told = train._outcome(value, Frame(3, nnx.Network.random(), value, diverged=True), 0.0)
    assert (told["loss_before"], told["loss_after"]) == (None, None)
    assert math.isfinite(told["steps_per_second"])


# What is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--steps", "-1"], ["steps: expected a whole number of at least 0, got -1"]),
        (["--steps", "1.5"], ["--steps", "'1.5'"]),
        (["--steps", "nan"], ["--steps", "'nan'"]),
        (["--learning-rate", "nan"], ["learning rate: expected a finite number, got nan"]),
        (["--learning-rate", "inf"], ["learning rate", "inf"]),
        (["--learning-rate", "0"], ["learning rate: expected a number above 0"]),
        (["--learning-rate", "fast"], ["--learning-rate", "'fast'"]),
        (["--batch-size", "0"], ["batch size: expected a whole number of at least 1, got 0"]),
        (["--hidden", "0"], ["hidden units: expected at least 1, got 0"]),
        (["--hidden", "many"], ["--hidden", "'many'"]),
        (["--seed", "-1"], ["seed: expected a whole number of at least 0, got -1"]),
        (["--optimizer", "newton"], ["optimiser: expected one of sgd, momentum, adam, got 'newton'"]),
        (["--activation", "cosine"], ["'cosine'", "leaky_relu"]),
        (["--loss", "hinge"], ["'hinge'", "mse", "cross_entropy"]),
        (["--loss", "cross_entropy"], ["cross_entropy"]),
        (["--bogus"], ["--bogus", "'nnexplorer train --help' tells more"]),
        (["-o"], ["-o", "expected one argument"]),
    ],
)
def test_wrong_option_is_refused_in_one_line(command_line, here, words, told):
    command_line("train", SCENE, *words).refused(*told)
    assert list(here.iterdir()) == []


def test_wrong_document_is_refused_in_one_line(command_line, here):
    (here / "broken.nnx").write_text('{"format": "nnexplorer", "version": 1, "network": {"W1": [[1, 2], [3]]}}')
    (here / "cut.nnx").write_text('{"format": "nnexplorer", "ver')
    (here / "latin.nnx").write_bytes(b'{"title": "\xe9"}')
    (here / "new.nnx").write_text('{"format": "nnexplorer", "version": 99, "network": {}}')
    command_line("train", "broken.nnx").refused("broken.nnx", "$.network")
    command_line("train", "cut.nnx").refused("cut.nnx", "$")
    command_line("train", "latin.nnx").refused("latin.nnx")
    command_line("train", "new.nnx").refused("new.nnx", "version", "update nnexplorer")
    command_line("train", "none.nnx").refused("none.nnx: no such file")
    command_line("train", "broken.nnx/below.nnx").refused("broken.nnx/below.nnx: not a directory")
    command_line("train", "semicircle").refused("did you mean semicircle-frames")


def test_document_without_samples_is_refused(command_line):
    storage.save(Document(nnx.Network.random(), PointData(np.zeros((0, 2)), np.zeros((0, 1)))), "empty.nnx")
    command_line("train", "empty.nnx").refused()


def test_place_that_can_not_be_saved_to_is_refused_before_the_training(command_line, here, monkeypatch):
    monkeypatch.setattr(train, "_frames", None)  # would be called
    (here / "file").write_text("kept")
    command_line("train", SCENE, "-o", "no/such/file.nnx").refused("there is no folder no/such; make it first")
    command_line("train", SCENE, "-o", "file/below.nnx").refused("there is no folder file")
    command_line("train", SCENE, "-o", ".").refused("this is a folder; give the name of a file")
    assert [path.name for path in here.iterdir()] == ["file"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_full_disk_is_told_in_one_line(command_line):
    command_line("train", SCENE, "--steps", 1, "-o", "/dev/full").refused("/dev/full: no space left", code=1)


def test_file_that_can_not_be_written_whole_stays_what_it_was(program_command):
    """A disk with room for a kilobyte: the file grows too large on the way."""
    command, environment, folder = program_command
    (folder / "kept.nnx").write_text("kept")
    words = ["sh", "-c", 'ulimit -f 2; exec "$@"', "sh", *command, "train", SCENE, "--steps", "1", "-o", "kept.nnx"]
    ended = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "nnexplorer: kept.nnx: file too large\n")
    assert (folder / "kept.nnx").read_text() == "kept"
    assert [path.name for path in folder.iterdir()] == ["kept.nnx"]


# Ctrl-C -----------------------------------------------------------------------------------------------------------


def test_ctrl_c_stops_cleanly_and_saves_nothing(command_line, here, monkeypatch):
    def interrupted(_document):
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "_frames", interrupted)
    ended = command_line("train", SCENE, "-o", "trained.nnx")
    assert (ended.code, ended.out, ended.err) == (130, "", "")
    assert list(here.iterdir()) == []


def test_ctrl_c_in_the_middle_of_a_long_run_on_a_terminal(program_command):
    pty = pytest.importorskip("pty", reason="needs a terminal to be made")
    command, environment, folder = program_command
    terminal, stderr = pty.openpty()
    words = [*command, "train", SCENE, "--steps", "1000000000", "-o", "trained.nnx"]
    process = subprocess.Popen(
        words, cwd=folder, env=environment | {"TERM": "xterm"}, stdout=subprocess.PIPE, stderr=stderr
    )
    os.close(stderr)
    try:
        shown = b""
        while b"training" not in shown:  # the progress bar: the run is on
            shown += os.read(terminal, 4096)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        os.close(terminal)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in shown
    assert list(folder.iterdir()) == []
