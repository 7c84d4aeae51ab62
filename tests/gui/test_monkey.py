"""A monkey in a window of its own process: whatever it does, the window holds; `monkey.py` says what that means."""

from __future__ import annotations

import signal

import pytest

SECONDS = 5

QUIET = '{"scene": "second-layer-output", "acts": [["wait", 1], ["wait", 1]]}'


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_done_the_window_holds(run_beside, seed, capsys):
    ended = run_beside("monkey.py", "--seed", seed, "--acts", 200, "--seconds", SECONDS)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert silent(ended)
    with capsys.disabled():
        print(f"\nseed {seed}: {ended.stdout.splitlines()[0]}")


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
        ("canvas", "shows another"),
        ("presenter", "left behind: <nnexplorer.gui.presenter.Presenter"),
    ],
)
def test_a_fault_is_found_and_told_with_what_does_it_again(run_beside, tmp_path, fault, told):
    quiet, journal = tmp_path / "quiet.json", tmp_path / "acts.json"
    quiet.write_text(QUIET)
    every = 9 if fault == "history" else 1  # at the end is when that is to be found
    ended = run_beside("monkey.py", "--replay", quiet, "--every", every, "--plant", fault, "--journal", journal)
    assert ended.returncode == 1
    assert told in ended.stdout
    assert f"--replay {journal}" in ended.stdout


def test_a_tour_reaches_every_action_and_dialog(run_beside, capsys):
    ended = run_beside("monkey.py", "--tour", "--seed", 1)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert silent(ended)
    with capsys.disabled():
        print(f"\n{ended.stdout.splitlines()[0]}")


def test_an_action_that_is_never_reached_is_told(run_beside):
    ended = run_beside("monkey.py", "--tour", "--seconds", 0, "--plant", "action")
    assert ended.returncode == 1
    assert "never reached: palette" in ended.stdout


@pytest.mark.parametrize(("fault", "code"), [("crash", -signal.SIGABRT), ("word", 0)])
def test_a_crash_or_a_word_at_the_exit_is_seen(run_beside, fault, code):
    ended = run_beside("monkey.py", "--acts", 2, "--scene", "relu", "--plant", fault)
    assert ended.returncode == code
    assert not silent(ended)


def silent(ended):
    """Whether nothing was said at the exit, nor before, on the error channel."""
    said = [line for line in ended.stderr.splitlines() if not line.startswith("This plugin does not support")]
    return said == [] and ended.stdout.splitlines()[-1].startswith("{")
