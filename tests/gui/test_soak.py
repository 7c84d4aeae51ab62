"""Nothing grows with what was done in a window: training, opening, editing, all day; `soak.py` says what is counted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import nnexplorer

PROGRAM = Path(__file__).with_name("soak.py")


@pytest.fixture
def soak(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program to its end."""
    package = str(Path(nnexplorer.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": package, "TMPDIR": str(tmp_path)}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(PROGRAM), *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)

    return run


@pytest.mark.parametrize(("kind", "rounds"), [("training", 1200), ("documents", 31), ("changes", 700)])
def test_nothing_grows_with_what_is_done(soak, kind, rounds):
    ended = soak(kind, "--rounds", rounds)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(ended.stdout.splitlines()) == 5


def test_what_grows_is_found(soak):
    ended = soak("changes", "--rounds", 40, "--leak")
    assert ended.returncode == 1
    assert "qobjects, timers" in ended.stdout
