"""The sweep from the command line: the lecture's table, rows alike however they are made, and clean endings."""

import csv
import io
import os
import signal
import socket
import subprocess
from contextlib import closing
from time import perf_counter

import pytest

import nnexplorer as nnx
from nnexplorer.commands import sweep as command
from nnexplorer.model import storage
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.settings import TrainingSettings

COLUMNS = ["method", "activation", "hidden", "seed", "mse", "seconds"]
QUICK = ("--hidden", "2,3", "--steps", "20")
MAGIC = {"pdf": b"%PDF", "svg": b"<?xml", "png": b"\x89PNG"}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder that this test works in."""
    (folder := tmp_path / "sweep").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def swept(command_line):
    """Sweep, and return the rows that were printed."""

    def run(*words):
        ended = command_line("sweep", *words)
        assert (ended.code, ended.err) == (0, "")
        return rows_of(ended.out)

    return run


def rows_of(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == COLUMNS
    return rows


def errors(rows):
    return [float(row["mse"]) for row in rows]


def without_seconds(rows):
    return [[row[name] for name in COLUMNS[:-1]] for row in rows]


def saved(**settings):
    """A small document as a file: the product of two inputs."""
    document = Document(nnx.Network.random(seed=3), FormulaData(("x0*x1",), points=6), TrainingSettings(**settings))
    storage.save(document, "small.nnx")
    return document


def test_constructed_steps_are_the_lectures_table(swept):
    rows = swept("--hidden", "1,2,4,8,16,32,64", "--method", "construct")
    wanted = [4.069, 0.9159, 0.2226, 0.05526, 0.01379, 0.003446, 0.0008614]
    assert errors(rows) == pytest.approx(wanted, rel=2e-3)
    assert {(row["method"], row["activation"], row["seed"]) for row in rows} == {("construct", "step", "0")}
    assert [row["hidden"] for row in rows] == ["1", "2", "4", "8", "16", "32", "64"]
    assert all(float(row["seconds"]) > 0 for row in rows)


def test_refitted_output_layers_are_the_lectures(swept):
    names = ("step", "relu", "logistic", "tanh")
    words = [word for name in names for word in ("--activation", name)]
    rows = swept("semicircle-frames", "--hidden", "8", "--method", "refit", *words)
    assert [row["activation"] for row in rows] == list(names)
    assert errors(rows) == pytest.approx([0.04299, 0.004388, 0.0002506, 0.0002278], rel=1e-3)


def test_training_starts_from_the_seeds_with_the_documents_settings(swept):
    document = saved(steps=30, learning_rate=0.05, optimizer="momentum", batch_size=7, seed=4)
    rows = swept("small.nnx", "--hidden", "2,5", "--seeds", "2", "--activation", "relu")
    wanted = []
    for hidden in (2, 5):
        for seed in (0, 1):
            net = nnx.Network.random(2, hidden, 1, "relu", seed=seed)
            settings = {"learning_rate": 0.05, "optimizer": "momentum", "batch_size": 7, "seed": 4}
            *_, last = nnx.train(net, document.X, document.Y, steps=30, **settings)
            wanted.append(last.loss)
    assert errors(rows) == pytest.approx(wanted, rel=1e-9)
    assert [(row["hidden"], row["seed"]) for row in rows] == [("2", "0"), ("2", "1"), ("5", "0"), ("5", "1")]


def test_steps_and_activation_are_by_choice_or_the_documents(swept):
    saved(steps=5)
    few, many = swept("small.nnx", "--hidden", "4"), swept("small.nnx", "--hidden", "4", "--steps", "200")
    assert few[0]["activation"] == many[0]["activation"] == "tanh"
    assert errors(many)[0] < errors(few)[0]


def test_rows_are_the_same_however_many_jobs(swept):
    rows = swept(*QUICK, "--seeds", "2", "--jobs", "1")
    assert len(rows) == 4
    assert without_seconds(swept(*QUICK, "--seeds", "2", "--jobs", "2")) == without_seconds(rows)
    assert without_seconds(swept(*QUICK, "--seeds", "2")) == without_seconds(rows)


# Files ----------------------------------------------------------------------------------------------------------


def test_table_and_figure_are_written(command_line, here):
    ended = command_line("sweep", *QUICK, "-o", "table.csv", "--figure", "curve.pdf")
    assert (ended.code, ended.lines, ended.err) == (0, ["table.csv", "curve.pdf"], "")
    assert len(rows_of((here / "table.csv").read_text())) == 2
    assert (here / "curve.pdf").read_bytes().startswith(b"%PDF")
    assert len(list(here.iterdir())) == 2


@pytest.mark.parametrize("ending", MAGIC)
def test_a_figure_goes_with_the_table_on_standard_output(swept, here, ending):
    assert len(swept("--hidden", "1,2,4", "--method", "construct", "--figure", f"curve.{ending}")) == 3
    assert (here / f"curve.{ending}").read_bytes().startswith(MAGIC[ending])


def test_a_table_that_is_there_already_is_replaced_whole(command_line, here):
    (here / "table.csv").write_text("old\n" * 100)
    assert command_line("sweep", "--hidden", "1", "--method", "construct", "-o", "table.csv").code == 0
    assert len((here / "table.csv").read_text().splitlines()) == 2


# What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), ["--hidden"]),
        (("--hidden", "1,two"), ["1,2,4", "'two'"]),
        (("--hidden", ""), ["whole numbers"]),
        (("--hidden", "1,,2"), ["whole numbers"]),
        (("--hidden", "4,0"), ["at least 1", "0"]),
        (("--hidden", "4,-1"), ["at least 1", "-1"]),
        (("--hidden", "4", "--seeds", "0"), ["seeds", "at least 1"]),
        (("--hidden", "4", "--method", "guess"), ["construct, refit, train", "guess"]),
        (("--hidden", "4", "--activation", "stepp"), ["stepp"]),
        (("--hidden", "4", "--steps", "-1"), ["steps"]),
        (("--hidden", "4", "--jobs", "0"), ["jobs", "at least 1"]),
        (("--hidden", "4", "--jobs", "1", "--scheduler", "tcp://127.0.0.1:1"), ["--scheduler", "--jobs"]),
        (("--hidden", "4", "--figure", "curve.jpg"), ["jpg", "png, svg, pdf"]),
        (("--hidden", "4", "--figure", "curve"), ["png, svg, pdf"]),
        (("--hidden", "4", "-o", "nowhere/table.csv"), ["nowhere"]),
        (("no-such-scene", "--hidden", "4"), ["no-such-scene"]),
        (("second-layer-output", "--hidden", "4", "--method", "construct"), ["half circle", "train"]),
        (("classifier-output", "--hidden", "4", "--method", "refit"), ["identity", "tanh"]),
    ],
)
def test_wrong_words_are_refused_in_one_line(command_line, here, words, said):
    command_line("sweep", *words).refused(*said)
    assert list(here.iterdir()) == []


def test_divergence_is_a_row_and_a_word(command_line):
    saved(steps=50, optimizer="sgd", learning_rate=1e9)
    ended = command_line("sweep", "small.nnx", "--hidden", "4", "--activation", "relu")
    assert ended.code == 0
    assert errors(rows_of(ended.out)) == [float("inf")]
    assert "1 of 1 trainings diverged" in ended.err
    assert ended.err.count("\n") == 1


# Clusters -------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Creating scratch directories")  # what dask says on a busy machine
def test_a_cluster_gives_the_same_rows(swept, tmp_path):
    distributed = pytest.importorskip("distributed")
    rows = swept(*QUICK, "--jobs", "1")
    with distributed.LocalCluster(
        2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path / "cluster"),
    ) as cluster:
        assert without_seconds(swept(*QUICK, "--scheduler", cluster.scheduler_address)) == without_seconds(rows)


def test_a_scheduler_that_is_not_there_is_told_soon(command_line):
    pytest.importorskip("distributed")
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    began = perf_counter()
    command_line("sweep", *QUICK, "--scheduler", address).refused(address, "none answers", code=1)
    assert perf_counter() - began < 6


def test_what_is_no_address_is_refused(command_line):
    pytest.importorskip("distributed")
    command_line("sweep", *QUICK, "--scheduler", "nowhere").refused("nowhere", "tcp://host:8786")


# Endings --------------------------------------------------------------------------------------------------------


def test_no_qt_is_needed_for_the_table_and_told_of_for_the_figure(program, broken_qt):
    assert program("sweep", "--hidden", "1,2", "--method", "construct", env=broken_qt).code == 0
    program("sweep", "--hidden", "1", "--figure", "curve.pdf", env=broken_qt).refused("libEGL", code=1)


def test_a_reader_that_has_had_enough_is_no_error(program_command):
    start, environment, folder = program_command
    words = [*start, "sweep", "--hidden", "1,2,4", "--steps", "2"]
    process = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


def test_rows_go_to_the_file_behind_standard_output_not_to_the_terminal(monkeypatch):
    """A progress bar takes standard output's place, and would print the rows beside itself."""
    file, terminal = io.StringIO(), io.StringIO()

    class Bar:
        def __enter__(self):
            monkeypatch.setattr("sys.stdout", terminal)
            return lambda _done: None

        def __exit__(self, *_):
            monkeypatch.setattr("sys.stdout", file)

    monkeypatch.setattr("sys.stdout", file)
    monkeypatch.setattr(command, "progress", lambda *_: Bar())
    from nnexplorer.cli import main

    assert main(["sweep", "--hidden", "1,2", "--method", "construct"]) == 0
    assert len(rows_of(file.getvalue())) == 2
    assert terminal.getvalue() == ""


@pytest.mark.skipif(os.name != "posix", reason="a terminal's Ctrl-C, which reaches every process in front of it")
def test_ctrl_c_ends_the_program_and_its_processes(program_command):
    pty = pytest.importorskip("pty")
    psutil = pytest.importorskip("psutil")
    start, environment, folder = program_command
    terminal, stderr = pty.openpty()
    words = [*start, "sweep", "--hidden", "4,5,6", "--steps", "1000000000", "--jobs", "2", "-o", "table.csv"]
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=environment | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=stderr,
        start_new_session=True,
    )
    os.close(stderr)
    try:
        shown = b""
        while b"sweep" not in shown:  # the progress bar: the run is on
            shown += os.read(terminal, 4096)
        while len(children := psutil.Process(process.pid).children(recursive=True)) < 2:
            shown += os.read(terminal, 4096)
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        os.set_blocking(terminal, False)
        shown += rest(terminal)
    finally:
        process.kill()
        os.close(terminal)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in shown
    psutil.wait_procs(children, timeout=20)
    assert not [child for child in children if child.is_running()]
    assert list(folder.iterdir()) == []


def rest(terminal):
    """What is left to be read."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
