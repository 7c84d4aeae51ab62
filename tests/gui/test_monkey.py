"""A monkey in a window of its own process: whatever it does, the window holds; `monkey.py` says what that means."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import nnexplorer

PROGRAM = Path(__file__).with_name("monkey.py")
SECONDS = 5


@pytest.fixture
def monkey(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program to its end."""
    package = str(Path(nnexplorer.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": package, "TMPDIR": str(tmp_path)}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(PROGRAM), *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)

    return run


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_done_the_window_holds(monkey, seed, capsys):
    ended = monkey("--seed", seed, "--acts", 200, "--seconds", SECONDS)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    with capsys.disabled():
        print(f"\n{ended.stdout.strip()}")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("exception", "planted\n"),
        ("warning", "Qt: planted"),
        ("view", "the window shows"),
        ("document", "document"),
        ("history", "undone to the start"),
        ("widget", "left behind: <PySide6.QtWidgets.QWidget"),
        ("thread", "left behind: <Timer"),
    ],
)
def test_a_fault_is_found_and_told_with_what_does_it_again(monkey, tmp_path, fault, told):
    journal = tmp_path / "acts.json"
    ended = monkey("--acts", 2, "--every", 1, "--scene", "relu", "--plant", fault, "--journal", journal)
    assert ended.returncode == 1
    assert told in ended.stdout
    assert f"--replay {journal}" in ended.stdout
