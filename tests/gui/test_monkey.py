"""A monkey in a window of its own process: whatever it does, the window holds; `monkey.py` says what that means."""

from __future__ import annotations

import pytest

SECONDS = 5


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_done_the_window_holds(run_beside, seed, capsys):
    ended = run_beside("monkey.py", "--seed", seed, "--acts", 200, "--seconds", SECONDS)
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
def test_a_fault_is_found_and_told_with_what_does_it_again(run_beside, tmp_path, fault, told):
    journal = tmp_path / "acts.json"
    words = ("--acts", 2, "--every", 1, "--scene", "relu", "--plant", fault, "--journal", journal)
    ended = run_beside("monkey.py", *words)
    assert ended.returncode == 1
    assert told in ended.stdout
    assert f"--replay {journal}" in ended.stdout
