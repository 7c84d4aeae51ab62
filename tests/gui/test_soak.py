"""Nothing grows with what was done in a window: training, opening, editing, all day; `soak.py` says what is counted."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("kind", "rounds"), [("training", 1200), ("documents", 31), ("changes", 700)])
def test_nothing_grows_with_what_is_done(run_beside, kind, rounds):
    ended = run_beside("soak.py", kind, "--rounds", rounds)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(ended.stdout.splitlines()) == 5


def test_what_grows_is_found(run_beside):
    ended = run_beside("soak.py", "changes", "--rounds", 40, "--leak")
    assert ended.returncode == 1
    assert "qobjects, timers" in ended.stdout
