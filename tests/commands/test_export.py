"""Code from the command line: every format, of scenes and documents, printed or written."""

import os
import subprocess
from dataclasses import replace

import pytest

import nnexplorer as nnx
from nnexplorer.model.export import FORMATS

SCENE = "semicircle-frames"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder that this test works in."""
    (folder := tmp_path / "export").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def document(here):
    """A scene saved as a file whose title would be code."""
    title = '"""\nimport os; os.abort()\n\\end{document} \u2713'
    opened = replace(nnx.scene("classifier-output").document, title=title)
    nnx.save(opened, here / "source.nnx")
    return opened, "source.nnx"


@pytest.mark.parametrize("to", FORMATS)
def test_a_scene_is_printed_as_the_api_writes_it(command_line, here, to):
    ended = command_line("export", SCENE, "--to", to)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == nnx.export(nnx.scene(SCENE).document.network, to)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("to", FORMATS)
def test_a_document_is_written_and_its_path_told(command_line, here, document, to):
    opened, name = document
    ended = command_line("export", name, "--to", to, "-o", "net.txt")
    assert (ended.code, ended.out, ended.err) == (0, "net.txt\n", "")
    text = (here / "net.txt").read_text(encoding="utf-8")
    assert text == nnx.export(opened.network, to)
    assert "abort" not in text
    assert sorted(path.name for path in here.iterdir()) == ["net.txt", "source.nnx"]


def test_what_is_exported_as_json_is_a_document_again(command_line):
    assert command_line("export", SCENE, "--to", "json", "-o", "net.nnx").code == 0
    text = command_line("export", "net.nnx", "--to", "json").out
    assert text == nnx.export(nnx.scene(SCENE).document.network, "json")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "xml"], ["format 'xml' is not known", "numpy, pytorch, latex, json"]),
        (["--to", ""], ["format '' is not known"]),
        ([], ["--to", "'nnexplorer export --help' tells more"]),
        (["--to", "numpy", "-o", "."], ["-o .: this is a folder"]),
        (["--to", "numpy", "-o", "none/net.py"], ["there is no folder none"]),
        (["--to", "numpy", "more"], ["more"]),
    ],
)
def test_what_is_wrong_is_told_in_one_line_and_nothing_written(command_line, here, words, told):
    command_line("export", SCENE, *words).refused(*told)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(("name", "told"), [("none", "scene 'none'"), ("none.nnx", "none.nnx: no such file")])
def test_what_is_not_there_is_not_exported(command_line, here, name, told):
    command_line("export", name, "--to", "latex", "-o", "net.tex").refused(told)
    assert list(here.iterdir()) == []


def test_a_file_that_was_there_is_replaced_whole_or_kept(command_line, here):
    (here / "net.py").write_text("before")
    command_line("export", SCENE, "--to", "xml", "-o", "net.py").refused("xml")
    assert (here / "net.py").read_text() == "before"
    assert command_line("export", SCENE, "--to", "numpy", "-o", "net.py").code == 0
    assert (here / "net.py").read_text() == nnx.export(nnx.scene(SCENE).document.network)


def test_a_reader_that_has_had_enough_is_no_error(program_command):
    command, environment, folder = program_command
    text = nnx.export(nnx.Network.random(8, 4000, 2), "json")  # longer than a pipe holds
    (folder / "big.nnx").write_text(text)
    words = [*command, "export", "big.nnx", "--to", "json"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, cwd=folder, env=environment, **pipes) as running:
        assert running.stdout.readline() == f"{{{os.linesep}".encode()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0
