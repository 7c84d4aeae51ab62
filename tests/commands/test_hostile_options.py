"""Every option of every command under hostile values: done, or refused in one line with an exit code."""

from __future__ import annotations

import pytest

VALUES = ["", "nan", "-inf", "1e308", "-1", "0x10", "1.5", "9" * 30, "-" * 9, "a\nb", "\ud800", "x" * 5000, "%s"]
PLACES = [".", "no/such/folder/a.nnx", "/dev/full", "/proc/a", "a\0b", "x" * 300, ""]

# What comes before each option; its number of steps or its nets are so small that what is valid is done at once.
TRAIN, SWEEP = ["train", "relu", "--steps", "1"], ["sweep", "relu", "--hidden", "1", "--steps", "1", "--jobs", "1"]
FIGURES, EXPORT = ["figures", "relu", "--width", "16", "--view", "activation"], ["export", "relu", "--to", "json"]
OPTIONS = [
    *[(TRAIN, name) for name in ("--steps", "--optimizer", "--learning-rate", "--batch-size", "--hidden")],
    *[(TRAIN, name) for name in ("--activation", "--loss", "--seed")],
    *[(SWEEP, name) for name in ("--hidden", "--seeds", "--activation", "--method", "--steps", "--jobs")],
    *[(FIGURES, name) for name in ("--format", "--width", "--view", "--theme", "--palette", "--notation")],
    *[(FIGURES, name) for name in ("--index-base", "--font-scale")],
    (EXPORT, "--to"),
    *[([name], None) for name in ("train", "figures", "export", "sweep")],
]


def check(ended):
    assert ended.code in {0, 1, 2}
    assert ended.err.count("\n") == (ended.code != 0)
    assert len(ended.err) < 6000
    if ended.code == 2:
        assert ended.out == ""


@pytest.mark.filterwarnings("ignore:.*fork")
def test_hostile_values_of_every_option(row, command_line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with row("Command line: hostile values of every option") as tally:
        for before, option in OPTIONS:
            for value in VALUES:
                words = [*before, value] if option is None else [*before, f"{option}={value}"]
                with tally.case(words):
                    check(command_line(*words))
        for before, option in OPTIONS:
            if option is not None:
                with tally.case((*before, option)):
                    ended = command_line(*before, option)
                    assert ended.code == 2
                    check(ended)


def test_hostile_places_for_what_is_written(row, command_line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with row("Command line: places that nothing can be written to") as tally:
        for before in (TRAIN, SWEEP, FIGURES, EXPORT):
            for place in PLACES:
                with tally.case((before, place)):
                    ended = command_line(*before, f"-o{place}" if place else "-o=")
                    check(ended)
                    assert (
                        ended.code != 0
                        or (before is FIGURES and place in {"", ".", "no/such/folder/a.nnx"})
                        or not place
                    )
    assert not list(tmp_path.rglob("*.tmp"))
