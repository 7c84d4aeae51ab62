"""The window opens where there is a display; where there is none, the program is of use all the same."""

from pathlib import Path

import pytest

from nnexplorer.commands import window
from nnexplorer.gui import screen
from nnexplorer.model import lecture, lectures, storage
from nnexplorer.model.lecture import scene, scenes

SCENE = "semicircle-frames"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder that this test works in."""
    (folder := tmp_path / "window").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def opened(monkeypatch):
    """The documents that windows were opened on; each is closed at once."""
    from nnexplorer.gui import app

    documents = []

    def run(found, path):
        documents.append(found)
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setattr(screen, "obstacle", lambda: None)
    monkeypatch.setenv("DISPLAY", ":0")
    return documents


@pytest.fixture
def no_display(monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)


# With a display ---------------------------------------------------------------------------------------------------


def test_bare_command_opens_the_window_where_the_last_one_ended(command_line, opened):
    assert command_line().code == 0
    assert opened == [None]


def test_scene_is_opened_by_its_id(command_line, opened):
    assert command_line(SCENE).code == 0
    assert opened == [scene(SCENE).document]


@pytest.mark.parametrize(("name", "path"), [(SCENE, None), ("mine.nnx", Path("mine.nnx"))])
def test_a_window_knows_the_file_that_its_document_is_from(command_line, opened, monkeypatch, name, path):
    from nnexplorer.gui import app

    storage.save(scene(SCENE).document, "mine.nnx")
    told = []
    monkeypatch.setattr(app, "run", lambda _found, path: told.append(path) or 0)
    assert command_line(name).code == 0
    assert told == [path]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_figure_is_opened_as_the_document_that_it_carries(command_line, opened, kind):
    assert command_line("figures", SCENE, "--format", kind, "--width", 64).code == 0
    assert command_line(f"{SCENE}.{kind}").code == 0
    assert list(map(storage.encode, opened)) == [storage.encode(scene(SCENE).document)]


def test_document_is_opened_by_its_path(command_line, opened):
    storage.save(scene(SCENE).document, "mine.nnx")
    assert command_line("mine.nnx").code == 0
    assert storage.encode(opened[0]) == storage.encode(scene(SCENE).document)


def test_folder_of_documents_is_opened_as_a_lecture(command_line, opened, here):
    (here / "mine").mkdir()
    for name in ("b", "a"):
        storage.save(scene(SCENE).document, f"mine/{name}.nnx")
    assert command_line("mine").code == 0
    assert [it.id for it in opened[0].scenes] == ["a", "b"]


def test_lecture_is_opened_by_its_path(command_line, opened):
    lectures.save(lectures.begun(scene(SCENE).document), "mine.nnx")
    assert command_line("mine.nnx").code == 0
    assert [it.title for it in opened[0].scenes] == [scene(SCENE).title]


def test_exit_code_is_the_windows(command_line, opened, monkeypatch):
    from nnexplorer.gui import app

    monkeypatch.setattr(app, "run", lambda _found, _path: 130)
    assert command_line().code == 130


@pytest.mark.parametrize("name", ["semicircle", "no.nnx", "broken.nnx"])
def test_what_can_not_be_opened_is_told_before_a_window_is(command_line, opened, here, name):
    (here / "broken.nnx").write_text('{"format": "nnexplorer"}')
    command_line(name).refused(name)
    assert opened == []


def test_obstacle_is_told_in_one_line(command_line, opened, monkeypatch):
    monkeypatch.setattr(screen, "obstacle", lambda: "it is dark")
    command_line(SCENE).refused("no window can be opened: it is dark", code=1)
    command_line().refused("no window can be opened: it is dark", code=1)
    assert opened == []


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"DISPLAY": ":987"}, "':987' does not answer"),
        ({"WAYLAND_DISPLAY": "gone"}, "'gone' does not answer"),
        ({"QT_QPA_PLATFORM": "bogus"}, "no platform 'bogus'"),
    ],
)
def test_display_that_does_not_answer_is_told_in_one_line_and_aborts_nothing(program, environment, told):
    for words in ([], [SCENE]):
        program(*words, env=environment).refused(told, code=1)


def test_missing_system_library_is_named_with_its_package(program, broken_qt):
    program(SCENE, env=broken_qt | {"DISPLAY": ":0"}).refused("libEGL.so.1", "apt install libegl1", code=1)


# Without one ------------------------------------------------------------------------------------------------------


def test_bare_command_renders_the_lecture_without_a_display(command_line, no_display, here, qapp, monkeypatch):
    monkeypatch.setattr(lecture, "scenes", lambda: scenes()[:2])
    ended = command_line()
    assert ended.code == 0
    assert ended.lines == [f"nnexplorer-figures/{scene.id}.png" for scene in scenes()[:2]]
    assert ended.err.count("\n") == 1
    assert "there is no display" in ended.err
    assert "nnexplorer-figures" in ended.err
    assert [path.name for path in here.iterdir()] == [window.FIGURES_FOLDER]
    assert len(list((here / "nnexplorer-figures").iterdir())) == 2


def test_scene_can_not_be_opened_without_a_display(command_line, no_display, here):
    told = ["there is no display", "DISPLAY", f"'nnexplorer figures {SCENE}' renders it without one"]
    command_line(SCENE).refused(*told, code=1)
    assert list(here.iterdir()) == []


def test_wrong_name_is_wrong_also_without_a_display(command_line, no_display):
    command_line("zzz").refused("scene 'zzz' is not known")


def test_process_without_a_display_renders_every_scene(program, tmp_path):
    ended = program()
    assert (ended.code, ended.lines) == (0, [f"nnexplorer-figures/{scene.id}.png" for scene in scenes()])
    assert ended.err.count("\n") == 1
    assert len(list((tmp_path / "here" / "nnexplorer-figures").iterdir())) == len(scenes())
    program(SCENE).refused("there is no display", code=1)


def test_empty_display_is_none(program):
    program(SCENE, env=dict.fromkeys(DISPLAYS, "")).refused("there is no display", code=1)
