"""What the commands share: which names are paths, what figures are called, and progress on a terminal alone."""

import io
import sys
from pathlib import Path

import pytest

from nnexplorer.commands.common import check_output, complain, document_named, is_path, opened, progress, stem
from nnexplorer.model import carriers, lectures, storage
from nnexplorer.model.lecture import scene


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["a.nnx", "b/c.NNX", "a.png", "a.svg", "a.pdf", "no/such/folder/a.nnx"])
def test_known_ending_makes_a_path_whether_or_not_the_file_is_there(folder, name):
    assert is_path(name)


def test_output_that_can_not_be_a_file_is_refused_beforehand(folder):
    check_output(None)
    check_output(Path("a.txt"))
    with pytest.raises(ValueError, match=r"-o \.: this is a folder; give the name of a file"):
        check_output(folder.relative_to(folder))
    with pytest.raises(ValueError, match=r"-o b/a\.txt: there is no folder b; make it first"):
        check_output(Path("b/a.txt"))


def test_what_exists_is_a_path_whatever_its_ending(folder):
    assert not is_path("semicircle-frames")
    (folder / "semicircle-frames").write_text("{}")
    (folder / "lecture").mkdir()
    assert is_path("semicircle-frames")
    assert is_path("lecture")


@pytest.mark.parametrize("name", ["", "x" * 5000, "a.txt", "semicircle-frames"])
def test_anything_else_is_a_scenes_id(folder, name):
    assert not is_path(name)


def test_document_is_found_as_a_scene_and_as_a_file(folder):
    it = document_named("classifier-output")
    assert it is scene("classifier-output").document
    storage.save(it, "mine.nnx")
    assert storage.encode(document_named("mine.nnx")) == storage.encode(it)


def test_document_is_found_in_a_figure(folder):
    document = scene("classifier-output").document
    Path("mine.svg").write_bytes(carriers.embed(b"<svg></svg>", "svg", storage.encode(document)))
    assert storage.encode(document_named("mine.svg")) == storage.encode(document)


@pytest.mark.parametrize(
    ("name", "error"), [("nothing", ValueError), ("nothing.nnx", FileNotFoundError), (".", IsADirectoryError)]
)
def test_document_that_is_not_there_is_an_error(folder, name, error):
    with pytest.raises(error):
        document_named(name)


def test_folder_and_file_of_documents_are_lectures(folder):
    Path("mine").mkdir()
    for name in ("10-last", "2-first"):
        storage.save(scene("classifier-output").document, f"mine/{name}.nnx")
    lectures.save(opened("mine"), "mine.nnx")
    for name in ("mine", "mine.nnx"):
        assert [it.id for it in opened(name).scenes] == ["2-first", "10-last"]


def test_what_is_no_lecture_is_opened_as_a_document(folder):
    document = scene("classifier-output").document
    storage.save(document, "mine.nnx")
    assert opened("classifier-output") is document
    assert storage.encode(opened("mine.nnx")) == storage.encode(document)
    with pytest.raises(ValueError, match="scene '' is not known"):
        opened("")


def test_a_command_on_one_document_refuses_a_lecture(folder):
    lectures.save(lectures.begun(scene("classifier-output").document), "mine.nnx")
    with pytest.raises(ValueError, match=r"mine\.nnx: \$\.kind: this is a whole lecture, expected one document"):
        document_named("mine.nnx")


def test_figures_are_called_after_the_scene_or_the_file(folder):
    assert stem("semicircle-frames") == "semicircle-frames"
    assert stem("some/where/my.net.nnx") == "my.net"
    assert stem("some.where/net.NNX") == "net"


def test_complaint_is_one_line_with_the_programs_name(capsys):
    assert complain("something\nis   wrong", 2) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "nnexplorer: something is wrong\n")


def test_progress_is_silent_in_a_pipe(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "rich.progress", None)  # is not even loaded
    with progress("training", 10) as advance:
        advance(5)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_progress_is_a_bar_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress("training", 10) as advance:
        advance(5)
    assert "training" in terminal.getvalue()
    assert capsys.readouterr().out == ""
