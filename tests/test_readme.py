"""What the README shows and says is there: pictures, commands, keys, and the example in Python with its numbers."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from nnexplorer import cli
from nnexplorer.gui.actions import ACTIONS
from nnexplorer.model.lecture import scenes

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [re.split(r"  +", line)[0] for line in README.splitlines() if line.startswith("nnexplorer ")]


def test_every_picture_is_there_and_a_command_makes_it():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    made = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(pictures) > 4
    for picture in map(Path, pictures):
        assert (ROOT / picture).stat().st_size > 0, picture
        assert picture.stem in made, picture


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_line_is_one_that_the_program_reads(line):
    words = shlex.split(line)[1:]
    if words[0] in cli.COMMANDS:
        cli._command_parser(words[0]).parse_args(words[1:])
    else:
        assert len(words) == 1
        assert "." in words[0] or words[0] in {scene.id for scene in scenes()}


def test_every_key_is_one_of_the_program():
    keys = {key for action in ACTIONS for key in action.shortcuts}
    named = set(re.findall(r"`((?:Ctrl\+|Alt\+|Shift\+)*[A-Z])`", README))
    assert len(named) > 8
    assert named <= keys


def test_the_example_in_python_runs_and_its_numbers_are_right(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    told = re.findall(r"^(.+?)  # (\d\S*)$", code, re.MULTILINE)
    assert told
    for expression, number in told:
        assert f"{eval(expression, names):.3g}" == number
    assert "def predict(X" in capsys.readouterr().out
