"""The command line in surroundings that nobody chose: streams, variables, files and signals of every kind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from nnexplorer.model import storage
from nnexplorer.model.lecture import scene

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams, names and signals are POSIX's here")

FIGURE = ("figures", "relu", "--view", "activation", "--width", "64")
TRAIN, SWEEP = ("train", "relu", "--steps", "1"), ("sweep", "relu", "--hidden", "1", "--steps", "1")


# Streams --------------------------------------------------------------------------------------------------------------

REDIRECTED = {
    ">&-": (("scenes",), TRAIN, SWEEP, FIGURE, ("export", "relu", "--to", "latex"), ("--version",), ("--help",)),
    ">&- 2>&- <&-": (("scenes",), SWEEP, FIGURE, ("train", "nosuch")),
    "2>&-": (("train", "nosuch"), FIGURE),
    ">/dev/full": (("scenes", "--json"), TRAIN, SWEEP, ("export", "relu", "--to", "numpy"), ("--version",)),
    "2>/dev/full": (("train", "nosuch"), TRAIN),
    "| head -c 1": (("scenes",), SWEEP, ("export", "relu", "--to", "json")),
    "2>&1 </dev/null | head -c 0": (("train", "nosuch"), ("scenes", "--json")),
}


def test_closed_full_and_broken_streams(row, program_command):
    command, environment, folder = program_command
    with row("Command line: closed, full and broken streams") as tally:
        for where, calls in REDIRECTED.items():
            for words in calls:
                with tally.case((where, words)):
                    shell = ["bash", "-c", f'set -o pipefail; "$@" {where}', "bash", *command, *words]
                    ended = subprocess.run(
                        shell, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
                    )
                    wanted = 2 if "nosuch" in words else 1 if where == ">/dev/full" else 0
                    assert ended.returncode == wanted, ended
                    assert "Traceback" not in ended.stdout + ended.stderr
                    assert ended.stderr.count("\n") == (where == ">/dev/full"), ended.stderr
                    assert "nosuch" not in ended.stdout, "what is wrong is told to stderr or to nobody"
    assert [path.name for path in folder.iterdir()] == ["relu.png"]
    assert (folder / "relu.png").read_bytes().startswith(b"\x89PNG"), "no word got into it"


# Variables ------------------------------------------------------------------------------------------------------------

FOLDERS = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
VARIABLES = [
    *[(name, value) for name in FOLDERS for value in ("/no/such", "/dev/null")],
    *[("HOME", value) for value in ("", "a\nb%s", "/tmp/\udcff")],
    *[("LC_ALL", value) for value in ("C", "ar_EG.UTF-8", "de_DE.ISO-8859-1")],
    *[("PYTHONOPTIMIZE", "2"), ("PYTHONWARNINGS", "error"), ("PYTHONDEVMODE", "1"), ("PYTHONHASHSEED", "1")],
    *[("PYTHONUTF8", "0"), ("PYTHONIOENCODING", "ascii:strict"), ("OMP_NUM_THREADS", "x"), ("TZ", "nonsense")],
    *[("QT_QPA_PLATFORM", value) for value in ("xcb", "nosuch", "minimal")],
    *[("QT_SCALE_FACTOR", "3"), ("QT_SCALE_FACTOR", "nan"), ("QT_FONT_DPI", "500"), ("QT_STYLE_OVERRIDE", "Windows")],
    *[("QT_SCREEN_SCALE_FACTORS", "1.37"), ("QT_USE_PHYSICAL_DPI", "1"), ("QT_QPA_PLATFORMTHEME", "gtk3")],
    *[("DISPLAY", ":4711"), ("WAYLAND_DISPLAY", "nosuch")],
]
WINDOW = ("figures", "relu", "--view", "window", "--width", "200")


def test_the_same_picture_whatever_the_variables(row, program, tmp_path):
    path = tmp_path / "here" / "relu.png"
    program(*WINDOW)
    wanted = path.read_bytes()
    with row("Command line: foreign variables, folders, locales, desktops") as tally:
        for name, value in VARIABLES:
            path.unlink(missing_ok=True)
            with tally.case((name, value)):
                ended = program(*WINDOW, env={name: value})
                assert (ended.code, ended.lines, ended.err) == (0, ["relu.png"], "")
                assert path.read_bytes() == wanted


def test_without_docstrings_the_help_says_what_it_can(program):
    ended = program("--help", env={"PYTHONOPTIMIZE": "2"})
    assert "DOCUMENT | SCENE" in ended.out
    assert "None" not in ended.out


# Files ----------------------------------------------------------------------------------------------------------------

NAMES = [
    b"\xff\xfe.nnx", b"%s%d%n{x}.nnx", b"a\nb.nnx", b"-x.nnx", b" .nnx", b"\x1b[31m.nnx", "\u202e\u0663.nnx".encode(),
    b"<b>&amp;.nnx", b"x" * 251 + b".nnx", b"con.nnx", "e\u0301\U0001f600.nnx".encode(), b".nnx", b"a.b..nnx",
]  # fmt: skip


def test_files_of_any_name(row, program, tmp_path):
    content = storage.encode(scene("semicircle-frames").document)
    folder = tmp_path / "here"
    with row("Command line: files of any name") as tally:
        for raw in NAMES:
            name = os.fsdecode(raw)
            (folder / name).write_bytes(content)
            with tally.case(raw):
                ended = program("train", f"./{name}", "--steps", "1", "-o", f"./{name}", errors="surrogateescape")
                assert (ended.code, ended.err) == (0, "")
                ended = program("figures", f"./{name}", *FIGURE[2:], errors="surrogateescape")
                assert (ended.code, ended.err) == (0, "")
                assert (folder / f"{Path(name).stem}.png").exists()
            with tally.case((raw, "missing")):
                (folder / name).unlink()
                ended = program("export", f"./{name}", "--to", "numpy", errors="surrogateescape")
                ended.refused("no such file", code=2)
                assert ended.err[:-1].isprintable(), "a terminal does nothing that a name says"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux's files that are none")
def test_files_that_are_none(row, program, tmp_path):
    folder = tmp_path / "here"
    (folder / "loop.nnx").symlink_to("loop.nnx")
    (folder / "gone.nnx").symlink_to("nowhere.nnx")
    (folder / "folder.nnx").mkdir()
    (folder / "empty.nnx").touch()
    (folder / "closed.nnx").touch(0)
    wanted = {
        "loop.nnx": (1, "symbolic links"), "gone.nnx": (2, "no such file"), "empty.nnx": (2, "no JSON"),
        "folder.nnx": (2, "directory"), "/proc/self/mem": (1, "/proc/self/mem: input/output error"),
        "/dev/null": (2, "/dev/null: $: no JSON"), "/dev/stdin": (2, "/dev/stdin: $: no JSON"),
        "closed.nnx": (2, "no JSON") if os.access("/dev/mem", os.W_OK) or os.geteuid() == 0 else (1, "denied"),
        "x" * 300 + ".nnx": (1, "name too long"), "/".join(["x" * 200] * 30): (2, "not known"),
        "relu/../empty.nnx": (2, "no such file"), "empty.nnx/a.nnx": (2, "not a directory"),
    }  # fmt: skip
    with row("Command line: loops, devices, folders and other files that are none") as tally:
        for name, (code, word) in wanted.items():
            with tally.case(name):
                program("export", name, "--to", "numpy", stdin=subprocess.DEVNULL).refused(word, code=code)


# Signals --------------------------------------------------------------------------------------------------------------

LONG = {
    "train": ("train", "semicircle-frames", "--steps", "900000000", "-o", "out.nnx"),
    "sweep": ("sweep", "semicircle-frames", "--hidden", "64", "--seeds", "64", "--steps", "90000", "--jobs", "2"),
    "figures": ("figures", "--all-frames", "--width", "3000", "-o", "out"),
    "film": ("film", "semicircle-frames", "--of", "training", "--steps", "90000", "-o", "out.gif"),
}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at what a process does as Linux tells it")
def test_what_is_told_to_end_leaves_no_half_and_no_process(row, program_command):
    command, environment, folder = program_command
    with row("Command line: SIGTERM, SIGHUP, SIGINT in mid-work") as tally:
        for words in LONG.values():
            for number, seconds in ((signal.SIGTERM, 0.6), (signal.SIGHUP, 0.9), (signal.SIGINT, 1.2)):
                with tally.case((words[0], number)):
                    process = subprocess.Popen(
                        [*command, *words],
                        cwd=folder,
                        env=environment,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.PIPE,
                        text=True,
                        start_new_session=True,
                    )
                    with ended(process):
                        wait_until(lambda process=process, least=seconds: worked(process.pid) > least)
                        process.send_signal(number)
                        assert process.stderr.read() == ""
                        assert process.wait(timeout=30) == 128 + number
                        wait_until(lambda group=process.pid: not lives(group))
                    left = [path for path in folder.rglob("*") if path.is_file()]
                    assert all(path.suffix == ".png" for path in left)
                    assert all(path.read_bytes().endswith(b"IEND\xaeB`\x82") for path in left)


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        threading.Event().wait(0.02)


def worked(group):
    """Seconds that the processes of a group have computed."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:13])) if int(fields[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def ended(process):
    """Take a process and its children away, whatever became of them."""
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def lives(group):
    """Whether any process of a group does."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_nohup_ignores_stays_ignored(program_command):
    command, environment, folder = program_command
    code = (
        "import signal\nfrom nnexplorer.commands.ends import ended_by_signals\n"
        "with ended_by_signals():\n    signal.raise_signal(signal.SIGHUP)\nprint('lives')"
    )
    shell = ["bash", "-c", 'trap "" HUP; exec "$@"', "bash", command[0], "-c", code]
    ended = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "lives\n", "")
