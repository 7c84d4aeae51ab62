"""The command line finds its commands, and whatever goes wrong is one line and an exit code."""

import os
import subprocess
import sys

import pytest

import nnexplorer
from nnexplorer import cli
from nnexplorer.commands import scenes
from nnexplorer.model.lecture import scenes as lecture_scenes


def raising(error):
    def run(_options):
        raise error

    return run


# Help -------------------------------------------------------------------------------------------------------------


def test_version_is_printed(command_line):
    ended = command_line("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"nnexplorer {nnexplorer.__version__}\n", "")


def test_help_names_every_command(command_line):
    ended = command_line("--help")
    assert (ended.code, ended.err) == (0, "")
    assert [name for name in cli.COMMANDS if f"\n  {name} " not in ended.out] == []
    assert "DOCUMENT | SCENE" in ended.out


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("scenes", ["--json"]),
        ("figures", ["-o DIR", "--format", "--width PX", "--view NAME", "--all-frames", "--theme", "--palette",
                     "--notation", "--index-base 0|1", "--font-scale S"]),
        ("train", ["--steps N", "--optimizer", "--learning-rate R", "--batch-size B", "--hidden N",
                   "--activation NAME", "--loss", "--seed S", "-o FILE", "--json"]),
        ("export", ["--to numpy|pytorch|latex|json", "-o FILE"]),
    ],
)  # fmt: skip
def test_help_of_a_command_names_every_option(command_line, command, options):
    ended = command_line(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert [option for option in options if option not in ended.out] == []


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_explains_itself(command_line, command):
    ended = command_line(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"usage: nnexplorer {command} ")


# What is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["semicircle"], ["scene 'semicircle' is not known", "did you mean semicircle-frames"]),
        (["zzz"], ["scene 'zzz' is not known", *(scene.id for scene in lecture_scenes())]),
        ([""], ["scene '' is not known"]),
        (["no.nnx"], ["no.nnx: no such file"]),
        (["NO.PDF"], ["NO.PDF: no such file"]),
        (["."], [".: expected a folder of documents"]),
        (["train", "."], [".: is a directory"]),
        (["semicircle-frames", "again"], ["unrecognized arguments: again", "'nnexplorer --help' tells more"]),
        (["--bogus"], ["--bogus", "'nnexplorer --help' tells more"]),
        (["scenes", "--bogus"], ["--bogus", "'nnexplorer scenes --help' tells more"]),
        (["scenes", "extra"], ["extra"]),
        (["train"], ["SCENE|DOCUMENT", "'nnexplorer train --help' tells more"]),
        (["figures", "--width"], ["--width", "expected one argument"]),
    ],
)
def test_wrong_words_are_told_in_one_line(command_line, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    command_line(*words).refused(*told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (ValueError("width: expected 16"), 2, "nnexplorer: width: expected 16\n"),
        (ValueError("two\nlines"), 2, "nnexplorer: two lines\n"),
        (FileNotFoundError(2, "No such file", "a.nnx"), 2, "nnexplorer: a.nnx: no such file\n"),
        (NotADirectoryError(20, "Not a directory", "a/b"), 2, "nnexplorer: a/b: not a directory\n"),
        (PermissionError(13, "Permission denied", "a.nnx"), 1, "nnexplorer: a.nnx: permission denied\n"),
        (OSError(28, "No space left on device", "a.nnx"), 1, "nnexplorer: a.nnx: no space left on device\n"),
        (OSError("no memory for a picture"), 1, "nnexplorer: no memory for a picture\n"),
        (MemoryError(), 1, "nnexplorer: MemoryError\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)  # fmt: skip
def test_errors_have_their_exit_codes(command_line, monkeypatch, error, code, told):
    monkeypatch.setattr(scenes, "run", raising(error))
    ended = command_line("scenes")
    assert (ended.code, ended.out, ended.err) == (code, "", told)


def test_error_of_the_program_itself_is_not_hidden(monkeypatch):
    monkeypatch.setattr(scenes, "run", raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.main(["scenes"])


# As a process -----------------------------------------------------------------------------------------------------


def test_package_runs_as_a_module(program):
    ended = program("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"nnexplorer {nnexplorer.__version__}\n", "")


def test_exit_code_is_that_of_the_process(program):
    program("zzz").refused("'zzz'")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize("words", [["scenes", "--json"], ["--version"], ["train", "--help"]])
def test_output_that_can_not_be_printed_is_told_in_one_line(program, words):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        program(*words, stdout=full).refused("standard output: no space left on device", code=1)


def test_closed_pipe_ends_the_program_in_silence(program):
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w") as pipe:
        ended = program("scenes", "--json", stdout=pipe)
    assert (ended.code, ended.err) == (0, "")


def test_names_are_printed_also_where_the_terminal_can_not_spell_them(program):
    ended = program("scenes", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.lines] == [scene.id for scene in lecture_scenes()]


@pytest.mark.parametrize(
    "words",
    [["scenes"], ["--help"], ["train", "classifier-output", "--steps", "1"], ["export", "relu", "--to", "numpy"]],
)
def test_window_is_loaded_only_by_what_needs_it(words):
    code = f"""
import sys
from nnexplorer.cli import main
assert main({words!r}) == 0
loaded = {{"PySide6", "pyqtgraph", "psygnal", "rich"}} & set(sys.modules)
sys.exit(f"loaded {{loaded}}" if loaded else 0)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, stdout=subprocess.DEVNULL)
