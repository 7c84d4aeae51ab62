"""What every test stands on: no real screen, settings of its own, and nothing that outlives it."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import gc
import reprlib
import shutil
import subprocess
import sys
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Leave what takes minutes to those who ask for it."""
    parser.addoption("--large", action="store_true", help="also the tests with files of half a gigabyte")


@pytest.fixture(scope="session", autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what a program remembers out of the tester's own folders, in child processes too."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        yield folder


@pytest.fixture
def settings_folder(tmp_path: Path) -> Path:
    """Give this test empty QSettings of its own."""
    from PySide6.QtCore import QSettings

    folder = tmp_path / "settings"
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_outlives_its_test(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test whose widget, thread or timer lives on after it, and say where that began."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    for name in ("qapp", "settings_folder"):
        request.getfixturevalue(name)
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QApplication

    from nnexplorer.gui.garbage import Garbage

    threads, timers = record_starts(monkeypatch, QThread), record_starts(monkeypatch, QTimer)
    before = set(QApplication.topLevelWidgets())
    with Garbage() as garbage:  # as the program does; what a test before has left is no other thread's either
        yield
        garbage.collect()

    def survivors() -> list[str]:
        deliver_deletions()
        widgets = [repr(w) for w in QApplication.topLevelWidgets() if w not in before]
        running = [f"{t!r}, started at\n{began}" for t, began in living(threads) if t.isRunning()]
        active = [f"{t!r}, started at\n{began}" for t, began in living(timers) if t.isActive()]
        return widgets + running + active

    if survivors():
        gc.collect()  # what only a circle of references holds is no leak
        if left := survivors():
            pytest.fail("outlives its test: " + "; ".join(left), pytrace=False)


def record_starts(monkeypatch, kind):
    """Record where every object of a Qt class is started; the objects are held weakly."""
    started, start = [], kind.start

    def recording_start(self, *args):
        started.append((weakref.ref(self), "".join(traceback.format_stack(limit=4)[:-1])))
        return start(self, *args)

    monkeypatch.setattr(kind, "start", recording_start)
    return started


def living(started):
    """Pick the recorded objects that neither Python nor Qt has destroyed."""
    from shiboken6 import isValid

    return [(thing, began) for ref, began in started if (thing := ref()) is not None and isValid(thing)]


def deliver_deletions() -> None:
    """Let Qt destroy what was handed to deleteLater."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@dataclass(frozen=True)
class Ended:
    """How a run of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What was printed, line by line."""
        return self.out.splitlines()

    def refused(self, *words: str, code: int = 2) -> None:
        """Check that it said in one line what is wrong, with all of `words`, and printed nothing."""
        assert self.code == code, self
        assert self.out == ""
        assert self.err.startswith("nnexplorer: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        assert [word for word in words if word not in self.err] == [], self.err


@pytest.fixture
def command_line(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line inside this process."""
    from nnexplorer.cli import main

    def run(*words: object) -> Ended:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def program_command(tmp_path: Path) -> tuple[list[str], dict[str, str], Path]:
    """Give the program's command, an environment without a display, and an empty folder to run it in."""
    import nnexplorer

    silent = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUNBUFFERED", "COLUMNS")
    environment = {name: value for name, value in os.environ.items() if name not in silent}
    package = str(Path(nnexplorer.__file__).parents[1])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    (folder := tmp_path / "here").mkdir()
    return [sys.executable, "-m", "nnexplorer"], environment, folder


@pytest.fixture
def program(program_command: tuple[list[str], dict[str, str], Path]) -> Callable[..., Ended]:
    """Run the program as users do: in a process of its own."""
    command, environment, folder = program_command

    def run(*words: object, env: dict[str, str] | None = None, **options: object) -> Ended:
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        ended = subprocess.run(
            [*command, *map(str, words)],
            cwd=folder,
            env=environment | (env or {}),
            text=True,
            timeout=120,
            check=False,
            **options,
        )
        return Ended(ended.returncode, ended.stdout or "", ended.stderr or "")

    return run


class Tally:
    """Counts what is done to the program; a case that breaks a promise is lost, one that raises has crashed."""

    def __init__(self) -> None:
        self.tried = 0
        self.lost: list[str] = []
        self.crashed: list[str] = []

    @contextmanager
    def case(self, what: object) -> Iterator[None]:
        """Try one thing: what is promised of it is asserted inside."""
        self.tried += 1
        try:
            yield
        except AssertionError as broken:
            self.lost.append(f"{reprlib.repr(what)}: {broken}")
        except Exception as fault:  # noqa: BLE001 - that nothing else comes out is what is tested
            self.crashed.append(f"{reprlib.repr(what)}: {''.join(traceback.format_exception(fault)[-3:])}")


def told_rows() -> dict[str, tuple[int, int, int]]:
    """Read the table of CONTRIBUTING.md: how many cases of each row were tried, lost, and have crashed."""
    page = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in page.splitlines() if "|" in line]
    return {row[0]: tuple(map(int, row[3:])) for row in rows if len(row) == 6 and row[3].isdecimal()}


@pytest.fixture
def row() -> Callable[[str], AbstractContextManager[Tally]]:
    """`with row("Disk full") as tally` counts cases and checks them against that row of CONTRIBUTING.md."""

    @contextmanager
    def counted(name: str) -> Iterator[Tally]:
        yield (tally := Tally())
        assert tally.crashed[:3] == []
        assert tally.lost[:3] == []
        tried, *harm = told_rows().get(name, (0, None))
        assert harm == [0, 0], f"CONTRIBUTING.md has no such row; {tally.tried} were tried"
        assert tally.tried >= tried > 0, f"CONTRIBUTING.md tells of {tried}"

    return counted


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """Start a real X server and give its name, for tests that type and click from outside."""
    missing = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
    if missing:
        reason = f"needs {' and '.join(missing)}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    read_end, write_end = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write_end),
        "-screen",
        "0",
        "1920x1080x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()  # empty when the server dies
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=20)
